import { findDates } from '../language/dates.ts';
import { MONTH_PATTERN, monthNumber } from '../language/months.ts';
import { numberWordValue } from '../language/number-words.ts';
import { findNumbers } from '../language/numbers.ts';
import { findPeriods } from '../language/periods.ts';
import { findPersonalData } from '../language/personal-data.ts';
import { findTimesOfDay, isSameTime, type FoundTime } from '../language/times-of-day.ts';
import { normalise, wordSpans } from '../language/tokens.ts';
import type { PartialDate } from '../types.ts';

/** What in a sentence can be compared exactly with its source, whatever its spelling. */
interface At {
  /** Range in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

export type HardFact =
  | (At & { readonly kind: 'contact' | 'link'; readonly value: string })
  | (At & { readonly kind: 'date'; readonly date: CalendarDate })
  | (At & { readonly kind: 'time'; readonly time: FoundTime })
  | (At & {
      readonly kind: 'number';
      readonly written: string;
      readonly value: string;
      readonly unit: string | null;
      readonly bound: Bound | null;
    })
  | (At & { readonly kind: 'ordinal'; readonly value: string })
  | (At & { readonly kind: 'weekday'; readonly days: readonly number[] });

/** A date as far as a text tells it; `inferredYear` is completed from the date of the text. */
export interface CalendarDate {
  readonly year: number | null;
  readonly month: number | null;
  readonly day: number | null;
  readonly inferredYear: number | null;
}

/** On which side of a number the true one is: "mindestens 5", "höchstens 5", "rund 5". */
export type Bound = 'lower' | 'upper' | 'about';

const LINK =
  /(?:https?:\/\/|ftp:\/\/|www\.)[^\s<>()[\]"„“”]+|(?<![\p{L}\p{N}@.-])(?:[\p{L}\p{N}-]+\.)+(?:de|com|org|net|eu|info|io|gov|edu|example|test|app|dev|online|shop|site|xyz|ru|cn|tk|at|ch|uk|fr|co|me|biz|gmbh|city|berlin|hamburg|koeln)(?![\p{L}\p{N}])(?:\/[^\s<>()[\]"„“”]*)?/giu;
/** Names of the days from Monday on, German, English and as opening hours have them. */
const WEEKDAYS = [
  'Montag|Monday|Mo|Mon',
  'Dienstag|Tuesday|Di|Tue',
  'Mittwoch|Wednesday|Mi|Wed',
  'Donnerstag|Thursday|Do|Thu',
  'Freitag|Friday|Fr|Fri',
  'Samstag|Sonnabend|Saturday|Sa|Sat',
  'Sonntag|Sunday|So|Sun',
].map((names) => new RegExp(`^(?:${names})$`, 'iu'));
/** A name, also with the part of the day ("Montagabend"); an abbreviation only where a stop, a range or a time follows. */
const WEEKDAY = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?=e?s?(?!\\p{L})|(?:morgen|vormittag|mittag|nachmittag|abend|nacht)s?(?!\\p{L}))|(Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?=\\.|\\s?[-–]\\s?(?:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?!\\p{L})|:?\\s\\d|:))`,
  'giu',
);
/** What makes two weekdays the ends of a range. */
const RANGE_BETWEEN = /^s?\.?\s?(?:bis|to|until|through|[-–])\s?$/iu;
const WEEK_WORDS = /(?<!\p{L})(?:werktags|werktäglich|an Werktagen|wochentags|unter der Woche|weekdays)(?!\p{L})/giu;
const DAILY_WORDS = /(?<!\p{L})(?:täglich|jeden Tag|daily|every day|rund um die Uhr)(?!\p{L})/giu;
/** Digits that name no quantity but whom to call. */
const SHORT_PHONE = /(?<![\p{L}\p{N}.,])(?:110|112|115|116 ?117|116 ?1\d{2})(?![\p{L}\p{N}]|[.,]\d)/gu;
/** "3.5." */
const SHORT_DAY = /(?<![\p{L}\p{N},.:/])(\d{1,2})\.(\d{1,2})\.(?![\p{L}\p{N}])/gu;
const BARE_MONTH = new RegExp(`(?<![\\p{L}\\p{N}])(${MONTH_PATTERN})`, 'giu');

/** Units by class, matched behind a number. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^\s?(?:€|Euros?(?!\p{L})|EUR(?!\p{L}))/iu, 'euro'],
  [/^\s?(?:\$|US-?Dollar|Dollars?)(?!\p{L})/iu, 'dollar'],
  [/^\s?(?:£|Pfund|pounds?)(?!\p{L})/iu, 'pound'],
  [/^\s?(?:Franken|CHF|francs?)(?!\p{L})/iu, 'franc'],
  [/^\s?(?:¥|Yen)(?!\p{L})/iu, 'yen'],
  [/^\s?(?:Cents?|ct)(?!\p{L})/iu, 'cent'],
  [/^[\s-]?(?:Quadratkilometern?|square kilomet(?:re|er)s?|km²|km2)(?!\p{L})/iu, 'km2'],
  [/^[\s-]?(?:Quadratmetern?|qm|m²|m2|square met(?:re|er)s?)(?!\p{L})/iu, 'm2'],
  [/^[\s-]?(?:Kubikmetern?|m³|m3|cubic met(?:re|er)s?)(?!\p{L})/iu, 'm3'],
  [/^[\s-]?(?:Hektar|hectares?|ha)(?!\p{L})/iu, 'ha'],
  [/^[\s-]?(?:Kilometern?|kilomet(?:re|er)s?|km)(?!\p{L})/iu, 'km'],
  [/^[\s-]?(?:Zentimetern?|centimet(?:re|er)s?|cm)(?!\p{L})/iu, 'cm'],
  [/^[\s-]?(?:Millimetern?|millimet(?:re|er)s?|mm)(?!\p{L})/iu, 'mm'],
  [/^[\s-]?(?:Metern?|met(?:re|er)s?|m)(?!\p{L})/iu, 'm'],
  [/^[\s-]?(?:Meilen?|miles?)(?!\p{L})/iu, 'mile'],
  [/^[\s-]?(?:Fuß|feet|foot|ft)(?!\p{L})/iu, 'foot'],
  [/^[\s-]?(?:Zoll|inch(?:es)?)(?!\p{L})/iu, 'inch'],
  [/^[\s-]?(?:Kilogramm|kilograms?|kilos?|kg)(?!\p{L})/iu, 'kg'],
  [/^[\s-]?(?:Tonnen?|tonnes?|tons?)(?!\p{L})/iu, 't'],
  [/^[\s-]?(?:Gramm|grams?|g)(?!\p{L})/iu, 'g'],
  [/^[\s-]?(?:Litern?|lit(?:re|er)s?)(?!\p{L})/iu, 'l'],
  [/^[\s-]?(?:Sekunden?|seconds?)(?!\p{L})/iu, 'second'],
  [/^[\s-]?(?:Minuten?|minutes?|min|minütig\p{L}*)(?!\p{L})/iu, 'minute'],
  [/^[\s-]?(?:Stunden?|hours?|stündig\p{L}*)(?!\p{L})/iu, 'hour'],
  [/^[\s-]?(?:Tagen?|days?|tägig\p{L}*|Tage)(?!\p{L})/iu, 'day'],
  [/^[\s-]?(?:Wochen?|weeks?|wöchig\p{L}*)(?!\p{L})/iu, 'week'],
  [/^[\s-]?(?:Monate?n?|months?|monatig\p{L}*)(?!\p{L})/iu, 'month'],
  [/^[\s-]?(?:Jahre?n?|years?|jährig\p{L}*)(?!\p{L})/iu, 'year'],
  [/^\s?(?:°\s?C|Grad|degrees?)(?!\p{L})/iu, 'degree'],
  [/^\s?(?:%|Prozent|percent|per cent)/iu, 'percent'],
  [/^\s?(?:Prozentpunkte?n?|percentage points?)/iu, 'points'],
  [/^\s?(?:Kilowatt|kW)(?!\p{L})/u, 'kw'],
  [/^\s?(?:Megawatt|MW)(?!\p{L})/u, 'mw'],
];
const UNIT_BEFORE: readonly (readonly [RegExp, string])[] = [
  [/(?:€|EUR)\s?$/u, 'euro'],
  [/(?:US)?\$\s?$/u, 'dollar'],
  [/£\s?$/u, 'pound'],
];
/** Characters on either side of a number in which its unit and bound are looked for. */
const AROUND_CHARS = 32;

const BOUNDS: readonly (readonly [RegExp, Bound])[] = [
  [
    /(?:nicht mehr als|höchstens|maximal|bis zu|no more than|at most|up to|a maximum of|maximum of)\s(?:\p{Ll}+\s)?$/iu,
    'upper',
  ],
  [
    /(?:nicht weniger als|mindestens|wenigstens|mehr als|über|at least|no less than|no fewer than|more than|over|a minimum of|minimum of|exceed\p{L}*)\s(?:\p{Ll}+\s)?$/iu,
    'lower',
  ],
  [/(?:weniger als|unter|fewer than|less than|under|below|knapp|fast|beinahe|almost|nearly|just under)\s$/iu, 'upper'],
  [/(?:rund|etwa|ca\.|circa|ungefähr|zirka|around|about|approximately|roughly|some)\s$/iu, 'about'],
];
const BOUND_AFTER = /^\s(?:oder mehr|or more)(?!\p{L})/iu;

const ORDINALS: ReadonlyMap<string, number> = ordinals();

function ordinals(): Map<string, number> {
  const found = new Map<string, number>();
  const german =
    'zweit dritt viert fuenft sechst siebt acht neunt zehnt elft zwoelft dreizehnt vierzehnt fuenfzehnt sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst';
  const english =
    'second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth';
  german.split(' ').forEach((stem, at) => {
    // "achten" is a verb more often than a number.
    for (const ending of stem === 'acht' ? ['e', 'er', 'es'] : ['e', 'er', 'es', 'en', 'em', 'el', 'eln'])
      found.set(stem + ending, at + 2);
  });
  english.split(' ').forEach((word, at) => found.set(word, at + 2));
  return found;
}
const WRITTEN_ORDINAL = /(?<![\p{L}\p{N}.,])(\d{1,3})(?:st|nd|rd|th)(?!\p{L})/gu;

/** Number words that begin a compound: "zweigeschossig", "Dreiländereck". */
const COUNTED_COMPOUND =
  /^(zwei|drei|vier|fuenf|sechs|sieben|acht|neun|zehn|elf|zwoelf|zwanzig|dreissig|vierzig|fuenfzig|hundert|tausend)(?=\p{L}{4,})/u;
const ORDINAL_COMPOUND = /^(zweit|dritt|viert|fuenft)(?=\p{L}{4,})/u;
/** Words that say two without a numeral. */
const TWO_WORDS: ReadonlySet<string> = new Set(
  'beide beiden beider beides both twice double doppelt doppelte doppelten verdoppelt verdoppeln paar pair zweimal couple'.split(
    ' ',
  ),
);
const DOZEN: ReadonlySet<string> = new Set(['dutzend', 'dozen']);

/** The hard facts of a text in text order. `publishedOn` completes dates without a year; `language` says what points and commas in numbers mean. */
export function findHardFacts(text: string, language: string, publishedOn: PartialDate | null): HardFact[] {
  const facts: HardFact[] = [];
  const taken = new Uint8Array(text.length);
  const isFree = (start: number, end: number) => !taken.subarray(start, end).includes(1);
  const add = (fact: HardFact): void => {
    taken.fill(1, fact.start, fact.end);
    facts.push(fact);
  };
  for (const { kind, start, end } of findPersonalData(text)) {
    if (kind !== 'email' && kind !== 'phone' && kind !== 'iban') continue;
    add({ kind: 'contact', start, end, value: contactValue(text.slice(start, end), kind) });
  }
  for (const { 0: written, index } of text.matchAll(LINK)) {
    const link = written.replace(/[.,;:!?)\]}'’]+$/u, '');
    if (isFree(index, index + link.length))
      add({ kind: 'link', start: index, end: index + link.length, value: linkValue(link) });
  }
  for (const { 0: written, index } of text.matchAll(SHORT_PHONE)) {
    const after = text.slice(index + written.length);
    if (
      isFree(index, index + written.length) &&
      !UNITS.some(([pattern]) => pattern.test(after)) &&
      !/^\s\p{Lu}/u.test(after)
    )
      add({ kind: 'contact', start: index, end: index + written.length, value: written.replace(/\D/g, '') });
  }
  for (const fact of datesOf(text, publishedOn)) if (isFree(fact.start, fact.end)) add(fact);
  for (const fact of weekdaysOf(text)) if (isFree(fact.start, fact.end)) add(fact);
  for (const time of findTimesOfDay(text))
    if (isFree(time.start, time.end)) add({ kind: 'time', start: time.start, end: time.end, time });
  for (const match of text.matchAll(WRITTEN_ORDINAL)) {
    const end = match.index + match[0].length;
    if (isFree(match.index, end)) add({ kind: 'ordinal', start: match.index, end, value: String(Number(match[1])) });
  }
  for (const { start, end, value } of findNumbers(text, language)) {
    if (!isFree(start, end)) continue;
    const before = text.slice(Math.max(0, start - AROUND_CHARS), start);
    const after = text.slice(end, end + AROUND_CHARS);
    const { unit, length } = value.endsWith('%') ? { unit: 'percent', length: 0 } : unitOf(before, after);
    const bound = boundOf(before, after.slice(length));
    const written = text.slice(start, end);
    add({ kind: 'number', start, end: end + length, written, value, unit, bound });
  }
  for (const { word, start, end } of wordSpans(text)) {
    const value = ORDINALS.get(word);
    if (value !== undefined && isFree(start, end)) add({ kind: 'ordinal', start, end, value: String(value) });
  }
  return withSharedUnits(
    text,
    facts.sort((a, b) => a.start - b.start),
  );
}

function contactValue(written: string, kind: string): string {
  if (kind === 'phone') return phoneValue(written);
  return written
    .toLowerCase()
    .replace(/\s?(?:\(at\)|\[at\])\s?/u, '@')
    .replace(/\s/gu, '');
}

/** The digits from the area code on: `+49 6221 58-0` and `06221 580` are one number. */
function phoneValue(written: string): string {
  return written
    .replace(/^\(?\+?(?:00)?49\)?\s?(?:\(0\))?/u, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '');
}

function linkValue(link: string): string {
  return link
    .toLowerCase()
    .replace(/^[a-z]+:\/\//u, '')
    .replace(/^www\./u, '')
    .replace(/\/+$/u, '');
}

function datesOf(text: string, publishedOn: PartialDate | null): HardFact[] {
  const taken = new Uint8Array(text.length);
  const isFree = (start: number, end: number) => !taken.subarray(start, end).includes(1);
  const facts: HardFact[] = findDates(text).map((found) => {
    const { start, end } = found;
    if (found.yearStated) {
      const [year, month, day] = found.date.date.split('-').map(Number);
      return {
        kind: 'date',
        start,
        end,
        date: { year: year!, month: month ?? null, day: day ?? null, inferredYear: null },
      };
    }
    return { kind: 'date', start, end, date: { year: null, ...found.dayMonth, inferredYear: null } };
  });
  for (const { start, end } of facts) taken.fill(1, start, end);
  for (const match of text.matchAll(SHORT_DAY)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const [day, month] = [Number(match[1]), Number(match[2])];
    if (day < 1 || day > 31 || month < 1 || month > 12 || !isFree(start, end)) continue;
    taken.fill(1, start, end);
    facts.push({ kind: 'date', start, end, date: { year: null, month, day, inferredYear: null } });
  }
  for (const match of text.matchAll(BARE_MONTH)) {
    const [start, end] = [match.index, match.index + match[0].length];
    // "may" and "march" are verbs, "Sep" and "Mar" without a day are rarely months.
    if (match[0].length < 3 || !/^\p{Lu}/u.test(match[0]) || !isFree(start, end)) continue;
    if (
      /^(?:May|March|Mar|August)$/.test(match[0]) &&
      (start === 0 || /[.!?:]\s$/u.test(text.slice(Math.max(0, start - 2), start)))
    )
      continue;
    facts.push({
      kind: 'date',
      start,
      end,
      date: { year: null, month: monthNumber(match[1]!), day: null, inferredYear: null },
    });
  }
  if (publishedOn === null) return facts;
  const periods = findPeriods(text, publishedOn);
  let at = 0;
  return facts
    .sort((a, b) => a.start - b.start)
    .map((fact) => {
      if (fact.kind !== 'date' || fact.date.year !== null) return fact;
      while (at < periods.length && periods[at]!.end < fact.end) at += 1;
      const period = periods[at];
      if (period === undefined || period.start > fact.start) return fact;
      return { ...fact, date: { ...fact.date, inferredYear: yearIn(period.from, period.to, fact.date) } };
    });
}

/** The weekdays of a text; the last of a range stands for the days between, too. */
function weekdaysOf(text: string): HardFact[] {
  const found: (At & { readonly kind: 'weekday'; readonly days: readonly number[] })[] = [];
  for (const match of text.matchAll(WEEKDAY)) {
    const [start, end] = [match.index, match.index + match[0].length];
    const isShort = match[2] !== undefined;
    // "so" and "do" are words.
    if (isShort && !/^\p{Lu}/u.test(match[0])) continue;
    const day = WEEKDAYS.findIndex((names) => names.test(match[0]));
    const last = found.at(-1);
    const isRange = last !== undefined && RANGE_BETWEEN.test(text.slice(last.end, start));
    const between = isRange ? daysBetween(last.days[0]!, day) : [];
    found.push({ kind: 'weekday', start, end, days: [day, ...between] });
  }
  return found;
}

/** The days after `first` and before `last`. */
function daysBetween(first: number, last: number): number[] {
  const count = (last - first + 7) % 7;
  return Array.from({ length: Math.max(0, count - 1) }, (_, at) => (first + at + 1) % 7);
}

/** The days that a text speaks of without naming them. */
export function impliedWeekdays(text: string): readonly number[] {
  if (text.search(DAILY_WORDS) >= 0) return [0, 1, 2, 3, 4, 5, 6];
  return text.search(WEEK_WORDS) >= 0 ? [0, 1, 2, 3, 4, 5] : [];
}

/** The year of a month within a period. */
function yearIn(from: string, to: string, { month }: CalendarDate): number {
  const begins = Number(from.slice(5, 7)) === month;
  return Number((begins ? from : to).slice(0, 4));
}

/** The class of the unit beside a number, and the characters it takes behind it. */
function unitOf(before: string, after: string): { readonly unit: string | null; readonly length: number } {
  for (const [pattern, unit] of UNITS) {
    const found = pattern.exec(after);
    if (found !== null) return { unit, length: found[0].length };
  }
  return { unit: UNIT_BEFORE.find(([pattern]) => pattern.test(before))?.[1] ?? null, length: 0 };
}

/** What stands between two numbers of which the second has the unit of both: "von 29 auf 44 Prozent", "3 bis 5 Euro". */
const SAME_UNIT_BETWEEN = /^\s?(?:auf|bis(?: zu)?|und|oder|to|and|or|–|-|\/)\s?$/u;

function withSharedUnits(text: string, facts: readonly HardFact[]): HardFact[] {
  return facts.map((fact, at) => {
    const next = facts[at + 1];
    if (fact.kind !== 'number' || fact.unit !== null || next?.kind !== 'number' || next.unit === null) return fact;
    if (!SAME_UNIT_BETWEEN.test(text.slice(fact.end, next.start))) return fact;
    return { ...fact, unit: next.unit, value: next.unit === 'percent' ? `${fact.value}%` : fact.value };
  });
}

function boundOf(before: string, after: string): Bound | null {
  if (BOUND_AFTER.test(after)) return 'lower';
  return BOUNDS.find(([pattern]) => pattern.test(before))?.[1] ?? null;
}

/** Whether a fact of a sentence is said by a fact of its source; a date may say less than the source's, never more. */
export function saysSame(claimed: HardFact, source: HardFact): boolean {
  switch (claimed.kind) {
    case 'contact':
      return source.kind === 'contact' && source.value === claimed.value;
    case 'link':
      return source.kind === 'link' && source.value === claimed.value;
    case 'date':
      return source.kind === 'date' && isWithin(claimed.date, source.date);
    case 'time':
      if (source.kind === 'number') return source.unit === null && isHour(source.value, claimed.time);
      return source.kind === 'time' && isSameTime(claimed.time, source.time);
    case 'number':
      if (source.kind === 'time') return claimed.unit === null && isHour(claimed.value, source.time);
      if (source.kind === 'ordinal') return claimed.value === source.value;
      if (source.kind === 'date') return claimed.unit === null && Number(claimed.value) === source.date.year;
      // A number copied as it is written in another language is the same number.
      if (source.kind !== 'number' || (source.value !== claimed.value && source.written !== claimed.written))
        return false;
      return claimed.unit === null || source.unit === null || claimed.unit === source.unit;
    case 'weekday':
      return source.kind === 'weekday' && source.days.includes(claimed.days[0]!);
    case 'ordinal':
      return (source.kind === 'ordinal' || source.kind === 'number') && source.value === claimed.value;
  }
}

function isWithin(claimed: CalendarDate, source: CalendarDate): boolean {
  const sameYear =
    claimed.year === null ||
    claimed.year === source.year ||
    (source.year === null && claimed.year === source.inferredYear);
  return (
    sameYear &&
    (claimed.month === null || claimed.month === source.month) &&
    (claimed.day === null || claimed.day === source.day)
  );
}

function isHour(value: string, time: FoundTime): boolean {
  return Number(value) * 60 === time.minutes || (time.isHalfDayOpen && Number(value) * 60 === time.minutes % 720);
}

/** Whether a normalised word of a source says a number without being one: "zweigeschossig", "beide". */
export function impliesNumber(word: string, value: string): boolean {
  const ordinal = ORDINAL_COMPOUND.exec(word)?.[1];
  if (ordinal !== undefined && String(ORDINALS.get(`${ordinal}e`)) === value) return true;
  if (value === '2' && TWO_WORDS.has(word)) return true;
  if (value === '12' && DOZEN.has(word)) return true;
  const counted = COUNTED_COMPOUND.exec(word)?.[1];
  return counted !== undefined && String(numberWordValue(counted)) === value;
}

/** Facts of one sort, which a sentence may have exchanged for one another. */
export function isOfSameSort(a: HardFact, b: HardFact): boolean {
  if (a.kind === 'number' && b.kind === 'number') return a.unit === b.unit || a.unit === null || b.unit === null;
  return a.kind === b.kind;
}

/** How a text bounds a date or time: "bis 3. Mai", "ab 3. Mai", "vor 3. Mai", "nach 3. Mai". */
export type Direction = 'until' | 'from' | 'before' | 'after';
const DIRECTIONS: readonly (readonly [RegExp, Direction])[] = [
  [
    /\b(?:bis(?: spaetestens| einschliesslich)?(?: zum)?|spaetestens|until|till|by|through|no later than|to)(?: (?:dem|den|the|am|um))?$/,
    'until',
  ],
  [/\b(?:ab|seit|from|since|starting(?: on| from)?|as of|fruehestens)(?: (?:dem|den|the|um))?$/, 'from'],
  [/\b(?:vor|before|prior to)(?: (?:dem|den|the))?$/, 'before'],
  [/\b(?:nach|after)(?: (?:dem|den|the))?$/, 'after'],
];
const WEEKDAY_BEFORE = /(?:^|\s)(?:\p{L}+tag|mittwoch|sonnabend|\p{L}+day)s?$/u;

/** The direction of the fact at a place of a text; null where nothing gives one. */
export function directionOf(text: string, start: number): Direction | null {
  const before = normalise(text.slice(Math.max(0, start - AROUND_CHARS), start))
    .replace(/[\s,]+$/u, '')
    .replace(WEEKDAY_BEFORE, '')
    .replace(/[\s,]+$/u, '');
  return DIRECTIONS.find(([pattern]) => pattern.test(before))?.[1] ?? null;
}
