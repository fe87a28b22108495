import { mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isLumiError, LumiError, messageOf } from '../errors.ts';
import { replaceDurably, syncFolder } from './durable-files.ts';
import { describeManifest, GENERATION_ID, manifestFiles, readManifest, type GenerationInfo } from './manifest.ts';
import { findMissingFile } from './segment.ts';

/**
 * The index folder: one folder per generation, complete in itself, and the file `current`, which names the one in use. Generations are
 * built beside under a hidden name and renamed; `current` is replaced by a rename. So a reader sees a whole generation or none, whenever the
 * writer is stopped. Whoever changes something here holds the write lock.
 */
export const POINTER_NAME = 'current';

/** Generations that are kept: the one in use and two to go back to. */
const GENERATIONS_KEPT = 3;

/** Hidden names of what is being built or removed; whatever still has such a name at the next build was left by a crash. */
const BUILDING_PREFIX = '.building-';
const REMOVED_PREFIX = '.removed-';

const pointerSchema = z.strictObject({
  generation: z.string().regex(GENERATION_ID),
  /** A rollback pins: later builds do not move the pointer. */
  pinned: z.boolean(),
  activatedAt: z.iso.datetime(),
});

/** Which generation is in use. */
export type Pointer = Readonly<z.infer<typeof pointerSchema>>;

export interface GenerationListing {
  readonly id: string;
  /** Null where the manifest cannot be read. */
  readonly info: GenerationInfo | null;
  readonly current: boolean;
  readonly pinned: boolean;
  /** What is seen to be wrong from manifest and file sizes, without reading the files; null where nothing is. */
  readonly problem: string | null;
}

export function generationFolder(indexDir: string, id: string): string {
  return join(indexDir, id);
}

export function buildingFolder(indexDir: string, id: string): string {
  return join(indexDir, `${BUILDING_PREFIX}${id}`);
}

/** The pointer; null where there is none. Throws `index_corrupt` where it is damaged. */
export async function readCurrent(indexDir: string): Promise<Pointer | null> {
  const path = join(indexDir, POINTER_NAME);
  const text = await readIfThere(path);
  if (text === null) return null;
  try {
    return pointerSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new LumiError('index_corrupt', `${path} does not name a generation. Run \`lumi index\` to write it anew.`, {
      cause,
    });
  }
}

/**
 * Puts a generation into use. `pinned` says that it was left alone, because a rollback pins another one. Throws `index_missing` where there is
 * no such generation.
 */
export async function activate(indexDir: string, id: string): Promise<'activated' | 'pinned'> {
  await requireGeneration(indexDir, id);
  const pointer = await readCurrentOrNull(indexDir);
  if (pointer?.pinned === true && pointer.generation !== id) return 'pinned';
  if (pointer?.generation !== id) await writePointer(indexDir, id, false);
  return 'activated';
}

/**
 * Goes back to a generation, by default the newest undamaged one before the current, and pins it. Throws `index_missing` where there is none.
 */
export async function rollback(indexDir: string, id?: string): Promise<Pointer> {
  if (id !== undefined) {
    await requireGeneration(indexDir, id);
    return await writePointer(indexDir, id, true);
  }
  const listings = await listGenerations(indexDir);
  const currentAt = listings.findIndex((listing) => listing.current);
  const target = listings.slice(currentAt + 1).find((listing) => listing.problem === null);
  if (target === undefined) {
    throw new LumiError('index_missing', `${indexDir} holds no generation before the current one to go back to.`);
  }
  return await writePointer(indexDir, target.id, true);
}

/** Ends a pin; the generation stays in use until the next build activates another. Throws `index_missing` without a pointer. */
export async function unpin(indexDir: string): Promise<Pointer> {
  const pointer = await readCurrent(indexDir);
  if (pointer === null) throw new LumiError('index_missing', `${indexDir} holds no index yet.`);
  return pointer.pinned ? await writePointer(indexDir, pointer.generation, false) : pointer;
}

/** All generations, the newest first. */
export async function listGenerations(indexDir: string): Promise<GenerationListing[]> {
  const pointer = await readCurrentOrNull(indexDir);
  const listings: GenerationListing[] = [];
  for (const id of await generationIds(indexDir)) {
    const current = pointer?.generation === id;
    const state = await inspect(generationFolder(indexDir, id));
    listings.push({ id, ...state, current, pinned: current && pointer.pinned });
  }
  return listings;
}

/**
 * Removes generations beyond the newest `keep`, and returns their ids. The current one and those in `protect` stay. An open generation does
 * not need its folder any more, but a server that reads one right now does: protect it.
 */
export async function collectGenerations(
  indexDir: string,
  options: { readonly keep?: number; readonly protect?: readonly string[] } = {},
): Promise<string[]> {
  const pointer = await readCurrentOrNull(indexDir);
  const kept = new Set([...(options.protect ?? []), ...(pointer === null ? [] : [pointer.generation])]);
  const ids = await generationIds(indexDir);
  const removed = ids.slice(options.keep ?? GENERATIONS_KEPT).filter((id) => !kept.has(id));
  for (const id of removed) {
    // Renamed first: a generation that is half removed is not one.
    const hidden = join(indexDir, `${REMOVED_PREFIX}${id}`);
    await rename(generationFolder(indexDir, id), hidden);
    await rm(hidden, { recursive: true, force: true });
  }
  await syncFolder(indexDir);
  return removed;
}

/** Creates the index folder, and removes what a crash left half built or half removed. */
export async function prepareIndexFolder(indexDir: string): Promise<void> {
  await mkdir(indexDir, { recursive: true });
  const isLeftOver = (name: string): boolean =>
    [BUILDING_PREFIX, REMOVED_PREFIX, `.${POINTER_NAME}.`].some((prefix) => name.startsWith(prefix));
  for (const name of (await readdir(indexDir)).filter(isLeftOver)) {
    await rm(join(indexDir, name), { recursive: true, force: true });
  }
}

/** Ids of all generation folders, the newest first. Throws `index_corrupt` where the folder is there and cannot be read. */
export async function generationIds(indexDir: string): Promise<string[]> {
  const names = await readdir(indexDir).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new LumiError('index_corrupt', `${indexDir} cannot be read: ${messageOf(cause)}`, { cause });
  });
  return names
    .filter((name) => GENERATION_ID.test(name))
    .sort()
    .reverse();
}

async function inspect(folder: string): Promise<Pick<GenerationListing, 'info' | 'problem'>> {
  try {
    const manifest = await readManifest(folder);
    return { info: describeManifest(manifest), problem: await findMissingFile(folder, manifestFiles(manifest)) };
  } catch (error) {
    if (!isLumiError(error)) throw error;
    return { info: null, problem: error.message };
  }
}

async function requireGeneration(indexDir: string, id: string): Promise<void> {
  if ((await generationIds(indexDir)).includes(id)) return;
  throw new LumiError('index_missing', `${indexDir} holds no generation ${JSON.stringify(id)}.`);
}

/** A damaged pointer pins and protects nothing; the next one replaces it. */
async function readCurrentOrNull(indexDir: string): Promise<Pointer | null> {
  return await readCurrent(indexDir).catch((error: unknown) => {
    if (isLumiError(error, 'index_corrupt')) return null;
    throw error;
  });
}

async function writePointer(indexDir: string, generation: string, pinned: boolean): Promise<Pointer> {
  const pointer = { generation, pinned, activatedAt: new Date().toISOString() };
  const path = join(indexDir, POINTER_NAME);
  try {
    await replaceDurably(path, `${JSON.stringify(pointer)}\n`);
  } catch (cause) {
    throw new LumiError(
      'index_build_failed',
      `Generation ${generation} cannot be put in use, because ${path} cannot be replaced: ${messageOf(cause)}`,
      { cause },
    );
  }
  return pointer;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new LumiError('index_corrupt', `${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
}
