import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BuildReport } from '../../src/index.ts';
import { acquireWriteLock } from '../../src/store/write-lock.ts';
import type { Answer } from '../../src/types.ts';
import {
  createWorkspace,
  eventually,
  POOL_QUESTION,
  ready,
  runLumi,
  spawnLumi,
  startLumi,
  WITHOUT_HNSW,
  type Workspace,
} from '../support/lumi-process.ts';

let built: Workspace;
/** The workspace of the test. */
let city: Workspace;
const cleanUps: (() => unknown)[] = [];

beforeAll(async () => {
  built = await createWorkspace();
  expect(await runLumi(['index'], built.env)).toMatchObject({ code: 0 });
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});
afterAll(() => built.remove());

async function enter(workspace: Promise<Workspace>): Promise<void> {
  const entered = await workspace;
  city = entered;
  cleanUps.push(() => entered.remove());
}

async function lumi<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await runLumi([...args, '--json'], city.env);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as T;
}

const build = (...args: string[]) => lumi<BuildReport>('index', ...args);

/** What Lumi says today about the one document that tests change. */
async function openingHour(env: Readonly<Record<string, string>> = {}): Promise<string | undefined> {
  const { stdout, stderr } = await runLumi(['ask', POOL_QUESTION, '--json'], { ...city.env, ...env });
  expect(stdout, stderr).not.toBe('');
  return /um (\d+) Uhr/.exec((JSON.parse(stdout) as Answer).text)?.[1];
}

async function hiddenNames(): Promise<string[]> {
  return (await readdir(city.indexDir)).filter((name) => name.startsWith('.'));
}

describe('lumi index', () => {
  it('writes nothing for an unchanged corpus, a delta for one document, and everything with --full', async () => {
    await enter(createWorkspace(built));
    const again = await build();
    expect(again).toMatchObject({ kind: 'unchanged', embedded: 0, isActive: true });

    await city.writePool(8);
    const delta = await build();
    expect(delta).toMatchObject({ kind: 'delta', embedded: 1, passages: again.passages, isActive: true });
    expect(await openingHour()).toBe('8');

    const full = await build('--full');
    expect(full).toMatchObject({ kind: 'full', embedded: 0, passages: again.passages, isActive: true });
    expect(await openingHour()).toBe('8');
    const { generations } = await lumi<{ generations: { id: string; isCurrent: boolean }[] }>('index', 'status');
    expect(generations.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
      [full.generation, true],
      [delta.generation, false],
      [again.generation, false],
    ]);
  });

  it('says who is writing when it is locked out, and changes nothing', async () => {
    await enter(createWorkspace(built));
    const before = await readdir(city.indexDir);
    const lock = acquireWriteLock(join(city.dataDir, 'state/lock.db'));
    cleanUps.push(() => {
      lock.release();
    });
    for (const args of [[], ['--full'], ['rollback'], ['unpin']]) {
      const run = await runLumi(['index', ...args], city.env);
      expect(run).toMatchObject({ code: 1, stdout: '' });
      expect(run.stderr).toMatch(new RegExp(`^error: Another process is writing: process ${process.pid} `, 'm'));
    }
    expect(await readdir(city.indexDir)).toEqual(before);
    // Reading needs no lock.
    expect(await openingHour()).toBe('7');
  });

  it('lets one of several builds at a time through, and damages nothing', async () => {
    await enter(createWorkspace(built));
    await city.writePool(8);
    const runs = await Promise.all([1, 2, 3].map(() => runLumi(['index', '--full'], city.env)));
    expect(runs.some(({ code }) => code === 0)).toBe(true);
    for (const { stderr } of runs.filter(({ code }) => code !== 0)) {
      expect(stderr).toMatch(/^error: Another process is writing/m);
    }
    await lumi('index', 'verify');
    expect(await openingHour()).toBe('8');
  });

  it('leaves the old generation in use when it is killed while writing, and builds on the next run', async () => {
    await enter(createWorkspace(built));
    await city.writePool(8);
    let killedWhileWriting = 0;
    for (const delayMs of [0, 10, 30, 60]) {
      const building = spawnLumi(['index', '--full'], city.env);
      await eventually(async () => building.child.exitCode !== null || (await hiddenNames()).length > 0);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      building.child.kill('SIGKILL');
      const { signal } = await building.ended;
      if (signal === 'SIGKILL' && (await hiddenNames()).some((name) => name.startsWith('.building-'))) {
        killedWhileWriting += 1;
        expect(await openingHour()).toBe('7');
      }
      expect(await runLumi(['index', 'verify'], city.env)).toMatchObject({ code: 0 });
    }
    expect(killedWhileWriting).toBeGreaterThan(0);
    await build();
    expect(await openingHour()).toBe('8');
    expect(await hiddenNames()).toEqual([]);
  });

  it('goes back to the generation before, and stays there until it is unpinned', async () => {
    await enter(createWorkspace(built));
    await city.writePool(8);
    const second = await build();
    const back = await lumi<{ generation: string }>('index', 'rollback');
    expect(back.generation).not.toBe(second.generation);
    expect(await openingHour()).toBe('7');

    await city.writePool(9);
    const third = await build();
    expect(third).toMatchObject({ kind: 'delta', isActive: false });
    expect(await openingHour()).toBe('7');
    expect((await runLumi(['index'], city.env)).stdout).toMatch(/nothing changed.*pinned/);

    await lumi('index', 'unpin');
    expect(await build()).toMatchObject({ generation: third.generation, kind: 'unchanged', isActive: true });
    expect(await openingHour()).toBe('9');
    await lumi('index', 'rollback', '--generation', second.generation);
    expect(await openingHour()).toBe('8');
  });

  it('names a broken document, indexes the others and ends with 1', async () => {
    await enter(createWorkspace(built));
    await writeFile(join(city.corpusDir, 'stadt-heidelberg/kaputt.md'), 'Kein Kopf, nur Text.\n');
    await city.writePool(8);
    const run = await runLumi(['index'], city.env);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/^error: stadt-heidelberg\/kaputt\.md: /m);
    expect(await openingHour()).toBe('8');
  });

  it('keeps the generation in use when the corpus is gone', async () => {
    await enter(createWorkspace(built));
    await rm(city.corpusDir, { recursive: true });
    const run = await runLumi(['index'], city.env);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(city.corpusDir);
    expect(await openingHour()).toBe('7');
  });

  it('prints its result on stdout, and no progress where stderr is no terminal', async () => {
    await enter(createWorkspace(built));
    const run = await runLumi(['index', '--full'], city.env);
    expect(run.stdout).toMatch(/^\S+: full build, \d+ documents, \d+ passages, 0 newly embedded, [\d.]+ s\n$/);
    expect(run.stderr).not.toMatch(/embedding|indexing|\r/);
  });
});

describe('without hnswlib-node', () => {
  it('indexes with the exact store, says so, and answers', async () => {
    await enter(createWorkspace());
    const run = await runLumi(['index', '--json'], { ...city.env, ...WITHOUT_HNSW });
    expect(run.code).toBe(0);
    expect(run.stderr).toMatch(/^warning: hnswlib-node /m);
    const { generation } = JSON.parse(run.stdout) as BuildReport;
    const manifest = await readFile(join(city.indexDir, generation, 'manifest.json'), 'utf8');
    expect(JSON.parse(manifest)).toMatchObject({ storeKind: 'exact' });
    expect(await openingHour(WITHOUT_HNSW)).toBe('7');
    const doctor = await runLumi(['doctor'], { ...city.env, ...WITHOUT_HNSW });
    expect(doctor).toMatchObject({ code: 0, stdout: expect.stringMatching(/^warning .*hnswlib-node/m) as string });
  });

  it('refuses an index that was built with it, says why, and builds another', async () => {
    await enter(createWorkspace(built));
    const current = await readFile(join(city.indexDir, 'current'), 'utf8');
    const { generation } = JSON.parse(current) as { generation: string };
    const manifest = await readFile(join(city.indexDir, generation, 'manifest.json'), 'utf8');
    // On a machine where the library does not compile there is no such index.
    if (!manifest.includes('"storeKind": "hnsw"')) return;

    const env = { ...city.env, ...WITHOUT_HNSW };
    for (const args of [['ask', POOL_QUESTION], ['search', POOL_QUESTION], ['doctor']]) {
      const { code, signal, stdout, stderr } = await runLumi(args, env);
      expect([code, signal]).toEqual([1, null]);
      expect(`${stdout}${stderr}`).toMatch(/hnswlib-node cannot be loaded/);
      expect(`${stdout}${stderr}`).not.toMatch(/^\s+at /m);
    }
    const server = await startLumi(env);
    cleanUps.push(() => server.stop());
    await server.says(/hnswlib-node cannot be loaded/);
    await ready(server);
    expect(await openingHour(WITHOUT_HNSW)).toBe('7');
  });
});
