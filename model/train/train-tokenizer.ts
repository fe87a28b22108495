import { createPieceTrie, NO_NODE, ROOT, type PieceTrie } from '../../src/embed/piece-trie.ts';
import type { ScoredPiece } from '../../src/embed/unigram-tokenizer.ts';
import type { Progress } from './progress.ts';

/**
 * Learns the pieces of a unigram tokenizer from words and their counts: many frequent substrings to begin with, expectation maximisation of
 * their probabilities, and again and again the removal of those whose absence costs the likelihood least (Kudo 2018, arXiv:1804.10959;
 * the order of steps and the constants are those of SentencePiece, github.com/google/sentencepiece).
 */
export interface TokenizerSettings {
  /** Number of pieces at the end; single characters are kept even beyond it. */
  readonly pieces: number;
  /** Substrings to begin with. */
  readonly seedPieces: number;
  /** Words that are looked at, the most frequent ones. */
  readonly wordsMax: number;
}

/** Longest piece in UTF-16 code units; longer German compounds are put together from parts. */
const PIECE_CHARS_MAX = 16;
/** Longer words are junk, and their probability would leave the range of a double. */
const WORD_CHARS_MAX = 40;
/** Rounds of expectation maximisation before each removal. */
const ROUNDS_PER_REMOVAL = 2;
/** Share of pieces that stays in a removal. */
const KEPT_SHARE = 0.7;
/** A piece that is expected to be used less often than this is dropped in any case. */
const EXPECTED_MIN = 0.5;
/** Characters that are rarer stay unknown. */
const CHARACTER_COUNT_MIN = 3;

interface Model {
  readonly pieces: readonly string[];
  /** Natural logarithms of the probabilities. */
  readonly scores: Float64Array;
}

/** Pieces by falling probability. The same input gives the same pieces. */
export function trainTokenizer(
  wordCounts: ReadonlyMap<string, number>,
  settings: TokenizerSettings,
  progress: Progress,
): ScoredPiece[] {
  const entries = [...wordCounts].filter(([word]) => word.length <= WORD_CHARS_MAX);
  entries.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const characters = countCharacters(entries);
  const list = entries.slice(0, settings.wordsMax);

  let model = seed(list, characters, settings.seedPieces);
  for (;;) {
    let expected: Float64Array = new Float64Array();
    for (let round = 0; round < ROUNDS_PER_REMOVAL; round += 1) {
      const counts = expectedCounts(list, model);
      const stays = model.pieces.map((piece, at) => piece.length === 1 || counts[at]! >= EXPECTED_MIN);
      expected = counts.filter((_, at) => stays[at]);
      model = { pieces: model.pieces.filter((_, at) => stays[at]), scores: maximise(expected) };
    }
    progress.say(`tokenizer: ${model.pieces.length} pieces`);
    const reduced = removeCheapest(
      model,
      expected,
      Math.max(settings.pieces, Math.floor(model.pieces.length * KEPT_SHARE)),
    );
    if (reduced.pieces.length === model.pieces.length) break;
    model = reduced;
  }
  return model.pieces
    .map((piece, at): ScoredPiece => [piece, model.scores[at]!])
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Characters of the basic plane with their counts: the reference tokenizer cannot find pieces with others. */
function countCharacters(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [word, count] of entries) {
    for (const character of word)
      if (character.length === 1) counts.set(character, (counts.get(character) ?? 0) + count);
  }
  return new Map([...counts].filter(([, count]) => count >= CHARACTER_COUNT_MIN));
}

/** The substrings that cover most text, and all characters. */
function seed(
  list: readonly (readonly [string, number])[],
  characters: ReadonlyMap<string, number>,
  seedPieces: number,
): Model {
  const counts = new Map<string, number>();
  for (const [word, count] of list) {
    for (let start = 0; start < word.length; start += 1) {
      const last = Math.min(word.length, start + PIECE_CHARS_MAX);
      for (let end = start + 2; end <= last; end += 1) {
        const piece = word.slice(start, end);
        counts.set(piece, (counts.get(piece) ?? 0) + count);
      }
    }
  }
  const frequent = [...counts].filter(([piece, count]) => count > 1 && hasOnly(piece, characters));
  frequent.sort((a, b) => b[1] * b[0].length - a[1] * a[0].length || (a[0] < b[0] ? -1 : 1));
  const chosen = [...characters, ...frequent.slice(0, Math.max(0, seedPieces - characters.size))];
  return {
    pieces: chosen.map(([piece]) => piece),
    scores: logarithmicShares(Float64Array.from(chosen, ([, count]) => count)),
  };
}

function hasOnly(piece: string, characters: ReadonlyMap<string, number>): boolean {
  for (const character of piece) if (!characters.has(character)) return false;
  return true;
}

/** How often each piece is expected in the words, over all ways of cutting them (forward–backward). */
function expectedCounts(list: readonly (readonly [string, number])[], model: Model): Float64Array {
  const trie = createPieceTrie(model.pieces);
  const probabilities = model.scores.map(Math.exp);
  const expected = new Float64Array(model.pieces.length);
  const forward = new Float64Array(WORD_CHARS_MAX + 1);
  const backward = new Float64Array(WORD_CHARS_MAX + 1);
  // Edges of one word: [start, end, piece] flattened.
  const edges = new Int32Array(3 * WORD_CHARS_MAX * PIECE_CHARS_MAX);

  for (const [word, count] of list) {
    const length = word.length;
    let used = 0;
    forward.fill(0, 0, length + 1);
    backward.fill(0, 0, length + 1);
    forward[0] = 1;
    backward[length] = 1;
    for (let start = 0; start < length; start += 1) {
      if (forward[start] === 0) continue;
      let node = ROOT;
      for (let end = start + 1; end <= length; end += 1) {
        node = trie.next(node, word.charCodeAt(end - 1));
        if (node === NO_NODE) break;
        const piece = trie.pieceAt(node);
        if (piece < 0) continue;
        forward[end]! += forward[start]! * probabilities[piece]!;
        edges[used] = start;
        edges[used + 1] = end;
        edges[used + 2] = piece;
        used += 3;
      }
    }
    const total = forward[length]!;
    if (total === 0) continue;
    for (let at = used - 3; at >= 0; at -= 3) {
      const start = edges[at]!;
      const end = edges[at + 1]!;
      const piece = edges[at + 2]!;
      const onward = probabilities[piece]! * backward[end]!;
      backward[start]! += onward;
      expected[piece]! += (count * forward[start]! * onward) / total;
    }
  }
  return expected;
}

/** New scores: digamma instead of the logarithm acts as a prior for fewer pieces. */
function maximise(expected: Float64Array): Float64Array {
  const total = digamma(expected.reduce((sum, value) => sum + value, 0));
  return expected.map((value) => digamma(Math.max(value, EXPECTED_MIN)) - total);
}

/** Keeps the `target` pieces (and all characters) whose removal would lower the likelihood most. */
function removeCheapest(model: Model, expected: Float64Array, target: number): Model {
  const trie = createPieceTrie(model.pieces);
  const losses = model.pieces.map((piece, at) => {
    if (piece.length === 1) return Infinity;
    return expected[at]! * (model.scores[at]! - bestWithout(piece, at, trie, model.scores));
  });
  const order = model.pieces.map((_, at) => at).sort((a, b) => losses[b]! - losses[a]! || a - b);
  const kept = new Set(order.filter((at, rank) => rank < target || losses[at] === Infinity));
  return { pieces: model.pieces.filter((_, at) => kept.has(at)), scores: model.scores.filter((_, at) => kept.has(at)) };
}

/** Score of the best way to cut a piece without itself; −∞ does not occur, as all its characters are pieces. */
function bestWithout(piece: string, self: number, trie: PieceTrie, scores: Float64Array): number {
  const best = new Float64Array(piece.length + 1).fill(-Infinity);
  best[0] = 0;
  for (let start = 0; start < piece.length; start += 1) {
    let node = ROOT;
    for (let end = start + 1; end <= piece.length; end += 1) {
      node = trie.next(node, piece.charCodeAt(end - 1));
      if (node === NO_NODE) break;
      const at = trie.pieceAt(node);
      if (at >= 0 && at !== self) best[end] = Math.max(best[end]!, best[start]! + scores[at]!);
    }
  }
  return best[piece.length]!;
}

function logarithmicShares(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, value) => sum + value, 0);
  return counts.map((value) => Math.log(value / total));
}

/** Derivative of the logarithm of the gamma function for x > 0: recurrence up to 7, then the asymptotic series (Abramowitz and Stegun 6.3.18). */
function digamma(x: number): number {
  let shift = 0;
  let value = x;
  for (; value < 7; value += 1) shift -= 1 / value;
  const inverseSquare = 1 / (value * value);
  return (
    shift + Math.log(value) - 0.5 / value - inverseSquare * (1 / 12 - inverseSquare * (1 / 120 - inverseSquare / 252))
  );
}
