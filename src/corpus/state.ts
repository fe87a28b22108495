import type { Document } from '../types.ts';

/** What a document is today. Only `live` documents are answered from. */
export type DocumentState = 'live' | 'draft' | 'retired' | 'expired' | 'superseded';

/** What a document's state depends on besides the document. */
export interface StateContext {
  /** The day of the question, `YYYY-MM-DD`. */
  readonly today: string;
  /** From `supersededIds`. */
  readonly superseded: ReadonlySet<string>;
}

/**
 * Ids of the documents that a live document replaces. A document that is itself replaced still replaces its own predecessors, so a chain
 * leaves its newest document; so does one that has expired, because its predecessors are older still. Documents that replace each other in a
 * circle contradict themselves, and none of them is replaced for that reason.
 */
export function supersededIds(
  documents: readonly Pick<Document, 'id' | 'status' | 'supersedes'>[],
): ReadonlySet<string> {
  const predecessors = new Map(
    documents.filter(({ status }) => status === 'live').map(({ id, supersedes }) => [id, supersedes]),
  );
  const superseded = new Set<string>();
  for (const [id, direct] of predecessors) {
    for (const predecessor of direct) if (!leadsTo(predecessor, id, predecessors)) superseded.add(predecessor);
  }
  return superseded;
}

/** The state on the given day; the day of `validUntil` itself still counts. */
export function documentState(
  document: Pick<Document, 'id' | 'status' | 'validUntil'>,
  { today, superseded }: StateContext,
): DocumentState {
  if (document.status !== 'live') return document.status;
  if (document.validUntil !== null && document.validUntil < today) return 'expired';
  return superseded.has(document.id) ? 'superseded' : 'live';
}

/** Whether questions may be answered from the document on the given day. */
export function isAnswerable(document: Pick<Document, 'id' | 'status' | 'validUntil'>, context: StateContext): boolean {
  return documentState(document, context) === 'live';
}

/** Whether `target` is `start` or one of the documents that `start` replaces, directly or over others. */
function leadsTo(start: string, target: string, predecessors: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === target) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(predecessors.get(id) ?? []));
  }
  return false;
}
