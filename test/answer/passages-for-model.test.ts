import { describe, expect, it } from 'vitest';
import { passagesForModel } from '../../src/answer/passages-for-model.ts';
import type { SentencesInTime } from '../../src/answer/choose-in-time.ts';
import { readTimeScope } from '../../src/answer/time-scope.ts';
import type { Document, Passage } from '../../src/types.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { passagesOf } from '../support/sample-passages.ts';

const passage = (id: string, score: number, text = `Das Fest ${id} ist schön.`) =>
  passagesOf(sampleDocument(text, { id: `stadt/${id}` }), { score })[0]!;
const [a, b, c, d] = [passage('a', 0.9), passage('b', 0.8), passage('c', 0.7), passage('d', 0.3)];

function found(chosen: readonly Passage[], outdated: readonly Document[] = []): SentencesInTime {
  const sentences = chosen.map((each) => ({
    passage: each,
    start: 0,
    end: each.text.length,
    text: each.text,
    headingPath: [],
    score: 1,
  }));
  return { chosen: sentences, isContradicted: false, outdated: new Set(outdated) };
}
const now = readTimeScope('Wie ist das Fest?', '2026-07-15');
const inAYear = readTimeScope('Wie war das Fest 2024?', '2026-07-15');

describe('passagesForModel', () => {
  it('begins with what the quoted answer comes from, and goes on with what is near', () => {
    expect(passagesForModel(now, found([b]), [a, b, c, d])).toEqual([b, a, c]);
  });

  it('leaves out documents that answer for another time', () => {
    expect(passagesForModel(now, found([b], [a.document]), [a, b, c])).toEqual([b, c]);
  });

  it('takes only the documents of the quoted answer where the question names a time', () => {
    expect(inAYear.kind).toBe('period');
    expect(passagesForModel(inAYear, found([b]), [a, b, c])).toEqual([b]);
  });

  it('is short enough for a small model', () => {
    const many = Array.from({ length: 9 }, (_, at) => passage(`m${at}`, 0.9));
    expect(passagesForModel(now, found([many[0]!]), many)).toHaveLength(5);
    const long = Array.from({ length: 5 }, (_, at) =>
      passage(`l${at}`, 0.9, `${'Das Fest ist schön und '.repeat(90)}lang.`),
    );
    expect(passagesForModel(now, found([long[0]!]), long).length).toBeLessThan(4);
  });
});
