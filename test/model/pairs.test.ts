import { describe, expect, it } from 'vitest';
import { buildPairs, type PieceTexts } from '../../model/train/pairs.ts';
import { cutIntoPieces } from '../../model/train/piece-corpus.ts';
import { createRandom } from '../../model/train/random.ts';
import { createWordCorpus } from '../../model/train/word-corpus.ts';
import { createUnigramTokenizer, type ScoredPiece } from '../../src/embed/unigram-tokenizer.ts';

const PIECES: readonly ScoredPiece[] = [
  ['<unk>', 0],
  ...Array.from('abcdefghijklmnopqrstuvwxyz').map((letter): ScoredPiece => [letter, -3]),
];
const tokenizer = createUnigramTokenizer(PIECES, 0);

describe('buildPairs', () => {
  it('takes each pair as it is, question and passage', () => {
    const set = pairsOf('kurzer titel', 'ein satz. Noch ein satz.', 0);
    expect(set.size).toBe(1);
    expect(spell(set.questions, 0)).toBe('kurzertitel');
    expect(spell(set.passages, 0)).toBe('einsatznocheinsatz');
  });

  it('cuts pseudo-questions out of passages of more than one sentence', () => {
    const set = pairsOf('titel', 'aaa bbb ccc ddd. Eee fff ggg hhh.', 200);
    expect(set.size).toBe(201);
    const whole = 'aaabbbcccdddeeefffggghhh';
    for (let pair = 1; pair < set.size; pair += 1) {
      expect(spell(set.questions, pair)).toMatch(/(aaabbb|bbbccc|cccddd|eeefff|fffggg|ggghhh)/);
      expect(spell(set.passages, pair)).not.toBe('');
      expect(whole).toContain(spell(set.passages, pair));
    }
    // Sometimes the sentence is still in the passage, sometimes not.
    const kept = Array.from({ length: 200 }, (_, i) => spell(set.passages, i + 1)).filter(
      (passage) => passage === whole,
    ).length;
    expect(kept).toBeGreaterThan(20);
    expect(kept).toBeLessThan(180);
    expect(pairsOf('titel', 'nur ein einziger langer satz.', 5).size).toBe(1);
  });

  it('cuts long passages and questions', () => {
    const set = pairsOf('wort '.repeat(100), 'abcde '.repeat(100), 0);
    expect(spell(set.questions, 0)).toHaveLength(40 * 4);
    expect(spell(set.passages, 0)).toHaveLength(96);
  });
});

function pairsOf(question: string, passage: string, clozes: number) {
  const builder = createWordCorpus();
  builder.add({ question, passage, clozes });
  // Filler, so that no word of the test is a frequent one.
  builder.add({ question: 'x', passage: 'x '.repeat(5000), clozes: 0 });
  const corpus = builder.finish();
  const set = buildPairs(corpus, cutIntoPieces(corpus, tokenizer, PIECES.length, 0), tokenizer, createRandom(7));
  return { ...set, size: set.size - 1 };
}

function spell({ pieces, bounds }: PieceTexts, text: number): string {
  return Array.from(pieces.subarray(bounds[text], bounds[text + 1]), (piece) => PIECES[piece]![0]).join('');
}
