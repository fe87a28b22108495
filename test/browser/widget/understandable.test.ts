import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../../support/chromium.ts';
import { sampleAnswer, sampleCitation } from '../../support/scripted-chatbot.ts';
import { holdAnswer, longAnswer, startBench, type WidgetBench } from '../../support/widget-page.ts';

describe.skipIf(!hasChromium)('understanding the widget (skipped without Chromium; CHROMIUM_PATH)', () => {
  let bench: WidgetBench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.leave());
  afterAll(() => bench.stop());

  it('U1 says its language, and language and direction of each message', async () => {
    bench.answerWith(
      sampleAnswer({
        language: 'en',
        sentences: [{ text: 'Rund 9.200 Kilometer.', citations: [1], language: 'de' }],
        citations: [sampleCitation({ language: 'de' })],
      }),
    );
    const { open, ask, host, part } = await bench.visit({ attributes: 'lang="en"' });
    expect(await host.getAttribute('lang')).toBe('en');
    await open();
    await ask('How far is it?');
    for (const name of ['question', 'answer']) {
      expect(await part(name).getAttribute('lang')).toBe('en');
      expect(await part(name).getAttribute('dir')).toBe('auto');
    }
    expect(await part('answer').locator('.said [lang]').getAttribute('lang')).toBe('de');
    expect(await part('source').locator('blockquote').getAttribute('lang')).toBe('de');
  });

  it('U1 takes the language of the page where the element has none', async () => {
    const { host } = await bench.visit();
    expect(await host.getAttribute('lang')).toBe('de');
  });

  it('U1 switches the language with all texts, conversation and focus kept', async () => {
    const { open, ask, part, host, focused, answers, announced } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await part('field').fill('Noch nicht fertig');
    await part('language').press('Enter');
    expect(await host.getAttribute('lang')).toBe('en');
    expect(await part('send').getAttribute('aria-label')).toBe('Send question');
    expect(await part('field').inputValue()).toBe('Noch nicht fertig');
    expect(await answers.innerText()).toContain('9.200');
    expect(await focused()).toBe('language');
    await expect.poll(async () => (await announced()).at(-1)).toContain('Language: English');
    await ask('And back?');
    expect(bench.app.chatbot.asked.at(-1)?.language).toBe('en');
  });

  it('asks for plain language where the person wants it', async () => {
    const { open, ask, part } = await bench.visit();
    await open();
    await part('plain-language').check();
    await ask('Wie weit ist es nach Kumamoto?');
    expect(bench.app.chatbot.asked.at(-1)?.plainLanguage).toBe(true);
    expect(await part('panel').innerText()).not.toContain('Leichte Sprache');
  });

  it.each([
    ['nothing', '', 'Schreiben Sie zuerst Ihre Frage'],
    ['a question over the limit', 'x'.repeat(523), 'Kürzen Sie sie bitte auf höchstens 500 Zeichen'],
    ['personal data', 'Ich bin erika@example.org', 'Nehmen Sie diese Angabe heraus'],
  ])(
    'U2 says in text what is wrong with %s and what to do, tied to the field, and keeps the input',
    async (_, text, advice) => {
      const { open, send, part, announced, inside } = await bench.visit();
      await open();
      await send(text);
      await part('error').getByText(advice).waitFor();
      expect(await part('field').inputValue()).toBe(text);
      expect(await part('field').getAttribute('aria-invalid')).toBe('true');
      const described = await inside<string>(
        `part('field').getAttribute('aria-describedby').split(' ').map((id) => root.getElementById(id).textContent).join(' ')`,
      );
      expect(described).toContain(advice);
      await expect.poll(async () => (await announced()).filter((said) => said.includes(advice)).length).toBe(1);
      await part('field').fill('Wie weit ist es?');
      expect(await part('error').textContent()).toBe('');
      expect(await part('field').getAttribute('aria-invalid')).toBeNull();
    },
  );

  it('U2 has a real label that can be clicked, and counts what is left', async () => {
    const { open, host, part, focused } = await bench.visit();
    await open();
    expect(await part('field').getAttribute('placeholder')).toBeNull();
    await part('send').focus();
    await host.getByText('Ihre Frage', { exact: true }).click();
    expect(await focused()).toBe('field');
    await part('field').fill('12345');
    expect(await part('counter').innerText()).toContain('495');
  });

  it('U3 has a launcher that says what it opens and whether it is open', async () => {
    const { open, host, part, inside } = await bench.visit();
    const launcher = host.getByRole('button', { name: 'Chat mit Lumi öffnen' });
    expect(await launcher.getAttribute('aria-expanded')).toBe('false');
    expect(await inside(`root.getElementById(part('launcher').getAttribute('aria-controls')) === part('panel')`)).toBe(
      true,
    );
    await open();
    expect(await part('launcher').getAttribute('aria-expanded')).toBe('true');
    expect(await part('launcher').getAttribute('aria-label')).toBe('Chat schließen');
  });

  it('U4 announces a finished answer once, whole, politely and without marks, never letter by letter', async () => {
    const held = holdAnswer(longAnswer(6));
    bench.answerWith(held.answer);
    const { open, send, part, answers, announced, inside } = await bench.visit();
    await open();
    await send('Wie weit ist es nach Kumamoto?');
    held.pass(4 + 3);
    await part('answer').getByText('Satz 3').waitFor();
    const before = await announced();
    expect(before.filter((text) => text.includes('Satz'))).toEqual([]);
    held.finish();
    await answers.waitFor();
    await expect.poll(async () => (await announced()).some((text) => text.includes('Satz'))).toBe(true);
    const after = (await announced()).slice(before.length);
    expect(after).toHaveLength(1);
    const said = after[0]!;
    for (let at = 1; at <= 6; at++) expect(said).toContain(`Satz ${at}:`);
    expect(said).not.toMatch(/\[\d\]|\*\*|^#/);
    expect(
      await inside(
        `part('messages').closest('[aria-live]') === null && part('messages').querySelector('[aria-live], [role=status], [role=log]') === null`,
      ),
    ).toBe(true);
  });

  it('U4 announces each answer once, in two regions that take turns, also where two answers say the same', async () => {
    const { open, ask, announced, inside } = await bench.visit();
    await open();
    const regions = await inside<number>(`root.querySelectorAll('[data-announce]').length`);
    expect(regions).toBe(2);
    for (let count = 1; count <= 4; count++) {
      await ask('Wie weit ist es nach Kumamoto?');
      await expect.poll(async () => (await announced()).filter((text) => text.includes('9.200')).length).toBe(count);
    }
    expect(await inside(`root.querySelectorAll('[data-announce]').length`)).toBe(regions);
  });

  it('U4 waits with the announcement until a screen reader has read the new focus', async () => {
    const { open, ask, inside } = await bench.visit();
    await open();
    await inside(`(window.focusedAt = 0, window.saidAt = 0, root.addEventListener('focusin', () => (window.focusedAt = performance.now())),
      new MutationObserver(() => (window.saidAt = performance.now())).observe(root.querySelector('[data-announce]').parentElement, { subtree: true, childList: true }))`);
    await ask('Wie weit ist es nach Kumamoto?');
    await expect.poll(() => inside<number>('window.saidAt')).toBeGreaterThan(0);
    expect(await inside<number>('window.saidAt - window.focusedAt')).toBeGreaterThanOrEqual(250);
  });

  it('U5 leaves the focus in the field when an answer comes, and goes there and back by F6 and by button', async () => {
    const { open, ask, part, page, focused } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    expect(await focused()).toBe('field');
    await page.keyboard.press('F6');
    expect(await focused()).toBe('answer');
    await page.keyboard.press('F6');
    expect(await focused()).toBe('field');
    await part('to-answer').press('Enter');
    expect(await focused()).toBe('answer');
  });

  it('U6 adds no main landmark, no heading of the first level and no id twice', async () => {
    const { open, ask, part, inside, host } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await ask('Und zurück?');
    for (const number of [0, 1]) await part('citation').nth(number).press('Enter');
    expect(await host.locator('main, h1, [role=main]').count()).toBe(0);
    const ids = await inside<string[]>(`[...root.querySelectorAll('[id]')].map(({ id }) => id)`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(['100%', '62.5%', '20px'])(
    'U7 has a font of at least 16 px in its fields on a page with a font size of %s',
    async (size) => {
      const { open, ask, part, inside } = await bench.visit({
        policy: 'none',
        main: `<style>html { font-size: ${size} }</style><h1>Musterstadt</h1>`,
      });
      await open();
      await ask('Wie weit ist es nach Kumamoto?');
      await part('feedback-down').click();
      const sizes = await inside<number[]>(
        `[...root.querySelectorAll('textarea')].map((field) => parseFloat(getComputedStyle(field).fontSize))`,
      );
      expect(sizes).toHaveLength(2);
      for (const each of sizes) expect(each).toBeGreaterThanOrEqual(16);
    },
  );

  it('U7 mirrors itself on a page that reads from right to left', async () => {
    const ltr = await bench.visit();
    const rtl = await bench.visit({ dir: 'rtl' });
    const place = async ({ part, open, ask }: typeof ltr) => {
      await open();
      await ask('Wie weit ist es nach Kumamoto?');
      const middle = async (name: string) => {
        const { x, width } = (await part(name).boundingBox())!;
        return x + width / 2;
      };
      return Promise.all(['launcher', 'panel', 'close', 'info-button', 'send'].map(middle));
    };
    const [left, right] = [await place(ltr), await place(rtl)];
    for (const [at, x] of left.entries()) expect(Math.abs(x + right[at]! - 1280)).toBeLessThanOrEqual(3);
  });
});
