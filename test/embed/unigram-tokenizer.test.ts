import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUnigramTokenizer, type ScoredPiece } from '../../src/embed/unigram-tokenizer.ts';

const PIECES: readonly ScoredPiece[] = [
  ['<unk>', 0],
  ['a', -3],
  ['b', -4],
  ['ab', -5],
  ['ba', -5.5],
  ['aba', -9],
  ['bab', -8],
];
const UNKNOWN = 0;

describe('createUnigramTokenizer', () => {
  const tokenizer = createUnigramTokenizer(PIECES, UNKNOWN);

  it('cuts a word into the most probable pieces', () => {
    // ab + a = −8 beats a + ba = −8.5, aba = −9 and a + b + a = −10.
    expect(tokenizer.encode('aba')).toEqual([3, 1]);
    expect(tokenizer.encode('')).toEqual([]);
  });

  it('gives the unknown piece for each code unit that no piece covers', () => {
    expect(tokenizer.encode('axb')).toEqual([1, UNKNOWN, 2]);
    expect(tokenizer.encode('🙂')).toEqual([UNKNOWN, UNKNOWN]);
  });

  it('does not take the spelling of the unknown piece for a piece', () => {
    expect(tokenizer.encode('<unk>')).toEqual([UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]);
  });

  it('finds a cut as good as the best of all cuts', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 }), (word) => {
        expect(scoreOf(tokenizer.encode(word))).toBeCloseTo(bestScore(word), 9);
      }),
    );
  });

  it('cuts a word of 100,000 letters', () => {
    expect(tokenizer.encode('ab'.repeat(50_000))).toHaveLength(50_000);
  });
});

/** An unknown character costs ten more than the rarest piece. */
const UNKNOWN_SCORE = -19;

function scoreOf(ids: readonly number[]): number {
  return ids.reduce((sum, id) => sum + (id === UNKNOWN ? UNKNOWN_SCORE : PIECES[id]![1]), 0);
}

/** By trying all cuts. */
function bestScore(word: string): number {
  if (word === '') return 0;
  const known = PIECES.slice(1).filter(([piece]) => word.startsWith(piece));
  const scores = known.map(([piece, score]) => score + bestScore(word.slice(piece.length)));
  return known.some(([piece]) => piece.length === 1) ? Math.max(...scores) : UNKNOWN_SCORE + bestScore(word.slice(1));
}
