import { createParser } from 'eventsource-parser';
import type { Answer, AnswerEvent, AskRequest } from '../src/types.ts';
import { connectionFailure, failureOf, type Failure } from './failure.ts';
import { operation, PRIVATE_REQUEST } from './api-requests.ts';

export type AskOutcome =
  | { readonly status: 'done'; readonly answer: Answer }
  | { readonly status: 'stopped' }
  | { readonly status: 'failed'; readonly failure: Failure };

export interface AskOptions {
  /** Aborting it ends the request with the outcome `stopped`. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: AnswerEvent) => void;
  readonly idleTimeoutMs?: number;
}

/** The server writes at least a comment every 15 s; after three missing ones the connection is gone, whatever the browser believes. */
const IDLE_TIMEOUT_MS = 50_000;
const CUT: AskOutcome = { status: 'failed', failure: { kind: 'cut', retryAfterS: null } };
const FAULT: AskOutcome = { status: 'failed', failure: { kind: 'fault', retryAfterS: null } };

/** Asks a question and reports the parts of the answer as they arrive. Never rejects; an answer without its last event is `cut`. */
export async function askStream(
  api: URL,
  question: Partial<AskRequest>,
  { signal, onEvent, idleTimeoutMs = IDLE_TIMEOUT_MS }: AskOptions,
): Promise<AskOutcome> {
  const connection = new AbortController();
  const disconnect = () => {
    connection.abort();
  };
  signal.addEventListener('abort', disconnect, { once: true });
  let idle = setTimeout(disconnect, idleTimeoutMs);
  const touch = () => {
    clearTimeout(idle);
    idle = setTimeout(disconnect, idleTimeoutMs);
  };
  let hasResponse = false;
  try {
    signal.throwIfAborted();
    const response = await fetch(operation(api, 'v1/ask'), {
      ...PRIVATE_REQUEST,
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
      body: JSON.stringify(question),
      signal: connection.signal,
    });
    hasResponse = true;
    if (!response.ok) return { status: 'failed', failure: failureOf(response) };
    if (response.body === null) return CUT;
    return await readAnswer(response.body, onEvent, touch);
  } catch {
    if (signal.aborted) return { status: 'stopped' };
    if (hasResponse || connection.signal.aborted) return CUT;
    return { status: 'failed', failure: connectionFailure(navigator.onLine) };
  } finally {
    clearTimeout(idle);
    signal.removeEventListener('abort', disconnect);
    connection.abort();
  }
}

/**
 * Reads a streamed answer. `onBytes` is called for every piece that arrives, comments included. An event that is no JSON, or the server's
 * `error`, ends it as a fault; events of unknown names are passed over.
 */
export async function readAnswer(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: AnswerEvent) => void,
  onBytes: () => void = () => undefined,
): Promise<AskOutcome> {
  const end: { outcome: AskOutcome | null } = { outcome: null };
  const parser = createParser({
    onEvent: ({ event, data }) => {
      end.outcome ??= takeEvent(event, data, onEvent);
    },
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return CUT;
    onBytes();
    parser.feed(decoder.decode(value, { stream: true }));
    if (end.outcome !== null) return end.outcome;
  }
}

/** Passes one event on; not null where it is the last one. */
function takeEvent(name: string | undefined, data: string, onEvent: (event: AnswerEvent) => void): AskOutcome | null {
  let content: unknown;
  try {
    content = JSON.parse(data);
  } catch {
    return FAULT;
  }
  // The server's contract test holds these shapes; checking them again here would cost the page a schema library.
  switch (name) {
    case 'status':
      onEvent({ type: 'status', ...(content as Omit<Extract<AnswerEvent, { type: 'status' }>, 'type'>) });
      return null;
    case 'citations':
      onEvent({ type: 'citations', ...(content as Omit<Extract<AnswerEvent, { type: 'citations' }>, 'type'>) });
      return null;
    case 'sentence':
      onEvent({ type: 'sentence', sentence: content as Extract<AnswerEvent, { type: 'sentence' }>['sentence'] });
      return null;
    case 'notice':
      onEvent({ type: 'notice', notice: content as Extract<AnswerEvent, { type: 'notice' }>['notice'] });
      return null;
    case 'done':
      return { status: 'done', answer: content as Answer };
    case 'error':
      return FAULT;
    default:
      return null;
  }
}
