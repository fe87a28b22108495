import { describe, expect, it } from 'vitest';
import { SILENT } from '../../model/train/progress.ts';
import { trainTokenizer } from '../../model/train/train-tokenizer.ts';
import { createUnigramTokenizer } from '../../src/embed/unigram-tokenizer.ts';

const WORDS = new Map([
  ['buergeramt', 50],
  ['buergerbuero', 40],
  ['buergermeister', 60],
  ['meister', 30],
  ['amt', 70],
  ['ordnungsamt', 30],
  ['ordnung', 40],
  ['buero', 50],
  ['buerger', 80],
]);
const SETTINGS = { pieces: 20, seedPieces: 500, wordsMax: 100 };

describe('trainTokenizer', () => {
  const pieces = trainTokenizer(WORDS, SETTINGS, SILENT);

  it('learns the parts that words share, without a mark for where a word begins', () => {
    const tokenizer = createUnigramTokenizer([['<unk>', 0], ...pieces], 0);
    const cut = (word: string) => tokenizer.encode(word).map((id) => pieces[id - 1]![0]);
    expect(cut('buergeramt')).toEqual(['buerger', 'amt']);
    // A compound that was never seen.
    expect(cut('amtsmeister')).toEqual(['amt', 's', 'meister']);
  });

  it('keeps every character', () => {
    const characters = new Set([...WORDS.keys()].join(''));
    const known = new Set(pieces.map(([piece]) => piece));
    expect([...characters].filter((character) => !known.has(character))).toEqual([]);
  });

  it('gives at most as many pieces as asked for, or all characters where they are more', () => {
    expect(pieces.length).toBeLessThanOrEqual(SETTINGS.pieces);
    const few = trainTokenizer(WORDS, { ...SETTINGS, pieces: 3 }, SILENT);
    expect(few.every(([piece]) => piece.length === 1)).toBe(true);
    expect(few).toHaveLength(new Set([...WORDS.keys()].join('')).size);
  });

  it('gives logarithms of probabilities, the most probable piece first', () => {
    const scores = pieces.map(([, score]) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.reduce((sum, score) => sum + Math.exp(score), 0)).toBeLessThanOrEqual(1.0001);
    expect(scores.reduce((sum, score) => sum + Math.exp(score), 0)).toBeGreaterThan(0.9);
  });

  it('leaves out characters that the reference tokenizer cannot find', () => {
    const withRare = trainTokenizer(new Map([...WORDS, ['𝒜𝓁𝓅𝒽𝒶', 100]]), SETTINGS, SILENT);
    expect(withRare.filter(([piece]) => /[^a-z]/.test(piece))).toEqual([]);
  });
});
