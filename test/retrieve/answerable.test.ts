import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANSWERABLE_MODEL } from '../../src/retrieve/answerable-model.ts';
import { estimateAnswerable, gatherEvidence } from '../../src/retrieve/answerable.ts';
import type { Passage } from '../../src/types.ts';
import { samplePassage } from '../support/scripted-chatbot.ts';

const QUESTION = 'Wann öffnet das Freibad?';
/** Passages with scores whose parts are as good as the whole. */
const found = (...scores: number[]): Passage[] =>
  scores.map((score) => samplePassage({ score, explain: { keyword: score, vector: score, alignment: score } }));
const otherDocument = (passage: Passage): Passage => ({
  ...passage,
  document: { ...passage.document, id: 'stadt/anderes' },
});
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('estimateAnswerable', () => {
  it('is 0 without a passage', () => {
    expect(estimateAnswerable(QUESTION, [], 100)).toBe(0);
  });

  it.each([QUESTION, 'When does the pool open?'])('is a probability that grows with the scores: %s', (question) => {
    fc.assert(
      fc.property(share, share, fc.integer({ min: 0, max: 1e6 }), (a, b, size) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const [worse, better] = [low, high].map((score) => estimateAnswerable(question, found(score), size));
        expect(better).toBeGreaterThanOrEqual(worse!);
        expect(worse).toBeGreaterThanOrEqual(0);
        expect(better).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('grows with the lead of the best document over the next', () => {
    const [best, near, far] = found(0.6, 0.6, 0.2);
    expect(estimateAnswerable(QUESTION, [best!, otherDocument(far!)], 100)).toBeGreaterThan(
      estimateAnswerable(QUESTION, [best!, otherDocument(near!)], 100),
    );
  });

  it('falls with the size of the collection, in which chance matches grow', () => {
    expect(estimateAnswerable(QUESTION, found(0.6), 10)).toBeGreaterThan(
      estimateAnswerable(QUESTION, found(0.6), 100_000),
    );
    expect(estimateAnswerable(QUESTION, found(0.6), 0)).toBe(estimateAnswerable(QUESTION, found(0.6), 1));
  });

  it('still takes a sure match for an answer in a collection far larger than those of the fit', () => {
    expect(estimateAnswerable(QUESTION, found(0.7), 100_000)).toBeGreaterThan(0.5);
  });

  it('expects fewer shared words where question and document are in different languages', () => {
    expect(estimateAnswerable('When does the pool open?', found(0.3), 100)).toBeGreaterThan(
      estimateAnswerable(QUESTION, found(0.3), 100),
    );
  });
});

describe('gatherEvidence', () => {
  it('is what the model was fitted on', () => {
    expect(Object.keys(gatherEvidence(QUESTION, found(0.5), 10)!)).toEqual(Object.keys(ANSWERABLE_MODEL.weights));
  });

  it('measures the lead over the next document, not over the next passage of the same', () => {
    const [first, second, third] = found(0.8, 0.7, 0.5);
    const evidence = gatherEvidence(QUESTION, [first!, second!, otherDocument(third!)], 10);
    expect(evidence?.['lead over next document']).toBeCloseTo(0.3);
  });
});
