import type { Locale, PartialDate } from '../src/types.ts';

const STYLES = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
} as const satisfies Record<PartialDate['precision'], Intl.DateTimeFormatOptions>;
const REGIONS = { de: 'de-DE', en: 'en-GB' } as const satisfies Record<Locale, string>;

/** A date as exact as it is known: `22. April 2022`, `Februar 2023`, `2021`. What is no date is shown as it came. */
export function formatDate({ date, precision }: PartialDate, locale: Locale): string {
  // Noon UTC of the first known day: no time zone between −12 and +11 hours moves it to another day.
  const first = new Date(`${date}${'-01'.repeat(Math.max(0, 3 - date.split('-').length))}T12:00:00Z`);
  if (Number.isNaN(first.getTime())) return date;
  return new Intl.DateTimeFormat(REGIONS[locale], { ...STYLES[precision], timeZone: 'UTC' }).format(first);
}
