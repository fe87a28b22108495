import { describe, expect, it } from 'vitest';
import { LumiError } from '../../src/errors.ts';
import { createEventLog, faultFacts } from '../../src/http/event-log.ts';
import { sampleAnswer, sampleCitation, tellAnswer } from '../support/scripted-chatbot.ts';
import { createTestApp, postJson, until } from '../support/test-app.ts';

const CANARY = 'Zitronenfalter4711';

describe('the log of requests', () => {
  it('holds a line with route, method, status, time and the facts of the answer', async () => {
    const { app, events } = createTestApp();
    await app.request('/v1/ask', postJson({ question: 'Wie weit?' }));
    expect(events()).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        event: 'request',
        route: '/v1/ask',
        method: 'POST',
        status: 200,
        durationMs: expect.any(Number) as number,
        answerStatus: 'answered',
        answerer: 'extractive',
        language: 'de',
        citations: 1,
        generation: '2026-11-22-0001',
      },
    ]);
  });

  it('names the documents that contradict each other, for editors', async () => {
    const answer = sampleAnswer({
      citations: [sampleCitation(), sampleCitation({ number: 2, documentId: 'stadt-heidelberg/alt' })],
      notices: [{ id: 'conflict', text: CANARY }],
    });
    const { app, lines, events } = createTestApp({
      answer: (_: unknown, options: Parameters<typeof tellAnswer>[1]) => tellAnswer(answer, options),
    });
    await app.request('/v1/ask', postJson({ question: 'Wie weit?' }));
    expect(events()[0]).toMatchObject({ conflict: ['stadt-heidelberg/kumamoto', 'stadt-heidelberg/alt'] });
    expect(lines.join('')).not.toContain(CANARY);
  });

  it('tells the part of a language model: calls, the cause of a fault, and reasons', async () => {
    const { app, events } = createTestApp({
      answer: (_, options) => {
        const record = { firstTokenMs: null, totalMs: 3, inputTokens: 0, outputTokens: 0 };
        options.onGeneration?.({
          calls: [{ purpose: 'answer', outcome: 'llm_unreachable', ...record }],
          withheld: ['number', 'number', 'link'],
        });
        return tellAnswer(sampleAnswer(), options);
      },
    });
    for (const headers of [{}, { Accept: 'text/event-stream' }])
      await (await app.request('/v1/ask', postJson({ question: 'a' }, headers))).text();
    await until(() => events().length === 2);
    const part = { modelCalls: 1, modelFault: 'llm_unreachable', withheld: { number: 2, link: 1 } };
    expect(events()).toEqual([expect.objectContaining(part), expect.objectContaining(part)]);
  });

  it('names routes by their pattern and unknown addresses not at all', async () => {
    const { app, events } = createTestApp();
    for (const path of ['/v1/documents/stadt-heidelberg/kumamoto', `/v1/${CANARY}`, `/${CANARY}?${CANARY}`])
      await app.request(path);
    await app.request('/v1/info', { method: CANARY });
    expect(events().map((event) => event.route)).toEqual([
      '/v1/documents/:publisher/:slug',
      '(none)',
      '(none)',
      '/v1/info',
    ]);
  });

  it('writes one line for a streamed answer, when it has ended', async () => {
    const { app, lines, events } = createTestApp();
    const response = await app.request('/v1/ask', postJson({ question: 'a' }, { Accept: 'text/event-stream' }));
    expect(lines).toEqual([]);
    await response.text();
    await until(() => lines.length > 0);
    expect(events()).toEqual([expect.objectContaining({ status: 200, answerStatus: 'answered' })]);
  });

  it('never holds a word of question, history, search, answer, comment, header or address', async () => {
    const answer = sampleAnswer({
      text: CANARY,
      sentences: [{ text: CANARY, citations: [1], language: 'de' }],
      citations: [sampleCitation({ passage: CANARY, quote: CANARY, title: CANARY })],
      suggestions: [CANARY],
    });
    const script = { answer: (_: unknown, options: Parameters<typeof tellAnswer>[1]) => tellAnswer(answer, options) };
    const failing = { answer: () => Promise.reject(new Error(`cannot parse "${CANARY}"\n    at ${CANARY}`)) };
    const lines: string[] = [];
    for (const test of [createTestApp(script), createTestApp(failing)]) {
      const headers = {
        'User-Agent': CANARY,
        Referer: `https://x.example/${CANARY}`,
        Origin: `https://${CANARY}.example`,
        'X-Forwarded-For': CANARY,
        'X-Request-Id': CANARY,
        Cookie: CANARY,
        Authorization: `Bearer ${CANARY}`,
      };
      const env = { incoming: { socket: { remoteAddress: CANARY } } };
      const question = { question: CANARY, history: [{ question: CANARY, answer: CANARY }] };
      const chat = {
        model: 'lumi',
        user: CANARY,
        metadata: { [CANARY]: CANARY },
        messages: ['system', 'user', 'assistant', 'user'].map((role) => ({ role, name: CANARY, content: CANARY })),
      };
      const requests: [string, RequestInit][] = [
        ['/v1/ask', postJson(question, headers)],
        ['/v1/ask', postJson(question, { ...headers, Accept: `text/event-stream, ${CANARY}` })],
        ['/v1/ask', postJson({ ...question, [CANARY]: CANARY }, headers)],
        ['/v1/ask', { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: CANARY }],
        ['/v1/ask', { method: 'POST', headers: { ...headers, 'Content-Type': `text/${CANARY}` }, body: CANARY }],
        ['/v1/chat/completions', postJson(chat, headers)],
        ['/v1/chat/completions', postJson({ ...chat, stream: true }, headers)],
        ['/v1/chat/completions', postJson({ ...chat, model: CANARY }, headers)],
        ['/v1/chat/completions', postJson({ ...chat, n: CANARY }, headers)],
        [`/v1/search?q=${CANARY}&${CANARY}=1`, { headers }],
        [`/v1/search?q=${CANARY}`, { headers }],
        [`/v1/documents/${CANARY}/${CANARY}`, { headers }],
        ['/v1/feedback', postJson({ answerId: CANARY, value: 'up', comment: CANARY }, headers)],
        [`/${CANARY}`, { headers, method: CANARY }],
      ];
      for (const [path, init] of requests) await (await test.app.request(path, init, env)).text();
      await until(() => test.events().filter(({ event }) => event === 'request').length === requests.length);
      lines.push(...test.lines, await (await test.app.request('/metrics')).text());
    }
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) expect(line.toLowerCase()).not.toContain(CANARY.toLowerCase());
  });
});

describe('createEventLog', () => {
  it('writes one JSON object and one line break for an event', () => {
    const lines: string[] = [];
    const log = createEventLog(
      (line) => lines.push(line),
      () => new Date('2026-11-22T10:00:00Z'),
    );
    log.record({ event: 'fault', route: 'a\nb', code: 'x', frames: [] });
    expect(lines).toEqual([
      '{"time":"2026-11-22T10:00:00.000Z","event":"fault","route":"a\\nb","code":"x","frames":[]}\n',
    ]);
  });
});

describe('faultFacts', () => {
  it('names the code of our errors and the class of others, and where they were thrown', () => {
    expect(faultFacts(new LumiError('index_corrupt', CANARY)).code).toBe('index_corrupt');
    const { code, frames } = faultFacts(new RangeError(CANARY));
    expect(code).toBe('RangeError');
    expect(frames[0]).toMatch(/^at .*event-log\.test\.ts/);
    expect(frames.length).toBeLessThanOrEqual(6);
  });

  it.each([CANARY, `a\n    at ${CANARY} (x.js:1:1)`, '', `\n at ${CANARY}\n`])(
    'leaves the message out: %j',
    (message) => {
      expect(JSON.stringify(faultFacts(new Error(message)))).not.toContain(CANARY);
      const renamed = new Error('first');
      renamed.message = message;
      expect(JSON.stringify(faultFacts(renamed))).not.toContain(CANARY);
    },
  );

  it('leaves a message out that was replaced after the stack was written', () => {
    const error = new Error('another');
    error.stack = `Error: ${CANARY}\n    at ${CANARY}\n    at place (file.js:1:1)`;
    expect(JSON.stringify(faultFacts(error))).not.toContain(CANARY);
  });

  it.each([CANARY, null, undefined, { message: CANARY }])('says of a thrown %o only what it is', (value) => {
    expect(JSON.stringify(faultFacts(value))).not.toContain(CANARY);
  });
});
