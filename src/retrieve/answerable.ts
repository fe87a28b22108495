import { detectLanguage } from '../language/detect.ts';
import { isInLanguage } from '../language/language-range.ts';
import type { Passage } from '../types.ts';
import { ANSWERABLE_MODEL } from './answerable-model.ts';
import { estimatorOf } from './feature-model.ts';

/** What speaks for and against passages holding the answer, by name: numbers that mean the same for every question. */
export type Evidence = Readonly<Record<string, number>>;

const probabilityOf = estimatorOf(ANSWERABLE_MODEL);

/**
 * The probability in [0, 1] that passages (best first) out of a collection of `collectionSize` answer the question; 0 without a passage. A logistic
 * regression fitted on the training questions of OMoS-QA over whole cities and small pools, with their page in the pool and without it.
 */
export function estimateAnswerable(question: string, passages: readonly Passage[], collectionSize: number): number {
  const evidence = gatherEvidence(question, passages, collectionSize);
  if (evidence === null) return 0;
  return probabilityOf((name) => evidence[name]!);
}

/** In collections of fewer passages than this the estimate takes no courage from their size: questions off topic would pass a threshold made for a city. */
const COLLECTION_SIZE_MIN = 300;
/** Beyond the size of the collections that the model was fitted on, it grows no stricter: it would refuse everything in a large one. */
const COLLECTION_SIZE_MAX = 1000;

/**
 * The best passage's score with its parts, its lead over the next document (what merely belongs to the topic scores like its neighbours), and the size of
 * the collection, in which chance matches grow. Null without a passage.
 */
export function gatherEvidence(
  question: string,
  passages: readonly Passage[],
  collectionSize: number,
): Evidence | null {
  const best = passages[0];
  if (best === undefined) return null;
  const next = passages.find(({ document }) => document.id !== best.document.id);
  const { keyword = 0, vector = 0, alignment = 0 } = best.explain;
  const language = detectLanguage(question);
  const foreign = language !== null && !isInLanguage(best.document.language, language) ? 1 : 0;
  return {
    score: best.score,
    'lead over next document': best.score - (next?.score ?? 0),
    'log of collection size': Math.log10(Math.min(COLLECTION_SIZE_MAX, Math.max(COLLECTION_SIZE_MIN, collectionSize))),
    keyword,
    vector,
    alignment,
    foreign,
  };
}
