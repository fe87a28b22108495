import { findDates } from '../language/dates.ts';
import type { PartialDate } from '../types.ts';
import { nearestDay } from './page-date.ts';

/** Without a date of publication, only an event of the web's own time is taken: earlier dates are history. */
const EVENT_YEAR_MIN = 1995;
/** Farthest an event may be from the day of publication: more than a year away, a date is background. */
const EVENT_DAYS_MAX = 400;
/** Farthest that a day without year may be from the day of publication. */
const LENDING_DAYS_MAX = 120;
const DAY_MS = 86_400_000;

/**
 * Day, or month, of the event that an article is about, from its first paragraph: there news says when. Of several dates the first of the
 * latest year, days before months. A date without a year counts only where the day of publication gives it one. Null where nothing is said.
 */
export function findEventDate(lead: string, publishedOn: PartialDate | null): PartialDate | null {
  const candidates = findDates(lead).flatMap((found) => {
    if (!found.yearStated)
      return (
        (publishedOn?.precision === 'day' ? nearestDay(found.dayMonth, publishedOn.date, LENDING_DAYS_MAX) : null) ?? []
      );
    return found.date.precision !== 'year' && isNear(found.date, publishedOn) ? [found.date] : [];
  });
  const year = candidates.reduce((latest, { date }) => (date.slice(0, 4) > latest ? date.slice(0, 4) : latest), '');
  const latest = candidates.filter(({ date }) => date.startsWith(year));
  return latest.find((date) => date.precision === 'day') ?? latest[0] ?? null;
}

function isNear(date: PartialDate, publishedOn: PartialDate | null): boolean {
  if (publishedOn === null) return Number(date.date.slice(0, 4)) >= EVENT_YEAR_MIN;
  return Math.abs(Date.parse(date.date) - Date.parse(publishedOn.date)) <= EVENT_DAYS_MAX * DAY_MS;
}
