import { mkdir } from 'node:fs/promises';
import { isLumiError, LumiError, messageOf } from '../errors.ts';
import type { IngestedDocument } from '../ingest/ingest.ts';
import { webAddressOrNull } from '../ingest/page.ts';
import { toVisibleLine } from '../ingest/visible-text.ts';
import type { Document, DocumentMetadata, DocumentStatus } from '../types.ts';
import { findDocumentPath, readCorpus, removeUnfinished, writeDocument } from './corpus-folder.ts';
import { parseDocumentFile, printDocumentFile } from './document-file.ts';
import { CORRECTIONS_FOLDER, slugOf } from '../ingest/document-id.ts';
import { UNKNOWN_PUBLISHER } from '../ingest/front-matter.ts';

export interface AddOptions {
  /** Status of new documents whose file states none; with `draft`, files that state `live` count as stating none. */
  readonly status: Extract<DocumentStatus, 'draft' | 'live'>;
}

export interface AddOutcome {
  readonly id: string;
  readonly title: string;
  readonly outcome: 'added' | 'updated' | 'unchanged';
}

/**
 * Puts the documents of one file into the corpus. All are checked before the first is written. Throws `front_matter_invalid` for one that
 * could not be read back, and `corpus_invalid` as `writeDocument` does.
 */
export type AddDocuments = (ingested: readonly IngestedDocument[]) => Promise<AddOutcome[]>;

/** A document as it shall be written. */
interface Planned extends AddOutcome {
  readonly file: string;
}

/**
 * Opens a corpus folder, which is created where it is missing, to put the documents of several files into it. The same page and title is the
 * same document, and the same page is one with the same address, or, where an address is not known of both, with the same source. It keeps
 * its id and what only editors set (status, topics, validity, what it supersedes) unless the file states these too, and its text is replaced
 * where it differs. So the same files twice change nothing. From another working folder a file may have another source: without an address,
 * it is then a further document. A different document of the same name gets `-2`, `-3`, … behind its slug. Throws `corpus_invalid` as
 * `readCorpus` does.
 */
export async function createAdder(dir: string, options: AddOptions): Promise<AddDocuments> {
  await createFolder(dir);
  await removeUnfinished(dir);
  const known = await groupByTitle(dir);
  return async (ingested) => {
    const planned: Planned[] = [];
    const reserved = new Set<string>();
    for (const document of ingested) {
      const existing = takeKnown(known, document);
      const id = existing?.id ?? (await findFreeId(dir, document, reserved));
      reserved.add(id);
      planned.push(plan(id, document, existing, options));
    }
    for (const { id, file, outcome } of planned) if (outcome !== 'unchanged') await writeDocument(dir, id, file);
    return planned.map(({ id, title, outcome }) => ({ id, title, outcome }));
  };
}

async function createFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
  } catch (cause) {
    throw new LumiError('corpus_invalid', `The corpus folder ${dir} cannot be created: ${messageOf(cause)}`, { cause });
  }
}

/**
 * The documents that were added from files, by title. Several pieces of one page may have the same title; they keep the order in which they
 * were added.
 */
async function groupByTitle(dir: string): Promise<Map<string, Document[]>> {
  const { documents } = await readCorpus(dir);
  const groups = new Map<string, Document[]>();
  // Shorter ids first: `news`, `news-2`, … `news-10`.
  for (const document of documents.sort(
    (left, right) => left.id.length - right.id.length || (left.id < right.id ? -1 : 1),
  )) {
    if (document.source === null) continue;
    const group = groups.get(document.title);
    if (group === undefined) groups.set(document.title, [document]);
    else group.push(document);
  }
  return groups;
}

/** The document of the corpus that the ingested one is, or null. It is taken out of `known`: each stands for one ingested document only. */
function takeKnown(known: ReadonlyMap<string, Document[]>, ingested: IngestedDocument): Document | null {
  const group = known.get(toVisibleLine(ingested.title)) ?? [];
  const candidates = group.filter((document) => isSamePage(document, ingested));
  const found = candidates.find((document) => isSameSource(document, ingested)) ?? candidates[0];
  if (found === undefined) return null;
  group.splice(group.indexOf(found), 1);
  return found;
}

function isSamePage(document: Document, ingested: IngestedDocument): boolean {
  if (document.url === null || ingested.url === null) return isSameSource(document, ingested);
  return (webAddressOrNull(document.url) ?? document.url) === (webAddressOrNull(ingested.url) ?? ingested.url);
}

/** Whether the document is from the same file, or from what the file's editor names as its source. */
function isSameSource({ source }: Document, ingested: IngestedDocument): boolean {
  return source === toVisibleLine(ingested.source) || source === ingested.editorial.source;
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

function plan(id: string, ingested: IngestedDocument, existing: Document | null, options: AddOptions): Planned {
  const file = printDocumentFile(
    existing === null ? newMetadata(ingested, options) : updatedMetadata(existing, ingested, options),
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

function newMetadata(ingested: IngestedDocument, options: AddOptions): DocumentMetadata {
  const { title, publisher, publishedOn, dateBasis, eventOn, language, url, department, contact, editorial } = ingested;
  return {
    title,
    publisher,
    publishedOn,
    dateBasis,
    status: statedStatus(ingested, options) ?? options.status,
    source: editorial.source ?? ingested.source,
    url,
    language,
    department,
    contact,
    topics: editorial.topics ?? [],
    validUntil: editorial.validUntil,
    eventOn,
    supersedes: editorial.supersedes ?? [],
    easyLanguage: editorial.easyLanguage ?? false,
  };
}

/** What the file says now; where it says nothing, or only lets a date be inferred, what was known stays. */
function updatedMetadata(existing: Document, ingested: IngestedDocument, options: AddOptions): DocumentMetadata {
  const keepsDate =
    ingested.publishedOn === null || (ingested.dateBasis === 'inferred' && existing.dateBasis === 'stated');
  const { publishedOn, dateBasis } = keepsDate ? existing : ingested;
  const { editorial } = ingested;
  return {
    title: ingested.title,
    publisher: ingested.publisher === UNKNOWN_PUBLISHER ? existing.publisher : ingested.publisher,
    publishedOn,
    dateBasis,
    status: statedStatus(ingested, options) ?? existing.status,
    // Not the new path: the editor of the corpus may have replaced the old one by words, and a copy elsewhere changes nothing.
    source: editorial.source ?? existing.source,
    url: ingested.url ?? existing.url,
    language: ingested.language,
    department: ingested.department ?? existing.department,
    contact: ingested.contact ?? existing.contact,
    topics: editorial.topics ?? existing.topics,
    validUntil: editorial.validUntil ?? existing.validUntil,
    eventOn: ingested.eventOn ?? existing.eventOn,
    supersedes: editorial.supersedes ?? existing.supersedes,
    easyLanguage: editorial.easyLanguage ?? existing.easyLanguage,
  };
}

/** The status that the file states; none where drafts are wanted and it states `live`, so that adding never publishes then. */
function statedStatus({ editorial }: IngestedDocument, options: AddOptions): DocumentStatus | null {
  return options.status === 'draft' && editorial.status === 'live' ? null : editorial.status;
}
