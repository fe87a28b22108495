import type { AnswerStatus, FeedbackReason, FeedbackValue, Locale } from '../types.ts';

/** What is kept of an answer so that feedback can refer to it: neither the question nor a word of the answer. */
export interface AnswerRecord {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly status: AnswerStatus;
  readonly language: Locale;
  /** Ids of the documents that the answer cites. */
  readonly documentIds: readonly string[];
  /** Id of the index generation that answered; null without an index. */
  readonly generation: string | null;
}

export interface Feedback {
  readonly answerId: string;
  readonly value: FeedbackValue;
  readonly reason: FeedbackReason | null;
  readonly comment: string | null;
}

/** `unknown_answer`: never given, or kept no longer. `personal_data`: the comment holds some, and nothing was stored. */
export type FeedbackOutcome = 'stored' | 'unknown_answer' | 'personal_data';

export interface FeedbackStore {
  rememberAnswer(record: AnswerRecord): void;
  /** Stores a rating; a later one for the same answer replaces it. */
  addFeedback(feedback: Feedback): FeedbackOutcome;
  close(): void;
}
