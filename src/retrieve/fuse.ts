import { firstDayOf, daysBetween } from '../language/dates.ts';
import type { PartialDate } from '../types.ts';

/** What is known of a candidate, each about 0…1 and comparable between questions. */
export interface ScoreComponents {
  /** Character 4-gram BM25, normalised to the question. */
  readonly keyword: number;
  /** Cosine of question and passage, negative ones as 0. */
  readonly vector: number;
  /** Soft token alignment; null for an embedder without word vectors. */
  readonly alignment: number | null;
  /** Newness of the document, 0 (old or undated) to 1 (today). */
  readonly recency: number;
}

/**
 * Weights of the absolute fusion: the best of nine pairs on the training questions of OMoS-QA in both languages, and within the noise of the best on
 * encyclopedia paragraphs (`model/EXPERIMENTS.md`). Reciprocal rank fusion was worse than keywords alone. The recency prior only decides between
 * passages that are as good as equal.
 */
const WEIGHTS = { keyword: 1, vector: 0.8, alignment: 0.5, recency: 0.01 } as const;
const WEIGHT_SUM = WEIGHTS.keyword + WEIGHTS.vector + WEIGHTS.alignment + WEIGHTS.recency;

/** Age at which the recency prior has fallen to one half. */
const RECENCY_HALF_LIFE_DAYS = 730;

/** One score in [0, 1] from the components: their weighted sum over the sum of the weights that apply. */
export function fuse(components: ScoreComponents): number {
  const { keyword, vector, alignment, recency } = components;
  const sum =
    WEIGHTS.keyword * keyword +
    WEIGHTS.vector * vector +
    WEIGHTS.alignment * (alignment ?? 0) +
    WEIGHTS.recency * recency;
  return Math.min(1, Math.max(0, sum / (alignment === null ? WEIGHT_SUM - WEIGHTS.alignment : WEIGHT_SUM)));
}

/** The share of each component in a score, by name, together 1; without components of no weight, and empty for a score of 0. */
export function sharesOf(components: Readonly<Record<string, number>>): Record<string, number> {
  const weighted = Object.entries(WEIGHTS).map(([name, weight]) => [name, weight * (components[name] ?? 0)] as const);
  const sum = weighted.reduce((total, [, value]) => total + value, 0);
  return sum === 0 ? {} : Object.fromEntries(weighted.map(([name, value]) => [name, value / sum]));
}

/** Exponential decay with the age of the document in [0, 1]; 0 without a date, 1 for today and for dates to come. */
export function recencyOf(publishedOn: PartialDate | null, today: string): number {
  if (publishedOn === null) return 0;
  return 0.5 ** (Math.max(0, daysBetween(firstDayOf(publishedOn), today)) / RECENCY_HALF_LIFE_DAYS);
}
