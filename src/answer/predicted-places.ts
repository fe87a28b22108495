/**
 * A line belongs to the answer above this probability, and above this share of the best line's. Chosen by cross-validation on the training questions of
 * OMoS-QA for the sum of both F1; thresholds of 0.2 to 0.3 with shares of 0.4 to 0.5 differ by less than a point.
 */
const PROBABILITY_MIN = 0.25;
const SHARE_MIN = 0.4;

/** Places of the lines that answer, by the probabilities of all lines of a page: at least the best one, in text order. */
export function predictedPlaces(probabilities: readonly number[]): number[] {
  const best = Math.max(...probabilities);
  const least = Math.max(Math.min(PROBABILITY_MIN, best), SHARE_MIN * best);
  return probabilities.flatMap((probability, at) => (probability >= least ? [at] : []));
}
