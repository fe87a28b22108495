import { cp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmbedder, loadConfig, verifyIndex, type BuildReport } from '../src/index.ts';
import { openLiveIndex } from '../src/store/live-index.ts';
import { formatManifest, readManifest } from '../src/store/manifest.ts';
import { acquireWriteLock, type WriteLock } from '../src/store/write-lock.ts';
import {
  createWorkspace,
  eventually,
  ready,
  runLumi,
  startLumi,
  type LumiServer,
  type Workspace,
} from './support/lumi-process.ts';

/** Damage in each place of a generation: refused by name, and the last good generation serves. */

const DAMAGES = {
  'a flipped bit': async (path) => {
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
  },
  'a short end': async (path) => {
    await truncate(path, (await stat(path)).size - 7);
  },
  'no file': (path) => rm(path),
} as const satisfies Record<string, (path: string) => Promise<void>>;
const KINDS = Object.keys(DAMAGES) as (keyof typeof DAMAGES)[];

let city: Workspace;
/** An untouched copy of the index folder. */
let pristine: string;
/** A generation that shares nothing with the others. */
let first: string;
/** The last good one. */
let good: string;
/** Built on `good` with a changed document, so that it has every kind of file; it is the one in use. */
let latest: string;
let files: readonly string[];

beforeAll(async () => {
  city = await createWorkspace();
  const build = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runLumi(['index', '--json', ...args], city.env);
    expect(code, stderr).toBe(0);
    return (JSON.parse(stdout) as BuildReport).generation;
  };
  first = await build();
  await city.writePool(8);
  good = await build('--full');
  await city.writePool(9);
  latest = await build();
  files = (await readdir(join(city.indexDir, latest))).sort();
  pristine = join(city.folder, 'pristine');
  await cp(city.indexDir, pristine, { recursive: true });
});
afterAll(() => city.remove());

const pathOf = (file: string) => join(city.indexDir, latest, file);

/** Runs a step with the damage done, and mends it. */
async function withDamage(file: string, kind: keyof typeof DAMAGES, step: () => Promise<void>): Promise<void> {
  await DAMAGES[kind](pathOf(file));
  try {
    await step();
  } finally {
    await mend();
  }
}

async function mend(): Promise<void> {
  await rm(join(city.indexDir, latest), { recursive: true, force: true });
  await cp(join(pristine, latest), join(city.indexDir, latest), { recursive: true });
  await pointTo(latest);
}

async function pointTo(generation: string): Promise<void> {
  const pointer = { generation, pinned: false, activatedAt: new Date().toISOString() };
  await writeFile(join(city.indexDir, 'current'), JSON.stringify(pointer));
}

function config() {
  return loadConfig({ environment: city.env });
}

describe('a damaged generation', () => {
  it('is tried with every kind of file', () => {
    expect(files).toEqual([
      'base-catalogue.json',
      'base-documents.jsonl',
      'base-keywords.bin',
      expect.stringMatching(/^base-vectors\./),
      'base-words.bin',
      'delta-catalogue.json',
      'delta-documents.jsonl',
      'delta-keywords.bin',
      expect.stringMatching(/^delta-vectors\./),
      'delta-words.bin',
      'gone-keywords.bin',
      'gone-words.bin',
      'manifest.json',
    ]);
  });

  it.each(KINDS)(
    'with %s in any file is refused by name by a server that swaps and by one that starts',
    async (kind) => {
      const expected = await createEmbedder('bundled');
      for (const file of files) {
        await withDamage(file, kind, async () => {
          await pointTo(first);
          const problems: string[] = [];
          const follow = () =>
            openLiveIndex({
              indexDir: city.indexDir,
              expected,
              onProblem: ({ message }) => problems.push(message),
              pollMs: 60_000,
            });
          const running = await follow();
          await pointTo(latest);
          await running.refresh();
          expect(running.info()?.id, file).toBe(first);
          expect(problems, file).toEqual([expect.stringContaining(pathOf(file))]);
          running.close();

          const started = await follow();
          expect(started.info()?.id, file).toBe(good);
          expect(problems, file).toHaveLength(2);
          expect(problems[1]).toContain(pathOf(file));
          started.close();
        });
      }
    },
  );

  it.each(KINDS)('with %s in any file is found by its verification', async (kind) => {
    for (const file of files) {
      await withDamage(file, kind, async () => {
        const { id, problems } = await verifyIndex(config());
        expect(id).toBe(latest);
        expect(problems, file).toEqual([expect.stringContaining(pathOf(file).slice(-`${latest}/${file}`.length))]);
      });
    }
  });

  it('is named by "lumi index verify", "lumi index status" and "lumi doctor"', async () => {
    const file = 'delta-keywords.bin';
    await withDamage(file, 'a short end', async () => {
      const [verify, status, doctor] = await Promise.all(
        [['index', 'verify'], ['index', 'status'], ['doctor']].map((args) => runLumi(args, city.env)),
      );
      expect(verify).toMatchObject({ code: 1, stdout: expect.stringContaining(file) as string });
      expect(status).toMatchObject({ code: 0, stdout: expect.stringContaining(file) as string });
      expect(doctor!.stdout).toMatch(new RegExp(`^warning .*${good} serves.*${file}`, 'm'));
    });
    expect(await runLumi(['index', 'verify'], city.env)).toMatchObject({ code: 0 });
  });
});

describe('a server', () => {
  let lock: WriteLock | null = null;

  /** Nobody builds while the lock is held, so what serves is what was found. */
  async function withoutBuilding(step: () => Promise<void>): Promise<void> {
    lock = acquireWriteLock(join(city.dataDir, 'state/lock.db'));
    try {
      await step();
    } finally {
      lock.release();
    }
  }

  async function withServer(step: (server: LumiServer) => Promise<void>): Promise<void> {
    const server = await startLumi(city.env);
    try {
      await step(server);
    } finally {
      await server.stop();
    }
  }

  it('that is restarted names the damaged file and serves the last good generation', async () => {
    await withoutBuilding(async () => {
      for (const [at, file] of files.entries()) {
        await withDamage(file, KINDS[at % KINDS.length]!, () =>
          withServer(async (server) => {
            expect(server.stderr()).toContain(pathOf(file));
            expect(await server.generation()).toBe(good);
          }),
        );
      }
    });
  });

  it('that runs keeps the generation it has, names the damaged file, and takes the next good one', async () => {
    await withoutBuilding(async () => {
      await pointTo(first);
      await withServer(async (server) => {
        for (const [at, file] of files.entries()) {
          await withDamage(file, KINDS[(at + 1) % KINDS.length]!, async () => {
            await pointTo(latest);
            await server.says(new RegExp(`${latest}.${file}`));
            expect(await server.generation()).toBe(first);
            await pointTo(first);
            // Longer than the server waits between two looks at the pointer.
            await new Promise((resolve) => setTimeout(resolve, 700));
          });
          await pointTo(first);
        }
        await pointTo(latest);
        await eventually(async () => (await server.generation()) === latest);
      });
    });
    await mend();
  });

  it('outlives a pointer that is garbage', async () => {
    await withoutBuilding(async () => {
      await writeFile(join(city.indexDir, 'current'), '\u0000\u0001garbage');
      await withServer(async (server) => {
        expect(server.stderr()).toContain(join(city.indexDir, 'current'));
        expect(await server.generation()).toBe(latest);
        await pointTo(good);
        await eventually(async () => (await server.generation()) === good);
        await writeFile(join(city.indexDir, 'current'), '{"generation":"../../etc","pinned":false}');
        await new Promise((resolve) => setTimeout(resolve, 700));
        expect(await server.generation()).toBe(good);
      });
    });
    await mend();
  });

  it('refuses a generation of another embedding model', async () => {
    const manifest = await readManifest(join(city.indexDir, latest));
    const foreign = { ...manifest, embedder: { ...manifest.embedder, id: 'lumi-embed@0000deadbeef' } };
    await writeFile(pathOf('manifest.json'), formatManifest(foreign));
    await withoutBuilding(() =>
      withServer(async (server) => {
        expect(server.stderr()).toMatch(/lumi-embed@0000deadbeef.*expected lumi-embed@/);
        expect(await server.generation()).toBe(good);
      }),
    );
    // The foreign one is left behind by the build at the next start.
    await withServer(async (server) => {
      await ready(server);
      await eventually(async () => ![good, latest].includes((await server.generation()) ?? good));
    });
    expect(await runLumi(['index', 'verify'], city.env)).toMatchObject({ code: 0 });
  });
});
