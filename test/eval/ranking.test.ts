import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderRoc, hitAt, ndcgAt, reciprocalRankAt } from '../../eval/metrics/ranking.ts';

const ranked = ['d1', 'd2', 'd3', 'd4'];

describe('ranking metrics', () => {
  it('counts a hit within k only', () => {
    expect(hitAt(1, ranked, new Set(['d2']))).toBe(0);
    expect(hitAt(2, ranked, new Set(['d2']))).toBe(1);
  });

  it('gives the reciprocal of the first relevant rank', () => {
    expect(reciprocalRankAt(10, ranked, new Set(['d3', 'd4']))).toBeCloseTo(1 / 3);
    expect(reciprocalRankAt(2, ranked, new Set(['d3']))).toBe(0);
  });

  it('gives nDCG as computed by hand', () => {
    // Relevant at ranks 2 and 4 of two: (1/log2 3 + 1/log2 5) / (1/log2 2 + 1/log2 3).
    expect(ndcgAt(10, ranked, new Set(['d2', 'd4']))).toBeCloseTo((0.63093 + 0.43068) / (1 + 0.63093), 4);
    expect(ndcgAt(10, ranked, new Set(['d1']))).toBe(1);
    expect(ndcgAt(10, ranked, new Set(['dx']))).toBe(0);
  });

  it('gives the area under the ROC curve as computed by hand', () => {
    expect(areaUnderRoc([0.9, 0.4], [0.5, 0.1])).toBe(0.75);
    expect(areaUnderRoc([0.5], [0.5])).toBe(0.5);
  });

  it('stays between 0 and 1 and is best when everything relevant comes first', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 }),
        fc.nat(),
        (ids, seed) => {
          const relevant = new Set(ids.filter((_, at) => (at + seed) % 3 === 0));
          if (relevant.size === 0) return;
          const best = [...relevant, ...ids.filter((id) => !relevant.has(id))];
          for (const metric of [hitAt, reciprocalRankAt, ndcgAt]) {
            const value = metric(10, ids, relevant);
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(metric(10, best, relevant));
            expect(metric(10, best, relevant)).toBeCloseTo(1);
          }
        },
      ),
    );
  });
});
