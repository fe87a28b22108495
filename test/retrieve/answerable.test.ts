import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateAnswerable } from '../../src/retrieve/answerable.ts';
import { samplePassage } from '../support/scripted-chatbot.ts';

const found = (...scores: number[]) => scores.map((score) => samplePassage({ score }));
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('estimateAnswerable', () => {
  it('is 0 without a passage', () => {
    expect(estimateAnswerable([], 100)).toBe(0);
  });

  it('grows with the best score', () => {
    fc.assert(
      fc.property(share, share, fc.integer({ min: 0, max: 1e6 }), (a, b, size) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(estimateAnswerable(found(high), size)).toBeGreaterThanOrEqual(estimateAnswerable(found(low), size));
        expect(estimateAnswerable(found(high), size)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('grows with the lead of the best over what merely belongs to the subject', () => {
    expect(estimateAnswerable(found(0.6, 0.5, 0.4, 0.3, 0.2), 100)).toBeGreaterThan(
      estimateAnswerable(found(0.6, 0.6, 0.6, 0.6, 0.6), 100),
    );
  });

  it('falls with the size of the collection, in which chance matches grow', () => {
    expect(estimateAnswerable(found(0.6), 10)).toBeGreaterThan(estimateAnswerable(found(0.6), 100_000));
    expect(estimateAnswerable(found(0.6), 0)).toBe(estimateAnswerable(found(0.6), 1));
  });
});
