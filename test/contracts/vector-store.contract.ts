import { writeFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { VectorStore } from '../../src/store/vector-store.ts';

export interface VectorStoreUnderTest {
  readonly build: (vectors: readonly Float32Array[], dimensions: number) => Promise<VectorStore>;
  readonly load: (path: string, rows: number, dimensions: number) => Promise<VectorStore>;
  /** Least share of the true nearest ten that a search must find. */
  readonly recallMin: number;
}

const DIMENSIONS = 32;
/** What single precision may add to or take from a cosine. */
const PRECISION = 1e-5;

/** What every vector store must keep, held against comparing with every row. */
export function vectorStoreContract(name: string, { build, load, recallMin }: VectorStoreUnderTest): void {
  describe(`${name} as a vector store`, () => {
    const opened: VectorStore[] = [];
    const track = (store: VectorStore): VectorStore => {
      opened.push(store);
      return store;
    };
    afterEach(() => {
      opened.splice(0).forEach((store) => {
        store.free();
      });
    });

    it('finds the nearest rows, best first', async () => {
      const vectors = randomUnitVectors(2000, 1);
      const store = track(await build(vectors, DIMENSIONS));
      let found = 0;
      const questions = randomUnitVectors(50, 2);
      for (const question of questions) {
        const hits = store.search(question, 10);
        expect(hits).toHaveLength(10);
        const similarities = hits.map((hit) => hit.similarity);
        expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
        const truth = new Set(bruteForce(vectors, question, 10));
        found += hits.filter((hit) => truth.has(hit.row)).length;
      }
      expect(found / (10 * questions.length)).toBeGreaterThanOrEqual(recallMin);
    });

    it('gives the cosine of each hit and of any row', async () => {
      const vectors = randomUnitVectors(300, 3);
      const store = track(await build(vectors, DIMENSIONS));
      const [question] = randomUnitVectors(1, 4);
      for (const { row, similarity } of store.search(question!, 20)) {
        expect(Math.abs(similarity - dot(question!, vectors[row]!))).toBeLessThan(PRECISION);
      }
      for (const row of [0, 150, 299]) {
        expect(Math.abs(store.similarity(question!, row) - dot(question!, vectors[row]!))).toBeLessThan(PRECISION);
      }
    });

    it('leaves out rows that are not accepted, and still finds the nearest of the others', async () => {
      const vectors = randomUnitVectors(1000, 5);
      const store = track(await build(vectors, DIMENSIONS));
      const accepts = (row: number): boolean => row % 50 === 0;
      const [question] = randomUnitVectors(1, 6);
      const hits = store.search(question!, 10, accepts);
      expect(hits.map((hit) => hit.row)).toEqual(bruteForce(vectors, question!, 10, accepts));
      expect(store.search(question!, 10, () => false)).toEqual([]);
    });

    it('gives all rows when asked for more than there are, and none for a limit of zero', async () => {
      const store = track(await build(randomUnitVectors(3, 7), DIMENSIONS));
      const [question] = randomUnitVectors(1, 8);
      expect(
        store
          .search(question!, 10)
          .map((hit) => hit.row)
          .sort(),
      ).toEqual([0, 1, 2]);
      expect(store.search(question!, 0)).toEqual([]);
    });

    it('answers the same after saving and loading', async () => {
      const path = join(mkdtempSync(join(tmpdir(), 'lumi-contract-')), 'vectors');
      const built = track(await build(randomUnitVectors(500, 9), DIMENSIONS));
      await built.save(path);
      const loaded = track(await load(path, 500, DIMENSIONS));
      expect(loaded).toMatchObject({ kind: built.kind, dimensions: DIMENSIONS, size: 500 });
      for (const question of randomUnitVectors(5, 10)) {
        expect(loaded.search(question, 10)).toEqual(built.search(question, 10));
        expect(loaded.similarity(question, 42)).toBe(built.similarity(question, 42));
      }
    });

    it('writes the same file for the same vectors', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'lumi-contract-'));
      for (const file of ['a', 'b']) {
        await track(await build(randomUnitVectors(200, 11), DIMENSIONS)).save(join(folder, file));
      }
      expect(readFileSync(join(folder, 'a')).equals(readFileSync(join(folder, 'b')))).toBe(true);
    });

    it('keeps zero vectors, which are near to nothing', async () => {
      const zero = new Float32Array(DIMENSIONS);
      const vectors = randomUnitVectors(50, 12).flatMap((vector) => [vector, zero]);
      const store = track(await build(vectors, DIMENSIONS));
      const [question] = randomUnitVectors(1, 13);
      expect(store.similarity(question!, 1)).toBe(0);
      expect(store.search(vectors[10]!, 1)[0]).toMatchObject({ row: 10 });
      expect(store.search(zero, 5).map((hit) => hit.similarity)).toEqual([0, 0, 0, 0, 0]);
      const onlyZeros = track(await build([zero, zero, zero], DIMENSIONS));
      expect(onlyZeros.search(question!, 3)).toHaveLength(3);
    });

    it('can be empty', async () => {
      const path = join(mkdtempSync(join(tmpdir(), 'lumi-contract-')), 'vectors');
      await track(await build([], DIMENSIONS)).save(path);
      const store = track(await load(path, 0, DIMENSIONS));
      expect(store.search(randomUnitVectors(1, 14)[0]!, 5)).toEqual([]);
    });

    it('refuses vectors of another length', async () => {
      await expect(build([new Float32Array(DIMENSIONS - 1)], DIMENSIONS)).rejects.toMatchObject({
        code: 'index_build_failed',
      });
    });

    it('refuses a file of something else by name', async () => {
      const path = join(mkdtempSync(join(tmpdir(), 'lumi-contract-')), 'vectors');
      writeFileSync(path, 'something else altogether, longer than any header of a file');
      await expect(load(path, 1, DIMENSIONS)).rejects.toMatchObject({
        code: 'index_corrupt',
        message: expect.stringContaining(path) as string,
      });
    });
  });
}

/** Unit vectors from a linear congruential generator, so that a failure can be seen again. */
export function randomUnitVectors(count: number, seed: number, dimensions = DIMENSIONS): Float32Array[] {
  let state = seed * 2_654_435_761;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  return Array.from({ length: count }, () => {
    const vector = Float32Array.from({ length: dimensions }, random);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
}

function bruteForce(
  vectors: readonly Float32Array[],
  question: Float32Array,
  limit: number,
  accepts: (row: number) => boolean = () => true,
): number[] {
  return vectors
    .map((vector, row) => ({ row, similarity: dot(question, vector) }))
    .filter(({ row }) => accepts(row))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, limit)
    .map(({ row }) => row);
}
