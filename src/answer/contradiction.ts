import { daysBetween, firstDayOf } from '../language/dates.ts';
import { findNumbers } from '../language/numbers.ts';
import { OPEN_END, type FoundPeriod } from '../language/periods.ts';
import { isStopWord } from '../language/stop-words.ts';
import { beginsWithCapital, wordSpans } from '../language/tokens.ts';
import { findYears } from '../language/years.ts';
import { timesOf } from './document-times.ts';
import type { ChosenSentence } from './extract.ts';

/**
 * Two documents contradict each other where their sentences are the same but for their values. A wrong notice confuses citizens, a missing one leaves
 * them with the newer sentence and its date, so everything here is strict.
 */

/** Documents further apart than about 18 months are a change, not a contradiction. */
const APART_DAYS_MAX = 548;
/** Share of the subject words, without values, that the two sentences must have in common (Dice coefficient). */
const SAME_WORDS_MIN = 0.7;
/** With this many words in common the sentences say enough of what they are about; with fewer the titles must agree, too. */
const SPEAKING_WORDS_MIN = 3;
/** What is announced as one of several has another date the next time. */
const SERIES = /(?<!\p{L})(?:nächste[mnrs]?|weitere[mnrs]?|next|another)(?!\p{L})/iu;

/** Words with which a document says itself that something has changed. */
const CHANGE =
  /(?<!\p{L})(?:nun|jetzt|künftig|ab sofort|statt|anstatt|bisher\p{L}*|bislang|verschoben|verschieb\p{L}*|verlegt|später|früher|erst|neue?[mnrs]? (?:Öffnung|Preis|Termin|Gebühr|Zeit|Uhrzeit|Beginn|Anschrift|Adress|Telefon|Nummer|Tarif|Fahrpl|Eintritt|opening|price|time|date|fee)\p{L}*|nicht mehr|geänd\p{L}+|änder\p{L}+|erhöh\p{L}+|steig\p{L}+|sink\p{L}+|korrig\p{L}+|Korrektur|now|instead|postponed|moved|later|new|changed|previously|corrected)(?!\p{L})/iu;

type ValueKind = 'date' | 'time' | 'money' | 'number';

interface Value {
  readonly kind: ValueKind;
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** Whether the sentence of a newer document contradicts that of an older one. */
export function contradicts(newer: ChosenSentence, older: ChosenSentence): boolean {
  const [later, earlier] = [newer.passage.document, older.passage.document];
  if (later.publishedOn === null || earlier.publishedOn === null) return false;
  const apart = daysBetween(firstDayOf(earlier.publishedOn), firstDayOf(later.publishedOn));
  if (Math.abs(apart) > APART_DAYS_MAX) return false;
  if (CHANGE.test(newer.text) || CHANGE.test(later.title)) return false;

  const [own, other] = [valuesIn(newer), valuesIn(older)];
  if (!isSameStatement(newer, own, older, other)) return false;
  const differing = (['date', 'time', 'money', 'number'] as const).filter((kind) => differIn(kind, own, other));
  // Figures of two days, months or years are both right.
  if (differing.length !== 1) return false;
  return differing[0] === 'date' ? !isRecurring(newer, older) : !areOfDifferentYears(newer, older);
}

/** As many values of the kind on both sides, and not the same ones. */
function differIn(kind: ValueKind, own: readonly Value[], other: readonly Value[]): boolean {
  const [a, b] = [own, other].map((values) => values.filter((value) => value.kind === kind).map(({ value }) => value));
  return a!.length > 0 && a!.length === b!.length && a!.some((value, at) => value !== b![at]);
}

function isSameStatement(
  newer: ChosenSentence,
  own: readonly Value[],
  older: ChosenSentence,
  other: readonly Value[],
): boolean {
  const a = subjectWords(newer.text, own);
  const b = subjectWords(older.text, other);
  const common = [...a.all].filter((word) => b.all.has(word)).length;
  if ((2 * common) / Math.max(1, a.all.size + b.all.size) < SAME_WORDS_MIN) return false;
  // One may say more than the other; where each names something of its own, they speak of two things.
  if (!holdsAll(a.all, b.names) && !holdsAll(b.all, a.names)) return false;
  if (common >= SPEAKING_WORDS_MIN) return true;
  const title = subjectWords(newer.passage.document.title, []).all;
  return [...subjectWords(older.passage.document.title, []).all].some((word) => title.has(word));
}

function holdsAll(held: ReadonlySet<string>, wanted: ReadonlySet<string>): boolean {
  return [...wanted].every((word) => held.has(word));
}

/** Content words outside the values, and those of them that have a capital. */
function subjectWords(
  text: string,
  values: readonly Value[],
): { readonly all: ReadonlySet<string>; readonly names: ReadonlySet<string> } {
  const spans = wordSpans(text)
    .filter(({ start, end }) => !values.some((value) => value.start < end && start < value.end))
    .filter(({ word }) => !isStopWord(word));
  const named = spans.filter((span) => beginsWithCapital(text, span));
  return { all: new Set(spans.map(({ word }) => word)), names: new Set(named.map(({ word }) => word)) };
}

const TIME = /(?<![\p{L}\p{N}.,])(\d{1,2})(?:[.:](\d{2}))?(?=(?:\s?(?:bis|und|–|-)\s?\d{1,2}(?:[.:]\d{2})?)?\sUhr)/gu;
const MONEY_AFTER = /^\s?(?:€|Euro|EUR|Cent)(?!\p{L})/u;

/** Dates, times of day, amounts and other numbers of a sentence, each part of it in one of them only. */
function valuesIn(sentence: ChosenSentence): Value[] {
  const { text } = sentence;
  const found: Value[] = timesOf(sentence).map(({ start, end, from, to }) => ({
    kind: 'date',
    start,
    end,
    value: `${from}/${to}`,
  }));
  const isFree = ({ start, end }: Pick<Value, 'start' | 'end'>) =>
    !found.some((value) => value.start < end && start < value.end);
  for (const match of text.matchAll(TIME)) {
    const [written, hour, minute] = match;
    const range = { start: match.index, end: match.index + written.length };
    if (isFree(range)) found.push({ kind: 'time', ...range, value: `${Number(hour)}:${minute ?? '00'}` });
  }
  for (const { start, end, value } of findNumbers(text, sentence.passage.document.language)) {
    if (isFree({ start, end }))
      found.push({ kind: MONEY_AFTER.test(text.slice(end)) ? 'money' : 'number', start, end, value });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The older document announced a day that was over when the newer one was published, or one of a series: the newer one is of another day. */
function isRecurring(newer: ChosenSentence, older: ChosenSentence): boolean {
  if (SERIES.test(newer.text) || SERIES.test(older.text)) return true;
  const { to } = timesOf(older)[0]!;
  const announcedOn = firstDayOf(older.passage.document.publishedOn!);
  return announcedOn <= to && to < firstDayOf(newer.passage.document.publishedOn!);
}

/** One of the two is a figure of a year that the other is not of, or holds from a day after the older document on. */
function areOfDifferentYears(newer: ChosenSentence, older: ChosenSentence): boolean {
  const published = firstDayOf(older.passage.document.publishedOn!);
  const begins = ({ from, to }: FoundPeriod) => to === OPEN_END && from > published;
  if (timesOf(newer).some(begins)) return true;
  const [own, other] = [yearsOf(newer), yearsOf(older)];
  if (own.stated.length + other.stated.length === 0) return false;
  const yearsA = own.stated.length > 0 ? own.stated : [own.published];
  const yearsB = other.stated.length > 0 ? other.stated : [other.published];
  return !yearsA.some((year) => yearsB.includes(year));
}

function yearsOf({ text, passage }: ChosenSentence): { readonly stated: number[]; readonly published: number } {
  const { title, publishedOn } = passage.document;
  return {
    stated: [...findYears(title), ...findYears(text)].map(({ year }) => year),
    published: Number(publishedOn!.date.slice(0, 4)),
  };
}
