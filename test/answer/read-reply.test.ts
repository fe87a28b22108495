import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReplyReader, type ReplyPart } from '../../src/answer/read-reply.ts';

/** What is read of a reply that arrives in pieces of one size. */
function readIn(pieceChars: number, reply: string, isCut = false): ReplyPart[] {
  const reader = createReplyReader();
  const parts: ReplyPart[] = [];
  for (let at = 0; at < reply.length; at += pieceChars) parts.push(...reader.read(reply.slice(at, at + pieceChars)));
  return [...parts, ...reader.end(isCut)];
}

/** Parts as short lines: `text [1,2]`, with `*` before an item of a list. */
function told(parts: readonly ReplyPart[]): string[] {
  return parts.map((part) =>
    part.type === 'sentence' ? `${part.isItem ? '* ' : ''}${part.text} [${part.citations.join()}]` : `(${part.type})`,
  );
}

const REPLIES: readonly (readonly [string, string, readonly string[]])[] = [
  ['a mark behind the stop', 'Es sind 9.200 Kilometer. [1]', ['Es sind 9.200 Kilometer. [1]']],
  ['a mark before the stop', 'Es sind 9.200 Kilometer [1].', ['Es sind 9.200 Kilometer. [1]']],
  ['a mark within', 'Es sind [1] 9.200 Kilometer [2].', ['Es sind 9.200 Kilometer. [1,2]']],
  ['a mark in front', '[2] Es sind 9.200 Kilometer.', ['Es sind 9.200 Kilometer. [2]']],
  ['marks in a row', 'Das Bad ist offen. [1][2] Es ist warm. [3]', ['Das Bad ist offen. [1,2]', 'Es ist warm. [3]']],
  [
    'a list of numbers',
    'Das Bad ist offen. [1, 2]\nEs ist warm. [1;3]',
    ['Das Bad ist offen. [1,2]', 'Es ist warm. [1,3]'],
  ],
  ['a range', 'Das Bad ist offen. [1-3]', ['Das Bad ist offen. [1,2,3]']],
  [
    'foreign brackets',
    'Das Bad ist offen.【1】 Es ist warm【2†source】.',
    ['Das Bad ist offen. [1]', 'Es ist warm. [2]'],
  ],
  ['named numbers', 'Das Bad ist offen. [Quelle 1]\nEs ist warm. [^2]', ['Das Bad ist offen. [1]', 'Es ist warm. [2]']],
  ['numbers that mean nothing', 'Das Bad ist offen. [0] [99]', ['Das Bad ist offen. [0,99]']],
  ['a year in brackets', 'Das Fest [2023] war schön. [1]', ['Das Fest [2023] war schön. [1]']],
  ['no space behind a mark', 'Das Bad [1]ist offen.', ['Das Bad ist offen. [1]']],
  ['one mark for a group', 'Das Bad ist offen. Es ist warm. [2]', ['Das Bad ist offen. [2]', 'Es ist warm. [2]']],
  ['no mark', 'Das Bad ist offen.\nEs ist warm. [2]', ['Das Bad ist offen. []', 'Es ist warm. [2]']],
  [
    'dates and abbreviations',
    'Es war am 22. April 2023 z. B. um 9 Uhr bei Dr. Weber. [1] Dann kam Prof. Lang. [2]',
    ['Es war am 22. April 2023 z. B. um 9 Uhr bei Dr. Weber. [1]', 'Dann kam Prof. Lang. [2]'],
  ],
  [
    'a mark after an abbreviation',
    'Das kostet 5 Mio. [1] Erwachsene zahlen mehr. [2]',
    ['Das kostet 5 Mio. [1]', 'Erwachsene zahlen mehr. [2]'],
  ],
  [
    'a list with its lead-in',
    'Der Eintritt kostet:\n- Erwachsene: 4 Euro [1]\n* Kinder: 2 Euro [1]\n1. Gruppen: 30 Euro [1]',
    ['Der Eintritt kostet: [1]', '* Erwachsene: 4 Euro [1]', '* Kinder: 2 Euro [1]', '* Gruppen: 30 Euro [1]'],
  ],
  ['a day at the beginning of a line', '1. Mai ist Feiertag. [1]', ['1. Mai ist Feiertag. [1]']],
  ['emphasis and headings', '## **Eintritt**\nDas Bad **ist offen**. [1]', ['Eintritt []', 'Das Bad ist offen. [1]']],
  [
    'Windows line breaks',
    'Das Bad ist offen. [1]\r\n\r\nEs ist warm. [2]',
    ['Das Bad ist offen. [1]', 'Es ist warm. [2]'],
  ],
  ['a question and a call', 'Ist das Bad offen? [1] Ja! [2]', ['Ist das Bad offen? [1]', 'Ja! [2]']],
  ['no answer', 'NO_ANSWER', ['(no_answer)']],
  ['no answer, dressed up', '**NO_ANSWER.**', ['(no_answer)']],
  [
    'thoughts',
    '<think>\nDas Bad kostet 5 Euro. [1]\n</think>\nDas Bad ist offen. [1]',
    ['(reasoning)', 'Das Bad ist offen. [1]'],
  ],
  [
    'thoughts in one line',
    '<think>Hm. Was nun?</think>Das Bad ist offen. [1]',
    ['(reasoning)', 'Das Bad ist offen. [1]'],
  ],
  [
    'thoughts without a beginning',
    'Das Bad kostet wohl 5 Euro</think>\nDas Bad ist offen. [1]',
    ['(reasoning)', 'Das Bad ist offen. [1]'],
  ],
  [
    'thoughts without an end',
    'Das Bad ist offen. [1]\n<think>\nOder nicht? [1]',
    ['Das Bad ist offen. [1]', '(reasoning)'],
  ],
  ['nothing but marks and rules', '---\n[1]\n...', []],
];

describe('createReplyReader', () => {
  it.each(REPLIES)('reads %s, in whatever pieces it comes', (_, reply, expected) => {
    for (const chars of [1, 2, 3, 5, 7, 11, 1000]) expect(told(readIn(chars, reply))).toEqual(expected);
  });

  it('gives the same for every cut into pieces', () => {
    const texts = REPLIES.map(([, reply]) => reply);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(40)),
        (lines, cuts) => {
          const reply = lines.join('\n');
          const reader = createReplyReader();
          const parts: ReplyPart[] = [];
          let rest = reply;
          for (const cut of cuts) {
            parts.push(...reader.read(rest.slice(0, cut)));
            rest = rest.slice(cut);
          }
          parts.push(...reader.read(rest), ...reader.end());
          expect(told(parts)).toEqual(told(readIn(1_000_000, reply)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives a sentence as soon as the next one has begun', () => {
    const reader = createReplyReader();
    expect(reader.read('Das Bad ist offen. [1]')).toEqual([]);
    expect(told(reader.read('\n'))).toEqual(['Das Bad ist offen. [1]']);
    expect(reader.read('Es ist warm. [2] Und')).toEqual([]);
    expect(told(reader.read(' am'))).toEqual(['Es ist warm. [2]']);
  });

  it('leaves out the half sentence of a reply that was cut', () => {
    expect(told(readIn(3, 'Das Bad ist offen. [1] Es kostet nicht', true))).toEqual(['Das Bad ist offen. [1]']);
    expect(told(readIn(3, 'Das Bad ist offen. [1]\nEs kostet nicht', true))).toEqual(['Das Bad ist offen. [1]']);
  });

  it('takes time in proportion to what it reads', () => {
    const timeOf = (chars: number) => {
      const startedAt = performance.now();
      readIn(4, 'wort '.repeat(chars / 5));
      return performance.now() - startedAt;
    };
    timeOf(50_000);
    expect(timeOf(200_000)).toBeLessThan(2000);
  });
});
