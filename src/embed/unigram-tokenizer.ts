import { createPieceTrie, NO_NODE, ROOT } from './piece-trie.ts';

/**
 * Unigram tokenisation: of all ways to cut a word into known pieces, the most probable one (Kudo 2018, "Subword Regularization",
 * arXiv:1804.10959), found by the Viterbi algorithm. Cuts, costs and ties follow the `Unigram` model of the Hugging Face tokenizers, so
 * that a `tokenizer.json` means the same here and there.
 */
export interface UnigramTokenizer {
  /** Ids of the pieces of a normalised word, in order; a code unit that is in no piece gives the id of the unknown piece. */
  encode(word: string): number[];
}

/** A piece and the natural logarithm of its probability. */
export type ScoredPiece = readonly [piece: string, score: number];

/** How much worse than the rarest piece an unknown character is, in natural logarithms; the reference's value. */
const UNKNOWN_PENALTY = 10;

/** `pieces[unknownId]` stands for what no piece covers; the ids are the indices. */
export function createUnigramTokenizer(pieces: readonly ScoredPiece[], unknownId: number): UnigramTokenizer {
  const trie = createPieceTrie(pieces.map(([piece], id) => (id === unknownId ? '' : piece)));
  const scores = Float64Array.from(pieces, ([, score]) => score);
  const unknownScore = scores.reduce((least, score) => Math.min(least, score), Infinity) - UNKNOWN_PENALTY;

  // Best path to each position of the word at hand, kept between calls to spare the allocation.
  let bestScore = new Float64Array(64);
  let bestStart = new Int32Array(64);
  let bestPiece = new Int32Array(64);

  return {
    encode(word) {
      const length = word.length;
      if (length >= bestScore.length) {
        bestScore = new Float64Array(2 * length);
        bestStart = new Int32Array(2 * length);
        bestPiece = new Int32Array(2 * length);
      }
      bestScore.fill(-Infinity, 1, length + 1);
      bestScore[0] = 0;

      for (let start = 0; start < length; start += 1) {
        const reached = bestScore[start]!;
        let hasSingle = false;
        let node = ROOT;
        for (let end = start + 1; end <= length; end += 1) {
          node = trie.next(node, word.charCodeAt(end - 1));
          if (node === NO_NODE) break;
          const piece = trie.pieceAt(node);
          if (piece < 0) continue;
          hasSingle ||= end === start + 1;
          offer(start, end, piece, reached + scores[piece]!);
        }
        if (!hasSingle) offer(start, start + 1, unknownId, reached + unknownScore);
      }

      const ids: number[] = [];
      for (let end = length; end > 0; end = bestStart[end]!) ids.push(bestPiece[end]!);
      return ids.reverse();
    },
  };

  /** Of equally good cuts the one that starts first stays. */
  function offer(start: number, end: number, piece: number, score: number): void {
    if (score <= bestScore[end]!) return;
    bestScore[end] = score;
    bestStart[end] = start;
    bestPiece[end] = piece;
  }
}
