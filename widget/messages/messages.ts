import type { AnswerStage, FeedbackReason, Locale } from '../../src/types.ts';
import type { PersonalDataKind } from '../../src/language/personal-data.ts';
import type { FailureKind } from '../failure.ts';
import { englishMessages } from './en.ts';
import { germanMessages } from './de.ts';

/** Who speaks, and how German texts address people. */
export interface Voice {
  readonly persona: string;
  readonly address: 'du' | 'Sie';
}

/** A number to call at once. */
export interface EmergencyLine {
  readonly label: string;
  readonly phone: string;
}

/** Every text of the widget. What the city words itself (greeting, disclaimers, replies, notices) comes from the server. */
export interface Messages {
  readonly chat: string;
  readonly openChat: string;
  readonly closeChat: string;
  readonly subtitle: (city: string) => string;
  readonly authorPerson: string;
  readonly authorBot: string;
  /** Said where the server could not be asked. */
  readonly ai: string;
  readonly greeting: string;
  readonly conversation: string;
  readonly examples: string;

  readonly fieldLabel: string;
  readonly fieldHint: string;
  readonly send: string;
  readonly stop: string;
  readonly charsLeft: (count: number) => string;
  readonly charsOver: (count: number) => string;
  readonly fieldEmpty: string;
  readonly fieldTooLong: (max: number) => string;
  readonly fieldPersonalData: (kinds: readonly PersonalDataKind[]) => string;
  readonly commentPersonalData: (kinds: readonly PersonalDataKind[]) => string;
  readonly stages: Readonly<Record<AnswerStage, string>>;
  readonly stillAnswering: string;
  readonly toAnswer: string;
  readonly stopped: string;

  readonly sources: string;
  readonly more: string;
  readonly source: (number: number, title: string) => string;
  readonly asOf: (date: string) => string;
  readonly undated: string;
  readonly unknownPublisher: string;
  readonly openPage: string;
  readonly newTab: string;
  readonly checkSource: string;
  readonly generated: string;
  /** In place of an answer that came without any source. */
  readonly withoutSource: string;
  readonly suggestions: string;

  readonly helpful: string;
  readonly thumbsUp: string;
  readonly thumbsDown: string;
  readonly reason: string;
  readonly reasons: Readonly<Record<FeedbackReason, string>>;
  readonly comment: string;
  readonly commentHint: string;
  readonly sendFeedback: string;
  readonly cancel: string;
  readonly thanks: string;
  readonly feedbackFailed: string;

  readonly keep: string;
  readonly copy: string;
  readonly print: string;
  readonly download: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly downloaded: string;
  readonly fileName: string;
  readonly transcriptTitle: (persona: string, city: string | null) => string;

  readonly info: string;
  readonly infoTitle: string;
  readonly infoBack: string;
  readonly whatItIs: string;
  readonly corpus: (documents: string, newest: string | null) => string;
  readonly whyErrors: string;
  readonly personalData: string;
  readonly contact: string;
  /** Short for `writeMail`, and how it begins. */
  readonly mail: string;
  readonly writeMail: (address: string) => string;
  readonly call: (phone: string) => string;
  readonly contactPage: string;
  readonly privacy: string;
  readonly accessibility: string;
  readonly imprint: string;
  readonly links: string;
  readonly emergency: readonly EmergencyLine[];

  readonly reset: string;
  readonly resetDone: string;
  /** Said in the other language, which is what the button switches to. */
  readonly switchLanguage: string;
  readonly switchLanguageShort: string;
  readonly languageSwitched: string;
  readonly plainLanguage: string;
  readonly plainLanguageHint: string;

  readonly failures: Readonly<Record<FailureKind, (retryAfterS: number | null) => string>>;
  readonly retry: string;
}

/** The texts of one locale in the voice of the persona. */
export function createMessages(locale: Locale, voice: Voice): Messages {
  return locale === 'de' ? germanMessages(voice) : englishMessages(voice);
}
