import type { Context } from 'hono';
import type { Chatbot, GenerationReport } from '../chatbot.ts';
import type { FeedbackStore } from '../feedback/feedback.ts';
import type { Answer, AskRequest } from '../types.ts';
import { createAdmission } from './admission.ts';
import { generationFacts } from './event-log.ts';
import type { HttpEnv } from './http-env.ts';
import type { Metrics } from './metrics.ts';
import { respondUnavailable } from './problem.ts';
import { createStageClock } from './stage-clock.ts';
import { streamAnswer, type StreamFormat, type StreamTimes } from './stream.ts';

export interface AnsweringParts {
  readonly chatbot: Chatbot;
  readonly feedback: FeedbackStore;
  readonly metrics: Metrics;
  readonly answersAtOnceMax: number;
  readonly streamTimes: StreamTimes;
  /** Told of what was thrown where the client gets its answer all the same, or an error within a stream. */
  readonly onFault: (c: Context<HttpEnv>, error: unknown) => void;
}

/** How a route words an answer. */
export interface AnswerForm {
  /** The response to a client that waits for the whole. */
  readonly whole: (answer: Answer) => Response;
  /** What a client that reads along is sent; null where it waits for the whole. */
  readonly stream: StreamFormat | null;
}

/** Answers a question in the form of a route; whatever the form, an answer takes a place, is counted, logged and remembered in one way. */
export type RespondWithAnswer = (c: Context<HttpEnv>, question: AskRequest, form: AnswerForm) => Promise<Response>;

/** Makes the step that all routes share which answer questions. */
export function createAnswering(parts: AnsweringParts): RespondWithAnswer {
  const { chatbot, feedback, metrics, onFault } = parts;
  const admission = createAdmission(parts.answersAtOnceMax);

  return async (c, question, form) => {
    const leave = admission.enter();
    if (leave === null) return respondUnavailable(c, 'overloaded', question.language);

    const stages = createStageClock((stage, seconds) => {
      metrics.observeStage(stage, seconds);
    });
    const onGeneration = (report: GenerationReport) => {
      metrics.countGeneration(report);
      c.set('generationFacts', generationFacts(report));
    };
    const finish = (answer: Answer) => {
      stages.stop();
      metrics.countAnswer(answer);
      const generation = chatbot.generation()?.id ?? null;
      c.set('facts', {
        answerStatus: answer.status,
        answerer: answer.answerer,
        language: answer.language,
        citations: answer.citations.length,
        generation,
        ...(answer.notices.some(({ id }) => id === 'conflict') && { conflict: documentIds(answer) }),
      });
      rememberAnswer(c, answer, generation);
      return answer;
    };

    if (form.stream === null) {
      try {
        const answer = await chatbot.answerQuestion(question, {
          signal: c.req.raw.signal,
          onEvent: (event) => stages.pass(event, () => undefined),
          onGeneration,
        });
        return form.whole(finish(answer));
      } finally {
        leave();
      }
    }
    const { response, ended } = streamAnswer(c, {
      times: parts.streamTimes,
      format: form.stream,
      answer: async ({ signal, onEvent }) =>
        finish(
          await chatbot.answerQuestion(question, {
            signal,
            onEvent: (event) => stages.pass(event, onEvent),
            onGeneration,
          }),
        ),
      onFault: (error) => {
        onFault(c, error);
      },
    });
    c.set('streamed', ended);
    void ended.then(leave);
    return response;
  };

  /** Keeps what feedback refers to. An answer is worth more than its record: a full disk must not withhold it. */
  function rememberAnswer(c: Context<HttpEnv>, answer: Answer, generation: string | null): void {
    try {
      feedback.rememberAnswer({
        id: answer.id,
        createdAt: answer.createdAt,
        status: answer.status,
        language: answer.language,
        documentIds: documentIds(answer),
        generation,
      });
    } catch (error) {
      onFault(c, error);
    }
  }
}

function documentIds({ citations }: Answer): string[] {
  return [...new Set(citations.map(({ documentId }) => documentId))];
}
