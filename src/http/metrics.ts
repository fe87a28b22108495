import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Chatbot, GenerationReport } from '../chatbot.ts';
import type { Answer, AnswerStage } from '../types.ts';

/** Bounds in seconds: the budget of an answer is 10 ms (median) and 40 ms (99 %), a language model may take half a minute. */
const SECONDS_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface Metrics {
  countAnswer(answer: Answer): void;
  observeStage(stage: AnswerStage, seconds: number): void;
  /** `route` is a pattern and `method` one of a fixed list: labels must not grow with what clients send. */
  observeRequest(request: {
    readonly route: string;
    readonly method: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  countFeedback(value: string): void;
  countGeneration(report: GenerationReport): void;
  /** The text format of Prometheus, and the content type that goes with it. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** Metrics in a registry of their own, with those of the Node process. No label holds anything a person wrote. */
export function createMetrics(chatbot: Chatbot): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const answers = new Counter({
    name: 'lumi_answers_total',
    help: 'Questions that got an answer, by its status, language and answerer.',
    labelNames: ['status', 'language', 'answerer'],
    registers,
  });
  const stages = new Histogram({
    name: 'lumi_answer_stage_seconds',
    help: 'Time in each stage of an answer, without waiting for the reader.',
    labelNames: ['stage'],
    buckets: SECONDS_BOUNDS,
    registers,
  });
  const requests = new Counter({
    name: 'lumi_http_requests_total',
    help: 'HTTP requests by route pattern, method and class of the status.',
    labelNames: ['route', 'method', 'status_class'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'lumi_http_request_seconds',
    help: 'Time to the end of the response by route pattern.',
    labelNames: ['route'],
    buckets: SECONDS_BOUNDS,
    registers,
  });
  const feedback = new Counter({
    name: 'lumi_feedback_total',
    help: 'Ratings of answers.',
    labelNames: ['value'],
    registers,
  });
  const modelCalls = new Counter({
    name: 'lumi_model_calls_total',
    help: 'Calls of the language model that have ended, by purpose and outcome.',
    labelNames: ['purpose', 'outcome'],
    registers,
  });
  const modelFaults = new Counter({
    name: 'lumi_model_faults_total',
    help: 'Calls of the language model that failed, by cause.',
    labelNames: ['cause'],
    registers,
  });
  const modelTokens = new Counter({
    name: 'lumi_model_tokens_total',
    help: 'Tokens read and written by the language model, as its server tells or as estimated.',
    labelNames: ['direction'],
    registers,
  });
  const modelFirstToken = new Histogram({
    name: 'lumi_model_first_token_seconds',
    help: 'Time until the first words of a call of the language model.',
    labelNames: ['purpose'],
    buckets: SECONDS_BOUNDS,
    registers,
  });
  const modelSeconds = new Histogram({
    name: 'lumi_model_call_seconds',
    help: 'Time until the end of a call of the language model.',
    labelNames: ['purpose'],
    buckets: SECONDS_BOUNDS,
    registers,
  });
  const withheldSentences = new Counter({
    name: 'lumi_sentences_withheld_total',
    help: 'Sentences of the language model that were not shown, by reason; those that it mended afterwards included.',
    labelNames: ['reason'],
    registers,
  });
  new Gauge({
    name: 'lumi_index_info',
    help: 'The index generation in use as a label of a constant 1.',
    labelNames: ['generation'],
    registers,
    collect() {
      this.reset();
      const generation = chatbot.generation()?.id ?? null;
      if (generation !== null) this.set({ generation }, 1);
    },
  });
  new Gauge({
    name: 'lumi_corpus_documents',
    help: 'Documents that may be answered from.',
    registers,
    collect() {
      this.set(chatbot.info().corpus.documents);
    },
  });
  new Gauge({
    name: 'lumi_ready',
    help: '1 when questions can be answered.',
    registers,
    collect() {
      this.set(chatbot.readiness().ready ? 1 : 0);
    },
  });

  return {
    countAnswer: ({ status, language, answerer }) => {
      answers.inc({ status, language, answerer });
    },
    observeStage: (stage, seconds) => {
      stages.observe({ stage }, seconds);
    },
    observeRequest: ({ route, method, status, seconds }) => {
      requests.inc({ route, method, status_class: `${Math.floor(status / 100)}xx` });
      requestSeconds.observe({ route }, seconds);
    },
    countFeedback: (value) => {
      feedback.inc({ value });
    },
    countGeneration: ({ calls, withheld }) => {
      for (const { purpose, outcome, inputTokens, outputTokens, firstTokenMs, totalMs } of calls) {
        modelCalls.inc({ purpose, outcome });
        if (outcome.startsWith('llm_')) modelFaults.inc({ cause: outcome });
        modelTokens.inc({ direction: 'in' }, inputTokens);
        modelTokens.inc({ direction: 'out' }, outputTokens);
        if (firstTokenMs !== null) modelFirstToken.observe({ purpose }, firstTokenMs / 1000);
        modelSeconds.observe({ purpose }, totalMs / 1000);
      }
      for (const reason of withheld) withheldSentences.inc({ reason });
    },
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
