import { findPersonalData } from '../language/personal-data.ts';

/**
 * Addresses and telephone numbers do not travel through a language model: it gets a token for each, and a token becomes an address again only where
 * Lumi itself has made it for a passage that the sentence cites. So a model can neither invent a link nor change a digit of one.
 */
export interface LinkTokens {
  /** The text of a numbered passage with a token for each web address, mail address and telephone number; the same one has the same token. */
  hide(text: string, passage: number): string;
  /** The text with what its tokens stand for; null where one is unknown, or stands in none of the passages. */
  restore(text: string, passages: readonly number[]): string | null;
}

type TokenKind = 'LINK' | 'MAIL' | 'PHONE';

interface Hidden {
  readonly written: string;
  /** Numbers of the passages in which it stands. */
  readonly passages: Set<number>;
}

/** Endings of the addresses that people write without `www.`; of any other one it is a sentence without a space after its stop. */
const BARE_ENDINGS =
  'de|com|org|net|eu|info|at|ch|gov|edu|io|app|city|digital|berlin|bayern|hamburg|koeln|nrw|ruhr|saarland';
const WEB_ADDRESS = new RegExp(
  `(?:https?://|www\\.)[^\\s<>"“”„‹›«»⟦⟧]+|(?<![\\p{L}\\p{N}@._-])(?:[\\p{L}\\p{N}-]{1,63}\\.){1,5}(?:${BARE_ENDINGS})(?![\\p{L}\\p{N}@-])(?:/[^\\s<>"“”„‹›«»⟦⟧]*)?`,
  'giu',
);
/** Belongs to the sentence and not to the address at whose end it stands. */
const BEHIND_ADDRESS = /[.,;:!?'’)\]}*_…]+$/u;
/** Small models change the brackets of a token, or lose them. */
const TOKEN =
  /[⟦[【]{1,2} ?(LINK|MAIL|PHONE) ?(\d{1,4}) ?[⟧\]】]{1,2}|(?<![\p{L}\p{N}])(LINK|MAIL|PHONE)(\d{1,4})(?![\p{L}\p{N}])/gu;

export function createLinkTokens(): LinkTokens {
  const hidden = new Map<string, Hidden>();
  const tokens = new Map<string, string>();
  const counts: Record<TokenKind, number> = { LINK: 0, MAIL: 0, PHONE: 0 };

  function tokenOf(kind: TokenKind, written: string, passage: number): string {
    const known = tokens.get(written);
    if (known !== undefined) {
      hidden.get(known)!.passages.add(passage);
      return `⟦${known}⟧`;
    }
    counts[kind] += 1;
    const name = `${kind}${counts[kind]}`;
    tokens.set(written, name);
    hidden.set(name, { written, passages: new Set([passage]) });
    return `⟦${name}⟧`;
  }

  return {
    hide(given, passage) {
      // What looks like a token already must not become an address.
      const text = given.replaceAll('⟦', '(').replaceAll('⟧', ')');
      let hiddenText = '';
      let at = 0;
      for (const { kind, start, end } of findContacts(text)) {
        hiddenText += text.slice(at, start) + tokenOf(kind, text.slice(start, end), passage);
        at = end;
      }
      return hiddenText + text.slice(at);
    },
    restore(text, passages) {
      const unknown: string[] = [];
      const restored = text.replace(
        TOKEN,
        (token: string, kind?: string, number?: string, bareKind?: string, bareNumber?: string) => {
          const found = hidden.get(`${kind ?? bareKind ?? ''}${Number(number ?? bareNumber)}`);
          if (found === undefined || !passages.some((passage) => found.passages.has(passage))) unknown.push(token);
          return found?.written ?? '';
        },
      );
      return unknown.length === 0 ? restored : null;
    },
  };
}

interface Contact {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** Web addresses, mail addresses and telephone numbers of a text, in text order; of two that overlap, the one that begins first. */
function findContacts(text: string): Contact[] {
  const links = Array.from(text.matchAll(WEB_ADDRESS), ({ 0: written, index }): Contact => {
    const length = written.length - (BEHIND_ADDRESS.exec(written)?.[0].length ?? 0);
    return { kind: 'LINK', start: index, end: index + length };
  });
  const others = findPersonalData(text).flatMap(({ kind, start, end }): Contact[] => {
    if (kind === 'email') return [{ kind: 'MAIL', start, end }];
    return kind === 'phone' ? [{ kind: 'PHONE', start, end }] : [];
  });
  const contacts: Contact[] = [];
  for (const contact of [...links, ...others].sort((a, b) => a.start - b.start || b.end - a.end))
    if (contact.start >= (contacts.at(-1)?.end ?? 0)) contacts.push(contact);
  return contacts;
}
