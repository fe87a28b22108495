import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { AnswerOptions } from '../chatbot.ts';
import type { Answer, AnswerEvent } from '../types.ts';
import type { HttpEnv } from './http-env.ts';
import { createProblem } from './problem.ts';
import type { StreamEvents } from './schemas.ts';

export interface StreamTimes {
  /** Pause after which a comment line keeps proxies from closing a quiet connection. */
  readonly heartbeatMs: number;
  /** A client that takes nothing for this long is cut off, so that it holds neither memory nor a place. */
  readonly writeTimeoutMs: number;
}

/** Common proxies close a connection after 60 s without a byte; a phone in a tunnel is back within seconds. */
export const STREAM_TIMES: StreamTimes = { heartbeatMs: 15_000, writeTimeoutMs: 15_000 };

export interface StreamedAnswer {
  readonly response: Response;
  /** Settles when the stream has ended, and never fails; true = the client was there to the end. */
  readonly ended: Promise<boolean>;
}

/**
 * Sends an answer as Server-Sent Events while it is made. Every write is awaited, so a slow reader slows the answer and not the memory; a
 * reader that left or does not read aborts the answer. `answer` may throw: the reader then gets a problem without internals, and
 * `onFault` what was thrown.
 */
export function streamAnswer(
  c: Context<HttpEnv>,
  times: StreamTimes,
  answer: (options: Required<Pick<AnswerOptions, 'signal' | 'onEvent'>>) => Promise<Answer>,
  onFault: (error: unknown) => void,
): StreamedAnswer {
  const gone = new AbortController();
  let end!: (complete: boolean) => void;
  const ended = new Promise<boolean>((resolve) => (end = resolve));

  // nginx collects responses unless told otherwise, and would hold the first sentence back until the last.
  c.header('X-Accel-Buffering', 'no');
  const response = streamSSE(c, async (stream) => {
    let writing = false;
    stream.onAbort(() => {
      gone.abort();
    });

    /** Waits until the reader took what is written, within the timeout. */
    async function send(write: () => Promise<unknown>): Promise<void> {
      if (gone.signal.aborted) return;
      writing = true;
      const cutOff = setTimeout(() => {
        stream.abort();
        c.env.outgoing?.destroy();
      }, times.writeTimeoutMs);
      await write();
      clearTimeout(cutOff);
      writing = false;
    }

    // JSON has no line break of its own, so nothing in a text can begin another event.
    const sendEvent = <Name extends keyof StreamEvents>(event: Name, data: StreamEvents[Name]) =>
      send(() => stream.writeSSE({ event, data: JSON.stringify(data) }));
    const onEvent = (event: AnswerEvent): Promise<void> => {
      switch (event.type) {
        case 'status':
          return sendEvent('status', { stage: event.stage });
        case 'citations':
          return sendEvent('citations', { citations: event.citations });
        case 'sentence':
          return sendEvent('sentence', event.sentence);
        case 'notice':
          return sendEvent('notice', event.notice);
      }
    };
    const heartbeat = setInterval(() => {
      if (!writing) void send(() => stream.write(': waiting\n\n'));
    }, times.heartbeatMs);

    try {
      const result = await answer({ signal: gone.signal, onEvent });
      await sendEvent('done', result);
    } catch (error) {
      if (!gone.signal.aborted) {
        onFault(error);
        await sendEvent('error', {
          problem: createProblem(500, 'The answer could not be made because of a fault in the server.'),
        });
      }
    } finally {
      clearInterval(heartbeat);
      end(!gone.signal.aborted);
    }
  });
  // streamSSE has set `no-cache`, on the response and on the context, which is merged into it later.
  c.header('Cache-Control', 'no-store');
  response.headers.set('Cache-Control', 'no-store');
  return { response, ended };
}
