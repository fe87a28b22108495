import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containsGold, factRecall, holdsFact } from '../../../eval/metrics/answer-text.ts';

const repeated = (word: string, times: number) => Array.from({ length: times }, () => word).join(' ');

describe('holdsFact', () => {
  it.each([
    ['Rund\u00a09.200\nKILOMETER weit.', 'rund 9.200 Kilometer'],
    ['Am 22. April 2022', '22. April'],
    ['Die Kilometerzahl steht fest.', 'Kilometer'],
    ['Es kostet 4 Euro.', '4 Euro'],
    ['Geöffnet ab 9.', '9'],
    ['Geöffnet 9–18 Uhr', '18'],
    ['Es sind 12 Personen, nicht 13.', '13'],
    ['Im Jahr 2012 waren es 12.', '12'],
    ['112 und 12 sind Nummern', '12'],
    ['  Die   Burg ', 'die burg'],
    ['Anfang', 'Anfang'],
    ['Punkt 3.5', '3.5'],
  ])('finds in "%s" the fact "%s"', (text, fact) => {
    expect(holdsFact(text, fact)).toBe(true);
  });

  it.each([
    ['Es sind 19.200 Einwohner.', '9.200'],
    ['Es sind 9.2004 Einwohner.', '9.200'],
    ['Es geschah 2012.', '12'],
    ['Es geschah 1234.', '12'],
    ['Es sind 1.200 Personen.', '200'],
    ['Es sind 12,5 Prozent.', '12'],
    ['Es sind 12,5 Prozent.', '5 Prozent'],
    ['Die Burg', 'Burgen'],
    ['', 'Burg'],
  ])('does not find in "%s" the fact "%s"', (text, fact) => {
    expect(holdsFact(text, fact)).toBe(false);
  });

  it('finds every word of letters in a text that holds it, whatever stands around it', () => {
    const noise = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(noise, fc.stringMatching(/^[a-z]{3,8}$/), noise, (before, fact, after) => {
        expect(holdsFact(`${before} ${fact} ${after}`, fact.toUpperCase())).toBe(true);
      }),
    );
  });

  it('finds a whole number among numbers exactly where it is one of them', () => {
    const number = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 12 }), number, (numbers, wanted) => {
        expect(holdsFact(numbers.join(' und '), String(wanted))).toBe(numbers.includes(wanted));
      }),
    );
  });
});

describe('containsGold', () => {
  it('is 1 where one of the spans stands in the answer', () => {
    expect(containsGold('Die Burg wurde 1607 gebaut.', ['1606', '1607'])).toBe(1);
    expect(containsGold('Die Burg wurde 1607 gebaut.', ['1606'])).toBe(0);
    expect(containsGold('Die Burg wurde 1607 gebaut.', [])).toBe(0);
  });

  it('counts answers of at most 60 words', () => {
    expect(containsGold(`${repeated('wort', 59)} Burg`, ['Burg'])).toBe(1);
    expect(containsGold(`${repeated('wort', 60)} Burg`, ['Burg'])).toBe(0);
    expect(containsGold(`  ${repeated('wort  \n', 59)} Burg \n`, ['Burg'])).toBe(1);
  });

  it('is 0 for an empty answer', () => {
    expect(containsGold('', ['Burg'])).toBe(0);
  });
});

describe('factRecall', () => {
  it('is the share of facts of which one spelling stands in the answer', () => {
    const answer = 'Die Burg baute Katō im Jahr 1607.';
    // 1607 and Katō of three facts; the year 1877 is missing.
    expect(factRecall(answer, [['1607'], ['Kato', 'Katō'], ['1877']])).toBeCloseTo(2 / 3, 12);
    expect(factRecall(answer, [['Kato', 'Katō']])).toBe(1);
    expect(factRecall('', [['Kato']])).toBe(0);
  });

  it('is 1 where no fact is expected', () => {
    expect(factRecall('', [])).toBe(1);
  });
});
