/** Making a formatter takes longer than all the rest of finding the day, so each time zone has one. */
const FORMATTERS = new Map<string, Intl.DateTimeFormat>();

/** The calendar day (`YYYY-MM-DD`) that it is in a time zone (IANA name, for example `Europe/Berlin`) at a moment. */
export function todayIn(timeZone: string, now: Date = new Date()): string {
  let formatter = FORMATTERS.get(timeZone);
  if (formatter === undefined) {
    // The Canadian English form of a date is the ISO form.
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    FORMATTERS.set(timeZone, formatter);
  }
  return formatter.format(now);
}
