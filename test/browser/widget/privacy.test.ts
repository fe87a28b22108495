import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../../support/chromium.ts';
import { startBench, type Visit, type WidgetBench } from '../../support/widget-page.ts';

describe.skipIf(!hasChromium)('what the widget leaves and sends (skipped without Chromium; CHROMIUM_PATH)', () => {
  let bench: WidgetBench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.leave());
  afterAll(() => bench.stop());

  it('D1 sets no cookie, stores nothing and asks for script and info only when the page loads', async () => {
    const visit = await bench.visit();
    expect(visit.requests.map((request) => request.url())).toEqual([
      visit.page.url(),
      `${bench.lumi}/lumi.js`,
      `${bench.lumi}/v1/info`,
    ]);
    expect(await stored(visit)).toEqual(NOTHING);
    await visit.open();
    expect(visit.requests).toHaveLength(3);
  });

  it('D2, D3 leaves no cookie and no storage after a whole conversation, and asks no host but the page’s and Lumi’s', async () => {
    const visit = await bench.visit();
    const { open, ask, part, requests, complaints, page } = visit;
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await part('citation').click();
    await part('feedback-down').click();
    await part('feedback').getByRole('radio').first().check();
    await part('feedback').getByRole('button', { name: 'Rückmeldung senden' }).click();
    await part('feedback').getByText('Danke für Ihre Rückmeldung.').waitFor();
    await part('example').first().click();
    await visit.answers.nth(1).waitFor();
    await part('language').click();
    await part('plain-language').check();
    await ask('And back again?');
    await part('copy').click();
    const download = page.waitForEvent('download');
    await part('download').click();
    await download;
    await part('info-button').click();
    await part('info-back').click();
    await part('reset').click();
    await part('close').click();

    expect(await stored(visit)).toEqual(NOTHING);
    const origins = requests.map((request) => request.url()).filter((url) => !url.startsWith('blob:'));
    expect(new Set(origins.map((url) => new URL(url).origin))).toEqual(new Set([bench.city.address, bench.lumi]));
    expect(await complaints()).toEqual([]);
  });

  it('D3 loads the demonstration page, the page for iframes and the API’s page from Lumi alone', async () => {
    const context = await bench.browser.newContext();
    const page = await context.newPage();
    const origins = new Set<string>();
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) origins.add(new URL(request.url()).origin);
    });
    for (const path of ['/', '/chat', '/docs']) {
      await page.goto(bench.lumi + path, { waitUntil: 'networkidle' });
    }
    expect([...origins]).toEqual([bench.lumi]);
    expect(await context.cookies()).toEqual([]);
  });

  it.each([
    ['an e-mail address', 'Meine Adresse ist erika.musterfrau@example.org', 'eine E-Mail-Adresse'],
    ['an IBAN', 'Bitte auf DE89 3704 0044 0532 0130 00 erstatten', 'eine IBAN'],
    ['a phone number', 'Rufen Sie mich an: 0176 12345678', 'eine Telefonnummer'],
    ['a tax id', 'Meine Steuer-ID ist 86095742719', 'eine Steuer-Identifikationsnummer'],
    ['the number of an identity card', 'Mein Ausweis: L01X00T471', 'eine Ausweisnummer'],
  ])('D4 does not send %s, says why, and keeps text and focus', async (_, question, named) => {
    const { open, send, part, requests, focused } = await bench.visit();
    await open();
    await send(question);
    const error = part('error');
    await error.getByText('Noch nicht gesendet').waitFor();
    expect(await error.innerText()).toContain(named);
    expect(await part('field').inputValue()).toBe(question);
    expect(await part('field').getAttribute('aria-invalid')).toBe('true');
    expect(await focused()).toBe('field');
    expect(requests.filter((request) => request.url().includes('/v1/ask'))).toEqual([]);
  });

  it('D4 sends the question once the data are taken out, and lets pass what is nobody’s', async () => {
    const { open, ask, send, part, answers } = await bench.visit();
    await open();
    await send('Ich bin erika@example.org. Wie weit ist es?');
    await part('error').getByText('Noch nicht gesendet').waitFor();
    await ask('Wie weit ist es? Bisher schrieb ich an post@musterstadt.example oder rief die 115 an.');
    expect(await part('error').textContent()).toBe('');
    expect(await answers.count()).toBe(1);
  });

  it('D4 does not send personal data in the comment of a rating either', async () => {
    const { open, ask, part, requests } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await part('feedback-down').click();
    const form = part('feedback');
    await form.getByLabel('Anmerkung').fill('Melden Sie sich: erika@example.org');
    await form.getByRole('button', { name: 'Rückmeldung senden' }).click();
    await form.getByText('enthält offenbar eine E-Mail-Adresse').waitFor();
    expect(requests.filter((request) => request.url().endsWith('/v1/feedback'))).toEqual([]);
  });

  it('D5 sends neither cookies nor where the person was', async () => {
    const { open, ask, part, requests, context, page } = await bench.visit();
    await context.addCookies([{ name: 'session', value: 'secret', domain: '127.0.0.1', path: '/' }]);
    await page.goto(`${page.url()}?antrag=wohngeld#abschnitt`);
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await part('feedback-up').click();
    await part('feedback').getByText('Danke').waitFor();
    const toLumi = requests.filter((request) => request.url().startsWith(`${bench.lumi}/v1/`));
    expect(toLumi.map((request) => new URL(request.url()).pathname)).toContain('/v1/feedback');
    for (const request of toLumi) {
      const headers = await request.allHeaders();
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
      expect(JSON.stringify(headers)).not.toContain('wohngeld');
    }
  });

  it('sends the rating with its reason and comment', async () => {
    const { open, ask, part } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await part('feedback-down').click();
    await part('feedback').getByLabel('Die Antwort ist veraltet').check();
    await part('feedback').getByLabel('Anmerkung').fill('Es gibt eine neue Zahl.');
    await part('feedback').getByRole('button', { name: 'Rückmeldung senden' }).click();
    await part('feedback').getByText('Danke').waitFor();
    expect(bench.app.feedback.feedback.at(-1)).toMatchObject({
      value: 'down',
      reason: 'outdated',
      comment: 'Es gibt eine neue Zahl.',
    });
  });

  it('keeps the conversation on request: as a file with question, answer and full address of the source', async () => {
    const { open, ask, part, page } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    const event = page.waitForEvent('download');
    await part('download').click();
    const download = await event;
    expect(download.suggestedFilename()).toMatch(/^lumi-.+\.txt$/);
    let text = '';
    for await (const chunk of await download.createReadStream()) text += String(chunk);
    for (const words of [
      'Sie: Wie weit ist es nach Kumamoto?',
      'Rund 9.200 Kilometer',
      'https://www.heidelberg.de/kumamoto',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('keeps the conversation on request: on the clipboard', async () => {
    const { open, ask, part, page } = await bench.visit({
      context: { permissions: ['clipboard-read', 'clipboard-write'] },
    });
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await part('copy').click();
    await part('status').getByText('Das Gespräch ist kopiert.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('Rund 9.200 Kilometer');
  });
});

const NOTHING = { cookies: [], origins: [], local: 0, session: 0, databases: 0, caches: 0 };

async function stored({ context, page }: Visit) {
  const here = await page.evaluate<object>(`(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
  }))()`);
  return { ...(await context.storageState({ indexedDB: true })), ...here };
}
