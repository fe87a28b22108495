import {
  COUNTING_ABBREVIATIONS,
  isSentenceOpener,
  LEADING_ABBREVIATIONS,
  TRAILING_ABBREVIATIONS,
} from './abbreviations.ts';

/** `text.slice(start, end)`, in UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A run of characters without white space. Sentences end only at the end of such a run, so addresses and numbers stay whole. */
interface Token extends Range {
  readonly text: string;
}

const LINE = /[^\n\r\u2028\u2029]+/g;
const TOKEN = /\S+/g;
const CLOSING = new Set(['"', "'", '“', '”', '’', '‘', '«', '»', '‹', '›', ')', ']', '}', '*', '_']);
const TERMINAL = /^\p{Sentence_Terminal}$/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const LOWER_CASE = /^\p{Ll}/u;
const LEADING_WORD = /^\p{L}+/u;
/** "A." is an initial where "A" is an article. */
const INITIAL = /^\p{L}\./u;
/** Longest abbreviation written with spaces that is read as one: `i. d. R.`, `u. v. m.` */
const SPACED_ABBREVIATION_TOKENS = 3;

/**
 * The sentences of a text, in order: trimmed of white space, never across a line break, without gaps but white space. A stop ends a
 * sentence only before white space, and not where it belongs to a date, an ordinal, an initial or an abbreviation. Closing quotes and
 * brackets belong to the sentence before them; a quotation that the sentence goes on after („…!“, sagte sie) does not end it.
 *
 * A scanner of its own, since `Intl.Segmenter` takes time quadratic in the text (V8 of Node 20: 400,000 characters, 19 to 268 s) and cuts
 * at German dates and abbreviations anyway.
 */
export function sentenceRanges(text: string): Range[] {
  const ranges: Range[] = [];
  for (const line of text.matchAll(LINE)) {
    const tokens = tokensOf(line[0], line.index);
    let first = 0;
    tokens.forEach((token, at) => {
      if (at + 1 < tokens.length && !endsSentence(tokens, at, first)) return;
      ranges.push({ start: tokens[first]!.start, end: token.end });
      first = at + 1;
    });
  }
  return ranges;
}

function tokensOf(line: string, offset: number): Token[] {
  return Array.from(line.matchAll(TOKEN), (match) => ({
    text: match[0],
    start: offset + match.index,
    end: offset + match.index + match[0].length,
  }));
}

/** Whether the sentence that began with token `first` ends with token `at`, which is not the last of its line. */
function endsSentence(tokens: readonly Token[], at: number, first: number): boolean {
  const token = tokens[at]!.text;
  const body = withoutClosing(token);
  const last = body.at(-1) ?? '';
  const next = firstWordAfter(tokens, at);
  const goesOn = LOWER_CASE.test(next);

  if (body.endsWith('…') || body.endsWith('..')) return LETTER_OR_DIGIT.test(body) && !goesOn;
  if (!TERMINAL.test(last)) return false;
  if (last !== '.') return !isBracketedMark(token) && !(goesOn && body.length < token.length);
  return !goesOn && !belongsToNext(tokens, at, first, next);
}

/** Whether the full stop of token `at` belongs to an abbreviation, initial or ordinal that the next word continues. */
function belongsToNext(tokens: readonly Token[], at: number, first: number, next: string): boolean {
  const word = wordBeforeStop(tokens[at]!.text);
  // A stop on its own: "[. . .]"
  if (word === '') return true;
  const opensSentence = isSentenceOpener(leadingWord(next)) && !INITIAL.test(next);
  if (isOrdinal(word)) return at === first || !opensSentence;

  const abbreviation = abbreviationEndingAt(tokens, at, word);
  const afterHyphen = abbreviation.slice(abbreviation.lastIndexOf('-') + 1);
  if (LEADING_ABBREVIATIONS.has(abbreviation) || LEADING_ABBREVIATIONS.has(afterHyphen)) return true;
  if (COUNTING_ABBREVIATIONS.has(abbreviation)) return /^\d/.test(next);
  const mayContinue =
    TRAILING_ABBREVIATIONS.has(abbreviation) ||
    TRAILING_ABBREVIATIONS.has(afterHyphen) ||
    isInitials(word) ||
    isRomanNumeral(word);
  return mayContinue && !opensSentence;
}

function withoutClosing(token: string): string {
  let end = token.length;
  while (end > 0 && CLOSING.has(token[end - 1]!)) end -= 1;
  return token.slice(0, end);
}

/** `(!)` and `[?]` comment on the sentence, they do not end it. */
function isBracketedMark(token: string): boolean {
  return (token.startsWith('(') || token.startsWith('[')) && !LETTER_OR_DIGIT.test(token);
}

/** The next token from its first letter or digit on; where the next token has neither (a dash), the one after it. */
function firstWordAfter(tokens: readonly Token[], at: number): string {
  for (const token of tokens.slice(at + 1, at + 3)) {
    const begin = token.text.search(LETTER_OR_DIGIT);
    if (begin >= 0) return token.text.slice(begin);
  }
  return '';
}

/** What stands before the full stop of a token, without opening marks: `(Prof.` → `Prof`. */
function wordBeforeStop(token: string): string {
  const body = withoutClosing(token);
  const begin = body.search(LETTER_OR_DIGIT);
  return begin < 0 ? '' : body.slice(begin, -1);
}

/** The abbreviation that ends with token `at`, in lower case; one written with spaces is read together: `z.` `B.` → `z.b`. */
function abbreviationEndingAt(tokens: readonly Token[], at: number, word: string): string {
  const parts = [word];
  for (let before = at - 1; before >= 0 && parts.length < SPACED_ABBREVIATION_TOKENS; before -= 1) {
    if (!isShortPart(parts[0]!) || !tokens[before]!.text.endsWith('.')) break;
    const part = wordBeforeStop(tokens[before]!.text);
    if (!isShortPart(part)) break;
    parts.unshift(part);
  }
  return parts.join('.').toLowerCase();
}

function isShortPart(word: string): boolean {
  return /^\p{L}{1,2}$/u.test(word);
}

function leadingWord(text: string): string {
  return LEADING_WORD.exec(text)?.[0] ?? '';
}

/** `22`, `7.–10`, `3./4` and `25.11` count days; `2019`, `9.200` and `18.30` are plain numbers at the end of a sentence. */
function isOrdinal(word: string): boolean {
  return /^(?:\d{1,3}\.?[-–/])?(?:\d{1,3}|[0-3]?\d\.[01]?\d)$/.test(word);
}

/** Initials and other abbreviations with inner stops: `J`, `U.S`, `e.V`, `Ph.D`. */
function isInitials(word: string): boolean {
  return /^\p{L}(?:\p{M})*$/u.test(word) || /^(?:\p{L}{1,3}\.){1,4}\p{L}{1,3}$/u.test(word);
}

/** Numbers of rulers and districts: `Heinrich IV. König`. */
function isRomanNumeral(word: string): boolean {
  return /^[IVX]{2,5}$/.test(word);
}
