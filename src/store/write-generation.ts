import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isLumiError, LumiError, messageOf } from '../errors.ts';
import { comparePartialDates } from '../language/dates.ts';
import { words } from '../language/tokens.ts';
import type { Chunk, PartialDate } from '../types.ts';
import { buildKeywordIndex } from './build-keyword-index.ts';
import { carryFile, syncFolder, writeDurably } from './durable-files.ts';
import { buildingFolder, generationFolder, generationIds, prepareIndexFolder } from './generations.ts';
import { saveKeywordIndex } from './keyword-file.ts';
import { describeManifest, FORMAT_VERSION, formatManifest, MANIFEST_NAME } from './manifest.ts';
import type { ChunkingOptions, GenerationInfo, Manifest } from './manifest.ts';
import type { ExpectedEmbedder } from './open-generation.ts';
import { findPrevious, isUndamaged, planDelta, type DeltaPlan, type PreviousGeneration } from './plan-delta.ts';
import { fileEntry, writeSegment, type SegmentInput } from './segment.ts';
import { digestCorpus, parseDocumentLine, type CatalogueEntry, type DocumentToIndex } from './segment-documents.ts';
import type { VectorStoreKind } from './vector-store.ts';
import { verifyGeneration } from './verify-generation.ts';
import { buildWordList } from './word-list.ts';
import { saveWordList } from './word-list-file.ts';

/** All that a generation is made of. Ids of documents are distinct; chunks are in order of position. */
export interface GenerationInput {
  readonly documents: readonly DocumentToIndex[];
  readonly embedder: ExpectedEmbedder;
  readonly chunking: ChunkingOptions;
  readonly storeKind: VectorStoreKind;
  readonly lumiVersion: string;
  /** Unit (or zero) vectors of the indexed texts, in order. Asked only for rows that are written. */
  vectorsFor(chunks: readonly Chunk[]): Promise<readonly Float32Array[]>;
}

export interface WriteOptions {
  /** Builds the base anew even where a delta would do. */
  readonly full?: boolean;
  /** Told the rows that the vector store holds so far. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Checks the written folder before it gets its name; by default in a process of its own. */
  readonly verify?: (folder: string) => Promise<void>;
}

/** `unchanged`: the newest generation already holds exactly this, and nothing was written. */
export interface WriteOutcome {
  readonly status: 'unchanged' | 'delta' | 'full';
  readonly info: GenerationInfo;
}

/**
 * Writes the next generation and returns what it is; activating it is another step. It is a delta on the newest generation where that was built
 * the same way, is undamaged and differs little, else a base of its own. The folder is written under a hidden name, synced, checked, and
 * renamed: stopped at any moment, it leaves the index as it was. The caller holds the write lock. Throws `index_build_failed`.
 */
export async function writeGeneration(
  indexDir: string,
  input: GenerationInput,
  options: WriteOptions = {},
): Promise<WriteOutcome> {
  const documents = inOrderOfId(input.documents);
  const job: Job = { indexDir, input, documents, corpusDigest: digestCorpus(documents), options };
  try {
    await prepareIndexFolder(indexDir);
    const previous = options.full === true ? null : await findPrevious(indexDir, input);
    return (previous === null ? null : await continueFrom(previous, job)) ?? (await writeFull(job));
  } catch (cause) {
    if (isLumiError(cause)) throw cause;
    throw new LumiError('index_build_failed', `The index in ${indexDir} could not be written: ${messageOf(cause)}`, {
      cause,
    });
  }
}

interface Job {
  readonly indexDir: string;
  readonly input: GenerationInput;
  readonly documents: readonly DocumentToIndex[];
  readonly corpusDigest: string;
  readonly options: WriteOptions;
}

/** What the manifest says of the parts. */
type Parts = Pick<Manifest, 'base' | 'delta' | 'gone'>;

/** The outcome on top of the previous generation; null where that does not carry it. */
async function continueFrom(previous: PreviousGeneration, job: Job): Promise<WriteOutcome | null> {
  if (previous.manifest.corpusDigest === job.corpusDigest) {
    return (await isUndamaged(previous)) ? { status: 'unchanged', info: describeManifest(previous.manifest) } : null;
  }
  try {
    const plan = await planDelta(previous, job.documents);
    if (plan === null) return null;
    const info = await finish(job, (folder) => writeDelta(folder, previous, plan, job));
    return { status: 'delta', info };
  } catch (error) {
    // The base that was to be carried over is damaged, which its generation has not noticed yet.
    if (isLumiError(error, 'index_corrupt')) return null;
    throw error;
  }
}

async function writeFull(job: Job): Promise<WriteOutcome> {
  const info = await finish(job, async (folder) => {
    const base = await writeSegment(folder, 'base', await segmentInput(job, job.documents, job.input.storeKind));
    return { base, delta: null, gone: null };
  });
  return { status: 'full', info };
}

async function writeDelta(folder: string, previous: PreviousGeneration, plan: DeltaPlan, job: Job): Promise<Parts> {
  const { base } = previous.manifest;
  for (const { name, bytes } of Object.values(base.files)) {
    await carryFile(join(previous.folder, name), join(folder, name), bytes);
  }
  const delta =
    plan.changed.length === 0
      ? null
      : await writeSegment(folder, 'delta', await segmentInput(job, plan.changed, 'exact'));
  const gone =
    plan.gone.length === 0 ? null : await writeGone(folder, join(folder, base.files.documents.name), plan.gone);
  return { base, delta, gone };
}

/** The grams and words of rows that are gone, so that they can be subtracted from the base's statistics. */
async function writeGone(
  folder: string,
  documentsPath: string,
  gone: readonly CatalogueEntry[],
): Promise<NonNullable<Manifest['gone']>> {
  const texts: string[] = [];
  const file = await open(documentsPath, 'r');
  try {
    for (const { offset, bytes, rows } of gone) {
      const line = Buffer.alloc(bytes);
      await file.read(line, 0, bytes, offset);
      const document = parseDocumentLine(line, 0, documentsPath);
      for (let position = 0; position < rows; position += 1) texts.push(document.chunk(position).indexedText);
    }
  } finally {
    await file.close();
  }
  const names = { keywords: 'gone-keywords.bin', words: 'gone-words.bin' };
  await saveKeywordIndex(buildKeywordIndex(texts), join(folder, names.keywords));
  await saveWordList(buildWordList(texts.map(words)), join(folder, names.words));
  return {
    documentIds: gone.map(({ id }) => id),
    rows: texts.length,
    keywords: await fileEntry(folder, names.keywords),
    words: await fileEntry(folder, names.words),
  };
}

async function segmentInput(
  job: Job,
  documents: readonly DocumentToIndex[],
  storeKind: VectorStoreKind,
): Promise<SegmentInput> {
  const chunked = documents.map((entry) => entry.read());
  const vectors = await job.input.vectorsFor(chunked.flatMap(({ chunks }) => chunks));
  return {
    documents: chunked,
    vectors,
    dimensions: job.input.embedder.dimensions,
    storeKind,
    onProgress: job.options.onProgress,
  };
}

/** Has the parts written into a hidden folder, completes and checks it, and gives it its name. */
async function finish(job: Job, writeParts: (folder: string) => Promise<Parts>): Promise<GenerationInfo> {
  const { indexDir, input, options } = job;
  const id = nextId(await generationIds(indexDir));
  const folder = buildingFolder(indexDir, id);
  await mkdir(folder);
  try {
    const manifest: Manifest = {
      formatVersion: FORMAT_VERSION,
      id,
      createdAt: new Date().toISOString(),
      lumiVersion: input.lumiVersion,
      embedder: { id: input.embedder.id, dimensions: input.embedder.dimensions },
      chunking: { charsTarget: input.chunking.charsTarget, charsMax: input.chunking.charsMax },
      storeKind: input.storeKind,
      corpusDigest: job.corpusDigest,
      newestPublishedOn: newestPublication(job.documents),
      ...(await writeParts(folder)),
    };
    await writeDurably(join(folder, MANIFEST_NAME), [Buffer.from(formatManifest(manifest))]);
    await syncFolder(folder);
    await (options.verify ?? verifyGeneration)(folder);
    await rename(folder, generationFolder(indexDir, id));
    await syncFolder(indexDir);
    return describeManifest(manifest);
  } catch (error) {
    // What cannot be removed now is removed by the next build; the error that is worth knowing is the first one.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

function inOrderOfId(documents: readonly DocumentToIndex[]): DocumentToIndex[] {
  const sorted = [...documents].sort((a, b) => (a.id < b.id ? -1 : 1));
  const twice = sorted.find(({ id }, at) => id === sorted[at + 1]?.id);
  if (twice !== undefined) {
    throw new LumiError('index_build_failed', `Two documents have the id ${twice.id}; ids must be distinct.`);
  }
  return sorted;
}

function newestPublication(documents: readonly DocumentToIndex[]): PartialDate | null {
  const dates = documents.flatMap(({ publishedOn }) => publishedOn ?? []);
  return dates.reduce<PartialDate | null>(
    (newest, date) => (newest === null || comparePartialDates(date, newest) > 0 ? date : newest),
    null,
  );
}

/** Named by the time, and always after the newest: clocks are set back now and then. */
function nextId(ids: readonly string[]): string {
  const digits = '0000';
  const newest = ids[0]?.slice(0, -digits.length - 1);
  let time = Date.now();
  while (newest !== undefined && stampOf(time) <= newest) time = Math.max(time, timeOf(newest)) + 1;
  return `${stampOf(time)}-${randomBytes(digits.length / 2).toString('hex')}`;
}

function stampOf(time: number): string {
  return new Date(time).toISOString().replaceAll(/[-:.]/g, '');
}

function timeOf(stamp: string): number {
  return Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)(\d{3}Z)$/, '$1-$2-$3:$4:$5.$6'));
}
