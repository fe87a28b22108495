import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderRoc, refusalScores, riskCoverage } from '../../../eval/metrics/refusal.ts';

/** Few distinct scores, so that ties are common. */
const score = fc.integer({ min: 0, max: 6 }).map((sixths) => sixths / 6);
const someScores = fc.array(score, { minLength: 1, maxLength: 15 });

describe('areaUnderRoc', () => {
  it.each([
    // Of four pairs three are in order: 0.9 > 0.5, 0.9 > 0.1, 0.4 > 0.1; 0.4 < 0.5.
    [[0.9, 0.4], [0.5, 0.1], 3 / 4],
    [[0.9, 0.8], [0.2, 0.1], 1],
    [[0.1], [0.9], 0],
    // A tie counts half.
    [[0.5], [0.5], 1 / 2],
    // 0.5 against 0.5 twice (½ each) and 0.1, 0.7 against all three (1 each): (1 + 1 + 3) / 6.
    [[0.5, 0.7], [0.5, 0.5, 0.1], 5 / 6],
    // All tied.
    [[0.3, 0.3, 0.3], [0.3, 0.3], 1 / 2],
  ])('is of %j above %j the share of pairs in order: %f', (positives, negatives, area) => {
    expect(areaUnderRoc(positives, negatives)).toBeCloseTo(area, 12);
  });

  it('is not defined without a positive or a negative', () => {
    expect(areaUnderRoc([], [0.5])).toBeNaN();
    expect(areaUnderRoc([0.5], [])).toBeNaN();
    expect(areaUnderRoc([], [])).toBeNaN();
  });

  it('is the share of all pairs that are in order', () => {
    fc.assert(
      fc.property(someScores, someScores, (positives, negatives) => {
        const worth = positives.flatMap((above) =>
          negatives.map((below) => (above > below ? 1 : above === below ? 0.5 : 0)),
        );
        const share = worth.reduce((sum: number, each) => sum + each, 0) / worth.length;
        expect(areaUnderRoc(positives, negatives)).toBeCloseTo(share, 12);
      }),
    );
  });

  it('and the area with the sides exchanged make 1', () => {
    fc.assert(
      fc.property(someScores, someScores, (positives, negatives) => {
        expect(areaUnderRoc(positives, negatives) + areaUnderRoc(negatives, positives)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('depends on the order of the scores alone', () => {
    fc.assert(
      fc.property(someScores, someScores, (positives, negatives) => {
        const bent = (values: readonly number[]) => values.map((value) => Math.exp(3 * value) - 5);
        const area = areaUnderRoc(positives, negatives);
        expect(areaUnderRoc(bent(positives), bent(negatives))).toBeCloseTo(area, 12);
        expect(areaUnderRoc([...positives].reverse(), [...negatives].reverse())).toBeCloseTo(area, 12);
        expect(area).toBeGreaterThanOrEqual(0);
        expect(area).toBeLessThanOrEqual(1);
      }),
    );
  });
});

const decisions = (shouldRefuse: number, both: number, wrongly: number, rightlyAnswered: number) => [
  ...Array.from({ length: both }, () => ({ shouldRefuse: true, refused: true })),
  ...Array.from({ length: shouldRefuse - both }, () => ({ shouldRefuse: true, refused: false })),
  ...Array.from({ length: wrongly }, () => ({ shouldRefuse: false, refused: true })),
  ...Array.from({ length: rightlyAnswered }, () => ({ shouldRefuse: false, refused: false })),
];

describe('refusalScores', () => {
  it('counts refusals of questions to refuse', () => {
    // Four to refuse, two of them refused, one refused wrongly: P = 2/3, R = 2/4, F1 = 2 · 1/3 / (7/6) = 4/7.
    const { precision, recall, f1 } = refusalScores(decisions(4, 2, 1, 3));
    expect(precision).toBeCloseTo(2 / 3, 12);
    expect(recall).toBe(0.5);
    expect(f1).toBeCloseTo(4 / 7, 12);
  });

  it('has precision 1 and recall 0 where nothing is refused', () => {
    expect(refusalScores(decisions(3, 0, 0, 3))).toEqual({ precision: 1, recall: 0, f1: 0 });
  });

  it('has recall 1 without a question to refuse', () => {
    expect(refusalScores(decisions(0, 0, 0, 3))).toEqual({ precision: 1, recall: 1, f1: 1 });
    expect(refusalScores(decisions(0, 0, 2, 3))).toEqual({ precision: 0, recall: 1, f1: 0 });
    expect(refusalScores([])).toEqual({ precision: 1, recall: 1, f1: 1 });
  });

  it('gives refusing everything the share of questions to refuse as precision', () => {
    // 2 of 5; F1 = 2 · 0.4 / 1.4.
    const { precision, recall, f1 } = refusalScores(decisions(2, 2, 3, 0));
    expect(precision).toBeCloseTo(0.4, 12);
    expect(recall).toBe(1);
    expect(f1).toBeCloseTo(0.8 / 1.4, 12);
  });

  it('lies between 0 and 1 and does not depend on the order', () => {
    const decision = fc.record({ shouldRefuse: fc.boolean(), refused: fc.boolean() });
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 20 }), (all) => {
        const scores = refusalScores(all);
        expect(refusalScores([...all].reverse())).toEqual(scores);
        for (const share of [scores.precision, scores.recall, scores.f1]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('riskCoverage', () => {
  it('has a point for each distinct score, from the fewest answers to all', () => {
    // Sorted: 0.9 right, 0.7 wrong, 0.7 right, 0.2 wrong. At 0.9 one of four, none wrong; at 0.7 three, one wrong; at 0.2 all, two wrong.
    const curve = riskCoverage([
      { score: 0.7, isWrong: true },
      { score: 0.2, isWrong: true },
      { score: 0.9, isWrong: false },
      { score: 0.7, isWrong: false },
    ]);
    expect(curve).toEqual([
      { threshold: 0.9, coverage: 1 / 4, risk: 0 },
      { threshold: 0.7, coverage: 3 / 4, risk: 1 / 3 },
      { threshold: 0.2, coverage: 1, risk: 2 / 4 },
    ]);
  });

  it('is empty without an answer', () => {
    expect(riskCoverage([])).toEqual([]);
  });

  it('is what counting the answers at each threshold gives', () => {
    const answer = fc.record({ score, isWrong: fc.boolean() });
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 20 }), (answers) => {
        const curve = riskCoverage(answers);
        const thresholds = [...new Set(answers.map((each) => each.score))].sort((a, b) => b - a);
        expect(curve.map(({ threshold }) => threshold)).toEqual(thresholds);
        for (const { threshold, coverage, risk } of curve) {
          const given = answers.filter((each) => each.score >= threshold);
          expect(coverage).toBeCloseTo(given.length / answers.length, 12);
          expect(risk).toBeCloseTo(given.filter(({ isWrong }) => isWrong).length / given.length, 12);
        }
        expect(curve.at(-1)!.coverage).toBe(1);
      }),
    );
  });
});
