import type { Embedder } from '../embed/embedder.ts';
import type { Range } from '../language/sentences.ts';
import type { Document, Passage } from '../types.ts';
import { lineFeatures, prepareQuestion, type LineFeatures } from './line-features.ts';
import { ANSWER_MODEL, MATCH_MODEL, type LineModel } from './line-model.ts';
import { readLines, type Line } from './read-lines.ts';

export interface ScoreParts {
  readonly embedder: Embedder;
  /** How rare a word is in the collection, from about 0 (in every passage) upwards. */
  readonly rarity: (word: string) => number;
}

/** The lines of a document around its passages, with what is known of each. */
export interface ReadPage {
  readonly document: Document;
  /** Passages of the document, best first. */
  readonly passages: readonly Passage[];
  readonly lines: readonly Line[];
  readonly features: LineFeatures;
}

export interface ScoredPage extends ReadPage {
  /** How well each line by itself meets the question, in [0, 1]: tells the sentence that says it, on any page. */
  readonly matches: readonly number[];
  /** Probability in [0, 1] that each line is part of the answer, from its surroundings as well: tells how far an answer reaches. */
  readonly probabilities: readonly number[];
}

/** Passages looked into; the answer stands in the first five for 98 of 100 development questions. */
const PASSAGES_MAX = 5;
/** A passage below this share of the best passage's score is about something else. */
const PASSAGE_SHARE_MIN = 0.6;

/**
 * Characters around the passages of the best document that are read as well, since an answer goes on where a passage ends. All of a municipal page as a
 * rule (median of the training pages: 1,500), and a bound on the time a long document takes.
 */
const AROUND_CHARS = 4000;

/** The pages of the best passages (best first), in the order of their best passage, each line with its scores. */
export async function scoreLines(
  question: string,
  passages: readonly Passage[],
  parts: ScoreParts,
): Promise<ScoredPage[]> {
  return (await readPages(question, passages, parts)).map((page) => ({
    ...page,
    matches: page.lines.map((_, at) => applyModel(MATCH_MODEL, page.features, at)),
    probabilities: page.lines.map((_, at) => applyModel(ANSWER_MODEL, page.features, at)),
  }));
}

/** As `scoreLines`, before the weights: what they are fitted on. */
export async function readPages(
  question: string,
  passages: readonly Passage[],
  { embedder, rarity }: ScoreParts,
): Promise<ReadPage[]> {
  const prepared = await prepareQuestion(question, embedder, rarity);
  const bestScore = passages[0]?.score ?? 0;
  const near = passages.slice(0, PASSAGES_MAX).filter(({ score }) => score >= bestScore * PASSAGE_SHARE_MIN);
  const documents = [...new Map(near.map(({ document }) => [document.id, document])).values()];
  return Promise.all(
    documents.map(async (document, at) => {
      const own = near.filter((passage) => passage.document.id === document.id);
      const lines = readLines(document, rangeAround(own, at === 0 ? AROUND_CHARS : 0));
      const [titleVector, ...vectors] = await embedder.embedPassages([
        document.title,
        ...lines.map(({ text }) => text),
      ]);
      const passageScores = lines.map((line) => passageOf(line, own)?.score ?? 0);
      const page = { document, lines, vectors, titleVector: titleVector!, passageScores, bestScore };
      return { document, passages: own, lines, features: lineFeatures(prepared, page) };
    }),
  );
}

/** The passage that a line stands in. */
export function passageOf({ start }: Range, passages: readonly Passage[]): Passage | undefined {
  return passages.find(({ chunk }) => chunk.start <= start && start < chunk.end);
}

function rangeAround(passages: readonly Passage[], chars: number): Range {
  return {
    start: Math.min(...passages.map(({ chunk }) => chunk.start)) - chars,
    end: Math.max(...passages.map(({ chunk }) => chunk.end)) + chars,
  };
}

function applyModel({ bias, weights }: LineModel, features: LineFeatures, line: number): number {
  let sum = bias;
  for (const [name, weight] of Object.entries(weights)) sum += weight * features[name]!(line);
  return 1 / (1 + Math.exp(-sum));
}
