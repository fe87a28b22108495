import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { LumiError, messageOf } from '../errors.ts';
import { isDatabaseBusy, openDatabase, type SqliteDatabase } from './sqlite.ts';

/** Held by the one process that writes. */
export interface WriteLock {
  release(): void;
}

/**
 * Takes the write lock at once or not at all. It is a SQLite write transaction that is never committed: Node has no file locks, and the system
 * ends this one with the process, however that dies. Throws `index_locked` naming the holder.
 */
export function acquireWriteLock(path: string): WriteLock {
  let opened: SqliteDatabase | null = null;
  try {
    opened = openDatabase(path, { busyTimeoutMs: 0 });
    opened.exec('BEGIN IMMEDIATE');
  } catch (cause) {
    opened?.close();
    if (isDatabaseBusy(cause)) {
      throw new LumiError('index_locked', `Another process is writing: ${describeHolder(path)} holds ${path}.`, {
        cause,
      });
    }
    throw new LumiError('index_build_failed', `The lock ${path} cannot be taken: ${messageOf(cause)}`, { cause });
  }
  const database = opened;
  // Beside the database, because nobody sees what an open transaction wrote. It is for the message only, so it may be missing.
  evenIfItFails(() => {
    writeFileSync(holderPath(path), `${JSON.stringify({ pid: process.pid, since: new Date().toISOString() })}\n`);
  });
  let isReleased = false;
  return {
    release() {
      if (isReleased) return;
      isReleased = true;
      evenIfItFails(() => {
        rmSync(holderPath(path), { force: true });
      });
      // Nothing was written, and what is still open ends with the connection.
      evenIfItFails(() => database.exec('ROLLBACK'));
      database.close();
    },
  };
}

function evenIfItFails(step: () => void): void {
  try {
    step();
  } catch {
    // The lock is held, or given back, without it.
  }
}

function holderPath(path: string): string {
  return `${path}.holder`;
}

function describeHolder(path: string): string {
  try {
    const { pid, since } = JSON.parse(readFileSync(holderPath(path), 'utf8')) as { pid: number; since: string };
    return `process ${pid} (since ${since})`;
  } catch {
    return 'a process that has just started';
  }
}
