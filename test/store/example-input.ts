import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { words, grams } from '../../src/language/tokens.ts';
import { documentToIndex, type ChunkedDocument } from '../../src/store/segment-documents.ts';
import type { GenerationInput } from '../../src/store/write-generation.ts';
import type { Chunk, Document } from '../../src/types.ts';
import { sampleMetadata } from '../support/sample-document.ts';

export const EMBEDDER = { id: 'example@1', dimensions: 16 };

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'lumi-store-'));
}

/** A document of the given paragraphs, one chunk each, with title and text in what is indexed. */
export function exampleDocument(
  id: string,
  paragraphs: readonly string[],
  changes: Partial<Document> = {},
): ChunkedDocument {
  const title = `Titel von ${id}`;
  const text = paragraphs.join('\n');
  const document: Document = {
    ...sampleMetadata({ title }),
    id,
    text,
    blocks: [],
    digest: sha256(JSON.stringify([id, text, changes])),
    ...changes,
  };
  let start = 0;
  const chunks = paragraphs.map((paragraph, position): Chunk => {
    const end = start + paragraph.length;
    const indexedText = `${title}\n${paragraph}`;
    const chunk = { documentId: id, position, start, end, headingPath: [], indexedText, digest: sha256(indexedText) };
    start = end + 1;
    return chunk;
  });
  return { document, chunks };
}

/** A unit vector that is near for texts with common grams; zero for a text without words. */
export function exampleVector(text: string, dimensions = EMBEDDER.dimensions): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const gram of words(text).flatMap(grams)) {
    const bytes = createHash('sha256').update(gram).digest();
    for (let at = 0; at < dimensions; at += 1) vector[at] = vector[at]! + bytes[at]! - 127.5;
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

export function exampleInput(
  documents: readonly ChunkedDocument[],
  changes: Partial<GenerationInput> = {},
): GenerationInput {
  return {
    documents: documents.map(documentToIndex),
    embedder: EMBEDDER,
    chunking: { charsTarget: 700, charsMax: 1200 },
    storeKind: 'exact',
    lumiVersion: '0.1.0',
    vectorsFor: (chunks) => Promise.resolve(chunks.map((chunk) => exampleVector(chunk.indexedText))),
    ...changes,
  };
}

const SUBJECTS = ['Die Stadt', 'Das Bürgeramt', 'Die Bibliothek', 'Der Gemeinderat', 'Die Feuerwehr', 'Das Theater'];
const VERBS = ['öffnet', 'plant', 'beschließt', 'erneuert', 'feiert', 'verschiebt'];
const OBJECTS = ['den Radweg', 'die Brücke', 'das Sommerfest', 'den Haushalt', 'die Ausstellung', 'den Spielplatz'];

/** Documents with ids `stadt/nnn`, two to four different paragraphs each. */
export function exampleDocuments(count: number, seed = 0): ChunkedDocument[] {
  return Array.from({ length: count }, (_, at) => {
    const number = at + seed;
    const paragraphs = Array.from({ length: 2 + (number % 3) }, (_, part) => {
      const pick = (list: readonly string[], step: number): string => list[(number * step + part * 7) % list.length]!;
      return `${pick(SUBJECTS, 1)} ${pick(VERBS, 5)} ${pick(OBJECTS, 11)} Nummer ${number * 31 + part} in der Straße ${(number * 7919) % 997}.`;
    });
    return exampleDocument(`stadt/${String(number).padStart(3, '0')}`, paragraphs);
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
