import { withCorpusOf } from '../../../eval/collection-corpus.ts';
import { indexFolder } from '../../../src/chatbot.ts';
import type { QuestionParts } from '../../../src/answer/line-features.ts';
import { createEmbedder } from '../../../src/embed/create-embedder.ts';
import { readLexicon } from '../../../src/retrieve/lexicon.ts';
import { retrieve } from '../../../src/retrieve/retrieve.ts';
import { openLiveIndex } from '../../../src/store/live-index.ts';
import type { IndexGeneration } from '../../../src/store/open-generation.ts';
import type { Passage } from '../../../src/types.ts';
import type { ReadingSet } from './reading-set.ts';

/** The pages of a reading set, indexed as an editor's corpus is. */
export interface TrainingIndex extends ReadingSet {
  readonly generation: IndexGeneration;
  /** What a question is prepared with, as the running system does. */
  readonly parts: QuestionParts;
  /** The page's id in the set for a document's id. */
  readonly idOf: (documentId: string) => string;
  /** The 0-based line of the page that a place in the document's text belongs to. */
  readonly lineOf: (documentId: string, offset: number) => number;
  /** The passages of some pages for a question, best first; as many as the running system retrieves for an answer where no limit is given. */
  readonly search: (question: string, isInPool: (page: string) => boolean, limit?: number) => Promise<Passage[]>;
}

const PASSAGES = 10;
/** The pages are undated, so any day will do. */
const TODAY = '2026-01-01';

/** Runs a step on an index of the pages, which is removed afterwards. */
export async function withTrainingIndex<T>(set: ReadingSet, step: (index: TrainingIndex) => Promise<T>): Promise<T> {
  const embedder = await createEmbedder('bundled');
  const lexicon = readLexicon();
  return withCorpusOf(set.documents, { language: 'de' }, async ({ chatbot, idOf, lineOf }) => {
    const live = await openLiveIndex({
      indexDir: indexFolder(chatbot.config),
      expected: embedder,
      onProblem: (problem) => {
        throw problem;
      },
    });
    const lease = live.acquire()!;
    const { generation } = lease;
    const search = (question: string, isInPool: (page: string) => boolean, limit = PASSAGES) =>
      retrieve(generation, { embedder, lexicon }, question, {
        limit,
        accepts: ({ id }) => isInPool(idOf(id)),
        today: TODAY,
      });
    const parts = { embedder, lexicon, rarity: (word: string) => generation.rarity(word) };
    try {
      return await step({ ...set, generation, parts, idOf, lineOf, search });
    } finally {
      lease.release();
      live.close();
    }
  });
}
