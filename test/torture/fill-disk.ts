import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../src/errors.ts';
import { cityIn, removeCity, type City } from './city.ts';
import { judgeEnd } from './fail-operations.ts';
import { inspectFreshly } from './inspect.ts';
import { judge } from './judge.ts';
import type { Case } from './run-cases.ts';
import { runLumi } from './run-lumi.ts';
import type { Scenario } from './scenarios.ts';

/**
 * Builds on a small file system in memory, at one size after the other, so that it is full at a different place each time: `disk/full/24`,
 * where 24 is what is free in KiB. Besides the whole data folder, the folder of the vector cache alone: `disk/cache/24`.
 */

/** Two pages of a tmpfs, which is what it allocates. */
const STEP_KIB = 8;
/** Room in which every build of the small city is done. */
const ROOMY_KIB = 16_384;
/** The cache of the small city's vectors with its log and SQLite's shared memory is smaller. */
const CACHE_KIB_MAX = 512;
const CACHE_STEP_KIB = 32;

const execute = promisify(execFile);

/** Why file systems cannot be mounted here; null where they can. */
export async function whyNoMount(): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'lumi-torture-'));
  try {
    await mount(folder, ROOMY_KIB);
    await unmount(folder);
    return null;
  } catch (error) {
    return `a tmpfs cannot be mounted, which needs Linux and root: ${messageOf(error).trim().split('\n').at(-1)!}`;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** `every` nth size only. */
export async function diskCases(scenarios: readonly Scenario[], every = 1): Promise<Case[]> {
  const cases: Case[] = [];
  for (const scenario of scenarios) {
    // There are three generations, and the next is one more: in the room of two some builds end well.
    const needed = (await sizeKib(scenario.before.dataDir)) / 2;
    for (let free = 0; free <= needed; free += STEP_KIB * every) {
      cases.push({ name: `disk/${scenario.name}/${free}`, run: () => fill(scenario, 'data', free) });
    }
    for (let free = CACHE_STEP_KIB; free <= CACHE_KIB_MAX; free += CACHE_STEP_KIB * every) {
      cases.push({ name: `disk/cache-${scenario.name}/${free}`, run: () => fill(scenario, 'data/cache', free) });
    }
  }
  return cases;
}

async function fill(scenario: Scenario, mounted: 'data' | 'data/cache', freeKib: number): Promise<string | null> {
  const city = cityIn(await mkdtemp(join(tmpdir(), 'lumi-torture-')));
  const small = join(city.folder, mounted);
  await mkdir(small, { recursive: true });
  await mount(small, ROOMY_KIB);
  try {
    await cp(scenario.before.folder, city.folder, { recursive: true });
    // The cache is filled by what the build embeds.
    await rm(join(city.dataDir, 'cache'), { recursive: true, force: true }).catch(() => emptyFolder(small));
    await remount(small, (await usedKib(small)) + freeKib);
    return await buildOnFullDisk(scenario, city, small, mounted === 'data/cache');
  } finally {
    await unmount(small);
    await removeCity(city);
  }
}

async function buildOnFullDisk(
  scenario: Scenario,
  city: City,
  small: string,
  isCacheOnly: boolean,
): Promise<string | null> {
  const run = await runLumi(scenario.args(city), city);
  const endProblem = judgeEnd(run);
  if (endProblem !== null) return endProblem;
  if (isCacheOnly && run.code !== 0) return `a full cache made the build fail: ${run.stderr}`;
  // Read while the disk is still full, by a process that builds nothing.
  const full = await inspectFreshly({ city, check: [], rebuild: false });
  await remount(small, ROOMY_KIB);
  const inspection = await inspectFreshly({ city, check: [], rebuild: true });
  const expected = run.code === 0 ? scenario.afterSuccess : scenario.afterFailure;
  return judge({ ...inspection, found: full.found }, expected);
}

async function mount(folder: string, sizeKib: number): Promise<void> {
  await execute('mount', ['-t', 'tmpfs', '-o', `size=${sizeKib}k`, 'lumi-torture', folder]);
}

async function remount(folder: string, sizeKib: number): Promise<void> {
  await execute('mount', ['-o', `remount,size=${sizeKib}k`, folder]);
}

async function unmount(folder: string): Promise<void> {
  await execute('umount', [folder]);
}

async function usedKib(folder: string): Promise<number> {
  const { stdout } = await execute('df', ['--output=used', '--block-size=1K', folder]);
  return Number(stdout.trim().split('\n').at(-1));
}

async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
}

async function sizeKib(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 1024);
}
