import type { Contact } from './contact-blocks.ts';

/** Forms in which German municipalities name themselves. */
const FORM = String.raw`(?:Stadt|Landeshauptstadt|Hansestadt|Universitätsstadt|Wissenschaftsstadt|Gemeinde|Markt|Landkreis|Kreis)`;
const PLACE = String.raw`\p{Lu}[\p{L}-]{2,40}(?: (?:am|an der|im|in der|ob der|vor der|bei) \p{Lu}[\p{L}-]{2,30})?`;
const NAMED = new RegExp(String.raw`(?<![\p{L}-])${FORM} ${PLACE}`, 'gu');
const POSTAL_PLACE = new RegExp(String.raw`^(?:D-)?\d{5} (${PLACE})`, 'u');
const HALL = /\b(?:Rathaus|Stadtverwaltung|Stadthaus|Gemeindeverwaltung|Bürgermeister|Oberbürgermeister|Landratsamt)/u;
const DOMAIN = /@(?:[a-z0-9-]{1,40}\.){0,3}?([a-z0-9-]{2,40})\.(?:de|eu|org|com)\b/gi;

export interface PublisherEvidence {
  readonly contacts: readonly Contact[];
  readonly credits: readonly string[];
  /** All text of the page that is not dropped. */
  readonly text: string;
}

/**
 * The municipality behind a page, in the form in which the page itself names it ("Stadt Musterstadt"). Two of three signs must agree: the
 * address of a town hall in a contact block, a picture credit, the domain of a mail address. The page must name it with its form; an
 * address and that name are enough. Null where the signs are fewer or disagree.
 */
export function findPublisher({ contacts, credits, text }: PublisherEvidence): string | null {
  const addresses = contacts
    .filter((contact) => contact.lines.some((line) => HALL.test(line)))
    .flatMap((contact) => contact.lines.flatMap((line) => POSTAL_PLACE.exec(line)?.[1] ?? []));
  const places = [...new Set(addresses)];
  if (places.length > 1) return null;
  const domains = [...`${text}\n${contacts.flatMap((contact) => contact.lines).join('\n')}`.matchAll(DOMAIN)].map(
    (match) => match[1]!.toLowerCase(),
  );
  const names = [...credits.flatMap((credit) => credit.match(NAMED) ?? []), ...(text.match(NAMED) ?? [])];
  const isBacked = (name: string): boolean => {
    const place = name.slice(name.indexOf(' ') + 1);
    if (places.length === 1) return place === places[0];
    const isCredited = credits.some((credit) => credit.endsWith(name));
    return isCredited && domains.some((domain) => domain === spelledAsDomain(place));
  };
  return mostFrequent(names.filter(isBacked));
}

function spelledAsDomain(place: string): string {
  return place
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(' ', '-');
}

/** The most frequent entry, the earlier one of equals; null for none. */
function mostFrequent(names: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].reduce<readonly [string | null, number]>(
    (best, entry) => (entry[1] > best[1] ? entry : best),
    [null, 0],
  )[0];
}
