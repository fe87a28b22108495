/**
 * Words and character grams as the keyword index, the reranker and the answerer see them: NFKC, lower case, German umlauts and ß written
 * out, so that „Straße“, "Strasse" and "STRASSE" are one word.
 */

const FOLDED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'oe' };
const FOLDABLE = /[äöüßæœø]/g;
/** Accents that remain after the German letters are folded: `Kyûshû` is looked for as `kyushu`. */
const COMBINING_MARKS = /\p{M}+/gu;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** Length of the grams; 4 was the best of 3…6 on German paragraphs. */
export const GRAM_CHARS = 4;

export interface WordSpan {
  /** Normalised word. */
  readonly word: string;
  /** Range in the text as given, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** One spelling for all that readers take for the same letters. Length may change: offsets in the result are not offsets in the text. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(FOLDABLE, (letter) => FOLDED[letter] ?? letter)
    .normalize('NFD')
    .replace(COMBINING_MARKS, '')
    .normalize('NFC');
}

/** Normalised words (runs of letters and digits) in text order. */
export function words(text: string): string[] {
  return normalise(text).match(WORD) ?? [];
}

/** As `words`, with the range of each word in the text. */
export function wordSpans(text: string): WordSpan[] {
  const spans: WordSpan[] = [];
  for (const match of text.matchAll(WORD)) {
    const word = normalise(match[0]).match(WORD)?.join('') ?? '';
    if (word !== '') spans.push({ word, start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

/** Whether a word of a text is written with a capital letter. */
export function beginsWithCapital(text: string, { start }: Pick<WordSpan, 'start'>): boolean {
  return /^\p{Lu}/u.test(text.slice(start, start + 2));
}

/** Character grams of a normalised word within its borders: `wort` → `_wor wort ort_`; words of one letter give one short gram. */
export function grams(word: string): string[] {
  const bordered = `_${word}_`;
  if (bordered.length <= GRAM_CHARS) return [bordered];
  const found: string[] = [];
  for (let at = 0; at + GRAM_CHARS <= bordered.length; at += 1) found.push(bordered.slice(at, at + GRAM_CHARS));
  return found;
}

/** How many characters two words have in common from the first one on. */
export function commonBeginning(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let same = 0;
  while (same < length && a[same] === b[same]) same += 1;
  return same;
}
