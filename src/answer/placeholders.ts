import { asPattern } from '../language/pattern-text.ts';
import { findPersonalData, type PersonalDataKind } from '../language/personal-data.ts';
import { isStopWord } from '../language/stop-words.ts';
import { normalise } from '../language/tokens.ts';

/** Puts typed placeholders in the place of what identifies a person, so that a model on somebody else's machine does not learn it. */
export interface Placeholders {
  /** The text without identifiers and without the name by which the writer introduces themselves; the same thing has the same placeholder. */
  hide(text: string): string;
  /** The text with what its placeholders stand for; null where one is unknown. */
  restore(text: string): string | null;
}

type Kind = PersonalDataKind | 'name';

/** Other names than those of the tokens for what stands in passages. */
const LABELS: Readonly<Record<Kind, string>> = {
  email: 'EMAIL',
  phone: 'TELEPHONE',
  iban: 'IBAN',
  tax_id: 'TAXID',
  id_card: 'IDCARD',
  birth_date: 'BIRTHDATE',
  address: 'ADDRESS',
  name: 'NAME',
};
const PLACEHOLDER = new RegExp(`[⟦[【]{1,2} ?((?:${Object.values(LABELS).join('|')})\\d{1,4}) ?[⟧\\]】]{1,2}`, 'gu');

const NAME_WORD = "\\p{L}[\\p{L}'’-]{1,30}";
const TITLES = '(?:(?:Herr|Frau|Dr\\.|Prof\\.|Mr\\.?|Mrs\\.?|Ms\\.?)\\s+)*';
const PARTICLE = '(?:von|van|de|del|der|den|da|di|zu|al|el|bin)';
const NAME = `(?:${PARTICLE}\\s+)*${NAME_WORD}`;
/** What people say before their own name, however they write it… */
const INTRODUCES =
  "(?:ich\\s+hei(?:ß|ss)e|mein\\s+name\\s+(?:ist|lautet)|mein\\s+name|my\\s+name\\s+is|my\\s+name['’]s|my\\s+name|i\\s+am\\s+called|i['’]m\\s+called|man\\s+nennt\\s+mich)";
/** …and what is followed by much else: here a title or two capitals must show that it is a name. */
const MAY_INTRODUCE =
  "(?:ich\\s+bin|hier\\s+(?:ist|spricht|schreibt)|i\\s+am|i['’]m|this\\s+is|gez\\.|(?:viele|liebe|beste|freundliche[nr]?|herzliche)\\s+gr(?:ü|ue)(?:ß|ss)en?|mfg|(?:kind|best)\\s+regards|regards|yours\\s+sincerely)";
const INTRODUCED = new RegExp(
  `(?<!\\p{L})${INTRODUCES}\\s*[:,]?\\s+(?:die\\s+|der\\s+)?${TITLES}(${NAME}(?:\\s+${NAME}){0,2})`,
  'giu',
);
const PERHAPS_INTRODUCED = new RegExp(
  `(?<!\\p{L})${MAY_INTRODUCE}\\s*[:,]?\\s+(?:die\\s+|der\\s+)?(${TITLES})(${NAME}(?:\\s+${NAME}){0,2})`,
  'giu',
);
/** Shorter parts of a name are words of their own. */
const NAME_PART_CHARS_MIN = 3;
const IS_PARTICLE = new RegExp(`^${PARTICLE}$`, 'iu');

/** For a model in the house: nothing is hidden. */
export const KEEP_AS_WRITTEN: Placeholders = { hide: (text) => text, restore: (text) => text };

export function createPlaceholders(): Placeholders {
  const originals = new Map<string, string>();
  const labels = new Map<string, string>();
  const counts = new Map<Kind, number>();
  /** Names that were given, whole ones before their parts. */
  const names: string[] = [];

  function placeholderOf(kind: Kind, written: string): string {
    const key = `${kind}:${normalise(written)}`;
    let label = labels.get(key);
    if (label === undefined) {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      label = `${LABELS[kind]}${count}`;
      labels.set(key, label);
      originals.set(label, written);
    }
    return `⟦${label}⟧`;
  }

  function hideNames(text: string): string {
    for (const name of namesIn(text)) if (!names.includes(name)) names.push(name);
    names.sort((a, b) => b.length - a.length);
    return names.reduce(
      (hidden, name) =>
        hidden.replace(new RegExp(`(?<![\\p{L}\\p{N}⟦])${escaped(name)}(?![\\p{L}\\p{N}])`, 'giu'), (written) =>
          placeholderOf('name', written),
        ),
      text,
    );
  }

  return {
    hide(given) {
      // What looks like a placeholder already must not become somebody's data.
      const text = given.replaceAll('⟦', '(').replaceAll('⟧', ')');
      let hidden = '';
      let at = 0;
      for (const { kind, start, end } of findPersonalData(text)) {
        hidden += text.slice(at, start) + placeholderOf(kind, text.slice(start, end));
        at = end;
      }
      return hideNames(hidden + text.slice(at));
    },
    restore(text) {
      const unknown: string[] = [];
      const restored = text.replace(PLACEHOLDER, (_, label: string) => {
        const original = originals.get(label);
        if (original === undefined) unknown.push(label);
        return original ?? '';
      });
      return unknown.length === 0 ? restored : null;
    },
  };
}

/** Names by which a writer introduces themselves, and the parts of each. */
function namesIn(text: string): string[] {
  const whole = [
    ...Array.from(text.matchAll(INTRODUCED), ([, name]) => ownName(name!, false)),
    ...Array.from(text.matchAll(PERHAPS_INTRODUCED), ([, title, name]) =>
      title === '' ? ownName(name!, true) : ownName(name!, false),
    ),
  ].filter((name) => name !== '');
  const parts = whole.flatMap((name) =>
    name.split(/\s+/u).filter((part) => part.length >= NAME_PART_CHARS_MIN && !IS_PARTICLE.test(part)),
  );
  return [...new Set([...whole, ...parts])];
}

/** The words at the beginning that may be a name: capitalised ones, at least two where doubt is; written small, up to the first closed-class word. */
function ownName(written: string, isDoubtful: boolean): string {
  const words = written.split(/\s+/u);
  const isCapital = (word: string) => /^\p{Lu}/u.test(word);
  if (isCapital(words[0]!) || isDoubtful) {
    const end = words.findIndex((word) => !isCapital(word) && !IS_PARTICLE.test(word));
    const name = words.slice(0, end < 0 ? words.length : end);
    while (name.length > 0 && IS_PARTICLE.test(name.at(-1)!)) name.pop();
    return isDoubtful && name.filter(isCapital).length < 2 ? '' : name.join(' ');
  }
  const end = words.findIndex((word) => isStopWord(normalise(word)));
  return words.slice(0, end < 0 ? Math.min(words.length, 2) : end).join(' ');
}

function escaped(text: string): string {
  return asPattern(text).replace(/\s+/gu, '\\s+');
}
