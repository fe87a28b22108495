import { describe, expect, it } from 'vitest';
import { words } from '../../src/language/tokens.ts';
import { createLexicon } from '../../src/retrieve/lexicon.ts';
import { respell, type SpellingParts } from '../../src/retrieve/spelling.ts';
import { buildWordList } from '../../src/store/word-list.ts';

const LEXICON = createLexicon(
  [{ official: ['Personalausweis'], colloquial: ['Perso'], abbreviation: [], english: ['identity card'] }],
  [{ de: ['Anmeldung'], en: ['registration'] }],
);

/** Respells over passages, one a text; `whole` are words that the embedding model has in one piece. */
function over(passages: readonly string[], whole: readonly string[] = []): (question: string) => string {
  const list = buildWordList(passages.map(words));
  const parts: SpellingParts = {
    index: { wordFrequency: (word) => list.frequencyOf(word), wordsNear: (word) => list.wordsNear(word) },
    lexicon: LEXICON,
    embedder: { words: { isWhole: (word) => whole.includes(word) } },
  };
  return (question) => respell(question, parts);
}

describe('a word with a typing error', () => {
  const spell = over(['Das Schwimmbad öffnet.', 'Die Öffnungszeiten der Bibliothek', 'The library opens on Sunday.']);

  it.each([
    ['a letter left out', 'Wann hat das Schwimbad offen?', 'Wann hat das Schwimmbad offen?'],
    ['a letter doubled', 'Wann hat das Schwimmbadd offen?', 'Wann hat das Schwimmbad offen?'],
    ['two letters swapped', 'Wo ist die Bibliohtek?', 'Wo ist die Bibliothek?'],
    ['a letter too many', 'Wo ist die Biblioxthek?', 'Wo ist die Bibliothek?'],
    ['a neighbouring key in the same row', 'Wo ist die Bivliothek?', 'Wo ist die Bibliothek?'],
    ['a neighbouring key in another row', 'Wo ist die Bibloothek?', 'Wo ist die Bibliothek?'],
    ['a letter of like sound', 'Wo ist die Bibliodhek?', 'Wo ist die Bibliothek?'],
    ['an English word', 'When does the libary open?', 'When does the library open?'],
  ])('is read as the word of the passages: %s', (_, typed, read) => {
    expect(spell(typed)).toBe(read);
  });

  it('is read as a word of the lexicon, whose other names are then looked for', () => {
    expect(spell('Perrso')).toBe('Perso');
    expect(spell('How does regsitration work?')).toBe('How does registration work?');
  });

  it('is read as the likelier edit first, then as the word that more passages hold', () => {
    expect(over(['Mieter', 'Mieter', 'Mitte'])('Miette')).toBe('Mitte');
    expect(over(['Kosten', 'Kasten', 'Kasten'])('Ksten')).toBe('Kasten');
    expect(over(['Kosten', 'Kasten'])('Ksten')).toBe('Kasten');
  });

  it('keeps the rest of the question as it was typed', () => {
    expect(spell('  Hat – bitte! – die „Bibliohtek“ (am 3.5.) auf?')).toBe(
      '  Hat – bitte! – die „Bibliothek“ (am 3.5.) auf?',
    );
    for (const text of ['', '???', 'Wann hat das Schwimmbad offen?']) expect(spell(text)).toBe(text);
  });
});

describe('a word that is none of the passages', () => {
  it.each([
    ['another name in a short word', ['Maier in Bochum'], 'Wer ist Meier?'],
    ['another town by one letter', ['Freiburg'], 'Wann öffnet das Museum in Freiberg?'],
    ['a town that may be one typed wrongly', ['Bochum'], 'Wann eröffnet das Museum in Bochun?'],
    ['a town and a river', ['Der Main fließt'], 'Wo liegt Mainz?'],
    ['another word by a letter that is neither near nor alike', ['verfahren'], 'Wo kann man etwas verwahren?'],
    ['what two errors away would be another word', ['Bibliothek'], 'Wo ist die Pipliothek?'],
    ['a person after a title', ['Herr Hoffmann'], 'Wo ist Frau Hofmann?'],
    ['another beginning', ['Verlangen'], 'Wo liegt Erlangen?'],
    ['a form of a short name', ['Pont', 'Points'], 'Wem gehörte du Ponts Fabrik?'],
    ['a number', ['12345a'], 'Was ist 12345?'],
    ['a short word', ['Haus'], 'Wo ist das Hus?'],
  ])('is not taken for %s', (_, passages, question) => {
    expect(over(passages)(question)).toBe(question);
  });

  it('is left as it is where the embedding model has it', () => {
    expect(over(['Die Bäder'])('Wo gibt es Bänder?')).toBe('Wo gibt es Baeder?');
    expect(over(['Die Bäder'], ['baender'])('Wo gibt es Bänder?')).toBe('Wo gibt es Bänder?');
  });

  it('is read in the form that the passages have', () => {
    expect(over(['Die Mitarbeiter'])('die Krankheit eines Mitarbeiters')).toBe('die Krankheit eines Mitarbeiter');
  });
});

describe('missing umlauts', () => {
  const spell = over(['Bürgerbüro für die Straße', 'Öffnungszeiten', 'Mülltonnengröße', 'Gebuhr', 'Gebühren']);

  it.each([
    ['Burgerburo', 'Buergerbuero'],
    ['Offnungszeiten', 'Oeffnungszeiten'],
    ['Strase', 'Strasse'],
    ['Mulltonnengrose', 'Muelltonnengroesse'],
    ['fur', 'fuer'],
  ])('are put back: %s', (typed, read) => {
    expect(spell(typed)).toBe(read);
  });

  it('are not put into a word of the passages, nor into one with too many letters that could be one', () => {
    expect(spell('Gebuhr')).toBe('Gebuhr');
    const typed = 'a'.repeat(60);
    expect(over([`${typed}e`.replace('aa', 'aea')])(typed)).toBe(typed);
  });
});

describe('a compound that was written apart', () => {
  const spell = over(['Kindergarten', 'Arbeitsamt', 'Wohngeldantrag', 'Wohngeld', 'in der', 'Garten', 'Kinder']);

  it.each([
    ['Wo ist der Kinder Garten?', 'Wo ist der Kindergarten?'],
    ['wo ist der kinder garten', 'wo ist der kindergarten'],
    ['Arbeit Amt', 'Arbeitsamt'],
    ['Arbeits amt', 'Arbeitsamt'],
    ['Wohn geld antrag stellen', 'Wohngeldantrag stellen'],
  ])('is joined: %s', (typed, read) => {
    expect(spell(typed)).toBe(read);
  });

  it('is left apart where a mark stands between, and where the passages have no such word', () => {
    for (const question of ['Kinder, Garten', 'Kinder-Garten', 'Kinder Tag', 'Garten Kinder']) {
      expect(spell(question)).toBe(question);
    }
  });

  it('is not made of closed-class words', () => {
    expect(over(['inder'])('in der')).toBe('in der');
  });
});

it('reads the longest question in some milliseconds', () => {
  const spell = over(['Rathaus']);
  spell('anlauf zum warmwerden');
  for (const question of ['aousaousaous '.repeat(40), 'xyzab '.repeat(83), 'x'.repeat(500), 'kinder '.repeat(70)]) {
    const start = performance.now();
    spell(question);
    expect(performance.now() - start).toBeLessThan(200);
  }
});
