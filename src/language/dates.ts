import type { Locale, PartialDate } from '../types.ts';
import { MONTH_PATTERN, monthName, monthNumber } from './months.ts';
import { countsSomething, findYears } from './years.ts';

interface DateRange {
  /** Range in the text, in UTF-16 code units, without article, weekday or "Mitte". */
  readonly start: number;
  readonly end: number;
}

/** A date in a text. A day and a month without a year are not a `PartialDate`: the year is the caller's to infer, and to mark as inferred. */
export type FoundDate =
  | (DateRange & { readonly yearStated: true; readonly date: PartialDate })
  | (DateRange & { readonly yearStated: false; readonly dayMonth: { readonly day: number; readonly month: number } });

const DAY_MS = 86_400_000;
/** Two-digit years up to this one are of the 21st century, later ones of the 20th: a city's papers announce, they rarely look back 60 years. */
const LAST_SHORT_YEAR = 69;
/** Any leap year: a day without a year may be 29 February. */
const LEAP_YEAR = 2000;
/** Characters before a date in which the earlier days of "am 3., 4. und 5. Mai" are looked for, day by day. */
const CHAIN_CHARS = 40;

/** White space within a line: a date does not go on in the next one. */
const GAP = '[^\\S\\n\\r]';
const DAY = '(?<![\\p{L}\\p{N}.,/-])(\\d{1,2})';
const YEAR = '((?:1\\d|20)\\d{2})(?![\\p{L}\\p{N}])';
const ISO = /(?<![\p{L}\p{N}.-])(\d{4})-(\d{2})-(\d{2})(?![\p{N}-])/gu;
const NUMERIC =
  /(?<![\p{L}\p{N},.:/])(\d{1,2})\.[ \u00a0]?(\d{1,2})\.[ \u00a0]?(?:(\d{4})|(\d{2}))(?![\p{L}\p{N}]|[.,]\d)/gu;
const NUMERIC_DAY_MONTH = /(?<![\p{L}\p{N},.:/])(\d{2})\.(\d{2})\.(?![\p{L}\p{N}])/gu;
const DAY_MONTH = new RegExp(
  `${DAY}(?:\\.?${GAP}?|(?:st|nd|rd|th)${GAP}(?:of${GAP})?)(${MONTH_PATTERN})(?:\\.?${GAP}${YEAR})?`,
  'giu',
);
const MONTH_DAY = new RegExp(
  `(?<![\\p{L}\\p{N}])(${MONTH_PATTERN})\\.?${GAP}(\\d{1,2})(st|nd|rd|th)?(?![\\p{L}\\p{N}]|[.:,]\\d)(?:,?${GAP}${YEAR})?`,
  'giu',
);
const MONTH_YEAR = new RegExp(`(?<![\\p{L}\\p{N}])(${MONTH_PATTERN})\\.?${GAP}(?:of${GAP})?${YEAR}`, 'giu');

const WEEKDAY_NAME =
  'Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Mo|Di|Mi|Do|Fr|Sa|So|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday';
const CONNECTING_WORD = 'bis(?:\\szum)?|und|oder|sowie|to|and|or|until|through';
/** What stands between two days of a list or range: " bis ", "–", ", und Samstag, ". */
const CONNECTOR = `(,?${GAP}?(?:(?:${CONNECTING_WORD})${GAP}|[-–/,]${GAP}?)(?:(?:dem|den|the)${GAP})?(?:(?:${WEEKDAY_NAME})\\.?,?${GAP})?)`;
/** The day before one written with a stop ("3. und 4. Mai"), perhaps with a month of its own ("30. April", "30.04."). */
const EARLIER_DOTTED_DAY = new RegExp(`${DAY}\\.(?:${GAP}?(${MONTH_PATTERN})\\.?|(\\d{1,2})\\.)?${CONNECTOR}$`, 'iu');
/** The day before one written without ("7 to 10 October"). */
const EARLIER_PLAIN_DAY = new RegExp(`${DAY}(?:st|nd|rd|th)?(?:${GAP}(${MONTH_PATTERN})\\.?)?()${CONNECTOR}$`, 'iu');

interface DayMonth extends DateRange {
  readonly day: number;
  readonly month: number;
  readonly year: number | null;
}

/**
 * The dates of a text in text order, German and English, checked against the calendar ("31. Februar" is none). In a list or range
 * ("vom 7. bis 10. Oktober 2021") every day named is a date of its own with month and year completed. Two-digit years count only as
 * `TT.MM.JJ`.
 */
export function findDates(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  /** One flag per character already read, so that no form reads a part of another one or of a day that does not exist. */
  const taken = new Uint8Array(text.length);
  const add = ({ start, end }: DateRange, date: FoundDate | null): void => {
    if (taken[start] === 1 || taken[end - 1] === 1) return;
    taken.fill(1, start, end);
    if (date !== null) found.push(date);
  };

  // From the end, so that in "30. September bis 4. Oktober 2021" the last day hands its year to the first.
  const days = [...numericDays(text), ...namedDays(text)].sort((a, b) => b.start - a.start);
  for (const day of days) {
    for (const each of [day, ...earlierDays(text, day)]) add(each, dateOfDay(each));
  }
  for (const match of text.matchAll(MONTH_YEAR)) {
    const range = rangeOf(match);
    if (countsSomething(text.slice(range.end))) continue;
    const date = parsePartialDate(`${match[2]!}-${twoDigits(monthNumber(match[1]!))}`);
    add(range, date && { ...range, yearStated: true, date });
  }
  for (const { start, end, year } of findYears(text)) {
    add({ start, end }, { start, end, yearStated: true, date: { date: String(year), precision: 'year' } });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Days written in digits only: `2022-04-22`, `22.04.2022`, `22.04.22`, `22.04.` */
function* numericDays(text: string): Generator<DayMonth> {
  for (const match of text.matchAll(ISO)) {
    yield { ...rangeOf(match), year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  }
  for (const match of text.matchAll(NUMERIC)) {
    const [written, day, month, year, shortYear] = match;
    if (shortYear !== undefined && written.length !== 'TT.MM.JJ'.length) continue;
    const wholeYear = year === undefined ? fullYear(Number(shortYear)) : Number(year);
    yield { ...rangeOf(match), day: Number(day), month: Number(month), year: wholeYear };
  }
  for (const match of text.matchAll(NUMERIC_DAY_MONTH)) {
    yield { ...rangeOf(match), day: Number(match[1]), month: Number(match[2]), year: null };
  }
}

/** Days with the name of the month: `22. April 2022`, `03 Dez`, `the 22nd of April`, `April 22, 2022`. */
function* namedDays(text: string): Generator<DayMonth> {
  for (const match of text.matchAll(DAY_MONTH)) {
    const [written, day, monthWord, yearDigits] = match;
    const { start, end } = rangeOf(match);
    const isCount = yearDigits !== undefined && countsSomething(text.slice(end));
    const year = yearDigits === undefined || isCount ? null : Number(yearDigits);
    // "3 may apply": without a stop and a year only a capitalised name is a month.
    if (year === null && !/^\d+(?:\.|[^.\p{Lu}]*\p{Lu})/u.test(written)) continue;
    yield {
      start,
      end: isCount ? end - ` ${yearDigits}`.length : end,
      day: Number(day),
      month: monthNumber(monthWord!),
      year,
    };
  }
  for (const match of text.matchAll(MONTH_DAY)) {
    const [, monthWord, day, ordinalEnding, yearDigits] = match;
    const range = rangeOf(match);
    // "im April 20 Gäste": without year and ordinal ending, a number that something follows is a count.
    const isClosed = /^\s*(?:$|[.,;:!?)–-])/u.test(text.slice(range.end, range.end + 2));
    if (yearDigits === undefined && ordinalEnding === undefined && !isClosed) continue;
    const year = yearDigits === undefined ? null : Number(yearDigits);
    yield { ...range, day: Number(day), month: monthNumber(monthWord!), year };
  }
}

/** The days before a day in the same list or range, the nearest first; month and year are completed where they have none. */
function* earlierDays(text: string, last: DayMonth): Generator<DayMonth> {
  const written = text.slice(last.start, last.end);
  if (!/^\d/.test(written)) return;
  const pattern = /^\d+\./.test(written) ? EARLIER_DOTTED_DAY : EARLIER_PLAIN_DAY;
  let later = last;
  for (;;) {
    const from = Math.max(0, later.start - CHAIN_CHARS);
    const match = pattern.exec(text.slice(from, later.start));
    if (match === null) return;
    const [, day, monthWord, monthDigits, connector] = match;
    let month = later.month;
    if (monthWord !== undefined) month = monthNumber(monthWord);
    else if (monthDigits) month = Number(monthDigits);
    const year = later.year !== null && month > later.month ? later.year - 1 : later.year;
    later = { start: from + match.index, end: later.start - connector!.length, day: Number(day), month, year };
    yield later;
  }
}

function dateOfDay({ start, end, day, month, year }: DayMonth): FoundDate | null {
  if (year !== null) {
    const date = parsePartialDate(`${fourDigits(year)}-${twoDigits(month)}-${twoDigits(day)}`);
    return date && { start, end, yearStated: true, date };
  }
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(LEAP_YEAR, month);
  return exists ? { start, end, yearStated: false, dayMonth: { day, month } } : null;
}

function fullYear(shortYear: number): number {
  return shortYear <= LAST_SHORT_YEAR ? 2000 + shortYear : 1900 + shortYear;
}

function rangeOf(match: RegExpExecArray): DateRange {
  return { start: match.index, end: match.index + match[0].length };
}

/** Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; null for any other form and for days that the calendar does not have. */
export function parsePartialDate(text: string): PartialDate | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (match === null) return null;
  const [date, year, month, day] = match;
  if (Number(year) === 0) return null;
  if (month === undefined) return { date, precision: 'year' };
  if (Number(month) < 1 || Number(month) > 12) return null;
  if (day === undefined) return { date, precision: 'month' };
  return Number(day) >= 1 && Number(day) <= daysInMonth(Number(year), Number(month))
    ? { date, precision: 'day' }
    : null;
}

/** A date as citizens read it, as exact as it is: "22. April 2022", "Februar 2023", "2019"; in English "22 April 2022". */
export function formatPartialDate({ date }: PartialDate, locale: Locale): string {
  const [year, month, day] = date.split('-').map(Number);
  const parts = [String(year)];
  if (month !== undefined) parts.unshift(monthName(month, locale));
  if (day !== undefined) parts.unshift(locale === 'de' ? `${day}.` : String(day));
  return parts.join(' ');
}

/** The first day that a date may mean, as `YYYY-MM-DD`. */
export function firstDayOf({ date, precision }: PartialDate): string {
  if (precision === 'day') return date;
  return precision === 'month' ? `${date}-01` : `${date}-01-01`;
}

/** The last day that a date may mean, as `YYYY-MM-DD`. */
export function lastDayOf({ date, precision }: PartialDate): string {
  if (precision === 'day') return date;
  if (precision === 'year') return `${date}-12-31`;
  const [year, month] = date.split('-').map(Number);
  return `${date}-${twoDigits(daysInMonth(year!, month!))}`;
}

/** Negative where `a` ends before `b`, positive where it ends later, 0 where both end on the same day. */
export function comparePartialDates(a: PartialDate, b: PartialDate): number {
  return daysBetween(lastDayOf(b), lastDayOf(a));
}

/** Days from ISO day `from` to ISO day `to`; negative where `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** The ISO day that is some days after another, or before it where they are negative. */
export function shiftDays(isoDay: string, days: number): string {
  return new Date(Date.parse(isoDay) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days since 1970-01-01; a date without time is read as UTC, so no time zone plays a part. */
function dayNumber(isoDay: string): number {
  return Date.parse(isoDay) / DAY_MS;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function fourDigits(number: number): string {
  return String(number).padStart(4, '0');
}
