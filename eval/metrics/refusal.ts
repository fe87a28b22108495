import { fMeasure } from './ranking.ts';

/**
 * Metrics of refusing. A positive here is a question that should be answered when scores are compared (AUROC, risk and coverage), and one that
 * should be refused when decisions are counted (precision and recall of refusals): each function says which.
 */

/**
 * Area under the ROC curve of a score: the chance that a question that can be answered scores above one that cannot, ties counting half (Mann &
 * Whitney 1947). From rank sums, in O(n log n). NaN without a positive or a negative.
 */
export function areaUnderRoc(positives: readonly number[], negatives: readonly number[]): number {
  const all = [
    ...positives.map((score) => ({ score, isPositive: true })),
    ...negatives.map((score) => ({ score, isPositive: false })),
  ].sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to]!.score === all[from]!.score) to += 1;
    // Tied scores share the mean of their ranks, which start at 1.
    const meanRank = (from + 1 + to) / 2;
    for (let at = from; at < to; at += 1) if (all[at]!.isPositive) rankSum += meanRank;
    from = to;
  }
  const n = positives.length;
  return (rankSum - (n * (n + 1)) / 2) / (n * negatives.length);
}

export interface RefusalDecision {
  readonly shouldRefuse: boolean;
  readonly refused: boolean;
}

export interface RefusalScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Precision, recall and F1 of refusals. Refusing nothing has precision 1 (nothing was refused wrongly) and recall 0; without a question to refuse,
 * recall is 1.
 */
export function refusalScores(decisions: readonly RefusalDecision[]): RefusalScores {
  const refused = decisions.filter((decision) => decision.refused).length;
  const wanted = decisions.filter(({ shouldRefuse }) => shouldRefuse).length;
  const both = decisions.filter((decision) => decision.refused && decision.shouldRefuse).length;
  const precision = refused === 0 ? 1 : both / refused;
  const recall = wanted === 0 ? 1 : both / wanted;
  return { precision, recall, f1: fMeasure(1, precision, recall) };
}

export interface RiskCoveragePoint {
  /** Answers with at least this score are given. */
  readonly threshold: number;
  /** Share of all questions that are answered then. */
  readonly coverage: number;
  /** Share of wrong ones among those answers. */
  readonly risk: number;
}

/**
 * The risk–coverage curve of a score that decides whether an answer is given (El-Yaniv & Wiener 2010): one point for each distinct score, from the
 * fewest answers to all. `isWrong`: the answer is wrong, or the question should have been refused.
 */
export function riskCoverage(
  answers: readonly { readonly score: number; readonly isWrong: boolean }[],
): RiskCoveragePoint[] {
  const sorted = [...answers].sort((a, b) => b.score - a.score);
  const points: RiskCoveragePoint[] = [];
  let wrong = 0;
  sorted.forEach(({ score, isWrong }, at) => {
    if (isWrong) wrong += 1;
    if (sorted[at + 1]?.score === score) return;
    points.push({ threshold: score, coverage: (at + 1) / sorted.length, risk: wrong / (at + 1) });
  });
  return points;
}
