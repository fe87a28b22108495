/** The calendar day (`YYYY-MM-DD`) that it is in a time zone (IANA name, for example `Europe/Berlin`) at a moment. */
export function todayIn(timeZone: string, now: Date = new Date()): string {
  // The Canadian English form of a date is the ISO form.
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}
