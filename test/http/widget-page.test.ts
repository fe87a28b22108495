import { describe, expect, it } from 'vitest';
import { sampleDocument } from '../support/scripted-chatbot.ts';
import { createTestApp, postJson } from '../support/test-app.ts';

describe('GET /lumi.js', () => {
  it('may be loaded by any page, and says its version', async () => {
    const response = await createTestApp().app.request('/lumi.js', { headers: { Origin: 'https://anywhere.example' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=300');
    expect(await response.text()).toMatch(/^\/\*! Lumi \d+\.\d+\.\d+ /);
  });

  it('does not open the API to the pages that load it', async () => {
    const { app } = createTestApp({ config: { allowedOrigins: ['https://www.stadt.example'] } });
    const headers = { Origin: 'https://anywhere.example' };
    const answers = [
      await app.request('/v1/info', { headers }),
      await app.request('/v1/ask', postJson({ question: 'Wie weit?' }, headers)),
    ];
    expect(answers.map((answer) => answer.headers.get('Access-Control-Allow-Origin'))).toEqual([null, null]);
  });

  it('calls for no other host', async () => {
    const code = await (await createTestApp().app.request('/lumi.js')).text();
    const addresses = code.match(/https?:\/\/[\w.-]+/g) ?? [];
    // The name of the SVG vocabulary, which nobody fetches.
    expect(addresses.filter((address) => address !== 'http://www.w3.org')).toEqual([]);
    expect(code).not.toMatch(
      /innerHTML|insertAdjacentHTML|document\.write|eval\(|localStorage|sessionStorage|\.cookie/,
    );
  });
});

describe('GET /', () => {
  it('shows the element and the newest documents under a policy without any inline code', async () => {
    const documents = [
      sampleDocument({ id: 'a/undated', title: 'Ohne Datum', publishedOn: null }),
      sampleDocument({ id: 'a/old', title: 'Alt', publishedOn: { date: '2020', precision: 'year' } }),
      sampleDocument({ id: 'a/new', title: 'Neu', publishedOn: { date: '2026-01-02', precision: 'day' } }),
    ];
    const response = await createTestApp({ documents }).app.request('/');
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "frame-ancestors 'none'",
    ]);
    const page = await response.text();
    expect(page).toContain('<lumi-chat api="." lang="de"><a');
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=/);
    expect(page.match(/<h3>[^<]*/g)).toEqual(['<h3>Neu', '<h3>Alt', '<h3>Ohne Datum']);
    expect(page).toContain('2. Januar 2026 · Stadt Heidelberg');
  });

  it('shows hostile documents as text', async () => {
    const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    const documents = [sampleDocument({ title: hostile, publisher: hostile, text: hostile, language: hostile })];
    const page = await (await createTestApp({ documents }).app.request('/')).text();
    expect(page).not.toMatch(/<script>|<img/);
    expect(page).toContain('&lt;script&gt;');
  });

  it('works without documents', async () => {
    const page = await (await createTestApp({ documents: [] }).app.request('/')).text();
    expect(page).toContain('noch keine Dokumente');
  });

  it('answers other methods with what is allowed', async () => {
    const response = await createTestApp().app.request('/', { method: 'POST' });
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('GET /chat', () => {
  it('may stand in a frame of the allowed origins only', async () => {
    const { app } = createTestApp({ config: { allowedOrigins: ['https://www.stadt.example'] } });
    const response = await app.request('/chat');
    expect(response.headers.get('Content-Security-Policy')).toContain(
      "frame-ancestors 'self' https://www.stadt.example",
    );
    expect(await response.text()).toContain('mode="page"');
  });

  it.each([
    ['/chat', 'de'],
    ['/chat?lang=en', 'en'],
    ['/chat?lang="><script>', 'de'],
  ])('%s speaks %s', async (path, lang) => {
    const page = await (await createTestApp().app.request(path)).text();
    expect(page).toContain(`<html lang="${lang}">`);
    expect(page).not.toContain('<script>');
  });
});
