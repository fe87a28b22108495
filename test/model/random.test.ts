import { describe, expect, it } from 'vitest';
import { createRandom, shuffle } from '../../model/train/random.ts';

describe('createRandom', () => {
  it('gives the same numbers for the same seed only', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 20 }, () => random.uniform());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('gives normal numbers of mean 0 and variance 1', () => {
    const random = createRandom(3);
    const values = Array.from({ length: 50_000 }, () => random.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    // Ten standard errors each.
    expect(Math.abs(mean)).toBeLessThan(0.045);
    expect(Math.abs(variance - 1)).toBeLessThan(0.065);
  });

  it('gives every whole number below the limit about equally often', () => {
    const random = createRandom(4);
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 30_000; draw += 1) counts[random.below(3)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(800);
  });
});

describe('shuffle', () => {
  it('changes the order and nothing else', () => {
    const values = Uint32Array.from({ length: 100 }, (_, i) => i);
    shuffle(values, createRandom(5));
    expect([...values]).not.toEqual([...values].sort((a, b) => a - b));
    expect([...values].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});
