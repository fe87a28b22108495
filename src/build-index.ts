import { join } from 'node:path';
import { indexFolder } from './chatbot.ts';
import type { Config } from './config.ts';
import type { CorpusProblem } from './corpus/document-file.ts';
import { readDocumentsToIndex } from './documents-to-index.ts';
import { createEmbedder } from './embed/create-embedder.ts';
import type { Embedder } from './embed/embedder.ts';
import { LumiError, messageOf } from './errors.ts';
import { lumiVersion } from './lumi-version.ts';
import { chooseVectorStore } from './store/create-vector-store.ts';
import { activate, collectGenerations, listGenerations, readCurrent, rollback, unpin } from './store/generations.ts';
import { openDocumentMemory } from './store/document-memory.ts';
import { openCurrent, type OpenedIndex } from './store/open-current.ts';
import { openVectorCache, type VectorCache } from './store/vector-cache.ts';
import { verifyGeneration } from './store/verify-generation.ts';
import { acquireWriteLock } from './store/write-lock.ts';
import { writeGeneration } from './store/write-generation.ts';
import type { Chunk } from './types.ts';

/** What a build did. */
export interface BuildReport {
  readonly generation: string;
  /** `unchanged`: corpus, model and settings are those of the newest generation, and nothing was written. */
  readonly kind: 'unchanged' | 'delta' | 'full';
  /** False where a rollback has pinned another generation. */
  readonly isActive: boolean;
  readonly documents: number;
  readonly passages: number;
  /** Passages that were not in the vector cache. */
  readonly embedded: number;
  readonly durationMs: number;
  /** Files of the corpus that were left out or look wrong. */
  readonly problems: readonly CorpusProblem[];
  readonly warnings: readonly string[];
}

export interface BuildOptions {
  /** Builds everything anew instead of adding what changed. */
  readonly full?: boolean;
  /** Builds an index of nothing where the last document is gone; without it an empty folder is taken for a wrong setting. */
  readonly allowEmpty?: boolean;
  readonly onProgress?: (label: string, done: number, total: number) => void;
}

/** Passages embedded in one call: enough to be efficient, few enough to show progress and to keep the cache current. */
const EMBED_BATCH = 256;

/**
 * Brings the index up to date with the corpus folder: reads, chunks, embeds what the cache does not hold, writes the next generation beside the old
 * ones, checks and activates it. One build at a time holds the write lock. Throws `index_locked`, `corpus_invalid` for a corpus without any
 * document, `index_build_failed`; whatever fails, the generation in use stays.
 */
export async function buildIndex(config: Config, options: BuildOptions = {}): Promise<BuildReport> {
  const startedAt = performance.now();
  const progress = options.onProgress ?? (() => undefined);
  return withWriteLock(config, async () => {
    const warnings: string[] = [];
    const onWarning = (message: string): void => {
      warnings.push(message);
    };
    const memory = openDocumentMemory(join(config.dataDir, 'cache', 'documents.db'), { onWarning });
    const { documents, problems } = await readDocumentsToIndex(config, memory, options.full === true).finally(() => {
      memory.close();
    });
    const mayBeEmpty = options.allowEmpty === true && problems.every(({ severity }) => severity !== 'error');
    if (documents.length === 0 && !mayBeEmpty) {
      throw new LumiError(
        'corpus_invalid',
        `There is no readable document in ${config.corpusDir}. Add some with "lumi corpus add" or set LUMI_CORPUS_DIR; if nothing is to be answered any more, run "lumi index --allow-empty".`,
      );
    }
    const store = await chooseVectorStore();
    if (store.warning !== null) onWarning(store.warning);
    const embedder = await createEmbedder(config.embeddingModel);
    const cache = openVectorCache(join(config.dataDir, 'cache', 'vectors.db'), { onWarning });
    let embedded = 0;
    try {
      const indexDir = indexFolder(config);
      const { status, info } = await writeGeneration(
        indexDir,
        {
          documents,
          embedder,
          chunking: config.chunking,
          storeKind: store.kind,
          lumiVersion: lumiVersion(),
          vectorsFor: async (chunks) => {
            const vectors = await cachedVectors(chunks, embedder, cache, (done, total) => {
              progress('embedding', done, total);
            });
            embedded += vectors.embedded;
            return vectors.vectors;
          },
        },
        {
          full: options.full ?? false,
          onProgress: (done, total) => {
            progress('indexing', done, total);
          },
        },
      );
      const activation = await activate(indexDir, info.id);
      // The new generation is in use already; old ones cost no more than space, and the next build removes them.
      await collectGenerations(indexDir).catch((error: unknown) => {
        warnings.push(`Old generations could not be removed from ${indexDir}: ${messageOf(error)}`);
      });
      return {
        generation: info.id,
        kind: status,
        isActive: activation === 'activated',
        documents: info.documents,
        passages: info.passages,
        embedded,
        durationMs: Math.round(performance.now() - startedAt),
        problems,
        warnings,
      };
    } finally {
      cache.close();
    }
  });
}

/**
 * The generation in use, opened for a look inside, as the benches take it; `free` it afterwards. Throws `index_missing` without one and what is wrong
 * with it where it is refused.
 */
export async function openIndex(config: Config, embedder: Embedder): Promise<OpenedIndex> {
  return await openCurrent(indexFolder(config), embedder);
}

/** Vectors of the chunks in order; what the cache does not hold is embedded and put there, batch by batch, so that a stopped build loses little. */
async function cachedVectors(
  chunks: readonly Chunk[],
  embedder: Embedder,
  cache: VectorCache,
  onProgress: (done: number, total: number) => void,
): Promise<{ vectors: Float32Array[]; embedded: number }> {
  const known = cache.getMany(
    embedder.id,
    chunks.map(({ digest }) => digest),
  );
  const missing = [
    ...new Map(chunks.filter(({ digest }) => !known.has(digest)).map((chunk) => [chunk.digest, chunk])).values(),
  ];
  for (let from = 0; from < missing.length; from += EMBED_BATCH) {
    const batch = missing.slice(from, from + EMBED_BATCH);
    const vectors = await embedder.embedPassages(batch.map(({ indexedText }) => indexedText));
    const fresh = new Map(batch.map(({ digest }, at) => [digest, vectors[at]!]));
    cache.putMany(embedder.id, fresh);
    for (const [digest, vector] of fresh) known.set(digest, vector);
    onProgress(from + batch.length, missing.length);
  }
  return { vectors: chunks.map(({ digest }) => known.get(digest)!), embedded: missing.length };
}

/** One generation as operators see it. */
export interface GenerationStatus {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly isPinned: boolean;
  readonly summary: string;
}

/** The generations on disk, newest first. */
export async function indexStatus(config: Config): Promise<GenerationStatus[]> {
  const generations = await listGenerations(indexFolder(config));
  return generations.map(({ id, info, current, pinned, problem }) => ({
    id,
    isCurrent: current,
    isPinned: pinned,
    summary:
      problem ??
      (info === null
        ? 'unreadable'
        : `${info.documents} documents, ${info.passages} passages, ${info.storeKind}, ${info.embedder.id}`),
  }));
}

/** Checks a generation (default: the one in use) file by file and searches it in a process of its own. Throws `index_missing`. */
export async function verifyIndex(config: Config, id?: string): Promise<{ id: string; problems: string[] }> {
  const indexDir = indexFolder(config);
  const wanted = id ?? (await readCurrent(indexDir))?.generation;
  const found = (await listGenerations(indexDir)).find((generation) => generation.id === wanted);
  if (wanted === undefined || found === undefined) {
    throw new LumiError(
      'index_missing',
      `There is no generation ${wanted === undefined ? '' : `"${wanted}" `}in ${indexDir}. "lumi index status" lists them; "lumi index" builds one.`,
    );
  }
  try {
    await verifyGeneration(join(indexDir, wanted));
    return { id: wanted, problems: [] };
  } catch (error) {
    if (error instanceof LumiError) return { id: wanted, problems: [error.message] };
    throw error;
  }
}

/** Puts an earlier generation (default: the one before) in use and pins it. Gives its id. */
export async function rollbackIndex(config: Config, id?: string): Promise<string> {
  return withWriteLock(config, async () => (await rollback(indexFolder(config), id)).generation);
}

/** Lets builds take over again after a rollback. Gives the id of the generation in use. */
export async function unpinIndex(config: Config): Promise<string> {
  return withWriteLock(config, async () => (await unpin(indexFolder(config))).generation);
}

/** Runs a step as the only writer of the data folder. Throws `index_locked` naming the process that is writing. */
async function withWriteLock<T>(config: Config, step: () => Promise<T>): Promise<T> {
  const lock = acquireWriteLock(join(config.dataDir, 'state', 'lock.db'));
  try {
    return await step();
  } finally {
    lock.release();
  }
}
