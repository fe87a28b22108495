import { createElement } from './create-element.ts';

export interface Announcer {
  /** The live regions; they must stay in the document, and within a modal dialog where there is one. */
  readonly element: HTMLElement;
  /** Says a text once, politely. A text that is not yet said when the next one comes is said before it. */
  announce(text: string): void;
  /** Forgets what is not yet said. */
  clear(): void;
}

/** A screen reader reads the new focus first, and drops what a live region said just before. */
const AFTER_FOCUS_MS = 250;

/**
 * Two live regions that take turns: the same text twice in a row is then a change, and neither has to be emptied right before it
 * speaks, which some screen readers read as nothing new.
 */
export function createAnnouncer(): Announcer {
  const slots = ['a', 'b'].map((slot) => createElement('div', { role: 'status', 'data-announce': slot }));
  let turn = 0;
  let waiting: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    element: createElement('div', { class: 'unseen' }, ...slots),
    announce(text) {
      waiting.push(text);
      clearTimeout(timer);
      timer = setTimeout(() => {
        slots[turn % 2]!.textContent = waiting.join(' ');
        slots[(turn + 1) % 2]!.textContent = '';
        waiting = [];
        turn += 1;
      }, AFTER_FOCUS_MS);
    },
    clear() {
      clearTimeout(timer);
      waiting = [];
    },
  };
}
