/**
 * Metrics of one ranked list of distinct ids against the relevant ids with their grades (above 0; 1 where relevance is yes or no), as trec_eval
 * defines them. A question without any relevant id has no defined score, so callers leave it out. An id that stands twice counts at its first place
 * only and takes no further rank.
 */
export type Grades = ReadonlyMap<string, number>;

/** 1 when one of the first k ids is relevant, else 0 (trec_eval `success_k`). */
export function hitAt(k: number, ranked: readonly string[], relevant: Grades): number {
  return relevantAmong(k, ranked, relevant) > 0 ? 1 : 0;
}

/** Share of the relevant ids that stand among the first k (trec_eval `recall_k`). */
export function recallAt(k: number, ranked: readonly string[], relevant: Grades): number {
  return relevant.size === 0 ? 0 : relevantAmong(k, ranked, relevant) / relevant.size;
}

/** Share of the first k places that a relevant id takes; missing places count against it (trec_eval `P_k`). */
export function precisionAt(k: number, ranked: readonly string[], relevant: Grades): number {
  return relevantAmong(k, ranked, relevant) / k;
}

/**
 * F-measure of what was retrieved: (1 + β²) · P · R / (β² · P + R), with P over the ids retrieved, at most k (van Rijsbergen 1979). β = 2 weighs recall
 * higher; the evaluation of GOV.UK Chat reports it on passages.
 */
export function fBetaAt(beta: number, k: number, ranked: readonly string[], relevant: Grades): number {
  const retrieved = distinct(ranked).slice(0, k);
  const found = relevantAmong(k, ranked, relevant);
  if (found === 0) return 0;
  return fMeasure(beta, found / retrieved.length, found / relevant.size);
}

/** Weighted harmonic mean of precision and recall; 0 where both are 0. */
export function fMeasure(beta: number, precision: number, recall: number): number {
  const weight = beta * beta;
  return precision + recall === 0 ? 0 : ((1 + weight) * precision * recall) / (weight * precision + recall);
}

/** 1 / rank of the first relevant id among the first k, else 0 (Voorhees 1999; trec_eval `recip_rank` with a cut). */
export function reciprocalRankAt(k: number, ranked: readonly string[], relevant: Grades): number {
  const first = distinct(ranked)
    .slice(0, k)
    .findIndex((id) => relevant.has(id));
  return first === -1 ? 0 : 1 / (first + 1);
}

/**
 * nDCG@k: Σ grade / log2(rank + 1) over the first k ids, over the same sum of the best possible list (Järvelin & Kekäläinen 2002 with the discount of
 * trec_eval `ndcg_cut_k`).
 */
export function ndcgAt(k: number, ranked: readonly string[], relevant: Grades): number {
  const gains = distinct(ranked).map((id) => relevant.get(id) ?? 0);
  const ideal = discountedGain(
    k,
    [...relevant.values()].sort((a, b) => b - a),
  );
  return ideal === 0 ? 0 : discountedGain(k, gains) / ideal;
}

function discountedGain(k: number, gains: readonly number[]): number {
  return gains.slice(0, k).reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
}

function relevantAmong(k: number, ranked: readonly string[], relevant: Grades): number {
  return distinct(ranked)
    .slice(0, k)
    .filter((id) => relevant.has(id)).length;
}

function distinct(ranked: readonly string[]): string[] {
  return [...new Set(ranked)];
}
