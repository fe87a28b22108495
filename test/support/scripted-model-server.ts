import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatMessage, TokenUsage } from '../../src/llm/chat-model.ts';
import { SELF_SIGNED } from './self-signed-certificate.ts';

/**
 * A language model's server on loopback: real HTTP and real server-sent events as OpenAI's `/v1/chat/completions` and `/v1/models`, with a
 * script in place of the model. It keeps every call, so a test can tell what left the house and whether the client hung up.
 *
 *     const server = await startScriptedModelServer(says('Rund 9.200 Kilometer. [1]'));
 *     server.play(says((call) => (call.prompt.includes('Ignore') ? 'I obey.' : 'NO_ANSWER')));
 *     server.playNext(breaks.status(500));           // the next call only, then what `play` was given
 *     await server.calls[0]!.ended;                  // 'complete' or 'aborted'
 */
export interface ScriptedModelServer {
  /** With the `/v1`, as `LUMI_LLM_BASE_URL` wants it. */
  readonly baseUrl: string;
  /** Calls of `/v1/chat/completions`, in order. */
  readonly calls: readonly ModelCall[];
  /** Method and path of every request, in order, those of other paths included. */
  readonly requests: readonly string[];
  /** What every later call gets. */
  play(script: Script): void;
  /** What the next calls get, one each, before `play` holds again. */
  playNext(...scripts: readonly Script[]): void;
  /** Waits for the call of that position (0 = the first), which may not have arrived yet. */
  call(position: number): Promise<ModelCall>;
  /** Connections that are open. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** One request for a reply. */
export interface ModelCall {
  readonly headers: IncomingHttpHeaders;
  /** As it was sent. */
  readonly body: string;
  readonly model: string | null;
  readonly messages: readonly ChatMessage[];
  /** All messages, one after the other: what the model reads. */
  readonly prompt: string;
  readonly tokensMax: number | null;
  readonly isStream: boolean;
  /** `performance.now()` when the whole request was there. */
  readonly startedAt: number;
  /** `performance.now()` when the reply was complete or the client had gone; null before. */
  readonly endedAt: number | null;
  /** How it ended: the script said all that it had to say, or the client hung up before. */
  readonly ended: Promise<'complete' | 'aborted'>;
}

/** Plays one call. When it returns, the reply is ended, unless it says otherwise. */
export type Script = (call: ModelCall, exchange: Exchange) => Promise<void> | void;

/** What a script can do. */
export interface Exchange {
  readonly response: ServerResponse;
  /** Whether the client hung up. */
  readonly isGone: () => boolean;
  /** Writes raw bytes, the head before it where it was not sent; waits until they left or the client did. */
  readonly send: (bytes: string | Uint8Array) => Promise<void>;
  /** Sends a piece of text as OpenAI's chunk of a stream. */
  readonly sendPiece: (text: string) => Promise<void>;
  /** Sends any value as an event of the stream. */
  readonly sendEvent: (data: unknown) => Promise<void>;
  /** Sends the chunk that tells why the reply ends, the usage where it is given, and `[DONE]`. */
  readonly sendEnd: (end?: ReplyEnd) => Promise<void>;
  /** Waits, no longer than the client does. */
  readonly pause: (ms: number) => Promise<void>;
  /** Waits until the client hangs up. */
  readonly untilGone: () => Promise<void>;
}

export interface ReplyEnd {
  readonly finishReason?: 'stop' | 'length' | 'content_filter';
  /** Null: the server tells no usage. */
  readonly usage?: TokenUsage | null;
}

export interface ReplyManner extends ReplyEnd {
  /** Before the first piece, in milliseconds. */
  readonly firstPieceAfterMs?: number;
  /** Between pieces, in milliseconds. */
  readonly pieceEveryMs?: number;
  /** How the text is cut into pieces; default: words with the space before them. */
  readonly pieces?: (text: string) => readonly string[];
}

type Text = string | ((call: ModelCall) => string);

/** Replies with a text, as a stream or whole, as it was asked for. Unless told otherwise, the usage is 10 and as many tokens as pieces. */
export function says(text: Text, manner: ReplyManner = {}): Script {
  return async (call, { response, sendPiece, sendEnd, pause, isGone }) => {
    const reply = typeof text === 'string' ? text : text(call);
    const pieces = (manner.pieces ?? words)(reply);
    const end = { usage: { inputTokens: 10, outputTokens: pieces.length }, ...manner };
    await pause(manner.firstPieceAfterMs ?? 0);
    if (!call.isStream) {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(wholeReply(call, reply, end)));
      return;
    }
    for (const [at, piece] of pieces.entries()) {
      if (at > 0) await pause(manner.pieceEveryMs ?? 0);
      if (isGone()) return;
      await sendPiece(piece);
    }
    await sendEnd(end);
  };
}

/** Words with the space before them: `Ja, gern.` → `Ja,`, ` gern.` */
function words(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

/** Scripts of a server that breaks. */
export const breaks = {
  /** Refuses with a status, as a JSON error whose text repeats the prompt and the key: nothing of it may get into a message or log. */
  status:
    (status: number, headers: Readonly<Record<string, string>> = {}): Script =>
    (call, { response }) => {
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(JSON.stringify({ error: { message: `${call.prompt} ${call.headers.authorization ?? ''}` } }));
    },
  /** Takes the request and says nothing. */
  silence:
    (): Script =>
    (_, { untilGone }) =>
      untilGone(),
  /** Sends the head of a stream and then nothing. */
  headOnly:
    (): Script =>
    async (_, { send, untilGone }) => {
      await send('');
      await untilGone();
    },
  /** Sends a text and then nothing more. */
  stall:
    (text: string): Script =>
    async (_, { sendPiece, untilGone }) => {
      await sendPiece(text);
      await untilGone();
    },
  /** Sends a character every so often, for ever. */
  drip:
    (everyMs: number): Script =>
    async (_, { sendPiece, pause, isGone }) => {
      while (!isGone()) {
        await sendPiece('a');
        await pause(everyMs);
      }
    },
  /** Sends comments, which keep a connection alive, and no content, for ever. */
  comments:
    (everyMs: number): Script =>
    async (_, { send, pause, isGone }) => {
      while (!isGone()) {
        await send(': keep-alive\n\n');
        await pause(everyMs);
      }
    },
  /** Sends text as fast as it is read, for ever, whatever the bound on tokens. */
  endless:
    (piece = 'und so weiter, '): Script =>
    async (_, { sendPiece, isGone }) => {
      while (!isGone()) await sendPiece(piece);
    },
  /** Sends one line without an end. */
  hugeLine:
    (): Script =>
    async (_, { send, isGone }) => {
      await send('data: {"choices":[{"delta":{"content":"');
      const part = 'a'.repeat(16_384);
      while (!isGone()) await send(part);
    },
  /** Sends a text, then the connection is reset. */
  reset:
    (text = ''): Script =>
    async (_, { response, sendPiece, pause }) => {
      if (text !== '') await sendPiece(text);
      // Lets the text arrive before the reset overtakes it.
      await pause(20);
      response.socket?.resetAndDestroy();
    },
  /** Sends a body of another type with status 200. */
  body:
    (contentType: string, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Script =>
    (_, { response }) => {
      response.writeHead(200, { 'Content-Type': contentType, ...headers });
      response.end(body);
    },
  /** Sends a text as a stream, then this line as it is, then the end of the connection. */
  line:
    (text: string, line: string): Script =>
    async (_, { sendPiece, send }) => {
      if (text !== '') await sendPiece(text);
      await send(`${line}\n\n`);
    },
  /** Sends a text and ends the connection in good order, without a reason to end and without `[DONE]`. */
  cutOff:
    (text: string): Script =>
    async (_, { sendPiece }) => {
      await sendPiece(text);
    },
} as const;

export interface ServerManner {
  /** Speaks TLS with a certificate that no client trusts. */
  readonly isTls?: boolean;
}

/** Starts a server on a free port of loopback. */
export async function startScriptedModelServer(
  script: Script = says('OK'),
  { isTls = false }: ServerManner = {},
): Promise<ScriptedModelServer> {
  let always = script;
  const next: Script[] = [];
  const calls: ModelCall[] = [];
  const requests: string[] = [];
  let awaited: { readonly position: number; readonly take: (call: ModelCall) => void }[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    requests.push(`${request.method ?? ''} ${path}`);
    const body = await textOf(request);
    if (path === '/v1/models') {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'scripted', object: 'model' }] }));
      return;
    }
    if (path !== '/v1/chat/completions' || request.method !== 'POST') {
      response.writeHead(404).end();
      return;
    }
    const call = receive(request, body, response);
    calls.push(call);
    for (const { position, take } of awaited) if (position === calls.length - 1) take(call);
    awaited = awaited.filter(({ position }) => position >= calls.length);
    const exchange = createExchange(call, response);
    await (next.shift() ?? always)(call, exchange);
    if (!response.writableEnded && !response.destroyed) response.end();
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => {
      // A script that fails must fail the test: the client sees a reset, and the process an unhandled rejection.
      response.destroy();
      throw error;
    });
  };
  const server = isTls ? createTlsServer(SELF_SIGNED, listener) : createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `${isTls ? 'https' : 'http'}://127.0.0.1:${port}/v1`,
    calls,
    requests,
    play(newScript) {
      always = newScript;
    },
    playNext(...scripts) {
      next.push(...scripts);
    },
    call: (position) =>
      new Promise((take) => {
        const call = calls[position];
        if (call === undefined) awaited.push({ position, take });
        else take(call);
      }),
    connections: () =>
      new Promise((resolve) => {
        server.getConnections((_, count) => {
          resolve(count);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

interface RequestBody {
  readonly model?: string;
  readonly messages?: readonly ChatMessage[];
  readonly stream?: boolean;
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
}

function receive(request: IncomingMessage, body: string, response: ServerResponse): ModelCall {
  const asked = JSON.parse(body) as RequestBody;
  const messages = asked.messages ?? [];
  const call: ModelCall & { endedAt: number | null } = {
    headers: request.headers,
    body,
    model: asked.model ?? null,
    messages,
    prompt: messages.map(({ content }) => content).join('\n'),
    tokensMax: asked.max_tokens ?? asked.max_completion_tokens ?? null,
    isStream: asked.stream === true,
    startedAt: performance.now(),
    endedAt: null,
    ended: new Promise((resolve) => {
      response.once('close', () => {
        call.endedAt = performance.now();
        resolve(response.writableFinished ? 'complete' : 'aborted');
      });
    }),
  };
  return call;
}

function createExchange(call: ModelCall, response: ServerResponse): Exchange {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  const chunk = (delta: object, finishReason: string | null = null) => ({
    id: 'chatcmpl-scripted',
    object: 'chat.completion.chunk',
    created: 0,
    model: call.model,
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  });
  const send = async (bytes: string | Uint8Array) => {
    if (gone.signal.aborted) return;
    if (!response.headersSent) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
      response.flushHeaders();
    }
    if (response.write(bytes)) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        response.off('drain', done);
        gone.signal.removeEventListener('abort', done);
        resolve();
      };
      response.once('drain', done);
      gone.signal.addEventListener('abort', done);
    });
  };
  const sendEvent = (data: unknown) => send(`data: ${JSON.stringify(data)}\n\n`);
  return {
    response,
    isGone: () => gone.signal.aborted,
    send,
    sendEvent,
    sendPiece: (text) => sendEvent(chunk({ content: text })),
    sendEnd: async ({ finishReason = 'stop', usage = null } = {}) => {
      await sendEvent(chunk({}, finishReason));
      if (usage !== null) await sendEvent({ ...chunk({}), choices: [], usage: usageBody(usage) });
      await send('data: [DONE]\n\n');
    },
    pause: async (ms) => {
      if (ms > 0) await sleep(ms, undefined, { signal: gone.signal }).catch(() => undefined);
    },
    untilGone: () =>
      new Promise((resolve) => {
        if (gone.signal.aborted) resolve();
        gone.signal.addEventListener('abort', () => {
          resolve();
        });
      }),
  };
}

function wholeReply(call: ModelCall, text: string, { finishReason = 'stop', usage = null }: ReplyEnd): object {
  return {
    id: 'chatcmpl-scripted',
    object: 'chat.completion',
    created: 0,
    model: call.model,
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: finishReason }],
    ...(usage === null ? {} : { usage: usageBody(usage) }),
  };
}

function usageBody({ inputTokens, outputTokens }: TokenUsage): object {
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
