import { Document } from '@langchain/core/documents';
import { BaseRetriever } from '@langchain/core/retrievers';
import type { Chatbot } from './chatbot.ts';
import type { Passage } from './types.ts';

/** Passages for a question where a chain does not say how many: as many as `GET /v1/search` gives. */
const PASSAGES_DEFAULT = 10;

export interface LangChainRetrieverOptions {
  /** Passages for a question at most; default 10. */
  readonly limit?: number;
  /** Language of the documents searched, as a language range: `de` takes `de-AT` as well. */
  readonly language?: string;
}

/** What a chain learns of a passage beside its text; nothing in it is nested, so that every store and template can take it. */
export interface PassageMetadata {
  readonly documentId: string;
  readonly title: string;
  readonly publisher: string;
  /** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as exact as the source; null where it gives no date. */
  readonly publishedOn: string | null;
  readonly url: string | null;
  /** Heading path joined with ` › `; empty where the passage stands under no heading. */
  readonly heading: string;
  /** 0…1, comparable between questions. */
  readonly score: number;
  readonly language: string;
}

/**
 * Lumi's retrieval as a retriever of LangChain: ranked passages, best first, each with its text verbatim and what a citation needs. They are not
 * gated, so a chain must decide itself whether they answer; expired, superseded and withdrawn documents are left out as everywhere. Invoking it
 * rejects with `not_ready` without an index.
 */
export function createLangChainRetriever(
  chatbot: Pick<Chatbot, 'retrieve'>,
  options: LangChainRetrieverOptions = {},
): BaseRetriever<PassageMetadata> {
  return new LumiRetriever(chatbot, options);
}

class LumiRetriever extends BaseRetriever<PassageMetadata> {
  override readonly lc_namespace = ['lumi', 'retrievers'];
  readonly #chatbot: Pick<Chatbot, 'retrieve'>;
  readonly #options: LangChainRetrieverOptions;

  static override lc_name(): string {
    return 'LumiRetriever';
  }

  constructor(chatbot: Pick<Chatbot, 'retrieve'>, options: LangChainRetrieverOptions) {
    super();
    this.#chatbot = chatbot;
    this.#options = options;
  }

  override async _getRelevantDocuments(question: string): Promise<Document<PassageMetadata>[]> {
    const { limit = PASSAGES_DEFAULT, language } = this.#options;
    const passages = await this.#chatbot.retrieve(question, { limit, ...(language !== undefined && { language }) });
    return passages.map(toLangChainDocument);
  }
}

function toLangChainDocument({ document, chunk, text, score }: Passage): Document<PassageMetadata> {
  return new Document({
    id: `${document.id}#${chunk.position}`,
    pageContent: text,
    metadata: {
      documentId: document.id,
      title: document.title,
      publisher: document.publisher,
      publishedOn: document.publishedOn?.date ?? null,
      url: document.url,
      heading: chunk.headingPath.join(' › '),
      score,
      language: document.language,
    },
  });
}
