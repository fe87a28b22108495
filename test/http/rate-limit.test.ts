import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHitCounter } from '../../src/http/rate-limit.ts';
import { createTestApp, postJson, type TestApp } from '../support/test-app.ts';

function bindings(remoteAddress: string) {
  return { incoming: { socket: { remoteAddress } } };
}

describe('rate limit', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function ask({ app }: TestApp, address = '192.0.2.1', headers: Record<string, string> = {}) {
    return app.request('/v1/ask', postJson({ question: 'a' }, headers), bindings(address));
  }

  it('refuses the question after the last allowed one, in the language of the reader, and says when to come back', async () => {
    const test = createTestApp({ config: { rateLimitPerMinute: 2 } });
    const first = await ask(test);
    expect(first.status).toBe(200);
    expect(first.headers.get('RateLimit')).toBe('limit=2, remaining=1, reset=60');
    expect(first.headers.get('RateLimit-Policy')).toBe('2;w=60');
    expect((await ask(test)).status).toBe(200);
    vi.advanceTimersByTime(20_000);
    const refused = await ask(test, '192.0.2.1', { 'Accept-Language': 'en' });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('Retry-After')).toBe('40');
    expect(refused.headers.get('Content-Type')).toBe('application/problem+json');
    expect(await refused.json()).toMatchObject({
      status: 429,
      title: 'Too Many Requests',
      detail: expect.stringMatching(/^That was a lot/) as string,
    });
    vi.advanceTimersByTime(40_000);
    expect((await ask(test)).status).toBe(200);
  });

  it('counts clients apart, and questions and searches together', async () => {
    const test = createTestApp({ config: { rateLimitPerMinute: 1 } });
    const search = (address: string) => test.app.request('/v1/search?q=a', {}, bindings(address));
    expect((await ask(test, '192.0.2.1')).status).toBe(200);
    expect((await search('192.0.2.1')).status).toBe(429);
    expect((await search('192.0.2.2')).status).toBe(200);
    expect((await ask(test, '192.0.2.2')).status).toBe(429);
  });

  it('leaves feedback to those who have no question left', async () => {
    const test = createTestApp({ config: { rateLimitPerMinute: 1 } });
    const rate = () =>
      test.app.request('/v1/feedback', postJson({ answerId: 'x', value: 'up' }), bindings('192.0.2.1'));
    await ask(test);
    expect((await rate()).status).toBe(404);
    expect((await rate()).status).toBe(429);
  });

  it('does not count what costs nothing', async () => {
    const test = createTestApp({ config: { rateLimitPerMinute: 1 } });
    for (const path of ['/v1/info', '/v1/documents', '/healthz', '/readyz', '/openapi.json']) {
      for (let time = 0; time < 3; time += 1)
        expect((await test.app.request(path, {}, bindings('192.0.2.1'))).status).toBe(200);
    }
    expect((await ask(test)).status).toBe(200);
  });

  it('is off at 0', async () => {
    const test = createTestApp({ config: { rateLimitPerMinute: 0 } });
    for (let time = 0; time < 50; time += 1) expect((await ask(test)).status).toBe(200);
    expect((await ask(test)).headers.has('RateLimit')).toBe(false);
  });

  it('cannot be escaped by 1,000 forged addresses', async () => {
    const test = createTestApp({ config: { rateLimitPerMinute: 5 } });
    const behindProxy = createTestApp({ config: { rateLimitPerMinute: 5, trustedProxies: 1 } });
    const allowed = [0, 0];
    for (let time = 0; time < 1000; time += 1) {
      const forged = `10.${time >> 8}.${time & 255}.1`;
      const names = {
        'X-Real-IP': forged,
        Forwarded: `for=${forged}`,
        'CF-Connecting-IP': forged,
        'True-Client-IP': forged,
      };
      if ((await ask(test, '192.0.2.1', { ...names, 'X-Forwarded-For': forged })).status === 200) allowed[0]! += 1;
      const appended = { ...names, 'X-Forwarded-For': `${forged}, 192.0.2.1` };
      if ((await ask(behindProxy, '10.0.0.9', appended)).status === 200) allowed[1]! += 1;
    }
    expect(allowed).toEqual([5, 5]);
  });
});

describe('createHitCounter', () => {
  const WINDOW_MS = 1000;

  it('never holds more clients than it may, however many come', () => {
    const counter = createHitCounter(WINDOW_MS, 100, () => 0);
    let largest = 0;
    for (let client = 0; client < 1000; client += 1) {
      void counter.increment(`client ${client}`);
      largest = Math.max(largest, counter.size());
    }
    expect(largest).toBe(100);
  });

  it('forgets the client whose window began first when it is full', () => {
    const counter = createHitCounter(WINDOW_MS, 2, () => 0);
    for (const client of ['a', 'a', 'b', 'c']) void counter.increment(client);
    expect(counter.increment('b')).toMatchObject({ totalHits: 2 });
    expect(counter.increment('a')).toMatchObject({ totalHits: 1 });
  });

  it('begins a new window when the old one is over, and drops windows that are', () => {
    let now = 0;
    const counter = createHitCounter(WINDOW_MS, 100, () => now);
    void counter.increment('a');
    void counter.increment('b');
    now = 999;
    expect(counter.increment('a')).toEqual({ totalHits: 2, resetTime: new Date(1000) });
    now = 1000;
    expect(counter.increment('a')).toEqual({ totalHits: 1, resetTime: new Date(2000) });
    expect(counter.size()).toBe(1);
  });

  it('takes hits back and forgets a client on request', async () => {
    const counter = createHitCounter(WINDOW_MS, 100, () => 0);
    void counter.increment('a');
    await counter.decrement('a');
    await counter.decrement('a');
    expect(counter.increment('a')).toMatchObject({ totalHits: 1 });
    await counter.resetKey('a');
    expect(counter.size()).toBe(0);
  });
});
