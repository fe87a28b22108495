import { describe, expect, it } from 'vitest';
import { createLexicon } from '../../src/retrieve/lexicon.ts';
import { expandQuestion, termsOf, weightOfPart } from '../../src/retrieve/expand.ts';

const lexicon = createLexicon(
  [{ official: ['Personalausweis'], colloquial: ['Perso'], abbreviation: [], english: ['ID card'] }],
  [
    { de: ['beantragen'], en: ['apply for'] },
    { de: ['Stadt'], en: ['town'] },
    { de: ['Kunst'], en: ['art'] },
    { de: ['wo'], en: ['where'] },
  ],
);

describe('expandQuestion', () => {
  it('sets apart what has other names, and keeps the rest as one part', () => {
    expect(expandQuestion('Wo kann ich meinen Perso verlängern?', lexicon)).toEqual([
      { own: 'wo kann ich meinen verlaengern', others: [], isTranslated: false },
      { own: 'perso', others: ['personalausweis'], isTranslated: false },
    ]);
  });

  it('translates the words of an English question, phrases as a whole', () => {
    expect(expandQuestion('Where can I apply for an ID card?', lexicon)).toEqual([
      { own: 'where can i an', others: [], isTranslated: false },
      { own: 'apply for', others: ['beantragen'], isTranslated: true },
      { own: 'id card', others: ['personalausweis'], isTranslated: true },
    ]);
  });

  it('takes no German word for an English one that is spelt alike', () => {
    expect(expandQuestion('Welche Art von Antrag ist das?', lexicon)).toEqual([
      { own: 'welche art von antrag ist das', others: [], isTranslated: false },
    ]);
  });

  it('translates where the language is open', () => {
    expect(expandQuestion('town', lexicon)).toEqual([{ own: 'town', others: ['stadt'], isTranslated: true }]);
  });

  it('leaves a question without known words as it is, and has no part for one without words', () => {
    expect(expandQuestion('Kumamoto?', lexicon)).toEqual([{ own: 'kumamoto', others: [], isTranslated: false }]);
    expect(expandQuestion('???', lexicon)).toEqual([]);
  });
});

describe('termsOf', () => {
  it('takes the words that the lexicon does not know one by one, each once', () => {
    expect(termsOf('Wo ist wo mein Perso?', lexicon).map(({ own }) => own)).toEqual(['wo', 'ist', 'mein', 'perso']);
  });
});

describe('weightOfPart', () => {
  const weights: Readonly<Record<string, number>> = { perso: 5, town: 9, stadt: 2, ort: 4, rathaus: 12 };
  const weigh = (own: string, others: string[], isTranslated: boolean) =>
    weightOfPart({ own, others, isTranslated }, (wording) => weights[wording]!);

  it('is what the own words weigh, and for a translated part what its translations do, unless the own words weigh less', () => {
    expect(weigh('perso', ['stadt'], false)).toBe(5);
    expect(weigh('town', ['stadt', 'ort'], true)).toBe(3);
    expect(weigh('town', ['rathaus'], true)).toBe(9);
  });
});
