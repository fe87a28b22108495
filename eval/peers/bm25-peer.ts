import { grams, words } from '../../src/index.ts';
import type { CollectionDocument } from '../dataset.ts';
import { indexedText, type Peer } from './peer.ts';

/** The values every implementation of BM25 starts from. */
const K1 = 1.2;
const B = 0.75;

/** Scores texts for a question by BM25 (Robertson & Zaragoza 2009) with idf ln(1 + (N − n + 0.5) / (n + 0.5)), as Lucene has it. */
export interface Bm25 {
  /** One score for each text, in order; 0 where nothing is shared. */
  readonly scores: (question: string) => Float64Array;
}

/** A plain implementation over maps, for comparison, not for speed. `tokenize` cuts texts and questions into terms. */
export function createBm25(texts: readonly string[], tokenize: (text: string) => readonly string[]): Bm25 {
  const postings = new Map<string, { text: number; count: number }[]>();
  const lengths = texts.map((text, at) => {
    const terms = tokenize(text);
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    for (const [term, count] of counts) {
      const ofTerm = postings.get(term);
      if (ofTerm === undefined) postings.set(term, [{ text: at, count }]);
      else ofTerm.push({ text: at, count });
    }
    return terms.length;
  });
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) || 1;
  return {
    scores(question) {
      const scores = new Float64Array(texts.length);
      for (const term of new Set(tokenize(question))) {
        const ofTerm = postings.get(term) ?? [];
        const idf = Math.log(1 + (texts.length - ofTerm.length + 0.5) / (ofTerm.length + 0.5));
        for (const { text, count } of ofTerm) {
          const norm = K1 * (1 - B + (B * lengths[text]!) / averageLength);
          scores[text] = scores[text]! + (idf * count * (K1 + 1)) / (count + norm);
        }
      }
      return scores;
    },
  };
}

/** Character 4-grams of each word, umlauts folded: the strongest purely lexical baseline on German. */
export function wordGrams(text: string): string[] {
  return words(text).flatMap(grams);
}

/** BM25 over whole words. */
export function createWordPeer(documents: readonly CollectionDocument[]): Peer {
  return rankingPeer('BM25, words', documents, words);
}

/** BM25 over character 4-grams. */
export function createGramPeer(documents: readonly CollectionDocument[]): Peer {
  return rankingPeer('BM25, 4-grams', documents, wordGrams);
}

function rankingPeer(
  name: string,
  documents: readonly CollectionDocument[],
  tokenize: (text: string) => readonly string[],
): Peer {
  const bm25 = createBm25(documents.map(indexedText), tokenize);
  return {
    name,
    search(question, limit) {
      const scores = bm25.scores(question);
      return documents
        .map(({ id }, at) => ({ id, score: scores[at]! }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score)
        .slice(0, limit)
        .map(({ id }) => id);
    },
  };
}
