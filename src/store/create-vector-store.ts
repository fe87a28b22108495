import { buildExactStore, loadExactStore } from './exact-store.ts';
import { buildHnswStore, isHnswAvailable, loadHnswStore } from './hnsw-store.ts';
import { LumiError } from '../errors.ts';
import type { VectorStore, VectorStoreKind } from './vector-store.ts';

/** The best kind of store that works here; `warning` says what is missing and what that costs. */
export async function chooseVectorStore(): Promise<{
  readonly kind: VectorStoreKind;
  readonly warning: string | null;
}> {
  if (await isHnswAvailable()) return { kind: 'hnsw', warning: null };
  return {
    kind: 'exact',
    warning:
      'hnswlib-node is not installed or did not compile (it wants python3, make and g++): the exact vector store is used. ' +
      'It finds at least what the other one would; beyond some 20,000 passages a question takes noticeably longer.',
  };
}

/** Builds a store of unit (or zero) vectors; `onProgress` is told the rows done. */
export async function buildVectorStore(
  kind: VectorStoreKind,
  vectors: readonly Float32Array[],
  dimensions: number,
  onProgress?: (done: number, total: number) => void,
): Promise<VectorStore> {
  switch (kind) {
    case 'hnsw':
      return await buildHnswStore(vectors, dimensions, onProgress);
    case 'exact':
      return buildExactStore(vectors, dimensions);
  }
}

/** Loads a store from a file that was checked against its digest. Throws `index_corrupt` where it holds something else. */
export async function loadVectorStore(
  kind: VectorStoreKind,
  path: string,
  rows: number,
  dimensions: number,
): Promise<VectorStore> {
  const store = kind === 'hnsw' ? await loadHnswStore(path, rows, dimensions) : await loadExactStore(path);
  if (store.size !== rows || store.dimensions !== dimensions) {
    throw new LumiError(
      'index_corrupt',
      `${path} holds ${store.size} vectors of ${store.dimensions} dimensions, expected ${rows} of ${dimensions}.`,
    );
  }
  return store;
}
