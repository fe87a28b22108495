import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { LumiError, messageOf } from '../errors.ts';
import { isDatabaseBusy, openDatabase } from './sqlite.ts';

/** Held by the one process that writes. */
export interface WriteLock {
  release(): void;
}

/**
 * Takes the write lock at once or not at all. It is a SQLite write transaction that is never committed: Node has no file locks, and the system
 * ends this one with the process, however that dies. Throws `index_locked` naming the holder.
 */
export function acquireWriteLock(path: string): WriteLock {
  const database = openDatabase(path, { busyTimeoutMs: 0 });
  try {
    database.exec('BEGIN IMMEDIATE');
  } catch (cause) {
    database.close();
    if (isDatabaseBusy(cause)) {
      throw new LumiError('index_locked', `Another process is writing: ${describeHolder(path)} holds ${path}.`, {
        cause,
      });
    }
    throw new LumiError('index_build_failed', `The lock ${path} cannot be taken: ${messageOf(cause)}`, { cause });
  }
  // Beside the database, because nobody sees what an open transaction wrote. It is for the message only.
  writeFileSync(holderPath(path), `${JSON.stringify({ pid: process.pid, since: new Date().toISOString() })}\n`);
  let isReleased = false;
  return {
    release() {
      if (isReleased) return;
      isReleased = true;
      rmSync(holderPath(path), { force: true });
      database.exec('ROLLBACK');
      database.close();
    },
  };
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
