import type { GenerationReport } from '../chatbot.ts';
import type { AnswerStatus, Locale } from '../types.ts';
import { isLumiError } from '../errors.ts';

/** What the log may know of an answer: everything but its words. */
export interface AnswerFacts {
  readonly answerStatus: AnswerStatus;
  readonly answerer: string;
  readonly language: Locale;
  readonly citations: number;
  /** Ids of the documents that say different things of the same, for editors to look into; absent where none do. */
  readonly conflict?: readonly string[];
  /** Id of the index generation; null without an index. */
  readonly generation: string | null;
}

/** What the log may know of a language model's part in an answer. */
export interface GenerationFacts {
  readonly modelCalls: number;
  /** Cause of the last call that failed; absent where none did. */
  readonly modelFault?: string;
  /** Sentences that were not shown, by reason; absent where there are none. */
  readonly withheld?: Readonly<Record<string, number>>;
}

/**
 * Events of the server. None has a field for a question, an answer, a search term, a header or an address of a person, so that none can
 * reach the log; routes are patterns (`/v1/documents/:publisher/:slug`), never the address that was asked for.
 */
export type ServerEvent =
  | ({
      readonly event: 'request';
      readonly route: string;
      readonly method: string;
      readonly status: number;
      readonly durationMs: number;
      /** The client left before it had everything, or did not read. */
      readonly aborted?: true;
    } & Partial<AnswerFacts & GenerationFacts>)
  | ({ readonly event: 'fault'; readonly route: string } & FaultFacts);

export interface FaultFacts {
  /** Code of a `LumiError`, else the class of the error. The message stays out: a library may have quoted its input. */
  readonly code: string;
  /** Where it was thrown, innermost call first. */
  readonly frames: readonly string[];
}

export interface EventLog {
  record(event: ServerEvent): void;
}

/** Calls of a stack trace that are logged: enough to find the place, short enough for a line. */
const FRAMES_MAX = 6;

/** A log of one JSON object per line with the time (ISO 8601, UTC) first; `write` gets the line with its line break. */
export function createEventLog(write: (line: string) => void, now: () => Date = () => new Date()): EventLog {
  return {
    record: (event) => {
      write(`${JSON.stringify({ time: now().toISOString(), ...event })}\n`);
    },
  };
}

/** What may be said of a language model's part in the log. */
export function generationFacts({ calls, withheld }: GenerationReport): GenerationFacts {
  const modelFault = calls.findLast(({ outcome }) => outcome.startsWith('llm_'))?.outcome;
  const counts: Record<string, number> = {};
  for (const reason of withheld) counts[reason] = (counts[reason] ?? 0) + 1;
  return {
    modelCalls: calls.length,
    ...(modelFault !== undefined && { modelFault }),
    ...(withheld.length > 0 && { withheld: counts }),
  };
}

/** What may be said of a thrown value in the log. */
export function faultFacts(error: unknown): FaultFacts {
  if (!(error instanceof Error)) return { code: typeof error, frames: [] };
  return { code: isLumiError(error) ? error.code : error.constructor.name, frames: framesOf(error) };
}

/** Stack frames follow the message, which may hold lines that look like frames: it is cut off, or nothing is shown. */
function framesOf({ stack = '', message }: Error): string[] {
  const at = stack.indexOf(message);
  if (at < 0) return [];
  return stack
    .slice(at + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, FRAMES_MAX);
}
