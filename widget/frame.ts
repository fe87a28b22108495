import type { ChatbotInfo, Locale } from '../src/types.ts';
import { createMessages, type Messages } from './messages/messages.ts';

/** What every part of the interface is drawn with. */
export interface Frame {
  readonly messages: Messages;
  readonly locale: Locale;
  readonly persona: string;
  /** Null until the service has said what it is, or where it cannot be reached. */
  readonly info: ChatbotInfo | null;
}

/** Limits until the service has said its own: its defaults. */
const LIMITS: ChatbotInfo['limits'] = { questionCharsMax: 500, historyTurnsMax: 6, historyAnswerCharsMax: 8000 };
/** How the widget speaks until the service has said who it is. */
const VOICE: ChatbotInfo['persona'] = { name: 'Lumi', address: 'Sie' };

/** The frame for a locale, with what is known of the service. */
export function createFrame(locale: Locale, info: ChatbotInfo | null): Frame {
  const { name: persona, address } = info?.persona ?? VOICE;
  return { messages: createMessages(locale, { persona, address }), locale, persona, info };
}

export function limitsOf(info: ChatbotInfo | null): ChatbotInfo['limits'] {
  return info?.limits ?? LIMITS;
}

/** The text of one disclaimer of the city; null where it has none of this id. */
export function disclaimer({ info, locale }: Frame, id: string): string | null {
  return info?.disclaimers[locale].find((notice) => notice.id === id)?.text ?? null;
}

/** One sentence that this is a machine: the city's, or the widget's own. Nobody may ask anything before having been able to read it. */
export function machineSentence(frame: Frame): string {
  return disclaimer(frame, 'ai') ?? frame.messages.ai;
}
