import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildWordList } from '../../src/store/word-list.ts';

/** Words that are often near each other, with signs of one to four bytes among them. */
const word = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 }),
  fc.string({ unit: fc.constantFrom('a', '1', 'é', '東', '𝔞'), minLength: 1, maxLength: 4 }),
);
const rows = fc.array(fc.array(word, { maxLength: 12 }), { maxLength: 12 });

describe('a list of words', () => {
  it('counts the rows that hold a word as a map does', () => {
    fc.assert(
      fc.property(rows, fc.array(word), (texts, others) => {
        const list = buildWordList(texts);
        for (const each of [...texts.flat(), ...others]) {
          expect(list.frequencyOf(each)).toBe(texts.filter((text) => text.includes(each)).length);
        }
      }),
    );
  });

  it('finds exactly the words at a Damerau-Levenshtein distance of one', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'z'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 60 }), letters, (words, typed) => {
        const near = buildWordList([words]).wordsNear(typed);
        expect(new Set(near).size).toBe(near.length);
        expect(near.sort()).toEqual([...new Set(words)].filter((other) => distance(typed, other) === 1).sort());
      }),
      { numRuns: 500 },
    );
  });

  it('knows no word near one with other signs than a to z, and none where it has none', () => {
    expect(buildWordList([['größe', 'b2']]).wordsNear('größe')).toEqual([]);
    expect(buildWordList([]).wordsNear('rathaus')).toEqual([]);
    expect(buildWordList([]).frequencyOf('')).toBe(0);
  });

  it('holds many words, each under its own name', () => {
    const many = Array.from({ length: 70_000 }, (_, number) => `wort${number.toString(36)}`);
    const list = buildWordList([many, many.slice(0, 10)]);
    expect(many.every((each, at) => list.frequencyOf(each) === (at < 10 ? 2 : 1))).toBe(true);
    expect(list.frequencyOf('wortlos!')).toBe(0);
  });

  it('looks up a word hundred times as long in hundred times the time, not ten thousand times', () => {
    const list = buildWordList([['rathaus']]);
    const timeOf = (typed: string) => {
      const times = Array.from({ length: 7 }, () => {
        const start = performance.now();
        list.wordsNear(typed);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    timeOf('x'.repeat(300));
    expect(timeOf('x'.repeat(30_000))).toBeLessThan(1000 * Math.max(0.05, timeOf('x'.repeat(300))));
  });
});

/** Edits between two words as Damerau counts them, by the textbook table (optimal string alignment). */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      table[i]![j] = Math.min(table[i - 1]![j]! + 1, table[i]![j - 1]! + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        table[i]![j] = Math.min(table[i]![j]!, table[i - 2]![j - 2]! + 1);
    }
  }
  return table[a.length]![b.length]!;
}
