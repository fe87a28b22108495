import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AnswerEvent } from '../../src/types.ts';
import { askStream, readAnswer } from '../../widget/ask-stream.ts';
import { sampleAnswer, sampleCitation } from '../support/scripted-chatbot.ts';

const API = new URL('https://chat.stadt.example/lumi/');
const ANSWER = sampleAnswer({ text: 'Größe 😀' });
const EVENTS = [
  ': waiting\n\n',
  event('status', { stage: 'retrieve' }),
  event('citations', { citations: [sampleCitation()] }),
  event('sentence', ANSWER.sentences[0]),
  event('notice', { id: 'old', text: 'Alt.' }),
  event('later', { something: 'new' }),
];
const WHOLE = [...EVENTS, event('done', ANSWER)].join('');

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('readAnswer', () => {
  it.each([1, 2, 3, 7, 100_000])('reads a stream that arrives in pieces of %d bytes', async (size) => {
    const seen: AnswerEvent[] = [];
    const outcome = await readAnswer(inPieces(WHOLE, size), (each) => seen.push(each));
    expect(outcome).toEqual({ status: 'done', answer: ANSWER });
    expect(seen).toEqual([
      { type: 'status', stage: 'retrieve' },
      { type: 'citations', citations: [sampleCitation()] },
      { type: 'sentence', sentence: ANSWER.sentences[0] },
      { type: 'notice', notice: { id: 'old', text: 'Alt.' } },
    ]);
  });

  it.each([
    ['ends before its last event', EVENTS.join(''), 'cut'],
    ['is empty', '', 'cut'],
    ['ends within its last event', WHOLE.slice(0, -10), 'cut'],
    ['brings the problem of the server', event('error', { problem: { status: 500 } }), 'fault'],
    ['holds an event that is no JSON', 'event: sentence\ndata: {"text":\n\n', 'fault'],
  ])('fails when the stream %s', async (_, stream, kind) => {
    const outcome = await readAnswer(inPieces(stream, 5), () => undefined);
    expect(outcome).toEqual({ status: 'failed', failure: { kind, retryAfterS: null } });
  });
});

describe('askStream', () => {
  it('asks below the path of the service, without cookies and without an address of the page (D5)', async () => {
    const fetched = stubFetch(() => Promise.resolve(new Response(inPieces(WHOLE, 50))));
    const outcome = await ask();
    expect(outcome.status).toBe('done');
    const [address, init] = fetched.mock.calls[0]!;
    expect(String(address)).toBe('https://chat.stadt.example/lumi/v1/ask');
    expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });
    expect(JSON.parse(init.body as string)).toEqual({ question: 'Wie weit?' });
  });

  it.each([
    [429, { 'Retry-After': '30' }, { kind: 'rate_limited', retryAfterS: 30 }],
    [429, { 'Retry-After': 'soon' }, { kind: 'rate_limited', retryAfterS: null }],
    [503, { 'Retry-After': '5' }, { kind: 'busy', retryAfterS: 5 }],
    [503, { 'Retry-After': '600' }, { kind: 'maintenance', retryAfterS: 600 }],
    [503, {}, { kind: 'maintenance', retryAfterS: null }],
    [413, {}, { kind: 'too_large', retryAfterS: null }],
    [422, {}, { kind: 'invalid', retryAfterS: null }],
    [502, {}, { kind: 'unreachable', retryAfterS: null }],
    [500, {}, { kind: 'fault', retryAfterS: null }],
  ])('tells what %d %j means', async (status, headers, failure) => {
    stubFetch(() => Promise.resolve(new Response('{}', { status, headers })));
    expect(await ask()).toEqual({ status: 'failed', failure });
  });

  it.each([
    [true, 'unreachable'],
    [false, 'offline'],
  ])('tells a service out of reach from a missing connection (online: %s)', async (onLine, kind) => {
    vi.stubGlobal('navigator', { onLine });
    stubFetch(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await ask()).toEqual({ status: 'failed', failure: { kind, retryAfterS: null } });
  });

  it('ends as stopped when it is aborted, before and while the answer arrives', async () => {
    stubFetch(silence);
    const control = new AbortController();
    const running = ask({ signal: control.signal });
    control.abort();
    expect(await running).toEqual({ status: 'stopped' });
    expect(await ask({ signal: AbortSignal.abort() })).toEqual({ status: 'stopped' });
  });

  it('ends as cut when nothing arrives for too long', async () => {
    stubFetch(silence);
    expect(await ask({ idleTimeoutMs: 20 })).toEqual({ status: 'failed', failure: { kind: 'cut', retryAfterS: null } });
  });
});

function ask(options: { signal?: AbortSignal; idleTimeoutMs?: number } = {}) {
  const { signal = new AbortController().signal, ...rest } = options;
  return askStream(API, { question: 'Wie weit?' }, { signal, onEvent: () => undefined, ...rest });
}

function stubFetch(answer: (init: RequestInit) => Promise<Response>) {
  const fetched = vi.fn((_: URL, init: RequestInit) => answer(init));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

/** A response that begins and then says nothing until it is aborted, as `fetch` does it. */
function silence({ signal }: RequestInit): Promise<Response> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      signal?.addEventListener('abort', () => {
        controller.error(signal.reason);
      });
    },
  });
  return Promise.resolve(new Response(body));
}

function event(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function inPieces(text: string, size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}
