/**
 * Metrics of one ranked list against the set of relevant ids; relevance is yes or no. A list without any relevant id in the collection has no
 * defined score, so callers leave such questions out.
 */

/** 1 when one of the first k ids is relevant, else 0 (success@k of trec_eval). */
export function hitAt(k: number, ranked: readonly string[], relevant: ReadonlySet<string>): number {
  return ranked.slice(0, k).some((id) => relevant.has(id)) ? 1 : 0;
}

/** 1 / rank of the first relevant id among the first k, else 0 (Voorhees 1999). */
export function reciprocalRankAt(k: number, ranked: readonly string[], relevant: ReadonlySet<string>): number {
  const first = ranked.slice(0, k).findIndex((id) => relevant.has(id));
  return first === -1 ? 0 : 1 / (first + 1);
}

/** nDCG@k with binary gains: Σ 1 / log2(rank + 1) over the relevant ids found, over the same sum of a perfect list (Järvelin & Kekäläinen 2002). */
export function ndcgAt(k: number, ranked: readonly string[], relevant: ReadonlySet<string>): number {
  const gain = (rank: number) => 1 / Math.log2(rank + 1);
  const found = ranked.slice(0, k).reduce((sum, id, at) => sum + (relevant.has(id) ? gain(at + 1) : 0), 0);
  let ideal = 0;
  for (let rank = 1; rank <= Math.min(k, relevant.size); rank += 1) ideal += gain(rank);
  return ideal === 0 ? 0 : found / ideal;
}

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting half (Mann & Whitney 1947). NaN without a positive or a
 * negative.
 */
export function areaUnderRoc(positives: readonly number[], negatives: readonly number[]): number {
  let won = 0;
  for (const positive of positives)
    for (const negative of negatives) won += positive > negative ? 1 : positive === negative ? 0.5 : 0;
  return won / (positives.length * negatives.length);
}
