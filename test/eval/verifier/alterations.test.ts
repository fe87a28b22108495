import { describe, expect, it } from 'vitest';
import {
  alterSentence,
  shortenSentence,
  type Alteration,
  type TrueSentence,
} from '../../../eval/verifier/alterations.ts';
import type { Passage } from '../../../src/types.ts';
import { sampleDocument } from '../../support/sample-document.ts';
import { passagesOf } from '../../support/sample-passages.ts';

function passageOf(sentences: readonly string[], id: string): Passage {
  return passagesOf(sampleDocument(sentences.join(' '), { id }), { charsTarget: 5000, charsMax: 10_000 })[0]!;
}
function sentencesOf(texts: readonly string[], id: string): TrueSentence[] {
  const passage = passageOf(texts, id);
  return texts.map((text) => ({ text, passage, language: 'de', beside: texts.filter((other) => other !== text) }));
}

const HALL = sentencesOf(
  [
    'Die Halle in Sandheim wurde am 3. Mai 2019 von Bürgermeisterin Jutta Seiler eröffnet.',
    'Der Bau kostete 12 Euro je Stein und dauerte mindestens 14 Monate.',
    'Die Kegelbahn wurde im Keller nach den Plänen eines Vereins eingerichtet.',
    'Hunde dürfen nicht in die Halle.',
  ],
  'stadt/halle',
);
const MILL = sentencesOf(
  [
    'Die Mühle bei Talhausen wurde von Müllermeister Henrik Vollmer über viele Jahre betrieben.',
    'Das Mehl ist bis heute bei den Bäckern der Umgebung sehr begehrt.',
  ],
  'stadt/muehle',
);
const replacements = {
  people: ['Jutta Seiler', 'Henrik Vollmer'],
  places: ['Sandheim', 'Talhausen'],
  others: [...HALL, ...MILL],
};
const textsOf = (sentence: TrueSentence) =>
  new Map<Alteration, string>(alterSentence(sentence, replacements).map(({ alteration, text }) => [alteration, text]));

describe('alterSentence', () => {
  it('changes one thing for another that the passage does not have', () => {
    const texts = textsOf(HALL[0]!);
    expect(texts.get('name')).toBe(HALL[0]!.text.replace('Jutta Seiler', 'Henrik Vollmer'));
    expect(texts.get('place')).toBe(HALL[0]!.text.replace('Sandheim', 'Talhausen'));
    expect(texts.get('date')).not.toBe(HALL[0]!.text);
    expect(textsOf(HALL[1]!).get('unit')).toMatch(/Dollar|Franken|Cent|Jahre|Wochen/);
    expect(textsOf(HALL[1]!).get('comparison')).toContain('höchstens');
    expect(textsOf(HALL[3]!).get('negation')).toBe('Hunde dürfen in die Halle.');
  });

  it('puts halves together that do not belong together', () => {
    expect(textsOf(HALL[0]!).get('merged')).toContain('Die Halle in Sandheim wurde im Keller');
    expect(textsOf(HALL[2]!).get('invented half')).toContain('Die Kegelbahn wurde von Müllermeister Henrik Vollmer');
  });

  it('cites another passage for a sentence that it does not say', () => {
    const wrong = alterSentence(HALL[0]!, replacements).find(({ alteration }) => alteration === 'wrong citation');
    expect(wrong).toEqual({ alteration: 'wrong citation', text: HALL[0]!.text, passages: [MILL[0]!.passage] });
  });

  it('gives the same for the same sentence', () => {
    for (const sentence of HALL)
      expect(alterSentence(sentence, replacements)).toEqual(alterSentence(sentence, replacements));
  });
});

describe('shortenSentence', () => {
  it('leaves out a last clause only where a whole sentence is left', () => {
    expect(shortenSentence('Die neue Halle der Stadt ist im Mai fertig, weil der Bau schnell ging.')).toEqual([
      'Die neue Halle der Stadt ist im Mai fertig.',
    ]);
    expect(shortenSentence('Die Halle ist fertig.')).toEqual([]);
  });
});
