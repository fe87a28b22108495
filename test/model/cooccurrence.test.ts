import { expect, it } from 'vitest';
import { mutualInformation } from '../../model/train/cooccurrence.ts';
import type { PieceCorpus } from '../../model/train/piece-corpus.ts';
import { createRandom } from '../../model/train/random.ts';

it('gives the logarithm of how much more often than by chance two pieces are neighbours', () => {
  // 0 with 1 and 2 with 3 ten times each; twice 0 with 2, which is too seldom to count.
  const sentences = [
    ...Array.from({ length: 10 }, () => [
      [0, 1],
      [2, 3],
    ]).flat(),
    [0, 2],
    [0, 2],
  ];
  const { size, rows, columns, values } = mutualInformation(corpusOf(sentences, 1000), createRandom(1));
  expect(size).toBe(5);
  expect([...rows]).toEqual([1, 3]);
  expect([...columns]).toEqual([0, 2]);
  // Each pair is 20 of 40 ordered neighbourhoods, each piece 10 of 40: log (20/40 ÷ 2 ÷ (10/40)²) = log 4.
  expect([...values]).toEqual([Math.log(4), Math.log(4)].map((value) => expect.closeTo(value, 6) as number));
});

/** Piece 4 stands for all other text, so that the pieces under test are rare enough not to be thinned. */
function corpusOf(sentences: readonly (readonly number[])[], scale: number): PieceCorpus {
  const pieceCounts = Float64Array.of(12, 10, 12, 10, 1000 * scale);
  return {
    pieceCount: pieceCounts.length,
    pieceCounts,
    wordPieces: new Uint16Array(),
    wordBounds: new Uint32Array(),
    sentences: (visit) => {
      for (const sentence of sentences) visit(Uint16Array.from(sentence), sentence.length);
    },
  };
}
