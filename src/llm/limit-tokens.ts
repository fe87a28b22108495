import type { ChatModel, TokenUsage } from './chat-model.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { isUnread, modelFault } from './model-faults.ts';

export interface TokenBudget {
  /** Tokens in and out in a day. */
  readonly tokensPerDay: number;
  /** The day it is (`YYYY-MM-DD`), in the city. */
  readonly today: () => string;
}

/**
 * A model that is asked only while the tokens of the day last, then rejects with `llm_budget_spent`. A call counts with all that it may use
 * while it runs, so that calls side by side cannot overdraw, and with what it did use afterwards: estimated where it broke off, nothing where
 * the model read nothing.
 *
 * The count is kept in memory: a restart begins the day anew. It bounds what a flood of questions can cost; the limit that holds over
 * restarts and machines is the one that the service's own account has.
 */
export function limitTokens(model: ChatModel, origin: string, { tokensPerDay, today }: TokenBudget): ChatModel {
  let day = today();
  let spent = 0;
  return {
    ...model,
    async *stream(messages, options) {
      if (day !== today()) {
        day = today();
        spent = 0;
      }
      const inputTokens = estimateTokens(messages);
      const reserved = inputTokens + options.tokensMax;
      if (spent + reserved > tokensPerDay)
        throw modelFault(
          'llm_budget_spent',
          origin,
          `is not asked again today: the ${tokensPerDay} tokens of generation.tokensPerDay are spent, or too few are left. Raise it if that is too early.`,
        );
      const startedOn = day;
      spent += reserved;
      let usage: TokenUsage | undefined;
      let chars = 0;
      let readTokens = inputTokens;
      try {
        for await (const piece of model.stream(messages, options)) {
          chars += piece.text.length;
          usage = piece.usage ?? usage;
          yield piece;
        }
      } catch (fault) {
        if (chars === 0 && isUnread(fault)) readTokens = 0;
        throw fault;
      } finally {
        const used = usage === undefined ? readTokens + estimateTokens(chars) : usage.inputTokens + usage.outputTokens;
        if (startedOn === day) spent += used - reserved;
      }
    },
  };
}
