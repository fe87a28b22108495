import type { Context } from 'hono';
import { streamSSE, type SSEMessage } from 'hono/streaming';
import type { AnswerOptions } from '../chatbot.ts';
import type { Answer, AnswerEvent } from '../types.ts';
import type { HttpEnv } from './http-env.ts';
import { createProblem, type Problem } from './problem.ts';

export interface StreamTimes {
  /** Pause after which a comment line keeps proxies from closing a quiet connection. */
  readonly heartbeatMs: number;
  /** A client that takes nothing for this long is cut off, so that it holds neither memory nor a place. */
  readonly writeTimeoutMs: number;
}

/** Common proxies close a connection after 60 s without a byte; a phone in a tunnel is back within seconds. */
export const STREAM_TIMES: StreamTimes = { heartbeatMs: 15_000, writeTimeoutMs: 15_000 };

/** What the reader of a stream is sent, as Server-Sent Events: one format for each route that streams answers. */
export interface StreamFormat {
  /** Before anything has happened. */
  begin(): readonly SSEMessage[];
  event(event: AnswerEvent): readonly SSEMessage[];
  /** After the last event. */
  done(answer: Answer): readonly SSEMessage[];
  /** In place of `done`. */
  failed(problem: Problem): readonly SSEMessage[];
}

export interface StreamParts {
  readonly times: StreamTimes;
  readonly format: StreamFormat;
  /** May throw: the reader then gets a problem without internals, and `onFault` what was thrown. */
  readonly answer: (options: Required<Pick<AnswerOptions, 'signal' | 'onEvent'>>) => Promise<Answer>;
  readonly onFault: (error: unknown) => void;
}

export interface StreamedAnswer {
  readonly response: Response;
  /** Settles when the stream has ended, and never fails; true = the client was there to the end. */
  readonly ended: Promise<boolean>;
}

/**
 * Sends an answer as Server-Sent Events while it is made. Every write is awaited, so a slow reader slows the answer and not the memory; a
 * reader that left or does not read aborts the answer.
 */
export function streamAnswer(c: Context<HttpEnv>, { times, format, answer, onFault }: StreamParts): StreamedAnswer {
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

    async function sendAll(messages: readonly SSEMessage[]): Promise<void> {
      for (const message of messages) await send(() => stream.writeSSE(message));
    }
    const heartbeat = setInterval(() => {
      if (!writing) void send(() => stream.write(': waiting\n\n'));
    }, times.heartbeatMs);

    try {
      await sendAll(format.begin());
      const result = await answer({ signal: gone.signal, onEvent: (event) => sendAll(format.event(event)) });
      await sendAll(format.done(result));
    } catch (error) {
      if (!gone.signal.aborted) {
        onFault(error);
        const problem = createProblem(500, 'The answer could not be made because of a fault in the server.');
        await sendAll(format.failed(problem));
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
