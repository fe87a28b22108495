import { HNSWLib } from '@langchain/community/vectorstores/hnswlib';
import { Document } from '@langchain/core/documents';
import { Embeddings } from '@langchain/core/embeddings';
import { createEmbedder, type Embedder } from '../../src/index.ts';
import type { CollectionDocument } from '../dataset.ts';
import { indexedText, type Peer } from './peer.ts';

/** Lumi's embedder as LangChain asks for one. */
class LumiEmbeddings extends Embeddings {
  private readonly embedder: Embedder;

  constructor(embedder: Embedder) {
    super({});
    this.embedder = embedder;
  }

  async embedDocuments(texts: string[]): Promise<number[][]> {
    return (await this.embedder.embedPassages(texts)).map((vector) => [...vector]);
  }

  async embedQuery(text: string): Promise<number[]> {
    return [...(await this.embedder.embedQuestion(text))];
  }
}

/** LangChain's HNSWLib store with the same vectors: what a usual retrieval chain would find. Throws where hnswlib-node cannot be loaded. */
export async function createLangChainPeer(documents: readonly CollectionDocument[]): Promise<Peer> {
  const store = await HNSWLib.fromDocuments(
    documents.map((document) => new Document({ pageContent: indexedText(document), metadata: { id: document.id } })),
    new LumiEmbeddings(await createEmbedder('bundled')),
  );
  return {
    name: 'LangChain HNSWLib, same vectors',
    search: async (question, limit) =>
      (await store.similaritySearch(question, limit)).map(({ metadata }) => String(metadata.id)),
  };
}
