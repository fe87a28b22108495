import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { LlmErrorCode } from '../../src/errors.ts';
import { breaks, says, startScriptedModelServer, type ModelCall, type Script } from './scripted-model-server.ts';

/** One way in which a model or its server fails, as told in `docs/models.md`, and what must become of it. */
export interface ModelFault {
  /** As the table of the docs names it. */
  readonly name: string;
  /** The code with which the stream rejects; `answers` where the reply arrives all the same. */
  readonly outcome: LlmErrorCode | 'answers';
  /** Words that arrive before it, or the whole reply. */
  readonly words?: string;
  /** Requests that reach the server, where it is one that takes any: 2 = it is asked a second time. */
  readonly requests?: number;
  /** Starts what fails. */
  start(): Promise<FaultyModel>;
}

export interface FaultyModel {
  readonly baseUrl: string;
  readonly calls: readonly ModelCall[];
  close(): Promise<void>;
}

/** What a model that answers says in this table. */
export const REPLY = 'Rund 9.200 Kilometer trennen die Städte. [1]';
const WORDS = 'Rund 9.200';
/** What a server or page says that must appear in no message. */
export const FOREIGN_WORDS = 'Geheimes Zeug';

const html = `<!doctype html><title>${FOREIGN_WORDS}</title><p>Bitte anmelden.</p>`;
const chunk = (content: string) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}`;

/** Every way in which a model fails in the tests: those of the network, of the server, of the reply, and the ones that do no harm. */
export const MODEL_FAULTS: readonly ModelFault[] = [
  { name: 'connection refused', outcome: 'llm_unreachable', start: refused },
  // A label of more than 63 characters is no valid name, so no name server is asked for it.
  { name: 'host unknown', outcome: 'llm_unreachable', start: () => nowhere(`http://${'a'.repeat(64)}.example/v1`) },
  { name: 'connection is never made', outcome: 'llm_timeout', start: () => rawServer('https', () => undefined) },
  {
    name: 'server speaks no TLS',
    outcome: 'llm_tls',
    start: () => rawServer('https', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  },
  {
    name: 'certificate not trusted',
    outcome: 'llm_tls',
    start: () => startScriptedModelServer(says(REPLY), { isTls: true }),
  },
  { name: 'reset before the reply', outcome: 'llm_unreachable', requests: 2, ...plays(breaks.reset()) },
  { name: 'silence after the request', outcome: 'llm_timeout', requests: 1, ...plays(breaks.silence()) },
  { name: 'silence after the head', outcome: 'llm_timeout', requests: 1, ...plays(breaks.headOnly()) },
  { name: 'comments instead of content', outcome: 'llm_timeout', requests: 1, ...plays(breaks.comments(20)) },
  { name: 'stall after some words', outcome: 'llm_timeout', words: WORDS, requests: 1, ...plays(breaks.stall(WORDS)) },
  { name: 'a letter now and then', outcome: 'llm_timeout', requests: 1, ...plays(breaks.drip(30)) },
  { name: 'reset in mid-reply', outcome: 'llm_unreachable', words: WORDS, requests: 1, ...plays(breaks.reset(WORDS)) },
  { name: 'cut off in mid-reply', outcome: 'llm_malformed', words: WORDS, requests: 1, ...plays(breaks.cutOff(WORDS)) },
  { name: 'status 400', outcome: 'llm_failed', requests: 1, ...plays(breaks.status(400)) },
  { name: 'status 401', outcome: 'llm_unauthorised', requests: 1, ...plays(breaks.status(401)) },
  { name: 'status 403', outcome: 'llm_unauthorised', requests: 1, ...plays(breaks.status(403)) },
  { name: 'status 404', outcome: 'llm_failed', requests: 1, ...plays(breaks.status(404)) },
  {
    name: 'status 429, wait too long',
    outcome: 'llm_rate_limited',
    requests: 1,
    ...plays(breaks.status(429, { 'Retry-After': '3600' })),
  },
  { name: 'status 500', outcome: 'llm_failed', requests: 2, ...plays(breaks.status(500)) },
  { name: 'status 503', outcome: 'llm_failed', requests: 2, ...plays(breaks.status(503)) },
  { name: 'redirect to another host', outcome: 'llm_failed', requests: 1, start: redirecting },
  {
    name: 'web page instead of a reply',
    outcome: 'llm_malformed',
    requests: 1,
    ...plays(breaks.body('text/html', html)),
  },
  {
    name: 'another content type',
    outcome: 'llm_malformed',
    requests: 1,
    ...plays(breaks.body('text/plain', `${chunk(REPLY)}\n\ndata: [DONE]\n\n`)),
  },
  {
    name: 'compressed rubbish',
    outcome: 'llm_malformed',
    requests: 1,
    ...plays(breaks.body('text/event-stream', 'no gzip at all', { 'Content-Encoding': 'gzip' })),
  },
  {
    name: 'malformed JSON',
    outcome: 'llm_malformed',
    words: WORDS,
    requests: 1,
    ...plays(breaks.line(WORDS, `event: thread.x\ndata: {"choices":[{"delta":{"content":"${FOREIGN_WORDS}`)),
  },
  {
    name: 'JSON of another shape',
    outcome: 'llm_malformed',
    words: WORDS,
    requests: 1,
    ...plays(breaks.line(WORDS, `data: {"choices":[{"delta":{"content":["${FOREIGN_WORDS}"]}}]}`)),
  },
  {
    name: 'bytes that are no UTF-8',
    outcome: 'llm_malformed',
    requests: 1,
    ...plays(async (_, { send }) => send(Buffer.from(`${chunk('Stra\u00dfe')}\n\n`, 'latin1'))),
  },
  {
    name: 'error in mid-reply',
    outcome: 'llm_failed',
    words: WORDS,
    requests: 1,
    ...plays(breaks.line(WORDS, `data: {"error":{"message":"${FOREIGN_WORDS}"}}`)),
  },
  { name: 'empty reply', outcome: 'llm_empty', requests: 1, ...plays(says('')) },
  { name: 'white space only', outcome: 'llm_empty', requests: 1, ...plays(says(' \n\n ')) },
  {
    name: 'reasoning only',
    outcome: 'llm_empty',
    requests: 1,
    ...plays(async (_, { sendEvent, sendEnd }) => {
      await sendEvent({ choices: [{ index: 0, delta: { reasoning_content: FOREIGN_WORDS, content: null } }] });
      await sendEnd({ finishReason: 'length' });
    }),
  },
  {
    name: 'a tool call instead of words',
    outcome: 'llm_empty',
    requests: 1,
    ...plays(async (_, { sendEvent, sendEnd }) => {
      const call = { index: 0, id: 'x', type: 'function', function: { name: 'search', arguments: FOREIGN_WORDS } };
      await sendEvent({ choices: [{ index: 0, delta: { role: 'assistant', tool_calls: [call] } }] });
      await sendEnd();
    }),
  },
  { name: 'endless reply', outcome: 'llm_too_long', requests: 1, ...plays(breaks.endless()) },
  { name: 'one huge line', outcome: 'llm_too_long', requests: 1, ...plays(breaks.hugeLine()) },
  {
    name: 'status 429, short wait',
    outcome: 'answers',
    words: REPLY,
    requests: 2,
    ...playsOnce(breaks.status(429, { 'Retry-After': '0' })),
  },
  { name: 'status 500 once', outcome: 'answers', words: REPLY, requests: 2, ...playsOnce(breaks.status(500)) },
  { name: 'reset once before the reply', outcome: 'answers', words: REPLY, requests: 2, ...playsOnce(breaks.reset()) },
  {
    name: 'umlaut split between packets',
    outcome: 'answers',
    words: REPLY,
    requests: 1,
    ...plays(async (_, { send, sendEnd, pause }) => {
      const bytes = Buffer.from(`${chunk(REPLY)}\n\n`);
      const inUmlaut = bytes.indexOf('ä') + 1;
      await send(bytes.subarray(0, inUmlaut));
      await pause(20);
      await send(bytes.subarray(inUmlaut));
      await sendEnd();
    }),
  },
  {
    name: 'one byte a packet',
    outcome: 'answers',
    words: REPLY,
    requests: 1,
    ...plays(async (_, { send, sendEnd }) => {
      for (const byte of Buffer.from(`${chunk(REPLY)}\r\n\r\n`)) await send(Uint8Array.of(byte));
      await sendEnd();
    }),
  },
  {
    name: 'no [DONE] at the end',
    outcome: 'answers',
    words: REPLY,
    requests: 1,
    ...plays(async (_, { sendPiece, sendEvent }) => {
      await sendPiece(REPLY);
      await sendEvent({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
    }),
  },
  {
    name: 'connection stays open after [DONE]',
    outcome: 'answers',
    words: REPLY,
    requests: 1,
    ...plays(async (_, { sendPiece, sendEnd, untilGone }) => {
      await sendPiece(REPLY);
      await sendEnd();
      await untilGone();
    }),
  },
  {
    name: 'tokens used up',
    outcome: 'answers',
    words: REPLY,
    requests: 1,
    ...plays(says(REPLY, { finishReason: 'length' })),
  },
  { name: 'usage not told', outcome: 'answers', words: REPLY, requests: 1, ...plays(says(REPLY, { usage: null })) },
];

function plays(script: Script): Pick<ModelFault, 'start'> {
  return { start: () => startScriptedModelServer(script) };
}

function playsOnce(script: Script): Pick<ModelFault, 'start'> {
  return {
    async start() {
      const server = await startScriptedModelServer(says(REPLY));
      server.playNext(script);
      return server;
    },
  };
}

/** Nobody listens where somebody did a moment ago. */
async function refused(): Promise<FaultyModel> {
  const server = await startScriptedModelServer();
  await server.close();
  return server;
}

function nowhere(baseUrl: string): Promise<FaultyModel> {
  return Promise.resolve({ baseUrl, calls: [], close: () => Promise.resolve() });
}

/** Takes connections and does with them what is asked. */
async function rawServer(protocol: string, onConnection: (socket: Socket) => unknown): Promise<FaultyModel> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    baseUrl: `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls: [],
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** Sends those who ask to another server, which must not be asked. `calls` has those of both. */
async function redirecting(): Promise<FaultyModel> {
  const other = await startScriptedModelServer(says(REPLY));
  const server = await startScriptedModelServer(breaks.status(307, { Location: `${other.baseUrl}/chat/completions` }));
  return {
    baseUrl: server.baseUrl,
    get calls() {
      return [...server.calls, ...other.calls];
    },
    close: async () => {
      await server.close();
      await other.close();
    },
  };
}
