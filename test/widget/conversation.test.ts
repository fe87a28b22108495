import { describe, expect, it } from 'vitest';
import type { AnswerStage, Answer, AnswerSentence, Citation } from '../../src/types.ts';
import {
  historyOf,
  mayBeShown,
  NEW_REPLY,
  shownParts,
  withEvent,
  withOutcome,
  type Exchange,
} from '../../widget/conversation.ts';
import { sampleAnswer, sampleCitation } from '../support/scripted-chatbot.ts';

const LIMITS = { questionCharsMax: 500, historyTurnsMax: 2, historyAnswerCharsMax: 10 };
const SENTENCE = { text: 'Ein Satz.', citations: [1], language: 'de' };

describe('historyOf', () => {
  it('sends the last turns that were answered, oldest first', () => {
    const exchanges = [answered('eins', 'a'), answered('zwei', 'b'), failed('drei'), answered('vier', 'd')];
    expect(historyOf(exchanges, LIMITS)).toEqual([
      { question: 'zwei', answer: 'b' },
      { question: 'vier', answer: 'd' },
    ]);
  });

  it('sends none where the service takes none', () => {
    expect(historyOf([answered('eins', 'a')], { ...LIMITS, historyTurnsMax: 0 })).toEqual([]);
  });

  it('cuts long answers to what the service takes, and never through a character', () => {
    const [turn] = historyOf([answered('eins', `123456789😀`)], LIMITS);
    expect(turn?.answer).toBe('123456789');
  });
});

describe('mayBeShown (T4)', () => {
  it('holds a composed answer back that has no source', () => {
    expect(mayBeShown(sampleAnswer({ citations: [] }))).toBe(false);
    expect(mayBeShown(sampleAnswer({ sentences: [] }))).toBe(false);
    expect(mayBeShown(sampleAnswer({ sentences: [{ ...SENTENCE, citations: [] }] }))).toBe(false);
    expect(mayBeShown(sampleAnswer({ sentences: [{ ...SENTENCE, citations: [7] }] }))).toBe(false);
  });

  it('shows a composed answer with its source, and fixed replies, which need none', () => {
    expect(mayBeShown(sampleAnswer())).toBe(true);
    expect(mayBeShown(sampleAnswer({ answerer: 'reply', status: 'no_answer', citations: [] }))).toBe(true);
  });
});

describe('shownParts (T4)', () => {
  const [first, second] = [sampleCitation(), sampleCitation({ number: 2 })];
  const arriving = (citations: Citation[], sentences: AnswerSentence[]) =>
    shownParts({ status: 'arriving', stage: 'compose', citations, sentences, isGenerated: false });

  it('shows of an answer that is not whole the sentences with a source, and the sources that they name', () => {
    const loose = { ...SENTENCE, citations: [] };
    const unknown = { ...SENTENCE, citations: [7] };
    expect(arriving([first, second], [SENTENCE, loose, unknown])).toEqual({
      citations: [first],
      sentences: [SENTENCE],
      isGenerated: false,
    });
    expect(arriving([], [unknown])).toMatchObject({ citations: [], sentences: [] });
  });

  it('shows a fixed reply, which comes without sources', () => {
    const greeting = { ...SENTENCE, citations: [] };
    expect(arriving([], [greeting])).toMatchObject({ citations: [], sentences: [greeting] });
  });

  it('shows all sources of a whole answer, and nothing of one that may not be shown', () => {
    const citations = [first, second];
    expect(shownParts({ status: 'done', answer: sampleAnswer({ citations }) }).citations).toEqual(citations);
    expect(shownParts({ status: 'done', answer: sampleAnswer({ citations: [], generated: true }) })).toEqual({
      citations: [],
      sentences: [],
      isGenerated: false,
    });
  });
});

describe('a reply', () => {
  it('grows with the events of its stream', () => {
    const citations = [sampleCitation()];
    const reply = [
      { type: 'status', stage: 'compose' } as const,
      { type: 'citations', citations } as const,
      { type: 'sentence', sentence: SENTENCE } as const,
      { type: 'notice', notice: { id: 'old', text: 'Alt.' } } as const,
    ].reduce(withEvent, NEW_REPLY);
    expect(reply).toEqual({
      status: 'arriving',
      stage: 'compose',
      citations,
      sentences: [SENTENCE],
      isGenerated: false,
    });
  });

  it('is generated where its sentences come while the model writes, and stays so when it is stopped (T5)', () => {
    const events = (...stages: AnswerStage[]) => [
      ...stages.map((stage) => ({ type: 'status', stage }) as const),
      { type: 'citations', citations: [sampleCitation()] } as const,
      { type: 'sentence', sentence: SENTENCE } as const,
    ];
    const generated = events('compose', 'generate').reduce(withEvent, NEW_REPLY);
    expect(shownParts(generated).isGenerated).toBe(true);
    expect(shownParts(withOutcome(generated, { status: 'stopped' })).isGenerated).toBe(true);
    // The model wrote nothing that could be shown, so sentences are quoted after all.
    expect(shownParts(events('compose', 'generate', 'compose').reduce(withEvent, NEW_REPLY)).isGenerated).toBe(false);
    expect(shownParts(withEvent(NEW_REPLY, { type: 'status', stage: 'generate' })).isGenerated).toBe(false);
  });

  it('keeps what had arrived when it is stopped or cut', () => {
    const begun = withEvent(NEW_REPLY, { type: 'sentence', sentence: SENTENCE });
    expect(withOutcome(begun, { status: 'stopped' })).toMatchObject({ status: 'stopped', sentences: [SENTENCE] });
    const failure = { kind: 'cut', retryAfterS: null } as const;
    expect(withOutcome(begun, { status: 'failed', failure })).toMatchObject({ failure, sentences: [SENTENCE] });
  });

  it('is not changed by what comes after its end', () => {
    const done = withOutcome(NEW_REPLY, { status: 'done', answer: sampleAnswer() });
    expect(withEvent(done, { type: 'sentence', sentence: SENTENCE })).toBe(done);
    expect(withOutcome(done, { status: 'stopped' })).toBe(done);
  });
});

function answered(question: string, text: Answer['text']): Exchange {
  return { id: 1, question, reply: { status: 'done', answer: sampleAnswer({ text }) } };
}

function failed(question: string): Exchange {
  const failure = { kind: 'fault', retryAfterS: null } as const;
  return { id: 1, question, reply: { status: 'failed', failure, citations: [], sentences: [], isGenerated: false } };
}
