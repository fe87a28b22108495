import type { Range } from '../language/sentences.ts';
import type { Document, Passage } from '../types.ts';
import { pointsBack } from './points-back.ts';
import { predictedPlaces } from './predicted-places.ts';
import type { Line } from './read-lines.ts';
import { passageOf, scoreLines, type ScoredPage, type ScoreParts } from './score-lines.ts';

/** A sentence chosen for an answer: `text` is `document.text.slice(start, end)`, word for word. */
export interface ChosenSentence extends Range {
  readonly document: Document;
  readonly text: string;
  readonly headingPath: readonly string[];
  /** What is shown around it: the passage it was found in, else its block. */
  readonly around: Range;
}

export interface ExtractedAnswer {
  /** The sentences of the answer: documents in the order of their best sentence, sentences in that of the text. */
  readonly shown: readonly ChosenSentence[];
  /** Further sentences of the same documents that belong to the answer, in the same order. */
  readonly more: readonly ChosenSentence[];
}

/** Words of the sentences shown: as much as is read at a glance. A list is whole even beyond. */
const SHOWN_WORDS_MAX = 60;
/** A further sentence is shown when its probability is at least this share of the best one's. */
const SHOWN_SHARE_MIN = 0.5;
/** A neighbour of a shown sentence is that much more probable; what is asked for often stands beside the sentence that names the subject. */
const NEIGHBOUR_BONUS = 1.2;
/** Share of its probability that a sentence of another document keeps for each tenth by which its passage is worse than the best one. */
const WORSE_PASSAGE_SHARE = 0.5;
/** Items of one list that are shown together; a list is complete or not shown as a list. */
const LIST_ITEMS_MAX = 15;

/**
 * The sentences that answer a question best, verbatim, at most `sentencesMax` and 60 words of them shown and the rest as more. Lists come whole with the
 * line that leads in; a sentence that points back comes with the one before it. No passage gives no sentence.
 */
export async function extractSentences(
  question: string,
  passages: readonly Passage[],
  sentencesMax: number,
  parts: ScoreParts,
): Promise<ExtractedAnswer> {
  const best = passages[0];
  if (best === undefined) return { shown: [], more: [] };
  const pages = await scoreLines(question, passages, parts);
  const candidates = candidatesOf(pages, best.score);
  const seed = candidates[0];
  if (seed === undefined) return { shown: [], more: [] };

  const shown = showAround(seed, candidates, sentencesMax);
  const shownPages = [...new Set(shown.map(({ page }) => page))];
  const rest = shownPages.flatMap((page) => restOf(page, shown));
  return { shown: inReadingOrder(shown).map(asChosen), more: inReadingOrder(rest).map(asChosen) };
}

/** A line that may be quoted. */
interface Candidate {
  readonly page: ScoredPage;
  /** Place among the page's lines. */
  readonly at: number;
  readonly line: Line;
  readonly value: number;
}

/** The lines that may be shown, best first; what only looks like a heading comes last. */
function candidatesOf(pages: readonly ScoredPage[], bestScore: number): Candidate[] {
  return pages
    .flatMap((page) => {
      const worse = bestScore - page.passages[0]!.score;
      const discount = WORSE_PASSAGE_SHARE ** (worse / 0.1);
      return page.lines.map((line, at) => ({ page, at, line, value: page.matches[at]! * discount }));
    })
    .filter(({ page, line }) => line.kind !== 'heading' && passageOf(line, page.passages) !== undefined)
    .sort((a, b) => Number(a.line.isHeadingLike) - Number(b.line.isHeadingLike) || b.value - a.value || a.at - b.at);
}

/** The best sentence and further good ones, preferring its neighbours, within the number of sentences and words. */
function showAround(seed: Candidate, candidates: readonly Candidate[], sentencesMax: number): Candidate[] {
  const shown = withContext(seed);
  const left = new Set(candidates.filter(({ line }) => !line.isHeadingLike));
  for (;;) {
    const valueOf = (candidate: Candidate) =>
      candidate.value * (shown.some((other) => isNeighbour(candidate, other)) ? NEIGHBOUR_BONUS : 1);
    let next: Candidate | null = null;
    for (const candidate of left) if (next === null || valueOf(candidate) > valueOf(next)) next = candidate;
    if (next === null || valueOf(next) < seed.value * SHOWN_SHARE_MIN) return shown;
    left.delete(next);
    if (isAmong(next, shown) || isRepetition(next, shown)) continue;
    // A list or a sentence with the one it points back to is shown whole or not at all.
    const added = withContext(next).filter((each) => !isAmong(each, shown));
    if (shown.length + added.length > sentencesMax) continue;
    if (countWords([...shown, ...added]) <= SHOWN_WORDS_MAX) shown.push(...added);
  }
}

/** The lines of a page that belong to the answer and are not shown; lists whole. */
function restOf(page: ScoredPage, shown: readonly Candidate[]): Candidate[] {
  const predicted = predictedPlaces(page.probabilities)
    .map((at) => candidateAt(page, at))
    .filter(({ line }) => line.kind !== 'heading')
    .flatMap((candidate) => {
      const list = listAround(candidate);
      return list.length > 0 ? list : [candidate];
    });
  const places = [...new Set(predicted.map(({ at }) => at))].map((at) => candidateAt(page, at));
  return places.filter((candidate) => !isAmong(candidate, shown));
}

function candidateAt(page: ScoredPage, at: number): Candidate {
  return { page, at, line: page.lines[at]!, value: page.matches[at]! };
}

/**
 * The sentence with what it needs to be understood: a list with its lead-in, or the sentence before one that points back. Where both sentences are too
 * long to be read at a glance, the one that answers stands alone; its reference is in the passage cited.
 */
function withContext(candidate: Candidate): Candidate[] {
  const list = listAround(candidate);
  if (list.length > 0) return list;
  const before = candidate.at === 0 ? null : candidateAt(candidate.page, candidate.at - 1);
  if (!pointsBack(candidate.line.text) || before === null || before.line.kind === 'heading') return [candidate];
  const listBefore = listAround(before);
  const both = [...(listBefore.length > 0 ? listBefore : [before]), candidate];
  return listBefore.length > 0 || countWords(both) <= SHOWN_WORDS_MAX ? both : [candidate];
}

/** The whole list to which a sentence belongs as lead-in or as item, with the lead-in; empty where it belongs to none or to one too long. */
function listAround({ page, at }: Candidate): Candidate[] {
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
  return Array.from({ length: afterLast - first }, (_, step) => candidateAt(page, first + step));
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

function isNeighbour(a: Candidate, b: Candidate): boolean {
  return a.page === b.page && Math.abs(a.at - b.at) === 1;
}

function countWords(sentences: readonly Candidate[]): number {
  return sentences.reduce((sum, { line }) => sum + line.text.split(/\s+/).length, 0);
}

/** Documents in the order of their best sentence; sentences in the order of the text. */
function inReadingOrder(chosen: readonly Candidate[]): Candidate[] {
  const pages = [...new Set(chosen.map(({ page }) => page))];
  return [...chosen].sort((a, b) => pages.indexOf(a.page) - pages.indexOf(b.page) || a.at - b.at);
}

function asChosen({ page: { document, passages }, line }: Candidate): ChosenSentence {
  const { start, end, text, headingPath } = line;
  const around = passageOf(line, passages)?.chunk ?? document.blocks[line.block]!;
  return { document, start, end, text, headingPath, around: { start: around.start, end: around.end } };
}
