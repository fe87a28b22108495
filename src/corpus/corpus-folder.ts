import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, statSync, type Dirent } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isLumiError, LumiError, messageOf } from '../errors.ts';
import { decodeText } from '../ingest/decode-text.ts';
import type { Document } from '../types.ts';
import { parseDocumentFile, type CorpusProblem } from './document-file.ts';
import { CORRECTIONS_FOLDER, isDocumentId, isPublisherFolder, isSlug } from '../ingest/document-id.ts';

/**
 * The corpus on disk: one folder per publisher, in it one Markdown file per document, and `corrections/`. Names that begin with a dot are
 * passed over (version control, desktop files, our own unfinished writes); everything else that is not a document is a named problem.
 */

const ENDING = '.md';
/** Of files that are being written. */
const UNFINISHED_ENDING = '.tmp';
/** No press release comes near this; a larger file is something else that was given the ending. */
const DOCUMENT_BYTES_MAX = 5_000_000;
/** Age from which an unfinished write is taken for one that nobody will finish, in milliseconds: writing takes well under a second. */
const UNFINISHED_MS_MAX = 3_600_000;
/** What can be wrong with one file or folder; any other error (EIO, EMFILE, ENOMEM …) is a fault of the machine. */
const FAULTS_OF_A_FILE = ['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'ELOOP', 'ENAMETOOLONG'];
/** Files read before the event loop gets a turn: well under a millisecond of a warm disk. */
const READS_IN_A_ROW = 32;

interface DocumentFile {
  readonly id: string;
  /** Path below the corpus folder. */
  readonly path: string;
}

/** The file of a document, not parsed yet. */
export interface CorpusFile extends DocumentFile {
  readonly bytes: Buffer;
}

export interface CorpusFiles {
  /** Sorted by id. */
  readonly files: readonly CorpusFile[];
  /** Files of documents that could not be read; their documents exist all the same. */
  readonly unreadable: readonly string[];
  readonly problems: readonly CorpusProblem[];
}

/**
 * Reads all documents, sorted by id. What cannot be read is a problem with its path, and the rest goes on. Throws as `readCorpusFiles`.
 */
export async function readCorpus(dir: string): Promise<{ documents: Document[]; problems: CorpusProblem[] }> {
  const { files, unreadable, problems } = await readCorpusFiles(dir);
  const parsed = files.map(parseCorpusFile);
  const documents = parsed.flatMap(({ document }) => document ?? []);
  const ids = [...files.map(({ id }) => id), ...unreadable];
  return {
    documents,
    problems: [
      ...problems,
      ...parsed.flatMap(({ problems: found }) => found),
      ...findUnknownReferences(documents, new Set(ids)),
    ],
  };
}

/**
 * Reads the files of all documents. Symbolic links are not followed. Throws `corpus_invalid` where the folder itself cannot be read, and where the
 * machine fails to read a file: a disk with a fault must not take documents out of the answers.
 */
export async function readCorpusFiles(dir: string): Promise<CorpusFiles> {
  const { files: listed, problems } = await listFiles(dir);
  const files: CorpusFile[] = [];
  const unreadable: string[] = [];
  for (const [at, file] of listed.entries()) {
    // Small files are read four times as fast one after the other as with a promise each.
    const bytes = readDocumentFile(dir, file);
    if (typeof bytes === 'string') {
      unreadable.push(file.id);
      problems.push({ path: file.path, severity: 'error', message: bytes });
    } else files.push({ ...file, bytes });
    if (at % READS_IN_A_ROW === READS_IN_A_ROW - 1) await nextTurn();
  }
  return { files, unreadable, problems };
}

/** The document in a file; null where an error is among the problems. */
export function parseCorpusFile({ id, path, bytes }: CorpusFile): {
  document: Document | null;
  problems: CorpusProblem[];
} {
  try {
    return parseDocumentFile({ id, text: decodeText(bytes, path, false) });
  } catch (error) {
    if (!isLumiError(error, 'file_encoding')) throw error;
    return { document: null, problems: [{ path, severity: 'error', message: error.message }] };
  }
}

/** Warnings about documents that are said to be superseded and are not there. `ids` are those of all documents. */
export function findUnknownReferences(
  documents: readonly Pick<Document, 'id' | 'supersedes'>[],
  ids: ReadonlySet<string>,
): CorpusProblem[] {
  return documents.flatMap(({ id, supersedes }) =>
    supersedes
      .filter((other) => !ids.has(other) || other === id)
      .map((other) => ({
        path: `${id}${ENDING}`,
        severity: 'warning' as const,
        message: `supersedes names ${other}, which is no other document.`,
      })),
  );
}

/** SHA-256 (hex) of ids and contents of documents, whatever their order: equal digests mean the same corpus. */
export function corpusDigest(documents: readonly Document[]): string {
  const lines = documents.map(({ id, digest }) => `${id} ${digest}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** Path of a document's file. Throws `document_id_invalid`, and `document_not_found` where there is no such file. */
export async function findDocumentPath(dir: string, id: string): Promise<string> {
  const path = documentPath(dir, id);
  if (await isRegularFile(path)) return path;
  throw new LumiError('document_not_found', `There is no document ${id} in ${dir}.`);
}

/**
 * Writes a document's file so that readers see the old or the new text and never a part: written beside, flushed to disk, renamed. Throws
 * `document_id_invalid`, and `corpus_invalid` where the file cannot be written.
 */
export async function writeDocument(dir: string, id: string, text: string): Promise<void> {
  const path = documentPath(dir, id);
  const unfinished = join(dirname(path), `.${randomUUID()}${UNFINISHED_ENDING}`);
  try {
    if ((await mkdir(dirname(path), { recursive: true })) !== undefined) await syncFolder(dir);
    if ((await lstat(dirname(path))).isSymbolicLink())
      throw new Error('the folder of the publisher is a symbolic link');
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw new LumiError('corpus_invalid', `The document ${id} cannot be written to ${path}: ${messageOf(cause)}`, {
      cause,
    });
  }
}

/** Removes what writes that were interrupted have left. Whatever cannot be removed stays: it is passed over anyway. */
export async function removeUnfinished(dir: string): Promise<void> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const { name, parentPath } of entries) {
    if (!name.startsWith('.') || !name.endsWith(UNFINISHED_ENDING)) continue;
    const path = join(parentPath, name);
    const writtenAt = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity,
    );
    if (writtenAt < Date.now() - UNFINISHED_MS_MAX) await rm(path, { force: true }).catch(() => undefined);
  }
}

/**
 * Removes a document's file, and the publisher's folder when it is empty then. Throws as `findDocumentPath`, and `corpus_invalid` where the
 * file cannot be removed.
 */
export async function removeDocument(dir: string, id: string): Promise<void> {
  const path = await findDocumentPath(dir, id);
  try {
    await rm(path);
    await syncFolder(dirname(path));
  } catch (cause) {
    throw new LumiError('corpus_invalid', `The document ${id} cannot be removed from ${path}: ${messageOf(cause)}`, {
      cause,
    });
  }
  // Fails where other documents are left, which is the usual case.
  await rmdir(dirname(path)).catch(() => undefined);
}

function documentPath(dir: string, id: string): string {
  if (!isDocumentId(id)) {
    throw new LumiError(
      'document_id_invalid',
      `${JSON.stringify(id)} is not the id of a document; one looks like stadt-heidelberg/neue-oeffnungszeiten.`,
    );
  }
  return `${join(dir, id)}${ENDING}`;
}

async function listFiles(dir: string): Promise<{ files: DocumentFile[]; problems: CorpusProblem[] }> {
  const files: DocumentFile[] = [];
  const problems: CorpusProblem[] = [];
  const report = (severity: CorpusProblem['severity'], path: string, message: string) =>
    problems.push({ path, severity, message });

  const listPublisher = async (folder: string) => {
    let entries: Dirent[];
    try {
      entries = await listFolder(join(dir, folder));
    } catch (error) {
      requireFaultOfFile(error, join(dir, folder));
      report('error', folder, `The folder cannot be read: ${messageOf(error)}`);
      return;
    }
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      const slug = entry.name.endsWith(ENDING) ? entry.name.slice(0, -ENDING.length) : null;
      if (entry.isSymbolicLink()) report('error', path, 'Symbolic links are not followed; put the file itself here.');
      else if (entry.isDirectory())
        report('error', path, 'Folders within the folder of a publisher are not read; move their files up.');
      else if (!entry.isFile() || slug === null)
        report('warning', path, `This is not a document; documents end in ${ENDING}.`);
      else if (!isSlug(slug))
        report(
          'error',
          path,
          'The file is not read, because its name may only have the letters a to z, digits and hyphens.',
        );
      else files.push({ id: `${folder}/${slug}`, path });
    }
  };

  let entries: Dirent[];
  try {
    entries = await listFolder(dir);
  } catch (cause) {
    throw new LumiError('corpus_invalid', `The corpus folder ${dir} cannot be read: ${messageOf(cause)}`, { cause });
  }
  for (const entry of entries) {
    if (entry.isSymbolicLink())
      report('error', entry.name, 'Symbolic links are not followed; put the folder itself here.');
    else if (entry.isDirectory()) {
      if (isPublisherFolder(entry.name)) await listPublisher(entry.name);
      else if (entry.name !== CORRECTIONS_FOLDER) {
        report(
          'error',
          entry.name,
          'The folder is not read, because its name may only have the letters a to z, digits and hyphens.',
        );
      }
    } else if (entry.name.endsWith(ENDING))
      report('error', entry.name, 'The file is not read; documents stand in the folder of their publisher.');
    else report('warning', entry.name, 'This is neither the folder of a publisher nor a document.');
  }
  return { files, problems };
}

/** Entries in code point order, so that the result is the same on every file system. */
async function listFolder(path: string): Promise<Dirent[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.filter(({ name }) => !name.startsWith('.')).sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The content of a file, or what is wrong with it. */
function readDocumentFile(dir: string, { path }: DocumentFile): Buffer | string {
  try {
    const { size } = statSync(join(dir, path));
    if (size > DOCUMENT_BYTES_MAX) return `The file has ${size} bytes; a document has at most ${DOCUMENT_BYTES_MAX}.`;
    return readFileSync(join(dir, path));
  } catch (error) {
    requireFaultOfFile(error, join(dir, path));
    return `The file cannot be read: ${messageOf(error)}`;
  }
}

async function isRegularFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch (error) {
    requireFaultOfFile(error, path);
    return false;
  }
}

/** Throws `corpus_invalid` for an error of the system that says nothing about the file itself. */
function requireFaultOfFile(error: unknown, path: string): void {
  const isOfSystem = error instanceof Error && 'syscall' in error && 'code' in error;
  if (!isOfSystem || FAULTS_OF_A_FILE.includes(String(error.code))) return;
  throw new LumiError('corpus_invalid', `${path} cannot be read: ${messageOf(error)}`, { cause: error });
}

/** Makes a rename or removal durable; without it a power cut can undo what was reported as done. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
