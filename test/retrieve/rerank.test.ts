import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WordVectors } from '../../src/embed/embedder.ts';
import { dotProduct, prepareAlignment, softAlignment } from '../../src/retrieve/rerank.ts';

/** Three directions; a word that is not in the table has no vector and no weight, as with a real one. */
const VECTORS: Readonly<Record<string, readonly number[]>> = {
  bruecke: [1, 0, 0],
  steg: [0.8, 0.6, 0],
  turm: [0, 1, 0],
  tal: [-1, 0, 0],
  wie: [0, 0, 1],
};
const table: WordVectors = {
  vector: (word) => Float32Array.from(VECTORS[word] ?? [0, 0, 0]),
  weight: (word) => (word in VECTORS ? 1 : 0),
  isWhole: (word) => word in VECTORS,
};
const same = () => 1;
const align = (question: string, text: readonly string[], rarity: (word: string) => number = same) =>
  softAlignment(prepareAlignment(question, table, rarity), text);

describe('prepareAlignment', () => {
  it('gives weights that sum to 1, one for each different word', () => {
    const { weights } = prepareAlignment('Wie lang ist die Brücke, die Brücke?', table, same);
    expect(weights).toHaveLength(5);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10);
  });

  it('weighs rare words by their rarity, stop words little and unknown names as the heaviest known word', () => {
    const { weights } = prepareAlignment('Brücke Kumamoto wie', table, (word) => (word === 'kumamoto' ? 3 : 1));
    const [known, unknown, stopWord] = weights as [number, number, number];
    expect(unknown / known).toBeCloseTo(3, 10);
    expect(stopWord).toBeGreaterThan(0);
    expect(stopWord).toBeLessThan(known / 2);
  });

  it('survives a question without any word', () => {
    expect(prepareAlignment('???', table, same).weights).toEqual([]);
    expect(align('???', ['turm'])).toBe(0);
  });

  it('survives words that every passage holds', () => {
    expect(align('Brücke Turm', ['turm'], () => 0)).toBe(0);
  });
});

describe('softAlignment', () => {
  it('is 1 when every word occurs literally, known to the table or not', () => {
    expect(align('Brücke Kumamoto', ['die', 'kumamoto', 'bruecke'])).toBeCloseTo(1, 10);
  });

  it('gives the best similarity of each word by weight, as computed by hand', () => {
    expect(align('Brücke Turm', ['steg'])).toBeCloseTo((0.8 + 0.6) / 2, 6);
  });

  it('counts opposite words as 0, and an empty text as well', () => {
    expect(align('Brücke', ['tal'])).toBe(0);
    expect(align('Brücke', [])).toBe(0);
  });

  it('stays in [0, 1] and never falls when the text grows', () => {
    const word = fc.constantFrom(...Object.keys(VECTORS), 'kumamoto', 'lang');
    const text = fc.array(word, { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), text, text, (question, one, other) => {
        const small = align(question.join(' '), one);
        const large = align(question.join(' '), [...one, ...other]);
        expect(small).toBeGreaterThanOrEqual(0);
        expect(large).toBeLessThanOrEqual(1);
        expect(large).toBeGreaterThanOrEqual(small);
      }),
    );
  });
});

describe('dotProduct', () => {
  it('is the sum of products', () => {
    expect(dotProduct(Float32Array.from([1, 2, 3]), Float32Array.from([4, -5, 6]))).toBe(12);
  });
});
