import { join } from 'node:path';
import { isLumiError } from '../errors.ts';
import { readVerified, verifyFile } from './durable-files.ts';
import { generationFolder, generationIds } from './generations.ts';
import { manifestFiles, readManifest, type Manifest } from './manifest.ts';
import { findMissingFile } from './segment.ts';
import type { CatalogueEntry, DocumentToIndex } from './segment-documents.ts';

/**
 * A delta may hold this share of the base's rows, gone ones counted too; beyond it the base is built anew. Rows of the delta are searched one
 * by one and gone ones are still visited, so this bounds what incremental building costs a question.
 */
const DELTA_SHARE_MAX = 0.1;

/** The newest generation on disk, as far as a new one can build on it. */
export interface PreviousGeneration {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** What a generation says of how it was built; equal ways give equal rows for equal documents. */
export type BuildWay = Pick<Manifest, 'embedder' | 'chunking' | 'storeKind'>;

export interface DeltaPlan {
  /** Documents that the base does not hold in this form. */
  readonly changed: readonly DocumentToIndex[];
  /** Entries of the base's catalogue whose documents were changed or removed. */
  readonly gone: readonly CatalogueEntry[];
}

/** The newest generation if it was built the same way and nothing is seen to be wrong with it, else null. */
export async function findPrevious(indexDir: string, way: BuildWay): Promise<PreviousGeneration | null> {
  const [id] = await generationIds(indexDir);
  if (id === undefined) return null;
  const folder = generationFolder(indexDir, id);
  try {
    const manifest = await readManifest(folder);
    const problem = await findMissingFile(folder, manifestFiles(manifest));
    return problem === null && isSameWay(manifest, way) ? { folder, manifest } : null;
  } catch (error) {
    if (isLumiError(error)) return null;
    throw error;
  }
}

/** Whether every file of the generation still is what its manifest says. */
export async function isUndamaged({ folder, manifest }: PreviousGeneration): Promise<boolean> {
  try {
    for (const file of manifestFiles(manifest)) await verifyFile(join(folder, file.name), file);
    return true;
  } catch (error) {
    if (isLumiError(error, 'index_corrupt')) return false;
    throw error;
  }
}

/** What differs from the base of the previous generation; null where that is too much for a delta. Throws `index_corrupt`. */
export async function planDelta(
  previous: PreviousGeneration,
  documents: readonly DocumentToIndex[],
): Promise<DeltaPlan | null> {
  const { base } = previous.manifest;
  const file = base.files.catalogue;
  const bytes = await readVerified(join(previous.folder, file.name), file);
  const catalogue = JSON.parse(Buffer.from(bytes).toString()) as CatalogueEntry[];

  const inBase = new Map(catalogue.map((entry) => [entry.id, entry.contentDigest]));
  const changed = documents.filter(({ id, contentDigest }) => inBase.get(id) !== contentDigest);
  const changedIds = new Set(changed.map(({ id }) => id));
  const wantedIds = new Set(documents.map(({ id }) => id));
  const gone = catalogue.filter(({ id }) => !wantedIds.has(id) || changedIds.has(id));

  const changedRows = changed.reduce((sum, entry) => sum + entry.rows, 0);
  const goneRows = gone.reduce((sum, entry) => sum + entry.rows, 0);
  return changedRows + goneRows <= DELTA_SHARE_MAX * base.rows ? { changed, gone } : null;
}

function isSameWay(a: BuildWay, b: BuildWay): boolean {
  return (
    a.embedder.id === b.embedder.id &&
    a.embedder.dimensions === b.embedder.dimensions &&
    a.chunking.charsTarget === b.chunking.charsTarget &&
    a.chunking.charsMax === b.chunking.charsMax &&
    a.storeKind === b.storeKind
  );
}
