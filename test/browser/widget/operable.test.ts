import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium } from '../../support/chromium.ts';
import { sampleAnswer } from '../../support/scripted-chatbot.ts';
import { holdAnswer, longAnswer, startBench, type Visit, type WidgetBench } from '../../support/widget-page.ts';

const PHONE = { width: 320, height: 640 };
/** WCAG 1.4.10: 1280 × 1024 CSS px at 400 % zoom. */
const ZOOMED = { width: 320, height: 256 };
/** As long as the limit allows. */
const LONGEST_QUESTION = 'Wie weit ist es von hier aus nach Kumamoto? '.repeat(12).slice(0, 500).trim();
/** More than any state of the widget has controls. */
const TABS_MAX = 60;

describe.skipIf(!hasChromium)('operating the widget (skipped without Chromium; CHROMIUM_PATH)', () => {
  let bench: WidgetBench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.leave());
  afterAll(() => bench.stop());

  it('O1 does everything by keyboard, and the docked panel is no trap', async () => {
    const { page, part, focused, answers } = await bench.visit();
    await tabTo({ page, focused }, 'launcher');
    await page.keyboard.press('Enter');
    await part('field').waitFor();
    expect(await focused()).toBe('field');
    await page.keyboard.type('Wie weit ist es?');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Von Haus zu Haus?');
    await page.keyboard.press('Enter');
    await answers.waitFor();
    expect(bench.app.chatbot.asked.at(-1)?.question).toBe('Wie weit ist es?\nVon Haus zu Haus?');

    // Backwards to what is above the field, and forwards out of the element into the page.
    await tabTo({ page, focused }, 'citation', 'Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await part('passage').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('citation');
    await tabTo({ page, focused }, 'reset', 'Shift+Tab');
    await tabTo({ page, focused }, 'before', 'Shift+Tab');
    const passed = await tabTo({ page, focused }, 'after');
    expect(passed).toEqual(
      expect.arrayContaining([
        'language',
        'info-button',
        'reset',
        'close',
        'example',
        'citation',
        'feedback-up',
        'copy',
        'field',
        'send',
      ]),
    );
  });

  it('O1 fills a small screen with a modal dialog that Escape leaves', async () => {
    const { open, part, page, focused } = await bench.visit(PHONE);
    await open();
    expect(await part('panel').evaluate((panel: Matches) => panel.matches('dialog:modal'))).toBe(true);
    const box = await part('panel').boundingBox();
    expect(box).toEqual({ x: 0, y: 0, ...PHONE });
    for (let at = 0; at < TABS_MAX; at++) {
      await page.keyboard.press('Tab');
      expect(['before', 'after']).not.toContain(await focused());
    }
    await page.keyboard.press('Escape');
    await part('panel').waitFor({ state: 'hidden' });
    expect(await focused()).toBe('launcher');
  });

  it('O1 keeps conversation, text and focus when the screen becomes small and large again', async () => {
    const { open, ask, part, page, focused, answers } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await page.keyboard.type('Noch nicht fertig');
    for (const size of [PHONE, { width: 1280, height: 800 }]) {
      await page.setViewportSize(size);
      await expect
        .poll(() => part('panel').evaluate((panel: Matches) => panel.matches('dialog:modal')))
        .toBe(size === PHONE);
      expect(await part('field').inputValue()).toBe('Noch nicht fertig');
      expect(await answers.count()).toBe(1);
      expect(await focused()).toBe('field');
    }
  });

  it('O2 moves the focus to the field on opening and back to the launcher on closing', async () => {
    const { part, focused, page } = await bench.visit();
    for (const close of ['Escape', 'close', 'launcher']) {
      await part('launcher').press('Enter');
      await part('field').waitFor();
      expect(await focused()).toBe('field');
      if (close === 'Escape') await page.keyboard.press('Escape');
      else await part(close).press('Enter');
      await part('panel').waitFor({ state: 'hidden' });
      expect(await focused()).toBe('launcher');
    }
  });

  it('O2 keeps Escape from the page, and closes one thing at a time', async () => {
    const { open, ask, part, page } = await bench.visit();
    await page.evaluate(
      `(window.escapes = 0, addEventListener('keydown', ({ key }) => { if (key === 'Escape') window.escapes += 1; }))`,
    );
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await part('citation').press('Enter');
    await page.keyboard.press('Escape');
    expect(await part('passage').isVisible()).toBe(false);
    await part('info-button').press('Enter');
    await page.keyboard.press('Escape');
    expect(await part('info').isVisible()).toBe(false);
    expect(await part('panel').isVisible()).toBe(true);
    await part('feedback-down').press('Enter');
    await page.keyboard.press('Escape');
    expect(await part('feedback').getByRole('radio').count()).toBe(0);
    expect(await part('panel').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await part('panel').waitFor({ state: 'hidden' });
    expect(await page.evaluate('window.escapes')).toBe(0);
    await page.keyboard.press('Escape');
    expect(await page.evaluate('window.escapes')).toBe(1);
  });

  it('O2 leaves the focus where it is when the page opens the panel by its attribute', async () => {
    const { page, part, focused } = await bench.visit();
    await page.locator('#before').focus();
    await page.evaluate(`document.querySelector('lumi-chat').setAttribute('open', '')`);
    await part('field').waitFor();
    expect(await focused()).toBe('before');
  });

  it.each([
    ['320 × 256', ZOOMED],
    ['1280 × 800', { width: 1280, height: 800 }],
  ] as const)('O3 shows the focus with at least 2 px, and never under the question field (%s)', async (_, size) => {
    const visit = await bench.visit(size);
    const { open, ask, part, page } = visit;
    await open();
    bench.answerWith(sampleAnswer({ suggestions: ['Wann war das?', 'Wer war dabei?'] }));
    await ask('Wie weit ist es nach Kumamoto?');
    await part('citation').press('Enter');
    await part('language').focus();
    await part('language').press('Shift+Tab');
    const seen = new Set<string>();
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let at = 0; at < 30; at++) {
        await page.keyboard.press(key);
        const focus = await focusFacts(visit);
        if (focus === null) continue;
        seen.add(focus.name);
        expect(focus).toMatchObject({ isOutlined: true, isUncovered: true });
      }
    }
    expect(seen.size).toBeGreaterThan(12);
  });

  it('O4 makes its controls 44 px large, and none smaller than 24 px', async () => {
    const visit = await bench.visit(PHONE);
    const { open, ask, part, inside } = visit;
    const sizes = () =>
      inside<
        { name: string; width: number; height: number }[]
      >(`[...root.querySelectorAll('button, a, textarea, input')]
        .filter((node) => node.checkVisibility())
        .map((node) => {
          const { width, height } = (node.closest('label') ?? node).getBoundingClientRect();
          return { name: node.getAttribute('part') ?? node.className, width: Math.ceil(width), height: Math.ceil(height) };
        })`);
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    await part('citation').press('Enter');
    const found = await sizes();
    await part('info-button').click();
    found.push(...(await sizes()));
    expect(found.length).toBeGreaterThan(20);
    expect(found.filter(({ width, height }) => Math.min(width, height) < 24)).toEqual([]);
    // Citation marks stand in a line of text, which would be torn apart by more.
    expect(found.filter(({ name, width, height }) => name !== 'citation' && Math.min(width, height) < 44)).toEqual([]);
  });

  it('O5 keeps the focus on the send button while waiting, which then sends nothing', async () => {
    const held = holdAnswer(sampleAnswer());
    bench.answerWith(held.answer);
    const { open, send, part, focused, waitForState, answers } = await bench.visit();
    await open();
    await send('Wie weit ist es nach Kumamoto?');
    await waitForState('waiting');
    const asked = bench.app.chatbot.asked.length;
    expect(await part('send').getAttribute('aria-disabled')).toBe('true');
    expect(await part('send').getAttribute('disabled')).toBeNull();
    await part('field').fill('Und zurück?');
    await part('send').press('Enter');
    expect(await focused()).toBe('send');
    expect(await part('status').innerText()).toContain('antwortet noch');
    expect(await part('field').inputValue()).toBe('Und zurück?');
    held.finish();
    await answers.waitFor();
    expect(await focused()).toBe('send');
    expect(await part('send').getAttribute('aria-disabled')).toBeNull();
    expect(bench.app.chatbot.asked.length).toBe(asked);
  });

  it('O6 keeps the start of a long answer in view while it arrives', async () => {
    const answer = longAnswer(30);
    const held = holdAnswer(answer);
    bench.answerWith(held.answer);
    const visit = await bench.visit();
    await visit.open();
    await visit.send('Wie weit ist es nach Kumamoto?');
    const sentences = visit.part('answer').locator('.said span');
    for (const count of [8, 12, 30]) {
      held.pass(count === 8 ? 4 + 8 : count - 8);
      await sentences.nth(count - 1).waitFor({ state: 'attached' });
      expect(await isStartInView(visit)).toBe(true);
    }
    held.finish();
    await visit.answers.waitFor();
    expect(await isStartInView(visit)).toBe(true);
  });

  it('O6 stops following at the first scroll of the person', async () => {
    const held = holdAnswer(longAnswer(40));
    bench.answerWith(held.answer);
    const { open, send, part, page, inside, answers } = await bench.visit();
    await open();
    await send('Wie weit ist es nach Kumamoto?');
    held.pass(4 + 10);
    await part('answer').locator('.said span').nth(9).waitFor({ state: 'attached' });
    const followed = await inside<number>(`part('messages').scrollTop`);
    await part('messages').hover();
    await page.mouse.wheel(0, -80);
    await expect.poll(() => inside(`part('messages').scrollTop`)).toBe(followed - 80);
    held.finish();
    await answers.waitFor();
    expect(await inside(`part('messages').scrollTop`)).toBe(followed - 80);
  });

  it.each([ZOOMED, { width: 320, height: 568 }])(
    'O6 shows at once that an answer is being made, and keeps its start in view under a question as long as may be (%o)',
    async (size) => {
      const held = holdAnswer(longAnswer(20));
      bench.answerWith(held.answer);
      const visit = await bench.visit(size);
      await visit.open();
      for (const question of ['Wie weit ist es nach Kumamoto?', LONGEST_QUESTION]) {
        await visit.part('reset').click();
        await visit.send(question);
        await visit.waitForState('waiting');
        await visit.part('status').getByText('liest die Frage').waitFor();
        expect([question.length, await isWaitingInView(visit)]).toEqual([question.length, true]);
      }
      const sentences = visit.part('answer').locator('.said span');
      held.pass(4);
      for (let count = 1; count <= 20; count += 3) {
        held.pass(count === 1 ? 1 : 3);
        await sentences.nth(count - 1).waitFor({ state: 'attached' });
        expect([count, await isStartInView(visit)]).toEqual([count, true]);
      }
      held.finish();
      await visit.answers.waitFor();
      expect(await isStartInView(visit)).toBe(true);
    },
  );

  it.each(['wheel', 'key', 'scrollbar'] as const)(
    'O6 lets the person scroll away from an answer to the longest question (%s)',
    async (means) => {
      const held = holdAnswer(longAnswer(20));
      bench.answerWith(held.answer);
      const { open, send, part, page, inside, answers } = await bench.visit({ width: 320, height: 568 });
      await open();
      await send(LONGEST_QUESTION);
      held.pass(4 + 6);
      const sentences = part('answer').locator('.said span');
      await sentences.nth(5).waitFor({ state: 'attached' });
      const followed = await inside<number>(`part('messages').scrollTop`);
      if (means === 'wheel') {
        await part('messages').hover();
        await page.mouse.wheel(0, 60);
      }
      if (means === 'key') await part('messages').press('ArrowUp');
      if (means === 'scrollbar') await inside(`part('messages').scrollTop -= 50`);
      else await expect.poll(() => inside<number>(`part('messages').scrollTop`)).not.toBe(followed);
      // Scrolling by keys takes a moment.
      await page.waitForTimeout(300);
      const left = await inside<number>(`part('messages').scrollTop`);
      held.finish();
      await answers.waitFor();
      expect(await inside(`part('messages').scrollTop`)).toBe(left);
    },
  );

  it('sends nothing while an input method composes a word', async () => {
    const { open, part, requests, page } = await bench.visit();
    await open();
    await part('field').fill('にほん');
    const client = await page.context().newCDPSession(page);
    await client.send('Input.imeSetComposition', { text: 'ご', selectionStart: 1, selectionEnd: 1 });
    await part('field').dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
    await part('field').dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true });
    expect(requests.filter((request) => request.url().includes('/v1/ask'))).toEqual([]);
    expect(await part('question').count()).toBe(0);
  });

  it('stops an answer on request, keeps what has arrived and tells the server', async () => {
    const held = holdAnswer(longAnswer(5));
    bench.answerWith(held.answer);
    const { open, send, part, answers, focused, waitForState } = await bench.visit();
    await open();
    await send('Wie weit ist es nach Kumamoto?');
    held.pass(4 + 2);
    await waitForState('answering');
    await part('answer').getByText('Satz 2').waitFor();
    await part('stop').press('Enter');
    await answers.waitFor();
    const text = await answers.innerText();
    expect(text).toContain('Satz 2');
    expect(text).not.toContain('Satz 3');
    expect(text).toContain('Angehalten');
    expect(await focused()).toBe('field');
    await expect.poll(held.isAborted).toBe(true);
  });

  it('resets conversation, field and pending request, says so, and puts the focus into the field', async () => {
    const { open, ask, send, part, answers, focused, announced, waitForState } = await bench.visit();
    await open();
    await ask('Wie weit ist es nach Kumamoto?');
    const held = holdAnswer(longAnswer(5));
    bench.answerWith(held.answer);
    await send('Und zurück?');
    held.pass(4 + 2);
    await waitForState('answering');
    await part('field').fill('Halb getippt');
    await part('reset').click();
    await waitForState('ready');
    expect(await part('question').count()).toBe(0);
    expect(await answers.count()).toBe(0);
    expect(await part('field').inputValue()).toBe('');
    expect(await focused()).toBe('field');
    expect(await part('disclaimer').isVisible()).toBe(true);
    await expect.poll(async () => (await announced()).at(-1)).toBe('Das Gespräch ist zurückgesetzt.');
    await expect.poll(held.isAborted).toBe(true);
    // The next question knows nothing of what was before.
    bench.answerWith(sampleAnswer());
    await ask('Wie weit?');
    expect(bench.app.chatbot.asked.at(-1)?.history).toEqual([]);
  });
});

interface Matches {
  matches(selector: string): boolean;
}

/** Presses Tab until the focus is where it shall be; gives what it passed. */
async function tabTo(
  { page, focused }: Pick<Visit, 'page' | 'focused'>,
  target: string,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<string[]> {
  const passed: string[] = [];
  for (let at = 0; at < TABS_MAX; at++) {
    await page.keyboard.press(key);
    const name = await focused();
    if (name === target) return passed;
    passed.push(name ?? '');
  }
  throw new Error(`The focus did not come to ${target}; it passed ${passed.join(', ')}.`);
}

/** How the focus shows; null where it is outside the widget. Uncovered = a pointer in the middle of what can be seen of it would meet it. */
function focusFacts({ inside }: Visit): Promise<{ name: string; isOutlined: boolean; isUncovered: boolean } | null> {
  return inside(`(() => {
    const node = root.activeElement;
    if (node === null) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    const scroller = node.closest('[part=messages], [part=info]');
    const around = scroller?.getBoundingClientRect() ?? { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const left = Math.max(box.left, around.left, 0), right = Math.min(box.right, around.right, innerWidth);
    const top = Math.max(box.top, around.top, 0), bottom = Math.min(box.bottom, around.bottom, innerHeight);
    const met = root.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return {
      name: (node.getAttribute('part') ?? node.className ?? node.localName) + ' ' + node.textContent.slice(0, 20),
      isOutlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
      isUncovered: right - left > 8 && bottom - top > 8 && (node.contains(met) || met?.contains(node) === true),
    };
  })()`);
}

/** Whether the sign that stands where the answer will be can be seen as a whole. */
function isWaitingInView({ inside }: Visit): Promise<boolean> {
  return inside(`(() => {
    const view = part('messages').getBoundingClientRect();
    const { top, bottom, height } = part('answer').querySelector('.said').getBoundingClientRect();
    return height > 8 && top >= view.top && bottom <= view.bottom;
  })()`);
}

function isStartInView({ inside }: Visit): Promise<boolean> {
  return inside(`(() => {
    const view = part('messages').getBoundingClientRect();
    const { top } = part('answer').getBoundingClientRect();
    return top >= view.top && top < view.bottom - 40;
  })()`);
}
