import { describe, expect, it } from 'vitest';
import { citePassage, citeQuote, citeSentences, joinSentences } from '../../src/answer/citations.ts';
import type { ChosenSentence } from '../../src/answer/extract.ts';
import { sentenceRanges } from '../../src/language/sentences.ts';
import type { Passage } from '../../src/types.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { passagesOf } from '../support/sample-passages.ts';

const document = sampleDocument('# Anfang\n\n## Bau\n\nErster Satz. Zweiter Satz. Dritter Satz.\n\nVierter Satz.');
const [passage] = passagesOf(document);

function sentencesIn(from: Passage): ChosenSentence[] {
  return sentenceRanges(from.text).map(({ start, end }) => ({
    passage: from,
    headingPath: from.chunk.headingPath,
    score: 1,
    start: from.chunk.start + start,
    end: from.chunk.start + end,
    text: from.text.slice(start, end),
  }));
}

describe('citeSentences', () => {
  const [first, second, third, fourth] = sentencesIn(passage!);

  it('gives sentences side by side one citation, whose quote is all of them', () => {
    const { sentences, citations } = citeSentences([second!, third!, fourth!], []);
    expect(sentences.map(({ citations: numbers }) => numbers)).toEqual([[1], [1], [1]]);
    expect(citations.map(({ quote }) => quote)).toEqual(['Zweiter Satz. Dritter Satz.\n\nVierter Satz.']);
  });

  it('gives sentences with others between them a citation each', () => {
    const { sentences, citations } = citeSentences([first!, third!], []);
    expect(sentences.map(({ citations: numbers }) => numbers)).toEqual([[1], [2]]);
    expect(citations.map(({ quote }) => quote)).toEqual(['Erster Satz.', 'Dritter Satz.']);
  });

  it('keeps documents apart, also where the offsets would meet', () => {
    const other = sentencesIn(passagesOf({ ...document, id: 'stadt/andere' })[0]!);
    const { citations } = citeSentences([first!, other[1]!], []);
    expect(citations.map(({ documentId }) => documentId)).toEqual([document.id, 'stadt/andere']);
  });

  it('widens the passage to what is quoted from before and after its chunk', () => {
    const small = passagesOf(document, { charsTarget: 20, charsMax: 30 });
    expect(small.length).toBeGreaterThan(1);
    const whole = {
      ...first!,
      passage: small[1]!,
      end: fourth!.end,
      text: document.text.slice(first!.start, fourth!.end),
    };
    const { citations } = citeSentences([whole], []);
    expect(citations[0]!.passage).toContain('Erster Satz. Zweiter Satz. Dritter Satz.\n\nVierter Satz.');
    expect(citations[0]!.passage).toContain(citations[0]!.quote);
  });

  it('quotes the rest of the answer behind the sentences shown, which do not bear its numbers', () => {
    const { sentences, citations, more } = citeSentences([second!], [first!, third!, fourth!]);
    expect(sentences.map(({ citations: numbers }) => numbers)).toEqual([[1]]);
    expect(more).toEqual([2, 3]);
    expect(citations.map(({ quote }) => quote)).toEqual([
      'Zweiter Satz.',
      'Erster Satz.',
      'Dritter Satz.\n\nVierter Satz.',
    ]);
  });

  it('names the headings above', () => {
    expect(citeSentences([first!], []).citations[0]!.heading).toBe('Anfang › Bau');
  });

  it('gives nothing for nothing', () => {
    expect(citeSentences([], [])).toEqual({ sentences: [], citations: [], more: [] });
  });
});

describe('citePassage', () => {
  it('quotes the whole passage under the number given', () => {
    expect(citePassage(passage!, 4)).toMatchObject({ number: 4, passage: passage!.text, quote: passage!.text });
  });
});

describe('citeQuote', () => {
  it('quotes one place of a passage', () => {
    const [, second] = sentencesIn(passage!);
    expect(citeQuote(second!, 4)).toMatchObject({ number: 4, quote: 'Zweiter Satz.', passage: passage!.text });
  });
});

describe('joinSentences', () => {
  it('gives items of a generated list lines of their own, and goes on in the line where a sentence ends', () => {
    const said = ['Es kostet:', 'Erwachsene: 4 Euro', 'Kinder: 2 Euro', 'Das Bad ist offen.', 'Es ist warm.'].map(
      (text) => ({
        text,
        citations: [1],
        language: 'de',
      }),
    );
    expect(joinSentences(said, [], true)).toBe(
      'Es kostet: [1]\nErwachsene: 4 Euro [1]\nKinder: 2 Euro [1]\nDas Bad ist offen. [1] Es ist warm. [1]',
    );
  });
});
