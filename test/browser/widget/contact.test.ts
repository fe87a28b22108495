import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../../support/chromium.ts';
import { sampleAnswer } from '../../support/scripted-chatbot.ts';
import { startBench, type BenchOptions, type Visit, type WidgetBench } from '../../support/widget-page.ts';
import { WIDGET_STATES, showState } from '../../support/widget-states.ts';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 320, height: 568 },
  // WCAG 1.4.10: 1280 × 1024 CSS px at 400 % zoom.
  { width: 320, height: 256 },
] as const;
const PHONE = 'tel:115';
const MAIL = 'mailto:post@musterstadt.example';

describe.skipIf(!hasChromium)('the way to a human (skipped without Chromium; CHROMIUM_PATH)', () => {
  let bench: WidgetBench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.leave());
  afterAll(() => bench.stop());

  it.each(SIZES)('T7 takes at most two actions in every state, and from the launcher after it (%o)', async (size) => {
    const visit = await bench.visit({ ...size, policy: 'none' });
    for (const state of WIDGET_STATES) {
      await showState(state, visit, bench);
      for (const link of [PHONE, MAIL]) {
        const actions = { straight: await actionsTo(link, visit), fromLauncher: 0 };
        await visit.part('close').click();
        actions.fromLauncher = await actionsTo(link, visit);
        if (state === 'closed') await visit.part('close').click();
        expect([state, link, actions]).toEqual([
          state,
          link,
          { straight: state === 'closed' ? 2 : 1, fromLauncher: 2 },
        ]);
      }
    }
  });

  it.each<[string, BenchOptions]>([
    ['is not ready', { readiness: () => ({ ready: false, checks: {} }) }],
    ['is under maintenance', { config: { maintenance: true } }],
    ['is asked too often', { config: { rateLimitPerMinute: 1 } }],
    ['may not be asked by this page', { isAllowed: false }],
  ])('T7 takes at most two actions while Lumi %s, before and after a question', async (_, options) => {
    const other = await startBench(options);
    try {
      const visit = await other.visit({ width: 320, height: 256 });
      expect(await actionsTo(PHONE, visit)).toBe(2);
      await visit.ask('Wie weit ist es nach Kumamoto?');
      await visit.ask('Und zurück?');
      expect(await actionsTo(PHONE, visit)).toBe(1);
      await visit.part('close').click();
      expect(await actionsTo(PHONE, visit)).toBe(2);
    } finally {
      await other.stop();
    }
  });

  it.each(['503', 'no answer at all'])(
    'T7 takes at most two actions where Lumi has not even said who it is (%s)',
    async (fault) => {
      const visit = await bench.visit({
        before: (page) =>
          page.route('**/v1/**', (route) => (fault === '503' ? route.fulfill({ status: 503 }) : route.abort())),
      });
      expect(await actionsTo(PHONE, visit)).toBe(2);
      expect(await visit.page.locator('#fallback').isVisible()).toBe(true);
    },
  );

  it('T7 takes at most two actions without a connection to the internet', async () => {
    const visit = await bench.visit();
    await visit.context.setOffline(true);
    expect(await actionsTo(PHONE, visit)).toBe(2);
    await visit.ask('Wie weit ist es nach Kumamoto?');
    expect(await actionsTo(PHONE, visit)).toBe(1);
    expect(await actionsTo(MAIL, visit)).toBe(1);
  });

  it.each([
    ['inline', { attributes: 'mode="inline"' }],
    ['page', { path: '/chat' }],
  ])('T7 takes one action in the mode "%s", which is always open', async (_, place) => {
    expect(await actionsTo(PHONE, await bench.visit(place))).toBe(1);
  });

  it('T7 is open to the keyboard, from the field onwards', async () => {
    const { open, page, inside } = await bench.visit();
    await open();
    const passed: string[] = [];
    while (passed.length < 6) {
      await page.keyboard.press('Tab');
      passed.push(await inside<string>(`root.activeElement?.href ?? ''`));
    }
    expect(passed.filter((address) => address !== '')).toEqual([PHONE, MAIL]);
  });

  it('T7 offers emergency numbers in a crisis, before the contact', async () => {
    bench.answerWith(
      sampleAnswer({
        status: 'crisis',
        answerer: 'reply',
        text: 'Bitte holen Sie sich Hilfe.',
        sentences: [{ text: 'Bitte holen Sie sich Hilfe.', citations: [], language: 'de' }],
        citations: [],
        notices: [],
      }),
    );
    const { open, ask, answers } = await bench.visit();
    await open();
    await ask('Ich kann nicht mehr');
    const links = await answers
      .getByRole('link')
      .evaluateAll((all: readonly { href: string }[]) => all.map(({ href }) => href));
    expect(links.slice(0, 3)).toEqual(['tel:112', 'tel:110', 'tel:08001110111']);
    expect(links).toContain('tel:115');
  });
});

/**
 * Goes to a link by mouse alone, from whatever shows, and gives the number of clicks that it took. Every target must be met where it is seen:
 * nothing is scrolled to, and nothing that covers it is passed through.
 */
async function actionsTo(address: string, { part, page, inside }: Visit): Promise<number> {
  await inside(`void (window.followed ??= (
    root.addEventListener('click', (event) => {
      const link = event.target.closest('a');
      if (link === null) return;
      event.preventDefault();
      window.followed.push(link.href);
    }), []))`);
  await inside(`void (window.followed.length = 0)`);
  let clicks = 0;
  const click = async (selector: string) => {
    const { x, y, isInView } = await inside<{ x: number; y: number; isInView: boolean }>(`(() => {
      const { left, top, right, bottom } = root.querySelector(${JSON.stringify(selector)}).getBoundingClientRect();
      const isInView = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      return { x: (left + right) / 2, y: (top + bottom) / 2, isInView };
    })()`);
    expect([selector, isInView]).toEqual([selector, true]);
    await page.mouse.click(x, y);
    clicks += 1;
  };
  if (!(await part('panel').isVisible())) {
    await click('[part=launcher]');
    await part('panel').waitFor();
  }
  await click(`[part=human] [href="${address}"]`);
  expect(await inside('window.followed')).toEqual([address]);
  return clicks;
}
