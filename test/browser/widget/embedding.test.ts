import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Chatbot } from '../../../src/chatbot.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { hasChromium } from '../../support/chromium.ts';
import { createSampleChatbot, type SampleChatbot } from '../../support/sample-chatbot.ts';
import { sampleAnswer } from '../../support/scripted-chatbot.ts';
import { startBench, type Visit, type WidgetBench } from '../../support/widget-page.ts';
import { WIDGET_STATES, showState } from '../../support/widget-states.ts';

/** Notes the events of the element as a page around it sees them. */
const LISTEN = `
window.events = [];
for (const name of ['lumi-open', 'lumi-answer', 'lumi-error', 'lumi-feedback']) {
  document.addEventListener(name, (event) => window.events.push({ name, composed: event.composed, detail: event.detail }));
}
`;

interface SeenEvent {
  readonly name: string;
  readonly composed: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}

describe.skipIf(!hasChromium)(
  'the widget on a page of another origin (skipped without Chromium; CHROMIUM_PATH)',
  () => {
    let bench: WidgetBench;
    beforeAll(async () => {
      bench = await startBench();
    });
    afterEach(() => bench.leave());
    afterAll(() => bench.stop());

    it('works through a whole conversation under the strictest policy without a breach', async () => {
      const { open, ask, part, answers, complaints, page } = await bench.visit();
      await open();
      await ask('Wie weit ist es nach Kumamoto?');
      await part('citation').click();
      await part('info-button').click();
      await part('info-back').click();
      await part('language').click();
      await part('print').click();
      await part('reset').click();
      await ask('How far?');
      await part('feedback-up').click();
      await part('feedback').getByText('Thank you').waitFor();
      expect(await answers.count()).toBe(1);
      expect(await page.evaluate('document.styleSheets.length')).toBe(0);
      expect(await complaints()).toEqual([]);
    });

    it('is refused by a Lumi that does not list the origin, and says whom to ask instead', async () => {
      const closed = await startBench({ isAllowed: false });
      try {
        const { open, part, host, page } = await closed.visit();
        await open();
        expect(await part('service-error').innerText()).toContain('nicht erreichbar');
        expect(await part('service-error').locator('a[href="tel:115"]').isVisible()).toBe(true);
        expect(await page.locator('#fallback').isVisible()).toBe(true);
        await part('field').fill('Wie weit ist es?');
        await part('field').press('Enter');
        await host.locator('article.answer[data-status=failed]').waitFor();
        expect(closed.app.chatbot.asked).toEqual([]);
      } finally {
        await closed.stop();
      }
    });

    it('leaves the page’s own contact link where scripts are off', async () => {
      const context = await bench.browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(bench.city.publish(`<lumi-chat><a href="/kontakt">Kontakt</a></lumi-chat>`, null));
      expect(await page.getByRole('link', { name: 'Kontakt' }).isVisible()).toBe(true);
    });

    it('leaves the page’s own contact link where the script cannot be loaded', async () => {
      const context = await bench.browser.newContext();
      const page = await context.newPage();
      await page.goto(
        bench.city.publish(
          `<script type="module" src="/fehlt.js"></script><lumi-chat><a href="/kontakt">Kontakt</a></lumi-chat>`,
          null,
        ),
      );
      expect(await page.getByRole('link', { name: 'Kontakt' }).isVisible()).toBe(true);
    });

    it('takes the address of its script where the page names no api', async () => {
      const { page } = await bench.visit();
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.evaluate(
        `(document.querySelector('lumi-chat').remove(), document.body.append(document.createElement('lumi-chat')))`,
      );
      await page.locator('lumi-chat[data-state=ready]').waitFor({ state: 'attached' });
      expect(requests).toEqual([`${bench.lumi}/v1/info`]);
    });

    it.each(['javascript:alert(1)', 'data:text/html,x', 'http://', 'ftp://stadt.example'])(
      'asks nobody where the api is no address of the web (%s)',
      async (address) => {
        const { page, requests, open, part } = await bench.visit();
        const before = requests.length;
        await page.evaluate(`document.querySelector('lumi-chat').setAttribute('api', ${JSON.stringify(address)})`);
        await page.locator('lumi-chat[data-state=error]').waitFor({ state: 'attached' });
        await open();
        expect(await part('service-error').isVisible()).toBe(true);
        expect(requests.length).toBe(before);
      },
    );

    it('opens, closes, toggles, asks, exports and resets by method', async () => {
      const { page, part, answers } = await bench.visit();
      const call = <T>(expression: string) => page.evaluate<T>(`document.querySelector('lumi-chat').${expression}`);
      await call('open()');
      expect(await part('panel').isVisible()).toBe(true);
      await call('close()');
      expect(await part('panel').isVisible()).toBe(false);
      await call('toggle()');
      expect(await part('panel').isVisible()).toBe(true);
      await call('close()');
      await call(`ask('Wie weit ist es nach Kumamoto?')`);
      expect(await part('panel').isVisible()).toBe(true);
      expect(await answers.count()).toBe(1);
      const transcript = await call<string>('export()');
      expect(transcript).toContain('Sie: Wie weit ist es nach Kumamoto?');
      expect(transcript).toContain('https://www.heidelberg.de/kumamoto');
      await call('reset()');
      expect(await answers.count()).toBe(0);
      expect(await call('export()')).not.toContain('Kumamoto');
    });

    it('follows its attributes: open, lang, mode', async () => {
      const { page, part, host } = await bench.visit({ attributes: 'open' });
      expect(await part('panel').isVisible()).toBe(true);
      await page.evaluate(`document.querySelector('lumi-chat').lang = 'en'`);
      expect(await part('send').getAttribute('aria-label')).toBe('Send question');
      await page.evaluate(`document.querySelector('lumi-chat').removeAttribute('open')`);
      expect(await part('panel').isVisible()).toBe(false);
      await page.evaluate(`document.querySelector('lumi-chat').mode = 'inline'`);
      expect(await part('panel').isVisible()).toBe(true);
      expect(await part('launcher').count()).toBe(0);
      expect(await part('close').count()).toBe(0);
      expect(await host.locator('dialog').count()).toBe(0);
    });

    it.each(['inline', 'page'])(
      'answers in the mode "%s" as part of the page, without stealing the focus on load',
      async (mode) => {
        const { ask, answers, part, focused } = await bench.visit({ attributes: `mode="${mode}"` });
        expect(await part('field').isVisible()).toBe(true);
        expect(await focused()).toBeNull();
        await ask('Wie weit ist es nach Kumamoto?');
        expect(await answers.innerText()).toContain('9.200');
      },
    );

    it('tells the page what happens by events that hold no word of question or answer', async () => {
      const { open, ask, part, page } = await bench.visit({ before: (page) => page.addInitScript(LISTEN) });
      await open();
      await ask('Wie weit ist es nach Kumamoto?');
      await part('feedback-down').click();
      await part('feedback').getByLabel('Es fehlt etwas').check();
      await part('feedback').getByLabel('Anmerkung').fill('Die Rückfahrt nach Kumamoto');
      await part('feedback').getByRole('button', { name: 'Rückmeldung senden' }).click();
      await part('feedback').getByText('Danke').waitFor();
      bench.answerWith(() => Promise.reject(new Error('broken')));
      await ask('Und zurück nach Kumamoto?');
      const events = await page.evaluate<SeenEvent[]>('window.events');
      const { id } = sampleAnswer();
      expect(events).toEqual([
        { name: 'lumi-open', composed: true, detail: {} },
        { name: 'lumi-answer', composed: true, detail: { id, status: 'answered', citations: 1 } },
        { name: 'lumi-feedback', composed: true, detail: { answerId: id, value: 'down', reason: 'incomplete' } },
        { name: 'lumi-error', composed: true, detail: { kind: 'fault' } },
      ]);
      expect(JSON.stringify(events)).not.toContain('Kumamoto');
    });

    it('has the parts that its manual names, and no others', async () => {
      const manual = readFileSync(join(packageRoot(), 'widget/README.md'), 'utf8');
      const named = /Parts for `::part\(\)`: `([^`]+)`/.exec(manual)![1]!.split(/\s+/);
      const found = new Set<string>();
      const collect = async ({ inside }: Visit) => {
        for (const part of await inside<string[]>(
          `[...root.querySelectorAll('[part]')].map((node) => node.part.value)`,
        )) {
          found.add(part);
        }
      };
      const visit = await bench.visit();
      for (const state of WIDGET_STATES) {
        await showState(state, visit, bench);
        await collect(visit);
      }
      const broken = await bench.visit({ before: (page) => page.route('**/v1/info', (route) => route.abort()) });
      await broken.open();
      await collect(broken);
      expect([...found].sort()).toEqual(named.sort());
    });

    it('survives being moved, removed and put back', async () => {
      const { open, ask, page, part } = await bench.visit();
      await open();
      await ask('Wie weit ist es nach Kumamoto?');
      await page.evaluate(`document.querySelector('main').append(document.querySelector('lumi-chat'))`);
      await page.locator('lumi-chat[data-state=ready]').waitFor({ state: 'attached' });
      await ask('Und zurück?');
      expect(await part('question').count()).toBe(2);
    });

    it('can be loaded twice by one page', async () => {
      const { page, complaints } = await bench.visit({ policy: 'none' });
      await page.evaluate(`import('${bench.lumi}/lumi.js?noch-einmal')`);
      expect(await complaints()).toEqual([]);
    });

    it.each(['plain-html', 'typo3', 'wordpress', 'iframe'])('answers on the example page for %s', async (name) => {
      const example = readFileSync(join(packageRoot(), `widget/examples/${name}.html`), 'utf8');
      const context = await bench.browser.newContext();
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(bench.city.publish(example.replaceAll('https://chat.stadt.example', bench.lumi), null));
      const chat = name === 'iframe' ? page.frameLocator('iframe') : page;
      await chat.locator('lumi-chat[data-state=ready]').waitFor({ state: 'attached' });
      if ((await chat.locator('[part=launcher]').count()) > 0) await chat.locator('[part=launcher]').click();
      await chat.locator('[part=field]').fill('Wie weit ist es nach Kumamoto?');
      await chat.locator('[part=field]').press('Enter');
      await chat.locator('article.answer[data-status=answered]').waitFor();
      expect(complaints).toEqual([]);
    });

    it('stands in an iframe of an allowed page only', async () => {
      const closed = await startBench({ isAllowed: false });
      try {
        const context = await closed.browser.newContext();
        const page = await context.newPage();
        const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
        await page.goto(closed.city.publish(`<iframe src="${closed.lumi}/chat" title="Chat"></iframe>`, null));
        await refused;
        expect(await page.frameLocator('iframe').locator('lumi-chat').count()).toBe(0);
      } finally {
        await closed.stop();
      }
    });
  },
);

describe.skipIf(!hasChromium)('the widget with a real corpus (skipped without Chromium; CHROMIUM_PATH)', () => {
  let bench: WidgetBench;
  let chatbot: SampleChatbot;
  beforeAll(async () => {
    chatbot = await createSampleChatbot({ address: 'Sie' });
    const answer: Chatbot['answerQuestion'] = (request, options) => chatbot.answerQuestion(request, options);
    bench = await startBench({ info: chatbot.info() });
    bench.answerWith(answer);
  });
  afterAll(async () => {
    await bench.stop();
    await chatbot.close();
  });

  it('answers with title, date and the quoted passage, refuses with contact, and shows markup of documents as text', async () => {
    const { open, ask, answers, part, complaints, host } = await bench.visit();
    await open();
    await ask('Wann öffnet das Freibad am Mühlenteich?');
    expect(await answers.nth(0).innerText()).toContain('16. Mai 2026');
    await answers.nth(0).locator('[part=citation]').first().click();
    const passage = answers.nth(0).locator('[part=passage]:visible');
    expect(await passage.locator('mark').innerText()).toContain('16. Mai 2026 um 9 Uhr');
    expect(await answers.nth(0).locator('[part=source]').first().innerText()).toContain('Stand 4. Mai 2026');
    await ask('Wie hoch ist der Mount Everest in Metern?');
    expect(await answers.nth(1).locator('a[href="tel:115"]').isVisible()).toBe(true);
    await ask('Welchen Programmcode enthalten gefälschte Nachrichten?');
    expect(await answers.nth(2).textContent()).toContain('<script>alert("Konto")</script>');
    expect(await host.locator('script').count()).toBe(0);
    expect(await part('question').count()).toBe(3);
    expect(await complaints()).toEqual([]);
  });
});
