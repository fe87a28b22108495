import { resolve } from 'node:path';
import { isLumiError, LumiError } from '../errors.ts';
import { ingestFile, type IngestOptions } from '../ingest/ingest.ts';
import { listInputFiles } from '../ingest/load.ts';
import { createAdder, type AddOptions, type AddOutcome } from './add.ts';

/** A file that was left out, and why. */
export interface AddFailure {
  readonly path: string;
  readonly message: string;
}

/** Something about a file that an editor should know although its documents were found. */
export interface AddWarning {
  readonly path: string;
  readonly message: string;
}

export interface AddFilesResult {
  /** One for each document of the files that did not fail, in the order of the files. */
  readonly outcomes: readonly AddOutcome[];
  readonly failures: readonly AddFailure[];
  readonly warnings: readonly AddWarning[];
}

/**
 * Ingests files and folders and puts their documents into the corpus folder, file by file; a file named twice is added once. A file that
 * cannot be read, holds no text or gives a document that is not valid is named among the failures, none of its documents is added, and the
 * rest goes on. Throws `usage` without any path or with one address for several files; otherwise as `createAdder`.
 */
export async function addFiles(
  corpusDir: string,
  paths: readonly string[],
  options: IngestOptions & AddOptions,
): Promise<AddFilesResult> {
  if (paths.length === 0) throw new LumiError('usage', 'Name at least one file or folder to add.');
  const failures: AddFailure[] = [];
  const listed = await Promise.all(paths.map((path) => orFailure(path, () => listInputFiles(path), failures)));
  const files = withoutRepetition(listed.flatMap((found) => found ?? []));
  if (options.url !== undefined && files.length > 1) {
    throw new LumiError(
      'usage',
      `One address (${options.url}) cannot be that of ${files.length} files: add them one by one.`,
    );
  }
  const addDocuments = await createAdder(corpusDir, options);
  const outcomes: AddOutcome[] = [];
  const warnings: AddWarning[] = [];
  for (const path of files) {
    const addFile = async () => {
      const ingested = await ingestFile(path, options);
      warnings.push(...ingested.flatMap((document) => document.warnings).map((message) => ({ path, message })));
      return addDocuments(ingested);
    };
    outcomes.push(...((await orFailure(path, addFile, failures)) ?? []));
  }
  return { outcomes, failures, warnings };
}

function withoutRepetition(paths: readonly string[]): string[] {
  const seen = new Map(paths.map((path) => [resolve(path), path]));
  return [...seen.values()];
}

async function orFailure<T>(path: string, step: () => Promise<T>, failures: AddFailure[]): Promise<T | null> {
  try {
    return await step();
  } catch (error) {
    if (!isLumiError(error)) throw error;
    failures.push({ path, message: error.message });
    return null;
  }
}
