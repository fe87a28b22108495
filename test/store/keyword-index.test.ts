import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grams, words } from '../../src/language/tokens.ts';
import { buildKeywordIndex } from '../../src/store/build-keyword-index.ts';
import { combineStatistics, weighQuestion } from '../../src/store/keyword-index.ts';

const WORDS = ['brücke', 'brückenfest', 'rathaus', 'rat', 'müll', 'abfall', 'straße', 'ö', 'kumamoto', '2023'];
const textOf = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((list) => list.join(' '));

/** BM25 as it stands in the textbook, over its possible maximum; null where no gram is shared. */
function textbookScore(texts: readonly string[], question: string, row: number): number {
  const gramsOf = (text: string): string[] => words(text).flatMap(grams);
  const rows = texts.map(gramsOf);
  const average = rows.reduce((sum, list) => sum + list.length, 0) / rows.length;
  let score = 0;
  let most = 0;
  for (const gram of new Set(gramsOf(question))) {
    const frequency = rows.filter((list) => list.includes(gram)).length;
    const idf = Math.log(1 + (texts.length - frequency + 0.5) / (frequency + 0.5));
    const count = rows[row]!.filter((other) => other === gram).length;
    most += idf * 2.2;
    if (count > 0) score += (idf * 2.2 * count) / (count + 1.2 * (0.25 + (0.75 * rows[row]!.length) / average));
  }
  return most === 0 ? 0 : score / most;
}

describe('a search', () => {
  it('scores as the formula does, and finds every row that shares a gram', () => {
    fc.assert(
      fc.property(fc.array(textOf, { minLength: 1, maxLength: 12 }), textOf, (texts, question) => {
        const index = buildKeywordIndex(texts);
        const query = weighQuestion(question, index);
        const hits = index.search(query, texts.length);
        const expected = texts
          .map((_, row) => ({ row, score: textbookScore(texts, question, row) }))
          .filter(({ score }) => score > 0);
        expect(hits.map((hit) => hit.row).sort((a, b) => a - b)).toEqual(expected.map(({ row }) => row));
        for (const { row, score } of hits) {
          expect(score).toBeCloseTo(textbookScore(texts, question, row), 9);
          expect(index.score(query, row)).toBe(score);
        }
        expect(hits).toEqual([...hits].sort((a, b) => b.score - a.score || a.row - b.row));
      }),
    );
  });

  it('gives scores between 0 and 1, near 1 for a row that repeats the question', () => {
    const index = buildKeywordIndex([
      'Kumamoto '.repeat(40),
      ...Array<string>(200).fill('Rathaus und Markt '.repeat(20)),
    ]);
    const [hit] = index.search(weighQuestion('Kumamoto', index), 1);
    expect(hit?.row).toBe(0);
    expect(hit?.score).toBeGreaterThan(0.95);
    expect(hit?.score).toBeLessThanOrEqual(1);
  });

  it('scores low what is about something unknown', () => {
    const index = buildKeywordIndex(['Das Rathaus öffnet um acht', 'Die Bibliothek öffnet um neun']);
    const score = (question: string): number => index.search(weighQuestion(question, index), 1)[0]?.score ?? 0;
    expect(score('Rathaus öffnet')).toBeGreaterThan(2 * score('Rathaus Quantenchromodynamik'));
  });

  it('finds parts of compounds and other forms of a word', () => {
    const index = buildKeywordIndex(['Das Brückenfest', 'Die Bibliothek']);
    expect(index.search(weighQuestion('Brücken', index), 5).map((hit) => hit.row)).toEqual([0]);
    expect(index.search(weighQuestion('BRUECKE', index), 5).map((hit) => hit.row)).toEqual([0]);
  });

  it('leaves out rows that are not accepted', () => {
    const index = buildKeywordIndex(['Rathaus', 'Rathaus', 'Rathaus']);
    const query = weighQuestion('Rathaus', index);
    expect(index.search(query, 5, (row) => row !== 1).map((hit) => hit.row)).toEqual([0, 2]);
  });

  it('finds nothing for a question without words, and nothing in an empty collection', () => {
    const index = buildKeywordIndex(['Rathaus', '']);
    expect(index.search(weighQuestion(' ?! ', index), 5)).toEqual([]);
    expect(index.score(weighQuestion(' ?! ', index), 0)).toBe(0);
    const empty = buildKeywordIndex([]);
    expect(empty.search(weighQuestion('Rathaus', empty), 5)).toEqual([]);
  });

  it('handles more rows than a block has', () => {
    const texts = Array.from({ length: 66_000 }, (_, row) => (row === 65_999 ? 'Kumamoto' : `r${row % 10}`));
    const index = buildKeywordIndex(texts);
    const query = weighQuestion('Kumamoto', index);
    const hits = index.search(query, 3);
    expect(hits.map((hit) => hit.row)).toEqual([65_999]);
    expect(index.score(query, 65_999)).toBe(hits[0]?.score);
    const common = weighQuestion('r3', index);
    expect(common.grams.map(({ key }) => index.documentFrequency(key))).toContain(6600);
    expect(index.search(common, 2).map((hit) => hit.row)).toEqual([3, 13]);
  });

  it('refuses to score a row that is not there', () => {
    const index = buildKeywordIndex(['Rathaus']);
    expect(() => index.score(weighQuestion('Rathaus', index), 1)).toThrow(RangeError);
  });
});

it('scores parts with combined statistics exactly as one index of all live rows', () => {
  const collection = fc.record({
    base: fc.array(fc.record({ text: textOf, isGone: fc.boolean() }), { minLength: 1, maxLength: 10 }),
    delta: fc.array(textOf, { maxLength: 5 }),
    question: textOf,
  });
  fc.assert(
    fc.property(collection, ({ base, delta, question }) => {
      const live = [...base.filter(({ isGone }) => !isGone).map(({ text }) => text), ...delta];
      const whole = buildKeywordIndex(live);
      const expected = whole.search(weighQuestion(question, whole), live.length);

      const baseIndex = buildKeywordIndex(base.map(({ text }) => text));
      const deltaIndex = buildKeywordIndex(delta);
      const goneIndex = buildKeywordIndex(base.filter(({ isGone }) => isGone).map(({ text }) => text));
      const query = weighQuestion(question, combineStatistics([baseIndex, deltaIndex], [goneIndex]));
      const textOfHit = [
        ...baseIndex
          .search(query, base.length, (row) => !base[row]!.isGone)
          .map(({ row, score }) => ({ text: base[row]!.text, score })),
        ...deltaIndex.search(query, delta.length).map(({ row, score }) => ({ text: delta[row]!, score })),
      ].sort((a, b) => b.score - a.score);

      expect(textOfHit.map(({ score }) => score)).toEqual(expected.map(({ score }) => score));
      expect(new Set(textOfHit.map(({ text }) => text))).toEqual(new Set(expected.map(({ row }) => live[row]!)));
    }),
  );
});
