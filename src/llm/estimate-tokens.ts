import type { ChatMessage } from './chat-model.ts';

/** Characters of a token, for where a server does not count: 3 to 4 in German, 4 in English, so a count that is rather low for German. */
const CHARS_PER_TOKEN = 4;
/** Tokens that mark where a message begins, who speaks and where it ends, in the usual chat templates. */
const TOKENS_PER_MESSAGE = 4;

/** About how many tokens messages, or a number of characters, are. */
export function estimateTokens(of: readonly ChatMessage[] | number): number {
  if (typeof of === 'number') return Math.ceil(of / CHARS_PER_TOKEN);
  return of.reduce((sum, { content }) => sum + TOKENS_PER_MESSAGE + Math.ceil(content.length / CHARS_PER_TOKEN), 0);
}
