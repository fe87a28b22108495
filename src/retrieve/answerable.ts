import type { Passage } from '../types.ts';

/**
 * Logistic estimate that the best passages answer a question, from the best score, its lead over the fifth passage, and the size of the collection, in
 * which chance matches grow. Fitted on the training questions of OMoS-QA over pools of 20 and 80 pages and whole cities, once with their page
 * in the pool and once without it. AUROC on the development questions: 0.92, 0.84 and 0.73; in a whole city other pages often answer as well.
 */
const COEFFICIENTS = { bias: -2.59, score: 9.38, lead: 2.94, logSize: -0.99 } as const;
/** The passage whose score shows what merely belongs to the topic. */
const LEAD_OVER = 4;

/** The probability in [0, 1] that passages (best first) out of a collection of `collectionSize` answer the question; 0 without a passage. */
export function estimateAnswerable(passages: readonly Passage[], collectionSize: number): number {
  const best = passages[0];
  if (best === undefined) return 0;
  const { bias, score, lead, logSize } = COEFFICIENTS;
  const fifth = passages[LEAD_OVER]?.score ?? 0;
  return logistic(
    bias + score * best.score + lead * (best.score - fifth) + logSize * Math.log10(Math.max(1, collectionSize)),
  );
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
