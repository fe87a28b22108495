import type { Locator, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerStatus } from '../../../src/types.ts';
import { hasChromium } from '../../support/chromium.ts';
import { sampleAnswer } from '../../support/scripted-chatbot.ts';
import { holdAnswer, longAnswer, startBench, type BenchOptions, type WidgetBench } from '../../support/widget-page.ts';

describe.skipIf(!hasChromium)(
  'the widget in every state of the service (skipped without Chromium; CHROMIUM_PATH)',
  () => {
    let bench: WidgetBench;
    beforeAll(async () => {
      bench = await startBench();
    });
    afterEach(() => bench.leave());
    afterAll(() => bench.stop());

    it.each<[string, BenchOptions, string, string]>([
      ['is not ready', { readiness: () => ({ ready: false, checks: {} }) }, 'busy', 'noch geladen'],
      ['is under maintenance', { config: { maintenance: true } }, 'maintenance', 'gewartet'],
      ['is asked too often', { config: { rateLimitPerMinute: 1 } }, 'rate_limited', 'Warten Sie bitte'],
    ])('helps and leads to a human while Lumi %s', async (_, options, kind, words) => {
      const other = await startBench(options);
      try {
        const { open, ask, answers, part } = await other.visit();
        await open();
        await ask('Wie weit ist es nach Kumamoto?');
        if (kind === 'rate_limited') await ask('Und zurück?');
        await expectHelp(answers.last(), kind, words);
        // What was asked stays in sight, and can be asked again by one action.
        expect(await part('question').last().isVisible()).toBe(true);
        expect(await answers.last().locator('[part=retry]').isVisible()).toBe(true);
      } finally {
        await other.stop();
      }
    });

    it.each<[string, number, Record<string, string>, string, string]>([
      ['502 of a proxy', 502, {}, 'unreachable', 'nicht erreichbar'],
      ['504 of a proxy', 504, {}, 'unreachable', 'nicht erreichbar'],
      ['500', 500, {}, 'fault', 'Fehler aufgetreten'],
      ['413', 413, {}, 'too_large', '↺'],
      ['422', 422, {}, 'invalid', 'anders'],
      ['429 with a nonsensical pause', 429, { 'Retry-After': '-5' }, 'rate_limited', 'Warten Sie bitte etwas'],
      ['429 with a pause of two minutes', 429, { 'Retry-After': '120' }, 'rate_limited', '2 Minuten'],
    ])('helps and leads to a human after %s', async (_, status, headers, kind, words) => {
      const { open, ask, answers, page } = await bench.visit();
      await page.route('**/v1/ask', (route) =>
        route.fulfill({
          status,
          headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After', ...headers },
        }),
      );
      await open();
      await ask('Wie weit ist es nach Kumamoto?');
      await expectHelp(answers, kind, words);
    });

    it('says that there is no connection, and answers when it is back', async () => {
      const { open, ask, answers, context, part, waitForState } = await bench.visit();
      await open();
      await context.setOffline(true);
      await ask('Wie weit ist es nach Kumamoto?');
      await expectHelp(answers, 'offline', 'keine Verbindung zum Internet');
      await context.setOffline(false);
      await answers.locator('[part=retry]').click();
      await answers.nth(1).waitFor();
      await waitForState('ready');
      expect(await answers.nth(1).innerText()).toContain('9.200');
      expect(await part('question').nth(1).innerText()).toContain('Wie weit ist es nach Kumamoto?');
    });

    it('says that Lumi cannot be reached when the page loads, shows the page’s own link, and recovers', async () => {
      const fail = (route: Route) => route.abort();
      const { open, part, page, ask, answers, waitForState } = await bench.visit({
        before: (page) => page.route('**/v1/info', fail),
      });
      await open();
      await waitForState('error');
      await expectHelp(part('service-error'), 'unreachable', 'nicht erreichbar');
      expect(await page.locator('#fallback').isVisible()).toBe(true);
      await page.unroute('**/v1/info', fail);
      await part('retry').click();
      await waitForState('ready');
      expect(await part('service-error').count()).toBe(0);
      expect(await page.locator('#fallback').isVisible()).toBe(false);
      await ask('Wie weit ist es nach Kumamoto?');
      expect(await answers.innerText()).toContain('9.200');
    });

    it('keeps what has arrived when the connection breaks in mid-answer, and says that it is not all', async () => {
      const { open, ask, answers, page } = await bench.visit();
      const { citations, sentences } = sampleAnswer();
      const events = `event: citations\ndata: ${JSON.stringify({ citations })}\n\nevent: sentence\ndata: ${JSON.stringify(sentences[0])}\n\n`;
      await page.route('**/v1/ask', (route) =>
        route.fulfill({
          contentType: 'text/event-stream',
          body: events,
          headers: { 'Access-Control-Allow-Origin': '*' },
        }),
      );
      await open();
      await ask('Wie weit ist es nach Kumamoto?');
      await expectHelp(answers, 'cut', 'abgebrochen');
      expect(await answers.innerText()).toContain('9.200');
      expect(await answers.locator('[part=check-source]').isVisible()).toBe(true);
    });

    it('says that something went wrong when a model fails in mid-answer', async () => {
      bench.answerWith(async (_, { onEvent } = {}) => {
        await onEvent?.({ type: 'status', stage: 'compose' });
        throw new Error('The model gave up.');
      });
      const { open, ask, answers } = await bench.visit();
      await open();
      await ask('Wie weit ist es nach Kumamoto?');
      await expectHelp(answers, 'fault', 'Fehler aufgetreten');
      expect(await answers.innerText()).not.toContain('model');
    });

    it.each<AnswerStatus>(['no_answer', 'refused', 'crisis', 'unavailable', 'out_of_scope'])(
      'leads to a human where the answer is "%s"',
      async (status) => {
        const text = 'Dazu kann ich nichts sagen.';
        bench.answerWith(
          sampleAnswer({
            status,
            answerer: 'reply',
            text,
            sentences: [{ text, citations: [], language: 'de' }],
            citations: [],
            notices: [],
            suggestions: ['Wann war das?'],
          }),
        );
        const { open, ask, answers } = await bench.visit();
        await open();
        await ask('Wie weit ist es nach Kumamoto?');
        expect(await answers.getAttribute('data-status')).toBe(status);
        expect(await answers.innerText()).toContain(text);
        expect(await answers.locator('a[href="tel:115"]').isVisible()).toBe(true);
        expect(await answers.locator('a[href="tel:112"]').count()).toBe(status === 'crisis' ? 1 : 0);
        expect(await answers.locator('[part=suggestion]').isVisible()).toBe(true);
      },
    );

    it('shows what is happening while an answer is made, sentence by sentence', async () => {
      const held = holdAnswer(longAnswer(3));
      bench.answerWith(held.answer);
      const { open, send, part, waitForState, host } = await bench.visit();
      await open();
      await send('Wie weit ist es nach Kumamoto?');
      await waitForState('waiting');
      for (const words of ['liest die Frage', 'sucht in den Dokumenten', 'stellt die Antwort zusammen']) {
        held.pass(1);
        await host.getByText(words).first().waitFor();
      }
      held.pass(1);
      for (let count = 1; count <= 3; count++) {
        held.pass(1);
        await part('answer').getByText(`Satz ${count}:`).waitFor();
        expect(
          await part('answer')
            .getByText(`Satz ${count + 1}:`)
            .count(),
        ).toBe(0);
        expect(await host.getAttribute('data-state')).toBe('answering');
      }
      expect(await part('answer').getAttribute('aria-busy')).toBe('true');
      held.finish();
      await waitForState('ready');
      expect(await part('answer').getAttribute('aria-busy')).toBeNull();
    });

    it('remembers what was said before, and asks an example or a suggestion by one action', async () => {
      bench.answerWith(sampleAnswer({ suggestions: ['Wann war das?'] }));
      const { open, part, answers, waitForState } = await bench.visit();
      await open();
      await part('example').first().click();
      await answers.waitFor();
      await waitForState('ready');
      await part('suggestion').click();
      await answers.nth(1).waitFor();
      expect(bench.app.chatbot.asked.at(-1)).toMatchObject({
        question: 'Wann war das?',
        history: [{ question: 'Wie weit ist es nach Kumamoto?', answer: sampleAnswer().text }],
      });
    });
  },
);

/** A text that helps, a way to a human and a failure that a page's own styles can name. */
async function expectHelp(place: Locator, kind: string, words: string): Promise<void> {
  expect(await place.getAttribute('data-failure')).toBe(kind);
  expect(await place.innerText()).toContain(words);
  expect(await place.locator('a[href="tel:115"]').isVisible()).toBe(true);
}
