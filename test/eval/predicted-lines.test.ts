import { describe, expect, it } from 'vitest';
import type { CollectionChatbot } from '../../eval/collection-corpus.ts';
import { predictedLines } from '../../eval/predicted-lines.ts';
import type { Citation } from '../../src/types.ts';
import { createScriptedChatbot, sampleCitation, sampleDocument } from '../support/scripted-chatbot.ts';

// The page's lines 0, 2, 3, 5: the others are blank.
const LINES = new Map([
  [0, 'Das Bad öffnet um neun. Es schließt um acht.'],
  [2, 'Eintritt:'],
  [3, 'Kinder zwei Euro'],
  [5, 'Am Montag ist zu.'],
]);
const TEXT = [...LINES.values()].join('\n\n');
const blocks = [...LINES.values()].map((line) => {
  const start = TEXT.indexOf(line);
  return { kind: 'paragraph' as const, start, end: start + line.length };
});
const OTHER = sampleDocument({ id: 'bench/d1' });

const collection: CollectionChatbot = {
  chatbot: createScriptedChatbot({ documents: [sampleDocument({ id: 'bench/d0', text: TEXT, blocks }), OTHER] }),
  idOf: (corpusId) => (corpusId === 'bench/d0' ? 'page' : 'other'),
  lineOf: (corpusId, offset) => {
    expect(corpusId).toBe('bench/d0');
    return [...LINES.keys()][blocks.findIndex(({ start, end }) => start <= offset && offset < end)]!;
  },
};

/** Quotes of the page, each within the passage of the whole page unless another is given. */
const quoting = (...quotes: string[]) =>
  quotes.map((quote, at) => sampleCitation({ number: at + 1, documentId: 'bench/d0', passage: TEXT, quote }));
const linesOf = (citations: readonly Citation[], status: 'answered' | 'no_answer' = 'answered') =>
  [...predictedLines({ status, citations }, 'page', collection)].sort((a, b) => a - b);

describe('predictedLines', () => {
  it('are the lines in which a quote stands, also where it is a part of one', () => {
    expect(linesOf(quoting('Es schließt um acht.'))).toEqual([0]);
    expect(linesOf(quoting('Am Montag ist zu.'))).toEqual([5]);
  });

  it('are all lines that a quote reaches into', () => {
    expect(linesOf(quoting('acht.\n\nEintritt:\n\nKinder'))).toEqual([0, 2, 3]);
    expect(linesOf(quoting(TEXT))).toEqual([0, 2, 3, 5]);
  });

  it('do not take in a neighbour that a quote only touches', () => {
    expect(linesOf(quoting('Eintritt:'))).toEqual([2]);
    expect(linesOf(quoting('Eintritt:\n\n'))).toEqual([2]);
  });

  it('are those of all quotes together, each once', () => {
    expect(linesOf(quoting('Am Montag', 'Das Bad', 'Es schließt', 'ist zu.'))).toEqual([0, 5]);
  });

  it('are found by the place of the quote within its passage', () => {
    const passage = 'Eintritt:\n\nKinder zwei Euro';
    expect(linesOf([sampleCitation({ documentId: 'bench/d0', passage, quote: 'zwei Euro' })])).toEqual([3]);
  });

  it('are none of another page', () => {
    const [own] = quoting('Eintritt:');
    const other = sampleCitation({ documentId: 'bench/d1' });
    expect(linesOf([other])).toEqual([]);
    expect(linesOf([other, own!])).toEqual([2]);
  });

  it('are none where the question was not answered: what was found nearby is no answer', () => {
    expect(linesOf(quoting(TEXT), 'no_answer')).toEqual([]);
    expect(linesOf([])).toEqual([]);
  });
});
