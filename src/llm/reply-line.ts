import { z } from 'zod';
import { modelFault } from './model-faults.ts';

/** How a server sends a reply piece by piece. */
export interface ReplyFormat {
  /** `events`: OpenAI's server-sent events; `lines`: Ollama's JSON, one object a line. */
  readonly kind: 'events' | 'lines';
  readonly contentType: string;
}

/** What OpenAI's interface and those that copy it send. */
export const OPENAI_FORMAT: ReplyFormat = { kind: 'events', contentType: 'text/event-stream' };
/** What Ollama's own interface sends. */
export const OLLAMA_FORMAT: ReplyFormat = { kind: 'lines', contentType: 'application/x-ndjson' };

export interface ReplyLine {
  /** What is passed on to the library, or null for a line that says nothing. */
  readonly text: string | null;
  /** The model said why it ends: the reply is whole, a count of tokens may follow. */
  readonly isFinished: boolean;
  /** Nothing follows. */
  readonly isEnd: boolean;
}

const SILENT: ReplyLine = { text: null, isFinished: false, isEnd: false };

/** The parts of OpenAI's chunk that are used. All else (reasoning, tool calls, audio, further choices) is dropped. */
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        index: z.int().nullish(),
        delta: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().max(40).nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: z.int().min(0).nullish(), completion_tokens: z.int().min(0).nullish() }).nullish(),
});
const ollamaSchema = z.looseObject({
  message: z.looseObject({ content: z.string().nullish() }).nullish(),
  done: z.boolean().nullish(),
});

/** Reads one line of a reply. Throws `llm_malformed` for what the format does not allow and `llm_failed` for an error that the server tells. */
export function readReplyLine(line: string, { kind }: ReplyFormat, origin: string): ReplyLine {
  if (kind === 'lines') return line.trim() === '' ? SILENT : readOllamaLine(line, origin);
  // Comments, names of events and blank lines say nothing.
  if (!line.startsWith('data:')) return SILENT;
  const data = line.slice('data:'.length).trim();
  if (data === '[DONE]') return { text: 'data: [DONE]\n\n', isFinished: true, isEnd: true };
  const { choices, usage } = readJson(data, chunkSchema, origin);
  const choice = choices?.find(({ index }) => (index ?? 0) === 0);
  const finishReason = choice?.finish_reason ?? null;
  const chunk = {
    id: 'reply',
    object: 'chat.completion.chunk',
    created: 0,
    model: 'model',
    choices:
      choice === undefined
        ? []
        : [
            {
              index: 0,
              delta: { role: 'assistant', content: choice.delta?.content ?? '' },
              finish_reason: finishReason,
            },
          ],
    ...(usage === null || usage === undefined
      ? {}
      : {
          usage: {
            prompt_tokens: usage.prompt_tokens ?? 0,
            completion_tokens: usage.completion_tokens ?? 0,
            total_tokens: (usage.prompt_tokens ?? 0) + (usage.completion_tokens ?? 0),
          },
        }),
  };
  return { text: `data: ${JSON.stringify(chunk)}\n\n`, isFinished: finishReason !== null, isEnd: false };
}

function readOllamaLine(line: string, origin: string): ReplyLine {
  const value = readJson(line, ollamaSchema, origin);
  const isDone = value.done === true;
  return { text: `${JSON.stringify(value)}\n`, isFinished: isDone, isEnd: isDone };
}

function readJson<T extends z.ZodType>(text: string, schema: T, origin: string): z.infer<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw modelFault('llm_malformed', origin, 'sent a line that is no JSON. Check that nothing in between changes it.');
  }
  if (typeof value === 'object' && value !== null && 'error' in value && value.error !== null)
    throw modelFault('llm_failed', origin, 'told of an error in the middle of its reply. Look into its own log.');
  const checked = schema.safeParse(value);
  if (!checked.success)
    throw modelFault('llm_malformed', origin, 'sent JSON of another shape than that of a chat completion.');
  return checked.data;
}
