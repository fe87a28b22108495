import MiniSearch from 'minisearch';
import type { CollectionDocument } from '../dataset.ts';
import { indexedText, type Peer } from './peer.ts';

/** MiniSearch as its manual begins: default tokenizer and BM25+. */
export function createMiniSearchPeer(documents: readonly CollectionDocument[]): Peer {
  const index = new MiniSearch<{ id: string; body: string }>({ fields: ['body'] });
  index.addAll(documents.map((document) => ({ id: document.id, body: indexedText(document) })));
  return {
    name: 'MiniSearch',
    search: (question, limit) =>
      index
        .search(question)
        .slice(0, limit)
        .map(({ id }) => String(id)),
  };
}

/** The place of the best sentence for a question by MiniSearch; null where no word is shared. */
export function createMiniSearchSentences(sentences: readonly string[]): (question: string) => number | null {
  const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] });
  index.addAll(sentences.map((text, id) => ({ id, text })));
  return (question) => {
    const top = index.search(question)[0];
    return top === undefined ? null : Number(top.id);
  };
}
