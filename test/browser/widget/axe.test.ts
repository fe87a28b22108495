import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../../support/chromium.ts';
import { sampleAnswer } from '../../support/scripted-chatbot.ts';
import { startBench, type BenchOptions, type WidgetBench } from '../../support/widget-page.ts';
import { WIDGET_STATES, showState } from '../../support/widget-states.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe says of the page as it is: each violation with the elements that have it. */
const RUN_AXE = `axe
  .run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} }, resultTypes: ['violations'] })
  .then(({ violations }) => violations.map(({ id, help, nodes }) =>
    id + ': ' + help + ' (' + nodes.map(({ target }) => target.flat().join(' ')).join('; ') + ')'))`;

const COMBINATIONS = ([1280, 320] as const).flatMap((width) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    (['ltr', 'rtl'] as const).map((dir) => ({ width, colorScheme, dir })),
  ),
);

describe.skipIf(!hasChromium)('axe (skipped without Chromium; CHROMIUM_PATH)', () => {
  let bench: WidgetBench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.leave());
  afterAll(() => bench.stop());

  it.each(COMBINATIONS)(
    'P1, P4, O4, U3, U6 finds no violation in any state at $width px, $colorScheme, $dir',
    async ({ width, colorScheme, dir }) => {
      const visit = await bench.visit({ width, dir, policy: 'none', context: { colorScheme } });
      await visit.page.evaluate(AXE);
      const found: string[] = [];
      for (const state of WIDGET_STATES) {
        await showState(state, visit, bench);
        for (const violation of await visit.page.evaluate<string[]>(RUN_AXE)) found.push(`${state}: ${violation}`);
      }
      expect(found).toEqual([]);
    },
  );

  it.each<[string, BenchOptions]>([
    ['is not ready', { readiness: () => ({ ready: false, checks: {} }) }],
    ['is under maintenance', { config: { maintenance: true } }],
    ['is asked too often', { config: { rateLimitPerMinute: 1 } }],
    ['cannot be reached', { isAllowed: false }],
  ])('P1, P4 finds no violation while Lumi %s', async (_, options) => {
    const other = await startBench(options);
    try {
      const { open, ask, page } = await other.visit({ width: 320, policy: 'none' });
      await page.evaluate(AXE);
      await open();
      expect(await page.evaluate<string[]>(RUN_AXE)).toEqual([]);
      await ask('Wie weit ist es nach Kumamoto?');
      await ask('Und zurück?');
      expect(await page.evaluate<string[]>(RUN_AXE)).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  it('P1, P4 finds no violation in a reply to someone in danger', async () => {
    bench.answerWith(sampleAnswer({ status: 'crisis', answerer: 'reply', citations: [], notices: [] }));
    const { open, ask, page } = await bench.visit({ width: 320, policy: 'none' });
    await open();
    await ask('Ich kann nicht mehr');
    await page.evaluate(AXE);
    expect(await page.evaluate<string[]>(RUN_AXE)).toEqual([]);
  });

  it.each(['/', '/chat', '/chat?lang=en'])('finds no violation on Lumi’s own page %s', async (path) => {
    const { page, waitForState } = await bench.visit({ path });
    await waitForState('ready');
    await page.evaluate(AXE);
    expect(await page.evaluate<string[]>(RUN_AXE)).toEqual([]);
  });

  it('finds what is wrong, so that the tests above can fail', async () => {
    const { open, page, inside } = await bench.visit({ policy: 'none' });
    await open();
    await inside(`part('send').removeAttribute('aria-label')`);
    await inside(`part('send').removeAttribute('title')`);
    await inside(`part('disclaimer').style.setProperty('color', '#bbb')`);
    await page.evaluate(AXE);
    const found = (await page.evaluate<string[]>(RUN_AXE)).join('\n');
    expect(found).toContain('button-name');
    expect(found).toContain('color-contrast');
  });
});
