import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LumiError, messageOf } from '../errors.ts';
import type { Chunk, Document, PartialDate } from '../types.ts';

/**
 * Documents and chunks of a segment on disk: one JSON line per document, in order of id; its chunks take the next rows. Beside it lies a
 * catalogue with the digest and the place of each line, so that a writer can compare and pick without reading all texts.
 */

/** A document with its chunks, in order of position. */
export interface ChunkedDocument {
  readonly document: Document;
  readonly chunks: readonly Chunk[];
}

/** A document as a build gets it: what tells whether it changed, and the rest where it is written. */
export interface DocumentToIndex {
  readonly id: string;
  /** SHA-256 (hex) over the document's digest and its chunks': equal where nothing would be written differently. */
  readonly contentDigest: string;
  /** Number of its chunks. */
  readonly rows: number;
  readonly publishedOn: PartialDate | null;
  /** The document that the digest is of. */
  read(): ChunkedDocument;
}

/** What the catalogue says of one document. */
export interface CatalogueEntry {
  readonly id: string;
  readonly contentDigest: string;
  readonly rows: number;
  /** Place of the line in the documents file, in bytes, without its line break. */
  readonly offset: number;
  readonly bytes: number;
}

/** A chunk without what follows from its document and place. Most indexed texts end in the chunk's text, which is not stored twice. */
interface StoredChunk {
  readonly start: number;
  readonly end: number;
  readonly headingPath: readonly string[];
  readonly digest: string;
  /** What stands before the chunk's text in its indexed text; with `whole`, the indexed text itself. */
  readonly lead: string;
  readonly whole?: true;
}

interface StoredDocument {
  readonly document: Document;
  readonly chunks: readonly StoredChunk[];
}

/** A document in memory. Chunks are made when asked for: 100,000 of them would be a large part of the heap. */
export interface SegmentDocument {
  readonly document: Document;
  readonly rows: number;
  readonly firstRow: number;
  chunk(position: number): Chunk;
}

/** Bytes of lines that are joined into one write. */
const WRITE_BYTES = 1 << 20;
/** Time spent parsing before the event loop gets a turn, in milliseconds: an index is also loaded while a server answers. */
const PARSE_STEP_MS = 5;

/** A document that is at hand, for a build. */
export function documentToIndex(chunked: ChunkedDocument): DocumentToIndex {
  const { document, chunks } = chunked;
  return {
    id: document.id,
    contentDigest: digestContent(chunked),
    rows: chunks.length,
    publishedOn: document.publishedOn,
    read: () => chunked,
  };
}

function digestContent({ document, chunks }: ChunkedDocument): string {
  const hash = createHash('sha256').update(document.digest);
  for (const { start, end, digest } of chunks) hash.update(`\n${start} ${end} ${digest}`);
  return hash.digest('hex');
}

/** SHA-256 (hex) over the ids and content digests of documents in order of id. */
export function digestCorpus(documents: readonly DocumentToIndex[]): string {
  const hash = createHash('sha256');
  for (const { id, contentDigest } of documents) hash.update(`${id} ${contentDigest}\n`);
  return hash.digest('hex');
}

/** The documents file in pieces of about a megabyte; `catalogue` receives an entry per document as the lines are made. */
export function* documentLines(documents: readonly ChunkedDocument[], catalogue: CatalogueEntry[]): Generator<Buffer> {
  let lines: Buffer[] = [];
  let pending = 0;
  let offset = 0;
  for (const entry of documents) {
    const line = Buffer.from(`${JSON.stringify(toStored(entry))}\n`);
    catalogue.push({
      id: entry.document.id,
      contentDigest: digestContent(entry),
      rows: entry.chunks.length,
      offset,
      bytes: line.length - 1,
    });
    offset += line.length;
    pending += line.length;
    lines.push(line);
    if (pending >= WRITE_BYTES) {
      yield Buffer.concat(lines);
      lines = [];
      pending = 0;
    }
  }
  yield Buffer.concat(lines);
}

/** Parses a documents file whose digest was checked. Throws `index_corrupt` where it does not hold `rows` chunks. */
export async function parseDocuments(bytes: ArrayBuffer, rows: number, path: string): Promise<SegmentDocument[]> {
  const buffer = Buffer.from(bytes);
  const documents: SegmentDocument[] = [];
  let firstRow = 0;
  let turnEndsAt = performance.now() + PARSE_STEP_MS;
  for (let at = 0; at < buffer.length;) {
    const lineEnd = buffer.indexOf(0x0a, at);
    const end = lineEnd < 0 ? buffer.length : lineEnd;
    const document = parseDocumentLine(buffer.toString('utf8', at, end), firstRow, path);
    documents.push(document);
    firstRow += document.rows;
    at = end + 1;
    if (performance.now() >= turnEndsAt) {
      await nextTurn();
      turnEndsAt = performance.now() + PARSE_STEP_MS;
    }
  }
  if (firstRow !== rows) throw new LumiError('index_corrupt', `${path} holds ${firstRow} chunks, expected ${rows}.`);
  return documents;
}

/** Parses one line of a documents file. The content is trusted as far as its digest was checked. */
export function parseDocumentLine(line: string, firstRow: number, path: string): SegmentDocument {
  try {
    return fromStored(JSON.parse(line) as StoredDocument, firstRow);
  } catch (cause) {
    throw new LumiError('index_corrupt', `${path} holds a line that is not a document: ${messageOf(cause)}`, { cause });
  }
}

function toStored({ document, chunks }: ChunkedDocument): StoredDocument {
  return {
    document,
    chunks: chunks.map(({ start, end, headingPath, digest, indexedText }): StoredChunk => {
      const text = document.text.slice(start, end);
      const common = { start, end, headingPath, digest };
      return indexedText.endsWith(text)
        ? { ...common, lead: indexedText.slice(0, indexedText.length - text.length) }
        : { ...common, lead: indexedText, whole: true };
    }),
  };
}

function fromStored({ document, chunks }: StoredDocument, firstRow: number): SegmentDocument {
  return {
    document,
    rows: chunks.length,
    firstRow,
    chunk(position) {
      const stored = chunks[position];
      if (stored === undefined) throw new RangeError(`${document.id} has no chunk ${position}.`);
      const { start, end, headingPath, digest, lead, whole } = stored;
      const indexedText = whole === true ? lead : lead + document.text.slice(start, end);
      return { documentId: document.id, position, start, end, headingPath, indexedText, digest };
    },
  };
}
