import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { estimateTokens, type Chatbot } from '../chatbot.ts';
import type { Answer, AnswerSentence, AskRequest, Citation } from '../types.ts';
import type { RespondWithAnswer } from './answering.ts';
import { chatSentence, chatTail, chatText } from './chat-text.ts';
import type { HttpEnv } from './http-env.ts';
import { toOpenAiError } from './openai-errors.ts';
import type { ChatChunk, ChatCompletion, ChatRequest, ChatUsage, Models, OpenAiError } from './openai-schemas.ts';
import { respondProblem } from './problem.ts';
import type { StreamFormat } from './stream.ts';

const MS_PER_S = 1000;

/** What all parts of one completion share. */
type CompletionHead = Pick<ChatCompletion, 'id' | 'created' | 'model'>;

/** Answers a request of a chat client over the pipeline of `/v1/ask`. */
export async function respondToChat(
  c: Context<HttpEnv>,
  request: ChatRequest,
  parts: { readonly chatbot: Chatbot; readonly respondWithAnswer: RespondWithAnswer },
): Promise<Response> {
  const model = modelId(parts.chatbot);
  if (request.model !== model)
    return respondProblem(c, 404, `There is no model "${request.model}" here; the model is "${model}".`);
  const head = { id: `chatcmpl-${randomUUID()}`, created: secondsOf(new Date()), model };
  return parts.respondWithAnswer(c, request.question, {
    whole: (answer) => c.json(completionOf(head, request.question, answer), 200),
    stream: request.isStreamed ? createChunks(head, request) : null,
  });
}

/** The models a client may choose from: the persona. What it answers changes with the index, so that is when it was created. */
export function listModels(chatbot: Chatbot): Models {
  const generation = chatbot.generation();
  const created = generation === null ? 0 : secondsOf(new Date(generation.createdAt));
  const { city } = chatbot.config;
  return { object: 'list', data: [{ id: modelId(chatbot), object: 'model', created, owned_by: city.name }] };
}

/** The name of the persona, in the form in which models are named. */
function modelId({ config }: Chatbot): string {
  return config.persona.name.toLowerCase().replaceAll(/\s+/g, '-');
}

function completionOf(head: CompletionHead, question: AskRequest, answer: Answer): ChatCompletion {
  const content = chatText(answer);
  return {
    ...head,
    object: 'chat.completion',
    choices: [
      { index: 0, message: { role: 'assistant', content, refusal: null }, logprobs: null, finish_reason: 'stop' },
    ],
    usage: estimateUsage(question, content.length),
    lumi: answer,
  };
}

/** The chunks of one streamed completion. The whole answer comes with the one that names the reason of the end. */
function createChunks(head: CompletionHead, { question, includesUsage }: ChatRequest): StreamFormat {
  let citations: readonly Citation[] = [];
  let before: AnswerSentence | null = null;
  let isGenerated = false;
  let contentChars = 0;

  const send = (data: ChatChunk | OpenAiError) => ({ data: JSON.stringify(data) });
  const chunk = (parts: Pick<ChatChunk, 'choices' | 'usage' | 'lumi'>) =>
    // A client that asked for counts finds the field in every chunk, null until the last.
    send({ ...head, object: 'chat.completion.chunk', ...(includesUsage && { usage: null }), ...parts });
  const choice = (delta: ChatChunk['choices'][number]['delta'], finish: 'stop' | null = null): ChatChunk['choices'] => [
    { index: 0, delta, logprobs: null, finish_reason: finish },
  ];
  const text = (content: string) => {
    contentChars += content.length;
    return content === '' ? [] : [chunk({ choices: choice({ content }) })];
  };

  return {
    begin: () => [chunk({ choices: choice({ role: 'assistant', content: '' }) })],
    event: (event) => {
      if (event.type === 'status') isGenerated = event.stage === 'generate';
      if (event.type === 'citations') citations = event.citations;
      if (event.type !== 'sentence') return [];
      const content = chatSentence(event.sentence, { before, citations, isGenerated });
      before = event.sentence;
      return text(content);
    },
    done: (answer) => [
      // Where the answer failed in the middle, what was said before still rests on what was cited then.
      ...text(chatTail(answer, answer.citations.length > 0 ? answer.citations : citations)),
      chunk({ choices: choice({}, 'stop'), lumi: answer }),
      ...(includesUsage ? [chunk({ choices: [], usage: estimateUsage(question, contentChars) })] : []),
      { data: '[DONE]' },
    ],
    failed: (problem) => [send(toOpenAiError(problem).body)],
  };
}

/** An estimate from characters: of what was read of the conversation, and of the content. */
function estimateUsage({ question, history }: AskRequest, contentChars: number): ChatUsage {
  const read = [question, ...history.flatMap((turn) => [turn.question, turn.answer])];
  const prompt = estimateTokens(read.reduce((chars, text) => chars + text.length, 0));
  const completion = estimateTokens(contentChars);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / MS_PER_S);
}
