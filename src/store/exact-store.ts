import { createTopRows } from './top-rows.ts';
import { LumiError } from '../errors.ts';
import { readWhole, writeDurably } from './durable-files.ts';
import type { VectorStore } from './vector-store.ts';

/** File: "LUMIVECT", version, dimensions, rows (uint32 each), four bytes of nothing, then rows × dimensions float32. */
const MAGIC = 'LUMIVECT';
const VERSION = 1;
const HEADER_BYTES = 24;

/**
 * An exact vector store of unit (or zero) vectors: every search compares with every row. The store of the small delta of a generation, and
 * of everything where hnswlib-node is not installed.
 */
export function buildExactStore(vectors: readonly Float32Array[], dimensions: number): VectorStore {
  const values = new Float32Array(vectors.length * dimensions);
  vectors.forEach((vector, row) => {
    if (vector.length !== dimensions) {
      throw new LumiError(
        'index_build_failed',
        `Vector ${row} has ${vector.length} dimensions, expected ${dimensions}.`,
      );
    }
    values.set(vector, row * dimensions);
  });
  return createExactStore(values, dimensions);
}

/** Reads a store that `save` wrote. Throws `index_corrupt` where the file is not one; that it is unchanged is the caller's to check. */
export async function loadExactStore(path: string): Promise<VectorStore> {
  const bytes = await readWhole(path);
  const isStore = bytes.byteLength >= HEADER_BYTES && Buffer.from(bytes, 0, MAGIC.length).toString('latin1') === MAGIC;
  if (!isStore) throw new LumiError('index_corrupt', `${path} is not a file of vectors.`);
  const [version, dimensions, rows] = new Uint32Array(bytes, MAGIC.length, 3) as unknown as [number, number, number];
  if (version !== VERSION) {
    throw new LumiError('index_incompatible', `${path} has version ${version}, expected ${VERSION}.`);
  }
  const expected = HEADER_BYTES + rows * dimensions * Float32Array.BYTES_PER_ELEMENT;
  if (dimensions === 0 || bytes.byteLength !== expected) {
    throw new LumiError(
      'index_corrupt',
      `${path} has ${bytes.byteLength} bytes, expected ${expected} for ${rows} vectors of ${dimensions} dimensions.`,
    );
  }
  return createExactStore(new Float32Array(bytes, HEADER_BYTES), dimensions);
}

function createExactStore(values: Float32Array, dimensions: number): VectorStore {
  const size = values.length / dimensions;

  // Summed in double precision, four sums at a time, which the processor can work on side by side.
  const tailFrom = dimensions - (dimensions % 4);
  const similarity = (vector: Float32Array, row: number): number => {
    const start = row * dimensions;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let at = 0; at < tailFrom; at += 4) {
      a += vector[at]! * values[start + at]!;
      b += vector[at + 1]! * values[start + at + 1]!;
      c += vector[at + 2]! * values[start + at + 2]!;
      d += vector[at + 3]! * values[start + at + 3]!;
    }
    for (let at = tailFrom; at < dimensions; at += 1) a += vector[at]! * values[start + at]!;
    return a + b + c + d;
  };

  return {
    kind: 'exact',
    dimensions,
    size,
    similarity,
    search(vector, limit, accepts) {
      const top = createTopRows(limit);
      for (let row = 0; row < size; row += 1) {
        if (accepts === undefined || accepts(row)) top.offer(row, similarity(vector, row));
      }
      return top.take().map(({ row, value }) => ({ row, similarity: value }));
    },
    async save(path) {
      const header = Buffer.alloc(HEADER_BYTES);
      header.write(MAGIC, 'latin1');
      new Uint32Array(header.buffer, header.byteOffset + MAGIC.length, 3).set([VERSION, dimensions, size]);
      await writeDurably(path, [header, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)]);
    },
    // Nothing native is held: the garbage collector sees the array.
    free() {
      return;
    },
  };
}
