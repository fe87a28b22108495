import { stat } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { LumiError, messageOf } from '../errors.ts';
import { syncFile } from './durable-files.ts';
import type { VectorHit, VectorStore } from './vector-store.ts';

/**
 * The part of hnswlib-node that is used, declared here and loaded by a name that the compiler does not follow: the package is optional, and
 * Lumi must compile where it is missing.
 */
interface HnswLibrary {
  readonly HierarchicalNSW: new (space: 'ip', dimensions: number) => HnswIndex;
}

interface HnswIndex {
  initIndex(rowsMax: number, links: number, efBuild: number, seed: number): void;
  addPoint(vector: number[], row: number): void;
  setEf(ef: number): void;
  searchKnn(
    vector: number[],
    limit: number,
    accepts?: (row: number) => boolean,
  ): { readonly neighbors: number[]; readonly distances: number[] };
  getPoint(row: number): number[];
  getCurrentCount(): number;
  writeIndex(path: string): Promise<boolean>;
  readIndex(path: string): Promise<boolean>;
}

const HNSW_PACKAGE = 'hnswlib-node';

/** Links per row and level; 16 is what the authors of HNSW recommend for vectors of some hundred dimensions. */
const LINKS = 16;
/** Candidates looked at when a row is linked; more builds slower and gains little recall. */
const EF_BUILD = 200;
/** Candidates looked at in a search. Recall@10 on 100,000 vectors of 256 dimensions: 0.955 at 200, 0.987 at 400 (3 ms). */
const EF_SEARCH = 400;
/** Levels are drawn with a fixed seed: the same vectors give the same file. */
const SEED = 100;
/** Rows linked between two looks at the event loop and two reports of progress (about 0.1 s). */
const BUILD_STEP_ROWS = 200;

/** Whether hnswlib-node is installed and its compiled part loads. */
export async function isHnswAvailable(): Promise<boolean> {
  try {
    await loadLibrary();
    return true;
  } catch {
    return false;
  }
}

/**
 * An approximate vector store of unit (or zero) vectors, held outside of the JavaScript heap. Throws `store_unavailable` without
 * hnswlib-node.
 */
export async function buildHnswStore(
  vectors: readonly Float32Array[],
  dimensions: number,
  onProgress?: (done: number, total: number) => void,
): Promise<VectorStore> {
  const { HierarchicalNSW } = await loadLibrary();
  // Inner product, not the library's cosine: on unit vectors they are the same, and a zero vector stays one (similarity 0 to all).
  const index = new HierarchicalNSW('ip', dimensions);
  index.initIndex(Math.max(1, vectors.length), LINKS, EF_BUILD, SEED);
  for (let row = 0; row < vectors.length; row += 1) {
    const vector = vectors[row]!;
    if (vector.length !== dimensions) {
      throw new LumiError(
        'index_build_failed',
        `Vector ${row} has ${vector.length} dimensions, expected ${dimensions}.`,
      );
    }
    index.addPoint(Array.from(vector), row);
    if ((row + 1) % BUILD_STEP_ROWS === 0) {
      onProgress?.(row + 1, vectors.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  onProgress?.(vectors.length, vectors.length);
  return createHnswStore(index, vectors.length, dimensions);
}

/**
 * Loads a store that `save` wrote. The file must have been checked against its digest just before: the library reads a damaged file into
 * wrong answers or a crash of the process. Throws `store_unavailable` without hnswlib-node, `index_corrupt` where the file does not fit.
 */
export async function loadHnswStore(path: string, rows: number, dimensions: number): Promise<VectorStore> {
  const { HierarchicalNSW } = await loadLibrary();
  const index = new HierarchicalNSW('ip', dimensions);
  try {
    await index.readIndex(path);
  } catch (cause) {
    throw new LumiError('index_corrupt', `${path} cannot be loaded: ${messageOf(cause)}`, { cause });
  }
  const loaded = index.getCurrentCount();
  if (loaded !== rows) throw new LumiError('index_corrupt', `${path} holds ${loaded} vectors, expected ${rows}.`);
  return createHnswStore(index, rows, dimensions);
}

function createHnswStore(built: HnswIndex, size: number, dimensions: number): VectorStore {
  let held: HnswIndex | null = built;
  built.setEf(EF_SEARCH);

  const index = (): HnswIndex => {
    if (held === null) throw new LumiError('not_ready', 'The vector store was freed and is used again.');
    return held;
  };

  const nearest = (vector: Float32Array, limit: number, accepts?: (row: number) => boolean): VectorHit[] => {
    const wanted = Math.min(limit, size);
    if (wanted <= 0) return [];
    const { neighbors, distances } = index().searchKnn(Array.from(vector), wanted, accepts);
    return neighbors
      .map((row, at) => ({ row, similarity: 1 - distances[at]! }))
      .sort((a, b) => b.similarity - a.similarity || a.row - b.row);
  };

  return {
    kind: 'hnsw',
    dimensions,
    size,
    search(vector, limit, accepts) {
      if (accepts === undefined) return nearest(vector, limit);
      // A filter that native code calls for every row it visits costs more than the search. Most filters accept most rows, so the
      // candidates that a search looks at anyway are taken first.
      const accepted = nearest(vector, Math.max(limit, EF_SEARCH)).filter(({ row }) => accepts(row));
      return accepted.length >= limit ? accepted.slice(0, limit) : nearest(vector, limit, accepts);
    },
    similarity(vector, row) {
      const stored = index().getPoint(row);
      let sum = 0;
      for (let at = 0; at < dimensions; at += 1) sum += vector[at]! * stored[at]!;
      return sum;
    },
    async save(path) {
      await index().writeIndex(path);
      await syncFile(path);
      // On a full disk the library reports success and leaves a short file.
      const bytesMin = size * dimensions * Float32Array.BYTES_PER_ELEMENT;
      const { size: bytes } = await stat(path);
      if (bytes < bytesMin) {
        throw new LumiError(
          'index_build_failed',
          `${path} has ${bytes} bytes after writing, expected more than ${bytesMin}.`,
        );
      }
    },
    free() {
      if (held === null) return;
      held = null;
      collectGarbage();
    },
  };
}

/** The module is loaded when first wanted: it is an optional dependency, because it compiles on installation. */
async function loadLibrary(): Promise<HnswLibrary> {
  try {
    const module = (await import(HNSW_PACKAGE)) as { default: HnswLibrary };
    return module.default;
  } catch (cause) {
    throw new LumiError('store_unavailable', `hnswlib-node cannot be loaded: ${messageOf(cause)}`, { cause });
  }
}

/**
 * The library has no call to free an index, and V8 does not see how much memory hangs on one: 200 swaps without this grew from 42 to
 * 1,639 MB, with it to 70 MB.
 */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
}
