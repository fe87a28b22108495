import type { LumiError } from '../../src/errors.ts';
import type { ChatMessage, ChatModel, ChatPiece } from '../../src/llm/chat-model.ts';

/** What a call gets: a text, a text with a fault behind it, or pieces of its own. */
export type Told =
  | string
  | { readonly text: string; readonly fault: LumiError }
  | ((messages: readonly ChatMessage[], signal: AbortSignal) => AsyncIterable<ChatPiece>);

export interface TellingModel extends ChatModel {
  /** The messages of each call, in order. */
  readonly asked: (readonly ChatMessage[])[];
}

/** A language model in the same process: each call gets the next of the replies, word by word; further ones say that there is no answer. */
export function tellingModel(...replies: readonly Told[]): TellingModel {
  const asked: (readonly ChatMessage[])[] = [];
  return {
    id: 'test:telling',
    isRemote: false,
    asked,
    async *stream(messages, { signal }) {
      const told = replies[asked.length] ?? 'NO_ANSWER';
      asked.push(messages);
      if (typeof told === 'function') {
        yield* told(messages, signal);
        return;
      }
      const { text, fault } = typeof told === 'string' ? { text: told, fault: null } : told;
      for (const piece of text.match(/\s*\S+|\s+$/g) ?? []) {
        signal.throwIfAborted();
        await Promise.resolve();
        yield { text: piece };
      }
      if (fault !== null) throw fault;
      yield { text: '', usage: { inputTokens: 100, outputTokens: 10 } };
    },
  };
}
