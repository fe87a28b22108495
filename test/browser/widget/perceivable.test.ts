import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../../support/chromium.ts';
import { sampleAnswer, sampleCitation } from '../../support/scripted-chatbot.ts';
import { holdAnswer, longAnswer, startBench, type Visit, type WidgetBench } from '../../support/widget-page.ts';

/** WCAG 1.4.10: 1280 × 1024 CSS px at 400 % zoom. */
const REFLOW = { width: 320, height: 256 };

describe.skipIf(!hasChromium)('perceiving the widget (skipped without Chromium; CHROMIUM_PATH)', () => {
  let bench: WidgetBench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.leave());
  afterAll(() => bench.stop());

  it('P1 names every control in the language of the page and hides every icon', async () => {
    for (const [lang, foreign] of [
      ['de', /\b(?:the|close|send|reset|copy|open)\b/i],
      ['en', /\b(?:der|die|das|schließen|senden|kopieren|öffnen|frage)\b/i],
    ] as const) {
      const { open, ask, host, part } = await bench.visit({ attributes: `lang="${lang}"` });
      await open();
      await ask('Kumamoto?');
      const controls = host.locator('button:visible, textarea:visible, input:visible');
      expect(await controls.count()).toBeGreaterThan(10);
      for (const control of await controls.all()) {
        const name = (await control.ariaSnapshot()).split('\n')[0]!;
        expect(name).toMatch(/"[^"]+"/);
        // The button for the other language and what the city wrote itself speak for themselves.
        const own = await control.getAttribute('part');
        if (!['language', 'example', 'citation'].includes(own ?? '') && !name.includes('Kumamoto')) {
          expect(name).not.toMatch(foreign);
        }
      }
      const icons = await host
        .locator('svg')
        .evaluateAll((all: readonly IconNode[]) => all.map((icon) => icon.getAttribute('aria-hidden')));
      expect(new Set(icons)).toEqual(new Set(['true']));
      await part('close').click();
    }
  });

  it('P2 shows messages as articles with an author, in the order in which they are read', async () => {
    const { open, ask, host } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await ask('Und zurück?');
    const articles = await host.getByRole('article').all();
    const authors = ['Sie', 'Lumi (KI)', 'Sie', 'Lumi (KI)'];
    expect(articles).toHaveLength(authors.length);
    let bottom = -Infinity;
    for (const [at, article] of articles.entries()) {
      expect(await article.ariaSnapshot()).toContain(`article "${authors[at]}"`);
      expect(await article.getByRole('heading', { level: 3 }).innerText()).toBe(authors[at]);
      const box = (await article.boundingBox())!;
      expect(box.y).toBeGreaterThanOrEqual(bottom);
      bottom = box.y + box.height;
    }
  });

  it.each([
    'closed',
    'open',
    'over the limit',
    'waiting',
    'answered',
    'source open',
    'information',
    'reasons',
  ] as const)(
    'P5 scrolls in one direction only at 320 × 256, with field and close within reach (%s)',
    async (state) => {
      bench.answerWith(
        sampleAnswer({
          citations: [sampleCitation({ title: 'Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung' })],
        }),
      );
      const visit = await bench.visit(REFLOW);
      const { open, ask, part, page } = visit;
      if (state !== 'closed') await open();
      if (state === 'over the limit') await part('field').fill('x'.repeat(600));
      if (['answered', 'source open', 'reasons'].includes(state)) await ask('Wie weit ist es nach Kumamoto?');
      if (state === 'waiting') {
        bench.answerWith(holdAnswer(sampleAnswer()).answer);
        await visit.send('Wie weit ist es nach Kumamoto?');
        await part('stop').waitFor();
      }
      if (state === 'source open') await part('citation').press('Enter');
      if (state === 'reasons') await part('feedback-down').press('Enter');
      if (state === 'information') await part('info-button').click();

      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(REFLOW.width);
      expect(await sidewaysScrollers(visit)).toEqual([]);
      if (state === 'closed') {
        expect(isWithin(await part('launcher').boundingBox(), REFLOW)).toBe(true);
        return;
      }
      expect(await isOnTop(visit, 'close')).toBe(true);
      expect(isWithin(await part('close').boundingBox(), REFLOW)).toBe(true);
      if (state === 'information') return;
      await part('field').scrollIntoViewIfNeeded();
      expect(await isOnTop(visit, 'field')).toBe(true);
      expect(isWithin(await part('field').boundingBox(), REFLOW)).toBe(true);
      // Beside the field there must be room to read.
      expect((await part('messages').boundingBox())!.height).toBeGreaterThanOrEqual(40);
    },
  );

  it.each([REFLOW, { width: 1280, height: 420 }, { width: 640, height: 410 }])(
    'P5 leaves room to read over a question and its error in a low window, and cuts neither off (%o)',
    async (size) => {
      const visit = await bench.visit(size);
      const { open, part, inside } = visit;
      await open();
      await part('field').fill('Wie weit ist es von hier nach Kumamoto? '.repeat(20));
      await part('error').waitFor();
      expect((await part('messages').boundingBox())!.height).toBeGreaterThanOrEqual(40);
      for (const name of ['field', 'error', 'plain-language', 'human']) {
        await part(name).scrollIntoViewIfNeeded();
        expect([name, await isOnTop(visit, name)]).toEqual([name, true]);
      }
      expect(await inside(`part('panel').scrollTop`)).toBe(0);
    },
  );

  it('P5 leaves room at 320 × 256 for the long names of a city, its chat and its numbers', async () => {
    const city = await startBench({
      info: {
        persona: { name: 'Stadtverwaltungsassistentin Friederike', address: 'Sie' },
        city: 'Garmisch-Partenkirchen am Fuß der Zugspitze',
        contact: {
          email: 'buergerservice-und-einwohnermeldewesen@verwaltungsgemeinschaft-garmisch-partenkirchen.example',
          phone: '+49 8821 910-3300',
          url: null,
        },
      },
    });
    try {
      const visit = await city.visit(REFLOW);
      await visit.open();
      await visit.ask('Wie weit ist es nach Kumamoto?');
      expect(await visit.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(REFLOW.width);
      expect(await sidewaysScrollers(visit)).toEqual([]);
      for (const name of ['close', 'field', 'send', 'human']) {
        expect([name, isWithin(await visit.part(name).boundingBox(), REFLOW)]).toEqual([name, true]);
      }
      expect((await visit.part('messages').boundingBox())!.height).toBeGreaterThanOrEqual(40);
    } finally {
      await city.stop();
    }
  });

  it.each([
    ['desktop', { width: 1280, height: 800 }],
    ['phone', { width: 320, height: 640 }],
  ] as const)('P6 clips nothing when lines, words and letters are spaced out (%s)', async (_, size) => {
    const visit = await bench.visit(size);
    const { open, ask, part, inside } = visit;
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await part('citation').press('Enter');
    await inside(`(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
      root.adoptedStyleSheets.push(sheet);
    })()`);
    expect(await clipped(visit)).toEqual([]);
    await part('info-button').click();
    expect(await clipped(visit)).toEqual([]);
  });

  it('P7 keeps borders and focus visible with forced colours', async () => {
    const visit = await bench.visit({ context: { forcedColors: 'active' } });
    const { open, ask, part, page } = visit;
    expect(await hasBorder(visit, 'launcher')).toBe(true);
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    for (const name of ['panel', 'field', 'send', 'citation', 'example', 'reset', 'close']) {
      expect([name, await hasBorder(visit, name)]).toEqual([name, true]);
    }
    await part('reset').focus();
    await page.keyboard.press('Tab');
    expect(parseFloat(await styleOf(visit, 'close', 'outlineWidth'))).toBeGreaterThanOrEqual(2);
  });

  it('P7 moves nothing where motion is not wanted', async () => {
    const { open, ask, part, inside } = await bench.visit({ context: { reducedMotion: 'reduce' } });
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await part('citation').click();
    expect(await inside('root.getAnimations().length')).toBe(0);
    const moving = await inside(`[...root.querySelectorAll('*')].filter((node) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(node);
      return animationName !== 'none' || /[1-9]/.test(transitionDuration) || scrollBehavior === 'smooth';
    }).length`);
    expect(moving).toBe(0);
  });

  it('P7 prints the conversation alone, with full addresses, and leaves the page as it was', async () => {
    bench.answerWith(longAnswer(2));
    const { open, ask, part, page } = await bench.visit({
      before: (page) =>
        page.addInitScript(`
          window.print = () => {
            window.printed = document.querySelector('[data-lumi-print]').textContent;
            dispatchEvent(new Event('afterprint'));
          };
        `),
    });
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await part('print').click();
    const printed = await page.evaluate<string>('window.printed');
    for (const words of [
      'Wie weit ist es nach Kumamoto?',
      'Satz 2',
      'https://www.heidelberg.de/kumamoto',
      'Stand Februar 2023',
    ]) {
      expect(printed).toContain(words);
    }
    expect(await page.locator('[data-lumi-print]').count()).toBe(0);
    expect(await page.evaluate('document.adoptedStyleSheets.length')).toBe(0);
  });

  it('P7 shows on paper nothing but the conversation, while it prints', async () => {
    const { open, ask, part, page } = await bench.visit({
      before: (page) => page.addInitScript('window.print = () => undefined'),
    });
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await part('print').click();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('[data-lumi-print]').isVisible()).toBe(true);
    expect(await page.locator('main').isVisible()).toBe(false);
    expect(await part('panel').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    expect(await page.locator('[data-lumi-print]').isVisible()).toBe(false);
    expect(await page.locator('main').isVisible()).toBe(true);
  });

  it('is not broken by styles of the page', async () => {
    const css =
      'body * { font-size: 40px !important; color: red; float: left } button { display: none } lumi-chat { font: 9px serif }';
    const visit = await bench.visit({ policy: 'none', main: `<style>${css}</style><h1>Musterstadt</h1>` });
    await visit.open();
    expect(await visit.part('send').isVisible()).toBe(true);
    expect(await styleOf(visit, 'field', 'fontSize')).toBe('16px');
    expect(await styleOf(visit, 'field', 'color')).not.toBe('rgb(255, 0, 0)');
    expect(await visit.page.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe('rgb(255, 0, 0)');
  });

  it('P4 takes the colours of the page where they can be read, and keeps its own with a warning where they cannot', async () => {
    const warnings: string[] = [];
    const accents = (color: string) => ({
      policy: 'none' as const,
      main: `<style>lumi-chat { --lumi-accent: ${color}; --lumi-on-accent: #fff }</style><h1>Musterstadt</h1>`,
      before: (page: Visit['page']) =>
        Promise.resolve(
          page.on('console', (message) => {
            if (message.type() === 'warning') warnings.push(message.text());
          }),
        ),
    });
    const good = await bench.visit(accents('#7a1f5c'));
    expect(await styleOf(good, 'launcher', 'backgroundColor')).toBe('rgb(122, 31, 92)');
    expect(warnings).toEqual([]);
    const bad = await bench.visit(accents('#ffe680'));
    expect(await styleOf(bad, 'launcher', 'backgroundColor')).toBe('rgb(10, 90, 135)');
    expect(warnings.join()).toContain('accent on surface');
  });
});

interface IconNode {
  getAttribute(name: string): string | null;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function isWithin(box: Box | null, { width, height }: Pick<Box, 'width' | 'height'>): boolean {
  return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
}

/** Whether a pointer at the middle of a part would meet it. */
function isOnTop({ inside }: Visit, part: string): Promise<boolean> {
  return inside(`(() => {
    const node = part('${part}');
    const { x, y, width, height } = node.getBoundingClientRect();
    return node.contains(root.elementFromPoint(x + width / 2, y + height / 2));
  })()`);
}

function styleOf({ inside }: Visit, part: string, property: string): Promise<string> {
  return inside(`getComputedStyle(part('${part}')).${property}`);
}

/** The parts that are wider inside than outside and show it by scrolling or cutting. */
function sidewaysScrollers({ inside }: Visit): Promise<string[]> {
  return inside(`[...root.querySelectorAll('*')]
    .filter((node) => node.checkVisibility() && node.closest('.unseen') === null && getComputedStyle(node).clipPath === 'none' && node.scrollWidth > node.clientWidth + 1)
    .filter((node) => getComputedStyle(node).overflowX !== 'visible' || node.getBoundingClientRect().right > innerWidth + 1)
    .map((node) => node.localName + '.' + node.className)`);
}

/** Boxes that hide a part of what they hold, and texts that reach over the edge of the box around them. */
function clipped({ inside }: Visit): Promise<string[]> {
  return inside(`[...root.querySelectorAll('*')]
    .filter((node) => node.checkVisibility() && node.closest('.unseen, svg') === null && getComputedStyle(node).clipPath === 'none')
    .filter((node) => {
      const { overflowX, overflowY } = getComputedStyle(node);
      const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
      return (
        (hides(overflowX) && node.scrollWidth > node.clientWidth + 1) ||
        (hides(overflowY) && node.scrollHeight > node.clientHeight + 1) ||
        (node.localName === 'button' && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1))
      );
    })
    .map((node) => node.localName + '.' + node.className)`);
}

/** Whether a part has a border that can be seen. */
function hasBorder({ inside }: Visit, part: string): Promise<boolean> {
  return inside(`(() => {
    const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(part('${part}'));
    return parseFloat(borderTopWidth) >= 1 && borderTopStyle !== 'none' && !/^rgba\\(.*, 0\\)$/.test(borderTopColor);
  })()`);
}
