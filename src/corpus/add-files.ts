import { isLumiError, LumiError } from '../errors.ts';
import { ingestFile, type IngestedDocument, type IngestOptions } from '../ingest/ingest.ts';
import { listInputFiles } from '../ingest/load.ts';
import { addDocuments, type AddOptions, type AddOutcome } from './add.ts';

/** A file that was left out, and why. */
export interface AddFailure {
  readonly path: string;
  readonly message: string;
}

export interface AddFilesResult {
  readonly outcomes: readonly AddOutcome[];
  readonly failures: readonly AddFailure[];
}

/**
 * Ingests files and folders and puts their documents into the corpus folder. A file that cannot be read or holds no text is named among the failures and
 * the rest goes on. Throws `usage` without any path or with one address for several files; otherwise as `addDocuments`.
 */
export async function addFiles(corpusDir: string, paths: readonly string[], options: IngestOptions & AddOptions): Promise<AddFilesResult> {
  if (paths.length === 0) throw new LumiError('usage', 'Name at least one file or folder to add.');
  const failures: AddFailure[] = [];
  const files = (await Promise.all(paths.map((path) => orFailure(path, () => listInputFiles(path), failures)))).flatMap((found) => found ?? []);
  if (options.url !== undefined && files.length > 1) {
    throw new LumiError('usage', `One address (${options.url}) cannot be that of ${files.length} files: add them one by one.`);
  }
  const ingested: IngestedDocument[] = [];
  for (const file of files) ingested.push(...((await orFailure(file, () => ingestFile(file, options), failures)) ?? []));
  return { outcomes: await addDocuments(corpusDir, ingested, options), failures };
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
