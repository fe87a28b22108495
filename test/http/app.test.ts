import { describe, expect, it } from 'vitest';
import { LumiError } from '../../src/errors.ts';
import {
  answerSchema,
  documentSchema,
  documentsResponseSchema,
  healthSchema,
  infoSchema,
  problemSchema,
  readinessSchema,
  searchResponseSchema,
} from '../../src/http/schemas.ts';
import { sampleAnswer, sampleDocument, samplePassage } from '../support/scripted-chatbot.ts';
import { createTestApp, postJson } from '../support/test-app.ts';

async function problemOf(response: Response) {
  expect(response.headers.get('Content-Type')).toBe('application/problem+json');
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

describe('POST /v1/ask', () => {
  it('returns the answer as the contract describes it', async () => {
    const { app } = createTestApp();
    const response = await app.request('/v1/ask', postJson({ question: 'Wie weit?' }));
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('application/json');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const answer: unknown = await response.json();
    expect(answerSchema.parse(answer)).toEqual(sampleAnswer());
    expect(answer).toEqual(sampleAnswer());
  });

  it('hands the pipeline a complete request: trimmed question, defaults filled in', async () => {
    const { app, chatbot } = createTestApp();
    await app.request('/v1/ask', postJson({ question: '  Wie\nweit?\t' }));
    expect(chatbot.asked).toEqual([{ question: 'Wie\nweit?', history: [], language: null, plainLanguage: false }]);
  });

  it('hands on history, language and plain language', async () => {
    const { app, chatbot } = createTestApp();
    const body = {
      question: 'Und wann?',
      history: [{ question: 'Wie weit?', answer: '' }],
      language: 'en',
      plainLanguage: true,
    };
    expect((await app.request('/v1/ask', postJson(body))).status).toBe(200);
    expect(chatbot.asked).toEqual([body]);
  });

  it.each([
    ['an empty question', { question: '' }, 'question'],
    ['a blank question', { question: ' \n\t ' }, 'question'],
    ['a missing question', {}, 'question'],
    ['a question that is no text', { question: 5 }, 'question'],
    ['a question one character too long', { question: 'x'.repeat(501) }, 'question'],
    ['a null character', { question: 'a\u0000b' }, 'question'],
    ['an escape character', { question: 'a\u001b[31mb' }, 'question'],
    ['a C1 control character', { question: 'a\u009bb' }, 'question'],
    ['half a surrogate pair', { question: 'a\ud800b' }, 'question'],
    ['a history that is no list', { question: 'a', history: {} }, 'history'],
    ['one turn too many', { question: 'a', history: new Array(7).fill({ question: 'a', answer: 'b' }) }, 'history'],
    [
      'an earlier answer that is too long',
      { question: 'a', history: [{ question: 'a', answer: 'x'.repeat(8001) }] },
      'history.0.answer',
    ],
    [
      'an earlier question that is too long',
      { question: 'a', history: [{ question: 'x'.repeat(501), answer: '' }] },
      'history.0.question',
    ],
    [
      'a control character in an earlier answer',
      { question: 'a', history: [{ question: 'a', answer: '\u0007' }] },
      'history.0.answer',
    ],
    ['a language that is not offered', { question: 'a', language: 'fr' }, 'language'],
    ['a flag that is no flag', { question: 'a', plainLanguage: 'yes' }, 'plainLanguage'],
    ['a list instead of an object', [], ''],
    ['null', null, ''],
  ])('refuses %s with 422 and its place', async (_, body, path) => {
    const { app, chatbot } = createTestApp();
    const response = await app.request('/v1/ask', postJson(body));
    expect(response.status).toBe(422);
    const problem = await problemOf(response);
    expect(problem.title).toBe('Unprocessable Content');
    expect(problem.errors?.map((error) => error.path)).toContain(path);
    expect(chatbot.asked).toEqual([]);
  });

  it.each(['extra', '__proto__', 'constructor', 'questions'])('names the unknown key %s', async (key) => {
    const { app } = createTestApp();
    const body = `{"question":"a","${key}":{"polluted":true}}`;
    const response = await app.request('/v1/ask', { method: 'POST', headers: JSON_TYPE, body });
    expect(response.status).toBe(422);
    expect((await problemOf(response)).errors?.[0]?.message).toContain(key);
    expect('polluted' in {}).toBe(false);
  });

  it('accepts the longest question, the longest history and every German letter', async () => {
    const { app } = createTestApp();
    const history = new Array(6).fill({ question: 'ä'.repeat(500), answer: 'ß'.repeat(8000) });
    expect((await app.request('/v1/ask', postJson({ question: 'ü'.repeat(500), history }))).status).toBe(200);
    expect((await app.request('/v1/ask', postJson({ question: '😀 „Straße“\r\nund?' }))).status).toBe(200);
  });

  it('lists at most 20 errors and cuts their messages', async () => {
    const { app } = createTestApp();
    const history = new Array(6).fill({ question: 5, answer: 5, ['k'.repeat(300)]: 1 });
    const body = { question: 5, history, language: 5, plainLanguage: 5, extra: 5 };
    const response = await app.request('/v1/ask', postJson(body));
    const { errors = [] } = await problemOf(response);
    expect(errors).toHaveLength(20);
    expect(Math.max(...errors.map(({ message }) => message.length))).toBeLessThanOrEqual(200);
  });

  it.each(['{', '', '{"question": "a"', 'question=a', '[1,2', '['.repeat(60_000)])(
    'answers 400 to a body that is not JSON (%#)',
    async (body) => {
      const { app } = createTestApp();
      const response = await app.request('/v1/ask', { method: 'POST', headers: JSON_TYPE, body });
      expect(response.status).toBe(400);
      await problemOf(response);
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])(
    'answers 415 to %s',
    async (contentType) => {
      const { app } = createTestApp();
      const response = await app.request('/v1/ask', {
        method: 'POST',
        headers: { 'Content-Type': contentType },
        body: '{"question":"a"}',
      });
      expect(response.status).toBe(415);
      await problemOf(response);
    },
  );

  it('answers 413 to a body above the limit, whatever its content', async () => {
    const { app, chatbot } = createTestApp();
    const body = { question: 'a', pad: 'x'.repeat(131_072) };
    const response = await app.request('/v1/ask', {
      ...postJson(body),
      headers: { ...JSON_TYPE, 'Content-Length': '140000' },
    });
    expect(response.status).toBe(413);
    await problemOf(response);
    expect((await app.request('/v1/ask', postJson(body))).status).toBe(413);
    expect(chatbot.asked).toEqual([]);
  });

  it.each([
    [{ question: '' }, {}, 'Die Frage ist leer.'],
    [{ question: '' }, { 'Accept-Language': 'en-GB,de;q=0.5' }, 'The question is empty.'],
    [{ question: '' }, { 'Accept-Language': 'fr, en;q=0.3, de;q=0.9' }, 'Die Frage ist leer.'],
    [{ question: '', language: 'en' }, { 'Accept-Language': 'de' }, 'The question is empty.'],
    [
      { question: 'x'.repeat(501), language: 'de' },
      { 'Accept-Language': 'en' },
      'Die Frage ist zu lang. Bitte kürzer fassen.',
    ],
    [{ question: 'x'.repeat(501) }, { 'Accept-Language': 'en;q=0, *' }, 'Die Frage ist zu lang. Bitte kürzer fassen.'],
  ])('tells citizens in their language what is wrong (%#)', async (body, headers, detail) => {
    const { app } = createTestApp();
    expect((await problemOf(await app.request('/v1/ask', postJson(body, headers)))).detail).toBe(detail);
  });

  it('answers 500 without internals when the chatbot throws, and logs the code only', async () => {
    const { app, lines, events } = createTestApp({
      answer: () => Promise.reject(new TypeError('secret KANARIE\n    at frame (/KANARIE)')),
    });
    const response = await app.request('/v1/ask', postJson({ question: 'a' }));
    expect(response.status).toBe(500);
    expect(await response.clone().text()).not.toContain('KANARIE');
    await problemOf(response);
    expect(lines.join('')).not.toContain('KANARIE');
    expect(events()).toEqual([
      expect.objectContaining({ event: 'fault', route: '/v1/ask', code: 'TypeError' }),
      expect.objectContaining({ event: 'request', route: '/v1/ask', status: 500 }),
    ]);
  });

  it('gives the place back when an answer fails', async () => {
    let calls = 0;
    const { app } = createTestApp({
      limits: { answersAtOnceMax: 1 },
      answer: () => ((calls += 1) === 1 ? Promise.reject(new Error('once')) : Promise.resolve(sampleAnswer())),
    });
    expect((await app.request('/v1/ask', postJson({ question: 'a' }))).status).toBe(500);
    expect((await app.request('/v1/ask', postJson({ question: 'a' }))).status).toBe(200);
  });

  it('refuses more answers at once than there are places, with 503 and Retry-After', async () => {
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { app } = createTestApp({ limits: { answersAtOnceMax: 2 }, answer: () => gate.then(() => sampleAnswer()) });
    const running = [1, 2].map(async () => app.request('/v1/ask', postJson({ question: 'a' })));
    await new Promise((resolve) => setTimeout(resolve, 10));
    const refused = await app.request('/v1/ask', postJson({ question: 'a', language: 'en' }));
    expect(refused.status).toBe(503);
    expect(refused.headers.get('Retry-After')).toBe('2');
    expect((await problemOf(refused)).detail).toMatch(/^A great many people/);
    release();
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await app.request('/v1/ask', postJson({ question: 'a' }))).status).toBe(200);
  });

  it('keeps a content-free record of the answer', async () => {
    const { app, feedback } = createTestApp();
    await app.request('/v1/ask', postJson({ question: 'Wie weit?' }));
    expect(feedback.answers).toEqual([
      {
        id: sampleAnswer().id,
        createdAt: sampleAnswer().createdAt,
        status: 'answered',
        language: 'de',
        documentIds: ['stadt-heidelberg/kumamoto'],
        generation: '2026-11-22-0001',
      },
    ]);
  });

  it('answers although the record cannot be kept', async () => {
    const { app, feedback, events } = createTestApp();
    feedback.rememberAnswer = () => {
      throw new LumiError('store_unavailable', 'The disk is full.');
    };
    expect((await app.request('/v1/ask', postJson({ question: 'a' }))).status).toBe(200);
    expect(events()[0]).toMatchObject({ event: 'fault', code: 'store_unavailable' });
  });
});

describe('not ready and in maintenance', () => {
  const notReady = { readiness: () => ({ ready: false, checks: { index: { ok: false, detail: 'being built' } } }) };
  const asks = [
    ['ask', '/v1/ask', postJson({ question: 'a' })],
    ['search', '/v1/search?q=a', {}],
  ] as const;

  it.each(asks)('answers 503 to %s while not ready', async (_, path, init) => {
    const { app, chatbot } = createTestApp(notReady);
    const response = await app.request(path, init);
    expect(response.status).toBe(503);
    expect(response.headers.get('Retry-After')).toBe('5');
    expect((await problemOf(response)).detail).toMatch(/^Die Dokumente werden gerade geladen/);
    expect(chatbot.asked).toEqual([]);
  });

  it.each(asks)('answers 503 to %s in maintenance', async (_, path, init) => {
    const { app } = createTestApp({ config: { maintenance: true } });
    const response = await app.request(path, init);
    expect(response.status).toBe(503);
    expect(response.headers.get('Retry-After')).toBe('600');
    expect((await problemOf(response)).detail).toMatch(/^Hier wird gerade gewartet/);
  });

  it('answers 503 when the index is lost between the check and the search', async () => {
    const { app } = createTestApp({ retrieve: () => Promise.reject(new LumiError('not_ready', 'There is no index.')) });
    expect((await app.request('/v1/search?q=a')).status).toBe(503);
  });

  it('stays alive, and readiness says what is missing', async () => {
    const { app } = createTestApp(notReady);
    const health = await app.request('/healthz');
    expect(health.status).toBe(200);
    expect(healthSchema.parse(await health.json())).toEqual({ status: 'ok' });
    const ready = await app.request('/readyz');
    expect(ready.status).toBe(503);
    expect(readinessSchema.parse(await ready.json())).toEqual(notReady.readiness());
    expect((await app.request('/v1/info')).status).toBe(200);
  });
});

describe('GET /readyz', () => {
  it('is ready with its checks, and not while the server stops', async () => {
    const { app } = createTestApp();
    const ready = await app.request('/readyz');
    expect(ready.status).toBe(200);
    expect(readinessSchema.parse(await ready.json()).ready).toBe(true);
    const stopping = await app.request('/readyz', {}, { stopping: () => true });
    expect(stopping.status).toBe(503);
    expect(readinessSchema.parse(await stopping.json()).checks.server).toEqual({ ok: false, detail: 'stopping' });
    expect(stopping.headers.get('Connection')).toBe('close');
  });
});

describe('GET /v1/search', () => {
  it('returns ranked passages with headings joined', async () => {
    const { app, chatbot } = createTestApp();
    const response = await app.request('/v1/search?q=%20Kumamoto%20&limit=3&language=de');
    expect(response.status).toBe(200);
    const { document, text, score, explain } = samplePassage();
    expect(searchResponseSchema.parse(await response.json())).toEqual({
      passages: [
        {
          documentId: document.id,
          title: document.title,
          publishedOn: document.publishedOn,
          url: document.url,
          heading: 'Reise › Entfernung',
          text,
          score,
          explain,
        },
      ],
    });
    expect(chatbot.searched).toEqual([{ question: 'Kumamoto', limit: 3, language: 'de' }]);
  });

  it('asks for ten passages in any language unless told otherwise', async () => {
    const { app, chatbot } = createTestApp();
    await app.request('/v1/search?q=a');
    expect(chatbot.searched).toEqual([{ question: 'a', limit: 10 }]);
  });

  it.each([
    ['', 'q'],
    ['q=', 'q'],
    ['q=%20', 'q'],
    ['q=%00', 'q'],
    [`q=${'x'.repeat(501)}`, 'q'],
    ['q=a&q=b', 'q'],
    ['q=a&limit=0', 'limit'],
    ['q=a&limit=101', 'limit'],
    ['q=a&limit=1.5', 'limit'],
    ['q=a&limit=1e1', 'limit'],
    ['q=a&limit=%2010', 'limit'],
    ['q=a&limit=', 'limit'],
    ['q=a&limit=many', 'limit'],
    ['q=a&limit=1&limit=2', 'limit'],
    ['q=a&language=../etc', 'language'],
    ['q=a&unknown=1', ''],
  ])('refuses a query that is not valid (%#)', async (query, path) => {
    const { app } = createTestApp();
    const response = await app.request(`/v1/search?${query}`);
    expect(response.status).toBe(422);
    expect((await problemOf(response)).errors?.map((error) => error.path)).toContain(path);
  });
});

describe('GET /v1/info', () => {
  it('returns what the bot says of itself', async () => {
    const { app, chatbot } = createTestApp();
    const response = await app.request('/v1/info');
    expect(infoSchema.parse(await response.json())).toEqual(chatbot.info());
  });
});

describe('GET /v1/documents', () => {
  const documents = Array.from({ length: 5 }, (_, index) => sampleDocument({ id: `a/${index}` }));

  it('lists one page and the total', async () => {
    const { app } = createTestApp({ documents });
    const response = await app.request('/v1/documents?limit=2&offset=3');
    const list = documentsResponseSchema.parse(await response.json());
    expect(list.documents.map(({ id }) => id)).toEqual(['a/3', 'a/4']);
    expect(list).toMatchObject({ total: 5, limit: 2, offset: 3 });
  });

  it('lists up to 100 documents unless told otherwise, and none beyond the end', async () => {
    const { app } = createTestApp({ documents });
    expect(documentsResponseSchema.parse(await (await app.request('/v1/documents')).json())).toMatchObject({
      total: 5,
      limit: 100,
      offset: 0,
    });
    expect(documentsResponseSchema.parse(await (await app.request('/v1/documents?offset=9')).json()).documents).toEqual(
      [],
    );
  });

  it.each(['limit=0', 'limit=501', 'offset=-1', 'offset=x', 'page=2'])('refuses %s', async (query) => {
    const { app } = createTestApp({ documents });
    expect((await app.request(`/v1/documents?${query}`)).status).toBe(422);
  });

  it('shows one document with its text, and nothing of the file it came from', async () => {
    const { app } = createTestApp();
    const response = await app.request('/v1/documents/stadt-heidelberg/kumamoto');
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(documentSchema.parse(JSON.parse(text)).text).toBe(sampleDocument().text);
    expect(text).not.toContain('/srv/press');
  });

  it.each([
    'stadt-heidelberg/nichts',
    '..%2f..%2fetc/passwd',
    '%2e%2e/passwd',
    'a/..%5c..%5cwindows',
    'a/%00',
    'a/%E0%A4%A',
    '__proto__/constructor',
    `a/${'x'.repeat(5000)}`,
  ])('answers 404 to an id that is none (%#)', async (id) => {
    const { app } = createTestApp();
    const response = await app.request(`/v1/documents/${id}`);
    expect(response.status).toBe(404);
    await problemOf(response);
  });
});

describe('POST /v1/feedback', () => {
  const rating = { answerId: sampleAnswer().id, value: 'down', reason: 'outdated', comment: 'Das war 2023.' };

  it('stores a rating of an answer that was given', async () => {
    const { app, feedback } = createTestApp();
    await app.request('/v1/ask', postJson({ question: 'a' }));
    const response = await app.request('/v1/feedback', postJson(rating));
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(feedback.feedback).toEqual([rating]);
  });

  it('fills in what is left out', async () => {
    const { app, feedback } = createTestApp({ outcome: 'stored' });
    expect((await app.request('/v1/feedback', postJson({ answerId: 'x', value: 'up' }))).status).toBe(204);
    expect(feedback.feedback).toEqual([{ answerId: 'x', value: 'up', reason: null, comment: null }]);
  });

  it('answers 404 for an answer that is not known', async () => {
    const { app } = createTestApp();
    const response = await app.request('/v1/feedback', postJson(rating));
    expect(response.status).toBe(404);
    expect((await problemOf(response)).detail).toMatch(/^Zu dieser Antwort/);
  });

  it('answers 422 when the comment holds personal data', async () => {
    const { app } = createTestApp({ outcome: 'personal_data' });
    const response = await app.request('/v1/feedback', postJson(rating, { 'Accept-Language': 'en' }));
    expect(response.status).toBe(422);
    const problem = await problemOf(response);
    expect(problem.detail).toMatch(/personal data/);
    expect(problem.errors?.[0]?.path).toBe('comment');
  });

  it.each([
    [{ ...rating, answerId: '' }, 'answerId'],
    [{ ...rating, answerId: 'x'.repeat(101) }, 'answerId'],
    [{ ...rating, value: 'sideways' }, 'value'],
    [{ ...rating, reason: 'because' }, 'reason'],
    [{ ...rating, comment: 'x'.repeat(1001) }, 'comment'],
    [{ ...rating, comment: '\u0000' }, 'comment'],
    [{ ...rating, mail: 'x' }, ''],
  ])('refuses a rating that is not valid (%#)', async (body, path) => {
    const { app, feedback } = createTestApp();
    const response = await app.request('/v1/feedback', postJson(body));
    expect(response.status).toBe(422);
    expect((await problemOf(response)).errors?.map((error) => error.path)).toContain(path);
    expect(feedback.feedback).toEqual([]);
  });
});

describe('other addresses and methods', () => {
  it.each([
    '/index.html',
    '/lumi.js.map',
    '/widget/demo/demo.css',
    '/editor',
    '/v1',
    '/v1/',
    '/v1/ask/',
    '/v1/chat',
    '/v1/models/lumi',
    '/v1/editor/documents',
    '/docs/../package.json',
    '/docs/swagger-ui.js',
  ])('answers 404 to %s', async (path) => {
    const { app } = createTestApp();
    const response = await app.request(path);
    expect(response.status).toBe(404);
    await problemOf(response);
  });

  it.each([
    ['GET', '/v1/ask', 'POST'],
    ['PUT', '/v1/ask', 'POST'],
    ['DELETE', '/v1/feedback', 'POST'],
    ['POST', '/v1/search?q=a', 'GET, HEAD'],
    ['POST', '/v1/info', 'GET, HEAD'],
    ['POST', '/v1/documents', 'GET, HEAD'],
    ['PATCH', '/v1/documents/a/b', 'GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['OPTIONS', '/readyz', 'GET, HEAD'],
    ['POST', '/metrics', 'GET, HEAD'],
    ['POST', '/openapi.json', 'GET, HEAD'],
    ['POST', '/docs', 'GET, HEAD'],
    ['POST', '/docs/start.js', 'GET, HEAD'],
  ])('answers 405 to %s %s and allows %s', async (method, path, allow) => {
    const { app } = createTestApp();
    const response = await app.request(path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe(allow);
    await problemOf(response);
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    const { app } = createTestApp();
    const response = await app.request('/v1/info', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });
});

describe('security headers', () => {
  it.each([
    ['/v1/info', {}],
    ['/v1/ask', postJson({ question: 'a' })],
    ['/v1/ask', postJson({ question: '' })],
    [
      '/v1/ask',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
        body: '{"question":"a"}',
      },
    ],
    ['/nothing', {}],
    ['/healthz', { method: 'POST' }],
    ['/openapi.json', {}],
    ['/metrics', {}],
    [
      '/v1/ask',
      { method: 'OPTIONS', headers: { Origin: 'https://x.example', 'Access-Control-Request-Method': 'POST' } },
    ],
  ] as const)('are on %s (%#)', async (path, init) => {
    const { app } = createTestApp();
    const { headers } = await app.request(path, init);
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'; frame-ancestors 'none'/);
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
    expect(headers.get('Permissions-Policy')).toContain('geolocation=()');
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(headers.has('X-Powered-By')).toBe(false);
    expect(headers.has('Server')).toBe(false);
  });

  it('let the API page load what it needs from its own origin only', async () => {
    const { app } = createTestApp();
    const { headers } = await app.request('/docs');
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('http');
  });
});
