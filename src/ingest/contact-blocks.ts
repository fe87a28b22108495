import type { PageLine } from './page-lines.ts';
import { paragraphLine } from './page-lines.ts';

/** Whom citizens may ask: facts that pages put before the title or beside the text. */
export interface Contact {
  /** The line that introduces the block, for example `Bei Fragen wenden Sie sich bitte an:`. */
  readonly opener: string;
  readonly department: string | null;
  /** All lines of the block, the office included, in the order of the page. */
  readonly lines: readonly string[];
}

const OPENER =
  /^(?:(?:bei|für) (?:allen |weiteren |weitere )?(?:rück)?fragen\b[^.!?]{0,100}|(?:ihre?|unsere?) ansprech(?:partner(?:in|innen)?|personen?)|ansprech(?:partner(?:in|innen)?|personen?)|(?:presse)?kontakt(?:daten)?|(?:presse)?kontakt für [^.!?]{0,60}|rückfragen an|(?:weitere )?(?:informationen|auskünfte?) (?:erteilt|gibt|erteilen|geben|bei)\b[^.!?]{0,60}|for (?:further )?(?:questions|information)[^.!?]{0,60}contact)\s?:?$/i;
/** Longest line of an address; anything longer is a sentence. */
const DETAIL_CHARS_MAX = 100;
/** A block of more lines is a list of something else. */
const DETAILS_MAX = 14;

const POSTAL = /^(?:D-)?\d{5} \p{Lu}/u;
const PHONE = /^(?:tel(?:efon)?|fon|phone|mobil|handy|(?:tele)?fax)\b|^\+?\d[\d ()/.-]{5,}$/i;
const MAIL = /^(?:e-?mail:? ?)?[^\s@]{1,64}@[^\s@]{1,80}\.[a-z]{2,}$/i;
const WEB = /^(?:(?:web|internet|homepage):? ?)?(?:https?:\/\/|www\.)\S+$/i;
const STREET = /(?:stra(?:ß|ss)e|str\.|platz|weg|allee|gasse|ring|ufer|markt|damm|chaussee) \d{1,4} ?[a-z]?(?:$|,)/i;
const OFFICE =
  /(?:\b(?:referat|amt|büro|stelle|abteilung|fachbereich|fachdienst|dezernat|sachgebiet|team|stabsstelle|verwaltung|ministerium|office|department|service)|amt|büro|stelle|verwaltung|ministerium|referat)(?=$|[\s,;:/-])/i;

export interface ContactOutcome {
  readonly kept: readonly PageLine[];
  readonly contacts: readonly Contact[];
}

/**
 * Takes contact blocks out of the lines; equal ones count once. A block is an opening line and the short lines below it, at least one of
 * which is an address, a number or an office. Headings of Markdown stay where they are: such a page is in order already.
 */
export function extractContacts(lines: readonly PageLine[]): ContactOutcome {
  const kept: PageLine[] = [];
  const contacts: Contact[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const details = isOpener(lines[at]!) ? detailsBelow(lines, at) : [];
    if (details.length === 0) {
      kept.push(lines[at]!);
      continue;
    }
    const contact = toContact(lines[at]!.text, details);
    if (!contacts.some((other) => other.lines.join('\n') === contact.lines.join('\n'))) contacts.push(contact);
    at += details.length;
    // Whatever follows is a paragraph of its own.
    const next = lines[at + 1];
    if (next !== undefined && !next.gap) {
      kept.push({ ...next, gap: true });
      at += 1;
    }
  }
  return { kept, contacts };
}

/** The contacts as a section at the end of a document: one line each, so that a quote of it is complete. */
export function contactSection(contacts: readonly Contact[]): PageLine[] {
  if (contacts.length === 0) return [];
  const section: PageLine[] = [{ ...paragraphLine('Kontakt'), kind: 'heading', level: 2 }];
  let opener = '';
  for (const contact of contacts) {
    const isNew = contact.opener !== opener;
    opener = contact.opener;
    if (isNew && !/^kontakt:?$/i.test(opener)) section.push(paragraphLine(opener));
    section.push({ ...paragraphLine(contact.lines.join(', '), isNew), kind: 'item', marker: '-' });
  }
  return section;
}

/** The offices, joined; null where none is named. */
export function departmentOf(contacts: readonly Contact[]): string | null {
  const offices = new Set(contacts.flatMap((contact) => contact.department ?? []));
  return offices.size === 0 ? null : [...offices].join('; ');
}

/** Person and ways to reach them, without the office; null where the contacts name neither. */
export function contactLine(contacts: readonly Contact[]): string | null {
  const entries = contacts
    .map((contact) => contact.lines.filter((line) => line !== contact.department).join(', '))
    .filter((entry) => entry !== '');
  return entries.length === 0 ? null : entries.join('; ');
}

function isOpener(line: PageLine): boolean {
  return (line.kind === 'text' || line.kind === 'item') && line.text.length <= 140 && OPENER.test(line.text);
}

function detailsBelow(lines: readonly PageLine[], openerAt: number): string[] {
  const details: string[] = [];
  for (const line of lines.slice(openerAt + 1, openerAt + 1 + DETAILS_MAX)) {
    if ((line.kind !== 'text' && line.kind !== 'item') || line.text.length > DETAIL_CHARS_MAX || isOpener(line)) break;
    const isReachable = isWayToReach(line.text);
    // Behind a blank line the block goes on with numbers and addresses only.
    if (line.gap && details.length > 0 && !isReachable) break;
    if (!isReachable && /[.!?]$/.test(line.text) && line.text.split(' ').length > 4) break;
    details.push(line.text);
  }
  return details.some((detail) => isWayToReach(detail) || OFFICE.test(detail)) ? details : [];
}

function toContact(opener: string, details: readonly string[]): Contact {
  return {
    opener,
    department: details.find((detail) => OFFICE.test(detail) && !isWayToReach(detail)) ?? null,
    lines: details,
  };
}

function isWayToReach(text: string): boolean {
  return POSTAL.test(text) || PHONE.test(text) || MAIL.test(text) || WEB.test(text) || STREET.test(text);
}
