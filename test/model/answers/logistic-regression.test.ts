import { describe, expect, it } from 'vitest';
import { fitLogistic, predictLogistic } from '../../../model/train/answers/logistic-regression.ts';

describe('fitLogistic', () => {
  it('gives the share of label 1 where no feature tells', () => {
    const model = fitLogistic({ rows: [[1], [1], [1], [1]], labels: [1, 0, 0, 0] }, 1);
    expect(model.weights).toEqual([0]);
    expect(predictLogistic(model, [1])).toBeCloseTo(0.25);
  });

  it('finds the log odds of two groups where the penalty is small', () => {
    // 3 of 4 with the feature, 1 of 4 without: odds of 3 and of 1/3.
    const rows = [[1], [1], [1], [1], [0], [0], [0], [0]];
    const model = fitLogistic({ rows, labels: [1, 1, 1, 0, 1, 0, 0, 0] }, 1e-9);
    expect(model.weights[0]).toBeCloseTo(2 * Math.log(3), 4);
    expect(model.bias).toBeCloseTo(-Math.log(3), 4);
  });

  it('shrinks weights with the penalty, whatever the unit of the feature', () => {
    const labels = [1, 1, 0, 0];
    const near = fitLogistic({ rows: [[2], [1], [1], [0]], labels }, 1);
    const far = fitLogistic({ rows: [[2], [1], [1], [0]], labels }, 100);
    const scaled = fitLogistic({ rows: [[2000], [1000], [1000], [0]], labels }, 1);
    expect(far.weights[0]).toBeLessThan(near.weights[0]!);
    expect(far.weights[0]).toBeGreaterThan(0);
    expect(scaled.weights[0]! * 1000).toBeCloseTo(near.weights[0]!);
  });

  it('stays finite where the labels are separated and features repeat each other', () => {
    const model = fitLogistic(
      {
        rows: [
          [1, 1],
          [2, 2],
          [-1, -1],
          [-2, -2],
        ],
        labels: [1, 1, 0, 0],
      },
      1,
    );
    expect(model.weights[0]).toBeCloseTo(model.weights[1]!);
    expect(predictLogistic(model, [1, 1])).toBeGreaterThan(0.5);
    expect(model.weights.every(Number.isFinite)).toBe(true);
  });
});
