import { createApp } from '../../src/http/app.ts';
import { createEventLog, type ServerEvent } from '../../src/http/event-log.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import type { AppParts } from '../../src/http/app.ts';
import type { AnswerRecord, Feedback, FeedbackOutcome, FeedbackStore } from '../../src/feedback/feedback.ts';
import { createScriptedChatbot, type Script, type ScriptedChatbot } from './scripted-chatbot.ts';

export interface MemoryFeedback extends FeedbackStore {
  readonly answers: AnswerRecord[];
  readonly feedback: Feedback[];
}

export interface TestApp {
  readonly app: ReturnType<typeof createApp>;
  readonly chatbot: ScriptedChatbot;
  readonly feedback: MemoryFeedback;
  /** Log lines as written. */
  readonly lines: string[];
  readonly events: () => ServerEvent[];
}

/** A fresh app around a scripted chatbot, with a log that can be read. */
export function createTestApp(
  script: Script & { readonly limits?: AppParts['limits']; readonly outcome?: FeedbackOutcome } = {},
): TestApp {
  const chatbot = createScriptedChatbot(script);
  const lines: string[] = [];
  const feedback = createMemoryFeedback(script.outcome);
  const app = createApp({
    chatbot,
    feedback,
    log: createEventLog((line) => lines.push(line)),
    metrics: createMetrics(chatbot),
    ...(script.limits && { limits: script.limits }),
  });
  return { app, chatbot, feedback, lines, events: () => lines.map((line) => JSON.parse(line) as ServerEvent) };
}

export function postJson(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** Waits until a condition holds; fails after five seconds. */
export async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 5) {
    if (waited > 5000) throw new Error('The condition did not come true in 5 s.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function createMemoryFeedback(outcome?: FeedbackOutcome): MemoryFeedback {
  const answers: AnswerRecord[] = [];
  const feedback: Feedback[] = [];
  return {
    answers,
    feedback,
    rememberAnswer: (record) => answers.push(record),
    addFeedback: (rating) => {
      feedback.push(rating);
      return outcome ?? (answers.some(({ id }) => id === rating.answerId) ? 'stored' : 'unknown_answer');
    },
    close: () => undefined,
  };
}
