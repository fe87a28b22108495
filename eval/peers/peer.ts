import type { CollectionDocument } from '../dataset.ts';

/** Another search over the same documents, each indexed whole as title and text, for figures side by side. */
export interface Peer {
  readonly name: string;
  /** Ids of up to `limit` documents, best first. */
  readonly search: (question: string, limit: number) => Promise<readonly string[]> | readonly string[];
}

/** What a peer indexes of a document. */
export function indexedText({ title, text }: CollectionDocument): string {
  return title === '' ? text : `${title}\n${text}`;
}
