import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatModel } from './chat-model.ts';
import { isModelFault, refusalOf } from './model-faults.ts';

export interface RetryLimits {
  /** Milliseconds before the second attempt, where the server names no time. */
  readonly pauseMs: number;
  /** A server that wants a longer wait than this, in milliseconds, is not asked again. */
  readonly pauseMaxMs: number;
}

/**
 * A model that is asked a second time, once, where the first attempt brought no words and the fault may pass: no connection, a status of 500
 * or above, or a 429 whose `Retry-After` is short enough. A timeout is not worth it, as the reader has waited long by then.
 */
export function retryOnce(model: ChatModel, limits: RetryLimits): ChatModel {
  return {
    ...model,
    async *stream(messages, options) {
      let hasWords = false;
      try {
        for await (const piece of model.stream(messages, options)) {
          hasWords ||= piece.text !== '';
          yield piece;
        }
        return;
      } catch (fault) {
        const pauseMs = hasWords || options.signal.aborted ? null : pauseBeforeRetry(fault, limits);
        if (pauseMs === null) throw fault;
        await sleep(pauseMs, undefined, { signal: options.signal }).catch(() => {
          options.signal.throwIfAborted();
        });
      }
      yield* model.stream(messages, options);
    },
  };
}

/** Milliseconds to wait before another attempt, or null where none is worth it. */
function pauseBeforeRetry(fault: unknown, { pauseMs, pauseMaxMs }: RetryLimits): number | null {
  if (!isModelFault(fault)) return null;
  const refusal = refusalOf(fault);
  switch (fault.code) {
    case 'llm_unreachable':
      return pauseMs;
    case 'llm_failed':
    case 'llm_rate_limited': {
      if (refusal === null || (fault.code === 'llm_failed' && refusal.status < 500)) return null;
      const asked = refusal.retryAfterMs ?? pauseMs;
      return asked <= pauseMaxMs ? asked : null;
    }
    default:
      return null;
  }
}
