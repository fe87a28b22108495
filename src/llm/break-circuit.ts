import type { ChatModel } from './chat-model.ts';
import { isModelFault, modelFault, refusalOf } from './model-faults.ts';

export interface CircuitLimits {
  /** Faults one after the other until the model is left alone. */
  readonly faultsMax: number;
  /** Milliseconds of the first pause; each one that ends in another fault is twice as long. */
  readonly pauseMs: number;
  readonly pauseMaxMs: number;
  /** A clock in milliseconds that only goes forward. */
  readonly now: () => number;
}

/**
 * A model that is left alone when it is dead: after a number of faults without a reply in between, calls reject with `llm_paused` at once, so
 * that no citizen waits for it. After a pause a single call tries it; a reply ends the pause, a fault makes the next one longer. A server
 * that asks for a longer wait (429 or 503 with `Retry-After`) than was tried within the call gets it at once. A call that its caller
 * stops says nothing about the model.
 */
export function breakCircuit(model: ChatModel, origin: string, limits: CircuitLimits): ChatModel {
  const { faultsMax, now } = limits;
  let faults = 0;
  let pausedUntil: number | null = null;
  let pauseMs = limits.pauseMs;
  let isTrying = false;

  const pause = (ms: number) => {
    pausedUntil = now() + Math.min(ms, limits.pauseMaxMs);
  };
  const noteReply = () => {
    faults = 0;
    pausedUntil = null;
    pauseMs = limits.pauseMs;
  };
  const noteFault = (fault: unknown, isTrial: boolean) => {
    // Calls that were under way when the pause began tell nothing new.
    if (pausedUntil !== null && !isTrial) return;
    faults += 1;
    const asked = refusalOf(fault)?.retryAfterMs ?? 0;
    if (isTrial) pauseMs = Math.min(pauseMs * 2, limits.pauseMaxMs);
    if (isTrial || faults >= faultsMax) pause(Math.max(pauseMs, asked));
    else if (asked > 0) pause(asked);
  };

  return {
    ...model,
    async *stream(messages, options) {
      const isTrial = pausedUntil !== null;
      if (pausedUntil !== null && (isTrying || now() < pausedUntil))
        throw modelFault(
          'llm_paused',
          origin,
          `is not asked for ${Math.max(1, Math.ceil((pausedUntil - now()) / 1000))} s, because it failed ${faults} times. It is tried again after that.`,
        );
      if (isTrial) isTrying = true;
      let hasWords = false;
      try {
        for await (const piece of model.stream(messages, options)) {
          hasWords ||= piece.text !== '';
          yield piece;
        }
      } catch (fault) {
        hasWords = false;
        if (isModelFault(fault)) noteFault(fault, isTrial);
        throw fault;
      } finally {
        // Also where the caller wanted no more: words came, so the model lives.
        if (hasWords) noteReply();
        if (isTrial) isTrying = false;
      }
    },
  };
}
