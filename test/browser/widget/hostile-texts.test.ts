import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/types.ts';
import { hasChromium } from '../../support/chromium.ts';
import { ATTACKER, HOSTILE_TEXTS } from '../../support/hostile-texts.ts';
import { sampleAnswer, sampleCitation } from '../../support/scripted-chatbot.ts';
import { startBench, type Visit, type WidgetBench } from '../../support/widget-page.ts';

/** All that the widget builds; a foreign element in its tree would be one that a text has made. */
const OWN_ELEMENTS = new Set(
  'section div dialog header form article p span h2 h3 h4 ul li a button svg path textarea label input fieldset legend blockquote mark slot'.split(
    ' ',
  ),
);
/** Those that may be asked: no longer than a question. */
const SHORT_TEXTS = HOSTILE_TEXTS.filter((text) => text.length <= 500);
const OWN_PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:']);

describe.skipIf(!hasChromium)('hostile texts (skipped without Chromium; CHROMIUM_PATH)', () => {
  let bench: WidgetBench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.leave());
  afterAll(() => bench.stop());

  it('act where a page parses them, so that the tests below can fail', async () => {
    const { page, requests } = await bench.visit({ policy: 'none' });
    await page.route(`${ATTACKER}/**`, (route) => route.abort());
    const acting: string[] = [];
    for (const text of HOSTILE_TEXTS.filter((each) => /^<(?:img src=x|details|audio|iframe onload).*>$/.test(each))) {
      await page.evaluate('window.executed = undefined');
      await page.evaluate(`void (document.querySelector('main').innerHTML = ${JSON.stringify(text)})`);
      await page.waitForFunction('window.executed === 1');
      acting.push(text);
    }
    expect(acting.length).toBeGreaterThanOrEqual(4);
    const beacon = HOSTILE_TEXTS.find((each) => each.startsWith(`<img src="${ATTACKER}`))!;
    await page.evaluate(`void (document.querySelector('main').innerHTML = ${JSON.stringify(beacon)})`);
    await expect.poll(() => requests.some((request) => request.url().startsWith(ATTACKER))).toBe(true);
  });

  it('are at least 58', () => {
    expect(new Set(HOSTILE_TEXTS).size).toBeGreaterThanOrEqual(58);
  });

  // Without a policy nothing but the widget keeps the texts from acting; under the strict one each attempt would be reported.
  for (const policy of ['none', 'strict'] as const) {
    it(`in answer, title, publisher, date, address, heading, passage, quote and notice are shown as text and nothing else (policy: ${policy})`, async () => {
      bench.answerWith(hostileAnswer());
      const visit = await bench.visit({ policy });
      const watch = await watchDeeds(visit);
      await visit.open();
      await visit.ask('Was steht in den Dokumenten?');
      for (const toggle of await visit.host.locator('.source-toggle').all()) await toggle.press('Enter');
      const answer = (await visit.answers.textContent())!;
      const passages = await visit.part('passage').allTextContents();
      for (const [at, text] of HOSTILE_TEXTS.entries()) {
        expect(answer).toContain(text);
        // Heading, passage with the quote in it, and the address where it may be no link.
        expect(passages[at]!.split(text).length - 1).toBeGreaterThanOrEqual(2);
      }
      await expectHarmless(visit, watch);
    });

    it(`as questions and suggestions are shown as text and nothing else (policy: ${policy})`, async () => {
      bench.answerWith(({ question }) => Promise.resolve(sampleAnswer({ suggestions: [question] })));
      const visit = await bench.visit({ policy });
      const watch = await watchDeeds(visit);
      await visit.open();
      for (const text of SHORT_TEXTS) await askThroughElement(visit, text);
      const questions = await visit.part('question').locator('.said').allTextContents();
      expect(questions).toEqual(SHORT_TEXTS.map((text) => text.trim()));
      // The server refuses the one with a control character; what it took comes back as it was.
      const asked = bench.app.chatbot.asked.slice(-SHORT_TEXTS.length + 1).map(({ question }) => question);
      expect(await visit.part('suggestion').allTextContents()).toEqual(asked);
      await expectHarmless(visit, watch);
    });
  }

  it('in what Lumi says of its city are shown as text and nothing else', async () => {
    const text = SHORT_TEXTS.join('\n');
    const hostile = await startBench({
      info: {
        persona: { name: text, address: 'Sie' },
        city: text,
        greeting: { de: text, en: text },
        disclaimers: {
          de: [
            { id: 'ai', text },
            { id: 'own', text },
          ],
          en: [],
        },
        contact: { email: text, phone: text, url: `javascript:${text}` },
        links: { privacy: `javascript:${text}`, accessibility: text, imprint: text },
        examples: { de: [text], en: [] },
      },
    });
    try {
      const visit = await hostile.visit({ policy: 'none' });
      const watch = await watchDeeds(visit);
      await visit.open();
      expect(await visit.part('disclaimer').textContent()).toBe(text);
      await visit.part('info-button').click();
      expect(await visit.part('info').textContent()).toContain(text);
      await expectHarmless(visit, watch);
    } finally {
      await hostile.stop();
    }
  });

  it('are text in what a person keeps: on the clipboard, in the file and on paper', async () => {
    bench.answerWith(hostileAnswer());
    const visit = await bench.visit({
      policy: 'none',
      context: { permissions: ['clipboard-read', 'clipboard-write'] },
      before: (page) => page.addInitScript('window.print = () => undefined'),
    });
    const watch = await watchDeeds(visit);
    await visit.open();
    await visit.ask('Was steht in den Dokumenten?');
    await visit.part('copy').click();
    await visit.part('status').getByText('kopiert').waitFor();
    await visit.part('print').click();
    const paper = visit.page.locator('[data-lumi-print]');
    for (const kept of [
      await visit.page.evaluate<string>('navigator.clipboard.readText()'),
      await paper.textContent(),
    ]) {
      for (const text of HOSTILE_TEXTS) expect(kept).toContain(text);
    }
    expect(await paper.locator('*').count()).toBe(0);
    await expectHarmless(visit, watch);
  });

  it('in errors of the server, of a proxy, or in a stream that is none, never reach the page', async () => {
    const visit = await bench.visit({ policy: 'none' });
    const watch = await watchDeeds(visit);
    await visit.open();
    const text = SHORT_TEXTS.join('\n');
    for (const [index, response] of [
      {
        status: 500,
        contentType: 'application/problem+json',
        headers: {},
        body: JSON.stringify({ title: text, detail: text }),
      },
      { status: 502, contentType: 'text/html', headers: {}, body: text },
      {
        status: 429,
        contentType: 'text/html',
        body: text,
        headers: {
          'Access-Control-Expose-Headers': 'Retry-After',
          'Retry-After': '<script>window.executed=1</script>',
        },
      },
      {
        status: 200,
        contentType: 'text/event-stream',
        headers: {},
        body: `event: error\ndata: ${JSON.stringify({ problem: { detail: text } })}\n\n`,
      },
      { status: 200, contentType: 'text/event-stream', headers: {}, body: `event: sentence\ndata: ${text}\n\n` },
      { status: 200, contentType: 'text/html', headers: {}, body: text },
    ].entries()) {
      await visit.page.route('**/v1/ask', (route) =>
        route.fulfill({ ...response, headers: { 'Access-Control-Allow-Origin': '*', ...response.headers } }),
      );
      await visit.ask(`Frage ${index}`);
      const shown = await visit.answers.nth(index).innerText();
      expect(shown).not.toContain('executed');
      expect(await visit.answers.nth(index).locator('a[href="tel:115"]').isVisible()).toBe(true);
      await visit.page.unroute('**/v1/ask');
    }
    await expectHarmless(visit, watch);
  });
});

/** An answer whose n-th sentence and citation are the n-th hostile text, in every field that holds text. */
function hostileAnswer(): Answer {
  return sampleAnswer({
    sentences: HOSTILE_TEXTS.map((text, at) => ({ text, citations: [at + 1], language: 'de' })),
    citations: HOSTILE_TEXTS.map((text, at) =>
      sampleCitation({
        number: at + 1,
        title: text,
        publisher: text,
        publishedOn: { date: text, precision: 'day' },
        url: text,
        heading: text,
        passage: `Davor ${text} danach`,
        quote: text,
      }),
    ),
    more: [HOSTILE_TEXTS.length],
    notices: HOSTILE_TEXTS.map((text, at) => ({ id: `notice-${at}`, text })),
  });
}

async function askThroughElement({ page, answers }: Visit, question: string): Promise<void> {
  const before = await answers.count();
  await page.evaluate(`document.querySelector('lumi-chat').ask(${JSON.stringify(question)})`);
  await answers.nth(before).waitFor();
}

interface Watch {
  readonly dialogs: string[];
}

async function watchDeeds({ page }: Visit): Promise<Watch> {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.evaluate('window.executed = undefined');
  return { dialogs };
}

/** Nothing ran, nothing was asked of another host, no policy was touched, and the tree holds the widget's own elements only. */
async function expectHarmless({ page, requests, complaints, host }: Visit, { dialogs }: Watch): Promise<void> {
  expect(await page.evaluate('window.executed === undefined')).toBe(true);
  expect(dialogs).toEqual([]);
  const foreign = requests.map((request) => new URL(request.url())).filter(({ hostname }) => hostname !== '127.0.0.1');
  expect(foreign).toEqual([]);
  expect((await complaints()).filter((text) => !text.includes('Failed to load resource'))).toEqual([]);
  const tree = await host.locator('*').evaluateAll((all: readonly TreeNode[]) =>
    all.map((element) => ({
      name: element.localName,
      handlers: element
        .getAttributeNames()
        .filter((name) => name.startsWith('on') || name === 'style' || name === 'srcdoc'),
      href: element.localName === 'a' ? element.href : null,
    })),
  );
  expect([...new Set(tree.map(({ name }) => name))].filter((name) => !OWN_ELEMENTS.has(name))).toEqual([]);
  expect(tree.flatMap(({ handlers }) => handlers)).toEqual([]);
  const protocols = tree.flatMap(({ href }) => (href === null ? [] : [new URL(href).protocol]));
  expect(protocols.filter((protocol) => !OWN_PROTOCOLS.has(protocol))).toEqual([]);
}

interface TreeNode {
  readonly localName: string;
  readonly href: string;
  getAttributeNames(): string[];
}
