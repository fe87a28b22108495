/**
 * Nearest neighbours by cosine. Rows are numbered from 0 in the order they were built. `hnsw-store.ts` is approximate and native,
 * `exact-store.ts` is plain and exact; `test/contracts/vector-store.contract.ts` holds the first against the second.
 */
export interface VectorStore {
  readonly kind: VectorStoreKind;
  readonly dimensions: number;
  readonly size: number;
  /** Up to `limit` rows by falling similarity; rows for which `accepts` is false are left out. */
  search(vector: Float32Array, limit: number, accepts?: (row: number) => boolean): VectorHit[];
  /** Cosine of the vector with one row, in [−1, 1]. */
  similarity(vector: Float32Array, row: number): number;
  /** Writes the store to one file and syncs it. */
  save(path: string): Promise<void>;
  /** Frees native memory; the store must not be used afterwards. */
  free(): void;
}

export const VECTOR_STORE_KINDS = ['hnsw', 'exact'] as const;
export type VectorStoreKind = (typeof VECTOR_STORE_KINDS)[number];

export interface VectorHit {
  readonly row: number;
  /** Cosine, in [−1, 1]. */
  readonly similarity: number;
}
