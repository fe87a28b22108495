import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { City } from './city.ts';
import { COMMAND_MS_MAX, COMPILED_FOLDER } from './run-lumi.ts';

export interface InspectionRequest {
  readonly city: City;
  /** Generations that are checked besides the one that serves. */
  readonly check: readonly string[];
  /** Whether the next build is made, too. */
  readonly rebuild: boolean;
}

/** The index as a server sees it that has just started. */
export interface IndexView {
  /** The one that serves; null where none does. */
  readonly generation: string | null;
  /** What the server reports of it, each beginning with the code of an error. */
  readonly problems: readonly string[];
  /** `corpusDigest` of what is answered from; null without an index. */
  readonly digest: string | null;
  readonly documentIds: readonly string[];
  /** Text of the answer to `POOL_QUESTION`; null without an index. */
  readonly answer: string | null;
  /** Names in the index folder that a finished build does not leave. */
  readonly leftOvers: readonly string[];
}

export interface Inspection {
  readonly found: IndexView;
  /** By generation what its verification says; null where it is in order. */
  readonly damage: Readonly<Record<string, string | null>>;
  readonly corpus: {
    readonly digest: string;
    readonly documentIds: readonly string[];
    readonly problems: readonly string[];
  };
  readonly rebuilt:
    | {
        readonly kind: string;
        readonly isActive: boolean;
        readonly warnings: readonly string[];
        readonly view: IndexView;
      }
    | { readonly error: string }
    | null;
}

/** A process that inspects one city after the other. It is started anew when it dies. */
export interface Inspector {
  /** Rejects where the process dies of it, naming the signal, or does not answer in time. */
  inspect(request: InspectionRequest): Promise<Inspection>;
  /** Resolves when the process has ended, and with it its hold on files. */
  stop(): Promise<void>;
}

export function createInspector(): Inspector {
  let child: ChildProcess | null = null;
  return {
    async inspect(request) {
      const running =
        child ?? fork(join(COMPILED_FOLDER, 'inspect-process.js'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      child = running;
      try {
        return await askProcess(running, request);
      } catch (error) {
        running.kill('SIGKILL');
        child = null;
        throw error;
      }
    },
    async stop() {
      const running = child;
      child = null;
      if (running?.exitCode !== null || running.signalCode !== null) return;
      running.kill('SIGKILL');
      await once(running, 'exit');
    },
  };
}

/** Processes that inspect whatever they are given, as many as are asked at a time. */
export function createInspectors(): Inspector {
  const all: Inspector[] = [];
  const free: Inspector[] = [];
  return {
    async inspect(request) {
      let inspector = free.pop();
      if (inspector === undefined) {
        inspector = createInspector();
        all.push(inspector);
      }
      try {
        return await inspector.inspect(request);
      } finally {
        free.push(inspector);
      }
    },
    async stop() {
      await Promise.all(all.map((inspector) => inspector.stop()));
    },
  };
}

/** Inspects in a process that nothing else was done in; the next build is made by another, which costs less. */
export async function inspectAfterKill(city: City, builder: Inspector): Promise<Inspection> {
  const inspection = await inspectFreshly({ city, check: [], rebuild: false });
  return { ...inspection, rebuilt: (await builder.inspect({ city, check: [], rebuild: true })).rebuilt };
}

/** Inspects in a process that nothing else was done in. */
export async function inspectFreshly(request: InspectionRequest): Promise<Inspection> {
  const inspector = createInspector();
  try {
    return await inspector.inspect(request);
  } finally {
    await inspector.stop();
  }
}

function askProcess(child: ChildProcess, request: InspectionRequest): Promise<Inspection> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      end(() => {
        reject(new Error(`no answer within ${COMMAND_MS_MAX} ms`));
      });
    }, COMMAND_MS_MAX);
    const onMessage = (message: { inspection: Inspection } | { error: string }): void => {
      end(() => {
        if ('inspection' in message) resolve(message.inspection);
        else reject(new Error(message.error));
      });
    };
    const onExit = (code: number | null, signal: string | null): void => {
      end(() => {
        reject(new Error(`the process that opened the index ended with ${signal ?? String(code)}`));
      });
    };
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit);
      settle();
    };
    child.on('message', onMessage).on('exit', onExit).send(request);
  });
}
