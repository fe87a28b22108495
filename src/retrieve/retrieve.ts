import type { Embedder } from '../embed/embedder.ts';
import type { Lexicon } from './lexicon.ts';
import { contentWords } from '../language/stop-words.ts';
import { words } from '../language/tokens.ts';
import type { IndexGeneration } from '../store/open-generation.ts';
import type { Document, Passage } from '../types.ts';
import { expandQuestion, weightOfPart, type QuestionPart } from './expand.ts';
import { fuse, recencyOf, type ScoreComponents } from './fuse.ts';
import { prepareAlignment, softAlignment } from './rerank.ts';

export interface RetrieveParts {
  readonly embedder: Embedder;
  readonly lexicon: Lexicon;
}

export interface RetrieveOptions {
  readonly limit: number;
  /** Whether a document may be answered from: state, expiry, language. Without it all may, which is noticeably quicker in a large index. */
  readonly accepts?: ((document: Document) => boolean) | undefined;
  /** ISO day, for the recency prior. */
  readonly today: string;
}

/** Candidates taken from each of the two searches; the answer was among 50 for all but 1 % of the development questions. */
const CANDIDATES_PER_SEARCH = 50;
/**
 * Candidates that are aligned word by word, the costly step; the others are left out. With 30 nothing is found that 20 do not find (XQuAD-de, OMoS-QA dev in
 * one pool), with 10 nDCG@10 falls by 0.8 points.
 */
const ALIGNED_MAX = 16;

/**
 * The passages for a question, best first: candidates from keywords and vectors, one absolute score each, no gate. A question without any word gives
 * no passage.
 */
export async function retrieve(
  index: IndexGeneration,
  { embedder, lexicon }: RetrieveParts,
  question: string,
  options: RetrieveOptions,
): Promise<Passage[]> {
  if (words(question).length === 0) return [];
  const vector = await embedder.embedQuestion(question);
  const isAccepted = options.accepts;
  const accepts = isAccepted === undefined ? undefined : (row: number) => isAccepted(index.documentOf(row));

  const candidatesMax = Math.max(CANDIDATES_PER_SEARCH, options.limit);
  const similarities = new Map<number, number>();
  for (const { row, similarity } of index.searchVectors(vector, candidatesMax, accepts))
    similarities.set(row, similarity);
  const parts = expandQuestion(question, lexicon);
  for (const { row } of index.searchKeywords(inAllWordings(question, parts), candidatesMax, accepts)) {
    if (!similarities.has(row)) similarities.set(row, index.similarity(vector, row));
  }

  const found = [...similarities.keys()];
  const keywordScores = scoreParts(parts, found, index);
  const candidates = found.map((row, at): Candidate => {
    const document = index.documentOf(row);
    const components: ScoreComponents = {
      keyword: keywordScores[at]!,
      vector: Math.max(0, similarities.get(row)!),
      alignment: embedder.words === null ? null : 0,
      recency: recencyOf(document.publishedOn, options.today),
    };
    return { row, documentId: document.id, components, score: fuse(components) };
  });
  candidates.sort(byFallingScore);

  const table = embedder.words;
  if (table !== null) {
    const prepared = prepareAlignment(question, table, (word) => index.rarity(word));
    candidates.length = Math.min(candidates.length, Math.max(ALIGNED_MAX, options.limit));
    for (const candidate of candidates) {
      candidate.components = {
        ...candidate.components,
        alignment: softAlignment(prepared, words(index.passageOf(candidate.row).chunk.indexedText)),
      };
      candidate.score = fuse(candidate.components);
    }
    candidates.sort(byFallingScore);
  }

  return candidates.slice(0, options.limit).map(({ row, components, score }) => {
    const { document, chunk } = index.passageOf(row);
    return {
      document,
      chunk,
      text: document.text.slice(chunk.start, chunk.end),
      score,
      explain: Object.fromEntries(
        Object.entries(components).filter((entry): entry is [string, number] => entry[1] !== null),
      ),
    };
  });
}

/**
 * What candidates are searched by: all wordings of the parts, without closed-class words where there are others. Those have most of the postings and make
 * nothing a candidate; the score of a candidate counts them again.
 */
function inAllWordings(question: string, parts: readonly QuestionPart[]): string {
  const content = contentWords(parts.flatMap(({ own, others }) => [own, ...others]).join(' '));
  return content.length > 0 ? content.join(' ') : question;
}

/** Keyword score of each row, 0…1: of each part its best wording counts. */
function scoreParts(parts: readonly QuestionPart[], rows: readonly number[], index: IndexGeneration): number[] {
  const scored = parts.map((part) => ({
    weight: weightOfPart(part, (wording) => index.keywordWeight(wording)),
    byWording: [part.own, ...part.others].map((wording) => index.scoreKeywords(wording, rows)),
  }));
  const total = scored.reduce((sum, { weight }) => sum + weight, 0) || 1;
  return rows.map((_, at) => {
    const matched = scored.map(({ weight, byWording }) => weight * Math.max(...byWording.map((scores) => scores[at]!)));
    return matched.reduce((sum, score) => sum + score, 0) / total;
  });
}

interface Candidate {
  readonly row: number;
  readonly documentId: string;
  components: ScoreComponents;
  score: number;
}

/** Ties in a fixed order, so that the same question always gives the same answer; the rows of a document are in order of position. */
function byFallingScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || (a.documentId < b.documentId ? -1 : a.documentId > b.documentId ? 1 : a.row - b.row);
}
