import { describe, expect, it } from 'vitest';
import { readLines } from '../../src/answer/read-lines.ts';
import { sampleDocument } from '../support/sample-document.ts';

const document = sampleDocument(
  'Erster Satz. Zweiter Satz.\n\n## Kosten\n\nDas kostet:\n\n- 4 Euro\n- 2 Euro\n\nAnsprechpartner vor Ort\n\nFrau Muster hilft.',
);
const lines = readLines(document, { start: 0, end: document.text.length });

describe('readLines', () => {
  it('gives sentences, headings and items in text order, word for word', () => {
    expect(lines.map(({ text }) => text)).toEqual([
      'Erster Satz.',
      'Zweiter Satz.',
      'Kosten',
      'Das kostet:',
      '4 Euro',
      '2 Euro',
      'Ansprechpartner vor Ort',
      'Frau Muster hilft.',
    ]);
    for (const { start, end, text } of lines) expect(document.text.slice(start, end)).toBe(text);
  });

  it('takes short lines without a closing mark for headings, but no items', () => {
    expect(lines.filter(({ isHeadingLike }) => isHeadingLike).map(({ text }) => text)).toEqual([
      'Kosten',
      'Ansprechpartner vor Ort',
    ]);
    expect(lines.map(({ heading }) => heading)).toEqual([-1, -1, -1, 2, 2, 2, 2, 6]);
  });

  it('names the headings above, also of a range that begins below them', () => {
    const from = document.text.indexOf('4 Euro');
    const below = readLines(document, { start: from, end: from + 1 });
    expect(below.map(({ text, headingPath }) => [text, headingPath])).toEqual([['4 Euro', ['Kosten']]]);
  });
});
