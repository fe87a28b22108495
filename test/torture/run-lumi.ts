import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import type { City } from './city.ts';
import { IO_PLAN_VARIABLE, type IoAction, type IoOperation, type IoPlan } from './io-plan.ts';

/** Longest time that a command on the small city may take, in milliseconds: one takes half a second where the machine has nothing else to do. */
export const COMMAND_MS_MAX = 300_000;

/** Where the compiled files of this folder lie: child processes run them, whoever started this one. */
export const COMPILED_FOLDER = join(packageRoot(), 'dist/test/torture');
const PROGRAM = join(packageRoot(), 'dist/src/lumi.js');

export interface LumiRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of Lumi on a city in a process of its own; with an action, something happens at one of its operations. */
export function runLumi(args: readonly string[], city: City, action: IoAction | null = null): Promise<LumiRun> {
  return run(args, city, action === null ? null : { folder: city.folder, log: null, action });
}

/** Operations of one name in a row that are kept, such as the rows of a table that are written one by one: the first and the last. */
function withoutRepetition(operations: readonly IoOperation[]): IoOperation[] {
  return operations.filter(({ name }, at) => operations[at - 1]?.name !== name || operations[at + 1]?.name !== name);
}

/** The operations of a run, in order, repeated ones left out; the run changes the city. */
export async function recordOperations(args: readonly string[], city: City): Promise<IoOperation[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lumi-operations-'));
  try {
    const log = join(folder, 'log');
    const { code, stderr } = await run(args, city, { folder: city.folder, log, action: null });
    if (code !== 0) throw new Error(`lumi ${args.join(' ')} failed:\n${stderr}`);
    const lines = (await readFile(log, 'utf8')).trim().split('\n');
    return withoutRepetition(lines.map((line) => JSON.parse(line) as IoOperation));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(args: readonly string[], city: City, plan: IoPlan | null): Promise<LumiRun> {
  const preload = plan === null ? [] : ['--import', join(COMPILED_FOLDER, 'io-preload.js')];
  const child = spawn(process.execPath, [...preload, PROGRAM, ...args], {
    cwd: packageRoot(),
    env: {
      PATH: process.env.PATH,
      ...city.env,
      ...(plan === null ? {} : { [IO_PLAN_VARIABLE]: JSON.stringify(plan) }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: COMMAND_MS_MAX,
    killSignal: 'SIGABRT',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}
