import type { Answer, AnswerEvent, AnswerStage, ChatbotInfo, Citation, AnswerSentence, Turn } from '../src/types.ts';
import type { AskOutcome } from './ask-stream.ts';
import type { Failure } from './failure.ts';

/** What there is of an answer: while it arrives, when it was stopped or cut, or the whole of it. */
export type Reply =
  | ({ readonly status: 'arriving'; readonly stage: AnswerStage } & ReplyParts)
  | ({ readonly status: 'stopped' } & ReplyParts)
  | ({ readonly status: 'failed'; readonly failure: Failure } & ReplyParts)
  | { readonly status: 'done'; readonly answer: Answer };

export interface ReplyParts {
  readonly citations: readonly Citation[];
  readonly sentences: readonly AnswerSentence[];
  /** A language model wrote the sentences. */
  readonly isGenerated: boolean;
}

/** A question with its reply. `id` is unique in the element, for the ids of its nodes. */
export interface Exchange {
  readonly id: number;
  readonly question: string;
  readonly reply: Reply;
}

export const NEW_REPLY: Reply = {
  status: 'arriving',
  stage: 'understand',
  citations: [],
  sentences: [],
  isGenerated: false,
};

/** The reply after one more event of the stream; notices come again with the whole answer, so they change nothing. */
export function withEvent(reply: Reply, event: AnswerEvent): Reply {
  if (reply.status !== 'arriving') return reply;
  switch (event.type) {
    case 'status':
      return { ...reply, stage: event.stage };
    case 'citations':
      return { ...reply, citations: event.citations };
    case 'sentence':
      return { ...reply, sentences: [...reply.sentences, event.sentence], isGenerated: reply.stage === 'generate' };
    case 'notice':
      return reply;
  }
}

/** The reply after its request has ended; what had arrived until then stays. */
export function withOutcome(reply: Reply, outcome: AskOutcome): Reply {
  if (outcome.status === 'done') return outcome;
  if (reply.status !== 'arriving') return reply;
  const { citations, sentences, isGenerated } = reply;
  const parts = { citations, sentences, isGenerated };
  return outcome.status === 'stopped'
    ? { status: 'stopped', ...parts }
    : { status: 'failed', failure: outcome.failure, ...parts };
}

/**
 * What may be shown of a reply in any state. Of an answer that is not whole, only the sentences with a source, and only the sources that
 * these name: the others may be no more than found nearby. Without any source it is a fixed reply, or none at all.
 */
export function shownParts(reply: Reply): ReplyParts {
  if (reply.status === 'done') {
    const { citations, sentences, generated: isGenerated } = reply.answer;
    return mayBeShown(reply.answer)
      ? { citations, sentences, isGenerated }
      : { citations: [], sentences: [], isGenerated: false };
  }
  const known = new Set(reply.citations.map(({ number }) => number));
  const sentences = reply.sentences.filter(
    ({ citations }) => (known.size === 0 && citations.length === 0) || citations.some((number) => known.has(number)),
  );
  const named = new Set(sentences.flatMap(({ citations }) => citations));
  return {
    sentences,
    citations: reply.citations.filter(({ number }) => named.has(number)),
    isGenerated: reply.isGenerated && sentences.length > 0,
  };
}

/** Whether a sentence was composed from documents, so that its sources belong beside it; fixed replies are not. */
export function isComposed(answer: Pick<Answer, 'answerer'>): boolean {
  return answer.answerer !== 'reply';
}

/** Whether an answer may be shown: composed sentences only with a source (the server promises it; this is the last gate). */
export function mayBeShown(answer: Pick<Answer, 'answerer' | 'citations' | 'sentences'>): boolean {
  if (!isComposed(answer)) return true;
  const known = new Set(answer.citations.map(({ number }) => number));
  return (
    answer.sentences.length > 0 &&
    answer.sentences.every(({ citations }) => citations.some((number) => known.has(number)))
  );
}

/** The last turns with an answer, oldest first, cut to what the service accepts. */
export function historyOf(exchanges: readonly Exchange[], limits: ChatbotInfo['limits']): Turn[] {
  const turns = exchanges.flatMap(({ question, reply }) =>
    reply.status === 'done' ? [{ question, answer: cutText(reply.answer.text, limits.historyAnswerCharsMax) }] : [],
  );
  return limits.historyTurnsMax === 0 ? [] : turns.slice(-limits.historyTurnsMax);
}

/** Cuts by UTF-16 code units, and never through a character of two. */
function cutText(text: string, charsMax: number): string {
  return text.slice(0, charsMax).replace(/[\ud800-\udbff]$/, '');
}
