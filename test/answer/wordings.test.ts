import { describe, expect, it } from 'vitest';
import { clausesOf, compileWordings, createSpellingAid, spelling } from '../../src/answer/wordings.ts';

describe('compileWordings', () => {
  it.each([
    ['wer bist du', 'Wer bist du?', true],
    ['wer bist du', 'wer bist dumm', false],
    ['schreib* [mir|bitte] ein gedicht', 'Schreibe mir bitte ein Gedicht', true],
    ['schreib* [mir|bitte] ein gedicht', 'Schreibe ein Gedicht', true],
    ['(guten|schönen) tag', 'Einen schoenen Tag!', true],
    ['wie ... _ dir', 'Wie geht es dir?', true],
    ['wie _ dir', 'Wie geht es dir?', false],
    ['^ ok $', 'Nein, ok!', true],
    ['^ ok $', 'Ist das ok?', false],
    ['was heißt _ auf (englisch|latein)', 'was heist Danke auf Englisch', true],
  ])('finds %j in %j: %s', (wording, text, isFound) => {
    const pattern = compileWordings([wording]);
    expect(clausesOf(text).some((clause) => pattern.test(clause))).toBe(isFound);
  });

  it('stays quick however long and odd a text is', () => {
    const pattern = compileWordings(['^ [a|a b|b] [a|b] (x|...) y $', 'a ... b ... c ... d']);
    const started = performance.now();
    for (const text of ['a '.repeat(250), 'a b '.repeat(125), 'x'.repeat(500)]) pattern.test(clausesOf(text)[0]!);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('spelling', () => {
  it('takes missing and written-out umlauts for the same', () => {
    for (const words of [
      ['für', 'fuer', 'fur'],
      ['weißt', 'weisst', 'weist'],
      ['Größe', 'groesse', 'grose'],
    ])
      expect(new Set(words.map(spelling)).size).toBe(1);
  });
});

describe('clausesOf', () => {
  it('ends a clause at a mark, not at an apostrophe or within a number', () => {
    expect(clausesOf("Hallo, wie geht's? Sind es 9.200 km!")).toEqual(['hallo ', 'wie gehts ', 'sind es 9 200 km ']);
    expect(clausesOf('?!')).toEqual([]);
  });
});

describe('createSpellingAid', () => {
  const putRight = createSpellingAid(['verletzt', 'selbstmord', 'hallo']);

  it.each(['selbstmrod', 'selbsmord', 'selbsttmord', 'selbstmotd'])('puts %s right', (typed) => {
    expect(putRight(`${typed} `)).toBe('selbstmord ');
  });

  it.each(['vernetzt', 'selbstmorde1x', 'halle', 'elbstmord'])('leaves %s as it is', (word) => {
    expect(putRight(`${word} `)).toBe(`${word} `);
  });
});
