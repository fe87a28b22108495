import { createButton, createElement, createOuterLink, type Child } from './create-element.ts';
import { formatDate } from './format-date.ts';
import { disclaimer, machineSentence, type Frame } from './frame.ts';
import { createIcon } from './icons.ts';
import { renderContact } from './render-contact.ts';
import { webAddress } from './web-address.ts';

/** Ids of the disclaimers that say why an answer can be wrong, in the order in which they are read. */
const ERROR_REASONS = ['limits', 'context', 'topicality', 'gaps'] as const;
/** Disclaimers that have a place of their own in the panel, as text or as links. */
const PLACED: ReadonlySet<string> = new Set(['ai', ...ERROR_REASONS, 'reset', 'contact', 'personal_data', 'privacy']);

export interface InfoPanel {
  readonly element: HTMLElement;
  readonly heading: HTMLElement;
}

/** The information panel: what this is and knows, why answers can be wrong, whom to ask, personal data, legal pages. */
export function renderInfo(frame: Frame, back: () => void): InfoPanel {
  const { messages, info, locale } = frame;
  const heading = createElement('h3', { id: 'info-title', tabindex: -1 }, messages.infoTitle);
  const reasons = ERROR_REASONS.map((id) => disclaimer(frame, id)).filter((text) => text !== null);
  const others = info?.disclaimers[locale].filter(({ id }) => !PLACED.has(id)) ?? [];
  const links = (['privacy', 'accessibility', 'imprint'] as const).flatMap((name) => {
    const address = webAddress(info?.links[name] ?? null);
    return address === null ? [] : [createElement('li', {}, createOuterLink(address, messages[name], messages.newTab))];
  });
  const element = createElement(
    'section',
    { id: 'info', part: 'info', class: 'info', 'aria-labelledby': 'info-title', tabindex: 0, hidden: true },
    createButton({ class: 'quiet', part: 'info-back' }, back, createIcon('back'), messages.infoBack),
    heading,
    ...chapter(messages.whatItIs, [machineSentence(frame), corpusSentence(frame), ...others.map(({ text }) => text)]),
    ...chapter(messages.whyErrors, [
      reasons.length === 0
        ? null
        : createElement('ul', { class: 'text-list' }, ...reasons.map((text) => createElement('li', {}, text))),
      disclaimer(frame, 'reset'),
    ]),
    ...chapter(messages.contact, [renderContact(frame)]),
    ...chapter(messages.personalData, [disclaimer(frame, 'personal_data')]),
    ...chapter(messages.links, [links.length === 0 ? null : createElement('ul', { class: 'contact' }, ...links)]),
  );
  return { element, heading };
}

/** A heading with its paragraphs; nothing where there are none. */
function chapter(title: string, content: readonly Child[]): Node[] {
  const paragraphs = content
    .filter((each) => each !== null)
    .map((each) => (typeof each === 'string' ? createElement('p', {}, each) : each));
  return paragraphs.length === 0 ? [] : [createElement('h4', {}, title), ...paragraphs];
}

function corpusSentence({ info, locale, messages }: Frame): string | null {
  if (info === null || info.corpus.documents === 0) return null;
  const { documents, newest } = info.corpus;
  const count = new Intl.NumberFormat(locale === 'de' ? 'de-DE' : 'en-GB').format(documents);
  return messages.corpus(count, newest === null ? null : formatDate(newest, locale));
}
