/** German number words from 0 to 19 in order, normalised as all words here (`fuenf`, `dreissig`). */
const GERMAN_UNITS =
  'null eins zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf dreizehn vierzehn fuenfzehn sechzehn siebzehn achtzehn neunzehn';
const GERMAN_TENS = 'zwanzig dreissig vierzig fuenfzig sechzig siebzig achtzig neunzig';
const ENGLISH_UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const ENGLISH_TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';

const UNITS: ReadonlyMap<string, number> = new Map([...counted(GERMAN_UNITS, 0, 1), ['ein', 1], ['zwo', 2]]);
const TENS: ReadonlyMap<string, number> = new Map(counted(GERMAN_TENS, 20, 10));
const ENGLISH: ReadonlyMap<string, number> = new Map([
  ...counted(ENGLISH_UNITS, 0, 1),
  ...counted(ENGLISH_TENS, 20, 10),
  ['hundred', 100],
  ['thousand', 1000],
]);

function counted(list: string, first: number, step: number): [string, number][] {
  return list.split(' ').map((word, at) => [word, first + at * step]);
}

/** What a number may be joined to: "fünfmal", "dreijährig", "achtköpfige". */
const SUFFIX =
  /(?:mal|fach|jaehrig|taegig|woechig|monatig|stuendig|minuetig|koepfig|stoeckig|teilig|stellig|spurig|sprachig)(?:e[mnrs]?)?$/;
/** Longer words are no numbers below a million. */
const WORD_CHARS_MAX = 60;

/**
 * The value of a normalised number word below a million, also joined to "-mal", "-jährig" and the like; null for all other words. The
 * articles "ein" and "one" are not numbers, and neither are "einmal" and "einfach", which rarely count.
 */
export function numberWordValue(word: string): number | null {
  if (word.length > WORD_CHARS_MAX || word === 'ein' || word === 'one') return null;
  const english = ENGLISH.get(word);
  if (english !== undefined) return english;
  const stem = word.replace(SUFFIX, '');
  const value = belowMillion(stem);
  return stem !== word && value === 1 ? null : value;
}

function belowMillion(word: string): number | null {
  return split(word, 'tausend', 1000, belowThousand);
}

function belowThousand(word: string): number | null {
  return split(word, 'hundert', 100, belowHundred);
}

/** `<count><name><rest>`, the count perhaps left out: "zweihundertdreizehn", "tausend", "hundertundeins". */
function split(word: string, name: string, size: number, part: (word: string) => number | null): number | null {
  const at = word.indexOf(name);
  if (at < 0) return part(word);
  const count = at === 0 ? 1 : part(word.slice(0, at));
  const rest = word.slice(at + name.length).replace(/^und/, '');
  const remainder = rest === '' ? 0 : part(rest);
  return count === null || remainder === null ? null : count * size + remainder;
}

function belowHundred(word: string): number | null {
  const plain = UNITS.get(word) ?? TENS.get(word);
  if (plain !== undefined) return plain;
  const at = word.indexOf('und');
  const unit = UNITS.get(word.slice(0, Math.max(0, at)));
  const tens = TENS.get(word.slice(at + 'und'.length));
  return at < 0 || unit === undefined || unit === 0 || unit > 9 || tens === undefined ? null : tens + unit;
}
