import fs from 'node:fs';
import fsPromises, { type FileHandle } from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IO_PLAN_VARIABLE, type FailureCode, type IoPlan } from './io-plan.ts';

/**
 * Loaded into `lumi` with `node --import`, before its code: counts every input and output operation below one folder, in `node:fs`,
 * `node:fs/promises`, file handles, SQLite statements and HNSW files, and kills the process or fails the operation where the plan says so.
 * So the code under test has no hooks for it.
 */

type Call = (...args: never[]) => unknown;
type Methods = Record<string, Call>;

interface Operation {
  readonly call: string;
  readonly path: string;
  readonly mutates: boolean;
  /** What the operation does instead of its work when it is to fail; by default it throws or rejects with a system error. */
  readonly fail?: (code: FailureCode) => unknown;
}

const plan = JSON.parse(process.env[IO_PLAN_VARIABLE] ?? 'null') as IoPlan;
const { openSync, writeSync } = fs;
const log = plan.log === null ? null : openSync(plan.log, 'a');
const paths = new WeakMap<object, string>();
let count = 0;
/** Node's own functions call each other: what belongs to a counted one is not counted again. */
let isInside = false;

function perform(operation: Operation, isAsync: boolean, run: () => unknown): unknown {
  if (isInside) return run();
  count += 1;
  if (log !== null) {
    const { mutates } = operation;
    writeSync(log, `${JSON.stringify({ at: count, name: nameOf(operation), mutates })}\n`);
  }
  const { action } = plan;
  if (action?.at !== count) return inside(run);
  if ('fail' in action) {
    if (operation.fail !== undefined) return operation.fail(action.fail);
    const error = systemError(action.fail, operation);
    if (isAsync) return Promise.reject(error);
    throw error;
  }
  if (action.kill === 'before') killThisProcess();
  const result = inside(run);
  if (action.kill === 'during' || !(result instanceof Promise)) killThisProcess();
  return (result as Promise<unknown>).finally(killThisProcess);
}

function inside(run: () => unknown): unknown {
  isInside = true;
  try {
    return run();
  } finally {
    isInside = false;
  }
}

function killThisProcess(): void {
  process.kill(process.pid, 'SIGKILL');
}

function nameOf({ call, path }: Operation): string {
  const name = relative(plan.folder, path)
    .replaceAll(/\d{8}T\d{9}Z-[0-9a-f]{4}/g, '<generation>')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
    .replaceAll(/\.current\.\d+\.\d+/g, '.current.<process>');
  return `${call} ${name}`;
}

function systemError(code: FailureCode, { call, path }: Operation): Error {
  const text = code === 'EIO' ? 'i/o error' : 'no space left on device';
  return Object.assign(new Error(`${code}: ${text}, ${call} '${path}'`), { code, syscall: call, path });
}

function isOurs(path: unknown): path is string {
  return typeof path === 'string' && (path === plan.folder || path.startsWith(plan.folder + sep));
}

/** Replaces a method by one that counts, where its first argument is a path of ours. */
function wrapPathMethod(methods: Methods, call: string, mutates: (args: readonly unknown[]) => boolean): void {
  const original = methods[call] as (...args: unknown[]) => unknown;
  const isAsync = methods === (fsPromises as unknown as Methods);
  methods[call] = (...args: unknown[]) => {
    const [path] = args;
    if (!isOurs(path)) return original(...args);
    return perform({ call, path, mutates: mutates(args) }, isAsync, () => {
      const result = original(...args);
      return call === 'open' && isAsync ? (result as Promise<FileHandle>).then((file) => adopt(file, path)) : result;
    });
  };
}

/** Remembers the path of an opened file. `close` is a property of each handle, not of all. */
function adopt(file: FileHandle, path: string): FileHandle {
  paths.set(file, path);
  const close = file.close.bind(file);
  file.close = () => {
    // The descriptor is given back in any case, as the system does.
    const fail = async (code: FailureCode) => {
      await close();
      throw systemError(code, { call: 'close', path, mutates: true });
    };
    return perform({ call: 'close', path, mutates: true, fail }, true, close) as Promise<void>;
  };
  return file;
}

const WRITING_CALLS = [
  ...['appendFile', 'chmod', 'copyFile', 'cp', 'link', 'mkdir', 'rename', 'rm', 'rmdir', 'symlink', 'truncate'],
  ...['unlink', 'utimes', 'writeFile'],
];
const READING_CALLS = ['access', 'lstat', 'readFile', 'readdir', 'realpath', 'stat'];

function wrapFileSystem(): void {
  const opensToWrite = ([, flags]: readonly unknown[]): boolean =>
    typeof flags === 'number' ? (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0 : flags !== 'r';
  for (const [methods, suffix] of [
    [fsPromises, ''],
    [fs, 'Sync'],
  ] as unknown as [Methods, string][]) {
    for (const call of WRITING_CALLS) wrapPathMethod(methods, call + suffix, () => true);
    for (const call of READING_CALLS) wrapPathMethod(methods, call + suffix, () => false);
    wrapPathMethod(methods, `open${suffix}`, opensToWrite);
  }
}

async function wrapFileHandles(): Promise<void> {
  const sample = await fsPromises.open(fileURLToPath(import.meta.url), 'r');
  const prototype = Object.getPrototypeOf(sample) as Methods;
  await sample.close();
  for (const [call, mutates] of [
    ...['read', 'readFile', 'stat'].map((name) => [name, false] as const),
    ...['write', 'writeFile', 'sync', 'datasync', 'truncate'].map((name) => [name, true] as const),
  ]) {
    const original = prototype[call]! as (this: object, ...args: unknown[]) => unknown;
    prototype[call] = function (this: object, ...args: unknown[]) {
      const path = paths.get(this);
      if (path === undefined) return original.apply(this, args);
      return perform({ call, path, mutates }, true, () => original.apply(this, args));
    };
  }
}

const requirePackage = createRequire(import.meta.url);

/** The compiled functions that `libsql` is made of, by whether they change something. A database or statement is their `this`. */
const SQLITE_CALLS = {
  databaseExecSync: true,
  databasePrepareSync: false,
  statementRun: true,
  statementGet: false,
  statementRowsSync: false,
} as const;

/** SQLite opens, reads and writes on its own: each statement counts as one operation. The package takes the functions when it is loaded. */
function wrapSqlite(): void {
  requirePackage('libsql');
  const { cache } = requirePackage;
  const [compiled] = Object.entries(cache).filter(([path]) => /libsql.*\.node$/.test(path));
  const functions = compiled![1]!.exports as Record<string, (this: unknown, ...args: unknown[]) => object>;
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the cache of modules is made for that
  delete cache[requirePackage.resolve('libsql')];

  const count = (call: string, path: string, mutates: boolean, run: () => object): object =>
    perform({ call: `sqlite ${call}`, path, mutates, fail: failSqlite }, false, run) as object;
  const open = functions.databaseOpen!;
  functions.databaseOpen = (path, ...args) => {
    if (!isOurs(path)) return open(path, ...args);
    const database = count('open', path, true, () => open(path, ...args));
    paths.set(database, path);
    return database;
  };
  for (const [name, mutates] of Object.entries(SQLITE_CALLS)) {
    const original = functions[name]!;
    functions[name] = function (this: unknown, ...args) {
      const path = paths.get(this as object);
      if (path === undefined) return original.apply(this, args);
      const words = typeof args[0] === 'string' ? args[0].trim().split(/\s+/).slice(0, 3).join(' ') : name;
      const result = count(words, path, mutates, () => original.apply(this, args));
      if (name === 'databasePrepareSync') paths.set(result, path);
      return result;
    };
  }
}

function failSqlite(code: FailureCode): never {
  throw code === 'EIO'
    ? Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' })
    : Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
}

interface HnswIndex {
  writeIndex(path: string): Promise<boolean>;
  readIndex(path: string): Promise<boolean>;
}

/** On a full disk hnswlib reports success and leaves a short file: so it does here. It is an optional dependency. */
function wrapHnsw(): void {
  let library: { HierarchicalNSW: new (...args: unknown[]) => HnswIndex };
  try {
    library = requirePackage('hnswlib-node') as typeof library;
  } catch {
    return;
  }
  library.HierarchicalNSW = new Proxy(library.HierarchicalNSW, {
    construct(target, args) {
      const index = new target(...(args as unknown[]));
      for (const call of ['writeIndex', 'readIndex'] as const) {
        const original = index[call].bind(index);
        const fail = async (code: FailureCode, path: string) => {
          if (code === 'EIO') throw new Error(`${call} failed on ${path}`);
          if (call === 'readIndex') throw new Error(`${path} ended too early`);
          await original(path);
          fs.truncateSync(path, fs.statSync(path).size >> 1);
          return true;
        };
        const value = (path: string) =>
          isOurs(path)
            ? perform({ call, path, mutates: call === 'writeIndex', fail: (code) => fail(code, path) }, true, () =>
                original(path),
              )
            : original(path);
        Object.defineProperty(index, call, { value });
      }
      return index;
    },
  });
}

wrapSqlite();
wrapHnsw();
await wrapFileHandles();
wrapFileSystem();
syncBuiltinESMExports();
