import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAnswerFollower } from '../../widget/follow-answer.ts';

/** A list 200 px high with a question 100 px and an answer 160 px from its top; `contentPx` is how much there is to scroll through. */
function scene(contentPx: number) {
  let onScroll = (): void => undefined;
  let top = 0;
  const list = {
    clientHeight: 200,
    scrollHeight: contentPx,
    get scrollTop() {
      return top;
    },
    set scrollTop(wanted) {
      top = Math.max(0, Math.min(wanted, list.scrollHeight - list.clientHeight));
    },
    addEventListener: (_: string, listener: () => void) => {
      onScroll = listener;
    },
  };
  const follower = createAnswerFollower(list as unknown as HTMLElement);
  follower.follow(place(100), place(160));
  return {
    list,
    follower,
    tellScroll: () => {
      onScroll();
    },
  };
}

function place(offsetTop: number): HTMLElement {
  return { offsetTop } as HTMLElement;
}

describe('createAnswerFollower (O6)', () => {
  let onResize = (): void => undefined;
  beforeEach(() => {
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(callback: () => void) {
          onResize = callback;
        }
        observe = vi.fn();
      },
    );
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('scrolls as far as there is content, and never further than to the start', () => {
    const { list, follower } = scene(220);
    expect(list.scrollTop).toBe(20);
    list.scrollHeight = 900;
    follower.grown();
    expect(list.scrollTop).toBe(92);
    list.scrollHeight = 2000;
    follower.grown();
    expect(list.scrollTop).toBe(92);
  });

  it('goes to the start of the answer where the question would take more than half of the room', () => {
    const { list, follower } = scene(900);
    follower.follow(place(100), place(500));
    expect(list.scrollTop).toBe(492);
  });

  it('follows when the list itself gets lower or higher', () => {
    const { list, tellScroll } = scene(260);
    expect(list.scrollTop).toBe(60);
    list.clientHeight = 180;
    onResize();
    expect(list.scrollTop).toBe(80);
    // The browser itself moves back where the list shows more.
    list.clientHeight = 200;
    list.scrollTop = 80;
    tellScroll();
    onResize();
    expect(list.scrollTop).toBe(60);
    list.scrollHeight = 900;
    onResize();
    expect(list.scrollTop).toBe(92);
  });

  it('ends at a scroll of the person, also where the answer grows before the event of the scroll', () => {
    for (const isTold of [true, false]) {
      const { list, follower, tellScroll } = scene(900);
      list.scrollTop = 40;
      if (isTold) tellScroll();
      follower.grown();
      expect(list.scrollTop).toBe(40);
      list.scrollTop = 92;
      list.scrollHeight = 2000;
      follower.grown();
      list.scrollTop = 300;
      follower.grown();
      expect(list.scrollTop).toBe(300);
    }
  });

  it('leaves the place alone while nothing of the list is shown', () => {
    const { list, follower } = scene(900);
    list.clientHeight = 0;
    list.scrollTop = 92;
    follower.grown();
    list.clientHeight = 200;
    follower.grown();
    expect(list.scrollTop).toBe(92);
  });
});
