import { createButton, createElement } from './create-element.ts';
import type { Frame } from './frame.ts';
import { createIcon } from './icons.ts';

export interface KeepActions {
  readonly copy: () => void;
  readonly print: () => void;
  readonly download: () => void;
}

/** The ways to keep a conversation, all of them within the browser. */
export function renderKeep({ messages }: Frame, actions: KeepActions): HTMLElement {
  const button = (name: keyof KeepActions) =>
    createButton({ part: name, class: 'quiet' }, actions[name], createIcon(name), messages[name]);
  return createElement(
    'div',
    { class: 'keep', role: 'group', 'aria-label': messages.keep },
    button('copy'),
    button('print'),
    button('download'),
  );
}
