import { isStopWord, STOP_WORD_SHARE } from '../language/stop-words.ts';
import { grams, words } from '../language/tokens.ts';
import { keyOf, findKey, type GramKey } from './gram-keys.ts';
import { createTopRows } from './top-rows.ts';

/**
 * BM25 (Robertson & Zaragoza 2009) over character grams of words. How often a gram occurs in a collection stands apart from the postings, so
 * that a base, a small delta and what is gone from the base score together exactly as one index of all rows would.
 */

/** Saturation of repeated grams and weight of a row's length; the values every BM25 implementation starts from. */
const K1 = 1.2;
const B = 0.75;
/** What one gram contributes at most, in units of its inverse document frequency. */
const GRAM_SCORE_MAX = K1 + 1;

/** Rows of one block: within it a row number has 16 bits, which makes postings of three bytes, and scores stay in the processor's cache. */
export const BLOCK_ROWS = 65_536;

/** How rows and grams are distributed in a collection. */
export interface CollectionStatistics {
  readonly rows: number;
  /** Grams of all rows together, repeated ones counted. */
  readonly totalLength: number;
  /** Rows that hold the gram. */
  documentFrequency(gram: GramKey): number;
}

/** A question as the index scores it: its distinct grams in order, weighed by how rare they are in the collection. */
export interface KeywordQuery {
  readonly grams: readonly { readonly key: GramKey; readonly idf: number }[];
  /** The score of a row that would match perfectly; dividing by it makes scores comparable between questions. */
  readonly scoreMax: number;
  /** Grams of a row on average. */
  readonly averageLength: number;
}

export interface KeywordHit {
  readonly row: number;
  /** BM25 over its possible maximum, 0…1. */
  readonly score: number;
}

/** The arrays behind an index; `keyword-file.ts` has their layout on disk. */
export interface KeywordData {
  readonly rows: number;
  readonly totalLength: number;
  /** Ascending; the two halves of a gram's key. */
  readonly keysHigh: Uint32Array;
  readonly keysLow: Uint32Array;
  /** Where the postings of gram g in block b start: `starts[b × grams + g]`; one more entry ends the last. */
  readonly starts: Uint32Array;
  /** Grams of each row, repeated ones counted. */
  readonly lengths: Uint32Array;
  /** Row within the block, ascending within a gram's postings, and how often the gram occurs in it (255 = or more). */
  readonly postingRows: Uint16Array;
  readonly postingCounts: Uint8Array;
}

export interface KeywordIndex extends CollectionStatistics {
  readonly data: KeywordData;
  /** Up to `limit` rows that share a gram with the question, by falling score; equal scores by `rankOf`, lower first. */
  search(
    query: KeywordQuery,
    limit: number,
    accepts?: (row: number) => boolean,
    rankOf?: (row: number) => number,
  ): KeywordHit[];
  /** The score of one row. */
  score(query: KeywordQuery, row: number): number;
}

/** Statistics of several collections together, less those of rows that are gone from them. */
export function combineStatistics(
  present: readonly CollectionStatistics[],
  gone: readonly CollectionStatistics[],
): CollectionStatistics {
  const sum = (valueOf: (part: CollectionStatistics) => number): number =>
    present.reduce((total, part) => total + valueOf(part), 0) - gone.reduce((total, part) => total + valueOf(part), 0);
  return {
    rows: sum((part) => part.rows),
    totalLength: sum((part) => part.totalLength),
    documentFrequency: (gram) => sum((part) => part.documentFrequency(gram)),
  };
}

/** Weighs the grams of a question. A gram that no row holds weighs most: a question about something else scores low. */
export function weighQuestion(question: string, statistics: CollectionStatistics): KeywordQuery {
  const shares = new Map<string, number>();
  for (const word of words(question)) {
    const share = isStopWord(word) ? STOP_WORD_SHARE : 1;
    for (const gram of grams(word)) shares.set(gram, Math.max(share, shares.get(gram) ?? 0));
  }
  const weighed = [...shares].map(([gram, share]) => {
    const key = keyOf(gram);
    const frequency = statistics.documentFrequency(key);
    return { key, idf: share * Math.log(1 + (statistics.rows - frequency + 0.5) / (frequency + 0.5)) };
  });
  return {
    grams: weighed,
    scoreMax: GRAM_SCORE_MAX * weighed.reduce((sum, { idf }) => sum + idf, 0),
    averageLength: statistics.rows === 0 ? 0 : statistics.totalLength / statistics.rows,
  };
}

/** An index over arrays that were just built or loaded. */
export function createKeywordIndex(data: KeywordData): KeywordIndex {
  const { rows, keysHigh, keysLow, starts, lengths, postingRows, postingCounts } = data;
  const gramCount = keysHigh.length;
  const blocks = Math.ceil(rows / BLOCK_ROWS);
  const scores = new Float64Array(Math.min(rows, BLOCK_ROWS));
  const norms = new Float64Array(rows);
  let normsAverage = Number.NaN;

  const gramOf = (key: GramKey): number => findKey(keysHigh, keysLow, key);

  // What a row's length does to its scores, kept while the average stays: one generation has one average.
  const normsFor = (average: number): Float64Array => {
    if (average !== normsAverage) {
      for (let row = 0; row < rows; row += 1) norms[row] = K1 * (1 - B + (B * lengths[row]!) / (average || 1));
      normsAverage = average;
    }
    return norms;
  };

  return {
    data,
    rows,
    totalLength: data.totalLength,
    documentFrequency(key) {
      const gram = gramOf(key);
      if (gram < 0) return 0;
      let frequency = 0;
      for (let block = 0; block < blocks; block += 1) {
        const at = block * gramCount + gram;
        frequency += starts[at + 1]! - starts[at]!;
      }
      return frequency;
    },
    search(query, limit, accepts, rankOf) {
      const top = createTopRows(limit, rankOf);
      const norm = normsFor(query.averageLength);
      const known = query.grams
        .map(({ key, idf }) => ({ gram: gramOf(key), weight: idf * GRAM_SCORE_MAX }))
        .filter(({ gram }) => gram >= 0);
      for (let block = 0; block < blocks; block += 1) {
        const firstRow = block * BLOCK_ROWS;
        const blockRows = Math.min(BLOCK_ROWS, rows - firstRow);
        scores.fill(0);
        for (const { gram, weight } of known) {
          const at = block * gramCount + gram;
          const end = starts[at + 1]!;
          for (let posting = starts[at]!; posting < end; posting += 1) {
            const row = postingRows[posting]!;
            const count = postingCounts[posting]!;
            scores[row] = scores[row]! + (weight * count) / (count + norm[firstRow + row]!);
          }
        }
        for (let row = 0; row < blockRows; row += 1) {
          if (scores[row] === 0) continue;
          const score = scores[row]! / query.scoreMax;
          // Most rows share some gram with a question, and few of them come near the best: the filter is asked of those only.
          if (top.wants(score) && (accepts === undefined || accepts(firstRow + row))) top.offer(firstRow + row, score);
        }
      }
      return top.take().map(({ row, value }) => ({ row, score: value }));
    },
    score(query, row) {
      if (!Number.isInteger(row) || row < 0 || row >= rows) {
        throw new RangeError(`There is no row ${row} among ${rows} rows.`);
      }
      const norm = normsFor(query.averageLength)[row]!;
      const block = Math.floor(row / BLOCK_ROWS);
      let score = 0;
      // The same sums in the same order as in a search, so that both give the same number.
      for (const { key, idf } of query.grams) {
        const gram = gramOf(key);
        if (gram < 0) continue;
        const at = block * gramCount + gram;
        const posting = findPosting(postingRows, starts[at]!, starts[at + 1]!, row % BLOCK_ROWS);
        if (posting < 0) continue;
        const count = postingCounts[posting]!;
        score += (idf * GRAM_SCORE_MAX * count) / (count + norm);
      }
      return score === 0 ? 0 : score / query.scoreMax;
    },
  };
}

/** Binary search for a row in the ascending range [start, end) of the postings; −1 where it is not. */
function findPosting(postingRows: Uint16Array, start: number, end: number, row: number): number {
  let low = start;
  let high = end - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = postingRows[middle]!;
    if (found === row) return middle;
    if (found < row) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
