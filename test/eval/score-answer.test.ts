import { describe, expect, it } from 'vitest';
import { scoreAnswer, shownText, type ExpectedAnswer } from '../../eval/score-answer.ts';
import type { Answer } from '../../src/types.ts';
import { sampleAnswer, sampleCitation, sampleDocument } from '../support/scripted-chatbot.ts';

const TEXT = sampleDocument().text;
const QUOTE = sampleCitation().quote;
const textOf = (id: string) => (id === sampleDocument().id ? TEXT : null);
const expected = (changes: Partial<ExpectedAnswer> = {}): ExpectedAnswer => ({
  expected: 'answered',
  alsoRight: [],
  facts: [],
  absent: [],
  documents: [],
  lead: null,
  notices: [],
  withoutNotices: [],
  ...changes,
});
const score = (answer: Answer, changes: Partial<ExpectedAnswer> = {}) => scoreAnswer(answer, expected(changes), textOf);

/** An answer of one sentence that cites itself. */
const said = (text: string) =>
  sampleAnswer({
    sentences: [{ text, citations: [1], language: 'de' }],
    citations: [sampleCitation({ passage: text, quote: text })],
  });
const missing = (text: string, ...facts: (string | string[])[]) => score(said(text), { facts }).missingFacts;

describe('scoreAnswer', () => {
  it('is right with the status expected, every fact and every citation', () => {
    expect(
      score(sampleAnswer(), { facts: ['9.200 Kilometer'], documents: ['anderes', 'stadt-heidelberg/kumamoto'] }),
    ).toEqual({
      scores: {
        right: 1,
        status: 1,
        facts: 1,
        source: 1,
        verbatim: 1,
        'citation validity': 1,
        'citation recall': 1,
        'citation precision': 1,
      },
      missingFacts: [],
      unmet: [],
    });
  });

  it('is wrong with another status, whatever it says', () => {
    const { scores } = score(sampleAnswer({ status: 'no_answer' }), { facts: ['9.200'] });
    expect(scores).toEqual({ right: 0, status: 0, facts: 0 });
  });

  it('is wrong where a question to refuse is answered, though every citation is right', () => {
    expect(score(sampleAnswer(), { expected: 'no_answer' }).scores).toMatchObject({
      right: 0,
      status: 0,
      'citation validity': 1,
    });
  });

  it('gives the share of facts found, and is right with all of them only', () => {
    const { scores, missingFacts } = score(sampleAnswer(), { facts: ['9.200', ['Meilen', 'Seemeilen']] });
    expect(scores).toMatchObject({ right: 0, status: 1, facts: 1 / 2 });
    expect(missingFacts).toEqual(['Meilen / Seemeilen']);
  });

  it('names facts that are missing, with their other spellings', () => {
    expect(missing('Die Burg steht.', '1607', ['Kato', 'Katō'])).toEqual(['1607', 'Kato / Katō']);
    expect(missing('Die Burg baute Katō.', ['Kato', 'Katō'])).toEqual([]);
  });

  it('finds a number only where it stands for itself', () => {
    expect(missing('Es sind 19.200 Einwohner.', '9.200')).toEqual(['9.200']);
    expect(missing('Am 22. April 2022', '22. April')).toEqual([]);
  });

  it('finds a fact whose words stand in two sentences that follow each other', () => {
    const answer = sampleAnswer({
      sentences: [
        { text: QUOTE, citations: [1], language: 'de' },
        { text: 'Die Reise dauerte einen Tag.', citations: [1], language: 'de' },
      ],
      citations: [sampleCitation({ quote: TEXT })],
    });
    expect(shownText(answer)).toBe(TEXT);
    expect(score(answer, { facts: ['9.200', 'einen Tag'] }).scores).toMatchObject({ right: 1, facts: 1 });
  });

  it('looks for facts in the answer and not in what is found beside it', () => {
    const answer = sampleAnswer({ citations: [sampleCitation({ passage: TEXT, quote: QUOTE, title: '1607' })] });
    expect(score(answer, { facts: ['einen Tag'] }).missingFacts).toEqual(['einen Tag']);
    expect(score(answer, { facts: ['1607'] }).missingFacts).toEqual(['1607']);
  });

  it.each([
    [
      'a sentence without citation',
      { sentences: [{ text: QUOTE, citations: [], language: 'de' }] },
      { verbatim: 0, 'citation recall': 0, 'citation precision': 0, 'citation validity': 1 },
    ],
    [
      'a citation that is not there',
      { sentences: [{ text: QUOTE, citations: [2], language: 'de' }] },
      { verbatim: 0, 'citation recall': 0, 'citation precision': 0 },
    ],
    [
      'a sentence that does not stand in its quote',
      { sentences: [{ text: 'Rund 9.201', citations: [1], language: 'de' }] },
      { verbatim: 0, 'citation recall': 0 },
    ],
    [
      'a sentence of the passage that the quote leaves out',
      { sentences: [{ text: 'Die Reise dauerte einen Tag.', citations: [1], language: 'de' }] },
      { verbatim: 0, 'citation recall': 1, 'citation validity': 1 },
    ],
    [
      'a quote that does not stand in its passage',
      { citations: [sampleCitation({ passage: 'Die Reise dauerte einen Tag.' })] },
      { verbatim: 1, 'citation validity': 0 },
    ],
    [
      'a passage that does not stand in its document',
      { citations: [sampleCitation({ passage: `${QUOTE} Und mehr.` })] },
      { verbatim: 1, 'citation validity': 0 },
    ],
    [
      'a document that is not there',
      { citations: [sampleCitation({ documentId: 'stadt-heidelberg/weg' })] },
      { verbatim: 1, 'citation validity': 0 },
    ],
  ])('is not right with %s', (_, changes, scores) => {
    expect(score(sampleAnswer(changes)).scores).toMatchObject({ right: 0, status: 1, ...scores });
  });

  it('is right where a sentence stands in one of two quotes it cites: a needless mark costs precision only', () => {
    // `right` asks that every sentence stands in a quote that it cites, and every quote in its document; it does not ask that every mark is needed.
    const answer = sampleAnswer({
      sentences: [{ text: QUOTE, citations: [1, 2], language: 'de' }],
      citations: [
        sampleCitation({ passage: QUOTE }),
        sampleCitation({ number: 2, passage: 'Die Reise dauerte einen Tag.', quote: 'Die Reise dauerte einen Tag.' }),
      ],
    });
    expect(score(answer).scores).toMatchObject({ 'citation recall': 1, 'citation precision': 1 / 2 });
    expect(score(answer).scores.right).toBe(1);
  });

  it('does not ask a generated sentence to be verbatim, but to be supported', () => {
    const generated = (text: string) =>
      score(sampleAnswer({ generated: true, sentences: [{ text, citations: [1], language: 'de' }] })).scores;
    expect(generated('9.200 Kilometer trennen die Städte, rund.')).toMatchObject({
      right: 1,
      verbatim: 1,
      'citation recall': 1,
    });
    expect(generated('8.000 Kilometer trennen die Städte, rund.')).toMatchObject({ right: 0, 'citation recall': 0 });
  });

  it('asks no citation of a fixed reply, and gives it no score of citations', () => {
    const reply = sampleAnswer({
      status: 'no_answer',
      citations: [sampleCitation({ passage: 'Nicht im Dokument.' })],
      more: [1],
      sentences: [{ text: 'Nein.', citations: [], language: 'de' }],
    });
    expect(score(reply, { expected: 'no_answer' }).scores).toEqual({ right: 1, status: 1 });
  });

  it('finds the source among the citations of the sentences, not under what was found nearby', () => {
    const documents = ['stadt-heidelberg/kumamoto'];
    const sourceOf = (changes: Partial<Answer>, wanted = documents) =>
      score(sampleAnswer(changes), { documents: wanted }).scores.source;
    expect(sourceOf({})).toBe(1);
    expect(sourceOf({ more: [1] })).toBe(0);
    expect(sourceOf({ citations: [] })).toBe(0);
    expect(sourceOf({}, ['stadt-heidelberg/anderes'])).toBe(0);
    expect(score(sampleAnswer()).scores).not.toHaveProperty('source');
  });

  describe('what else is asked', () => {
    const two = sampleAnswer({
      citations: [sampleCitation(), sampleCitation({ number: 2, documentId: 'stadt-heidelberg/neu' })],
      notices: [{ id: 'old_answer', text: 'Alt.' }],
    });
    const unmet = (answer: Answer, changes: Partial<ExpectedAnswer>) => {
      const { scores, unmet: lines } = scoreAnswer(answer, expected(changes), () => TEXT);
      return [scores.right, ...lines];
    };

    it('is that the lead is cited first', () => {
      expect(unmet(two, { lead: 'stadt-heidelberg/kumamoto' })).toEqual([1]);
      expect(unmet(two, { lead: 'stadt-heidelberg/neu' })).toEqual([
        0,
        'stadt-heidelberg/neu as the first source, which is stadt-heidelberg/kumamoto',
      ]);
      expect(unmet(sampleAnswer({ more: [1] }), { lead: 'a/b' })).toEqual([
        0,
        'a/b as the first source, which is nothing',
      ]);
    });

    it('is that notices stand at the answer, and others do not', () => {
      expect(unmet(two, { notices: ['old_answer'], withoutNotices: ['undated'] })).toEqual([1]);
      expect(unmet(two, { notices: ['past_event', 'old_answer'], withoutNotices: ['old_answer'] })).toEqual([
        0,
        'the notice past_event',
        'an answer without the notice old_answer',
      ]);
    });

    it('is that texts do not stand in it, numbers as a whole', () => {
      expect(unmet(two, { absent: ['9.201', '200 Kilometer'] })).toEqual([1]);
      expect(unmet(two, { absent: ['9.200 Kilometer'] })).toEqual([0, 'an answer without "9.200 Kilometer"']);
    });
  });

  describe('where more than one status is right', () => {
    const either = { alsoRight: ['no_answer' as const], facts: ['7.000'], lead: 'a/b', notices: ['past_event'] };
    const refusal = sampleAnswer({
      status: 'no_answer',
      citations: [],
      sentences: [{ text: 'Dazu fand ich nichts.', citations: [], language: 'de' }],
    });

    it('asks nothing of the refusal that describes the answer, but what must be absent all the same', () => {
      expect(score(refusal, either)).toEqual({ scores: { right: 1, status: 1 }, missingFacts: [], unmet: [] });
      expect(score(refusal, { ...either, absent: ['fand ich'] }).scores.right).toBe(0);
    });

    it('asks everything of the answer', () => {
      const { scores, missingFacts, unmet } = score(sampleAnswer(), either);
      expect(scores).toMatchObject({ right: 0, status: 1, facts: 0 });
      expect(missingFacts).toEqual(['7.000']);
      expect(unmet).toHaveLength(2);
      const refusing = { ...either, expected: 'no_answer' as const, alsoRight: ['answered' as const] };
      expect(score(sampleAnswer(), refusing).missingFacts).toEqual(['7.000']);
      expect(score(refusal, refusing).scores.right).toBe(1);
    });

    it('is wrong with a third', () => {
      expect(score(sampleAnswer({ status: 'clarification' }), either).scores).toMatchObject({ right: 0, status: 0 });
    });
  });

  it('gives scores between 0 and 1, and right as 0 or 1', () => {
    for (const answer of [sampleAnswer(), sampleAnswer({ status: 'crisis' }), said('Etwas.')]) {
      const { scores } = score(answer, { facts: ['a', '9.200', 'b'] });
      for (const each of Object.values(scores)) {
        expect(each).toBeGreaterThanOrEqual(0);
        expect(each).toBeLessThanOrEqual(1);
      }
      expect([0, 1]).toContain(scores.right);
    }
  });
});
