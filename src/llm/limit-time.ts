import type { ChatModel } from './chat-model.ts';
import { modelFault } from './model-faults.ts';

export interface TimeLimits {
  /** Milliseconds until the first words. */
  readonly firstWordsMs?: number;
  /** Milliseconds between words. */
  readonly idleMs?: number;
  /** Milliseconds for the whole reply. */
  readonly totalMs?: number;
}

/**
 * A model whose replies come in bounded time: beyond a limit the call is aborted and rejects with `llm_timeout`, also where the model
 * beneath does not listen. The times in which the caller does not wait for the model count only towards the whole.
 */
export function limitTime(model: ChatModel, origin: string, { firstWordsMs, idleMs, totalMs }: TimeLimits): ChatModel {
  return {
    ...model,
    async *stream(messages, options) {
      const stop = new AbortController();
      const abort = () => {
        stop.abort(options.signal.reason);
      };
      const expireAfter = (ms: number | undefined, what: string) =>
        ms === undefined
          ? undefined
          : setTimeout(() => {
              stop.abort(
                modelFault(
                  'llm_timeout',
                  origin,
                  `${what} within ${ms} ms. Use a smaller model or a faster machine, keep the model loaded, or raise generation.timeoutMs.`,
                ),
              );
            }, ms);
      if (options.signal.aborted) abort();
      options.signal.addEventListener('abort', abort, { once: true });
      const total = expireAfter(totalMs, 'did not end its reply');
      let pause: NodeJS.Timeout | undefined;
      const pieces = model.stream(messages, { ...options, signal: stop.signal })[Symbol.asyncIterator]();
      let hasWords = false;
      let isDone = false;
      try {
        for (;;) {
          // Only words end the wait: a server that keeps the connection alive and says nothing is as good as dead.
          pause ??= hasWords ? expireAfter(idleMs, 'sent nothing more') : expireAfter(firstWordsMs, 'sent no word');
          const next = await nextOrAbort(pieces, stop.signal);
          if (next.done === true) {
            isDone = true;
            return;
          }
          if (next.value.text !== '') {
            hasWords = true;
            clearTimeout(pause);
            pause = undefined;
          }
          yield next.value;
        }
      } finally {
        clearTimeout(total);
        clearTimeout(pause);
        options.signal.removeEventListener('abort', abort);
        if (!isDone) {
          stop.abort(new Error('The reader stopped.'));
          // Not awaited: a model that does not listen would hold up its reader.
          pieces.return?.().catch(() => undefined);
        }
      }
    },
  };
}

function nextOrAbort<T>(iterator: AsyncIterator<T>, signal: AbortSignal): Promise<IteratorResult<T>> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    iterator
      .next()
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', abort);
      });
  });
}
