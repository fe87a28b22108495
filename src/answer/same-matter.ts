import { detectLanguage } from '../language/detect.ts';
import { contentWords, isStopWord } from '../language/stop-words.ts';
import { stretchUnitOf } from '../language/stretches.ts';
import { beginsWithCapital, grams, words, wordSpans, type WordSpan } from '../language/tokens.ts';
import type { ExpectedKind } from './expected-kind.ts';
import type { ChosenSentence } from './extract.ts';
import { contextOf, coverageOf, type Subject } from './subject.ts';
import type { Value } from './values.ts';

/** Whether two sentences of different wording say a value of one and the same matter, that which was asked about. */

export interface Asked {
  readonly question: string;
  readonly subject: Subject;
  readonly kind: ExpectedKind | null;
}

/** A sentence with its values. */
export interface Statement {
  readonly sentence: ChosenSentence;
  readonly values: readonly Value[];
}

/** Share of the grams of a noun of the question that a text must hold: "Anträge" is in "beantragen", "Freibad" is not in "Hallenbad". */
const NOUN_SHARE_MIN = 0.6;
/** Share of the question's subject that a sentence must hold where capitals do not tell its nouns. */
const SUBJECT_SHARE_MIN = 0.75;

/** Whether both sentences hold what the question names, and nothing tells that they speak of two things. */
export function areOfOneMatter(a: Statement, b: Statement, asked: Asked): boolean {
  return (
    [a, b].every(({ sentence }) => isAbout(sentence, asked)) &&
    !nameDifferentThings(a, b, asked.question) &&
    !countDifferentStretches(a, b)
  );
}

/** Whether one of two sentences holds what the question names and the other does not, or says which of several values it means. */
export function areSetApart({ sentence: a }: Statement, { sentence: b }: Statement, asked: Asked): boolean {
  const named = namedIn(asked.question);
  const [one, other] = [a, b].map((sentence) => words(contextOf(sentence.passage, sentence.text)));
  return (
    named.some((word) => holds(one!, word) !== holds(other!, word)) ||
    QUALIFIERS.some((qualifier) => differInQualifier(qualifier, a.text, b.text, asked.question))
  );
}

/** What is asked for stands behind these words, and is no part of what is asked about. */
const ASKS_FOR = /^(?:welche[mnrs]?|wie|viele?|which|what|how|many|much)$/;
/** Whom one asks: documents have as many words for that. */
const ROLE = /^(?:ansprech|kontakt|zustaendig)/;

function isAbout({ passage, text }: ChosenSentence, { question, subject }: Asked): boolean {
  const context = contextOf(passage, text);
  if (!tellsNouns(question)) return coverageOf(subject, context) >= SUBJECT_SHARE_MIN;
  const held = words(context);
  return namedIn(question).every((word) => holds(held, word));
}

/** Nouns and numbers of a question; all its words that carry a meaning where capitals do not tell its nouns. */
function namedIn(question: string): string[] {
  return [...(tellsNouns(question) ? nounsOf(question) : contentWords(question)), ...numbersOf(question)];
}

/** English nouns have no capitals. */
function tellsNouns(question: string): boolean {
  return detectLanguage(question) !== 'en' && nounsOf(question).length > 0;
}

/** The nouns that a question is about; its first word has a capital for its place. */
function nounsOf(question: string): string[] {
  const spans = wordSpans(question);
  return spans
    .filter(
      (span, at) =>
        at > 0 && beginsWithCapital(question, span) && !isStopWord(span.word) && !ASKS_FOR.test(spans[at - 1]!.word),
    )
    .map(({ word }) => word)
    .filter((word) => !ROLE.test(word) && stretchUnitOf(word) === null);
}

function numbersOf(question: string): string[] {
  return words(question).filter((word) => /^\d+$/.test(word));
}

function holds(held: readonly string[], word: string): boolean {
  return held.includes(word) || (!/\d/.test(word) && shareHeld(word, held) >= NOUN_SHARE_MIN);
}

function shareHeld(word: string, held: readonly string[]): number {
  const all = new Set(held.flatMap(grams));
  const own = grams(word);
  return own.filter((gram) => all.has(gram)).length / own.length;
}

/** Whoever publishes, and words that stand beside any value: they set nothing apart. */
const GENERIC =
  /^(?:stadt|gemeinde|kreis|landkreis|rathaus|stadtverwaltung|\w*buergermeister(?:in)?|haushalt\w*|telefon|nummer|uhr|frage|fragen|antrag|antraege|menschen|person|personen|zimmer)$/;

/** Each of two sentences names something that the other and the question do not: "Kinder" and "Erwachsene", "Nord" and "Süd". */
function nameDifferentThings(a: Statement, b: Statement, question: string): boolean {
  const [own, other] = [a, b].map((each) => namesIn(each));
  const isElsewhere = (word: string, held: ReadonlySet<string>) =>
    shareHeld(word, [...held, ...words(question)]) >= NOUN_SHARE_MIN;
  const ofOne = (names: ReadonlySet<string>, held: ReadonlySet<string>) =>
    [...names].some((word) => !isElsewhere(word, held));
  return ofOne(own!, other!) && ofOne(other!, own!);
}

/** The names in a sentence beside its values. */
function namesIn({ sentence: { text }, values }: Statement): Set<string> {
  const spans = wordSpans(text);
  const names = spans.filter(
    (span, at) =>
      beginsWithCapital(text, span) &&
      !isStopWord(span.word) &&
      !GENERIC.test(span.word) &&
      stretchUnitOf(span.word) === null &&
      !(at === 0 && isVerbOrAdverb(spans)) &&
      !values.some((value) => value.start < span.end && span.start < value.end),
  );
  return new Set(names.map(({ word }) => word));
}

/** The first word of a sentence has a capital for its place: "Eröffnet wird …", "Telefonisch erreichen …". */
function isVerbOrAdverb([first, second]: readonly WordSpan[]): boolean {
  if (first === undefined) return false;
  return (
    /(?:isch|lich|weise|falls)$/.test(first.word) || (/(?:t|en)$/.test(first.word) && isStopWord(second?.word ?? ''))
  );
}

/** A fee by the day is no fee by the year. */
function countDifferentStretches(a: Statement, b: Statement): boolean {
  const [own, other] = [a, b].map(({ sentence }) => words(sentence.text).flatMap((word) => stretchUnitOf(word) ?? []));
  return own!.length > 0 && other!.length > 0 && !own!.some((unit) => other!.includes(unit));
}

/** Words that say which of several values of a thing is meant; what has one is not what has none, or the opposite one. */
const QUALIFIERS: readonly { readonly one: RegExp; readonly other: RegExp | null }[] = [
  // When something begins, and when it ends.
  {
    one: /(?<!\p{L})(?:beginn\p{L}*|begann\p{L}*|start\p{L}*|anfang|losgeh\p{L}*|starts?|begins?)(?!\p{L})/iu,
    other:
      /(?<!\p{L})(?:end(?:e|et|en|ete)|abgeschlossen|abschluss|beendet|fertig\p{L}*|ends?|finish\p{L}*)(?!\p{L})/iu,
  },
  // The least, and the most.
  {
    one: /(?<!\p{L})(?:ab|von|mindestens|frühestens|from|at least)\s(?=\d)/iu,
    other: /(?<!\p{L})(?:bis|höchstens|maximal|spätestens|up to|until|at most)\s(?=\d)/iu,
  },
  // A share of it, a lower fee, what was only expected.
  {
    one: /(?<!\p{L})(?:davon|anteil\p{L}*|zuschuss|zuschüsse|zuschießen|förder\p{L}*|übernimmt|übernehmen|beteilig\p{L}*|vom (?:land|bund|kreis)|das land|der bund|of which|subsid\p{L}*|grants?)(?!\p{L})/iu,
    other: null,
  },
  { one: /(?<!\p{L})(?:ermäßig\p{L}*|vergünstig\p{L}*|rabatt\p{L}*|reduced|discount\p{L}*)(?!\p{L})/iu, other: null },
  {
    one: /(?<!\p{L})(?:erwart\p{L}*|rechne\p{L}* mit|geschätzt\p{L}*|schätz\p{L}*|expect\p{L}*|estimat\p{L}*)(?!\p{L})/iu,
    other: null,
  },
];

function differInQualifier(
  { one, other }: (typeof QUALIFIERS)[number],
  a: string,
  b: string,
  question: string,
): boolean {
  if (other === null) return one.test(a) !== one.test(b) && !one.test(question);
  return (isOnly(one, other, a) && isOnly(other, one, b)) || (isOnly(other, one, a) && isOnly(one, other, b));
}

function isOnly(wanted: RegExp, unwanted: RegExp, text: string): boolean {
  return wanted.test(text) && !unwanted.test(text);
}
