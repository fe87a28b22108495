import { crc32 } from 'node:zlib';
import { openCacheDatabase, type CacheOptions } from './cache-database.ts';
import type { SqliteDatabase } from './sqlite.ts';

/** Vectors by embedder and digest of the text, so that a build embeds only what is new. All of it can be made again. */
export interface VectorCache {
  /** The vectors that are known, by digest. */
  getMany(embedderId: string, digests: readonly string[]): Map<string, Float32Array>;
  /** Keeps vectors by digest, all or none. */
  putMany(embedderId: string, vectors: ReadonlyMap<string, Float32Array>): void;
  /** Forgets every vector, and leaves no trace of them in the file. */
  clear(): void;
  close(): void;
}

/** The checksum is of the vector: SQLite notices damage to its pages' structure only. */
const DESCRIPTION = {
  name: 'vector cache',
  without: 'Without it everything new is embedded again by the next build.',
  schema: `
    CREATE TABLE IF NOT EXISTS vectors (
      embedder TEXT NOT NULL,
      digest TEXT NOT NULL,
      vector BLOB NOT NULL,
      checksum INTEGER NOT NULL,
      PRIMARY KEY (embedder, digest)
    ) WITHOUT ROWID`,
};

/** Digests asked for in one statement. */
const GET_BATCH = 1_000;

/** Opens the cache in a file; faults of file and disk are warnings, as `openCacheDatabase` says. */
export function openVectorCache(path: string, options: CacheOptions): VectorCache {
  const cache = openCacheDatabase(path, DESCRIPTION, options);
  return {
    getMany: (embedderId, digests) => cache.run((opened) => select(opened, embedderId, digests)) ?? new Map(),
    putMany(embedderId, vectors) {
      cache.change((opened) => {
        insert(opened, embedderId, vectors);
      });
    },
    clear: () => {
      cache.clear();
    },
    close: () => {
      cache.close();
    },
  };
}

interface VectorRow {
  readonly digest: string;
  /** libsql gives the blobs of `all` as plain buffers, against its types. */
  readonly vector: ArrayBuffer;
  readonly checksum: number;
}

function select(database: SqliteDatabase, embedderId: string, digests: readonly string[]): Map<string, Float32Array> {
  const found = new Map<string, Float32Array>();
  const statement = database.prepare(
    'SELECT digest, vector, checksum FROM vectors WHERE embedder = ? AND digest IN (SELECT value FROM json_each(?))',
  );
  for (let at = 0; at < digests.length; at += GET_BATCH) {
    const batch = JSON.stringify(digests.slice(at, at + GET_BATCH));
    for (const { digest, vector, checksum } of statement.all([embedderId, batch]) as VectorRow[]) {
      if (crc32(new Uint8Array(vector)) === checksum) found.set(digest, new Float32Array(vector));
    }
  }
  return found;
}

function insert(database: SqliteDatabase, embedderId: string, vectors: ReadonlyMap<string, Float32Array>): void {
  const statement = database.prepare('INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)');
  for (const [digest, { buffer, byteOffset, byteLength }] of vectors) {
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    statement.run([embedderId, digest, bytes, crc32(bytes)]);
  }
}
