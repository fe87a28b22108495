import { createButton, createElement } from './create-element.ts';
import type { Frame } from './frame.ts';
import { createIcon } from './icons.ts';

export interface HeaderActions {
  readonly switchLanguage: () => void;
  readonly toggleInfo: () => void;
  readonly reset: () => void;
  /** Null where the chat is part of the page and cannot be closed. */
  readonly close: (() => void) | null;
}

/** The id of the title, which names the panel. */
export const TITLE_ID = 'title';

/** The bar over the conversation: who this is, language, information, reset, close. */
export function renderHeader({ messages, persona, info, locale }: Frame, actions: HeaderActions): HTMLElement {
  const iconButton = (
    part: string,
    label: string,
    icon: Parameters<typeof createIcon>[0],
    onClick: () => void,
    more = {},
  ) =>
    createButton({ part, class: 'icon-button', 'aria-label': label, title: label, ...more }, onClick, createIcon(icon));
  return createElement(
    'header',
    { part: 'header' },
    createElement(
      'div',
      { class: 'title' },
      createElement('h2', { id: TITLE_ID }, persona),
      info === null ? null : createElement('p', {}, messages.subtitle(info.city)),
    ),
    createButton(
      {
        part: 'language',
        class: 'icon-button',
        lang: locale === 'de' ? 'en' : 'de',
        // The visible letters are part of the name, for those who speak to their computer.
        'aria-label': `${messages.switchLanguageShort}: ${messages.switchLanguage}`,
        title: messages.switchLanguage,
      },
      actions.switchLanguage,
      messages.switchLanguageShort,
    ),
    iconButton('info-button', messages.info, 'info', actions.toggleInfo, {
      'aria-expanded': 'false',
      'aria-controls': 'info',
    }),
    iconButton('reset', messages.reset, 'reset', actions.reset),
    actions.close === null ? null : iconButton('close', messages.closeChat, 'close', actions.close),
  );
}
