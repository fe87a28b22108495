import { z } from '@hono/zod-openapi';
import type { Config } from '../config.ts';
import type { AskRequest } from '../types.ts';
import { readConversation } from './chat-conversation.ts';
import { answerSchema, list } from './schemas.ts';

/**
 * The part of the OpenAI API that Lumi speaks, after https://platform.openai.com/docs/api-reference/chat. Requests are read loosely: clients send many
 * parameters that mean nothing here.
 */

/** Longer than the name of any model. */
const MODEL_CHARS_MAX = 200;

const ROLES = ['developer', 'system', 'user', 'assistant', 'tool', 'function'] as const;

const messageSchema = z
  .looseObject({
    role: z.enum(ROLES),
    content: z
      .union([z.string(), list(z.looseObject({ type: z.string(), text: z.string().optional() })), z.null()], {
        error: 'must be a text or a list of parts',
      })
      .optional(),
  })
  .openapi('ChatMessage');
export type ChatMessage = z.infer<typeof messageSchema>;

/** What a chat client asks, and how it wants the answer. */
export interface ChatRequest {
  /** The model it names, which need not exist. */
  readonly model: string;
  readonly question: AskRequest;
  readonly isStreamed: boolean;
  /** Whether a stream ends with a chunk of counts. */
  readonly includesUsage: boolean;
}

/** Body of `POST /v1/chat/completions`. */
export function chatRequestSchema(limits: Config['limits']) {
  return z
    .looseObject({
      model: z.string().min(1).max(MODEL_CHARS_MAX).openapi({ example: 'lumi' }),
      messages: list(messageSchema).openapi({
        example: [{ role: 'user', content: 'Wie weit ist es von Heidelberg nach Kumamoto?' }],
      }),
      stream: z.boolean().nullish(),
      stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
      n: z.literal(1, { error: 'must be 1: a question has one answer' }).nullish(),
    })
    .openapi('ChatCompletionRequest')
    .transform((body, context): ChatRequest => {
      const read = readConversation(body.messages, limits);
      if (!read.isValid) {
        for (const issue of read.issues) context.addIssue(issue);
        return z.NEVER;
      }
      return {
        model: body.model,
        question: { ...read.asked, language: null, plainLanguage: false },
        isStreamed: body.stream === true,
        includesUsage: body.stream_options?.include_usage === true,
      };
    });
}

const usageSchema = z
  .strictObject({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() })
  .openapi('ChatUsage', { description: 'Estimated from the number of characters.' });
export type ChatUsage = z.infer<typeof usageSchema>;

const completionFields = { id: z.string(), created: z.int(), model: z.string() };

export const chatCompletionSchema = z
  .strictObject({
    ...completionFields,
    object: z.literal('chat.completion'),
    choices: list(
      z.strictObject({
        index: z.literal(0),
        message: z.strictObject({ role: z.literal('assistant'), content: z.string(), refusal: z.null() }),
        logprobs: z.null(),
        finish_reason: z.literal('stop'),
      }),
    ),
    usage: usageSchema,
    lumi: answerSchema,
  })
  .openapi('ChatCompletion');
export type ChatCompletion = z.infer<typeof chatCompletionSchema>;

export const chatChunkSchema = z
  .strictObject({
    ...completionFields,
    object: z.literal('chat.completion.chunk'),
    choices: list(
      z.strictObject({
        index: z.literal(0),
        delta: z.strictObject({ role: z.literal('assistant').optional(), content: z.string().optional() }),
        logprobs: z.null(),
        finish_reason: z.union([z.literal('stop'), z.null()]),
      }),
    ),
    usage: z.union([usageSchema, z.null()]).optional(),
    lumi: answerSchema.optional(),
  })
  .openapi('ChatCompletionChunk');
export type ChatChunk = z.infer<typeof chatChunkSchema>;

export const modelsSchema = z
  .strictObject({
    object: z.literal('list'),
    data: list(z.strictObject({ id: z.string(), object: z.literal('model'), created: z.int(), owned_by: z.string() })),
  })
  .openapi('Models');
export type Models = z.infer<typeof modelsSchema>;

export const openAiErrorSchema = z
  .strictObject({
    error: z.strictObject({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string(),
    }),
  })
  .openapi('OpenAiError');
export type OpenAiError = z.infer<typeof openAiErrorSchema>;
