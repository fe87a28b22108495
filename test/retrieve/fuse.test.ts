import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharesOf, fuse, recencyOf } from '../../src/retrieve/fuse.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const components = fc.record({
  keyword: share,
  vector: share,
  alignment: fc.option(share, { nil: null }),
  recency: share,
});

describe('fuse', () => {
  it('is 0 for nothing and 1 for everything, with and without word vectors', () => {
    for (const alignment of [0, null]) expect(fuse({ keyword: 0, vector: 0, alignment, recency: 0 })).toBe(0);
    for (const alignment of [1, null])
      expect(fuse({ keyword: 1, vector: 1, alignment, recency: 1 })).toBeCloseTo(1, 10);
  });

  it('gives the weighted mean as computed by hand', () => {
    expect(fuse({ keyword: 0.5, vector: 1, alignment: 0.2, recency: 0 })).toBeCloseTo((0.5 + 0.8 + 0.1) / 2.31, 10);
    expect(fuse({ keyword: 0.5, vector: 1, alignment: null, recency: 0 })).toBeCloseTo((0.5 + 0.8) / 1.81, 10);
  });

  it('stays in [0, 1] and never falls when a component grows', () => {
    fc.assert(
      fc.property(components, fc.constantFrom('keyword', 'vector', 'recency'), share, (given, name, more) => {
        const grown = { ...given, [name]: Math.max(given[name], more) };
        expect(fuse(given)).toBeGreaterThanOrEqual(0);
        expect(fuse(grown)).toBeLessThanOrEqual(1);
        expect(fuse(grown)).toBeGreaterThanOrEqual(fuse(given));
      }),
    );
  });

  it('lets newness decide only between passages that are as good as equal', () => {
    const old = { keyword: 0.5, vector: 0.5, alignment: 0.5, recency: 0 };
    expect(fuse({ ...old, recency: 1 })).toBeGreaterThan(fuse(old));
    expect(fuse({ ...old, keyword: 0.52 })).toBeGreaterThan(fuse({ ...old, recency: 1 }));
  });
});

describe('recencyOf', () => {
  it('is 1 today and in the future, one half after two years, 0 without a date', () => {
    expect(recencyOf({ date: '2026-07-15', precision: 'day' }, '2026-07-15')).toBe(1);
    expect(recencyOf({ date: '2027-01-01', precision: 'day' }, '2026-07-15')).toBe(1);
    expect(recencyOf({ date: '2024-07-15', precision: 'day' }, '2026-07-15')).toBeCloseTo(0.5, 10);
    expect(recencyOf(null, '2026-07-15')).toBe(0);
  });

  it('counts an inexact date from its first day', () => {
    expect(recencyOf({ date: '2026', precision: 'year' }, '2026-07-15')).toBe(
      recencyOf({ date: '2026-01-01', precision: 'day' }, '2026-07-15'),
    );
  });
});

describe('sharesOf', () => {
  it('gives what each component adds to the score, as parts of one', () => {
    const shares = sharesOf({ keyword: 0.4, vector: 0.5, alignment: 0.4, recency: 0 });
    expect(shares.keyword).toBeCloseTo(0.4);
    expect(shares.vector).toBeCloseTo(0.4);
    expect(shares.alignment).toBeCloseTo(0.2);
    expect(shares.recency).toBe(0);
  });

  it('gives none where nothing matches', () => {
    expect(sharesOf({ keyword: 0, vector: 0, recency: 0 })).toEqual({});
  });
});
