import { describe, expect, it } from 'vitest';
import { scoreAnswer } from '../../eval/score-answer.ts';
import { sampleAnswer, sampleCitation } from '../support/scripted-chatbot.ts';

/** An answer of one sentence that cites itself. */
const said = (text: string) =>
  sampleAnswer({
    sentences: [{ text, citations: [1], language: 'de' }],
    citations: [sampleCitation({ passage: text, quote: text })],
  });
const missing = (text: string, ...facts: (string | string[])[]) =>
  scoreAnswer(said(text), { expected: 'answered', facts }).missingFacts;

describe('scoreAnswer', () => {
  it('is right with the status expected, every fact and every citation', () => {
    expect(scoreAnswer(sampleAnswer(), { expected: 'answered', facts: ['9.200 Kilometer'] })).toEqual({
      isStatusRight: true,
      missingFacts: [],
      isCited: true,
      isRight: true,
    });
  });

  it('is wrong with another status, whatever it says', () => {
    expect(scoreAnswer(sampleAnswer({ status: 'no_answer' }), { expected: 'answered', facts: [] })).toMatchObject({
      isStatusRight: false,
      isRight: false,
    });
  });

  it('names facts that are missing, with their alternatives', () => {
    expect(missing('Die Burg steht.', '1607', ['Kato', 'Katō'])).toEqual(['1607', 'Kato / Katō']);
    expect(missing('Die Burg baute Katō.', ['Kato', 'Katō'])).toEqual([]);
  });

  it('looks past case and spacing', () => {
    expect(missing('Rund\u00a09.200\nKILOMETER weit.', 'rund 9.200 Kilometer')).toEqual([]);
  });

  it('finds a number only where it stands for itself', () => {
    expect(missing('Es sind 19.200 Einwohner.', '9.200')).toEqual(['9.200']);
    expect(missing('Es sind 9.2004 Einwohner.', '9.200')).toEqual(['9.200']);
    expect(missing('Es geschah 2012.', '12')).toEqual(['12']);
    expect(missing('Es sind 1.200 Personen.', '200')).toEqual(['200']);
    expect(missing('Es sind 12 Personen, nicht 13.', '12', '13')).toEqual([]);
    expect(missing('Am 22. April 2022', '22. April')).toEqual([]);
  });

  it('looks for facts in the answer and not in what is found beside it', () => {
    const answer = sampleAnswer({ citations: [sampleCitation({ passage: `${sampleCitation().passage} 1607` })] });
    expect(scoreAnswer(answer, { expected: 'answered', facts: ['1607'] }).missingFacts).toEqual(['1607']);
  });

  it.each([
    ['a sentence without citation', { sentences: [{ text: 'Rund 9.200', citations: [], language: 'de' }] }],
    ['a citation that is not there', { sentences: [{ text: 'Rund 9.200', citations: [2], language: 'de' }] }],
    [
      'a sentence that does not stand in its quote',
      { sentences: [{ text: 'Rund 9.201', citations: [1], language: 'de' }] },
    ],
    ['a quote that does not stand in its passage', { citations: [sampleCitation({ passage: 'Etwas anderes.' })] }],
  ])('finds %s', (_, changes) => {
    expect(scoreAnswer(sampleAnswer(changes), { expected: 'answered', facts: [] })).toMatchObject({
      isCited: false,
      isRight: false,
    });
  });

  it('asks no citation of a fixed reply', () => {
    const reply = sampleAnswer({
      status: 'no_answer',
      citations: [],
      sentences: [{ text: 'Nein.', citations: [], language: 'de' }],
    });
    expect(scoreAnswer(reply, { expected: 'no_answer', facts: [] })).toMatchObject({ isCited: true, isRight: true });
  });
});
