import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVariants } from '../../eval/question-variants.ts';

const TEXTS = [
  'Die Halle der Stadt ist voll.',
  'Der Plan für den Verkehr, die Abfuhr von Müll.',
  'Auto Bahn Autobahn Hof',
];

/** The variant whose name begins so. */
function variantOf(name: string, seed = 1) {
  const [, variant] = Object.entries(createVariants(TEXTS, seed)).find(([each]) => each.startsWith(name))!;
  return variant;
}

describe('createVariants', () => {
  it.each([
    ['umlauts spelt out', 'Wann kommt der Müll in die Öde Straße?', 'Wann kommt der Muell in die Oede Strasse?'],
    ['umlauts spelt out', 'Wann kommt der Mu\u0308ll?', 'Wann kommt der Muell?'],
    ['umlauts without dots', 'Wann kommt der Müll in die Öde Straße?', 'Wann kommt der Mull in die Ode Strase?'],
    ['compounds split', 'Wo ist die Stadthalle?', 'Wo ist die Stadt halle?'],
    ['compounds split', 'Gibt es einen Verkehrsplan?', 'Gibt es einen Verkehrs plan?'],
    ['compounds split', 'Müllabfuhr', 'Müll abfuhr'],
    ['lower case, no marks', 'Was kostet ein Pass (2026)?', 'was kostet ein pass 2026'],
  ])('%s: "%s" becomes "%s"', (name, question, variant) => {
    expect(variantOf(name)(question)).toBe(variant);
  });

  it.each([
    ['umlauts spelt out', 'Wann kommt der Bus?'],
    ['umlauts without dots', 'Wann kommt der Bus?'],
    // "Hof" has three letters, and no text has "Rat" or "Uhr".
    ['compounds split', 'Wo ist der Bahnhof, der Stadtrat und die Stadtuhr?'],
    ['lower case, no marks', 'wann kommt der bus'],
    ['one typo', 'Wo ist das Bad?'],
    ['one typo', ''],
  ])('%s: nothing is to be changed in "%s"', (name, question) => {
    expect(variantOf(name)(question)).toBeNull();
  });

  it('puts one typo into one longer word, of which the first letter stays', () => {
    const word = fc.stringMatching(/^[a-zäöüß]{1,9}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(1000), (given, seed) => {
        const variant = variantOf('one typo', seed)(given.join(' '));
        if (variant === null) return;
        const misspelt = variant.split(' ');
        expect(misspelt).toHaveLength(given.length);
        const changed = given.flatMap((each, at) => (each === misspelt[at] ? [] : [[each, misspelt[at]!] as const]));
        expect(changed).toHaveLength(1);
        const [before, after] = changed[0]!;
        expect(before.length).toBeGreaterThanOrEqual(5);
        expect(after[0]).toBe(before[0]);
        expect(Math.abs(after.length - before.length)).toBeLessThanOrEqual(1);
        const sorted = (text: string) => text.split('').sort().join('');
        if (after.length === before.length) expect(sorted(after)).toBe(sorted(before));
      }),
    );
  });

  it('gives the same variants for the same seed, and other typos for another', () => {
    const questions = ['Wann öffnet die Stadthalle?', 'Welche Unterlagen brauche ich für den Personalausweis?'];
    const typos = (seed: number) => questions.map(variantOf('one typo', seed));
    expect(typos(4)).toEqual(typos(4));
    expect(new Set([1, 2, 3, 4, 5].map((seed) => typos(seed).join())).size).toBeGreaterThan(1);
  });
});
