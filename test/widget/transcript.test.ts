import { describe, expect, it } from 'vitest';
import { createMessages } from '../../widget/messages/messages.ts';
import { spokenReply, transcriptOf } from '../../widget/transcript.ts';
import { sampleAnswer, sampleCitation } from '../support/scripted-chatbot.ts';

const messages = createMessages('de', { persona: 'Lumi', address: 'Sie' });
const FRAME = {
  persona: 'Lumi',
  city: 'Heidelberg',
  locale: 'de',
  messages,
  now: new Date('2026-11-22T09:30:00Z'),
} as const;
const done = (changes: Parameters<typeof sampleAnswer>[0] = {}) =>
  ({ status: 'done', answer: sampleAnswer(changes) }) as const;

describe('transcriptOf', () => {
  it('has who said what, the sources with date and full address, and the notices', () => {
    const text = transcriptOf([{ id: 1, question: 'Wie weit ist es?', reply: done() }], FRAME);
    expect(text).toContain('Gespräch mit Lumi, Heidelberg\n22. November 2026');
    expect(text).toContain(`${messages.ai}\n`);
    expect(text).toContain('Sie: Wie weit ist es?\n\nLumi (KI): Rund 9.200 Kilometer trennen die Städte. [1]');
    expect(text).toContain(
      '[1] Besuch in Kumamoto, Stadt Heidelberg, Stand Februar 2023, https://www.heidelberg.de/kumamoto',
    );
    expect(text).toContain('Diese Angaben sind älter als zwei Jahre.');
  });

  it('says where a source has no date, no publisher or no address of the web', () => {
    const citations = [sampleCitation({ publishedOn: null, publisher: 'unknown', url: 'javascript:alert(1)' })];
    const text = transcriptOf([{ id: 1, question: 'Wie weit?', reply: done({ citations }) }], FRAME);
    expect(text).toContain('[1] Besuch in Kumamoto, Herausgeber unbekannt, ohne Datum\n');
    expect(text).not.toContain('javascript:');
  });

  it('says of a generated answer that it is one', () => {
    const generated = transcriptOf([{ id: 1, question: 'Wie weit?', reply: done({ generated: true }) }], FRAME);
    expect(generated).toContain(`\n\n${messages.generated}\n\n`);
    expect(transcriptOf([{ id: 1, question: 'Wie weit?', reply: done() }], FRAME)).not.toContain(messages.generated);
  });

  it('says that an answer was stopped or failed', () => {
    const parts = { citations: [], sentences: [], isGenerated: false };
    const failure = { kind: 'maintenance', retryAfterS: null } as const;
    const text = transcriptOf(
      [
        { id: 1, question: 'Eins?', reply: { status: 'stopped', ...parts } },
        { id: 2, question: 'Zwei?', reply: { status: 'failed', failure, ...parts } },
      ],
      FRAME,
    );
    expect(text).toContain(`Lumi (KI): ${messages.stopped}`);
    expect(text).toContain(`Lumi (KI): ${messages.failures.maintenance(null)}`);
  });

  it('keeps what had arrived of an answer that was cut, with the sources named so far', () => {
    const failure = { kind: 'cut', retryAfterS: null } as const;
    const { sentences } = sampleAnswer();
    const citations = [sampleCitation(), sampleCitation({ number: 2, title: 'Nicht genannt' })];
    const reply = { status: 'failed', failure, citations, sentences, isGenerated: false } as const;
    const text = transcriptOf([{ id: 1, question: 'Wie weit?', reply }], FRAME);
    expect(text).toContain(`Lumi (KI): Rund 9.200 Kilometer trennen die Städte. [1] ${messages.failures.cut(null)}`);
    expect(text).toContain('[1] Besuch in Kumamoto');
    expect(text).not.toContain('Nicht genannt');
    expect(spokenReply(reply, messages)).toBe(
      `Rund 9.200 Kilometer trennen die Städte. ${messages.failures.cut(null)}`,
    );
  });
});

describe('spokenReply (U4)', () => {
  it('reads the sentences without their marks', () => {
    expect(spokenReply(done(), messages)).toBe('Rund 9.200 Kilometer trennen die Städte.');
  });

  it('withholds an answer without a source (T4)', () => {
    expect(spokenReply(done({ citations: [] }), messages)).toBe(messages.withoutSource);
  });
});
