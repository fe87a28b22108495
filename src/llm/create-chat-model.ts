import { breakCircuit, type CircuitLimits } from './break-circuit.ts';
import type { ChatModel } from './chat-model.ts';
import { createLangchainChatModel } from './langchain-chat-model.ts';
import { limitTime } from './limit-time.ts';
import { limitTokens } from './limit-tokens.ts';
import type { ModelLimits, ModelSettings } from './model-settings.ts';
import { retryOnce } from './retry-once.ts';

/** Milliseconds for a connection: a server that runs takes one within a round trip or two, TLS included. */
const CONNECT_MS = 3_000;
/** Share of the whole time that the first words, and every pause after them, may take: 8 s of the usual 30 s. */
const WAIT_SHARE = 8 / 30;
/** Milliseconds before a second attempt: long enough for a server that is just restarting its worker, short enough not to be noticed. */
const RETRY_PAUSE_MS = 250;
/** Faults until the model is left alone: fewer might be a hiccup, more would let as many citizens wait. */
const FAULTS_MAX = 5;
/** Milliseconds of the first and of the longest pause: a restart takes seconds, and a model that is back is noticed within minutes. */
const PAUSE_MS = 10_000;
const PAUSE_MAX_MS = 300_000;

export interface ChatModelOptions {
  /** The day it is in the city (`YYYY-MM-DD`), for the tokens of the day. */
  readonly today: () => string;
  /** Milliseconds in which a connection must stand; default 3 s, or `timeoutMs` where that is less. */
  readonly connectMs?: number;
  readonly retryPauseMs?: number;
  readonly circuit?: Partial<CircuitLimits>;
}

/**
 * The model of the settings, loaded and guarded: bounded in time and length, asked a second time where that may help, left alone while it is
 * dead, and within the tokens of the day. Throws `config_invalid` where a package is missing; asks the server nothing.
 */
export async function createChatModel(
  settings: ModelSettings,
  limits: ModelLimits,
  options: ChatModelOptions,
): Promise<ChatModel> {
  const { origin } = new URL(settings.baseUrl);
  const { timeoutMs, tokensPerDay } = limits;
  const waitMs = firstWordsLimitMs(limits);
  let model = await createLangchainChatModel(settings, {
    connectMs: options.connectMs ?? Math.min(CONNECT_MS, timeoutMs),
  });
  model = limitTime(model, origin, { firstWordsMs: waitMs, idleMs: waitMs });
  model = retryOnce(model, { pauseMs: options.retryPauseMs ?? RETRY_PAUSE_MS, pauseMaxMs: waitMs });
  model = limitTime(model, origin, { totalMs: timeoutMs });
  model = breakCircuit(model, origin, {
    faultsMax: FAULTS_MAX,
    pauseMs: PAUSE_MS,
    pauseMaxMs: PAUSE_MAX_MS,
    now: () => performance.now(),
    ...options.circuit,
  });
  return tokensPerDay > 0 ? limitTokens(model, origin, { tokensPerDay, today: options.today }) : model;
}

/** Milliseconds in which the first words must come, and more words after each. */
export function firstWordsLimitMs({ timeoutMs }: ModelLimits): number {
  return Math.round(timeoutMs * WAIT_SHARE);
}
