import { parseDocumentFile, printDocumentFile } from '../../src/corpus/document-file.ts';
import type { Document, DocumentMetadata } from '../../src/types.ts';

/** Metadata of a live document with everything optional left out; parts can be exchanged. */
export function sampleMetadata(parts: Partial<DocumentMetadata> = {}): DocumentMetadata {
  return {
    title: 'Neue Öffnungszeiten',
    publisher: 'Stadt Musterstadt',
    publishedOn: null,
    dateBasis: null,
    status: 'live',
    source: null,
    url: null,
    language: 'de',
    department: null,
    contact: null,
    topics: [],
    validUntil: null,
    eventOn: null,
    supersedes: [],
    easyLanguage: false,
    ...parts,
  };
}

/** A document with the given Markdown as its body, read as the corpus reads it. */
export function sampleDocument(
  markdown: string,
  { id = 'stadt-musterstadt/neue-oeffnungszeiten', ...parts }: Partial<DocumentMetadata> & { id?: string } = {},
): Document {
  const { document, problems } = parseDocumentFile({ id, text: printDocumentFile(sampleMetadata(parts), markdown) });
  if (document === null) throw new Error(problems.map(({ message }) => message).join('\n'));
  return document;
}
