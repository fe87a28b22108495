import type { LlmErrorCode } from '../errors.ts';
import type { ChatModel, TokenUsage } from './chat-model.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { isModelFault, isUnread } from './model-faults.ts';

/** What became of one call, without a word of it. */
export interface CallRecord {
  /** `stopped`: the caller did not want the rest. */
  readonly outcome: 'ok' | 'stopped' | LlmErrorCode;
  /** Milliseconds until the first words; null where none came. */
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
  /** As the server told, else estimated; 0 and 0 where the model read nothing. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A model that tells what became of each call, once and in the end. */
export function observeCalls(model: ChatModel, onCall: (record: CallRecord) => void): ChatModel {
  return {
    ...model,
    async *stream(messages, options) {
      const startedAt = performance.now();
      let firstTokenMs: number | null = null;
      let outcome: CallRecord['outcome'] = 'stopped';
      let usage: TokenUsage | undefined;
      let chars = 0;
      let isRead = true;
      try {
        for await (const piece of model.stream(messages, options)) {
          if (piece.text !== '') firstTokenMs ??= performance.now() - startedAt;
          chars += piece.text.length;
          usage = piece.usage ?? usage;
          yield piece;
        }
        outcome = 'ok';
      } catch (error) {
        if (isModelFault(error)) outcome = error.code;
        isRead = chars > 0 || !isUnread(error);
        throw error;
      } finally {
        onCall({
          outcome,
          firstTokenMs,
          totalMs: performance.now() - startedAt,
          inputTokens: isRead ? (usage?.inputTokens ?? estimateTokens(messages)) : 0,
          outputTokens: usage?.outputTokens ?? estimateTokens(chars),
        });
      }
    },
  };
}
