import { existsSync, renameSync, rmSync } from 'node:fs';
import { messageOf } from '../errors.ts';
import { isDatabaseDamaged, isStorageFault, openDatabase, type SqliteDatabase } from './sqlite.ts';

/** A database of things that can all be made again. */
export interface CacheDatabase {
  /** What the operation gives; null where there is no cache any more. */
  run<T>(operate: (database: SqliteDatabase) => T): T | null;
  /** Does several changes, all or none. */
  change(operate: (database: SqliteDatabase) => void): void;
  /** Forgets everything, and leaves no trace of it in the file. */
  clear(): void;
  close(): void;
}

export interface CacheOptions {
  /** Told when a damaged cache is set aside, and when the disk does not let the cache be used. */
  readonly onWarning: (message: string) => void;
}

export interface CacheDescription {
  /** What the cache is called in warnings: `vector cache`. */
  readonly name: string;
  /** What happens without it, as a sentence. */
  readonly without: string;
  /** Statement that creates the table where there is none. */
  readonly schema: string;
}

/** Files that belong to a database in WAL mode. */
const DATABASE_FILES = ['', '-wal', '-shm'];

/**
 * Opens a cache in a file. A damaged file is renamed to `<name>.damaged` with a warning and the cache begins anew. Where the disk is full or
 * fails, a warning says so and nothing is cached any more: a cache only saves time and never makes a build fail.
 */
export function openCacheDatabase(
  path: string,
  { name, without, schema }: CacheDescription,
  options: CacheOptions,
): CacheDatabase {
  let database: SqliteDatabase | null = null;
  let isGivenUp = false;

  const opened = (): SqliteDatabase => {
    if (database !== null) return database;
    database = openDatabase(path);
    database.exec('PRAGMA journal_mode = WAL');
    // A power cut may cost the last entries, which are then made again.
    database.exec('PRAGMA synchronous = NORMAL');
    database.exec(schema);
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
      `The ${name} ${path} is damaged (${messageOf(cause)}). It was renamed to ${path}.damaged and begins anew.`,
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

  const run = <T>(operate: (database: SqliteDatabase) => T): T | null => {
    if (isGivenUp) return null;
    try {
      return runOrMend(operate);
    } catch (error) {
      if (!isStorageFault(error)) throw error;
      isGivenUp = true;
      closeQuietly();
      options.onWarning(`The ${name} ${path} cannot be used (${messageOf(error)}). ${without}`);
      return null;
    }
  };

  run(() => undefined);
  return {
    run,
    change(operate) {
      run((opened) => {
        inTransaction(opened, operate);
      });
    },
    clear() {
      close();
      for (const suffix of [...DATABASE_FILES, ...DATABASE_FILES.map((each) => `.damaged${each}`)]) {
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

/** Not with `database.transaction`: SQLite ends a transaction itself when the disk is full, and rolling back then fails and hides why. */
function inTransaction(database: SqliteDatabase, operate: (database: SqliteDatabase) => void): void {
  database.exec('BEGIN');
  try {
    operate(database);
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
