import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/package-root.ts';
import { hasChromium } from '../../support/chromium.ts';
import { startBench, type WidgetBench } from '../../support/widget-page.ts';
import { WIDGET_STATES, showState } from '../../support/widget-states.ts';

/**
 * Takes the pictures in docs/screenshots/widget anew, to be looked at by a person:
 * `LUMI_SCREENSHOTS=1 npx vitest run test/browser/widget/screenshots.test.ts`
 */
const isWanted = hasChromium && process.env.LUMI_SCREENSHOTS !== undefined;
const FOLDER = join(packageRoot(), 'docs/screenshots/widget');

describe.skipIf(!isWanted)('pictures of the widget (skipped without LUMI_SCREENSHOTS)', () => {
  let bench: WidgetBench;
  beforeAll(async () => {
    bench = await startBench();
    await mkdir(FOLDER, { recursive: true });
  });
  afterAll(() => bench.stop());

  it.each([
    { name: '1280', width: 1280, height: 800, colorScheme: 'light' },
    { name: '320', width: 320, height: 640, colorScheme: 'light' },
    { name: '320-dark', width: 320, height: 640, colorScheme: 'dark' },
  ] as const)('shows every state ($name)', async ({ name, width, height, colorScheme }) => {
    const visit = await bench.visit({ width, height, path: '/', context: { colorScheme } });
    for (const [at, state] of WIDGET_STATES.entries()) {
      await showState(state, visit, bench);
      const picture = await visit.page.screenshot({
        path: join(FOLDER, `${at + 1}-${state.replaceAll(' ', '-')}-${name}.png`),
      });
      expect(picture.length).toBeGreaterThan(1000);
    }
  });
});
