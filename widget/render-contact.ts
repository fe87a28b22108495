import { createElement, createOuterLink } from './create-element.ts';
import type { Frame } from './frame.ts';
import type { EmergencyLine } from './messages/messages.ts';
import { mailLink, phoneLink, webAddress } from './web-address.ts';

/** The number of every German authority: the way to a human where the service has not even said how to reach its city. */
const PUBLIC_AUTHORITY_PHONE = '115';

/** Ways to a human, one action each. Without the service's word, the number of all authorities and what the city's page has put into the element. */
export function renderContact({ messages, info }: Frame): HTMLElement {
  const contact = info?.contact ?? null;
  const page = webAddress(contact?.url ?? null);
  const phone = contact?.phone ?? PUBLIC_AUTHORITY_PHONE;
  return createElement(
    'ul',
    { class: 'contact', part: 'contact' },
    contact &&
      createElement('li', {}, createElement('a', { href: mailLink(contact.email) }, messages.writeMail(contact.email))),
    createElement('li', {}, createElement('a', { href: phoneLink(phone) }, messages.call(phone))),
    page === null ? null : createElement('li', {}, createOuterLink(page, messages.contactPage, messages.newTab)),
  );
}

/** The way to a human that stays in sight, whatever else is shown: one line at the foot of the panel. */
export function renderContactLine({ messages, info }: Frame): HTMLElement {
  const phone = info?.contact.phone ?? PUBLIC_AUTHORITY_PHONE;
  const mail = info?.contact.email;
  return createElement(
    'div',
    { class: 'human', part: 'human', role: 'group', 'aria-label': messages.contact },
    createElement('span', { 'aria-hidden': 'true' }, messages.contact),
    createElement('a', { href: phoneLink(phone) }, messages.call(phone)),
    mail === undefined
      ? null
      : createElement(
          'a',
          { href: mailLink(mail), 'aria-label': messages.writeMail(mail), title: mail },
          messages.mail,
        ),
  );
}

/** Numbers for someone in danger. */
export function renderEmergency(lines: readonly EmergencyLine[]): HTMLElement {
  const entries = lines.map(({ label, phone }) =>
    createElement('li', {}, createElement('a', { href: phoneLink(phone) }, label)),
  );
  return createElement('ul', { class: 'contact emergency' }, ...entries);
}
