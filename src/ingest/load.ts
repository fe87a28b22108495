import type { Stats } from 'node:fs';
import { lstat, open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { LumiError, messageOf } from '../errors.ts';
import { binaryKind, decodeText } from './decode-text.ts';

/** File name endings that Lumi reads, and how. */
const FORMATS = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.txt': 'text',
  '.html': 'html',
  '.htm': 'html',
} as const;
export type InputFormat = (typeof FORMATS)[keyof typeof FORMATS];

const ENDINGS = Object.keys(FORMATS).join(', ');

export interface LoadedFile {
  readonly format: InputFormat;
  /** Unicode in composed form (NFC), lines end in LF, invisible characters removed; never blank. */
  readonly text: string;
}

/**
 * The readable files at a path: the path itself, or, in a folder, every file with a known ending at any depth, sorted. Hidden files and
 * folders, and symbolic links within a folder, are passed over. Throws `file_unreadable`.
 */
export async function listInputFiles(path: string): Promise<string[]> {
  const found = await statOrThrow(path);
  if (!found.isDirectory()) return [path];
  const files: string[] = [];
  for (const entry of await readdir(path, { withFileTypes: true }).catch((cause: unknown) => unreadable(path, cause))) {
    if (entry.name.startsWith('.')) continue;
    const child = join(path, entry.name);
    if (entry.isDirectory()) files.push(...(await listInputFiles(child)));
    else if (entry.isFile() && formatOf(entry.name) !== null && !(await lstat(child)).isSymbolicLink())
      files.push(child);
  }
  return files.sort();
}

/**
 * Reads one file as text. `bytesMax` bounds what is read, whatever the file system says about its size. Throws `file_unsupported`,
 * `file_unreadable`, `file_too_large`, `file_empty`, `file_binary` and `file_encoding`; each message names the file and the way out.
 */
export async function loadFile(path: string, bytesMax: number): Promise<LoadedFile> {
  const name = basename(path);
  const format = formatOf(name);
  const found = await statOrThrow(path);
  if (!found.isFile()) {
    const kind = found.isDirectory() ? 'a folder' : 'not a regular file';
    throw new LumiError('file_unreadable', `${path} is ${kind}: give a file with one of the endings ${ENDINGS}.`);
  }
  if (format === null) {
    const ending = extname(name) === '' ? 'no ending' : `the ending ${extname(name)}`;
    throw new LumiError(
      'file_unsupported',
      `${path} has ${ending}: Lumi reads ${ENDINGS}. Save its text in one of these formats.`,
    );
  }
  const bytes = await readBounded(path, bytesMax);
  if (bytes.length === 0)
    throw new LumiError('file_empty', `${path} is empty (0 bytes): save its text and add it again.`);
  const binary = binaryKind(bytes);
  if (binary !== null) {
    throw new LumiError(
      'file_binary',
      `${path} holds ${binary}, not text: open it and save its text as UTF-8 (${ENDINGS}).`,
    );
  }
  const text = decodeText(bytes, path, format === 'html');
  if (text.trim() === '')
    throw new LumiError('file_empty', `${path} holds only white space: save its text and add it again.`);
  return { format, text };
}

function formatOf(name: string): InputFormat | null {
  const ending = extname(name).toLowerCase();
  return ending in FORMATS ? FORMATS[ending as keyof typeof FORMATS] : null;
}

async function statOrThrow(path: string): Promise<Stats> {
  return stat(path).catch((cause: unknown) => unreadable(path, cause));
}

function unreadable(path: string, cause: unknown): never {
  const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  const what = missing
    ? `There is no file at ${path}: check the path.`
    : `${path} cannot be read: ${messageOf(cause)}.`;
  throw new LumiError('file_unreadable', what, { cause });
}

/** The file's bytes, never more than `bytesMax` + 1 of them: a file may grow between asking for its size and reading it. */
async function readBounded(path: string, bytesMax: number): Promise<Buffer> {
  const file = await open(path, 'r').catch((cause: unknown) => unreadable(path, cause));
  try {
    return await readOpened(file, path, bytesMax);
  } catch (cause) {
    if (cause instanceof LumiError) throw cause;
    return unreadable(path, cause);
  } finally {
    // What was read was read: that the system could not close the file changes nothing about it.
    await file.close().catch(() => undefined);
  }
}

async function readOpened(file: FileHandle, path: string, bytesMax: number): Promise<Buffer> {
  const { size } = await file.stat();
  if (size > bytesMax) tooLarge(path, size, bytesMax);
  // One byte more than the size tells a file that has grown since from one that has not.
  const buffer = Buffer.alloc(Math.min(size, bytesMax) + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  if (length > bytesMax) tooLarge(path, length, bytesMax);
  return buffer.subarray(0, length);
}

function tooLarge(path: string, bytes: number, bytesMax: number): never {
  throw new LumiError(
    'file_too_large',
    `${path} has ${bytes} bytes or more, the limit is ${bytesMax}: split the file, or raise limits.fileBytesMax in lumi.config.yaml.`,
  );
}
