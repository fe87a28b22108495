import type { core } from 'zod';
import { z } from '@hono/zod-openapi';
import type { Config } from '../config.ts';
import type { AskRequest, Turn } from '../types.ts';
import { answerWithin } from './chat-text.ts';
import type { ChatMessage } from './openai-schemas.ts';
import { questionText, writtenText } from './schemas.ts';

type Issue = Exclude<Parameters<core.$RefinementCtx['addIssue']>[0], string>;

export type ReadConversation =
  | { readonly isValid: true; readonly asked: Pick<AskRequest, 'question' | 'history'> }
  /** What is wrong with the messages, as issues of zod with a path from the body. */
  | { readonly isValid: false; readonly issues: readonly Issue[] };

/**
 * Reads the messages of a chat as a question and its history. The last message of the user is the question and must meet the limits of one; whatever
 * stands behind it is no part of what is asked. Before it, each message of the user begins a turn that those of the assistant answer. What of these is
 * beyond the limits is left out and not refused, as clients send a conversation from its beginning. Nothing else is read: instructions of `system` and
 * `developer` are no part of the conversation with a citizen.
 */
export function readConversation(messages: readonly ChatMessage[], limits: Config['limits']): ReadConversation {
  const at = messages.findLastIndex(({ role }) => role === 'user');
  if (at === -1)
    return refuse({ code: 'custom', path: ['messages'], message: 'must hold a message with the role user' });

  const path = ['messages', at, 'content'];
  const { content } = messages[at]!;
  const unreadable = partsOf(content).findIndex((part) => textOfPart(part) === null);
  if (unreadable !== -1) {
    const message = 'must be of the type text: images, audio and files are not read';
    return refuse({ code: 'custom', path: [...path, unreadable], message });
  }
  const question = questionText(limits.questionCharsMax).safeParse(textOf(content));
  if (!question.success) return refuse(...question.error.issues.map((issue) => ({ ...issue, path })));
  return { isValid: true, asked: { question: question.data, history: readTurns(messages.slice(0, at), limits) } };
}

function refuse(...issues: readonly Issue[]): ReadConversation {
  return { isValid: false, issues };
}

/** The last turns, with questions that could be asked and answers as far as they may be long. */
function readTurns(messages: readonly ChatMessage[], limits: Config['limits']): Turn[] {
  const turns: { question: string; answers: string[] }[] = [];
  for (const { role, content } of messages) {
    if (role === 'user') turns.push({ question: textOf(content), answers: [] });
    else if (role === 'assistant') turns.at(-1)?.answers.push(answerWithin(textOf(content)));
  }
  const turnSchema = z.object({
    question: questionText(limits.questionCharsMax),
    answer: writtenText(z.string(), limits.historyAnswerCharsMax),
  });
  const valid = turns.flatMap(({ question, answers }) => {
    const answer = answers.join('\n').slice(0, limits.historyAnswerCharsMax);
    const turn = turnSchema.safeParse({ question, answer });
    return turn.success ? [turn.data] : [];
  });
  return valid.slice(Math.max(0, valid.length - limits.historyTurnsMax));
}

type Content = ChatMessage['content'];
type Part = Exclude<Content, string | null | undefined>[number];

function textOf(content: Content): string {
  return partsOf(content)
    .flatMap((part) => textOfPart(part) ?? [])
    .join('\n');
}

function partsOf(content: Content): readonly Part[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
}

/** The text of a part; null where it is none. */
function textOfPart({ type, text }: Part): string | null {
  return type === 'text' ? (text ?? null) : null;
}
