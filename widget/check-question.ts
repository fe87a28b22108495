import { findPersonalData, type PersonalDataKind } from '../src/language/personal-data.ts';
import type { ChatbotInfo } from '../src/types.ts';
import type { Messages } from './messages/messages.ts';

type Contact = Pick<ChatbotInfo['contact'], 'email' | 'phone'>;

/** What keeps a question from being sent, as a text that says what to do; null where nothing does. `question` is trimmed. */
export function questionProblem(
  question: string,
  charsMax: number,
  contact: Contact | null,
  messages: Messages,
): string | null {
  if (question === '') return messages.fieldEmpty;
  if (question.length > charsMax) return messages.fieldTooLong(charsMax);
  const found = findPrivate(question, contact);
  return found.length > 0 ? messages.fieldPersonalData(found) : null;
}

/** The kinds of personal data in a text, each once, in text order. The city's own mail address and telephone number are not private. */
export function findPrivate(text: string, contact: Contact | null): PersonalDataKind[] {
  const kinds = findPersonalData(text)
    .filter(({ kind, start, end }) => contact === null || !isOwn(kind, text.slice(start, end), contact))
    .map(({ kind }) => kind);
  return [...new Set(kinds)];
}

function isOwn(kind: PersonalDataKind, written: string, contact: Contact): boolean {
  if (kind === 'email') return written.toLowerCase() === contact.email.toLowerCase();
  return kind === 'phone' && nationalDigits(written) === nationalDigits(contact.phone);
}

/** `+49 (0) 6221 58-0` and `06221 580` are the same number. */
function nationalDigits(phone: string): string {
  return phone
    .replace(/\(0\)/g, '')
    .replace(/\D/g, '')
    .replace(/^(?:0049|49|0)/, '');
}
