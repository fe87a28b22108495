import { existsSync, renameSync, rmSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { messageOf } from '../errors.ts';
import { isDatabaseDamaged, isStorageFault, openDatabase, type SqliteDatabase } from './sqlite.ts';

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

export interface VectorCacheOptions {
  /** Told when a damaged cache is set aside, and when the disk does not let the cache be used. */
  readonly onWarning: (message: string) => void;
}

/** The checksum is of the vector: SQLite notices damage to its pages' structure only. */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS vectors (
    embedder TEXT NOT NULL,
    digest TEXT NOT NULL,
    vector BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (embedder, digest)
  ) WITHOUT ROWID`;

/** Digests asked for in one statement. */
const GET_BATCH = 1_000;

/** Files that belong to a database in WAL mode. */
const DATABASE_FILES = ['', '-wal', '-shm'];

/**
 * Opens the cache in a file. A damaged file is renamed to `<name>.damaged` with a warning and the cache begins anew. Where the disk is full or
 * fails, a warning says so and nothing is cached any more: the cache only saves time and never makes a build fail.
 */
export function openVectorCache(path: string, options: VectorCacheOptions): VectorCache {
  let database: SqliteDatabase | null = null;
  let isGivenUp = false;

  const opened = (): SqliteDatabase => {
    if (database !== null) return database;
    database = openDatabase(path);
    database.exec('PRAGMA journal_mode = WAL');
    // A power cut may cost the last vectors, which are then made again.
    database.exec('PRAGMA synchronous = NORMAL');
    database.exec(SCHEMA);
    return database;
  };

  const close = (): void => {
    const closing = database;
    database = null;
    closing?.close();
  };

  const closeQuietly = (): void => {
    try {
      close();
    } catch {
      // It is given up in any case.
    }
  };

  const setAside = (cause: unknown): void => {
    closeQuietly();
    for (const suffix of DATABASE_FILES) {
      if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.damaged${suffix}`);
    }
    options.onWarning(
      `The vector cache ${path} is damaged (${messageOf(cause)}). It was renamed to ${path}.damaged and begins anew.`,
    );
  };

  const runOrMend = <T>(operate: (database: SqliteDatabase) => T): T => {
    try {
      return operate(opened());
    } catch (error) {
      if (!isDatabaseDamaged(error)) throw error;
      setAside(error);
      return operate(opened());
    }
  };

  /** Null where there is no cache any more. */
  const run = <T>(operate: (database: SqliteDatabase) => T): T | null => {
    if (isGivenUp) return null;
    try {
      return runOrMend(operate);
    } catch (error) {
      if (!isStorageFault(error)) throw error;
      isGivenUp = true;
      closeQuietly();
      options.onWarning(
        `The vector cache ${path} cannot be used (${messageOf(error)}). Without it everything new is embedded again by the next build.`,
      );
      return null;
    }
  };

  run(() => undefined);
  return {
    getMany: (embedderId, digests) => run((opened) => select(opened, embedderId, digests)) ?? new Map(),
    putMany(embedderId, vectors) {
      run((opened) => {
        insert(opened, embedderId, vectors);
      });
    },
    clear() {
      close();
      for (const suffix of [...DATABASE_FILES, ...DATABASE_FILES.map((name) => `.damaged${name}`)]) {
        rmSync(path + suffix, { force: true });
      }
    },
    close() {
      // libsql leaves the log beside the database otherwise.
      run((opened) => opened.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
      close();
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

/** Not with `database.transaction`: SQLite ends a transaction itself when the disk is full, and rolling back then fails and hides why. */
function insert(database: SqliteDatabase, embedderId: string, vectors: ReadonlyMap<string, Float32Array>): void {
  const statement = database.prepare('INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)');
  database.exec('BEGIN');
  try {
    for (const [digest, { buffer, byteOffset, byteLength }] of vectors) {
      const bytes = Buffer.from(buffer, byteOffset, byteLength);
      statement.run([embedderId, digest, bytes, crc32(bytes)]);
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
