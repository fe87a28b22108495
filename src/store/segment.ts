import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LumiError } from '../errors.ts';
import { words } from '../language/tokens.ts';
import { buildKeywordIndex } from './build-keyword-index.ts';
import { buildVectorStore, loadVectorStore } from './create-vector-store.ts';
import { digestFile, readVerified, verifyFile, writeDurably } from './durable-files.ts';
import { parseKeywordIndex, saveKeywordIndex } from './keyword-file.ts';
import type { KeywordIndex } from './keyword-index.ts';
import type { FileEntry, SegmentManifest } from './manifest.ts';
import {
  documentLines,
  parseDocuments,
  type CatalogueEntry,
  type ChunkedDocument,
  type SegmentDocument,
} from './segment-documents.ts';
import type { VectorStore, VectorStoreKind } from './vector-store.ts';
import { buildWordList, type WordList } from './word-list.ts';
import { parseWordList, saveWordList } from './word-list-file.ts';

/** Documents, keyword index, words and vectors of one set of rows; a generation has one as base and a small one as delta. */
export interface Segment {
  readonly rows: number;
  readonly documents: readonly SegmentDocument[];
  readonly keywords: KeywordIndex;
  readonly words: WordList;
  readonly vectors: VectorStore;
  /** The document that holds the row. */
  documentOf(row: number): SegmentDocument;
  /** Digests of all files: segments of the same identity are the same. */
  readonly identity: string;
  /** Generations share a base: each holds it, and the last one that lets go frees it. False where it is freed already. */
  hold(): boolean;
  letGo(): void;
}

export type SegmentRole = 'base' | 'delta';

export interface SegmentInput {
  /** In order of id; their chunks are the rows. */
  readonly documents: readonly ChunkedDocument[];
  /** One per row, unit or zero vectors. */
  readonly vectors: readonly Float32Array[];
  readonly dimensions: number;
  readonly storeKind: VectorStoreKind;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Rows whose vectors go into the manifest, to be looked for in the reopened files. */
const CANARIES = 8;

/** Writes the files of a segment into a folder and syncs each. */
export async function writeSegment(folder: string, role: SegmentRole, input: SegmentInput): Promise<SegmentManifest> {
  const { documents, vectors, dimensions, storeKind } = input;
  const chunks = documents.flatMap((entry) => entry.chunks);
  if (vectors.length !== chunks.length) {
    throw new LumiError('index_build_failed', `There are ${vectors.length} vectors for ${chunks.length} chunks.`);
  }
  const names = {
    catalogue: `${role}-catalogue.json`,
    documents: `${role}-documents.jsonl`,
    keywords: `${role}-keywords.bin`,
    words: `${role}-words.bin`,
    vectors: `${role}-vectors.${storeKind}`,
  };
  const catalogue: CatalogueEntry[] = [];
  await writeDurably(join(folder, names.documents), documentLines(documents, catalogue));
  await writeDurably(join(folder, names.catalogue), [Buffer.from(JSON.stringify(catalogue))]);
  const texts = chunks.map((chunk) => chunk.indexedText);
  await saveKeywordIndex(buildKeywordIndex(texts), join(folder, names.keywords));
  await saveWordList(buildWordList(texts.map(words)), join(folder, names.words));

  const store = await buildVectorStore(storeKind, vectors, dimensions, input.onProgress);
  await store.save(join(folder, names.vectors));
  store.free();

  return {
    rows: chunks.length,
    documents: documents.length,
    files: {
      catalogue: await fileEntry(folder, names.catalogue),
      documents: await fileEntry(folder, names.documents),
      keywords: await fileEntry(folder, names.keywords),
      words: await fileEntry(folder, names.words),
      vectors: await fileEntry(folder, names.vectors),
    },
    canaries: pickCanaries(vectors),
  };
}

/** Name, size and digest of a file that was just written. */
export async function fileEntry(folder: string, name: string): Promise<FileEntry> {
  return { name, ...(await digestFile(join(folder, name))) };
}

/** Rows evenly spread over all that have a vector. */
function pickCanaries(vectors: readonly Float32Array[]): SegmentManifest['canaries'] {
  const candidates = vectors.flatMap((vector, row) => (vector.some((value) => value !== 0) ? [row] : []));
  const step = Math.max(1, Math.floor(candidates.length / CANARIES));
  return candidates
    .filter((_, at) => at % step === 0)
    .slice(0, CANARIES)
    .map((row) => {
      const { buffer, byteOffset, byteLength } = vectors[row]!;
      return { row, vector: Buffer.from(buffer, byteOffset, byteLength).toString('base64') };
    });
}

/** Opens a segment. Each file is checked against its digest first. Throws `index_corrupt` naming the file, `store_unavailable`. */
export async function openSegment(
  folder: string,
  manifest: SegmentManifest,
  storeKind: VectorStoreKind,
  dimensions: number,
): Promise<Segment> {
  const { files, rows } = manifest;
  const pathOf = (file: FileEntry): string => join(folder, file.name);
  const loadVectors = async (): Promise<VectorStore> => {
    await verifyFile(pathOf(files.vectors), files.vectors);
    return await loadVectorStore(storeKind, pathOf(files.vectors), rows, dimensions);
  };
  const readTexts = async (): Promise<Pick<Segment, 'documents' | 'keywords' | 'words'>> => {
    // The catalogue serves the next build only, but a damaged generation is refused as a whole.
    await verifyFile(pathOf(files.catalogue), files.catalogue);
    const documents = await parseDocuments(
      await readVerified(pathOf(files.documents), files.documents),
      rows,
      pathOf(files.documents),
    );
    const keywords = parseKeywordIndex(
      await readVerified(pathOf(files.keywords), files.keywords),
      pathOf(files.keywords),
    );
    const wordList = parseWordList(await readVerified(pathOf(files.words), files.words), pathOf(files.words));
    if (keywords.rows === rows) return { documents, keywords, words: wordList };
    throw new LumiError('index_corrupt', `${pathOf(files.keywords)} holds ${keywords.rows} rows, expected ${rows}.`);
  };
  // The library reads the vectors in a thread of its own, while the texts are parsed in this one.
  const [vectorsRead, textsRead] = await Promise.allSettled([loadVectors(), readTexts()]);
  if (textsRead.status === 'rejected') {
    if (vectorsRead.status === 'fulfilled') vectorsRead.value.free();
    throw textsRead.reason;
  }
  if (vectorsRead.status === 'rejected') throw vectorsRead.reason;
  const vectors = vectorsRead.value;
  const { documents, keywords } = textsRead.value;

  const documentOfRow = new Uint32Array(rows);
  documents.forEach((document, at) => documentOfRow.fill(at, document.firstRow, document.firstRow + document.rows));
  let holders = 1;
  return {
    rows,
    documents,
    keywords,
    words: textsRead.value.words,
    vectors,
    identity: segmentIdentity(manifest),
    documentOf(row) {
      const document = documents[documentOfRow[row] ?? -1];
      if (document === undefined) throw new RangeError(`There is no row ${row} among ${rows} rows.`);
      return document;
    },
    hold() {
      if (holders === 0) return false;
      holders += 1;
      return true;
    },
    letGo() {
      holders -= 1;
      if (holders === 0) vectors.free();
    },
  };
}

export function segmentIdentity(manifest: SegmentManifest): string {
  return Object.values(manifest.files)
    .map((file) => file.sha256)
    .join(' ');
}

/** Whether every file is there in its full size; what a listing can afford to check. Returns the first problem. */
export async function findMissingFile(folder: string, files: readonly FileEntry[]): Promise<string | null> {
  for (const { name, bytes } of files) {
    const path = join(folder, name);
    const size = await stat(path).then(
      (found) => found.size,
      () => null,
    );
    if (size === null) return `${path} is missing.`;
    if (size !== bytes) return `${path} has ${size} bytes, expected ${bytes}.`;
  }
  return null;
}
