import { describe, expect, it } from 'vitest';
import { estimatorOf } from '../../src/retrieve/feature-model.ts';

describe('estimatorOf', () => {
  const estimate = estimatorOf({ bias: -1, weights: { near: 2, far: -0.5 } });

  it('is the logistic of the bias and the weighted features, as computed by hand', () => {
    const values: Readonly<Record<string, number>> = { near: 1.5, far: 2 };
    expect(estimate((feature) => values[feature]!)).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
  });

  it('is the logistic of the bias where all features are 0', () => {
    expect(estimate(() => 0)).toBeCloseTo(1 / (1 + Math.exp(1)), 12);
  });
});
