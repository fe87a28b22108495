import type { Range } from '../language/sentences.ts';
import type { Passage } from '../types.ts';
import { expectedKind, holdsKind, type ExpectedKind } from './expected-kind.ts';
import type { QuestionParts } from './line-features.ts';
import { givesResult, pointsBack } from './points-back.ts';
import { predictedPlaces } from './predicted-places.ts';
import type { Line } from './read-lines.ts';
import {
  createPageReader,
  createTextReader,
  estimateLines,
  matchLines,
  passageOf,
  type ReadPage,
  type TextReader,
} from './score-lines.ts';

/** A sentence chosen for an answer: `text` is `passage.document.text.slice(start, end)`, word for word. */
export interface ChosenSentence extends Range {
  /** The passage it was found in, else one of its document. */
  readonly passage: Passage;
  readonly text: string;
  readonly headingPath: readonly string[];
  /** Probability in [0, 1] that it says what is asked. */
  readonly score: number;
}

/** What tells the sentence that a follow-up asks for from those that are about what was spoken of before. */
export interface FollowUp {
  /** Its own words, where they say what is asked: the subject of the conversation is that of every line. Null where they do not. */
  readonly own: string | null;
  /** Kind of thing that it asks for; strictly so where its own words say it. */
  readonly kind: ExpectedKind | null;
  readonly isStrict: boolean;
  /** The passages are those of the conversation: what they do not hold is not asked of other documents. */
  readonly mayRefuse: boolean;
  /** What the answer before quoted: who asks on wants something else. */
  readonly said: readonly string[];
}

/** Chooses the sentences that answer one question. Documents come in the order of their best sentence, sentences in that of the text. */
export interface Extractor {
  /**
   * The sentences of passages (best first) that answer best, verbatim. Lists come whole with the line that leads in; a sentence that points back
   * comes with the one before it. None where there is no passage, or where no sentence is sure and none holds the date, amount or number asked for.
   */
  choose(passages: readonly Passage[]): Promise<ChosenSentence[]>;
  /** Further sentences of the documents of chosen ones that belong to the answer. */
  rest(chosen: readonly ChosenSentence[]): Promise<ChosenSentence[]>;
}

/** Words of the sentences shown: as much as is read at a glance. A list is whole even beyond. */
const SHOWN_WORDS_MAX = 60;
/** A further sentence is shown when its probability is at least this share of the best one's… */
const SHOWN_SHARE_MIN = 0.4;
/** …and until it is so probable that one of those shown answers: where the best one is sure, it stands alone, */
const SHOWN_PROBABILITY_MAX = 0.7;
/** …beside others that are as good: rows of one table differ in the word that matters. */
const EQUAL_SHARE_MIN = 0.95;
/** Kinds that a sentence is reliably seen to hold: whoever asks when, how much or how many is not answered without one… */
const EXACT_KINDS: readonly (ExpectedKind | null)[] = ['date', 'money', 'count'];
/** …unless the best sentence is at least this probable: of 3,137 questions on 350 passages of our own, EXPERIMENTS.md has what it saves and costs. */
const SURE_WITHOUT_KIND = 0.5;
/**
 * What the probability of a sentence is multiplied by that the answer before has quoted: of 1, 0.6 and 0.3 the middle one was best on 68 conversations for
 * development; the sentence may still be the one that answers.
 */
const SAID_SHARE = 0.6;
/** The same, for a sentence without the kind of thing that a follow-up asks for: 0.2 to 0.7 were alike there, and better than 1. */
const OTHER_KIND_SHARE = 0.5;
/** Items of one list that are shown together; a list is complete or not shown as a list. */
const LIST_ITEMS_MAX = 15;

/**
 * `passages` are all that were found for the question, best first; at most `sentencesMax` sentences and 60 words are chosen, a list whole even beyond. Extractors
 * for other questions on the same passages may share a reader.
 */
export async function createExtractor(
  question: string,
  passages: readonly Passage[],
  sentencesMax: number,
  parts: QuestionParts,
  readText: TextReader = createTextReader(parts.embedder),
  followUp: FollowUp | null = null,
): Promise<Extractor> {
  const asked = followUp?.own ?? question;
  const readPages = await createPageReader(asked, passages[0]?.score ?? 0, parts, readText);
  const kind = followUp === null ? expectedKind(question) : followUp.kind;
  return {
    async choose(from) {
      const candidates = candidatesOf(await readPages(from), followUp);
      const [seed] = candidates;
      if (seed === undefined) return [];
      const shown = showAround(seed, candidates, kind, sentencesMax);
      const isMissing = EXACT_KINDS.includes(kind) && !shown.some((each) => isOfKind(each, kind));
      return isMissing && ((followUp?.isStrict === true && followUp.mayRefuse) || seed.value < SURE_WITHOUT_KIND)
        ? []
        : inReadingOrder(shown).map(asChosen);
    },
    async rest(chosen) {
      const documents = [...new Set(chosen.map(({ passage }) => passage.document))];
      const rest: ChosenSentence[] = [];
      for (const document of documents) {
        const [page] = await readPages(passages.filter((passage) => passage.document === document));
        const own = chosen.filter(({ passage }) => passage.document === document);
        if (page !== undefined) rest.push(...restOf(page, own).map(asChosen));
      }
      return rest;
    },
  };
}

/** A line that may be quoted. */
interface Candidate {
  readonly page: ReadPage;
  /** Place among the page's lines. */
  readonly at: number;
  readonly line: Line;
  /** Probability that it says what is asked. */
  readonly value: number;
}

/** The lines that may be shown, best first; what only looks like a heading comes last. */
function candidatesOf(pages: readonly ReadPage[], followUp: FollowUp | null): Candidate[] {
  return pages
    .flatMap(linesOf)
    .filter(({ page, line }) => line.kind !== 'heading' && passageOf(line, page.passages) !== undefined)
    .map((candidate) => ({ ...candidate, value: candidate.value * shareFor(candidate, followUp) }))
    .sort((a, b) => Number(a.line.isHeadingLike) - Number(b.line.isHeadingLike) || b.value - a.value || a.at - b.at);
}

/** How likely a line stays for a follow-up: less, where it was quoted before, or lacks the kind of thing that is asked for. */
function shareFor(candidate: Candidate, followUp: FollowUp | null): number {
  if (followUp === null) return 1;
  const isSaid = followUp.said.some((quote) => quote.includes(candidate.line.text));
  const isOther = followUp.isStrict && !isOfKind(candidate, followUp.kind);
  return (isSaid ? SAID_SHARE : 1) * (isOther ? OTHER_KIND_SHARE : 1);
}

function linesOf(page: ReadPage): Candidate[] {
  const matches = matchLines(page);
  return page.lines.map((line, at) => ({ page, at, line, value: matches[at]! }));
}

/**
 * The best sentence and further good ones, within the number of sentences and words. Where the best one holds the kind of thing that is asked for, others
 * without it do not answer.
 */
function showAround(
  seed: Candidate,
  candidates: readonly Candidate[],
  kind: ExpectedKind | null,
  sentencesMax: number,
): Candidate[] {
  const mayFollow = (next: Candidate) => isOfKind(next, kind) || !isOfKind(seed, kind);
  const shown = withContext(seed);
  let missed = 1 - seed.value;
  for (const next of candidates) {
    const shareMin = 1 - missed < SHOWN_PROBABILITY_MAX ? SHOWN_SHARE_MIN : EQUAL_SHARE_MIN;
    if (next.value < seed.value * shareMin) break;
    if (!mayFollow(next) || next.line.isHeadingLike || isAmong(next, shown) || isRepetition(next, shown)) continue;
    // A list or a sentence with the one it points back to is shown whole or not at all.
    const added = withContext(next).filter((each) => !isAmong(each, shown));
    if (shown.length + added.length > sentencesMax) continue;
    if (countWords([...shown, ...added]) > SHOWN_WORDS_MAX) continue;
    shown.push(...added);
    missed *= 1 - next.value;
  }
  return shown;
}

/** Whether a line holds the kind of thing that is asked for; every line does where the wording leaves the kind open. */
function isOfKind({ line, page }: Candidate, kind: ExpectedKind | null): boolean {
  return kind === null || holdsKind(line.text, kind, page.document.language);
}

/** The lines of a page that belong to the answer and are not chosen, in the order of the text; lists whole. */
function restOf(page: ReadPage, chosen: readonly Range[]): Candidate[] {
  const lines = linesOf(page);
  const predicted = predictedPlaces(estimateLines(page))
    .map((at) => lines[at]!)
    .filter(({ line }) => line.kind !== 'heading')
    .flatMap((candidate) => {
      const list = listAround(candidate);
      return list.length > 0 ? list : [candidate];
    });
  const isChosen = ({ line }: Candidate) => chosen.some(({ start, end }) => start < line.end && line.start < end);
  const places = new Set(predicted.filter((candidate) => !isChosen(candidate)).map(({ at }) => at));
  return lines.filter(({ at }) => places.has(at));
}

/**
 * The sentence with what it needs to be understood: a list with its lead-in, or the sentence before one that points back. Where both sentences are too
 * long to be read at a glance, the one that answers stands alone; its reference is in the passage cited.
 */
function withContext(candidate: Candidate): Candidate[] {
  const list = listAround(candidate);
  if (list.length > 0) return list;
  const before = candidate.at === 0 ? null : besideOf(candidate, candidate.at - 1);
  if (
    !(pointsBack(candidate.line.text) || givesResult(candidate.line.text)) ||
    before === null ||
    before.line.kind === 'heading'
  )
    return [candidate];
  const listBefore = listAround(before);
  const both = [...(listBefore.length > 0 ? listBefore : [before]), candidate];
  return listBefore.length > 0 || countWords(both) <= SHOWN_WORDS_MAX ? both : [candidate];
}

/** The whole list to which a sentence belongs as lead-in or as item, with the lead-in; empty where it belongs to none or to one too long. */
function listAround(candidate: Candidate): Candidate[] {
  const { page, at } = candidate;
  const { lines } = page;
  const isItem = (place: number) => lines[place]?.kind === 'list-item';
  const leadsIn = (place: number) =>
    lines[place]?.kind === 'paragraph' && lines[place].text.endsWith(':') && isItem(place + 1);
  if (!isItem(at) && !leadsIn(at)) return [];

  let first = isItem(at) ? at : at + 1;
  while (isItem(first - 1)) first -= 1;
  let afterLast = first;
  while (isItem(afterLast)) afterLast += 1;
  const items = new Set(lines.slice(first, afterLast).map(({ block }) => block));
  if (items.size > LIST_ITEMS_MAX) return [];
  if (leadsIn(first - 1)) first -= 1;
  return Array.from({ length: afterLast - first }, (_, step) => besideOf(candidate, first + step));
}

/** Another line of a candidate's page, taken along for its sake. */
function besideOf({ page, value }: Candidate, at: number): Candidate {
  return { page, at, line: page.lines[at]!, value };
}

/** Share of words that a sentence must have in common with a chosen one to say the same again. */
const REPETITION_SHARE = 0.8;

/**
 * Whether a chosen sentence says the same. Within one document only the same words do: rows of a table and items of a list differ in one
 * word, and it is the one that matters.
 */
function isRepetition({ page, line }: Candidate, shown: readonly Candidate[]): boolean {
  const own = new Set(line.words);
  return shown.some((other) => {
    const others = new Set(other.line.words);
    const shared = [...others].filter((word) => own.has(word)).length;
    return page === other.page
      ? shared === Math.max(own.size, others.size)
      : shared >= REPETITION_SHARE * Math.min(own.size, others.size);
  });
}

function isAmong({ page, at }: Candidate, others: readonly Candidate[]): boolean {
  return others.some((other) => other.page === page && other.at === at);
}

function countWords(sentences: readonly Candidate[]): number {
  return sentences.reduce((sum, { line }) => sum + line.text.split(/\s+/).length, 0);
}

/** Documents in the order of their best sentence; sentences in the order of the text. */
function inReadingOrder(chosen: readonly Candidate[]): Candidate[] {
  const pages = [...new Set(chosen.map(({ page }) => page))];
  return [...chosen].sort((a, b) => pages.indexOf(a.page) - pages.indexOf(b.page) || a.at - b.at);
}

function asChosen({ page: { passages }, line, value }: Candidate): ChosenSentence {
  const { start, end, text, headingPath } = line;
  return { passage: passageOf(line, passages) ?? passages[0]!, start, end, text, headingPath, score: value };
}
