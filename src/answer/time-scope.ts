import { findDates, formatPartialDate, shiftDays } from '../language/dates.ts';
import { detectLanguage } from '../language/detect.ts';
import { numberWordValue } from '../language/number-words.ts';
import { findPeriods, periodOf, type Period } from '../language/periods.ts';
import { contentWords } from '../language/stop-words.ts';
import { normalise } from '../language/tokens.ts';
import type { Locale, PartialDate, Turn } from '../types.ts';
import { readInContext, type Reading } from './rephrase.ts';

/**
 * What a question says of time, besides its subject:
 * - `now`: nothing, or "aktuell", "derzeit", "neueste": of what answers alike, the newest document counts;
 * - `next`, `last`: the nearest event still to come, the latest that is over;
 * - `past`: how it once was;
 * - `period`: a year, a month, days.
 */
export type TimeScope = {
  /** The question as it is looked for: relative times resolved ("letztes Jahr" → "2025"), and without words that speak of nothing else. */
  readonly question: string;
  /** It is asked when, so that an answer names a day or a month. */
  readonly asksWhen: boolean;
  /** It is asked what was, by its tense or by the time it names: an event that is over is no news then. */
  readonly asksPast: boolean;
} & (
  | { readonly kind: 'now' | 'next' | 'last' | 'past' }
  | {
      readonly kind: 'period';
      readonly period: Period;
      /** Only what speaks of the period answers; else it is preferred, and what holds at any time answers too ("Ist morgen geöffnet?"). */
      readonly isStrict: boolean;
    }
);

/** A time in a question, with the words that take its place where it was relative to today. */
interface AskedTime {
  readonly start: number;
  readonly end: number;
  readonly period: Period;
  readonly isStrict: boolean;
  readonly words: string | null;
}

/** More years back than this are a round figure, not a year: "vor hundert Jahren". */
const YEARS_AGO_MAX = 20;

const LAST = '(?:letzte[mnrs]?|vergangene[mnrs]?|vorige[mnrs]?|last|previous)';
const THIS = '(?:diese[mnrs]?|laufende[mn]|this|the current)';
const NEXT = '(?:nächste[mnrs]?|kommende[mnrs]?|next|the coming)';
const WHICH = `(${LAST}|${THIS}|${NEXT})`;
const END = '(?![\\p{L}\\p{N}])';
const BEGIN = '(?<![\\p{L}\\p{N}])';

const RELATIVE_YEAR = relative(`${WHICH}\\s(?:Kalenderjahr|Jahr(?:es)?|year)`);
const RELATIVE_MONTH = relative(`${WHICH}\\s(?:Monats?|month)`);
const RELATIVE_WEEK = relative(`${WHICH}\\s(?:Woche|week)`);
const RELATIVE_SEASON = relative(`${WHICH}\\s(Frühling|Frühjahr|Sommer|Herbst|Winter|spring|summer|autumn|winter)s?`);
const YEAR_WORD = relative(
  '(Vorjahr(?:es)?|heuer|vorletzte[mns] Jahr(?:es)?|the year before last|übernächste[mns] Jahr(?:es)?)',
);
const YEARS_AGO = relative('(?:vor\\s(\\p{L}+|\\d+)\\sJahr(?:en)?|(\\p{L}+|\\d+)\\syears?\\sago)');
/** "der Morgen", "morgens" and "guten Morgen" are no day; neither is "heute Morgen" tomorrow. */
const DAY_WORD = relative(
  '(vorgestern|gestern|heute|übermorgen|(?<!(?:am|der|den|jeden|guten|heute|gestern|diesen) )morgen|yesterday|today|(?<!day after )tomorrow|day after tomorrow)',
);
const DAY_OFFSETS: Readonly<Record<string, number>> = {
  vorgestern: -2,
  gestern: -1,
  yesterday: -1,
  heute: 0,
  today: 0,
  morgen: 1,
  tomorrow: 1,
  uebermorgen: 2,
  'day after tomorrow': 2,
};
/** First and last month of a season; winter ends in the following year. */
const SEASON_MONTHS: Readonly<Record<string, readonly [number, number]>> = {
  fruehling: [3, 5],
  fruehjahr: [3, 5],
  spring: [3, 5],
  sommer: [6, 8],
  summer: [6, 8],
  herbst: [9, 11],
  autumn: [9, 11],
  winter: [12, 2],
};

/** A year after one of these bounds something and is not asked about: "seit 2019", "bis 2030", "vor 1945". */
const BOUNDS =
  /(?<!\p{L})(?:seit|ab|bis|vor|nach|zwischen|since|until|till|by|before|after|between)\s(?:(?:dem|zum|the|end of|Ende|Anfang|Mitte)\s)*(?:Jahr\s|year\s)?$/iu;
const BOUND_CHARS = 30;

/** Not before a stretch of time ("die nächsten Wochen"), which is no event. */
const NO_STRETCH =
  '\\s(?!(?:Jahr|Monat|Woche|Tag|Zeit|Stunde|Jahrzehnt|Sommer|Herbst|Winter|Frühling|Frühjahr|year|month|week|day|time|decade|summer|autumn|winter|spring|name|minute)[\\p{L}]*)(?=[\\p{L}\\p{N}])';
const NEXT_EVENT = relative(`(?:${NEXT}|upcoming)${NO_STRETCH}|als nächste[rs]|demnächst`, '');
const LAST_EVENT = relative(`${LAST}${NO_STRETCH}|zuletzt|most recently`, '');
const ONCE = relative(
  'damals|früher(?! als)|einst|einstmals|seinerzeit|ehemals|formerly|used to|back then|in the past',
);
/** "das frühere Rathaus" names a thing; only with a verb in the past is it the past that is asked about. */
const FORMER = relative('ehemalige[mnrs]?|frühere[mnrs]?|former');
const PAST_TENSE: Readonly<Record<Locale, RegExp>> = {
  de: /\b(?:war|waren|wurde|wurden|hatte|hatten|gab|kam|kamen|fand|fanden|ging|gingen|kostete|kosteten|hiess|hiessen|gewann|gewannen|begann|begannen|trat|traten|sprach|leitete|feierte|feierten|besuchte|besuchten|gefunden|gewesen|gekommen|gewonnen|gekostet|stattgefunden)\b/,
  en: /\b(?:was|were|did|had|took place|won|came)\b/,
};

/** German where nothing tells: "was" is a question word there. */
function languageOf(question: string): Locale {
  return detectLanguage(question) ?? 'de';
}

function relative(pattern: string, end = END): RegExp {
  return new RegExp(`${BEGIN}(?:${pattern})${end}`, 'giu');
}

const NOW_WORDS = relative(
  'aktuell(?:e[mnrs]?)?|derzeit(?:ig\\p{L}+)?|zurzeit|zur zeit|momentan(?:e[mnrs]?)?|gegenwärtig(?:e[mnrs]?)?|neueste[mnrs]?|jüngste[mnrs]?|currently|current|at the moment|right now|latest|newest|most recent',
);
const ASKS_WHEN =
  /\b(?:wann|an welchem (?:tag|datum|wochenende)|welche[rms] (?:tag|datum|termin)\w*|termine?|when|what (?:date|day)|which (?:date|day))\b/;

/** Reads what a question says of time, asked on the ISO day `today`. German and English, also mixed. */
export function readTimeScope(question: string, today: string): TimeScope {
  const times = timesIn(question, today);
  const asked = normalise(question);
  const inPast = PAST_TENSE[languageOf(question)].test(asked);
  const common = { question: wordingOf(withWords(question, times)), asksWhen: ASKS_WHEN.test(asked) };
  const period = unionOf(times);
  if (period !== null) {
    // Several times that do not touch are compared, or bound something: what speaks of one of them answers.
    const isStrict = times.every((time) => time.isStrict);
    return { ...common, kind: 'period', period, isStrict, asksPast: inPast || period.to < today };
  }
  const has = (pattern: RegExp) => question.search(pattern) >= 0;
  if (has(NEXT_EVENT)) return { ...common, kind: 'next', asksPast: false };
  if (has(LAST_EVENT)) return { ...common, kind: 'last', asksPast: true };
  if (has(ONCE) || (inPast && has(FORMER))) return { ...common, kind: 'past', asksPast: true };
  return { ...common, kind: 'now', asksPast: inPast };
}

/**
 * As `readInContext`; a follow-up that asks for another time only ("Und letztes Jahr?") is the question before it at that time.
 */
export function readInTime(question: string, history: readonly Turn[], personaName: string, today: string): Reading {
  const last = history.at(-1);
  const times = timesIn(question, today);
  if (last === undefined || times.length === 0 || contentWords(without(question, times)).length > 0)
    return readInContext(question, history, personaName);
  const earlier = readInTime(last.question, history.slice(0, -1), personaName, today).question;
  const subject = without(earlier, timesIn(earlier, today)).replace(/[\s?.!]+$/u, '');
  const asked = times.map(({ start, end, words }) => words ?? question.slice(start, end)).join(' ');
  return { question: `${subject} ${asked}?`, continues: null, asFollowUp: null };
}

function timesIn(question: string, today: string): AskedTime[] {
  const named = namedTimes(question, today);
  const isFree = ({ start, end }: AskedTime) => !named.some((other) => start < other.end && other.start < end);
  return [...named, ...relativeTimes(question, today).filter(isFree)].sort((a, b) => a.start - b.start);
}

/** Years, months and days that the question names. A day without a year is the next one, and asked about less strictly. */
function namedTimes(question: string, today: string): AskedTime[] {
  const isStated = new Set(
    findDates(question)
      .filter(({ yearStated }) => yearStated)
      .map(({ start }) => start),
  );
  return findPeriods(question, { date: today, precision: 'day' }).flatMap(({ start, end, from, to }) => {
    if (BOUNDS.test(question.slice(Math.max(0, start - BOUND_CHARS), start))) return [];
    return [{ start, end, period: { from, to }, isStrict: isStated.has(start), words: null }];
  });
}

function relativeTimes(question: string, today: string): AskedTime[] {
  const [year, month] = today.split('-').map(Number) as [number, number];
  const language = languageOf(question);
  const dated = (match: RegExpExecArray, date: PartialDate, isStrict: boolean): AskedTime => ({
    ...rangeOf(match),
    period: periodOf(date),
    isStrict,
    words: formatPartialDate(date, language),
  });
  const times: AskedTime[] = [];
  for (const match of question.matchAll(RELATIVE_YEAR))
    times.push(dated(match, yearDate(year + stepOf(match[1]!)), true));
  for (const match of question.matchAll(YEAR_WORD))
    times.push(dated(match, yearDate(year + yearStep(match[1]!)), true));
  for (const match of question.matchAll(YEARS_AGO)) {
    const written = (match[1] ?? match[2])!;
    const ago = /^\d+$/.test(written) ? Number(written) : countOf(written);
    if (ago !== null && ago > 0 && ago <= YEARS_AGO_MAX) times.push(dated(match, yearDate(year - ago), true));
  }
  for (const match of question.matchAll(RELATIVE_MONTH))
    times.push(dated(match, monthDate(year, month + stepOf(match[1]!)), true));
  for (const match of question.matchAll(RELATIVE_SEASON)) {
    const period = season(normalise(match[2]!), stepOf(match[1]!), today);
    times.push({ ...rangeOf(match), period, isStrict: true, words: `${match[2]} ${period.from.slice(0, 4)}` });
  }
  for (const match of question.matchAll(RELATIVE_WEEK)) {
    const step = stepOf(match[1]!);
    const monday = shiftDays(today, 7 * step - ((new Date(today).getUTCDay() + 6) % 7));
    const period = { from: monday, to: shiftDays(monday, 6) };
    times.push({ ...rangeOf(match), period, isStrict: step < 0, words: null });
  }
  for (const match of question.matchAll(DAY_WORD)) {
    const offset = DAY_OFFSETS[normalise(match[1]!)]!;
    const day = shiftDays(today, offset);
    // Nobody has the opening hours of yesterday in mind: what is asked about a day gone by is what happened.
    times.push({ ...rangeOf(match), period: { from: day, to: day }, isStrict: offset < 0, words: null });
  }
  return times;
}

function rangeOf(match: RegExpExecArray): { readonly start: number; readonly end: number } {
  return { start: match.index, end: match.index + match[0].length };
}

/** −1 for the last, 0 for this, 1 for the next. */
function stepOf(which: string): number {
  if (new RegExp(`^${LAST}$`, 'iu').test(which)) return -1;
  return new RegExp(`^${NEXT}$`, 'iu').test(which) ? 1 : 0;
}

function yearStep(word: string): number {
  const written = normalise(word);
  if (written === 'heuer') return 0;
  if (written.startsWith('vorjahr')) return -1;
  return written.startsWith('uebernaechste') ? 2 : -2;
}

function countOf(word: string): number | null {
  const written = normalise(word);
  return /^(?:ein(?:em|er)?|one|a)$/.test(written) ? 1 : numberWordValue(written);
}

function yearDate(year: number): PartialDate {
  return { date: String(year).padStart(4, '0'), precision: 'year' };
}

/** `month` may lie outside 1…12, in the year before or after. */
function monthDate(year: number, month: number): PartialDate {
  const first = new Date(Date.UTC(year, month - 1, 1)).toISOString();
  return { date: first.slice(0, 7), precision: 'month' };
}

/** The season before, around or after a day: the last one is over, the next one has not begun. */
function season(name: string, step: number, today: string): Period {
  const [first, last] = SEASON_MONTHS[name]!;
  const inYear = (year: number): Period => ({
    from: periodOf(monthDate(year, first)).from,
    to: periodOf(monthDate(last < first ? year + 1 : year, last)).to,
  });
  const year = Number(today.slice(0, 4));
  const around = [year - 1, year, year + 1].map(inYear);
  if (step < 0) return around.findLast(({ to }) => to < today) ?? inYear(year - 1);
  if (step > 0) return around.find(({ from }) => from > today) ?? inYear(year + 1);
  return around.find(({ to }) => to >= today && Number(to.slice(0, 4)) >= year) ?? inYear(year);
}

/** From the first day to the last of all times; null without any. */
function unionOf(times: readonly AskedTime[]): Period | null {
  const first = times[0];
  if (first === undefined) return null;
  return times.reduce<Period>(
    (union, { period }) => ({
      from: period.from < union.from ? period.from : union.from,
      to: period.to > union.to ? period.to : union.to,
    }),
    first.period,
  );
}

function withWords(question: string, times: readonly AskedTime[]): string {
  return times.reduceRight(
    (text, { start, end, words }) => (words === null ? text : `${text.slice(0, start)}${words}${text.slice(end)}`),
    question,
  );
}

/** A question without the words that only say which of several is meant: they stand in no announcement, and would make its score lower. */
function wordingOf(question: string): string {
  const shorter = [NEXT_EVENT, LAST_EVENT, NOW_WORDS].reduce((text, pattern) => text.replace(pattern, ' '), question);
  return contentWords(shorter).length === 0 ? question : shorter.replace(/\s{2,}/g, ' ').trim();
}

/** The question without its times, and without the preposition that led to them. */
function without(question: string, times: readonly AskedTime[]): string {
  const rest = times.reduceRight((text, { start, end }) => {
    const before = text
      .slice(0, start)
      .replace(/(?<!\p{L})(?:im|in|am|an|vom|on|of|for|für)\s(?:dem|den|the)?\s?(?:Jahr(?:e)?\s|year\s)?$/iu, '');
    return `${before.trimEnd()} ${text.slice(end).trimStart()}`;
  }, question);
  return rest.replace(/(?<!\p{L})(?:im|in)?\s?Jahre?\s*(?=[?.!]|$)/iu, '').trim();
}
