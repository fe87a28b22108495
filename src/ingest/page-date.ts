import { findDates } from '../language/dates.ts';
import type { PartialDate } from '../types.ts';
import type { PageLine } from './page-lines.ts';

export interface DayAndMonth {
  /** 1 to 31. */
  readonly day: number;
  /** 1 to 12. */
  readonly month: number;
}

/** A line that only says when: the date of an article, and how sure it is that it is. */
export interface DateLine extends DayAndMonth {
  /** Null where the line has no year. */
  readonly date: PartialDate | null;
  /** `label`: "Pressemitteilung vom …". `bare`: nothing but a date. `updated`: "Stand: …", weaker than the others. */
  readonly kind: 'label' | 'bare' | 'updated';
}

/** Longest line that only gives a date. */
const DATE_LINE_CHARS_MAX = 100;
const LABEL =
  /^(?:(?:presse|medien)(?:mitteilung|meldung|information|info)|mitteilung|meldung|nachricht|artikel|beitrag|veröffentlicht|veröffentlichung|erschienen|erstellt|publiziert|datum|published|posted|press release|pm)\b/i;
const UPDATED =
  /^(?:stand|letzte (?:aktualisierung|änderung)|(?:zuletzt )?(?:aktualisiert|geändert)|aktualisierung|updated|last updated|as of)\b/i;
/** What may stand beside label and date: numbers of releases, a time, a weekday, a place before the date, an author's initials. */
const REST =
  /^(?:[\s,.:;()|/–—-]|\bnr\.?|\bno\.?|\d{1,5}|\bvom\b|\bam\b|\bden\b|\bder\b|\bum\b|\bon\b|\buhr\b|\bzuletzt\b|\baktualisiert\b|\bveröffentlicht\b|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|\b(?:mo|di|mi|do|fr|sa|so)\b)*$/i;
const PLACE_BEFORE = /^\p{Lu}[\p{L} .-]{1,40}, (?:den |der )?$/u;

/** Pages of the web are not older; an earlier date in a text is history. */
const WEB_YEAR_MIN = 1995;
/** Farthest that a date in the text may be from a byline to lend it its year: an article speaks of the weeks around it. */
const LENDING_DAYS_MAX = 92;
const DAY_MS = 86_400_000;

/** What a line says about the date if it says nothing else; null for all other lines. */
export function readDateLine(line: PageLine): DateLine | null {
  if (line.kind !== 'text' && line.kind !== 'heading') return null;
  if (line.text.length > DATE_LINE_CHARS_MAX || !/\d/.test(line.text)) return null;
  const [found, ...others] = findDates(line.text).filter((date) => !date.yearStated || date.date.precision === 'day');
  if (found === undefined) return null;
  const label = LABEL.exec(line.text) ?? UPDATED.exec(line.text);
  // More dates than one are a programme, but `Veröffentlicht am 3. März 2024, zuletzt aktualisiert am 5. März 2024` is one and its change.
  if (label === null && others.length > 0) return null;
  const before = line.text.slice(label?.[0].length ?? 0, found.start);
  let after = '';
  let at = found.end;
  for (const other of others) {
    after += line.text.slice(at, other.start);
    at = other.end;
  }
  after += line.text.slice(at);
  if (!(REST.test(before) || (label === null && PLACE_BEFORE.test(before))) || !REST.test(after)) return null;
  const kind = UPDATED.test(line.text) ? 'updated' : label === null ? 'bare' : 'label';
  if (!found.yearStated) return { date: null, ...found.dayMonth, kind };
  const [, month, day] = found.date.date.split('-').map(Number);
  return { date: found.date, day: day!, month: month!, kind };
}

/**
 * The year of a byline from the text of its article: the latest full date in it lends its year, if the byline is within weeks of that
 * date. Null where the text has none, or speaks of other times.
 */
export function inferFromText(byline: DateLine, text: string): PartialDate | null {
  const days = findDates(text)
    .flatMap((found) => (found.yearStated && found.date.precision === 'day' ? [found.date.date] : []))
    .filter((day) => Number(day.slice(0, 4)) >= WEB_YEAR_MIN)
    .sort();
  const latest = days.at(-1);
  if (latest === undefined) return null;
  return nearestDay(byline, latest, LENDING_DAYS_MAX);
}

/** The day with that day and month nearest to a known day (ISO); null where it is more than `daysMax` away. */
export function nearestDay(wanted: DayAndMonth, known: string, daysMax: number): PartialDate | null {
  const year = Number(known.slice(0, 4));
  const distance = (day: string): number => Math.abs(Date.parse(day) - Date.parse(known)) / DAY_MS;
  const near = [year - 1, year, year + 1]
    .flatMap((candidate) => dayOf(wanted, candidate) ?? [])
    .filter((day) => distance(day) <= daysMax);
  const [nearest] = near.sort((one, other) => distance(one) - distance(other));
  return nearest === undefined ? null : { date: nearest, precision: 'day' };
}

/**
 * Completes bylines by the order of the page, newest first: an article without a year takes the latest such day before the article above
 * it, or, above the first dated one, the earliest after the article below it. Entries that are known stay as they are.
 */
export function inferFromOrder(
  bylines: readonly (DateLine | null)[],
  known: readonly (PartialDate | null)[],
): (PartialDate | null)[] {
  const dates = [...known];
  const isDescending = known
    .flatMap((date) => date?.date ?? [])
    .every((date, at, all) => at === 0 || all[at - 1]! >= date);
  if (!isDescending) return dates;
  const complete = (at: number, neighbour: PartialDate | null | undefined, step: -1 | 1): void => {
    const byline = bylines[at];
    if (dates[at] !== null || byline === null || byline === undefined || neighbour?.precision !== 'day') return;
    const year = Number(neighbour.date.slice(0, 4));
    const day = [year, year + step]
      .flatMap((candidate) => dayOf(byline, candidate) ?? [])
      .find((candidate) => (step === -1 ? candidate <= neighbour.date : candidate >= neighbour.date));
    if (day !== undefined) dates[at] = { date: day, precision: 'day' };
  };
  for (let at = 1; at < dates.length; at += 1) complete(at, dates[at - 1], -1);
  for (let at = dates.length - 2; at >= 0; at -= 1) complete(at, dates[at + 1], 1);
  return dates;
}

/** ISO day of a day and month in a year; null for 29 February in most years. */
function dayOf(byline: DayAndMonth, year: number): string | null {
  const day = `${year}-${String(byline.month).padStart(2, '0')}-${String(byline.day).padStart(2, '0')}`;
  const time = Date.parse(day);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? null : day;
}
