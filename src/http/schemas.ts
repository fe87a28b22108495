import { z } from '@hono/zod-openapi';
import type { Readiness } from '../chatbot.ts';
import type { Config } from '../config.ts';
import {
  ANSWER_STAGES,
  ANSWER_STATUSES,
  DATE_BASES,
  FEEDBACK_REASONS,
  FEEDBACK_VALUES,
  LOCALES,
  type Answer,
  type AnswerEvent,
  type AskRequest,
  type ChatbotInfo,
} from '../types.ts';
import type { Problem } from './problem.ts';

/**
 * The contract of the HTTP API. Requests are strict: an unknown key is refused by name, so that a misspelt option is found at once. Lengths
 * are counted in UTF-16 code units, as in `maxlength` of HTML.
 */

/** Documents on one page of the list, and as many as a client may ask for. */
const DOCUMENTS_DEFAULT = 100;
const DOCUMENTS_MAX = 500;
/** More documents than any corpus has. */
const OFFSET_MAX = 999_999_999;
const PASSAGES_DEFAULT = 10;
const PASSAGES_MAX = 100;
const FEEDBACK_COMMENT_CHARS_MAX = 1000;
/** Ids of answers are made by the server and far shorter. */
const ANSWER_ID_CHARS_MAX = 100;

const locale = z.enum(LOCALES);
export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const byLocale = <T extends z.ZodType>(value: T) => z.strictObject({ de: value, en: value });

/** Text of a person: no control characters but tab and line breaks, no half surrogate pairs; both break logs, indexes and models. */
export const writtenText = (text: z.ZodString, charsMax: number) =>
  text
    .max(charsMax)
    // eslint-disable-next-line no-control-regex -- finding control characters is the purpose
    .refine((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/.test(value), {
      error: 'must not contain control characters',
    })
    .refine((value) => !/\p{Surrogate}/u.test(value), { error: 'must be well-formed Unicode' });
export const questionText = (charsMax: number) => writtenText(z.string().trim().min(1), charsMax);

/** A whole number in a query, where everything is text. The description is written out, because the schema of a text has none. */
const wholeNumber = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: 'must be a whole number' })
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .default(fallback)
    .openapi({ type: 'integer', minimum: min, maximum: max, default: fallback });

/** Body of `POST /v1/ask`; the result is what the pipeline takes. */
export function askRequestSchema(limits: Config['limits']) {
  return z
    .strictObject({
      question: questionText(limits.questionCharsMax).openapi({
        example: 'Wie weit ist es von Heidelberg nach Kumamoto?',
      }),
      history: z
        .array(
          z.strictObject({
            question: questionText(limits.questionCharsMax),
            answer: writtenText(z.string(), limits.historyAnswerCharsMax),
          }),
        )
        .max(limits.historyTurnsMax)
        .readonly()
        .default([])
        .openapi({ description: 'Earlier turns of the conversation, oldest first; the server keeps none.' }),
      language: locale
        .nullable()
        .default(null)
        .openapi({ description: 'Language of replies and notices; without it, that of the question.' }),
      plainLanguage: z.boolean().default(false).openapi({ description: 'Prefer documents in plain language.' }),
    })
    .openapi('Question') satisfies z.ZodType<AskRequest>;
}

/** Query of `GET /v1/search`. */
export function searchQuerySchema(limits: Config['limits']) {
  return z.strictObject({
    q: questionText(limits.questionCharsMax).openapi({ example: 'Kumamoto' }),
    limit: wholeNumber(1, PASSAGES_MAX, PASSAGES_DEFAULT),
    language: z
      .string()
      .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}$/, { error: 'must be a language tag such as de' })
      .optional()
      .openapi({ description: 'Only passages of documents in this language.' }),
  });
}

export const documentsQuerySchema = z.strictObject({
  limit: wholeNumber(1, DOCUMENTS_MAX, DOCUMENTS_DEFAULT),
  offset: wholeNumber(0, OFFSET_MAX, 0),
});

export const documentIdSchema = z.object({ publisher: z.string(), slug: z.string() });

export const feedbackRequestSchema = z
  .strictObject({
    answerId: z.string().min(1).max(ANSWER_ID_CHARS_MAX),
    value: z.enum(FEEDBACK_VALUES),
    reason: z.enum(FEEDBACK_REASONS).nullable().default(null),
    comment: writtenText(z.string(), FEEDBACK_COMMENT_CHARS_MAX)
      .nullable()
      .default(null)
      .openapi({ description: 'Without personal data: a comment in which some are found is refused.' }),
  })
  .openapi('Feedback');

const partialDateSchema = z
  .strictObject({
    date: z
      .string()
      .openapi({ description: 'YYYY, YYYY-MM or YYYY-MM-DD, as exact as `precision` says.', example: '2023-02' }),
    precision: z.enum(['day', 'month', 'year']),
  })
  .openapi('PartialDate');

/** A union, because the generator would make `PartialDate` itself nullable for the sake of `.nullable()`. */
const dateOrNull = z.union([partialDateSchema, z.null()]);

const noticeSchema = z.strictObject({ id: z.string(), text: z.string() }).openapi('Notice');

const citationSchema = z
  .strictObject({
    number: z.int().min(1),
    documentId: z.string(),
    title: z.string(),
    publisher: z.string(),
    publishedOn: dateOrNull,
    url: z.string().nullable(),
    language: z.string(),
    heading: z.string(),
    passage: z.string().openapi({ description: "Verbatim part of the document's text." }),
    quote: z.string().openapi({ description: 'Verbatim part of `passage`.' }),
  })
  .openapi('Citation');

const sentenceSchema = z
  .strictObject({ text: z.string(), citations: list(z.int()), language: z.string() })
  .openapi('AnswerSentence');

export const answerSchema = z
  .strictObject({
    id: z.string(),
    createdAt: z.iso.datetime({ offset: true }),
    status: z.enum(ANSWER_STATUSES),
    language: locale,
    answerer: z.enum(['extractive', 'generative', 'reply']),
    model: z.string().nullable(),
    generated: z.boolean(),
    text: z.string(),
    sentences: list(sentenceSchema),
    citations: list(citationSchema),
    more: list(z.int()),
    notices: list(noticeSchema),
    suggestions: list(z.string()),
    asOf: dateOrNull,
  })
  .openapi('Answer') satisfies z.ZodType<Answer>;

export const problemSchema = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: list(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem') satisfies z.ZodType<Problem>;

/** Data of each event of a streamed answer, by the event's name. */
export const streamEventSchemas = {
  status: z.strictObject({ stage: z.enum(ANSWER_STAGES) }),
  citations: z.strictObject({ citations: list(citationSchema) }),
  sentence: sentenceSchema,
  notice: noticeSchema,
  done: answerSchema,
  error: z.strictObject({ problem: problemSchema }),
} as const satisfies Record<AnswerEvent['type'] | 'done' | 'error', z.ZodType>;
export type StreamEvents = {
  readonly [Name in keyof typeof streamEventSchemas]: z.infer<(typeof streamEventSchemas)[Name]>;
};

export const searchResponseSchema = z
  .strictObject({
    passages: list(
      z.strictObject({
        documentId: z.string(),
        title: z.string(),
        publishedOn: dateOrNull,
        url: z.string().nullable(),
        heading: z.string(),
        text: z.string(),
        score: z.number(),
        explain: z.record(z.string(), z.number()),
      }),
    ),
  })
  .openapi('Passages');

const documentFields = {
  id: z.string(),
  title: z.string(),
  publisher: z.string(),
  publishedOn: dateOrNull,
  dateBasis: z.enum(DATE_BASES).nullable(),
  url: z.string().nullable(),
  language: z.string(),
  department: z.string().nullable(),
  contact: z.string().nullable(),
  topics: list(z.string()),
  validUntil: z.string().nullable(),
  eventOn: dateOrNull,
  supersedes: list(z.string()),
  easyLanguage: z.boolean(),
};
const documentSummarySchema = z.strictObject(documentFields).openapi('DocumentSummary');
export type DocumentSummary = z.infer<typeof documentSummarySchema>;

export const documentSchema = z
  .strictObject({
    ...documentFields,
    text: z.string().openapi({ description: 'The canonical text that citations quote from.' }),
  })
  .openapi('Document');

export const documentsResponseSchema = z
  .strictObject({ documents: list(documentSummarySchema), total: z.int(), limit: z.int(), offset: z.int() })
  .openapi('Documents');

export const infoSchema = z
  .strictObject({
    persona: z.strictObject({ name: z.string(), address: z.enum(['du', 'Sie']) }),
    city: z.string(),
    greeting: byLocale(z.string()),
    disclaimers: byLocale(list(noticeSchema)),
    contact: z.strictObject({ email: z.string(), phone: z.string(), url: z.string().nullable() }),
    links: z.strictObject({
      privacy: z.string().nullable(),
      accessibility: z.string().nullable(),
      imprint: z.string().nullable(),
    }),
    languages: list(locale),
    examples: byLocale(list(z.string())),
    limits: z.strictObject({ questionCharsMax: z.int(), historyTurnsMax: z.int(), historyAnswerCharsMax: z.int() }),
    corpus: z.strictObject({ documents: z.int(), passages: z.int(), newest: dateOrNull }),
  })
  .openapi('Info') satisfies z.ZodType<ChatbotInfo>;

export const healthSchema = z.strictObject({ status: z.literal('ok') }).openapi('Health');

export const readinessSchema = z
  .strictObject({
    ready: z.boolean(),
    checks: z.record(z.string(), z.strictObject({ ok: z.boolean(), detail: z.string() })),
  })
  .openapi('Readiness') satisfies z.ZodType<Readiness>;
