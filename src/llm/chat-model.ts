/** One message of a conversation with a language model. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatOptions {
  /** Ends the call, and the request to the model's server with it. */
  readonly signal: AbortSignal;
  /** Tokens of the reply at most; where they are used up, the last piece says `isCut`. */
  readonly tokensMax: number;
}

export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A part of a reply, as it arrives. */
export interface ChatPiece {
  /** May be empty in a piece that only tells the usage. */
  readonly text: string;
  /** In the last piece: as the server tells, or estimated from the characters where it does not. */
  readonly usage?: TokenUsage;
  /** In the last piece: the reply used up its tokens, so what comes after its last whole sentence is half a sentence. */
  readonly isCut?: true;
}

/**
 * A language model that answers in text. What the caller may rely on: a reply ends in bounded time, it has at least one character that is no
 * white space, and every fault is a `LumiError` with an `llm_*` code whose message holds neither key nor prompt nor reply.
 */
export interface ChatModel {
  /** `provider:model` as configured: shown as the model of an answer. */
  readonly id: string;
  /** Whether what is sent leaves the machine's own networks: the host is not loopback, private or link-local. */
  readonly isRemote: boolean;
  /** The reply as it is made. Rejects with the reason of `signal` when that is aborted, and with an `llm_*` error for every fault. */
  stream(messages: readonly ChatMessage[], options: ChatOptions): AsyncIterable<ChatPiece>;
}
