import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { describe, expect, it } from 'vitest';
import type { AnswerOptions } from '../../src/chatbot.ts';
import { streamEventSchemas } from '../../src/http/schemas.ts';
import type { Answer } from '../../src/types.ts';
import { sampleAnswer, sampleCitation, tellAnswer } from '../support/scripted-chatbot.ts';
import { createTestApp, postJson, until } from '../support/test-app.ts';

const ask = postJson({ question: 'Wie weit?' }, { Accept: 'text/event-stream' });

function parseEvents(text: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  parser.feed(text);
  return events;
}

/** The data of each event, checked against the schema of its name. */
function checkEvents(text: string): { event: string; data: unknown }[] {
  return parseEvents(text).map(({ event = '', data }) => {
    const schema = streamEventSchemas[event as keyof typeof streamEventSchemas];
    return { event, data: schema.parse(JSON.parse(data)) };
  });
}

describe('POST /v1/ask with Accept: text/event-stream', () => {
  it('sends stages, citations, sentences, notices and at last the whole answer', async () => {
    const { app } = createTestApp();
    const response = await app.request('/v1/ask', ask);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('text/event-stream');
    expect(response.headers.get('X-Accel-Buffering')).toBe('no');
    const answer = sampleAnswer();
    expect(checkEvents(await response.text())).toEqual([
      { event: 'status', data: { stage: 'understand' } },
      { event: 'status', data: { stage: 'retrieve' } },
      { event: 'status', data: { stage: 'compose' } },
      { event: 'citations', data: { citations: answer.citations } },
      { event: 'sentence', data: answer.sentences[0] },
      { event: 'notice', data: answer.notices[0] },
      { event: 'done', data: answer },
    ]);
  });

  it('gives the same answer as without streaming', async () => {
    const { app } = createTestApp();
    const json: unknown = await (await app.request('/v1/ask', postJson({ question: 'Wie weit?' }))).json();
    const events = checkEvents(await (await app.request('/v1/ask', ask)).text());
    expect(events.at(-1)).toEqual({ event: 'done', data: json });
  });

  it.each([
    'text/event-stream',
    'TEXT/EVENT-STREAM',
    'text/event-stream, application/json;q=0.5',
    'application/json, text/event-stream',
  ])('streams for Accept: %s', async (accept) => {
    const { app } = createTestApp();
    const response = await app.request('/v1/ask', postJson({ question: 'a' }, { Accept: accept }));
    expect(response.headers.get('Content-Type')).toBe('text/event-stream');
    await response.text();
  });

  it('refuses before the stream begins with a status and a problem', async () => {
    const { app } = createTestApp();
    const response = await app.request('/v1/ask', postJson({ question: '' }, { Accept: 'text/event-stream' }));
    expect(response.status).toBe(422);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
  });

  it('ends with a problem without internals when the chatbot throws', async () => {
    const { app, events, lines } = createTestApp({
      answer: async (_, { onEvent }) => {
        await onEvent?.({ type: 'status', stage: 'understand' });
        throw new Error('KANARIE');
      },
    });
    const text = await (await app.request('/v1/ask', ask)).text();
    expect(checkEvents(text).map(({ event }) => event)).toEqual(['status', 'error']);
    expect(text).not.toContain('KANARIE');
    await until(() => lines.length === 2);
    expect(events()[0]).toMatchObject({ event: 'fault', code: 'Error' });
  });

  it('keeps a quiet connection open with comments that are no events', async () => {
    const { app } = createTestApp({
      limits: { streamTimes: { heartbeatMs: 10, writeTimeoutMs: 1000 } },
      answer: (_, options) =>
        new Promise((resolve) =>
          setTimeout(() => {
            resolve(tellAnswer(sampleAnswer(), options));
          }, 60),
        ),
    });
    const text = await (await app.request('/v1/ask', ask)).text();
    expect(text.match(/^: waiting$/gm)?.length).toBeGreaterThanOrEqual(2);
    expect(checkEvents(text).at(-1)?.event).toBe('done');
  });

  it('aborts the answer when the client leaves, and gives its place back', async () => {
    let aborted = false;
    const { app, events } = createTestApp({
      limits: { answersAtOnceMax: 1 },
      answer: async (_, { signal, onEvent }) => {
        await onEvent?.({ type: 'status', stage: 'understand' });
        await new Promise<void>((resolve) =>
          signal?.addEventListener('abort', () => {
            resolve();
          }),
        );
        aborted = true;
        throw new DOMException('aborted', 'AbortError');
      },
    });
    const response = await app.request('/v1/ask', ask);
    const reader = response.body!.getReader();
    await reader.read();
    expect((await app.request('/v1/ask', ask)).status).toBe(503);
    await reader.cancel();
    await until(() => aborted && events().length === 2);
    expect(events()[1]).toMatchObject({ event: 'request', status: 200, aborted: true });
    expect((await app.request('/v1/ask', ask)).status).toBe(200);
  });

  it('waits for the reader before it takes the next event, and aborts the answer of one that never reads', async () => {
    let taken = 0;
    let aborted = false;
    const { app, events } = createTestApp({
      limits: { streamTimes: { heartbeatMs: 1000, writeTimeoutMs: 50 } },
      answer: async (_, { signal, onEvent }: AnswerOptions) => {
        while (!signal!.aborted) {
          await onEvent?.({ type: 'sentence', sentence: { text: 'x'.repeat(1000), citations: [], language: 'de' } });
          taken += 1;
        }
        aborted = true;
        return sampleAnswer();
      },
    });
    await app.request('/v1/ask', ask);
    await until(() => aborted);
    expect(taken).toBeLessThan(10);
    await until(() => events().length === 1);
    expect(events()[0]).toMatchObject({ aborted: true });
  });
});

describe('texts that look like events', () => {
  const breaks = ['\n', '\r', '\r\n', '\n\n', '\r\r', '\r\n\r\n', '\u2028', '\u2029', '\u0085', '\u000b'];
  const payloads = [
    ...breaks.map((end) => `Satz.${end}data: {"text":"forged"}`),
    ...breaks.map((end) => `Satz.${end}event: done${end}data: {}${end}${end}`),
    ...[
      'data:',
      'event: error',
      'id: 5',
      'retry: 1',
      ': comment',
      '\ufeffdata: x',
      '\u0000',
      '"}\n\ndata: {"text":"',
      '\\n\\ndata: x',
      '😀\ndata: 😀',
    ],
  ];

  it('are 30 at least', () => {
    expect(payloads.length).toBeGreaterThanOrEqual(30);
  });

  it.each(payloads)('arrive as text: %j', async (payload) => {
    const answer: Answer = sampleAnswer({
      text: payload,
      sentences: [{ text: payload, citations: [1], language: 'de' }],
      citations: [sampleCitation({ title: payload, passage: payload, quote: payload, heading: payload, url: payload })],
      notices: [{ id: payload, text: payload }],
      suggestions: [payload],
    });
    const { app } = createTestApp({ answer: (_, options) => tellAnswer(answer, options) });
    const events = checkEvents(await (await app.request('/v1/ask', ask)).text());
    expect(events.map(({ event }) => event)).toEqual([
      'status',
      'status',
      'status',
      'citations',
      'sentence',
      'notice',
      'done',
    ]);
    expect(events[3]?.data).toEqual({ citations: answer.citations });
    expect(events[4]?.data).toEqual(answer.sentences[0]);
    expect(events[5]?.data).toEqual(answer.notices[0]);
    expect(events[6]?.data).toEqual(answer);
  });
});
