import { daysBetween, firstDayOf } from '../language/dates.ts';
import { OPEN_END, type FoundPeriod } from '../language/periods.ts';
import { isStopWord } from '../language/stop-words.ts';
import { beginsWithCapital, wordSpans } from '../language/tokens.ts';
import { findYears } from '../language/years.ts';
import { timesOf } from './document-times.ts';
import type { ChosenSentence } from './extract.ts';
import { areOfOneMatter, areSetApart, type Asked, type Statement } from './same-matter.ts';
import { mayAnswer, valuesIn, type Value, type ValueKind } from './values.ts';

/**
 * Two documents contradict each other where their sentences are the same but for their values, or where both say a value of what was asked about and
 * nothing sets them apart. A wrong notice confuses citizens, a missing one leaves them with the newer sentence and its date, so everything here is strict.
 */

/** Documents further apart than about 18 months are a change, not a contradiction. */
const APART_DAYS_MAX = 548;
/** Days between two dates of one event in documents that are worded differently; beyond, they are taken for two events. */
const MOVED_DAYS_MAX = 45;
/** Share of the subject words, without values, that the two sentences must have in common (Dice coefficient). */
const SAME_WORDS_MIN = 0.7;
/** With this many words in common the sentences say enough of what they are about; with fewer the titles must agree, too. */
const SPEAKING_WORDS_MIN = 3;
/** What is announced as one of several has another date the next time. */
const SERIES =
  /(?<!\p{L})(?:nächste[mnrs]?|weitere[mnrs]?|noch ein\p{L}*|erneut|wieder|(?:erste|zweite|dritte|vierte)[mnrs]?|next|another|first|second|third)(?!\p{L})/iu;

/** Words with which a document says itself that something has changed. */
const CHANGE =
  /(?<!\p{L})(?:nun|jetzt|künftig|ab sofort|statt(?=\s(?!und|oder|and)[\p{L}\d])|anstatt|bisher\p{L}*|bislang|verschoben|verschieb\p{L}*|verlegt|später|früher|erst|neue?[mnrs]? (?:Öffnung|Preis|Termin|Gebühr|Zeit|Uhrzeit|Beginn|Anschrift|Adress|Telefon|Nummer|Tarif|Fahrpl|Eintritt|opening|price|time|date|fee)\p{L}*|nicht mehr|geänd\p{L}+|änder\p{L}+|erhöh\p{L}+|steig\p{L}+|sink\p{L}+|korrig\p{L}+|Korrektur|now|instead|postponed|moved|later|new|changed|previously|corrected)(?!\p{L})/iu;

/** Whether the sentence of a newer document contradicts that of an older one, for what was asked. */
export function contradicts(newer: ChosenSentence, older: ChosenSentence, asked: Asked): boolean {
  const [later, earlier] = [newer.passage.document, older.passage.document];
  if (later.publishedOn === null || earlier.publishedOn === null) return false;
  const apart = daysBetween(firstDayOf(earlier.publishedOn), firstDayOf(later.publishedOn));
  if (Math.abs(apart) > APART_DAYS_MAX) return false;
  if (CHANGE.test(newer.text) || CHANGE.test(later.title)) return false;

  const [own, other] = [newer, older].map((sentence): Statement => ({
    sentence,
    values: valuesIn(sentence, asked.kind),
  }));
  const isNearlySame = isSameStatement(newer, own!.values, older, other!.values);
  if (areSetApart(own!, other!, asked) || (!isNearlySame && !areOfOneMatter(own!, other!, asked))) return false;
  const differing = differingKinds(own!.values, other!.values);
  const [kind] = differing;
  // Figures of two days, months or years are both right.
  if (kind === undefined || differing.length > 1 || !mayAnswer(kind, asked.kind)) return false;
  if (kind !== 'date') return !areOfDifferentYears(newer, older);
  return !isRecurring(newer, older) && (isNearlySame || areNear(newer, older));
}

/** Kinds of which both sentences hold as many values, and not the same ones; names only where nothing else differs. */
function differingKinds(own: readonly Value[], other: readonly Value[]): ValueKind[] {
  const kinds = [...new Set(own.map(({ kind }) => kind))].filter((kind) => differIn(kind, own, other));
  const counted = kinds.filter((kind) => !isName(kind));
  return counted.length > 0 ? counted : kinds;
}

function isName(kind: ValueKind): boolean {
  return kind === 'person' || kind === 'place';
}

function differIn(kind: ValueKind, own: readonly Value[], other: readonly Value[]): boolean {
  const [a, b] = [own, other].map((values) => values.filter((value) => value.kind === kind).map(({ value }) => value));
  return a!.length === b!.length && a!.some((value, at) => value !== b![at]);
}

/** Whether the first dates of two sentences are near each other: what is further apart is another event of the kind. */
function areNear(a: ChosenSentence, b: ChosenSentence): boolean {
  const [one, other] = [timesOf(a)[0]!, timesOf(b)[0]!];
  return Math.abs(daysBetween(one.from, other.from)) <= MOVED_DAYS_MAX;
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
