import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { citationPrecision, citationRecall, citationValidity, supportScore } from '../../../eval/metrics/citations.ts';
import { sampleCitation } from '../../support/scripted-chatbot.ts';

/** Citations numbered from 1 with the given passages. */
const cite = (...passages: string[]) =>
  passages.map((passage, at) => sampleCitation({ number: at + 1, passage, quote: passage }));
const says = (text: string, ...citations: number[]) => ({ text, citations, language: 'de' });

// Ten distinct words: das freibad öffnet im mai und die bibliothek schließt juni.
const BOTH = 'Das Freibad öffnet im Mai und die Bibliothek schließt im Juni.';
// Five of them, and six of them: das freibad öffnet im mai / und die bibliothek schließt im juni.
const POOL = 'Das Freibad öffnet im Mai.';
const LIBRARY = 'Und die Bibliothek schließt im Juni.';
const BRIDGE = 'Eine Brücke ist lang.';

describe('supportScore', () => {
  it('is 1 for a sentence that stands in the text word for word', () => {
    expect(supportScore(POOL, `${BRIDGE} ${POOL} ${LIBRARY}`)).toBe(1);
  });

  it('is the share of the distinct words that the text holds, whatever their order, case and umlauts', () => {
    expect(supportScore(BOTH, POOL)).toBeCloseTo(5 / 10, 12);
    expect(supportScore(BOTH, LIBRARY)).toBeCloseTo(6 / 10, 12);
    expect(supportScore(BOTH, BRIDGE)).toBe(0);
    expect(supportScore('Das Freibad öffnet', 'OEFFNET das freibad')).toBe(1);
    // "das" twice is one word: das freibad und haus, two of four.
    expect(supportScore('Das Freibad und das Haus', 'Das Freibad')).toBe(0.5);
  });

  it('is 0 where a number of the sentence is missing, though four of five words are there', () => {
    expect(supportScore('Der Eintritt kostet 4 Euro.', 'Der Eintritt kostet 5 Euro.')).toBe(0);
    expect(supportScore('Der Eintritt kostet 4 Euro.', 'Der Eintritt kostet Euro.')).toBe(0);
  });

  it('finds a number with points between its thousands in one without them, and the other way round', () => {
    expect(supportScore('Es kamen 9.200 Gäste.', 'Gäste kamen es 9200')).toBeGreaterThan(0);
    expect(supportScore('Es kamen 9200 Gäste.', 'Es kamen 9.200 Gäste aus aller Welt.')).toBeGreaterThan(0);
    expect(supportScore('Es kamen 9.200 Gäste.', 'Es kamen 9.201 Gäste.')).toBe(0);
  });

  it('is not lowered by a number that only the text has', () => {
    expect(supportScore('Der Eintritt kostet Geld.', 'Geld kostet der Eintritt: 5 Euro.')).toBe(1);
  });

  it('is 0 where the parts of a number stand in the text, but not the number', () => {
    // 9.200 is one number: nine o'clock and 200 guests do not support it.
    expect(supportScore('Es kamen 9.200 Gäste.', 'Um 9 Uhr waren 200 Gäste da, andere kamen, es regnete.')).toBe(0);
  });

  it('is 0 where a number of the sentence is only the decimals of another', () => {
    // 5 is not 4,5.
    expect(supportScore('Der Eintritt kostet 5 Euro.', 'Der Eintritt kostet ab Mai 4,5 Euro.')).toBe(0);
  });

  it('is 0 where a number at the end of the sentence is the beginning of a longer one', () => {
    expect(supportScore('Erwachsene: 4', 'Erwachsene: 45 Euro')).toBe(0);
  });

  it('lies between 0 and 1, is 1 for the sentence itself, and grows with the text', () => {
    const text = fc.array(fc.constantFrom('Bad', 'Haus', 'öffnet', 'im', 'Mai', '4', '16'), { maxLength: 8 });
    fc.assert(
      fc.property(text, text, text, (sentence, one, other) => {
        const said = `${sentence.join(' ')}.`;
        const score = supportScore(said, one.join(' '));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(supportScore(said, [...one, ...other].join(' '))).toBeGreaterThanOrEqual(score);
        expect(supportScore(said, said)).toBe(1);
      }),
    );
  });
});

describe('citationValidity', () => {
  const texts: Readonly<Record<string, string>> = { a: `${POOL} ${BRIDGE}`, b: LIBRARY };
  const textOf = (id: string) => texts[id] ?? null;
  const valid = sampleCitation({ documentId: 'a', passage: `${POOL} ${BRIDGE}`, quote: POOL });

  it('is the share of citations whose quote stands in the passage and whose passage in the document', () => {
    expect(citationValidity([valid], textOf)).toBe(1);
    expect(citationValidity([valid, { ...valid, quote: 'Das Freibad schließt.' }], textOf)).toBe(1 / 2);
    expect(citationValidity([valid, valid, { ...valid, documentId: 'b' }], textOf)).toBeCloseTo(2 / 3, 12);
  });

  it.each([
    ['a passage with other spacing', { passage: `${POOL}  ${BRIDGE}` }],
    ['a quote of another passage', { quote: LIBRARY }],
    ['an empty quote', { quote: '' }],
    ['a document that is not there', { documentId: 'c' }],
  ])('counts %s as not valid', (_, changes) => {
    expect(citationValidity([{ ...valid, ...changes }], textOf)).toBe(0);
  });

  it('is 1 without citations', () => {
    expect(citationValidity([], textOf)).toBe(1);
  });
});

describe('citationRecall and citationPrecision', () => {
  const scoresOf = (answer: Parameters<typeof citationRecall>[0]) => [
    citationRecall(answer),
    citationPrecision(answer),
  ];

  it('are 1 for a sentence that two passages support only together', () => {
    // Alone 0.5 and 0.6, both below 0.8; together 1: each mark is needed.
    expect(scoresOf({ sentences: [says(BOTH, 1, 2)], citations: cite(POOL, LIBRARY) })).toEqual([1, 1]);
  });

  it('are 0 for the same sentence with one of the two passages', () => {
    expect(scoresOf({ sentences: [says(BOTH, 1)], citations: cite(POOL, LIBRARY) })).toEqual([0, 0]);
  });

  it('lose precision by a needless second mark, not recall', () => {
    // The pool's passage supports the sentence alone; the bridge's does not, and is not missed: 1 of 2 marks.
    expect(scoresOf({ sentences: [says(POOL, 1, 2)], citations: cite(POOL, BRIDGE) })).toEqual([1, 1 / 2]);
  });

  it('count two of three marks where the third is needless', () => {
    const [recall, precision] = scoresOf({
      sentences: [says(BOTH, 1, 2, 3)],
      citations: cite(POOL, LIBRARY, BRIDGE),
    });
    expect(recall).toBe(1);
    expect(precision).toBeCloseTo(2 / 3, 12);
  });

  it('count both of two passages each of which supports the sentence alone', () => {
    expect(scoresOf({ sentences: [says(POOL, 1, 2)], citations: cite(POOL, `${POOL} ${BRIDGE}`) })).toEqual([1, 1]);
  });

  it('count no mark of a sentence that its passages do not support together', () => {
    // Two sentences, one supported: recall 1/2; three marks, one of them needed.
    const [recall, precision] = scoresOf({
      sentences: [says(POOL, 1), says(LIBRARY, 1, 3)],
      citations: cite(POOL, LIBRARY, BRIDGE),
    });
    expect(recall).toBe(1 / 2);
    expect(precision).toBeCloseTo(1 / 3, 12);
  });

  it('take marks of all sentences together for precision', () => {
    // Sentence 1: one of two marks; sentence 2: its one mark. 2 of 3, not the mean 3/4 of the two sentences.
    const answer = { sentences: [says(POOL, 1, 3), says(LIBRARY, 2)], citations: cite(POOL, LIBRARY, BRIDGE) };
    expect(citationPrecision(answer)).toBeCloseTo(2 / 3, 12);
    expect(citationRecall(answer)).toBe(1);
  });

  it('are 0 where the number of a sentence is missing in its passage', () => {
    const answer = {
      sentences: [says('Der Eintritt kostet 4 Euro.', 1)],
      citations: cite('Der Eintritt kostet 5 Euro.'),
    };
    expect(scoresOf(answer)).toEqual([0, 0]);
  });

  it('are 0 for a mark whose citation is not there, and half for one beside a right one', () => {
    expect(scoresOf({ sentences: [says(POOL, 2)], citations: cite(POOL) })).toEqual([0, 0]);
    expect(scoresOf({ sentences: [says(POOL, 1, 2)], citations: cite(POOL) })).toEqual([1, 1 / 2]);
  });

  it('are 0 without any mark', () => {
    expect(scoresOf({ sentences: [says(POOL)], citations: cite(POOL) })).toEqual([0, 0]);
  });

  it('take four of five words as support and three of four as none', () => {
    // das freibad öffnet wieder bald: four of five; das freibad öffnet wieder: three of four.
    expect(
      citationRecall({
        sentences: [says('Das Freibad öffnet wieder bald', 1)],
        citations: cite('Bald öffnet das Freibad'),
      }),
    ).toBe(1);
    expect(
      citationRecall({ sentences: [says('Das Freibad öffnet wieder', 1)], citations: cite('Bald öffnet das Freibad') }),
    ).toBe(0);
  });

  it('lie between 0 and 1, are 1 for sentences that cite themselves, and do not depend on the order', () => {
    const passages = [POOL, LIBRARY, BRIDGE, `${POOL} ${LIBRARY}`];
    const sentence = fc.record({
      text: fc.constantFrom(POOL, LIBRARY, BRIDGE, BOTH),
      citations: fc.uniqueArray(fc.integer({ min: 1, max: 4 })),
      language: fc.constant('de'),
    });
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 1, maxLength: 5 }), (sentences) => {
        const answer = { sentences, citations: cite(...passages) };
        const turned = { sentences: [...sentences].reverse(), citations: [...answer.citations].reverse() };
        for (const metric of [citationRecall, citationPrecision]) {
          expect(metric(answer)).toBeGreaterThanOrEqual(0);
          expect(metric(answer)).toBeLessThanOrEqual(1);
          expect(metric(turned)).toBeCloseTo(metric(answer), 12);
        }
        const own = {
          sentences: sentences.map(({ text }, at) => says(text, at + 1)),
          citations: cite(...sentences.map(({ text }) => text)),
        };
        expect([citationRecall(own), citationPrecision(own)]).toEqual([1, 1]);
      }),
    );
  });
});
