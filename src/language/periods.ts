import type { PartialDate } from '../types.ts';
import { findDates, firstDayOf, lastDayOf, parsePartialDate, shiftDays, type FoundDate } from './dates.ts';
import { MONTH_PATTERN, monthNumber } from './months.ts';

/** Days from `from` to `to`, both included, as `YYYY-MM-DD`. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A period that a text speaks of, at `text.slice(start, end)`. */
export interface FoundPeriod extends Period {
  readonly start: number;
  readonly end: number;
  /** The text names whole years and nothing nearer. */
  readonly isYears: boolean;
}

/** The last day of a period that has begun and has no end: "ab 1. Mai 2026", "seit 2019". */
export const OPEN_END = '9999-12-31';

/** A day without a year is looked for from this many days before the anchor on: a paper looks further ahead than back. */
const LOOKS_BACK_DAYS = 120;

/** A month without a year, after a word that speaks of time: "im Mai", "bis September". */
const BARE_MONTH = new RegExp(
  `(?<=(?<!\\p{L})(?:im|in|bis|ab|von|vom|seit|Anfang|Mitte|Ende|until|to|from|since|through)\\s)(${MONTH_PATTERN})`,
  'giu',
);
/** What makes two dates the ends of one period: " bis ", " bis zum ", "–", with a weekday or a time of day beside it. */
const RANGE_BETWEEN =
  /^(?:,?\s(?:um\s)?\d{1,2}(?:[.:]\d{2})?\sUhr)?,?\s?(?:bis(?:\s(?:zum|einschließlich))?|to|until|through|[-–])\s?(?:(?:einschließlich|\p{Lu}\p{L}+tag,?|\p{Lu}[a-z]\.,?|dem|den|the)\s){0,2}$/u;
/** Before a date that something begins with and does not end on. */
const OPENS =
  /(?<!\p{L})(?:ab|seit|since|as of|starting|(?<!bis\s)zum)\s(?:(?:dem|den|the|\p{Lu}\p{L}+tag,?)\s){0,2}$/iu;
/** Characters before a date that are looked at; longer than anything `OPENS` matches. */
const BEFORE_CHARS = 40;

/**
 * The periods that a text speaks of, in text order: single days, months, years, and ranges from one to another. `anchor` is the date of the text
 * itself, which lends its year to dates without one; without it those are left out.
 */
export function findPeriods(text: string, anchor: PartialDate | null): FoundPeriod[] {
  const dates = findDates(text).flatMap((found) => periodOfDate(found, anchor) ?? []);
  const months = anchor === null ? [] : bareMonths(text, anchor);
  const isTaken = (month: FoundPeriod) => dates.some(({ start, end }) => start < month.end && month.start < end);
  const single = [...dates, ...months.filter((month) => !isTaken(month))].sort((a, b) => a.start - b.start);

  const found: FoundPeriod[] = [];
  for (const period of single) {
    const last = found.at(-1);
    const isRange = last !== undefined && RANGE_BETWEEN.test(text.slice(last.end, period.start));
    if (isRange && last.from <= period.to && last.to !== OPEN_END) {
      found[found.length - 1] = { ...last, to: period.to, end: period.end, isYears: last.isYears && period.isYears };
    } else if (isRange && last.from <= period.to) {
      // "ab 3. bis 5. Mai": what looked open has an end.
      found[found.length - 1] = { ...period, from: last.from, start: last.start };
    } else {
      const opens = OPENS.test(text.slice(Math.max(0, period.start - BEFORE_CHARS), period.start));
      found.push(opens ? { ...period, to: OPEN_END } : period);
    }
  }
  return found;
}

/** Whether two periods have a day in common. */
export function overlaps(a: Period, b: Period): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** The days that a date may mean. */
export function periodOf(date: PartialDate): Period {
  return { from: firstDayOf(date), to: lastDayOf(date) };
}

function periodOfDate(found: FoundDate, anchor: PartialDate | null): FoundPeriod | null {
  const { start, end } = found;
  if (found.yearStated) return { start, end, ...periodOf(found.date), isYears: found.date.precision === 'year' };
  if (anchor === null) return null;
  const { day, month } = found.dayMonth;
  const date = nearestTo(anchor, (year) => `${year}-${twoDigits(month)}-${twoDigits(day)}`);
  return date && { start, end, ...periodOf(date), isYears: false };
}

function bareMonths(text: string, anchor: PartialDate): FoundPeriod[] {
  return [...text.matchAll(BARE_MONTH)].flatMap((match) => {
    // "may" and "march" are verbs.
    if (!/^\p{Lu}/u.test(match[0])) return [];
    const month = twoDigits(monthNumber(match[1]!));
    const date = nearestTo(anchor, (year) => `${year}-${month}`);
    const start = match.index;
    return date === null ? [] : [{ start, end: start + match[0].length, ...periodOf(date), isYears: false }];
  });
}

/** The date in the year that suits the anchor: the anchor's own where that is a year, else the first one not long before the anchor. */
function nearestTo(anchor: PartialDate, inYear: (year: number) => string): PartialDate | null {
  const year = Number(anchor.date.slice(0, 4));
  if (anchor.precision === 'year') return parsePartialDate(inYear(year));
  const earliest = shiftDays(firstDayOf(anchor), -LOOKS_BACK_DAYS);
  const candidates = [year - 1, year, year + 1].flatMap((each) => parsePartialDate(inYear(each)) ?? []);
  return candidates.find((date) => lastDayOf(date) >= earliest) ?? null;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
