import { contentWords } from '../language/stop-words.ts';
import { commonBeginning, words } from '../language/tokens.ts';
import type { ChatModel } from '../llm/chat-model.ts';
import type { Locale, Turn } from '../types.ts';
import { isModelFault } from '../llm/model-faults.ts';
import { callModel, type CallOptions } from './call-model.ts';
import type { Placeholders } from './placeholders.ts';
import { rewritePrompt } from './prompts.ts';

/** A citizen waits for this before the search begins. */
const TIMEOUT_MS = 4000;
const TOKENS_MAX = 80;
/** Earlier turns that a follow-up leans on; older ones only make small models guess. */
const TURNS_MAX = 3;
/** Characters of an earlier answer that are shown to the model. */
const ANSWER_CHARS_MAX = 600;
const QUESTION_CHARS_MAX = 300;
/** A word of the rewriting is one of the conversation where it begins with this many of its letters: "Reise", "Reisen". */
const STEM_CHARS_MIN = 5;
/** Share of the longer word that two forms of one word have in common. */
const STEM_SHARE_MIN = 0.6;
/** Share of the question's own words that a rewriting keeps; with fewer it is another question. */
const KEPT_SHARE_MIN = 0.5;

export interface RewriteParts extends Pick<CallOptions, 'signal' | 'observe'> {
  readonly model: ChatModel;
  readonly language: Locale;
  readonly placeholders: Placeholders;
  /** Milliseconds left of the time for the whole answer. */
  readonly timeoutMs: number;
}

/**
 * A follow-up as a question that stands alone, in the words of the conversation; null where the model fails, takes too long, or writes what was not said.
 * Rejects only with the reason of `signal`.
 */
export async function rewriteQuestion(
  question: string,
  history: readonly Turn[],
  { model, language, placeholders, timeoutMs, ...options }: RewriteParts,
): Promise<string | null> {
  const recent = history.slice(-TURNS_MAX);
  const shown = recent.map((turn) => ({
    question: placeholders.hide(turn.question),
    answer: placeholders.hide(turn.answer).slice(0, ANSWER_CHARS_MAX),
  }));
  const messages = rewritePrompt(language, shown, placeholders.hide(question));
  let reply = '';
  try {
    const limits = { ...options, timeoutMs: Math.min(TIMEOUT_MS, timeoutMs), tokensMax: TOKENS_MAX };
    for await (const { text } of callModel(model, messages, { purpose: 'rewrite', ...limits })) {
      reply += text;
      if (reply.length > QUESTION_CHARS_MAX || /\S[^\n]*\n/u.test(reply)) break;
    }
  } catch (error) {
    if (isModelFault(error)) return null;
    throw error;
  }
  const rewritten = placeholders.restore(questionIn(reply));
  return rewritten !== null && isSaid(rewritten, question, recent) ? rewritten : null;
}

/** The first line with words, without a label and quotation marks. */
function questionIn(reply: string): string {
  const line = reply.split('\n').find((each) => /[\p{L}\p{N}]/u.test(each)) ?? '';
  return line
    .replace(/^\s*(?:(?:umgeschriebene |neue |letzte )?frage|(?:rewritten |new |last )?question)\s*:\s*/iu, '')
    .replaceAll(/^[\s"'„“”*‹›]+|[\s"'„“”*‹›]+$/gu, '');
}

/** Whether a rewriting is made of the words of the conversation, and still asks what the question asks. */
function isSaid(rewritten: string, question: string, history: readonly Turn[]): boolean {
  if (rewritten.length === 0 || rewritten.length > QUESTION_CHARS_MAX) return false;
  const said = new Set(words([question, ...history.flatMap((turn) => [turn.question, turn.answer])].join(' ')));
  const asked = contentWords(question);
  const written = contentWords(rewritten);
  const kept = asked.filter((word) => written.some((other) => isSameWord(word, other)));
  return (
    written.length > 0 &&
    written.every((word) => said.has(word) || [...said].some((other) => isSameWord(word, other))) &&
    kept.length >= KEPT_SHARE_MIN * asked.length &&
    asked.filter((word) => /\d/.test(word)).every((word) => written.includes(word))
  );
}

/** Two forms of one word; a number is the same only digit by digit. */
function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  if (/\d/.test(a + b)) return false;
  const shared = commonBeginning(a, b);
  return shared >= STEM_CHARS_MIN && shared >= STEM_SHARE_MIN * Math.max(a.length, b.length);
}
