import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from '../../src/http/server.ts';
import { hasChromium, launchChromium } from '../support/chromium.ts';
import { createTestApp } from '../support/test-app.ts';

describe.skipIf(!hasChromium)('/docs in a browser (skipped without Chromium; CHROMIUM_PATH)', () => {
  let server: RunningServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await startServer({ app: createTestApp().app, host: '127.0.0.1', port: 0 });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  it('shows every operation, breaks no policy and asks no other host', async () => {
    const page = await browser.newPage();
    const requested: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.text().includes('Content Security Policy'))
        complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.addInitScript(`
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
    `);

    await page.goto(`${server.address}/docs`);
    await page.waitForSelector('.opblock');
    const shown = await page.locator('.opblock-summary').allInnerTexts();
    const openapi = (await (await fetch(`${server.address}/openapi.json`)).json()) as { paths: Record<string, object> };
    for (const path of Object.keys(openapi.paths)) expect(shown.join('\n').replaceAll('\u200b', '')).toContain(path);

    // Opening and trying an operation loads more of the page.
    await page.locator('.opblock-summary', { hasText: 'Liveness' }).click();
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByRole('button', { name: 'Execute' }).click();
    await page.waitForSelector('.responses-table.live-responses-table');
    expect(await page.locator('.live-responses-table').innerText()).toContain('200');

    expect(await page.evaluate('window.violations')).toEqual([]);
    expect(complaints).toEqual([]);
    const foreign = requested.filter((url) => !url.startsWith(`${server.address}/`) && !url.startsWith('data:'));
    expect(foreign).toEqual([]);
    expect(requested).toContain(`${server.address}/healthz`);
  });
});
