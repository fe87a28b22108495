import type { UnigramTokenizer } from '../../src/embed/unigram-tokenizer.ts';
import { SENTENCE_END, type WordCorpus } from './word-corpus.ts';

/** The words of a corpus cut into pieces, each word once. */
export interface PieceCorpus {
  readonly pieceCount: number;
  /** Occurrences of each piece in the text. */
  readonly pieceCounts: Float64Array;
  /** Pieces of word w: `wordPieces[wordBounds[w]]` to before `wordPieces[wordBounds[w + 1]]`. */
  readonly wordPieces: Uint16Array;
  readonly wordBounds: Uint32Array;
  /** Calls `visit` for every sentence with its pieces; the array is used again for the next one. */
  readonly sentences: (visit: (pieces: Uint16Array, length: number) => void) => void;
}

/** Pieces of one sentence at most; the rest of a longer one (a table, a list) is left out. */
const SENTENCE_PIECES_MAX = 4096;

/** Unknown pieces are left out. `pieceCount` must not exceed 65,536. */
export function cutIntoPieces(
  corpus: WordCorpus,
  tokenizer: UnigramTokenizer,
  pieceCount: number,
  unknownId: number,
): PieceCorpus {
  const all: number[] = [];
  const wordBounds = new Uint32Array(corpus.words.length + 1);
  const pieceCounts = new Float64Array(pieceCount);
  corpus.words.forEach((word, number) => {
    for (const piece of tokenizer.encode(word)) {
      if (piece === unknownId) continue;
      all.push(piece);
      pieceCounts[piece]! += corpus.counts[number]!;
    }
    wordBounds[number + 1] = all.length;
  });
  const wordPieces = Uint16Array.from(all);

  return {
    pieceCount,
    pieceCounts,
    wordPieces,
    wordBounds,
    sentences(visit) {
      const pieces = new Uint16Array(SENTENCE_PIECES_MAX);
      let length = 0;
      for (const word of corpus.tokens) {
        if (word === SENTENCE_END) {
          visit(pieces, length);
          length = 0;
          continue;
        }
        for (let at = wordBounds[word]!; at < wordBounds[word + 1]! && length < SENTENCE_PIECES_MAX; at += 1) {
          pieces[length] = wordPieces[at]!;
          length += 1;
        }
      }
    },
  };
}
