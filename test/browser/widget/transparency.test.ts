import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../../support/chromium.ts';
import { sampleAnswer, sampleCitation } from '../../support/scripted-chatbot.ts';
import { holdAnswer, startBench, type WidgetBench } from '../../support/widget-page.ts';

const FIXED_REPLY = sampleAnswer({
  status: 'smalltalk',
  answerer: 'reply',
  text: 'Guten Tag!',
  sentences: [{ text: 'Guten Tag!', citations: [], language: 'de' }],
  citations: [],
  notices: [],
});

describe.skipIf(!hasChromium)('what the widget says of itself (skipped without Chromium; CHROMIUM_PATH)', () => {
  let bench: WidgetBench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.leave());
  afterAll(() => bench.stop());

  it.each([
    ['de', /künstlicher Intelligenz, kein Mensch/],
    ['en', /artificial intelligence, not a person/],
  ])('T1 says before any question that this is an AI, not a person (%s)', async (lang, sentence) => {
    const { open, part } = await bench.visit({ attributes: `lang="${lang}"` });
    await open();
    expect(await part('disclaimer').isVisible()).toBe(true);
    expect(await part('disclaimer').innerText()).toMatch(sentence);
  });

  it('T1 says so in its own words where Lumi cannot be asked', async () => {
    const { open, part } = await bench.visit({ before: (page) => page.route('**/v1/info', (route) => route.abort()) });
    await open();
    expect(await part('disclaimer').innerText()).toBe('Lumi ist eine künstliche Intelligenz (KI), kein Mensch.');
  });

  it('T2 announces that this is an AI once, before the first message', async () => {
    const { open, ask, part, announced } = await bench.visit();
    await open();
    const introduction = await part('disclaimer').innerText();
    await expect.poll(announced).toEqual([introduction]);
    await ask('Wie weit ist es nach Kumamoto?');
    await expect.poll(async () => (await announced()).at(-1)).toContain('9.200 Kilometer');
    await part('close').click();
    await open();
    await ask('Und zurück?');
    await expect.poll(async () => (await announced()).filter((text) => text.includes('9.200')).length).toBe(2);
    expect((await announced()).filter((text) => text.includes(introduction))).toHaveLength(1);
  });

  it('T3 warns beside the sources of a composed answer, and not beside a fixed reply', async () => {
    const { open, ask, answers, part } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    const warning = part('sources').locator('[part=check-source]');
    expect(await warning.isVisible()).toBe(true);
    expect(await warning.innerText()).toMatch(/Fehler enthalten\. Prüfen Sie bitte die Quelle/);

    bench.answerWith(FIXED_REPLY);
    await ask('Hallo');
    expect(await answers.nth(1).innerText()).toContain('Guten Tag!');
    expect(await answers.nth(1).innerText()).not.toContain('Quelle');
  });

  it('T3 shows the warning in the words of the server where it sends them', async () => {
    bench.answerWith(sampleAnswer({ notices: [{ id: 'check_source', text: 'Bitte an der Quelle nachprüfen.' }] }));
    const { open, ask, answers } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    expect((await answers.innerText()).split('Bitte an der Quelle nachprüfen.')).toHaveLength(2);
  });

  it.each([
    ['without any citation', sampleAnswer({ citations: [] })],
    [
      'with a sentence that cites nothing',
      sampleAnswer({ sentences: [{ text: 'Rund 9.200 Kilometer.', citations: [], language: 'de' }] }),
    ],
    [
      'with a citation that does not exist',
      sampleAnswer({ sentences: [{ text: 'Rund 9.200 Kilometer.', citations: [7], language: 'de' }] }),
    ],
  ])('T4 shows contact and phone 115 instead of an answer %s', async (_, answer) => {
    bench.answerWith(answer);
    const { open, ask, answers } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    const text = await answers.innerText();
    expect(text).toContain('keine Quelle');
    expect(text).not.toContain('9.200');
    expect(await answers.locator('a[href="tel:115"]').isVisible()).toBe(true);
    expect(await answers.locator('a[href="mailto:post@musterstadt.example"]').isVisible()).toBe(true);
  });

  it('T4 holds back what names no source while an answer arrives, also where it is stopped then', async () => {
    const held = holdAnswer(
      sampleAnswer({
        sentences: [
          { text: 'Rund 9.200 Kilometer.', citations: [1], language: 'de' },
          { text: 'Niemand weiß, woher dies stammt.', citations: [], language: 'de' },
          { text: 'Die Reise dauerte einen Tag.', citations: [1], language: 'de' },
        ],
      }),
    );
    bench.answerWith(held.answer);
    const { open, send, part, answers } = await bench.visit();
    await open();
    await send('Wie weit ist es nach Kumamoto?');
    held.pass(4 + 3);
    await part('answer').locator('.said').getByText('einen Tag').waitFor();
    expect(await part('answer').innerText()).not.toContain('Niemand weiß');
    await part('stop').click();
    await answers.waitFor();
    expect(await answers.innerText()).toContain('9.200');
    expect(await answers.innerText()).not.toContain('Niemand weiß');
  });

  it('T5 marks in the article whether a model made the text, and which', async () => {
    const { open, ask, answers } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    expect(await answers.nth(0).getAttribute('data-generated')).toBe('false');
    expect(await answers.nth(0).getAttribute('data-model')).toBeNull();
    expect(await answers.nth(0).innerText()).not.toContain('KI erzeugt');

    bench.answerWith(sampleAnswer({ answerer: 'generative', generated: true, model: 'stadt-llm-7b' }));
    await ask('Noch einmal, bitte');
    expect(await answers.nth(1).getAttribute('data-generated')).toBe('true');
    expect(await answers.nth(1).getAttribute('data-model')).toBe('stadt-llm-7b');
    expect(await answers.nth(1).innerText()).toContain('Text von einer KI erzeugt');
  });

  it('T6 links privacy, accessibility statement and imprint in the information panel', async () => {
    const { open, part } = await bench.visit();
    await open();
    await part('info-button').click();
    for (const [name, path] of [
      ['Datenschutz', 'datenschutz'],
      ['Barrierefreiheit', 'barrierefreiheit'],
      ['Impressum', 'impressum'],
    ] as const) {
      const link = part('info').getByRole('link', { name });
      expect(await link.isVisible()).toBe(true);
      expect(await link.getAttribute('href')).toBe(`https://www.musterstadt.example/${path}`);
    }
  });

  it('shows the four reasons for errors, the reset hint, contact and personal data behind ⓘ', async () => {
    const { open, part, focused } = await bench.visit();
    await open();
    await part('info-button').click();
    const text = await part('info').innerText();
    for (const words of [
      'Technische Grenzen',
      'Missverstandener Zusammenhang',
      'Aktualität',
      'Lücken im Wissen',
      '↺',
      'post@musterstadt.example',
      '115',
      'keine persönlichen oder vertraulichen Daten',
      'kein Mensch',
      'Februar 2023',
    ]) {
      expect(text).toContain(words);
    }
    await part('info-back').click();
    expect(await focused()).toBe('info-button');
    expect(await part('field').isVisible()).toBe(true);
  });

  it('shows title, publisher, date, passage with the quote marked, and the link to the page of a citation', async () => {
    const { open, ask, part, focused, page } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    const source = part('source');
    expect(await source.innerText()).toMatch(/Besuch in Kumamoto\s+Stadt Heidelberg · Stand Februar 2023/);
    expect(await part('passage').isVisible()).toBe(false);
    await part('citation').click();
    expect(await part('passage').isVisible()).toBe(true);
    expect(await source.locator('mark').innerText()).toBe(sampleCitation().quote);
    expect(await source.locator('blockquote').textContent()).toBe(sampleCitation().passage);
    const link = source.getByRole('link');
    expect(await link.getAttribute('href')).toBe('https://www.heidelberg.de/kumamoto');
    expect(await link.getAttribute('rel')).toContain('noopener');
    await page.keyboard.press('Escape');
    expect(await part('passage').isVisible()).toBe(false);
    expect(await focused()).toBe('citation');
  });

  it('shows each notice on an answer once, in the words of the server', async () => {
    const notices = [
      { id: 'check_source', text: 'Bitte an der Quelle nachprüfen.' },
      { id: 'old_answer', text: 'Diese Angaben sind älter als zwei Jahre.' },
      { id: 'undated', text: 'Eine Quelle nennt kein Datum.' },
    ];
    bench.answerWith(sampleAnswer({ notices }));
    const { open, ask, answers, part } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    const text = await answers.innerText();
    for (const notice of notices) expect(text.split(notice.text)).toHaveLength(2);
    expect(
      await part('notice').evaluateAll((all: readonly Noted[]) => all.map(({ dataset }) => dataset.notice)),
    ).toEqual(['old_answer', 'undated']);
  });

  it('shows apart what an answer only points to', async () => {
    bench.answerWith(
      sampleAnswer({
        citations: [sampleCitation(), sampleCitation({ number: 2, title: 'Mehr zur Reise' })],
        more: [2],
      }),
    );
    const { open, ask, part } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    expect(await part('more').innerText()).toContain('Mehr zur Reise');
    expect(await part('more').innerText()).not.toContain('Besuch in Kumamoto');
  });
});

interface Noted {
  readonly dataset: { readonly notice: string };
}
