import { numberWordValue } from './number-words.ts';
import { wordSpans } from './tokens.ts';

/** A number at `text.slice(start, end)`, with the word that scales it or the percent sign. */
export interface FoundNumber {
  readonly start: number;
  readonly end: number;
  /** Decimal without grouping and superfluous zeros, with a point; percentages end in `%`: `9200`, `11900000`, `3.5%`. */
  readonly value: string;
}

const DIGITS = /\d+(?:[.,’'\u00a0\u202f]\d+)*/g;
const SPACES = /[’'\u00a0\u202f]/g;
/** A scale, a percent sign or both words may follow within these characters. */
const FOLLOWING_CHARS = 24;
const PERCENT = /^\s?(?:%|(?:Prozent|percent|per cent)(?!\p{L}))/iu;

/** Powers of ten of the words after a number; German "Billion" is 10¹², English "billion" 10⁹. */
const SCALES: readonly { readonly pattern: RegExp; readonly zeros: number; readonly language?: 'en' }[] = [
  { pattern: /^\s?(?:Tausend|Tsd\.?|thousand)(?!\p{L})/iu, zeros: 3 },
  { pattern: /^\s?(?:hundred)(?!\p{L})/iu, zeros: 2 },
  { pattern: /^\s?(?:Millionen|Million|millions|Mio\.?)(?!\p{L})/iu, zeros: 6 },
  { pattern: /^\s?(?:Milliarden|Milliarde|Mrd\.?)(?!\p{L})/iu, zeros: 9 },
  { pattern: /^\s?(?:billions?|bn)(?!\p{L})/iu, zeros: 9, language: 'en' },
  { pattern: /^\s?(?:Billionen|Billion)(?!\p{L})/iu, zeros: 12 },
];

/**
 * The numbers of a text in text order, in digits and in words, those in dates and times included. `language` (BCP 47) says what points and
 * commas mean: "9,200" is 9200 in English and 9.2 elsewhere. Not read: signs, ordinal words, and "ein", "a" and "one" without a scale.
 */
export function findNumbers(text: string, language: string): FoundNumber[] {
  const isEnglish = /^en(?:-|$)/i.test(language);
  const found: FoundNumber[] = [];
  const candidates = [...numbersInDigits(text, isEnglish), ...numbersInWords(text)].sort((a, b) => a.start - b.start);
  for (const candidate of candidates) {
    // "thousand" is a number of its own, but not behind "47".
    const isScaleOfLast = candidate.start < (found.at(-1)?.end ?? 0);
    const number = withScale(text, candidate, isEnglish);
    if (!isScaleOfLast && number.value !== UNSCALED_ARTICLE) found.push(number);
  }
  return found;
}

/** Value of an article until a scale ("eine Million") makes it a number. */
const UNSCALED_ARTICLE = 'article';
const ARTICLES: ReadonlySet<string> = new Set(['ein', 'eine', 'einer', 'einen', 'a', 'one']);

function numbersInWords(text: string): FoundNumber[] {
  return wordSpans(text).flatMap(({ word, start, end }) => {
    if (ARTICLES.has(word)) return [{ start, end, value: UNSCALED_ARTICLE }];
    const value = numberWordValue(word);
    return value === null ? [] : [{ start, end, value: String(value) }];
  });
}

function numbersInDigits(text: string, isEnglish: boolean): FoundNumber[] {
  const found: FoundNumber[] = [];
  for (const match of text.matchAll(DIGITS)) {
    const whole = decimalOf(match[0].replace(SPACES, isEnglish ? ',' : '.'), isEnglish);
    if (whole !== null) {
      found.push({ start: match.index, end: match.index + match[0].length, value: whole });
      continue;
    }
    // A date, a time, an address: each group of digits is a number.
    for (const group of match[0].matchAll(/\d+/g)) {
      const start = match.index + group.index;
      found.push({ start, end: start + group[0].length, value: canonical(group[0]) });
    }
  }
  return found;
}

/** The decimal that digits with points and commas spell; null where they are no single number (`25.11.2019`, `15.30`). */
function decimalOf(written: string, isEnglish: boolean): string | null {
  const [group, point] = isEnglish ? [',', '.'] : ['.', ','];
  const [integer = '', fraction, ...rest] = written.split(point);
  if (rest.length > 0 || fraction?.includes(group) === true) return null;
  const [first = '', ...groups] = integer.split(group);
  const isGrouped = groups.every((each) => each.length === 3) && /^[1-9]\d{0,2}$/.test(first);
  if (groups.length > 0 && !isGrouped) return null;
  return canonical(fraction === undefined ? first + groups.join('') : `${first}${groups.join('')}.${fraction}`);
}

/** Without zeros in front and zeros at the end of the fraction. */
function canonical(decimal: string): string {
  const [integer = '', fraction = ''] = decimal.split('.');
  const integerBegin = integer.search(/[1-9]/);
  let fractionEnd = fraction.length;
  while (fractionEnd > 0 && fraction[fractionEnd - 1] === '0') fractionEnd -= 1;
  const shortInteger = integerBegin < 0 ? '0' : integer.slice(integerBegin);
  return fractionEnd === 0 ? shortInteger : `${shortInteger}.${fraction.slice(0, fractionEnd)}`;
}

function withScale(text: string, number: FoundNumber, isEnglish: boolean): FoundNumber {
  const { start, end, value } = number;
  const following = text.slice(end, end + FOLLOWING_CHARS);
  for (const { pattern, zeros, language } of SCALES) {
    if (language === 'en' && !isEnglish) continue;
    const scale = pattern.exec(following)?.[0];
    if (scale === undefined) continue;
    return { start, end: end + scale.length, value: shiftPoint(value === UNSCALED_ARTICLE ? '1' : value, zeros) };
  }
  const percent = value === UNSCALED_ARTICLE ? null : PERCENT.exec(following);
  return percent === null ? number : { start, end: end + percent[0].length, value: `${value}%` };
}

/** Times a power of ten, exact for any number of digits. */
function shiftPoint(decimal: string, zeros: number): string {
  const [integer = '', fraction = ''] = decimal.split('.');
  const padded = fraction.padEnd(zeros, '0');
  return canonical(`${integer}${padded.slice(0, zeros)}.${padded.slice(zeros)}`);
}
