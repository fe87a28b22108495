import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

export type SqliteDatabase = InstanceType<typeof Database>;

/** How long a statement waits for another process before it fails as busy, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens a database file, creating it and its folder where there is none. A damaged file shows at the first statement. Give a statement its
 * parameters as one array: libsql takes a lone object, a buffer too, for named parameters and aborts the process.
 */
export function openDatabase(path: string, options: { readonly busyTimeoutMs?: number } = {}): SqliteDatabase {
  mkdirSync(dirname(path), { recursive: true });
  return new Database(path, { timeout: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS });
}

/** Whether a statement failed because another connection holds the database. */
export function isDatabaseBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY');
}

/** Whether a statement failed because the file is damaged or no database. */
export function isDatabaseDamaged(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB');
}

/** Whether a statement, or opening the database, failed because of the disk or the file system, and not because of what was asked. */
export function isStorageFault(error: unknown): boolean {
  return /^(?:SQLITE_(?:FULL|IOERR|CANTOPEN|READONLY|BUSY|LOCKED|PROTOCOL|NOMEM|CORRUPT|NOTADB)|E[A-Z]+$)/.test(
    codeOf(error),
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
