import { fMeasure } from './ranking.ts';

/** Line numbers that were shown for one answerable question, and those that people marked as its answer (at least one). */
export interface LineJudgement {
  readonly predicted: ReadonlySet<number>;
  readonly gold: ReadonlySet<number>;
}

export interface LineScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Scores of answer lines as OMoS-QA reports them (KONVENS 2024): precision and recall of each question, an empty prediction counting precision 1 and
 * recall 0; their means over the questions; F1 of the two means. A system can raise it by showing nothing where it is unsure, so the share of empty
 * predictions (`emptyShare`) belongs beside it.
 */
export function paperLineScores(judgements: readonly LineJudgement[]): LineScores {
  const precision = mean(judgements.map(linePrecision));
  const recall = mean(judgements.map(lineRecall));
  return { precision, recall, f1: fMeasure(1, precision, recall) };
}

/** Scores over all lines of all questions together: long answers weigh more, and an empty prediction gains nothing. Nothing predicted has precision 0. */
export function microLineScores(judgements: readonly LineJudgement[]): LineScores {
  const found = sum(judgements.map(sharedLines));
  const predicted = sum(judgements.map((judgement) => judgement.predicted.size));
  const gold = sum(judgements.map((judgement) => judgement.gold.size));
  const precision = predicted === 0 ? 0 : found / predicted;
  const recall = gold === 0 ? 0 : found / gold;
  return { precision, recall, f1: fMeasure(1, precision, recall) };
}

/** Share of questions for which nothing was shown. */
export function emptyShare(judgements: readonly LineJudgement[]): number {
  return mean(judgements.map(({ predicted }) => (predicted.size === 0 ? 1 : 0)));
}

/** Share of the lines shown that are part of the answer; 1 where nothing is shown. */
export function linePrecision(judgement: LineJudgement): number {
  return judgement.predicted.size === 0 ? 1 : sharedLines(judgement) / judgement.predicted.size;
}

/** Share of the answer's lines that are shown. */
export function lineRecall(judgement: LineJudgement): number {
  return judgement.gold.size === 0 ? 0 : sharedLines(judgement) / judgement.gold.size;
}

function sharedLines({ predicted, gold }: LineJudgement): number {
  return [...predicted].filter((line) => gold.has(line)).length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}
