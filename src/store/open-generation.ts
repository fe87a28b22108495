import { join } from 'node:path';
import { LumiError } from '../errors.ts';
import type { Chunk, Document } from '../types.ts';
import { readVerified } from './durable-files.ts';
import { parseKeywordIndex } from './keyword-file.ts';
import { combineStatistics, weighQuestion, type KeywordHit, type KeywordIndex } from './keyword-index.ts';
import { describeManifest, readManifest, type FileEntry, type GenerationInfo, type Manifest } from './manifest.ts';
import { openSegment, segmentIdentity, type Segment } from './segment.ts';
import type { SegmentDocument } from './segment-documents.ts';
import type { VectorHit } from './vector-store.ts';
import type { WordList } from './word-list.ts';
import { parseWordList } from './word-list-file.ts';

/** The embedder whose vectors a generation must hold; an `Embedder` is one. */
export interface ExpectedEmbedder {
  readonly id: string;
  readonly dimensions: number;
}

/**
 * One immutable version of the index, opened. Rows are numbered from 0 to `rows` − 1: the base, then the delta. Rows of the base that are gone
 * keep their numbers and are found by no search. Vectors and questions are the expected embedder's.
 */
export interface IndexGeneration {
  readonly info: GenerationInfo;
  /** Live documents by id, in order of id. */
  readonly documents: ReadonlyMap<string, Document>;
  readonly rows: number;
  /** The passage in a row. Chunks are made on demand: compare rows, not objects. */
  passageOf(row: number): { readonly document: Document; readonly chunk: Chunk };
  /** The document of a row, without making its chunk. */
  documentOf(row: number): Document;
  /** Rows `start` (included) to `end` (excluded) of a live document, in order of position; null for an unknown one. */
  rowsOf(documentId: string): { readonly start: number; readonly end: number } | null;
  /** Up to `limit` rows by falling cosine, in [−1, 1]. */
  searchVectors(vector: Float32Array, limit: number, accepts?: (row: number) => boolean): VectorHit[];
  similarity(vector: Float32Array, row: number): number;
  /** Up to `limit` rows that share a gram with the question, by falling score, 0…1; equal scores in order of document and position. */
  searchKeywords(question: string, limit: number, accepts?: (row: number) => boolean): KeywordHit[];
  /** The keyword scores of the given rows, in the order given. */
  scoreKeywords(question: string, rows: readonly number[]): Float64Array;
  /** What the grams of a text weigh together: the more of them and the rarer, the more. */
  keywordWeight(text: string): number;
  /** Mean inverse document frequency of a word's grams: near 0 for a word in most rows, growing with the logarithm of how few hold it. */
  rarity(word: string): number;
  /** Passages that hold a normalised word. */
  wordFrequency(word: string): number;
  /** The words of passages that are one edit away from a normalised word of the letters a to z, as `WordList.wordsNear`. */
  wordsNear(word: string): string[];
  /** Frees native memory; nothing may be asked afterwards. */
  free(): void;
}

/** Bases of open generations, for others to share. */
const BASES = new WeakMap<IndexGeneration, Segment>();

/**
 * Opens the generation in a folder. Format, embedder and the SHA-256 of every file are checked before anything is parsed or handed to native
 * code. With `shareWith`, an open generation, a base that both have is held in memory once. Throws `index_incompatible` for another format
 * or embedder, `index_corrupt` naming the damaged file, `store_unavailable` where its vector store cannot be loaded here.
 */
export async function openGeneration(
  folder: string,
  expected: ExpectedEmbedder,
  options: { readonly shareWith?: IndexGeneration | null } = {},
): Promise<IndexGeneration> {
  const manifest = await readManifest(folder);
  requireEmbedder(folder, manifest, expected);

  const shared = options.shareWith ? BASES.get(options.shareWith) : undefined;
  const base =
    shared?.identity === segmentIdentity(manifest.base) && shared.hold()
      ? shared
      : await openSegment(folder, manifest.base, manifest.storeKind, expected.dimensions);
  try {
    const delta =
      manifest.delta === null ? null : await openSegment(folder, manifest.delta, 'exact', expected.dimensions);
    const gone = await openGone(folder, manifest);
    const generation = assemble(manifest, base, delta, gone);
    BASES.set(generation, base);
    return generation;
  } catch (error) {
    base.letGo();
    throw error;
  }
}

function requireEmbedder(folder: string, manifest: Manifest, expected: ExpectedEmbedder): void {
  const { id, dimensions } = manifest.embedder;
  if (id === expected.id && dimensions === expected.dimensions) return;
  throw new LumiError(
    'index_incompatible',
    `${folder} was built with the embedding model ${id} (${dimensions} dimensions), expected ${expected.id} (${expected.dimensions}). ` +
      'Run `lumi index` to build it anew.',
  );
}

/** What is known of the rows that are gone: what they add to the figures of the base. */
interface Gone {
  readonly keywords: KeywordIndex;
  readonly words: WordList;
}

async function openGone(folder: string, manifest: Manifest): Promise<Gone | null> {
  if (manifest.gone === null) return null;
  const { keywords, words } = manifest.gone;
  const pathOf = ({ name }: FileEntry) => join(folder, name);
  return {
    keywords: parseKeywordIndex(await readVerified(pathOf(keywords), keywords), pathOf(keywords)),
    words: parseWordList(await readVerified(pathOf(words), words), pathOf(words)),
  };
}

function assemble(manifest: Manifest, base: Segment, delta: Segment | null, gone: Gone | null): IndexGeneration {
  const rows = base.rows + (delta?.rows ?? 0);
  const goneIds = new Set(manifest.gone?.documentIds);
  const live = liveDocuments(base, delta, goneIds);
  const isGone = goneIds.size === 0 ? null : goneRows(base, goneIds);
  const rankOf = delta === null ? undefined : rankRows(live, rows);
  const rowsById = new Map(live.map(({ held, start }) => [held.document.id, { start, end: start + held.rows }]));
  const statistics = combineStatistics(
    delta === null ? [base.keywords] : [base.keywords, delta.keywords],
    gone === null ? [] : [gone.keywords],
  );
  const wordLists = delta === null ? [base.words] : [base.words, delta.words];
  const wordFrequency = (word: string): number =>
    wordLists.reduce((sum, list) => sum + list.frequencyOf(word), 0) - (gone?.words.frequencyOf(word) ?? 0);
  let isFreed = false;

  // Without a filter the stores need not call back for each row.
  const acceptsInBase = (accepts?: (row: number) => boolean): ((row: number) => boolean) | undefined => {
    if (isGone === null) return accepts;
    return accepts === undefined ? (row) => isGone[row] === 0 : (row) => isGone[row] === 0 && accepts(row);
  };
  const acceptsInDelta = (accepts?: (row: number) => boolean): ((row: number) => boolean) | undefined =>
    accepts === undefined ? undefined : (row) => accepts(base.rows + row);
  const rank = rankOf ?? ((row: number): number => row);
  const locate = (row: number): { readonly segment: Segment; readonly localRow: number } =>
    row < base.rows || delta === null
      ? { segment: base, localRow: row }
      : { segment: delta, localRow: row - base.rows };
  const inDelta = <T extends { readonly row: number }>(hits: readonly T[]): T[] =>
    hits.map((hit) => ({ ...hit, row: base.rows + hit.row }));

  return {
    info: describeManifest(manifest),
    documents: new Map(live.map(({ held }) => [held.document.id, held.document])),
    rows,
    documentOf: (row) =>
      (row < base.rows || delta === null ? base.documentOf(row) : delta.documentOf(row - base.rows)).document,
    passageOf(row) {
      const { segment, localRow } = locate(row);
      const held = segment.documentOf(localRow);
      return { document: held.document, chunk: held.chunk(localRow - held.firstRow) };
    },
    rowsOf: (documentId) => rowsById.get(documentId) ?? null,
    searchVectors(vector, limit, accepts) {
      const found = base.vectors.search(vector, limit, acceptsInBase(accepts));
      if (delta === null) return found;
      return [...found, ...inDelta(delta.vectors.search(vector, limit, acceptsInDelta(accepts)))]
        .sort((a, b) => b.similarity - a.similarity || rank(a.row) - rank(b.row))
        .slice(0, limit);
    },
    similarity(vector, row) {
      const { segment, localRow } = locate(row);
      return segment.vectors.similarity(vector, localRow);
    },
    searchKeywords(question, limit, accepts) {
      const query = weighQuestion(question, statistics);
      const found = base.keywords.search(query, limit, acceptsInBase(accepts), rankOf);
      if (delta === null) return found;
      const rankInDelta = (row: number): number => rank(base.rows + row);
      return [...found, ...inDelta(delta.keywords.search(query, limit, acceptsInDelta(accepts), rankInDelta))]
        .sort((a, b) => b.score - a.score || rank(a.row) - rank(b.row))
        .slice(0, limit);
    },
    scoreKeywords(question, wanted) {
      const query = weighQuestion(question, statistics);
      return Float64Array.from(wanted, (row) => {
        const { segment, localRow } = locate(row);
        return segment.keywords.score(query, localRow);
      });
    },
    keywordWeight: (text) => weighQuestion(text, statistics).scoreMax,
    rarity(word) {
      const { grams } = weighQuestion(word, statistics);
      return grams.reduce((sum, { idf }) => sum + idf, 0) / Math.max(1, grams.length);
    },
    wordFrequency,
    wordsNear(word) {
      const near = new Set(wordLists.flatMap((list) => list.wordsNear(word)));
      return [...near].filter((other) => wordFrequency(other) > 0);
    },
    free() {
      if (isFreed) return;
      isFreed = true;
      delta?.letGo();
      base.letGo();
    },
  };
}

interface LiveDocument {
  readonly held: SegmentDocument;
  /** Its first row in the generation's numbering. */
  readonly start: number;
}

/** The documents that are served, in order of id. */
function liveDocuments(base: Segment, delta: Segment | null, goneIds: ReadonlySet<string>): LiveDocument[] {
  const inBase = base.documents
    .filter((held) => !goneIds.has(held.document.id))
    .map((held) => ({ held, start: held.firstRow }));
  if (delta === null) return inBase;
  return [...inBase, ...delta.documents.map((held) => ({ held, start: base.rows + held.firstRow }))].sort((a, b) =>
    a.held.document.id < b.held.document.id ? -1 : 1,
  );
}

function goneRows(base: Segment, goneIds: ReadonlySet<string>): Uint8Array {
  const isGone = new Uint8Array(base.rows);
  for (const held of base.documents) {
    if (goneIds.has(held.document.id)) isGone.fill(1, held.firstRow, held.firstRow + held.rows);
  }
  return isGone;
}

/** The place of each row in order of document and position: where scores are equal, a delta then answers as a full build does. */
function rankRows(live: readonly LiveDocument[], rows: number): (row: number) => number {
  const ranks = new Uint32Array(rows);
  let next = 0;
  for (const { held, start } of live) {
    for (let row = start; row < start + held.rows; row += 1) {
      ranks[row] = next;
      next += 1;
    }
  }
  return (row) => ranks[row]!;
}
