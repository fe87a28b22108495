import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Chatbot } from '../chatbot.ts';
import { packageRoot } from '../package-root.ts';
import { renderChatPage, renderDemoPage } from './demo-page.ts';

/**
 * What a city's page loads and shows: the widget's bundle, a page that is only the chat (for an iframe), and a demonstration page with a
 * city's look at `/`.
 */

/** As strict as a city's page can be: the widget must work under it, so the demonstration proves it. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
];

/** A new version is noticed within minutes, and a page with many views asks once. */
const BUNDLE_CACHE = 'public, max-age=300';

const FILES = {
  'lumi.js': { path: 'dist/widget/lumi.js', contentType: 'text/javascript; charset=utf-8', cache: BUNDLE_CACHE },
  'icon.svg': { path: 'widget/demo/icon.svg', contentType: 'image/svg+xml', cache: BUNDLE_CACHE },
  'demo.css': { path: 'widget/demo/demo.css', contentType: 'text/css; charset=utf-8', cache: BUNDLE_CACHE },
} as const;

/** Routes of the pages and the bundle, to be mounted at `/`. */
export function createWidgetPage(chatbot: Chatbot): Hono {
  const page = new Hono();
  page.get('/', (c) => {
    c.header('Content-Security-Policy', [...PAGE_POLICY, "frame-ancestors 'none'"].join('; '));
    return c.html(renderDemoPage(chatbot));
  });
  page.get('/chat', (c) => {
    const framers = ["'self'", ...chatbot.config.allowedOrigins].join(' ');
    c.header('Content-Security-Policy', [...PAGE_POLICY, `frame-ancestors ${framers}`].join('; '));
    // The page may stand in a page of another origin; which ones is said by the policy above.
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    return c.html(renderChatPage(chatbot, c.req.query('lang') === 'en' ? 'en' : 'de'));
  });
  for (const [name, { path, contentType, cache }] of Object.entries(FILES)) {
    page.get(`/${name}`, async (c) => {
      const content = await readFile(join(packageRoot(), path));
      // The bundle holds nothing of the city, so any page may load it; the API answers allowed ones only.
      return c.body(new Uint8Array(content), 200, {
        'Content-Type': contentType,
        'Cache-Control': cache,
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      });
    });
  }
  return page;
}
