import { describe, expect, it } from 'vitest';
import { SILENT } from '../../model/train/progress.ts';
import { createRandom } from '../../model/train/random.ts';
import { factorise, type SymmetricMatrix } from '../../model/train/svd.ts';

describe('factorise', () => {
  it('finds the vectors of a matrix worked out by hand', () => {
    // [[2, 1], [1, 2]] has the eigenvalues 3 for (1, 1)/√2 and 1 for (1, −1)/√2.
    const rows = factorise(symmetric([[2], [1, 2]]), 2, createRandom(1), SILENT);
    expect(Array.from(rows, Math.abs)).toEqual(
      [Math.sqrt(1.5), Math.sqrt(0.5), Math.sqrt(1.5), Math.sqrt(0.5)].map(
        (value) => expect.closeTo(value, 5) as number,
      ),
    );
    expect(rows[0]! * rows[2]!).toBeGreaterThan(0);
    expect(rows[1]! * rows[3]!).toBeLessThan(0);
  });

  it('gives back a matrix of low rank from the products of its rows', () => {
    const random = createRandom(2);
    const size = 60;
    const rank = 5;
    const factor = Array.from({ length: size }, () => Array.from({ length: rank }, () => random.normal()));
    const product = factor.map((a, i) => factor.slice(0, i + 1).map((b) => dot(a, b)));
    const found = factorise(symmetric(product), rank, random, SILENT);
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        expect(
          dot([...found.subarray(i * rank, (i + 1) * rank)], [...found.subarray(j * rank, (j + 1) * rank)]),
        ).toBeCloseTo(product[i]![j]!, 3);
      }
    }
  });

  it('keeps the directions of largest magnitude when it may keep few', () => {
    const found = factorise(symmetric([[1], [0, -9], [0, 0, 4]]), 2, createRandom(3), SILENT);
    expect(Array.from(found, Math.abs)).toEqual([0, 0, 3, 0, 0, 2].map((value) => expect.closeTo(value, 4) as number));
  });

  it('leaves a piece without neighbours at zero', () => {
    expect([...factorise(symmetric([[1], [0, 0]]), 2, createRandom(4), SILENT).subarray(2)]).toEqual(
      [0, 0].map(() => expect.closeTo(0, 6) as number),
    );
  });
});

/** From the rows of the lower triangle. */
function symmetric(triangle: readonly (readonly number[])[]): SymmetricMatrix {
  const entries = triangle.flatMap((row, i) => row.map((value, j) => [i, j, value] as const));
  return {
    size: triangle.length,
    rows: Uint32Array.from(entries, ([row]) => row),
    columns: Uint32Array.from(entries, ([, column]) => column),
    values: Float32Array.from(entries, ([, , value]) => value),
  };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * b[k]!, 0);
}
