import { execFile, type ExecFileException } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES, LumiError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import { verifyFile } from './durable-files.ts';
import { loadKeywordIndex } from './keyword-file.ts';
import { weighQuestion } from './keyword-index.ts';
import { manifestFiles, readManifest, type SegmentManifest } from './manifest.ts';
import { openSegment } from './segment.ts';
import type { VectorStoreKind } from './vector-store.ts';
import { loadWordList } from './word-list-file.ts';

/** What a check in another process reports on its standard error, as one JSON line. */
export interface VerificationFailure {
  readonly code: string;
  readonly message: string;
}

/** Deviation of a stored vector's cosines that single precision explains. */
const SIMILARITY_TOLERANCE = 1e-4;

/**
 * Opens a written generation in a process of its own, which checks every digest and searches for some rows whose vectors are known. A full disk
 * can make a library report success for a short file, and native code can crash on one: that then fails the build, not the builder.
 * Throws `index_corrupt` where a file is not what the manifest says, `index_build_failed` otherwise.
 */
export async function verifyGeneration(folder: string): Promise<void> {
  const script = join(packageRoot(), 'dist/src/store/verify-generation-process.js');
  if (!existsSync(script)) {
    throw new LumiError('index_build_failed', `${script} is missing: compile Lumi first (npm run build).`);
  }
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, [script, folder], (error, _stdout, stderr) => {
      if (error === null) resolve();
      else reject(failureOf(folder, stderr, error));
    });
  });
}

/** What `verify-generation-process.ts` does in its process. Throws as `verifyGeneration`. */
export async function checkGeneration(folder: string): Promise<void> {
  const manifest = await readManifest(folder);
  const { dimensions } = manifest.embedder;
  for (const file of manifestFiles(manifest)) await verifyFile(join(folder, file.name), file);
  // A base with something on top of it was opened and searched when it was written: its digests say that it is the same.
  if (manifest.delta === null && manifest.gone === null) {
    await checkSegment(folder, manifest.base, manifest.storeKind, dimensions);
  }
  if (manifest.delta !== null) await checkSegment(folder, manifest.delta, 'exact', dimensions);
  if (manifest.gone !== null) {
    await loadKeywordIndex(join(folder, manifest.gone.keywords.name));
    await loadWordList(join(folder, manifest.gone.words.name));
  }
}

async function checkSegment(
  folder: string,
  manifest: SegmentManifest,
  storeKind: VectorStoreKind,
  dimensions: number,
): Promise<void> {
  const segment = await openSegment(folder, manifest, storeKind, dimensions);
  for (const { row, vector: encoded } of manifest.canaries) {
    const vector = new Float32Array(new Uint8Array(Buffer.from(encoded, 'base64')).buffer);
    const expected = vector.reduce((sum, value) => sum + value * value, 0);
    const deviation = Math.abs(segment.vectors.similarity(vector, row) - expected);
    const [nearest] = segment.vectors.search(vector, 1);
    const isFound = nearest !== undefined && nearest.similarity > expected - SIMILARITY_TOLERANCE;
    if (!isFound || deviation > SIMILARITY_TOLERANCE) {
      throw new LumiError('index_build_failed', `${folder}: row ${row} is not found by its own vector after writing.`);
    }
    const held = segment.documentOf(row);
    const query = weighQuestion(held.chunk(row - held.firstRow).indexedText, segment.keywords);
    if (query.grams.length > 0 && segment.keywords.score(query, row) === 0) {
      throw new LumiError('index_build_failed', `${folder}: row ${row} is not found by its own text after writing.`);
    }
  }
  segment.letGo();
}

function failureOf(folder: string, stderr: string, cause: ExecFileException): LumiError {
  try {
    const { code, message } = JSON.parse(stderr) as VerificationFailure;
    const known = ERROR_CODES.find((name) => name === code);
    return new LumiError(known ?? 'index_build_failed', message, { cause });
  } catch {
    const end = cause.signal ? `the process that opened it was ended by ${cause.signal}` : cause.message;
    return new LumiError('index_build_failed', `${folder} could not be opened after writing: ${end}.`, { cause });
  }
}
