import { daysBetween } from '../language/dates.ts';
import { findPeriods, overlaps, periodOf, type FoundPeriod, type Period } from '../language/periods.ts';
import type { Document, PartialDate, Passage } from '../types.ts';
import type { ChosenSentence } from './extract.ts';

/** How a passage speaks of a period; the higher, the more of it is about that. */
export const SPEAKS = {
  /** Not at all. */
  no: 0,
  /** Its document was published then and names no other time as its own. */
  published: 1,
  /** A date in its text lies in the period, but its document is not about it. */
  mentions: 2,
  /** Title, headings or the event of its document name it. */
  isAbout: 3,
} as const;
export type Speaks = (typeof SPEAKS)[keyof typeof SPEAKS];

/** A year says nothing of a month in it: a period shorter than this many days wants a date nearer than a year. */
const NEAR_DAYS_MAX = 200;

/** The date that lends its year to dates without one: the day of publication, else the date of the event. */
export function anchorOf({ eventOn, publishedOn }: Pick<Document, 'eventOn' | 'publishedOn'>): PartialDate | null {
  return publishedOn?.precision === 'day' ? publishedOn : (eventOn ?? publishedOn);
}

/** How a passage speaks of a period. */
export function speaksOf({ document, chunk, text }: Passage, period: Period): Speaks {
  const own = ownTimes(document, chunk.headingPath);
  if (own.some((time) => matches(time, period))) return SPEAKS.isAbout;
  if (periodsIn(text, document).some((time) => matches(time, period))) return SPEAKS.mentions;
  const { publishedOn } = document;
  const isPublished = publishedOn !== null && isWithin(periodOf(publishedOn), period);
  return isPublished && own.length === 0 ? SPEAKS.published : SPEAKS.no;
}

/** The periods that a document names as its own: in its title and the headings above a passage, and that of its event. */
function ownTimes(document: Document, headingPath: readonly string[]): FoundPeriod[] {
  const named = [document.title, ...headingPath].flatMap((text) => findPeriods(text, anchorOf(document)));
  const { eventOn } = document;
  if (eventOn === null) return named;
  return [...named, { start: 0, end: 0, ...periodOf(eventOn), isYears: eventOn.precision === 'year' }];
}

/** The periods that a sentence names, without those that began long ago and go on ("seit 1962"). */
export function timesOf({ passage, text }: Pick<ChosenSentence, 'passage' | 'text'>): FoundPeriod[] {
  return periodsIn(text, passage.document);
}

/** Years that a text names by the day on which it was written. */
const RELATIVE_YEAR =
  /(?<!\p{L})(?:(im (?:vergangenen|letzten|vorigen) jahr|letztes jahr|im vorjahr|last year)|(in diesem jahr|dieses jahr|im laufenden jahr|heuer|this year)|(im (?:nächsten|kommenden) jahr|nächstes jahr|next year))(?!\p{L})/giu;

/** The periods that a text of a document names, also those that are relative to its publication: "im vergangenen Jahr". */
function periodsIn(text: string, document: Document): FoundPeriod[] {
  const found = findPeriods(text, anchorOf(document));
  if (document.publishedOn === null) return found;
  const published = Number(document.publishedOn.date.slice(0, 4));
  const years = [...text.matchAll(RELATIVE_YEAR)].map((match) => {
    const step = match[1] !== undefined ? -1 : match[3] !== undefined ? 1 : 0;
    const year = periodOf({ date: String(published + step), precision: 'year' });
    return { start: match.index, end: match.index + match[0].length, ...year, isYears: true };
  });
  return [...found, ...years].sort((a, b) => a.start - b.start);
}

/** Whether a time that a text names is one that was asked for. */
export function matches(time: FoundPeriod, asked: Period): boolean {
  return overlaps(time, asked) && (!time.isYears || daysBetween(asked.from, asked.to) + 1 > NEAR_DAYS_MAX);
}

function isWithin(inner: Period, outer: Period): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}
