import type { Context, TypedResponse } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import type { core } from 'zod';
import { LOCALES, type Locale } from '../types.ts';

/** RFC 9457, "Problem Details for HTTP APIs". */
export interface Problem {
  /** Always `about:blank`: the HTTP status is the type, and `title` its phrase. */
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  /** What went wrong, for people: in the reader's language where citizens can meet it, in English where only developers can. */
  readonly detail: string;
  /** Present for 422: each value that was refused. */
  readonly errors?: readonly InvalidValue[] | undefined;
}

export interface InvalidValue {
  /** Place in the body or query, for example `history.0.question`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

const TITLES = {
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;
export type ProblemStatus = keyof typeof TITLES;

/** The detail where `errors` says more than a sentence for citizens could. */
export const SCHEMA_MISMATCH = 'The request does not match the schema; see errors.';

/** A request of 128 kB can be wrong in thousands of places; this many are enough to mend it. */
const ERRORS_MAX = 20;
/** Messages name the client's own keys, which may be of any length. */
const MESSAGE_CHARS_MAX = 200;

/** Seconds after which a client may come back: an index loads in a moment, places free up, maintenance lasts. */
const RETRY_AFTER_S = { notReady: 5, overloaded: 2, maintenance: 600 } as const;

/** Texts that citizens can meet. They avoid addressing the reader, because du or Sie is the persona's choice. */
const DETAILS = {
  questionEmpty: {
    de: 'Die Frage ist leer.',
    en: 'The question is empty.',
  },
  questionTooLong: {
    de: 'Die Frage ist zu lang. Bitte kürzer fassen.',
    en: 'The question is too long. Please shorten it.',
  },
  bodyTooLarge: {
    de: 'Die Anfrage ist zu groß. Bitte das Gespräch zurücksetzen und die Frage kürzer fassen.',
    en: 'The request is too large. Please reset the conversation and shorten the question.',
  },
  tooManyRequests: {
    de: 'Das waren viele Anfragen in kurzer Zeit. Bitte etwas warten und es dann noch einmal versuchen.',
    en: 'That was a lot of requests in a short time. Please wait a little and try again.',
  },
  notReady: {
    de: 'Die Dokumente werden gerade geladen. Bitte gleich noch einmal versuchen.',
    en: 'The documents are being loaded. Please try again in a moment.',
  },
  maintenance: {
    de: 'Hier wird gerade gewartet. Bitte später noch einmal versuchen.',
    en: 'This service is under maintenance. Please try again later.',
  },
  overloaded: {
    de: 'Gerade fragen sehr viele Menschen gleichzeitig. Bitte gleich noch einmal versuchen.',
    en: 'A great many people are asking right now. Please try again in a moment.',
  },
  answerForgotten: {
    de: 'Zu dieser Antwort kann keine Rückmeldung mehr gespeichert werden.',
    en: 'Feedback on this answer can no longer be stored.',
  },
  personalData: {
    de: 'Die Rückmeldung enthält personenbezogene Daten und wurde nicht gespeichert. Bitte ohne diese Angaben senden.',
    en: 'The feedback holds personal data and was not stored. Please send it without them.',
  },
} as const satisfies Record<string, Record<Locale, string>>;
export type LocalisedDetail = keyof typeof DETAILS;

/** Makes a problem; the title follows from the status. */
export function createProblem(status: ProblemStatus, detail: string, errors?: readonly InvalidValue[]): Problem {
  return { type: 'about:blank', title: TITLES[status], status, detail, ...(errors && { errors }) };
}

export function localisedDetail(name: LocalisedDetail, locale: Locale): string {
  return DETAILS[name][locale];
}

/** Answers with a problem; headers set before on the context are kept. */
export function respondProblem<S extends ProblemStatus>(
  c: Context,
  status: S,
  detail: string,
  errors?: readonly InvalidValue[],
): Response & TypedResponse<Problem, S, 'json'> {
  const problem = createProblem(status, detail, errors);
  return c.json(problem, status, { 'Content-Type': 'application/problem+json' });
}

/** Answers 503 with the time after which to come back. */
export function respondUnavailable(
  c: Context,
  reason: keyof typeof RETRY_AFTER_S & LocalisedDetail,
  language?: unknown,
): Response & TypedResponse<Problem, 503, 'json'> {
  c.header('Retry-After', String(RETRY_AFTER_S[reason]));
  return respondProblem(c, 503, localisedDetail(reason, requestLocale(c, language)));
}

/** Answers 422 with the values that a schema refused. */
export function respondInvalid(c: Context, issues: readonly core.$ZodIssue[], locale: Locale): Response {
  const errors = issues
    .slice(0, ERRORS_MAX)
    .map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message.slice(0, MESSAGE_CHARS_MAX) }));
  return respondProblem(c, 422, describeIssues(issues, locale), errors);
}

/** Locale for the frame of a response: what the body asks for, else the first supported one of `Accept-Language`, else German. */
export function requestLocale(c: Context, asked?: unknown): Locale {
  const named = LOCALES.find((locale) => locale === asked);
  if (named !== undefined) return named;
  for (const { type, q } of parseAccept(c.req.header('Accept-Language') ?? '')) {
    const accepted = LOCALES.find((locale) => locale === type.split('-', 1)[0]!.toLowerCase());
    if (accepted !== undefined && q > 0) return accepted;
  }
  return 'de';
}

function describeIssues(issues: readonly core.$ZodIssue[], locale: Locale): string {
  for (const issue of issues) {
    if (!isQuestion(issue.path)) continue;
    if (issue.code === 'too_small') return localisedDetail('questionEmpty', locale);
    if (issue.code === 'too_big') return localisedDetail('questionTooLong', locale);
  }
  return SCHEMA_MISMATCH;
}

/** Of the content of messages, that of the question is the only one with a size. */
function isQuestion([first, ...rest]: readonly PropertyKey[]): boolean {
  if (first === 'messages') return rest.at(-1) === 'content';
  return rest.length === 0 && (first === 'question' || first === 'q');
}
