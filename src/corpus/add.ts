import { mkdir } from 'node:fs/promises';
import { isLumiError, LumiError, messageOf } from '../errors.ts';
import type { IngestedDocument } from '../ingest/ingest.ts';
import { toVisibleLine } from '../ingest/visible-text.ts';
import type { Document, DocumentMetadata, DocumentStatus } from '../types.ts';
import { findDocumentPath, readCorpus, writeDocument } from './corpus-folder.ts';
import { parseDocumentFile, printDocumentFile } from './document-file.ts';
import { CORRECTIONS_FOLDER, slugOf } from './document-id.ts';
import { UNKNOWN_PUBLISHER } from './front-matter.ts';

export interface AddOptions {
  /** Status of documents that are new; the status of others is the editor's. */
  readonly status: Extract<DocumentStatus, 'draft' | 'live'>;
}

export interface AddOutcome {
  readonly id: string;
  readonly title: string;
  readonly outcome: 'added' | 'updated' | 'unchanged';
}

/** A document as it shall be written. */
interface Planned extends AddOutcome {
  readonly file: string;
}

/**
 * Puts ingested documents into the corpus folder, which is created where it is missing. The same source and title is the same document: it
 * keeps its id and what only editors set (status, topics, validity, what it supersedes), and its text is replaced where it differs. The same
 * input twice changes nothing. A different document of the same name gets `-2`, `-3`, … behind its slug. All documents are checked before
 * the first is written. Throws `front_matter_invalid` for one that could not be read back, and `corpus_invalid` as `readCorpus` and
 * `writeDocument` do.
 */
export async function addDocuments(
  dir: string,
  ingested: readonly IngestedDocument[],
  options: AddOptions,
): Promise<AddOutcome[]> {
  await createFolder(dir);
  const known = await groupByOrigin(dir);
  const planned: Planned[] = [];
  const reserved = new Set<string>();
  for (const document of ingested) {
    const existing = known.get(originOf(document.source, document.title))?.shift();
    const id = existing?.id ?? (await findFreeId(dir, document, reserved));
    reserved.add(id);
    planned.push(plan(id, document, existing ?? null, options));
  }
  for (const { id, file, outcome } of planned) if (outcome !== 'unchanged') await writeDocument(dir, id, file);
  return planned.map(({ id, title, outcome }) => ({ id, title, outcome }));
}

async function createFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
  } catch (cause) {
    throw new LumiError('corpus_invalid', `The corpus folder ${dir} cannot be created: ${messageOf(cause)}`, { cause });
  }
}

/** The corpus by source and title. Several pieces of one page may have the same title; they keep the order in which they were added. */
async function groupByOrigin(dir: string): Promise<Map<string, Document[]>> {
  const { documents } = await readCorpus(dir);
  const groups = new Map<string, Document[]>();
  // Shorter ids first: `news`, `news-2`, … `news-10`.
  for (const document of documents.sort(
    (left, right) => left.id.length - right.id.length || (left.id < right.id ? -1 : 1),
  )) {
    if (document.source === null) continue;
    const origin = originOf(document.source, document.title);
    groups.set(origin, [...(groups.get(origin) ?? []), document]);
  }
  return groups;
}

function originOf(source: string, title: string): string {
  return JSON.stringify([toVisibleLine(source), toVisibleLine(title)]);
}

async function findFreeId(
  dir: string,
  { publisher, title }: IngestedDocument,
  reserved: ReadonlySet<string>,
): Promise<string> {
  const folder = slugOf(publisher);
  const base = `${folder === CORRECTIONS_FOLDER ? `${folder}-publisher` : folder}/${slugOf(title)}`;
  let id = base;
  // Asks the disk, not the documents read: a file that cannot be read must not be overwritten either.
  for (let number = 2; reserved.has(id) || (await isTaken(dir, id)); number += 1) id = `${base}-${number}`;
  return id;
}

async function isTaken(dir: string, id: string): Promise<boolean> {
  try {
    await findDocumentPath(dir, id);
    return true;
  } catch (error) {
    if (isLumiError(error, 'document_not_found')) return false;
    throw error;
  }
}

function plan(id: string, ingested: IngestedDocument, existing: Document | null, { status }: AddOptions): Planned {
  const file = printDocumentFile(
    existing === null ? newMetadata(ingested, status) : updatedMetadata(existing, ingested),
    ingested.markdown,
  );
  const { document, problems } = parseDocumentFile({ id, text: file });
  if (document === null) {
    const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    throw new LumiError(
      'front_matter_invalid',
      `"${ingested.title}" from ${ingested.source} is not a valid document: ${errors.join(' ')}`,
    );
  }
  const outcome = existing === null ? 'added' : existing.digest === document.digest ? 'unchanged' : 'updated';
  return { id, title: document.title, outcome, file };
}

function newMetadata(ingested: IngestedDocument, status: DocumentStatus): DocumentMetadata {
  const { title, publisher, publishedOn, dateBasis, eventOn, language, url, department, contact, source } = ingested;
  const setByEditors = { topics: [], validUntil: null, supersedes: [], easyLanguage: false };
  return {
    title,
    publisher,
    publishedOn,
    dateBasis,
    status,
    source,
    url,
    language,
    department,
    contact,
    eventOn,
    ...setByEditors,
  };
}

/** What the source says now; where it says nothing, or only lets a date be inferred, what was known stays. */
function updatedMetadata(existing: Document, ingested: IngestedDocument): DocumentMetadata {
  const keepsDate =
    ingested.publishedOn === null || (ingested.dateBasis === 'inferred' && existing.dateBasis === 'stated');
  const { publishedOn, dateBasis } = keepsDate ? existing : ingested;
  return {
    ...existing,
    title: ingested.title,
    publisher: ingested.publisher === UNKNOWN_PUBLISHER ? existing.publisher : ingested.publisher,
    publishedOn,
    dateBasis,
    eventOn: ingested.eventOn ?? existing.eventOn,
    language: ingested.language,
    url: ingested.url ?? existing.url,
    department: ingested.department ?? existing.department,
    contact: ingested.contact ?? existing.contact,
  };
}
