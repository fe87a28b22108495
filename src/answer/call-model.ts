import type { ChatMessage, ChatModel, ChatPiece } from '../llm/chat-model.ts';
import { limitTime } from '../llm/limit-time.ts';
import { observeCalls, type CallRecord } from '../llm/observe-calls.ts';

export const MODEL_PURPOSES = ['rewrite', 'answer', 'repair'] as const;
/** What a model is asked for: a follow-up as a question that stands alone, an answer, the sentences of it that did not pass. */
export type ModelPurpose = (typeof MODEL_PURPOSES)[number];

/** What became of one call, without a word of it. */
export interface ModelCall extends CallRecord {
  readonly purpose: ModelPurpose;
}

export interface CallOptions {
  readonly purpose: ModelPurpose;
  /** Ends the call; the reply then rejects with its reason. */
  readonly signal: AbortSignal;
  /** The whole call may last this long; after it the reply rejects with `llm_timeout`. */
  readonly timeoutMs: number;
  readonly tokensMax: number;
  /** Gets the call when it has ended, in whatever way. */
  readonly observe: (call: ModelCall) => void;
}

/** The reply of a model within what is left of the time for an answer, observed. Leaving the loop over it ends the call. */
export function callModel(
  model: ChatModel,
  messages: readonly ChatMessage[],
  { purpose, signal, timeoutMs, tokensMax, observe }: CallOptions,
): AsyncIterable<ChatPiece> {
  const timed = limitTime(model, model.id, { totalMs: Math.max(1, Math.floor(timeoutMs)) });
  const observed = observeCalls(timed, (record) => {
    observe({ purpose, ...record });
  });
  return observed.stream(messages, { signal, tokensMax });
}
