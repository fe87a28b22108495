import type { Answer, AnswerStatus, Locale } from '../src/index.ts';
import type { Estimate } from './metrics/bootstrap.ts';
import type { Scores } from './score-answer.ts';

/** Everything that the figures of a run depend on. Two runs differ in what their records say, or not at all. */
export interface RunRecord {
  readonly lumiVersion: string;
  /** Commit of the code, with `-dirty` where files were changed since; null outside a git checkout. */
  readonly commit: string | null;
  readonly node: string;
  readonly suite: { readonly name: string; readonly digest: string; readonly questions: number };
  readonly corpusDigest: string;
  readonly generation: string;
  readonly documents: number;
  readonly passages: number;
  readonly embedder: string;
  readonly vectorStore: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The day on which the questions were asked. */
  readonly today: string;
  /** Of the resampling that gives the intervals. */
  readonly seed: number;
}

export interface QuestionResult {
  readonly id: string;
  readonly question: string;
  readonly language: Locale | null;
  /** Names of the groups that the question counts in, besides all questions. */
  readonly groups: readonly string[];
  readonly expected: AnswerStatus | null;
  /** Further statuses that are just as right. */
  readonly alsoRight: readonly AnswerStatus[];
  /** Null where asking failed; the error is told instead, and the question has no scores. */
  readonly answer: Pick<Answer, 'status' | 'text' | 'citations' | 'more'> | null;
  readonly missingFacts: readonly string[];
  /** What else was asked of the answer and does not hold. */
  readonly unmet: readonly string[];
  readonly scores: Scores;
  /** The gate's estimate in [0, 1] that the passages answer the question; null for a follow-up, which is rewritten first. */
  readonly gate: number | null;
  readonly durationMs: number;
  readonly error: string | null;
}

/** A metric over the questions of a group. */
export interface Figure extends Estimate {
  readonly metric: string;
  readonly group: string;
}

export interface Run {
  readonly format: 1;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly record: RunRecord;
  readonly figures: readonly Figure[];
  readonly errors: number;
  readonly results: readonly QuestionResult[];
}

/** The group of all questions. */
export const ALL = 'all';
