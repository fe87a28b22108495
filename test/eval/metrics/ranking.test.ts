import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fBetaAt,
  fMeasure,
  hitAt,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRankAt,
  type Grades,
} from '../../../eval/metrics/ranking.ts';

const RANKED = ['d1', 'd2', 'd3', 'd4'];
const binary = (...ids: string[]): Grades => new Map(ids.map((id) => [id, 1]));

type Metric = (k: number, ranked: readonly string[], relevant: Grades) => number;
const f2At: Metric = (k, ranked, relevant) => fBetaAt(2, k, ranked, relevant);
const METRICS: readonly (readonly [string, Metric])[] = [
  ['hitAt', hitAt],
  ['recallAt', recallAt],
  ['precisionAt', precisionAt],
  ['reciprocalRankAt', reciprocalRankAt],
  ['ndcgAt', ndcgAt],
  ['fBetaAt', f2At],
];

/** A ranking without repetition and grades for some of the same letters, so that both hits and misses are common. */
const letter = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j');
const ranking = fc.uniqueArray(letter, { maxLength: 10 });
const grades: fc.Arbitrary<Grades> = fc
  .uniqueArray(fc.tuple(letter, fc.integer({ min: 1, max: 3 })), {
    minLength: 1,
    maxLength: 5,
    selector: ([id]) => id,
  })
  .map((pairs) => new Map(pairs));
const cut = fc.integer({ min: 1, max: 14 });

describe('hitAt', () => {
  it('counts a relevant id within the first k only', () => {
    expect(hitAt(1, RANKED, binary('d2'))).toBe(0);
    expect(hitAt(2, RANKED, binary('d2'))).toBe(1);
    expect(hitAt(4, RANKED, binary('d2', 'd3', 'dx'))).toBe(1);
  });
});

describe('recallAt', () => {
  it('is the share of the relevant ids that were found, also of those that no list could hold', () => {
    // d2 and d4 of three relevant: 1/3 at 2 and 3, 2/3 at 4.
    const relevant = binary('d2', 'd4', 'dx');
    expect(recallAt(1, RANKED, relevant)).toBe(0);
    expect(recallAt(3, RANKED, relevant)).toBeCloseTo(1 / 3, 12);
    expect(recallAt(4, RANKED, relevant)).toBeCloseTo(2 / 3, 12);
    expect(recallAt(100, RANKED, relevant)).toBeCloseTo(2 / 3, 12);
  });
});

describe('precisionAt', () => {
  it('divides by k, also where the list is shorter', () => {
    expect(precisionAt(2, RANKED, binary('d2', 'd4'))).toBe(1 / 2);
    expect(precisionAt(4, RANKED, binary('d2', 'd4'))).toBe(2 / 4);
    expect(precisionAt(10, RANKED, binary('d2', 'd4'))).toBe(2 / 10);
  });
});

describe('reciprocalRankAt', () => {
  it('is one over the rank of the first relevant id, and 0 behind the cut', () => {
    expect(reciprocalRankAt(10, RANKED, binary('d1'))).toBe(1);
    expect(reciprocalRankAt(10, RANKED, binary('d3', 'd4'))).toBeCloseTo(1 / 3, 12);
    expect(reciprocalRankAt(3, RANKED, binary('d3'))).toBeCloseTo(1 / 3, 12);
    expect(reciprocalRankAt(2, RANKED, binary('d3'))).toBe(0);
  });
});

describe('ndcgAt', () => {
  it('weighs ranks by the logarithm to the base 2', () => {
    // Two relevant ids at ranks 2 and 4: (1/log2 3 + 1/log2 5) / (1/log2 2 + 1/log2 3) = (0.63093 + 0.43068) / 1.63093 = 0.65093.
    expect(ndcgAt(10, RANKED, binary('d2', 'd4'))).toBeCloseTo(0.65093, 4);
    expect(ndcgAt(10, RANKED, binary('d1'))).toBe(1);
    // One relevant id at rank 3: 1/log2 4 = 0.5 of 1.
    expect(ndcgAt(10, RANKED, binary('d3'))).toBe(0.5);
    expect(ndcgAt(10, RANKED, binary('dx'))).toBe(0);
  });

  it('takes the grade itself as the gain, not 2 to its power', () => {
    // Grades 1 and 3 in this order: DCG = 1 + 3/log2 3 = 1 + 1.89279 = 2.89279; ideal 3 + 1/log2 3 = 3.63093; 0.79671.
    // With the gain 2^grade − 1 it would be (1 + 7 · 0.63093) / (7 + 0.63093) = 0.70981.
    const relevant = new Map([
      ['d1', 1],
      ['d2', 3],
    ]);
    expect(ndcgAt(10, RANKED, relevant)).toBeCloseTo(0.79671, 4);
  });

  it('cuts the ideal list at k as well', () => {
    // k = 1 with three relevant ids: 1 of an ideal of 1.
    expect(ndcgAt(1, RANKED, binary('d1', 'd3', 'dx'))).toBe(1);
    // k = 2: (1) / (1 + 0.63093) = 0.61315.
    expect(ndcgAt(2, RANKED, binary('d1', 'd3', 'dx'))).toBeCloseTo(0.61315, 4);
  });
});

describe('fBetaAt', () => {
  it('takes precision over the ids retrieved and weighs recall four times with β = 2', () => {
    // Two of four retrieved, two of three relevant: P = 1/2, R = 2/3; 5 · 1/3 / (4 · 1/2 + 2/3) = 1.66667 / 2.66667 = 0.625.
    expect(fBetaAt(2, 10, RANKED, binary('d2', 'd4', 'dx'))).toBeCloseTo(0.625, 12);
    // Among the first two: P = 1/2, R = 1/3; 5 · 1/6 / (2 + 1/3) = 0.83333 / 2.33333 = 0.35714.
    expect(fBetaAt(2, 2, RANKED, binary('d2', 'd4', 'dx'))).toBeCloseTo(0.35714, 4);
  });

  it('is the plain F1 with β = 1', () => {
    // P = 1/2, R = 2/3: 2 · 1/3 / (7/6) = 4/7.
    expect(fBetaAt(1, 10, RANKED, binary('d2', 'd4', 'dx'))).toBeCloseTo(4 / 7, 12);
  });

  it('is 0 where nothing relevant or nothing at all was retrieved', () => {
    expect(fBetaAt(2, 10, RANKED, binary('dx'))).toBe(0);
    expect(fBetaAt(2, 10, [], binary('dx'))).toBe(0);
  });
});

describe('fMeasure', () => {
  it('is the harmonic mean with β = 1 and leans to recall with β = 2', () => {
    expect(fMeasure(1, 0.5, 1)).toBeCloseTo(2 / 3, 12);
    // 5 · 0.5 · 0.25 / (4 · 0.5 + 0.25) = 0.625 / 2.25.
    expect(fMeasure(2, 0.5, 0.25)).toBeCloseTo(0.27778, 4);
    expect(fMeasure(1, 0, 0)).toBe(0);
    expect(fMeasure(1, 1, 0)).toBe(0);
  });

  it('lies between precision and recall, nearer to recall the larger β is', () => {
    const share = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.constantFrom(0.5, 1, 2), (precision, recall, beta) => {
        const f = fMeasure(beta, precision, recall);
        expect(f).toBeGreaterThanOrEqual(Math.min(precision, recall) - 1e-12);
        expect(f).toBeLessThanOrEqual(Math.max(precision, recall) + 1e-12);
        expect(fMeasure(1, precision, recall)).toBeCloseTo(fMeasure(1, recall, precision), 12);
        const distance = Math.abs(fMeasure(2, precision, recall) - recall);
        expect(distance).toBeLessThanOrEqual(Math.abs(fMeasure(1, precision, recall) - recall) + 1e-12);
      }),
    );
  });
});

describe('every metric of a ranking', () => {
  it.each(METRICS)('%s is 0 for an empty list and for a list of other ids', (_, metric) => {
    expect(metric(10, [], binary('d1'))).toBe(0);
    expect(metric(10, ['x', 'y'], binary('d1'))).toBe(0);
  });

  it.each(METRICS)('%s lies between 0 and 1, and is largest with the best ids first', (_, metric) => {
    fc.assert(
      fc.property(cut, ranking, grades, (k, ranked, relevant) => {
        const value = metric(k, ranked, relevant);
        const best = [...relevant].sort(([, a], [, b]) => b - a).map(([id]) => id);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(value).toBeLessThanOrEqual(metric(k, best, relevant) + 1e-12);
      }),
    );
  });

  it.each(METRICS)(
    '%s counts an id that stands twice at its first place, and gives the second no rank',
    (_, metric) => {
      fc.assert(
        fc.property(cut, fc.array(letter, { maxLength: 16 }), grades, (k, ranked, relevant) => {
          const once = ranked.filter((id, at) => ranked.indexOf(id) === at);
          expect(metric(k, ranked, relevant)).toBe(metric(k, once, relevant));
        }),
      );
    },
  );

  it.each(METRICS)('%s does not depend on the order in which judgements are listed', (_, metric) => {
    fc.assert(
      fc.property(cut, ranking, grades, (k, ranked, relevant) => {
        expect(metric(k, ranked, new Map([...relevant].reverse()))).toBeCloseTo(metric(k, ranked, relevant), 12);
      }),
    );
  });

  it.each(METRICS)('%s ignores what stands behind the first k', (_, metric) => {
    fc.assert(
      fc.property(cut, ranking, grades, (k, ranked, relevant) => {
        expect(metric(k, ranked, relevant)).toBe(metric(k, ranked.slice(0, k), relevant));
      }),
    );
  });

  it.each(METRICS.filter(([name]) => name !== 'fBetaAt' && name !== 'precisionAt'))(
    '%s stays as it is when k grows beyond the list',
    (_, metric) => {
      fc.assert(
        fc.property(ranking, grades, (ranked, relevant) => {
          expect(metric(100, ranked, relevant)).toBeCloseTo(metric(10, ranked, relevant), 12);
        }),
      );
    },
  );

  it.each(METRICS.filter(([name]) => ['hitAt', 'recallAt', 'precisionAt', 'fBetaAt'].includes(name)))(
    '%s does not depend on the order within the first k',
    (_, metric) => {
      fc.assert(
        fc.property(cut, ranking, grades, (k, ranked, relevant) => {
          const turned = [...ranked.slice(0, k).reverse(), ...ranked.slice(k)];
          expect(metric(k, turned, relevant)).toBe(metric(k, ranked, relevant));
        }),
      );
    },
  );

  it.each(METRICS.filter(([name]) => name !== 'ndcgAt'))('%s knows relevant and not relevant only', (_, metric) => {
    fc.assert(
      fc.property(cut, ranking, grades, (k, ranked, relevant) => {
        expect(metric(k, ranked, relevant)).toBe(metric(k, ranked, binary(...relevant.keys())));
      }),
    );
  });

  it('finds hits and recall that never fall as k grows', () => {
    fc.assert(
      fc.property(cut, ranking, grades, (k, ranked, relevant) => {
        for (const metric of [hitAt, recallAt, reciprocalRankAt])
          expect(metric(k + 1, ranked, relevant)).toBeGreaterThanOrEqual(metric(k, ranked, relevant));
      }),
    );
  });

  it('agrees with each other: a hit is a recall above 0, and precision and recall count the same ids', () => {
    fc.assert(
      fc.property(cut, ranking, grades, (k, ranked, relevant) => {
        const found = precisionAt(k, ranked, relevant) * k;
        expect(hitAt(k, ranked, relevant)).toBe(found > 0.5 ? 1 : 0);
        expect(reciprocalRankAt(k, ranked, relevant) > 0).toBe(found > 0.5);
        expect(recallAt(k, ranked, relevant) * relevant.size).toBeCloseTo(found, 9);
      }),
    );
  });
});

describe('ndcgAt against a naive oracle', () => {
  it('is the gain of the list over the largest gain of any order of the relevant ids', () => {
    fc.assert(
      fc.property(cut, ranking, grades, (k, ranked, relevant) => {
        const ideal = Math.max(...permutations([...relevant.keys()]).map((ids) => naiveGain(k, ids, relevant)));
        expect(ndcgAt(k, ranked, relevant)).toBeCloseTo(naiveGain(k, ranked, relevant) / ideal, 12);
      }),
    );
  });

  it('rises or stays when a better id changes places with a worse one above it', () => {
    fc.assert(
      fc.property(cut, ranking, grades, (k, ranked, relevant) => {
        const gradeOf = (id: string) => relevant.get(id) ?? 0;
        for (let at = 1; at < ranked.length; at += 1) {
          const [above, below] = [ranked[at - 1]!, ranked[at]!];
          if (gradeOf(below) <= gradeOf(above)) continue;
          const swapped = ranked.with(at - 1, below).with(at, above);
          expect(ndcgAt(k, swapped, relevant)).toBeGreaterThanOrEqual(ndcgAt(k, ranked, relevant) - 1e-12);
        }
      }),
    );
  });
});

function naiveGain(k: number, ids: readonly string[], relevant: Grades): number {
  let gain = 0;
  for (let rank = 1; rank <= k && rank <= ids.length; rank += 1) {
    gain += (relevant.get(ids[rank - 1]!) ?? 0) * (Math.log(2) / Math.log(rank + 1));
  }
  return gain;
}

function permutations(ids: readonly string[]): string[][] {
  if (ids.length === 0) return [[]];
  return ids.flatMap((first, at) => permutations(ids.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}
