import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import { copyCity, removeCity, type BuiltCity } from './city.ts';
import { inspectAfterKill, type Inspection, type Inspector } from './inspect.ts';
import { createRandom } from '../../model/train/random.ts';
import type { Case } from './run-cases.ts';
import { COMMAND_MS_MAX, COMPILED_FOLDER } from './run-lumi.ts';

/** Latest moment of a kill after the first command has begun, in milliseconds: two to three rounds on a busy machine. */
const DELAY_MS_MAX = 2_000;

/** Kills a process that adds, indexes and removes without end, at random times: `kill/random/17`. */
export function randomKillCases(built: BuiltCity, count: number, seed: number, builder: Inspector): Case[] {
  return Array.from({ length: count }, (_, number) => ({
    name: `kill/random/${number}`,
    run: () => killAfter(built, createRandom(seed + number).below(DELAY_MS_MAX), builder),
  }));
}

async function killAfter(built: BuiltCity, delayMs: number, builder: Inspector): Promise<string | null> {
  const city = await copyCity(built.city);
  try {
    const done = await writeUntilKilled([city.inboxDir, city.corpusDir, city.dataDir], delayMs);
    const inspection = await inspectAfterKill(city, builder);
    const problem = judgeRounds(inspection, done, built.versions[2].answer);
    return problem === null
      ? null
      : `killed ${delayMs} ms after it had begun, after "${done.at(-1) ?? 'nothing'}": ${problem}`;
  } finally {
    await removeCity(city);
  }
}

/** What the process said to be done before it was killed. */
async function writeUntilKilled(folders: readonly string[], delayMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(COMPILED_FOLDER, 'write-until-killed.js'), ...folders], {
    cwd: packageRoot(),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: COMMAND_MS_MAX,
  });
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (stdout === '') setTimeout(() => child.kill('SIGKILL'), delayMs);
    stdout += text;
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`the process ended with ${signal ?? String(code)}: ${stderr}`);
  return [...stdout.matchAll(/^done (.*)$/gm)].map(([, what]) => what!);
}

/**
 * In round n document n is added, the index is built with n and n − 1, and n − 1 is removed. What was done must be there; the one step that was
 * under way may be.
 */
function judgeRounds(
  { found, damage, corpus, rebuilt }: Inspection,
  done: readonly string[],
  answer: string,
): string | null {
  const lastOf = (step: string): number =>
    Math.max(0, ...done.filter((what) => what.startsWith(step)).map((what) => Number(what.split(' ')[1])));
  const [added, indexed, removed] = [lastOf('add'), lastOf('index'), lastOf('remove')];
  const entries = numbersIn(corpus.documentIds);
  const mayBe = (numbers: readonly number[], ...allowed: (readonly number[])[]): boolean =>
    allowed.some((list) => list.filter((number) => number > 0).join() === numbers.join());

  const isAdding = lastDone(done) === 'remove' || added === 0 || (added === 1 && indexed === 1);
  const standing = range(removed + 1, added);
  const corpora = [standing, ...(isAdding ? [range(removed + 1, added + 1)] : []), range(removed + 2, added)];
  if (!mayBe(entries, ...corpora))
    return `the corpus holds the entries ${entries.join()} after ${added} were added and ${removed} removed`;
  if (corpus.problems.length > 0) return `the corpus is damaged: ${corpus.problems.join('; ')}`;

  if (found.generation === null) return `no index can be read: ${found.problems.join('; ')}`;
  if (found.problems.length > 0) return `the index is refused in part: ${found.problems.join('; ')}`;
  const served = numbersIn(found.documentIds);
  if (!mayBe(served, ...[indexed, indexed + 1].map((round) => range(round - 1, round))))
    return `the index holds the entries ${served.join()} after round ${indexed} was indexed`;
  if (!(found.answer ?? '').includes(answer)) return `the answer is "${found.answer ?? ''}"`;
  const damaged = Object.values(damage).find((problem) => problem !== null);
  if (damaged !== undefined) return damaged;
  if (rebuilt === null || 'error' in rebuilt) return `the next build failed: ${rebuilt?.error ?? 'not tried'}`;
  if (rebuilt.view.digest !== corpus.digest) return 'the next build does not hold the corpus';
  return rebuilt.view.leftOvers.length > 0 ? `the next build left ${rebuilt.view.leftOvers.join(', ')}` : null;
}

function lastDone(done: readonly string[]): string {
  return done.at(-1)?.split(' ')[0] ?? '';
}

function numbersIn(documentIds: readonly string[]): number[] {
  return documentIds.flatMap((id) => Number(/\/eintrag-(\d+)$/.exec(id)?.[1] ?? NaN) || []).sort((a, b) => a - b);
}

/** Whole numbers from `first` to `last`. */
function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}
