import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantise } from '../../model/train/write-model.ts';

describe('quantise', () => {
  it('keeps each value to half a step of its row', () => {
    const DIMENSIONS = 4;
    const value = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((thousandths) => thousandths / 1000);
    const rows = fc.array(value, { minLength: 2 * DIMENSIONS, maxLength: 2 * DIMENSIONS });
    fc.assert(
      fc.property(rows, (values) => {
        const vectors = Float32Array.from(values);
        const { table, rowScale } = quantise(vectors, DIMENSIONS);
        vectors.forEach((value, k) => {
          const step = rowScale[Math.floor(k / DIMENSIONS)]!;
          expect(Math.abs(table[k]! * step - value)).toBeLessThanOrEqual(step * 0.5001);
        });
      }),
    );
  });

  it('leaves a row of zeros at zero', () => {
    expect(quantise(new Float32Array(2), 2)).toEqual({ table: new Int8Array(2), rowScale: new Float32Array(1) });
  });
});
