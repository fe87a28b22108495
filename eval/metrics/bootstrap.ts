import { createRandom } from '../../model/train/random.ts';

/** A figure with its 95 % interval and the number of questions it is of. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** A difference of two systems on the same questions. */
export interface PairedEstimate extends Estimate {
  /** Two-sided p-value of the randomisation test: how often a difference at least as large arises when the systems are swapped by chance. */
  readonly pValue: number;
}

export interface ResamplingOptions {
  /** Resamples; 2,000 put the ends of a 95 % interval within about a twentieth of its width. */
  readonly resamples?: number;
  /** Same seed, same interval. */
  readonly seed?: number;
}

const RESAMPLES = 2000;
const SEED = 1;
/** Both tails of a 95 % interval. */
const TAIL = 0.025;

/**
 * A statistic of a set of questions with its percentile bootstrap interval (Efron & Tibshirani 1993): the statistic is taken of resamples drawn with
 * replacement. NaN for no items; resamples on which the statistic is NaN are left out.
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (items: readonly T[]) => number,
  options: ResamplingOptions = {},
): Estimate {
  const value = items.length === 0 ? Number.NaN : statistic(items);
  const resampled = resample(items, statistic, options);
  return { value, low: quantile(resampled, TAIL), high: quantile(resampled, 1 - TAIL), n: items.length };
}

/** The mean of scores with its bootstrap interval. */
export function bootstrapMean(scores: readonly number[], options: ResamplingOptions = {}): Estimate {
  return bootstrap(scores, mean, options);
}

/**
 * The mean difference `a` − `b` of two systems, question by question in the same order, with its paired bootstrap interval and the p-value of a
 * randomisation test that flips the sign of each difference (Noreen 1989; Smucker et al. 2007). Throws RangeError for lists of different length.
 */
export function pairedDifference(
  a: readonly number[],
  b: readonly number[],
  options: ResamplingOptions = {},
): PairedEstimate {
  if (a.length !== b.length)
    throw new RangeError(`Paired scores must be equally many, not ${a.length} and ${b.length}.`);
  const differences = a.map((score, at) => score - b[at]!);
  return { ...bootstrapMean(differences, options), pValue: randomisationTest(differences, options) };
}

/** As `pairedDifference` for a statistic that is no mean, for example an F1 of means: it is taken of both systems on the same resamples. */
export function pairedStatistic<A, B>(
  a: readonly A[],
  b: readonly B[],
  ofA: (items: readonly A[]) => number,
  ofB: (items: readonly B[]) => number,
  options: ResamplingOptions = {},
): Estimate {
  if (a.length !== b.length)
    throw new RangeError(`Paired items must be equally many, not ${a.length} and ${b.length}.`);
  const pairs = a.map((item, at) => ({ a: item, b: b[at]! }));
  const difference = (sample: readonly { readonly a: A; readonly b: B }[]) =>
    ofA(sample.map((pair) => pair.a)) - ofB(sample.map((pair) => pair.b));
  return bootstrap(pairs, difference, options);
}

function resample<T>(
  items: readonly T[],
  statistic: (items: readonly T[]) => number,
  { resamples = RESAMPLES, seed = SEED }: ResamplingOptions,
): number[] {
  const random = createRandom(seed);
  const values: number[] = [];
  for (let round = 0; round < resamples && items.length > 0; round += 1) {
    const value = statistic(items.map(() => items[random.below(items.length)]!));
    if (!Number.isNaN(value)) values.push(value);
  }
  return values.sort((a, b) => a - b);
}

function randomisationTest(
  differences: readonly number[],
  { resamples = RESAMPLES, seed = SEED }: ResamplingOptions,
): number {
  const random = createRandom(seed + 1);
  const observed = Math.abs(sum(differences));
  let atLeastAsLarge = 0;
  for (let round = 0; round < resamples; round += 1) {
    let swapped = 0;
    for (const difference of differences) swapped += random.uniform() < 0.5 ? difference : -difference;
    // Equal sums in another order differ by rounding.
    if (Math.abs(swapped) >= observed - 1e-9) atLeastAsLarge += 1;
  }
  // The observed outcome is one of the possible ones, so p is never 0.
  return (atLeastAsLarge + 1) / (resamples + 1);
}

/** Quantile of ascending values with linear interpolation; NaN for none. */
export function quantile(ascending: readonly number[], share: number): number {
  if (ascending.length === 0) return Number.NaN;
  const place = share * (ascending.length - 1);
  const below = ascending[Math.floor(place)]!;
  const above = ascending[Math.ceil(place)]!;
  return below + (above - below) * (place - Math.floor(place));
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
