import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, open, rename, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LumiError, messageOf } from '../errors.ts';

/** Bytes that are read or written in one step: small enough that a server answers between two steps (about 1 ms of hashing). */
const STEP_BYTES = 1 << 20;

/** Size and SHA-256 (hex) of a file. */
export interface FileDigest {
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes a new file and waits until it is on the disk. Throws where the disk took less than all of it. */
export async function writeDurably(path: string, parts: Iterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    let expected = 0;
    for (const part of parts) {
      for (let at = 0; at < part.length;) {
        const { bytesWritten } = await file.write(part, at, Math.min(STEP_BYTES, part.length - at));
        at += bytesWritten;
      }
      expected += part.length;
    }
    await file.sync();
    const { size } = await file.stat();
    if (size !== expected) {
      throw new LumiError('index_build_failed', `${path} has ${size} bytes after writing, expected ${expected}.`);
    }
  } finally {
    await file.close();
  }
}

/** Replaces a small file so that readers see the old content or the new one, also after a power cut. */
export async function replaceDurably(path: string, text: string): Promise<void> {
  const besides = join(dirname(path), `.${basename(path)}.${process.pid}.${Date.now()}`);
  await writeDurably(besides, [Buffer.from(text)]);
  await rename(besides, path);
  await syncFolder(dirname(path));
}

/**
 * Files up to this size are copied from one generation to the next: that costs nothing to speak of, and damage to one copy spares the others.
 * Larger ones are linked, so that publishing one document writes kilobytes also where the index is large.
 */
const COPY_BYTES_MAX = 1 << 20;

/** Makes an unchanged file of `bytes` bytes part of another folder too. */
export async function carryFile(from: string, to: string, bytes: number): Promise<void> {
  if (bytes > COPY_BYTES_MAX) {
    try {
      await link(from, to);
      return;
    } catch {
      // Some file systems have no links: the copy below does as well.
    }
  }
  await copyFile(from, to, constants.COPYFILE_EXCL);
  await syncFile(to);
}

/** Waits until a file that another library wrote is on the disk. */
export async function syncFile(path: string): Promise<void> {
  await syncOpened(await open(path, 'r+'));
}

/** Waits until the names in a folder (new files, renames) are on the disk. Windows has no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await syncOpened(await open(path, constants.O_RDONLY | constants.O_DIRECTORY));
}

async function syncOpened(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The whole file in a buffer of its own, so that typed arrays can be laid over it. */
export async function readWhole(path: string): Promise<ArrayBuffer> {
  return (await readSteps(path, true)).content;
}

/** Size and digest of a file. */
export async function digestFile(path: string): Promise<FileDigest> {
  const { bytes, sha256 } = await readSteps(path, false);
  return { bytes, sha256 };
}

/** Reads a file and returns it only if it is what the digest says. Throws `index_corrupt`, naming the file. */
export async function readVerified(path: string, expected: FileDigest): Promise<ArrayBuffer> {
  return await readChecked(path, true, expected);
}

/** As `readVerified`, for a file that other code reads. */
export async function verifyFile(path: string, expected: FileDigest): Promise<void> {
  await readChecked(path, false, expected);
}

async function readChecked(path: string, keep: boolean, expected: FileDigest): Promise<ArrayBuffer> {
  const { bytes, sha256, content } = await readSteps(path, keep, expected.bytes).catch((cause: unknown) => {
    throw new LumiError('index_corrupt', `${path} cannot be read: ${messageOf(cause)}`, { cause });
  });
  if (bytes !== expected.bytes) {
    throw new LumiError('index_corrupt', `${path} has ${bytes} bytes, expected ${expected.bytes}.`);
  }
  if (sha256 !== expected.sha256) {
    throw new LumiError('index_corrupt', `${path} is damaged: its SHA-256 is ${sha256}, expected ${expected.sha256}.`);
  }
  return content;
}

/** `bytes` is the size on disk; where `bytesMax` is given, no more than that is read. */
async function readSteps(
  path: string,
  keep: boolean,
  bytesMax = Infinity,
): Promise<FileDigest & { readonly content: ArrayBuffer }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const wanted = Math.min(size, bytesMax);
    const content = new ArrayBuffer(keep ? wanted : Math.min(wanted, STEP_BYTES));
    const hash = createHash('sha256');
    let at = 0;
    while (at < wanted) {
      const step = new Uint8Array(content, keep ? at : 0, Math.min(STEP_BYTES, wanted - at));
      const { bytesRead } = await file.read(step, 0, step.length, at);
      if (bytesRead === 0) throw new Error(`it ended after ${at} of ${size} bytes`);
      hash.update(step.subarray(0, bytesRead));
      at += bytesRead;
    }
    return { content, bytes: size, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}
