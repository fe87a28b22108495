import { describe, expect, it } from 'vitest';
import { predictedPlaces } from '../../src/answer/predicted-places.ts';

describe('predictedPlaces', () => {
  it('takes what is probable by itself and beside the best', () => {
    expect(predictedPlaces([0.1, 0.9, 0.5, 0.3, 0.26])).toEqual([1, 2]);
    expect(predictedPlaces([0.5, 0.3, 0.24, 0.26])).toEqual([0, 1, 3]);
  });

  it('takes the best even where nothing is probable', () => {
    expect(predictedPlaces([0.01, 0.05, 0.02])).toEqual([1]);
  });

  it('gives nothing for nothing', () => {
    expect(predictedPlaces([])).toEqual([]);
  });
});
