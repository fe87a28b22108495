import { comparePartialDates, daysBetween, lastDayOf } from '../language/dates.ts';
import type { Citation, PartialDate } from '../types.ts';

/** What the dates of the cited documents say about an answer. */
export interface Recency {
  /** Date of the newest cited document; null when none is dated. */
  readonly asOf: PartialDate | null;
  readonly isOld: boolean;
  /** No cited document says when it was published. */
  readonly isUndated: boolean;
}

/** `today` is an ISO day; an answer is old when its newest dated source is more than `oldAfterDays` before it. */
export function recencyOfAnswer(citations: readonly Citation[], today: string, oldAfterDays: number): Recency {
  const dates = citations.flatMap(({ publishedOn }) => (publishedOn === null ? [] : [publishedOn]));
  const asOf = dates.sort(comparePartialDates).at(-1) ?? null;
  return {
    asOf,
    isOld: asOf !== null && daysBetween(lastDayOf(asOf), today) > oldAfterDays,
    isUndated: citations.length > 0 && asOf === null,
  };
}
