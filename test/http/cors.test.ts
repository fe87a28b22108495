import { describe, expect, it } from 'vitest';
import { createTestApp, postJson } from '../support/test-app.ts';

const allowedOrigins = ['https://www.stadt.example', 'http://localhost:3000'];
const PREFLIGHT = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' };

const MATRIX: readonly (readonly [origin: string, allowed: boolean])[] = [
  ['https://www.stadt.example', true],
  ['http://localhost:3000', true],
  ['http://www.stadt.example', false],
  ['https://stadt.example', false],
  ['https://www.stadt.example:8443', false],
  ['https://www.stadt.example.evil.example', false],
  ['https://evil-www.stadt.example', false],
  ['https://www.stadt.exampl', false],
  ['https://WWW.STADT.EXAMPLE', false],
  ['https://www.stadt.example/', false],
  ['https://www.stadt.example@evil.example', false],
  ['https://www.stadt.example, https://evil.example', false],
  ['https://evil.example', false],
  ['http://localhost', false],
  ['http://127.0.0.1:3000', false],
  ['null', false],
  ['*', false],
  ['file://', false],
];

describe('CORS', () => {
  it.each(MATRIX)('answers a page of %s: allowed %s', async (origin, allowed) => {
    const { app } = createTestApp({ config: { allowedOrigins } });
    const preflight = await app.request('/v1/ask', { method: 'OPTIONS', headers: { Origin: origin, ...PREFLIGHT } });
    const answer = await app.request('/v1/ask', postJson({ question: 'a' }, { Origin: origin }));
    const refused = await app.request('/v1/ask', postJson({ question: '' }, { Origin: origin }));
    const events = await app.request(
      '/v1/ask',
      postJson({ question: 'a' }, { Origin: origin, Accept: 'text/event-stream' }),
    );
    await events.text();

    expect([preflight, answer, refused, events].map(({ status }) => status)).toEqual([204, 200, 422, 200]);
    for (const { headers } of [preflight, answer, refused, events]) {
      expect(headers.get('Access-Control-Allow-Origin')).toBe(allowed ? origin : null);
      expect(headers.has('Access-Control-Allow-Credentials')).toBe(false);
      expect(headers.get('Vary')).toContain('Origin');
    }
    expect(preflight.headers.get('Access-Control-Allow-Methods')).toBe('GET,POST');
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toBe('Content-Type');
    expect(answer.headers.get('Access-Control-Expose-Headers')).toContain('Retry-After');
  });

  it('treats chat completions as questions', async () => {
    const { app } = createTestApp({ config: { allowedOrigins } });
    const chat = { model: 'lumi', messages: [{ role: 'user', content: 'a' }] };
    for (const [origin, allowed] of MATRIX) {
      for (const body of [chat, { ...chat, n: 2 }, { ...chat, stream: true }]) {
        const response = await app.request('/v1/chat/completions', postJson(body, { Origin: origin }));
        await response.text();
        expect(response.headers.get('Access-Control-Allow-Origin')).toBe(allowed ? origin : null);
      }
    }
  });

  it('allows no origin when none is configured', async () => {
    const { app } = createTestApp();
    for (const [origin] of MATRIX) {
      const response = await app.request('/v1/info', { headers: { Origin: origin } });
      expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false);
    }
  });

  it('does not cover what pages of other origins have no use for', async () => {
    const { app } = createTestApp({ config: { allowedOrigins } });
    for (const path of ['/metrics', '/readyz', '/openapi.json', '/docs']) {
      const response = await app.request(path, { headers: { Origin: allowedOrigins[0]! } });
      expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false);
    }
  });

  it('lets an allowed page read a refusal for too many requests', async () => {
    const { app } = createTestApp({ config: { allowedOrigins, rateLimitPerMinute: 1 } });
    const ask = () => app.request('/v1/ask', postJson({ question: 'a' }, { Origin: allowedOrigins[0]! }));
    await ask();
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBe(allowedOrigins[0]);
  });
});
