import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bootstrap,
  bootstrapMean,
  pairedDifference,
  pairedStatistic,
  quantile,
} from '../../../eval/metrics/bootstrap.ts';

const score = fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20);
const scores = fc.array(score, { minLength: 1, maxLength: 30 });
const pairs = fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 30 });
/** Fewer resamples than usual, so that properties are checked on many lists. */
const FEW = { resamples: 200 };

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** `n` scores of which every other one is 1. */
const halves = (n: number) => Array.from({ length: n }, (_, at) => at % 2);

describe('quantile', () => {
  it('interpolates between the places of ascending values, the first being 0 and the last 1', () => {
    // Places 0…3: the median lies at 1.5, between 2 and 4; the share 0.1 at 0.3: 1 + 0.3 · (2 − 1).
    expect(quantile([1, 2, 4, 8], 0.5)).toBe(3);
    expect(quantile([1, 2, 4, 8], 0.1)).toBeCloseTo(1.3, 12);
    expect(quantile([1, 2, 4, 8], 0)).toBe(1);
    expect(quantile([1, 2, 4, 8], 1)).toBe(8);
    // 0.025 of 41 values 0…40 lies at place 1.
    expect(
      quantile(
        Array.from({ length: 41 }, (_, at) => at),
        0.025,
      ),
    ).toBeCloseTo(1, 12);
  });

  it('is the value itself for one value and NaN for none', () => {
    expect(quantile([7], 0.3)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('stays within the values and rises with the share', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(scores, share, share, (values, one, other) => {
        const ascending = [...values].sort((a, b) => a - b);
        const [low, high] = [quantile(ascending, Math.min(one, other)), quantile(ascending, Math.max(one, other))];
        expect(low).toBeGreaterThanOrEqual(ascending[0]! - 1e-12);
        expect(high).toBeLessThanOrEqual(ascending.at(-1)! + 1e-12);
        expect(low).toBeLessThanOrEqual(high + 1e-12);
      }),
    );
  });

  it('gives each value at its own place', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 2, maxLength: 20 }), fc.nat(), (values, seed) => {
        const ascending = [...values].sort((a, b) => a - b);
        const place = seed % ascending.length;
        expect(quantile(ascending, place / (ascending.length - 1))).toBeCloseTo(ascending[place]!, 9);
      }),
    );
  });
});

describe('bootstrapMean', () => {
  it('gives the mean with an interval of 95 % as wide as the normal approximation has it', () => {
    // 50 of 100 are 1: standard error √(0.5 · 0.5 / 100) = 0.05, so the interval is about 0.5 ± 1.96 · 0.05 = [0.402, 0.598].
    const { value, low, high, n } = bootstrapMean(halves(100));
    expect(value).toBe(0.5);
    expect(n).toBe(100);
    expect(Math.abs(low - 0.402)).toBeLessThan(0.02);
    expect(Math.abs(high - 0.598)).toBeLessThan(0.02);
  });

  it('spans both ends of two scores: a quarter of the resamples are either alone', () => {
    expect(bootstrapMean([0, 1])).toEqual({ value: 0.5, low: 0, high: 1, n: 2 });
  });

  it('has no width for one score or for equal ones', () => {
    expect(bootstrapMean([0.3])).toEqual({ value: 0.3, low: 0.3, high: 0.3, n: 1 });
    expect(bootstrapMean([0.5, 0.5, 0.5, 0.5])).toEqual({ value: 0.5, low: 0.5, high: 0.5, n: 4 });
  });

  it('is NaN, of 0 questions, without a score', () => {
    expect(bootstrapMean([])).toEqual({ value: Number.NaN, low: Number.NaN, high: Number.NaN, n: 0 });
  });

  it('holds the value between its ends, which lie within the scores', () => {
    fc.assert(
      fc.property(scores, fc.nat(1000), (values, seed) => {
        const { value, low, high, n } = bootstrapMean(values, { seed, ...FEW });
        expect(value).toBeCloseTo(meanOf(values), 12);
        expect(n).toBe(values.length);
        expect(low).toBeLessThanOrEqual(value + 1e-9);
        expect(high).toBeGreaterThanOrEqual(value - 1e-9);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
      }),
    );
  });

  it('gives the same interval for the same seed, and another for another', () => {
    const values = Array.from({ length: 40 }, (_, at) => ((at * 37) % 41) / 41);
    expect(bootstrapMean(values, { seed: 7 })).toEqual(bootstrapMean(values, { seed: 7 }));
    const [one, other] = [bootstrapMean(values, { seed: 7 }), bootstrapMean(values, { seed: 8 })];
    expect(other.value).toBe(one.value);
    expect([other.low, other.high]).not.toEqual([one.low, one.high]);
    expect(Math.abs(other.low - one.low)).toBeLessThan(0.02);
  });

  it('narrows with the square root of the number of questions', () => {
    const widthOf = (n: number) => {
      const { low, high } = bootstrapMean(halves(n));
      return high - low;
    };
    const [few, more, many] = [widthOf(20), widthOf(200), widthOf(2000)];
    // Ten times as many: narrower by √10 = 3.16.
    expect(few / more).toBeGreaterThan(2.5);
    expect(few / more).toBeLessThan(4);
    expect(more / many).toBeGreaterThan(2.5);
    expect(more / many).toBeLessThan(4);
  });
});

describe('bootstrap', () => {
  it('takes a statistic that is no mean', () => {
    const largest = (values: readonly number[]) => Math.max(...values);
    // The largest of four is left out of a resample with chance (3/4)^4 = 0.316, so it is the upper end and not the lower one.
    const { value, low, high } = bootstrap([1, 2, 3, 4], largest);
    expect([value, high]).toEqual([4, 4]);
    expect(low).toBeLessThan(4);
  });

  it('leaves out resamples on which the statistic is not defined', () => {
    // Of two items, half of the resamples hold one only: the spread is 1 on the others.
    const spread = (values: readonly number[]) => {
      const width = Math.max(...values) - Math.min(...values);
      return width === 0 ? Number.NaN : width;
    };
    expect(bootstrap([0, 1], spread)).toEqual({ value: 1, low: 1, high: 1, n: 2 });
  });

  it('does not ask the statistic of nothing', () => {
    const never = () => {
      throw new Error('asked');
    };
    expect(bootstrap([], never)).toMatchObject({ value: Number.NaN, n: 0 });
  });

  it('resamples as many items as there are, each of them one of them', () => {
    const items = ['a', 'b', 'c'];
    const seen = new Set<string>();
    bootstrap(items, (sample) => {
      expect(sample).toHaveLength(items.length);
      for (const item of sample) seen.add(item);
      return 0;
    });
    expect([...seen].sort()).toEqual(items);
  });
});

describe('pairedDifference', () => {
  it('is the mean of the differences, with an interval that pairing narrows', () => {
    // Differences 0.1 everywhere although the scores differ widely: 0.1 without any width.
    const b = [0, 0.2, 0.4, 0.6, 0.8];
    const { value, low, high, n } = pairedDifference(
      b.map((each) => each + 0.1),
      b,
    );
    expect(value).toBeCloseTo(0.1, 12);
    expect(low).toBeCloseTo(0.1, 12);
    expect(high).toBeCloseTo(0.1, 12);
    expect(n).toBe(5);
  });

  it.each([
    // All signs alike in 2 of 2^n swaps.
    [[1, 1, 1], 2 / 8],
    [[1, 1, 1, 1, 1], 2 / 32],
    // The sums ±1 ±1 ±2 are 4, 2, 2, 0, 0, −2, −2, −4; with a loss of 1 instead, 2 is observed: 6 of 8 are at least as large.
    [[1, 1, 2], 2 / 8],
    [[-1, 1, 2], 6 / 8],
    // A difference of 0 changes nothing: as two questions.
    [[1, 1, 0], 2 / 4],
    // |1 − 1| = 0: every swap is at least as large.
    [[1, -1], 1],
  ])('finds p of the differences %j as counted over all swaps', (differences, p) => {
    const { pValue } = pairedDifference(
      differences,
      differences.map(() => 0),
      { resamples: 20_000 },
    );
    expect(Math.abs(pValue - p)).toBeLessThan(0.015);
  });

  it('finds a difference of many equal steps as large as it is, whatever the rounding of their sum', () => {
    // 2 of 2^10 swaps: 0.00195.
    const { pValue } = pairedDifference(
      Array.from({ length: 10 }, () => 0.1),
      Array.from({ length: 10 }, () => 0),
      { resamples: 20_000 },
    );
    expect(pValue).toBeGreaterThan(0.001);
    expect(pValue).toBeLessThan(0.0035);
  });

  it('is never certain: p is at least one in the number of resamples and one', () => {
    const { pValue } = pairedDifference(
      Array.from({ length: 200 }, () => 1),
      Array.from({ length: 200 }, () => 0),
    );
    expect(pValue).toBeCloseTo(1 / 2001, 12);
  });

  it('is 0 with p 1 for equal lists', () => {
    fc.assert(
      fc.property(scores, fc.nat(1000), (values, seed) => {
        expect(pairedDifference(values, values, { seed, ...FEW })).toEqual({
          value: 0,
          low: 0,
          high: 0,
          n: values.length,
          pValue: 1,
        });
      }),
    );
  });

  it('turns its sign and keeps its p when the systems change places', () => {
    fc.assert(
      fc.property(pairs, fc.nat(1000), (both, seed) => {
        const [a, b] = [both.map(([one]) => one), both.map(([, other]) => other)];
        const there = pairedDifference(a, b, { seed, ...FEW });
        const back = pairedDifference(b, a, { seed, ...FEW });
        expect(back.value).toBeCloseTo(-there.value, 12);
        expect(back.low).toBeCloseTo(-there.high, 9);
        expect(back.high).toBeCloseTo(-there.low, 9);
        expect(back.pValue).toBe(there.pValue);
      }),
    );
  });

  it('has p above 0 and at most 1, and is the difference of the means', () => {
    fc.assert(
      fc.property(pairs, (both) => {
        const [a, b] = [both.map(([one]) => one), both.map(([, other]) => other)];
        const { value, pValue } = pairedDifference(a, b, FEW);
        expect(value).toBeCloseTo(meanOf(a) - meanOf(b), 12);
        expect(pValue).toBeGreaterThan(0);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives the same estimate for the same seed', () => {
    const [a, b] = [halves(30), Array.from({ length: 30 }, (_, at) => (at % 3) / 2)];
    expect(pairedDifference(a, b, { seed: 3 })).toEqual(pairedDifference(a, b, { seed: 3 }));
  });

  it('refuses lists of different length', () => {
    expect(() => pairedDifference([1, 2], [1])).toThrow(RangeError);
    expect(() => pairedDifference([1, 2], [1])).toThrow(/2 and 1/);
  });
});

describe('pairedStatistic', () => {
  it('agrees with the difference of means where the statistic is the mean', () => {
    fc.assert(
      fc.property(pairs, fc.nat(1000), (both, seed) => {
        const [a, b] = [both.map(([one]) => one), both.map(([, other]) => other)];
        const estimate = pairedStatistic(a, b, meanOf, meanOf, { seed, ...FEW });
        const difference = pairedDifference(a, b, { seed, ...FEW });
        expect(estimate.value).toBeCloseTo(difference.value, 9);
        expect(estimate.low).toBeCloseTo(difference.low, 9);
        expect(estimate.high).toBeCloseTo(difference.high, 9);
        expect(estimate.n).toBe(both.length);
      }),
    );
  });

  it('takes both statistics of the same resamples, so that a system does not differ from itself', () => {
    const values = [1, 5, 2, 9, 4];
    const largest = (sample: readonly number[]) => Math.max(...sample);
    expect(pairedStatistic(values, values, largest, largest)).toEqual({ value: 0, low: 0, high: 0, n: 5 });
  });

  it('compares items of two kinds', () => {
    const lengths = (sample: readonly string[]) => meanOf(sample.map(({ length }) => length));
    // Mean length 2 less mean 1.5.
    expect(pairedStatistic(['a', 'bbb'], [1, 2], lengths, meanOf).value).toBe(0.5);
  });

  it('refuses lists of different length', () => {
    expect(() => pairedStatistic([1], [], meanOf, meanOf)).toThrow(/1 and 0/);
  });
});
