/**
 * Every way in which Lumi can fail on purpose. The code is for programs (exit codes, HTTP statuses, tests), the message for people: what
 * failed, with which value, what was expected. Messages never hold a secret or a citizen's question.
 */
export const ERROR_CODES = [
  'config_invalid',
  'usage',
  'file_unreadable',
  'file_empty',
  'file_binary',
  'file_encoding',
  'file_too_large',
  'file_unsupported',
  'file_no_content',
  'front_matter_invalid',
  'document_not_found',
  'document_id_invalid',
  'corpus_invalid',
  'model_not_found',
  'model_invalid',
  'embedding_failed',
  'index_missing',
  'index_corrupt',
  'index_incompatible',
  'index_locked',
  'index_build_failed',
  'store_unavailable',
  'not_ready',
  'llm_unreachable',
  'llm_tls',
  'llm_unauthorised',
  'llm_rate_limited',
  'llm_failed',
  'llm_timeout',
  'llm_malformed',
  'llm_empty',
  'llm_too_long',
  'llm_paused',
  'llm_budget_spent',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];
/** The faults of a language model. */
export type LlmErrorCode = Extract<ErrorCode, `llm_${string}`>;

export class LumiError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'LumiError';
    this.code = code;
  }
}

/** Whether a thrown value is a `LumiError`, of the given code where one is given. */
export function isLumiError(value: unknown, code?: ErrorCode): value is LumiError {
  return value instanceof LumiError && (code === undefined || value.code === code);
}

/** The message of any thrown value. */
export function messageOf(value: unknown): string {
  return value instanceof Error ? value.message : String(value);
}
