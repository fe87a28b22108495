import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';

/** Lumi as people run it: the compiled executable in a process of its own, on a folder that is thrown away afterwards. */

const PROGRAM = join(packageRoot(), 'dist/src/lumi.js');
/** How long anything may take on a machine that is busy with other tests, in milliseconds. */
const PATIENCE_MS = 30_000;

export interface Workspace {
  readonly folder: string;
  readonly corpusDir: string;
  readonly dataDir: string;
  readonly indexDir: string;
  /** Environment variables that make Lumi use the folder. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes the one document that tests change: when the open-air pool opens. */
  writePool(hour: number): Promise<void>;
  remove(): Promise<void>;
}

/** A copy of the shipped corpus with one document more, and an empty data folder; with `from` a copy of another workspace. */
export async function createWorkspace(from?: Workspace): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), 'lumi-process-'));
  const corpusDir = join(folder, 'corpus');
  const dataDir = join(folder, 'data');
  const workspace: Workspace = {
    folder,
    corpusDir,
    dataDir,
    indexDir: join(dataDir, 'index'),
    env: { LUMI_CORPUS_DIR: corpusDir, LUMI_DATA_DIR: dataDir },
    writePool: (hour) =>
      writeFile(
        join(corpusDir, 'stadt-heidelberg/freibad-quittenberg.md'),
        `---\ntitle: Das Freibad Quittenberg im Sommer\npublisher: Stadt Heidelberg\nstatus: live\nlanguage: de\n---\n\nDas Freibad Quittenberg öffnet im Sommer täglich um ${hour} Uhr.\n`,
      ),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  if (from === undefined) {
    await cp(join(packageRoot(), 'corpus'), corpusDir, { recursive: true });
    await workspace.writePool(7);
  } else {
    await cp(from.folder, folder, { recursive: true });
  }
  return workspace;
}

export const POOL_QUESTION = 'Wann öffnet das Freibad Quittenberg?';

export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of `lumi` that has been started. */
export interface LumiProcess {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Waits until stderr matches; fails where the process ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<Run>;
}

/** Starts `lumi` with nothing in its environment but the path of programs and what is given. */
export function spawnLumi(args: readonly string[], env: Readonly<Record<string, string>> = {}): LumiProcess {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: packageRoot(),
    env: { PATH: process.env.PATH, LUMI_RATE_LIMIT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    stdout,
    stderr,
  }));
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    async says(pattern) {
      await eventually(
        () => pattern.test(stderr) || child.exitCode !== null,
        () => `${String(pattern)} in:\n${stderr}`,
      );
      const match = pattern.exec(stderr);
      if (match === null) throw new Error(`lumi ended with ${child.exitCode} without ${String(pattern)}:\n${stderr}`);
      return match;
    },
    ended,
  };
}

/** Runs `lumi` to its end. */
export function runLumi(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Run> {
  return spawnLumi(args, env).ended;
}

export interface LumiServer extends LumiProcess {
  /** For example `http://127.0.0.1:43817`. */
  readonly address: string;
  /** The generation that serves; null while there is none. */
  generation(): Promise<string | null>;
  stop(signal?: NodeJS.Signals): Promise<Run>;
}

/** Starts `lumi serve` on a free port and waits until it listens. */
export async function startLumi(env: Readonly<Record<string, string>>): Promise<LumiServer> {
  const lumi = spawnLumi(['serve', '--json'], { LUMI_PORT: '0', ...env });
  const [, address] = await lumi.says(/listens at (http:\S+)/);
  return {
    ...lumi,
    address: address!,
    async generation() {
      const { checks } = (await (await fetch(`${address!}/readyz`)).json()) as {
        checks: { index: { detail: string } };
      };
      return /^\w+-\w+(?=:)/.exec(checks.index.detail)?.[0] ?? null;
    },
    stop(signal = 'SIGTERM') {
      lumi.child.kill(signal);
      return lumi.ended;
    },
  };
}

/** Waits until a condition holds. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  describe: () => string = () => 'the condition',
): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (Date.now() > until) throw new Error(`In vain: ${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Waits until the server answers questions. */
export function ready({ address }: LumiServer): Promise<void> {
  return eventually(async () => (await fetch(`${address}/readyz`)).ok);
}

const REFUSE_HNSW = `export function resolve(specifier, context, next) {
  if (specifier === 'hnswlib-node') throw Object.assign(new Error('Cannot find package hnswlib-node'), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(specifier, context);
}`;
const moduleAddress = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;

/** Environment in which Node does not find hnswlib-node, as after an installation that could not compile it. */
export const WITHOUT_HNSW = {
  NODE_OPTIONS: `--import=${moduleAddress(`import { register } from 'node:module'; register(${JSON.stringify(moduleAddress(REFUSE_HNSW))});`)}`,
};
