import { createButton, createElement } from './create-element.ts';
import type { Failure } from './failure.ts';
import { machineSentence, type Frame } from './frame.ts';
import { renderContact } from './render-contact.ts';

export interface WelcomeActions {
  readonly ask: (question: string) => void;
  readonly retry: () => void;
}

/** What stands before the first question: that this is a machine, the greeting, examples; or why the service cannot be reached. */
export function renderWelcome(frame: Frame, failure: Failure | null, { ask, retry }: WelcomeActions): HTMLElement {
  const { messages, info, locale } = frame;
  const examples = info?.examples[locale] ?? [];
  return createElement(
    'div',
    { class: 'welcome' },
    createElement('p', { class: 'machine', part: 'disclaimer' }, machineSentence(frame)),
    createElement('p', { class: 'greeting' }, info?.greeting[locale] ?? messages.greeting),
    failure &&
      createElement(
        'div',
        { class: 'failure', part: 'service-error', 'data-failure': failure.kind },
        createElement('p', {}, messages.failures[failure.kind](failure.retryAfterS)),
        renderContact(frame),
        // What the city's page has put into the element: its own way to people.
        createElement('div', {}, createElement('slot')),
        createButton({ class: 'primary', part: 'retry' }, retry, messages.retry),
      ),
    examples.length === 0
      ? null
      : createElement(
          'div',
          { role: 'group', 'aria-labelledby': 'examples' },
          createElement('h3', { id: 'examples', class: 'author' }, messages.examples),
          ...examples.map((example) =>
            createButton(
              { part: 'example', class: 'choice-button', dir: 'auto' },
              () => {
                ask(example);
              },
              example,
            ),
          ),
        ),
  );
}
