import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REQUEST_KINDS } from '../../src/answer/intent-wordings.ts';
import {
  clausesOf,
  compileWordings,
  createSpellingAid,
  createWordingTest,
  spelling,
  wordsOfWordings,
} from '../../src/answer/wordings.ts';

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

describe('createWordingTest', () => {
  it('says what one expression of all wordings says, for every kind of request', () => {
    const vocabulary = [...new Set(REQUEST_KINDS.flatMap(({ says }) => wordsOfWordings(says)))];
    const kinds = REQUEST_KINDS.map(({ says }) => ({ pattern: compileWordings(says), test: createWordingTest(says) }));
    const clause = fc
      .array(fc.constantFrom(...vocabulary, 'rathaus', 'x'), { minLength: 1, maxLength: 7 })
      .map((words) => `${words.join(' ')} `);
    let found = 0;
    fc.assert(
      fc.property(clause, (text) => {
        for (const { pattern, test } of kinds) {
          expect(test(text)).toBe(pattern.test(text));
          if (pattern.test(text)) found += 1;
        }
      }),
      { numRuns: 3000 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it.each([
    ['[a|b] ...', 'x ', true],
    ['(wer|was [bist]) ... du', 'was bist denn du ', true],
    ['(wer|[was]) du', 'du ', true],
    ['schreib* _', 'schreibe ', false],
  ])('reads %j in %j: %s', (wording, clause, isFound) => {
    expect(createWordingTest([wording])(clause)).toBe(isFound);
    expect(compileWordings([wording]).test(clause)).toBe(isFound);
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
