import type { BaseMessage } from '@langchain/core/messages';
import type { ChatGenerationChunk } from '@langchain/core/outputs';
import { LumiError } from '../errors.ts';
import type { ChatMessage, ChatModel, TokenUsage } from './chat-model.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { faultFrom, modelFault } from './model-faults.ts';
import { MODEL_PROVIDERS, type ModelSettings } from './model-settings.ts';
import { createModelTransport } from './model-transport.ts';
import { OLLAMA_FORMAT, OPENAI_FORMAT } from './reply-line.ts';

/**
 * Characters of a reply for each token that it may have. German takes three to four for a token and the longest words of any vocabulary
 * rarely above sixteen, so a reply beyond this comes from a server that ignores the bound on tokens.
 */
const CHARS_PER_TOKEN_MAX = 16;

/** The same answer for the same question, as far as a server can. */
const TEMPERATURE = 0;
/** Models of OpenAI that reason refuse every temperature but their own. */
const FIXED_TEMPERATURE = /^(?:o\d|gpt-5(?!-chat))/;

/** Some servers want a key to be sent, though they look at none. */
const NO_KEY = 'none';

export interface LangchainOptions {
  /** Milliseconds in which a connection must stand. */
  readonly connectMs: number;
}

/** What of a LangChain model is used. */
interface StreamingModel {
  _streamResponseChunks(messages: BaseMessage[], options: { signal: AbortSignal }): AsyncIterable<ChatGenerationChunk>;
}

/**
 * A model through LangChain's `initChatModel`, loaded when this is called and not before, without bounds on time (`create-chat-model.ts` adds
 * them). LangChain makes no attempts of its own.
 *
 * The reply is taken from the method that a provider's package implements, below LangChain's callbacks: those are where its tracer would
 * send questions and passages to LangSmith, and its console handler print them, when a variable such as LANGSMITH_TRACING or
 * LANGCHAIN_VERBOSE is set in the environment. Variables of OpenAI's client (OPENAI_BASE_URL, OPENAI_LOG, …) are overruled too.
 *
 * Throws `config_invalid` where the provider's package is not installed.
 */
export async function createLangchainChatModel(
  settings: ModelSettings,
  { connectMs }: LangchainOptions,
): Promise<ChatModel> {
  const { initChatModel } = await import('langchain/chat_models/universal');
  const { AIMessage, HumanMessage, SystemMessage } = await import('@langchain/core/messages');
  const origin = new URL(settings.baseUrl).origin;
  const parameters = parametersOf(settings, connectMs);
  const load = async (tokensMax: number): Promise<StreamingModel> => {
    try {
      const model = await initChatModel(settings.model, { modelProvider: settings.provider, ...parameters(tokensMax) });
      return await model._getModelInstance();
    } catch {
      const { package: name } = MODEL_PROVIDERS[settings.provider];
      throw new LumiError(
        'config_invalid',
        `LUMI_LLM=${settings.id} needs the package ${name}, which cannot be loaded. Install it ("npm install ${name}"), or use the server's OpenAI-compatible interface: LUMI_LLM=openai:${settings.model} with its address in LUMI_LLM_BASE_URL (Ollama: http://127.0.0.1:11434/v1).`,
      );
    }
  };
  // The bound on tokens is part of LangChain's model, and there are only a few: one for answers, one for each shorter task.
  const models = new Map<number, Promise<StreamingModel>>();
  const modelFor = (tokensMax: number): Promise<StreamingModel> => {
    const model = models.get(tokensMax) ?? load(tokensMax);
    models.set(tokensMax, model);
    return model;
  };
  // A missing package is a mistake in the settings, so it shows at the start and not at the first question.
  await load(1);

  const toMessage = ({ role, content }: ChatMessage): BaseMessage => {
    switch (role) {
      case 'system':
        return new SystemMessage(content);
      case 'user':
        return new HumanMessage(content);
      case 'assistant':
        return new AIMessage(content);
    }
  };

  return {
    id: settings.id,
    isRemote: settings.isRemote,
    async *stream(messages, { signal, tokensMax }) {
      signal.throwIfAborted();
      const model = await modelFor(tokensMax);
      let chars = 0;
      let isBlank = true;
      let isCut = false;
      let usage: TokenUsage | null = null;
      try {
        for await (const chunk of model._streamResponseChunks(messages.map(toMessage), { signal })) {
          signal.throwIfAborted();
          usage = usageOf(chunk) ?? usage;
          isCut ||= finishReasonOf(chunk) === 'length';
          if (chunk.text === '') continue;
          chars += chunk.text.length;
          if (chars > tokensMax * CHARS_PER_TOKEN_MAX)
            throw modelFault(
              'llm_too_long',
              origin,
              `wrote more than the ${tokensMax} tokens that it was allowed: it ignores the bound. Use a server that keeps to max_tokens.`,
            );
          isBlank &&= chunk.text.trim() === '';
          yield { text: chunk.text };
        }
      } catch (error) {
        signal.throwIfAborted();
        throw faultFrom(error, origin);
      }
      // Libraries end quietly when they are stopped.
      signal.throwIfAborted();
      if (isBlank)
        throw modelFault(
          'llm_empty',
          origin,
          isCut
            ? `used up its ${tokensMax} tokens without a word, probably for reasoning. Turn its reasoning off, or raise generation.tokensPerAnswer.`
            : 'sent an empty reply. Check that the model in LUMI_LLM is one for chat.',
        );
      yield {
        text: '',
        usage: usage ?? { inputTokens: estimateTokens(messages), outputTokens: estimateTokens(chars) },
        ...(isCut ? { isCut } : {}),
      };
    },
  };
}

/** What each provider's class wants to hear, by the tokens of the reply. */
function parametersOf(settings: ModelSettings, connectMs: number): (tokensMax: number) => Record<string, unknown> {
  const { provider, model, baseUrl } = settings;
  const apiKey = settings.apiKey?.() ?? NO_KEY;
  const fetch = createModelTransport({ connectMs, format: provider === 'ollama' ? OLLAMA_FORMAT : OPENAI_FORMAT });
  const shared = {
    maxRetries: 0,
    streamUsage: true,
    ...(FIXED_TEMPERATURE.test(model) ? {} : { temperature: TEMPERATURE }),
  };
  switch (provider) {
    case 'openai':
      return (maxTokens) => ({
        ...shared,
        maxTokens,
        apiKey,
        useResponsesApi: false,
        configuration: {
          baseURL: baseUrl,
          fetch,
          logLevel: 'off',
          organization: null,
          project: null,
          adminAPIKey: null,
          webhookSecret: null,
        },
      });
    case 'ollama':
      return (numPredict) => ({
        ...shared,
        numPredict,
        baseUrl,
        fetch,
        ...(settings.apiKey === null ? {} : { headers: { Authorization: `Bearer ${apiKey}` } }),
      });
    case 'mistralai':
      // Its client is asked for nothing but this one method.
      return (maxTokens) => ({ ...shared, maxTokens, apiKey, serverURL: baseUrl, httpClient: { request: fetch } });
  }
}

function usageOf({ message }: ChatGenerationChunk): TokenUsage | null {
  const told =
    'usage_metadata' in message
      ? (message.usage_metadata as { input_tokens?: number; output_tokens?: number } | undefined)
      : undefined;
  const { input_tokens: inputTokens = 0, output_tokens: outputTokens = 0 } = told ?? {};
  return inputTokens + outputTokens > 0 ? { inputTokens, outputTokens } : null;
}

/** `length` where the tokens were used up: OpenAI and Mistral say it of the piece, Ollama of the message. */
function finishReasonOf({ generationInfo, message }: ChatGenerationChunk): unknown {
  return (
    generationInfo?.finish_reason ?? message.response_metadata.finish_reason ?? message.response_metadata.done_reason
  );
}
