import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LumiError, messageOf } from '../errors.ts';
import type { Chunk, Document, PartialDate } from '../types.ts';

/**
 * Documents and chunks of a segment on disk: one line per document, in order of id; its chunks take the next rows. A line is what is said of the document
 * and, behind a tab, its content, both as JSON (which holds no tab): opening parses the first part only. Beside it lies a catalogue with the digest
 * and the place of each line, so that a writer can compare and pick without reading all texts.
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

type DocumentContent = Pick<Document, 'text' | 'blocks'>;

interface StoredHead {
  readonly document: Omit<Document, keyof DocumentContent>;
  readonly rows: number;
}

interface StoredContent extends DocumentContent {
  readonly chunks: readonly StoredChunk[];
}

/**
 * A document in memory. Text, blocks and chunks are parsed when they are asked for: of 100,000 passages that would take most of the time of a start and much of
 * the heap.
 */
export interface SegmentDocument {
  readonly document: Document;
  readonly rows: number;
  readonly firstRow: number;
  chunk(position: number): Chunk;
}

/** Bytes of lines that are joined into one write. */
const WRITE_BYTES = 1 << 20;
const LINE_BREAK = 0x0a;
const TAB = 0x09;
/** Documents whose content stays parsed: what a few questions look at, a megabyte or so. */
const CONTENTS_KEPT = 256;
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
    const line = lineOf(entry);
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
  const keep = createContentKeeper();
  const documents: SegmentDocument[] = [];
  let firstRow = 0;
  let turnEndsAt = performance.now() + PARSE_STEP_MS;
  for (let at = 0; at < buffer.length;) {
    const lineEnd = buffer.indexOf(LINE_BREAK, at);
    const end = lineEnd < 0 ? buffer.length : lineEnd;
    const document = parseDocumentLine(buffer.subarray(at, end), firstRow, path, keep);
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

/** Gives what was parsed for the document with a first row, or has it parsed and remembered. */
type ContentKeeper = (firstRow: number, parse: () => StoredContent) => StoredContent;

/** Keeps the contents that were asked for last. */
function createContentKeeper(): ContentKeeper {
  const kept = new Map<number, StoredContent>();
  return (firstRow, parse) => {
    const content = kept.get(firstRow) ?? parse();
    // What was asked for last comes last; the first is the one that was not asked for longest.
    kept.delete(firstRow);
    kept.set(firstRow, content);
    if (kept.size > CONTENTS_KEPT) kept.delete(kept.keys().next().value!);
    return content;
  };
}

/**
 * Parses one line of a documents file, which stays in memory as it is. The content is trusted as far as its digest was checked. Throws `index_corrupt`, the
 * document too when its content is asked for.
 */
export function parseDocumentLine(
  line: Buffer,
  firstRow: number,
  path: string,
  keep: ContentKeeper = createContentKeeper(),
): SegmentDocument {
  const tab = line.indexOf(TAB);
  const head = parsePart(line.subarray(0, tab), path) as StoredHead;
  const content = () => keep(firstRow, () => parsePart(line.subarray(tab + 1), path) as StoredContent);
  const document: Document = {
    ...head.document,
    get text() {
      return content().text;
    },
    get blocks() {
      return content().blocks;
    },
  };
  return {
    document,
    rows: head.rows,
    firstRow,
    chunk(position) {
      const { chunks, text } = content();
      const stored = chunks[position];
      if (stored === undefined) throw new RangeError(`${document.id} has no chunk ${position}.`);
      const { start, end, headingPath, digest, lead, whole } = stored;
      const indexedText = whole === true ? lead : lead + text.slice(start, end);
      return { documentId: document.id, position, start, end, headingPath, indexedText, digest };
    },
  };
}

function parsePart(part: Buffer, path: string): unknown {
  try {
    return JSON.parse(part.toString());
  } catch (cause) {
    throw new LumiError('index_corrupt', `${path} holds a line that is not a document: ${messageOf(cause)}`, { cause });
  }
}

function lineOf({ document, chunks }: ChunkedDocument): Buffer {
  const { text, blocks, ...said } = document;
  const head: StoredHead = { document: said, rows: chunks.length };
  const content: StoredContent = { text, blocks, chunks: chunks.map((chunk) => toStored(chunk, text)) };
  return Buffer.from(`${JSON.stringify(head)}\t${JSON.stringify(content)}\n`);
}

function toStored({ start, end, headingPath, digest, indexedText }: Chunk, documentText: string): StoredChunk {
  const text = documentText.slice(start, end);
  const common = { start, end, headingPath, digest };
  return indexedText.endsWith(text)
    ? { ...common, lead: indexedText.slice(0, indexedText.length - text.length) }
    : { ...common, lead: indexedText, whole: true };
}
