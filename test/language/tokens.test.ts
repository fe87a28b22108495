import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginsWithCapital, GRAM_CHARS, grams, normalise, words, wordSpans } from '../../src/language/tokens.ts';

describe('normalise', () => {
  it.each([
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['Größe', 'groesse'],
    ['Gro\u0308ße', 'groesse'],
    ['Kyûshû', 'kyushu'],
    ['Jelenia Góra', 'jelenia gora'],
    ['ﬁnden ½', 'finden 1⁄2'],
    ['Ｔｓｕｋｕｂａ', 'tsukuba'],
    ['', ''],
  ])('writes %j as %j', (text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  it('leaves a normalised text of Latin letters as it is', () => {
    const latin = fc.stringMatching(/^[A-Za-zÄÖÜäöüßéèêñçøå .,0-9-]*$/);
    fc.assert(
      fc.property(latin, (text) => {
        expect(normalise(normalise(text))).toBe(normalise(text));
      }),
    );
  });
});

describe('words', () => {
  it('gives runs of letters and digits in text order, repetitions included', () => {
    expect(words('Die Stadt – „die“ Stadt: 9.200 km, Start-ups!')).toEqual([
      'die',
      'stadt',
      'die',
      'stadt',
      '9',
      '200',
      'km',
      'start',
      'ups',
    ]);
  });

  it('finds none where there are no letters and digits', () => {
    expect(words(' …!? – ')).toEqual([]);
  });
});

describe('wordSpans', () => {
  it('gives the range of each word as written', () => {
    const text = 'Größere Straßen in Kyûshû';
    expect(wordSpans(text).map(({ word, start, end }) => [word, text.slice(start, end)])).toEqual([
      ['groessere', 'Größere'],
      ['strassen', 'Straßen'],
      ['in', 'in'],
      ['kyushu', 'Kyûshû'],
    ]);
  });

  it('gives ranges in order that do not overlap, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        let before = 0;
        for (const { word, start, end } of wordSpans(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(word).not.toBe('');
          before = end;
        }
        expect(before).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('gives the same words as `words` for German text', () => {
    const german = fc.stringMatching(/^[A-Za-zÄÖÜäöüß0-9 .,„“–-]*$/);
    fc.assert(
      fc.property(german, (text) => {
        expect(wordSpans(text).map(({ word }) => word)).toEqual(words(text));
      }),
    );
  });
});

describe('grams', () => {
  it.each([
    ['wort', ['_wor', 'wort', 'ort_']],
    ['so', ['_so_']],
    ['a', ['_a_']],
    ['rat', ['_rat', 'rat_']],
  ])('cuts %s into %j', (word, expected) => {
    expect(grams(word)).toEqual(expected);
  });

  it('gives grams of one length that overlap to the bordered word', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,30}$/), (word) => {
        const found = grams(word);
        expect(found.every((gram) => gram.length === GRAM_CHARS)).toBe(true);
        expect(found.map((gram) => gram[0]).join('') + found.at(-1)!.slice(1)).toBe(`_${word}_`);
      }),
    );
  });
});

describe('beginsWithCapital', () => {
  it.each([
    ['Übung', true],
    ['übung', false],
    ['3 Tage', false],
    ['𝐀nfang', true],
  ])('%s: %s', (text, expected) => {
    expect(beginsWithCapital(`so ${text}`, { start: 3 })).toBe(expected);
  });
});
