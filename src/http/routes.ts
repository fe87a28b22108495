import { createRoute, z } from '@hono/zod-openapi';
import type { Config } from '../config.ts';
import type { OpenAiStatus } from './openai-errors.ts';
import { chatCompletionSchema, chatRequestSchema, modelsSchema, openAiErrorSchema } from './openai-schemas.ts';
import type { ProblemStatus } from './problem.ts';
import {
  answerSchema,
  askRequestSchema,
  documentIdSchema,
  documentSchema,
  documentsQuerySchema,
  documentsResponseSchema,
  feedbackRequestSchema,
  healthSchema,
  infoSchema,
  problemSchema,
  readinessSchema,
  searchQuerySchema,
  searchResponseSchema,
} from './schemas.ts';

/** The operations of the API as OpenAPI describes them; the handlers are in `app.ts`. */
export function describeRoutes(limits: Config['limits']) {
  return {
    ask: createRoute({
      method: 'post',
      path: '/v1/ask',
      summary: 'Ask a question',
      description:
        'Answers from the documents, every sentence with its citations. With `Accept: text/event-stream` the answer comes as events `status`, ' +
        '`citations`, `sentence`, `notice` and at last `done` with the whole answer, or `error` with a problem.',
      request: { body: { required: true, content: json(askRequestSchema(limits)) } },
      responses: {
        200: {
          description: 'The answer; a refusal is an answer, too, and named in `status`.',
          content: { ...json(answerSchema), 'text/event-stream': { schema: z.string() } },
        },
        ...problems(400, 413, 415, 422, 429, 503),
      },
    }),
    chatCompletions: createRoute({
      method: 'post',
      path: '/v1/chat/completions',
      summary: 'Ask as an OpenAI client does',
      description:
        'The same answers as `/v1/ask` for clients of the OpenAI API. The last message of the user is the question, earlier ones with their ' +
        'answers are its history; other messages and parameters change nothing. With `stream: true` the answer comes as data-only events with ' +
        'chunks (`ChatCompletionChunk`) and at last `[DONE]`, or as an event with `error`. The `lumi` of the last choice is the whole answer.',
      request: { body: { required: true, content: json(chatRequestSchema(limits)) } },
      responses: {
        200: {
          description: 'The answer with its sources and notices as one text; a refusal is an answer, too.',
          content: { ...json(chatCompletionSchema), 'text/event-stream': { schema: z.string() } },
        },
        ...openAiErrors(400, 404, 413, 415, 429, 503),
      },
    }),
    models: createRoute({
      method: 'get',
      path: '/v1/models',
      summary: 'List the models that chat completions take',
      responses: { 200: { description: 'The one there is.', content: json(modelsSchema) } },
    }),
    search: createRoute({
      method: 'get',
      path: '/v1/search',
      summary: 'Search passages',
      description: 'The passages that match best, best first. Nothing is held back and nothing is answered.',
      request: { query: searchQuerySchema(limits) },
      responses: {
        200: { description: 'Ranked passages.', content: json(searchResponseSchema) },
        ...problems(422, 429, 503),
      },
    }),
    info: createRoute({
      method: 'get',
      path: '/v1/info',
      summary: 'What the bot says of itself',
      responses: {
        200: { description: 'Persona, texts, links, limits and facts on the corpus.', content: json(infoSchema) },
      },
    }),
    documents: createRoute({
      method: 'get',
      path: '/v1/documents',
      summary: 'List the documents',
      description: 'Documents that may be answered from today, sorted by id.',
      request: { query: documentsQuerySchema },
      responses: {
        200: { description: 'One page of the list.', content: json(documentsResponseSchema) },
        ...problems(422),
      },
    }),
    document: createRoute({
      method: 'get',
      path: '/v1/documents/{publisher}/{slug}',
      summary: 'Read one document',
      request: { params: documentIdSchema },
      responses: {
        200: { description: 'The document with its text.', content: json(documentSchema) },
        ...problems(404),
      },
    }),
    feedback: createRoute({
      method: 'post',
      path: '/v1/feedback',
      summary: 'Rate an answer',
      description: 'One rating for an answer; a second one replaces the first.',
      request: { body: { required: true, content: json(feedbackRequestSchema) } },
      responses: { 204: { description: 'Stored.' }, ...problems(400, 404, 413, 415, 422, 429) },
    }),
    health: createRoute({
      method: 'get',
      path: '/healthz',
      summary: 'Liveness',
      responses: { 200: { description: 'The process answers.', content: json(healthSchema) } },
    }),
    ready: createRoute({
      method: 'get',
      path: '/readyz',
      summary: 'Readiness',
      responses: {
        200: { description: 'Questions can be answered.', content: json(readinessSchema) },
        503: { description: 'They cannot; the checks say why.', content: json(readinessSchema) },
      },
    }),
    metrics: createRoute({
      method: 'get',
      path: '/metrics',
      summary: 'Metrics for Prometheus',
      responses: { 200: { description: 'Text format 0.0.4.', content: { 'text/plain': { schema: z.string() } } } },
    }),
  };
}

const PROBLEM_DESCRIPTIONS: Record<ProblemStatus, string> = {
  400: 'The body is not JSON.',
  404: 'There is nothing under this id.',
  405: 'The method is not allowed here.',
  413: 'The body is too large.',
  415: 'The body is not declared as JSON.',
  422: 'A value is not valid; `errors` names each.',
  429: 'Too many requests of this client; `Retry-After` says when to try again.',
  500: 'A fault inside the server.',
  503: 'Not ready, in maintenance or overloaded; `Retry-After` says when to try again.',
};

const OPENAI_DESCRIPTIONS: Partial<Record<ProblemStatus, string>> = {
  400: 'The body is not JSON or a value is not valid; `param` names it.',
  404: 'There is no such model.',
};

function json<T extends z.ZodType>(schema: T) {
  return { 'application/json': { schema } };
}

function problems<S extends ProblemStatus>(...statuses: S[]) {
  const entries = statuses.map((status) => [
    status,
    { description: PROBLEM_DESCRIPTIONS[status], content: { 'application/problem+json': { schema: problemSchema } } },
  ]);
  return Object.fromEntries(entries) as Record<
    S,
    { description: string; content: { 'application/problem+json': { schema: typeof problemSchema } } }
  >;
}

function openAiErrors<S extends OpenAiStatus>(...statuses: S[]) {
  const entries = statuses.map((status) => [
    status,
    { description: OPENAI_DESCRIPTIONS[status] ?? PROBLEM_DESCRIPTIONS[status], content: json(openAiErrorSchema) },
  ]);
  return Object.fromEntries(entries) as Record<
    S,
    { description: string; content: { 'application/json': { schema: typeof openAiErrorSchema } } }
  >;
}
