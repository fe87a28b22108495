import { request as requestHttp, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { request as requestTls, Agent as TlsAgent } from 'node:https';
import { isModelFault, connectionFault, modelFault, statusFault } from './model-faults.ts';
import { readReplyLine, type ReplyFormat } from './reply-line.ts';

/**
 * The HTTP client through which LangChain's packages reach a model's server, in place of the global `fetch`, which cannot bound the time of
 * connecting or the length of a line, follows redirects, and unpacks compressed bodies of any size. It
 * - connects in bounded time, straight to the host: no proxy is used, whatever HTTP_PROXY says;
 * - follows no redirect, so that key and prompt go to no other host;
 * - reads no body of a refusal, because it may repeat what was sent;
 * - passes on only complete lines of the expected format, at a bounded length.
 * All its faults are `llm_*` errors, thrown where it reads.
 */
export interface TransportOptions {
  /** Milliseconds in which the connection must stand, TLS included. */
  readonly connectMs: number;
  readonly format: ReplyFormat;
}

/** Bytes of one line: some thousand times what one token takes; models that repeat much around it stay below. */
const LINE_BYTES_MAX = 262_144;
/** Bytes of one reply: 800 tokens take some 200 kB as events, and reasoning that is thrown away may take ten times as much. */
const REPLY_BYTES_MAX = 8_388_608;
/** After the end of a reply the connection is kept for the next one, if the server ends its body within this time. */
const REST_MS = 1_000;
/** Headers that go out: what a library adds besides (its version, the operating system) is nobody's business. */
const HEADERS = ['authorization', 'content-type', 'accept'] as const;

/** A `fetch` for one model's server. */
export function createModelTransport({ connectMs, format }: TransportOptions): typeof fetch {
  const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new TlsAgent({ keepAlive: true }) };
  return async (input, init) => {
    const asked = new Request(input, init);
    const url = new URL(asked.url);
    const body = Buffer.from(await asked.arrayBuffer());
    const headers = Object.fromEntries(
      HEADERS.flatMap((name) => {
        const value = asked.headers.get(name);
        return value === null ? [] : [[name, value] as const];
      }),
    );
    const reply = await new Promise<IncomingMessage>((resolve, reject) => {
      const isTls = url.protocol === 'https:';
      const request = (isTls ? requestTls : requestHttp)(url, {
        agent: agents[isTls ? 'https:' : 'http:'],
        method: asked.method,
        headers: { ...headers, 'content-length': body.length, 'accept-encoding': 'identity', 'user-agent': 'lumi' },
      });
      // Not by the option `signal`: a reply that is complete has given its connection back, and an abort would destroy it all the same,
      // under the next call or without anyone who listens to the error.
      let response: IncomingMessage | null = null;
      const abort = () => {
        if (response?.complete !== true) request.destroy(asked.signal.reason as Error);
      };
      asked.signal.addEventListener('abort', abort, { once: true });
      request.once('close', () => {
        asked.signal.removeEventListener('abort', abort);
      });
      let at: 'connect' | 'tls' | 'reply' = 'connect';
      const timer = setTimeout(() => {
        request.destroy(
          modelFault('llm_timeout', url.origin, `took no connection within ${connectMs} ms. Check that it runs.`),
        );
      }, connectMs);
      const connected = () => {
        at = 'reply';
        clearTimeout(timer);
      };
      request.on('socket', (socket) => {
        if (request.reusedSocket) {
          connected();
          return;
        }
        socket.once('connect', () => {
          if (isTls) at = 'tls';
          else connected();
        });
        if (isTls) socket.once('secureConnect', connected);
      });
      request.on('error', (error) => {
        clearTimeout(timer);
        reject(asked.signal.aborted || isModelFault(error) ? error : connectionFault(url.origin, error, at));
      });
      request.on('response', (arrived) => {
        response = arrived;
        // Whoever reads it sees its errors; a late one, when no one reads any more, must not end the process.
        arrived.on('error', () => undefined);
        resolve(arrived);
      });
      request.end(body);
    });
    const fault = faultOfHead(reply, url.origin, format);
    if (fault !== null) {
      reply.destroy();
      throw fault;
    }
    return new Response(streamOf(readReply(reply, url.origin, format)), {
      headers: { 'content-type': format.contentType },
    });
  };
}

/** As `ReadableStream.from`, which the types of browsers do not know; the widget's tests are checked with those. */
function streamOf(pieces: AsyncGenerator<Uint8Array, undefined>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await pieces.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

/** What is wrong with status line and headers, or null. */
function faultOfHead(reply: IncomingMessage, origin: string, format: ReplyFormat): Error | null {
  const status = reply.statusCode ?? 0;
  if (status !== 200) return statusFault(origin, { status, retryAfterMs: retryAfterMs(reply.headers['retry-after']) });
  const contentType = (reply.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (contentType !== format.contentType)
    return modelFault(
      'llm_malformed',
      origin,
      `sent ${/^[\w.+-]{1,40}\/[\w.+-]{1,40}$/.test(contentType) ? contentType : 'no known content type'}, where ${format.contentType} was expected. Check that LUMI_LLM_BASE_URL leads to the model's interface, mostly a path ending in /v1, and to no web page or proxy.`,
    );
  const encoding = reply.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    return modelFault(
      'llm_malformed',
      origin,
      'sent a compressed reply, which was not asked for. Turn compression off in the proxy in front of it.',
    );
  return null;
}

/** Seconds or a date (RFC 9110, 10.2.3) as milliseconds from now, or null. */
function retryAfterMs(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

/** The lines of a reply that the format lets through, as bytes; ends with the reply, not with the connection. */
async function* readReply(
  reply: IncomingMessage,
  origin: string,
  format: ReplyFormat,
): AsyncGenerator<Uint8Array, undefined> {
  const encoder = new TextEncoder();
  let isEnded = false;
  let isFinished = false;
  try {
    for await (const line of linesOf(reply, origin)) {
      const read = readReplyLine(line, format, origin);
      if (read.text !== null) yield encoder.encode(read.text);
      isFinished ||= read.isFinished;
      if (read.isEnd) {
        isEnded = true;
        break;
      }
    }
  } catch (error) {
    throw isModelFault(error) ? error : connectionFault(origin, error, 'reply');
  } finally {
    if (isEnded) keepForNext(reply);
    else reply.destroy();
  }
  if (!isEnded && !isFinished)
    throw modelFault(
      'llm_malformed',
      origin,
      'ended its reply without saying that it is finished, so it may be half of one. A proxy in front of it may cut it.',
    );
}

/** Lines without their ends. Throws `llm_too_long` beyond the bounds and `llm_malformed` for bytes that are no UTF-8. */
async function* linesOf(reply: IncomingMessage, origin: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (bytes: Uint8Array) => {
    try {
      return decoder.decode(bytes).replace(/\r$/, '');
    } catch {
      throw modelFault('llm_malformed', origin, 'sent bytes that are no UTF-8.');
    }
  };
  let rest: Buffer[] = [];
  let restBytes = 0;
  let bytes = 0;
  // The connection outlives the loop where the reply ended well; `readReply` closes it where not.
  for await (const part of reply.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > REPLY_BYTES_MAX)
      throw modelFault('llm_too_long', origin, `sent more than ${REPLY_BYTES_MAX} bytes for one reply.`);
    let start = 0;
    for (let end = part.indexOf(0x0a); end !== -1; end = part.indexOf(0x0a, start)) {
      const line = Buffer.concat([...rest, part.subarray(start, end)]);
      rest = [];
      restBytes = 0;
      start = end + 1;
      yield decode(line);
    }
    if (start < part.length) {
      rest.push(part.subarray(start));
      restBytes += part.length - start;
    }
    if (restBytes > LINE_BYTES_MAX)
      throw modelFault('llm_too_long', origin, `sent a line of more than ${LINE_BYTES_MAX} bytes.`);
  }
  if (restBytes > 0) yield decode(Buffer.concat(rest));
}

/** Lets a reply that has said all end by itself, so that its connection serves again. */
function keepForNext(reply: IncomingMessage): void {
  const timer = setTimeout(() => reply.destroy(), REST_MS).unref();
  reply.once('close', () => {
    clearTimeout(timer);
  });
  reply.resume();
}
