import { createHash } from 'node:crypto';
import { codeDigest } from './code-digest.ts';
import type { Config } from './config.ts';
import { findUnknownReferences, parseCorpusFile, readCorpusFiles, type CorpusFile } from './corpus/corpus-folder.ts';
import type { CorpusProblem } from './corpus/document-file.ts';
import { chunkDocument } from './ingest/chunk.ts';
import type { DocumentMemory, RememberedDocument } from './store/document-memory.ts';
import { documentToIndex, type ChunkedDocument, type DocumentToIndex } from './store/segment-documents.ts';

export interface DocumentsToIndex {
  readonly documents: readonly DocumentToIndex[];
  /** Files of the corpus that are left out or look wrong. */
  readonly problems: readonly CorpusProblem[];
}

/**
 * The documents of the corpus for a build, sorted by id. Every file is read, but only what the memory does not hold in this form is parsed and cut into
 * chunks: of 20,000 files that takes most of the time. With `isAnew` nothing that is remembered counts. Throws as `readCorpusFiles`.
 */
export async function readDocumentsToIndex(
  { corpusDir, chunking }: Pick<Config, 'corpusDir' | 'chunking'>,
  memory: DocumentMemory,
  isAnew: boolean,
): Promise<DocumentsToIndex> {
  const { files, unreadable, problems } = await readCorpusFiles(corpusDir);
  const readerId = digest(`${codeDigest()} ${JSON.stringify(chunking)}`);
  const remembered = memory.all(readerId);

  const known = new Map<string, RememberedDocument>();
  const documents: DocumentToIndex[] = [];
  const found: CorpusProblem[] = [];
  for (const file of files) {
    const fileDigest = digest(file.bytes);
    const before = remembered.get(file.id);
    if (!isAnew && before?.fileDigest === fileDigest) {
      const { contentDigest, rows, publishedOn } = before;
      documents.push({ id: file.id, contentDigest, rows, publishedOn, read: () => chunk(parsed(file)) });
      known.set(file.id, before);
      found.push(...before.warnings.map((message) => asWarning(file, message)));
      continue;
    }
    const { document, problems: inFile } = parseCorpusFile(file);
    found.push(...inFile);
    if (document === null) continue;
    const entry = documentToIndex(chunk(document));
    documents.push(entry);
    const { contentDigest, rows, publishedOn } = entry;
    const warnings = inFile.map(({ message }) => message);
    known.set(file.id, { fileDigest, contentDigest, rows, publishedOn, supersedes: document.supersedes, warnings });
  }

  const isNew = ([id, document]: readonly [string, RememberedDocument]) => remembered.get(id) !== document;
  const forgotten = [...remembered.keys()].filter((id) => !known.has(id));
  memory.update(readerId, new Map([...known].filter(isNew)), forgotten);

  const ids = new Set([...files.map(({ id }) => id), ...unreadable]);
  const references = [...known].map(([id, { supersedes }]) => ({ id, supersedes }));
  return { documents, problems: [...problems, ...found, ...findUnknownReferences(references, ids)] };

  function chunk(document: ChunkedDocument['document']): ChunkedDocument {
    return { document, chunks: chunkDocument(document, chunking) };
  }
}

/** The document of a file that was parsed before, by the same code. */
function parsed(file: CorpusFile): ChunkedDocument['document'] {
  return parseCorpusFile(file).document!;
}

function asWarning({ path }: CorpusFile, message: string): CorpusProblem {
  return { path, severity: 'warning', message };
}

function digest(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
