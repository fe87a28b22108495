import type { Random } from './random.ts';
import type { SymmetricMatrix } from './svd.ts';
import type { PieceCorpus } from './piece-corpus.ts';

/**
 * Positive pointwise mutual information of pieces that stand near each other in a sentence: how much more often than by chance
 * (Levy and Goldberg 2014, "Neural Word Embedding as Implicit Matrix Factorization").
 */

/** Neighbours to each side, after thinning. */
const WINDOW = 16;
/**
 * Pieces more frequent than this share of the text are thinned: kept with probability √(share / frequency) (word2vec, Mikolov 2013). A piece
 * of average frequency is never thinned, or little would be left of a small text.
 */
const THINNING_SHARE = 1e-4;
/** Pairs seen less often are chance. */
const PAIR_COUNT_MIN = 3;

/** Counts and weighs neighbours. Needs two bytes per pair of pieces: 1 GB for 32,000 pieces. */
export function mutualInformation(corpus: PieceCorpus, random: Random): SymmetricMatrix {
  const { pieceCount } = corpus;
  const pairs = countNeighbours(corpus, random);

  const marginals = new Float64Array(pieceCount);
  let total = 0;
  let kept = 0;
  for (let high = 0; high < pieceCount; high += 1) {
    const row = triangleRow(high);
    for (let low = 0; low <= high; low += 1) {
      const count = pairs[row + low]!;
      if (count < PAIR_COUNT_MIN) continue;
      marginals[high]! += count;
      if (low !== high) marginals[low]! += count;
      total += low === high ? count : 2 * count;
      kept += 1;
    }
  }

  const rows = new Uint32Array(kept);
  const columns = new Uint32Array(kept);
  const values = new Float32Array(kept);
  let used = 0;
  for (let high = 0; high < pieceCount; high += 1) {
    const row = triangleRow(high);
    for (let low = 0; low <= high; low += 1) {
      const count = pairs[row + low]!;
      if (count < PAIR_COUNT_MIN) continue;
      const information = Math.log((count * total) / (marginals[high]! * marginals[low]!));
      if (information <= 0) continue;
      rows[used] = high;
      columns[used] = low;
      values[used] = information;
      used += 1;
    }
  }
  return {
    size: pieceCount,
    rows: rows.subarray(0, used),
    columns: columns.subarray(0, used),
    values: values.subarray(0, used),
  };
}

/** Saturating counts of unordered pairs, the lower triangle row by row. */
function countNeighbours({ pieceCount, pieceCounts, sentences }: PieceCorpus, random: Random): Uint16Array {
  const counts = new Uint16Array(triangleRow(pieceCount));
  const all = pieceCounts.reduce((sum, count) => sum + count, 0);
  const frequent = all * Math.max(THINNING_SHARE, 1 / pieceCount);
  const keepProbability = Float32Array.from(pieceCounts, (count) =>
    Math.min(1, Math.sqrt(frequent / Math.max(count, 1))),
  );
  const kept: number[] = [];
  sentences((pieces, length) => {
    kept.length = 0;
    for (let at = 0; at < length; at += 1) {
      const piece = pieces[at]!;
      const probability = keepProbability[piece]!;
      if (probability === 1 || random.uniform() < probability) kept.push(piece);
    }
    for (let at = 1; at < kept.length; at += 1) {
      const piece = kept[at]!;
      for (let near = Math.max(0, at - WINDOW); near < at; near += 1) {
        const other = kept[near]!;
        const cell = piece > other ? triangleRow(piece) + other : triangleRow(other) + piece;
        if (counts[cell]! < 0xffff) counts[cell]! += 1;
      }
    }
  });
  return counts;
}

function triangleRow(row: number): number {
  return (row * (row + 1)) / 2;
}
