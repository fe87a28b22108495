import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { acquireWriteLock } from '../../src/store/write-lock.ts';
import { temporaryFolder } from './example-input.ts';

/** A process that takes the lock, says so, and holds it until it is killed. */
async function startHolder(path: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['test/fixtures/store/hold-lock.mjs', path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

it('is held by one at a time, and free again after its release', () => {
  const path = join(temporaryFolder(), 'state', 'lock.db');
  const lock = acquireWriteLock(path);
  expect(() => acquireWriteLock(path)).toThrow(expect.objectContaining({ code: 'index_locked' }) as Error);
  lock.release();
  lock.release();
  acquireWriteLock(path).release();
  expect(existsSync(`${path}.holder`)).toBe(false);
});

it('names the other process that holds it, and is freed by its death', async () => {
  const path = join(temporaryFolder(), 'lock.db');
  const child = await startHolder(path);
  expect(() => acquireWriteLock(path)).toThrow(new RegExp(`process ${child.pid} \\(since \\d{4}-`));
  child.kill('SIGKILL');
  await once(child, 'exit');
  acquireWriteLock(path).release();
});

it('is held and given back where the name of its holder cannot be written', () => {
  const path = join(temporaryFolder(), 'lock.db');
  mkdirSync(`${path}.holder`);
  const lock = acquireWriteLock(path);
  expect(() => acquireWriteLock(path)).toThrow(/a process that has just started/);
  lock.release();
  acquireWriteLock(path).release();
});

it('says so when its folder cannot be made', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'state'), 'a file');
  expect(() => acquireWriteLock(join(folder, 'state', 'lock.db'))).toThrow(
    expect.objectContaining({ code: 'index_build_failed' }) as Error,
  );
});

it('says so when its file is no database', () => {
  const path = join(temporaryFolder(), 'lock.db');
  writeFileSync(path, Buffer.alloc(9000, 'no database '));
  expect(() => acquireWriteLock(path)).toThrow(expect.objectContaining({ code: 'index_build_failed' }) as Error);
});
