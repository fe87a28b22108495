import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyShare,
  linePrecision,
  lineRecall,
  microLineScores,
  paperLineScores,
  type LineJudgement,
} from '../../../eval/metrics/answer-lines.ts';

const judged = (predicted: readonly number[], gold: readonly number[]): LineJudgement => ({
  predicted: new Set(predicted),
  gold: new Set(gold),
});

const lines = fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { maxLength: 6 });
const judgement = fc.record({ predicted: lines, gold: lines.filter(({ length }) => length > 0) }).map((each) => ({
  predicted: new Set(each.predicted),
  gold: new Set(each.gold),
}));
const judgements = fc.array(judgement, { minLength: 1, maxLength: 12 });

describe('linePrecision and lineRecall', () => {
  it('are shares of the lines shown and of the lines marked', () => {
    // Lines 2 and 3 are shared: 2 of 3 shown, 2 of 4 marked.
    const two = judged([1, 2, 3], [2, 3, 4, 5]);
    expect(linePrecision(two)).toBeCloseTo(2 / 3, 12);
    expect(lineRecall(two)).toBe(0.5);
  });

  it('are 1 and 0 for an empty prediction', () => {
    expect(linePrecision(judged([], [1, 2]))).toBe(1);
    expect(lineRecall(judged([], [1, 2]))).toBe(0);
  });

  it('are 0 where nothing is shared', () => {
    expect(linePrecision(judged([0], [1]))).toBe(0);
    expect(lineRecall(judged([0], [1]))).toBe(0);
  });
});

describe('paperLineScores', () => {
  it('averages precision and recall over the questions and takes F1 of the two means', () => {
    // P: 2/3, 1 (empty), 1/2 → 13/18 = 0.72222; R: 1/2, 0, 1 → 0.5; F1 = 2 · 0.72222 · 0.5 / 1.22222 = 0.59091.
    const scores = paperLineScores([judged([1, 2, 3], [2, 3, 4, 5]), judged([], [0]), judged([7, 8], [7])]);
    expect(scores.precision).toBeCloseTo(0.72222, 4);
    expect(scores.recall).toBeCloseTo(0.5, 12);
    expect(scores.f1).toBeCloseTo(0.59091, 4);
  });

  it('is not the mean of the F1 of each question', () => {
    // F1 of each: 1 and 0, mean 0.5; P = 1/2, R = 1/2, F1 0.5 there too; with an empty one P = 1, R = 1/2, F1 = 2/3.
    expect(paperLineScores([judged([0], [0]), judged([], [0])]).f1).toBeCloseTo(2 / 3, 12);
  });

  it('has precision 1, recall 0 and F1 0 where nothing is ever shown', () => {
    expect(paperLineScores([judged([], [0]), judged([], [3, 4])])).toEqual({ precision: 1, recall: 0, f1: 0 });
  });
});

/**
 * The published figures of OMoS-QA's German test split (KONVENS 2024), reached with 1,000 questions of one answer line each: `right` shown exactly
 * (P 1, R 1), `wrong` shown wrongly (0, 0), `empty` not shown at all (1, 0). Then R = right / 1000 and P = (right + empty) / 1000.
 */
describe('paperLineScores on the figures of OMoS-QA', () => {
  it.each([
    ['Llama-3-70B', { right: 482, wrong: 133, empty: 385 }, 86.7, 48.2, 62.0],
    ['Mixtral-8x7B', { right: 517, wrong: 210, empty: 273 }, 79.0, 51.7, 62.5],
    ['GPT-3.5', { right: 451, wrong: 182, empty: 367 }, 81.8, 45.1, 58.1],
    ['DeBERTa', { right: 624, wrong: 374, empty: 2 }, 62.6, 62.4, 62.5],
  ])('gives %s the F1 that the paper prints', (_, { right, wrong, empty }, precision, recall, f1) => {
    const all = [
      ...Array.from({ length: right }, () => judged([3], [3])),
      ...Array.from({ length: wrong }, () => judged([4], [3])),
      ...Array.from({ length: empty }, () => judged([], [3])),
    ];
    expect(all).toHaveLength(1000);
    const scores = paperLineScores(all);
    expect(scores.precision * 100).toBeCloseTo(precision, 9);
    expect(scores.recall * 100).toBeCloseTo(recall, 9);
    // Llama: 2 · 86.7 · 48.2 / 134.9 = 61.956; Mixtral 62.499; GPT-3.5 58.143; DeBERTa 62.4998.
    expect(Math.round(scores.f1 * 1000) / 10).toBe(f1);
    expect(emptyShare(all)).toBe(empty / 1000);
  });

  it('differs from micro: there the empty predictions of Llama-3-70B gain nothing', () => {
    const all = [
      ...Array.from({ length: 482 }, () => judged([3], [3])),
      ...Array.from({ length: 133 }, () => judged([4], [3])),
      ...Array.from({ length: 385 }, () => judged([], [3])),
    ];
    // Shown 482 + 133 = 615, of which 482 right; marked 1000: P 0.78374, R 0.482, F1 = 2 · 482 / (615 + 1000) = 0.59690.
    const micro = microLineScores(all);
    expect(micro.precision).toBeCloseTo(0.78374, 4);
    expect(micro.recall).toBeCloseTo(0.482, 12);
    expect(micro.f1).toBeCloseTo(0.5969, 4);
  });
});

describe('microLineScores', () => {
  it('counts the lines of all questions together', () => {
    // Shared 2 + 0 + 1 = 3; shown 3 + 0 + 2 = 5; marked 4 + 1 + 1 = 6: P 3/5, R 3/6, F1 = 6 / 11.
    const scores = microLineScores([judged([1, 2, 3], [2, 3, 4, 5]), judged([], [0]), judged([7, 8], [7])]);
    expect(scores.precision).toBeCloseTo(0.6, 12);
    expect(scores.recall).toBe(0.5);
    expect(scores.f1).toBeCloseTo(6 / 11, 12);
  });

  it('lets a long answer weigh more than the paper does', () => {
    // One answer of one line found, one of nine lines not shown: paper P 1, R 1/2, F1 2/3; micro P 1, R 1/10, F1 2/11.
    const silent = [judged([0], [0]), judged([], [0, 1, 2, 3, 4, 5, 6, 7, 8])];
    expect(paperLineScores(silent)).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3 });
    expect(microLineScores(silent).f1).toBeCloseTo(2 / 11, 12);
    // Shown wrongly instead: the paper's precision falls from 1 to 1/2, and with it its F1 from 2/3 to 1/2.
    const wrong = [judged([0], [0]), judged([20], [0, 1, 2, 3, 4, 5, 6, 7, 8])];
    expect(paperLineScores(wrong)).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 });
    // Micro: P 1/2, R 1/10, F1 = 2 / (2 + 10) = 1/6.
    expect(microLineScores(wrong).f1).toBeCloseTo(1 / 6, 12);
  });

  it('is 0 where nothing is shown, also in precision', () => {
    expect(microLineScores([judged([], [0])])).toEqual({ precision: 0, recall: 0, f1: 0 });
  });
});

describe('emptyShare', () => {
  it('is the share of questions for which nothing was shown', () => {
    expect(emptyShare([judged([], [0]), judged([0], [0]), judged([], [1]), judged([2], [1])])).toBe(0.5);
  });
});

describe('scores of answer lines', () => {
  it('are 0 without a question', () => {
    for (const scoresOf of [paperLineScores, microLineScores])
      expect(scoresOf([])).toEqual({ precision: 0, recall: 0, f1: 0 });
    expect(emptyShare([])).toBe(0);
  });

  it('lie between 0 and 1, F1 between precision and recall', () => {
    fc.assert(
      fc.property(judgements, (all) => {
        for (const { precision, recall, f1 } of [paperLineScores(all), microLineScores(all)]) {
          for (const share of [precision, recall, f1]) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1 + 1e-12);
          }
          expect(f1).toBeLessThanOrEqual(Math.max(precision, recall) + 1e-12);
          expect(f1).toBeGreaterThanOrEqual(Math.min(precision, recall) - 1e-12);
        }
      }),
    );
  });

  it('do not depend on the order of the questions', () => {
    fc.assert(
      fc.property(judgements, (all) => {
        for (const scoresOf of [paperLineScores, microLineScores]) {
          const [there, back] = [scoresOf(all), scoresOf([...all].reverse())];
          expect(back.precision).toBeCloseTo(there.precision, 12);
          expect(back.recall).toBeCloseTo(there.recall, 12);
          expect(back.f1).toBeCloseTo(there.f1, 12);
        }
      }),
    );
  });

  it('are the same both ways for one question that was shown something', () => {
    fc.assert(
      fc.property(
        judgement.filter(({ predicted }) => predicted.size > 0),
        (one) => {
          expect(paperLineScores([one])).toEqual(microLineScores([one]));
        },
      ),
    );
  });

  it('are 1 exactly where every prediction is the gold one', () => {
    fc.assert(
      fc.property(judgements, (all) => {
        const isExact = all.every(
          (each) => [...each.gold].every((line) => each.predicted.has(line)) && each.predicted.size === each.gold.size,
        );
        expect(paperLineScores(all).f1 === 1).toBe(isExact);
        expect(microLineScores(all).f1 === 1).toBe(isExact);
      }),
    );
  });

  it('never lose paper precision when a prediction is withdrawn, and never gain recall', () => {
    fc.assert(
      fc.property(judgements, (all) => {
        const withdrawn = [{ predicted: new Set<number>(), gold: all[0]!.gold }, ...all.slice(1)];
        expect(paperLineScores(withdrawn).precision).toBeGreaterThanOrEqual(paperLineScores(all).precision - 1e-12);
        expect(paperLineScores(withdrawn).recall).toBeLessThanOrEqual(paperLineScores(all).recall + 1e-12);
      }),
    );
  });
});
