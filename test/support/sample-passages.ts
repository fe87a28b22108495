import { chunkDocument } from '../../src/ingest/chunk.ts';
import type { Document, Passage } from '../../src/types.ts';

/** The chunks of a document as passages that were found with the given score. */
export function passagesOf(document: Document, { score = 0.8, charsTarget = 700, charsMax = 1200 } = {}): Passage[] {
  return chunkDocument(document, { charsTarget, charsMax }).map((chunk) => ({
    document,
    chunk,
    text: document.text.slice(chunk.start, chunk.end),
    score,
    explain: {},
  }));
}
