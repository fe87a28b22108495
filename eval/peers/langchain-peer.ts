import { HNSWLib } from '@langchain/community/vectorstores/hnswlib';
import { Document } from '@langchain/core/documents';
import { Embeddings } from '@langchain/core/embeddings';
import { createEmbedder } from '../src/index.ts';
import type { BeirDocument } from './beir.ts';

/** Lumi's embedder as LangChain asks for one. */
class LumiEmbeddings extends Embeddings {
  private readonly embedder: Awaited<ReturnType<typeof createEmbedder>>;

  constructor(embedder: Awaited<ReturnType<typeof createEmbedder>>) {
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

/**
 * The same documents in LangChain's HNSWLib store with the same vectors, whole documents as passages: what a usual retrieval chain would find. Gives the
 * document ids for a question, best first.
 */
export async function createLangChainPeer(
  documents: readonly BeirDocument[],
): Promise<(question: string) => Promise<string[]>> {
  const embeddings = new LumiEmbeddings(await createEmbedder('bundled'));
  const store = await HNSWLib.fromDocuments(
    documents.map(({ id, title, text }) => new Document({ pageContent: `${title}\n${text}`, metadata: { id } })),
    embeddings,
  );
  return async (question) => (await store.similaritySearch(question, 10)).map(({ metadata }) => String(metadata.id));
}
