import { isLumiError, LumiError, type LlmErrorCode } from '../errors.ts';

/**
 * The faults of a model as `LumiError`s. A message says what failed, what was expected and what to do. It is made of the code, the server's
 * address and numbers only: what a server says may repeat the prompt or the key, so nothing that it says gets in, and no error of a library
 * is kept as the cause.
 */

/** What a server's refusal tells by its status line and headers. Kept as the cause of a fault. */
export interface Refusal {
  readonly status: number;
  /** Wait that the server asks for, in milliseconds; null where it does not say. */
  readonly retryAfterMs: number | null;
}

/** The refusal behind a fault, or null. */
export function refusalOf(fault: unknown): Refusal | null {
  const cause = fault instanceof LumiError ? fault.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'retryAfterMs' in cause ? (cause as Refusal) : null;
}

/** Whether a fault is one of a model. */
export function isModelFault(value: unknown): value is LumiError & { readonly code: LlmErrorCode } {
  return isLumiError(value) && value.code.startsWith('llm_');
}

/** Faults by which the model read nothing, where no words came before: no service bills such a call. */
const UNREAD: readonly LlmErrorCode[] = [
  'llm_unreachable',
  'llm_tls',
  'llm_unauthorised',
  'llm_rate_limited',
  'llm_failed',
  'llm_paused',
  'llm_budget_spent',
];

/** Whether a call that ended in this without a word used no tokens. */
export function isUnread(fault: unknown): boolean {
  return isModelFault(fault) && UNREAD.includes(fault.code);
}

/** A fault of a model at a server, from the code and what a reader needs to know besides. */
export function modelFault(code: LlmErrorCode, origin: string, what: string, refusal?: Refusal): LumiError {
  return new LumiError(
    code,
    `The language model at ${origin} ${what}`,
    refusal === undefined ? undefined : { cause: refusal },
  );
}

/** What a status other than 2xx means. */
export function statusFault(origin: string, { status, retryAfterMs }: Refusal): LumiError {
  const refusal = { status, retryAfterMs };
  const said = `answered with status ${status}`;
  if (status === 401 || status === 403)
    return modelFault(
      'llm_unauthorised',
      origin,
      `refuses the key (status ${status}). Check LUMI_LLM_API_KEY or LUMI_LLM_API_KEY_FILE, and that the key may use this model.`,
      refusal,
    );
  if (status === 429)
    return modelFault(
      'llm_rate_limited',
      origin,
      `asks to be asked less often (status 429${retryAfterMs === null ? '' : `, again in ${Math.ceil(retryAfterMs / 1000)} s`}). Raise the quota there, or limit questions with LUMI_RATE_LIMIT or generation.tokensPerDay.`,
      refusal,
    );
  if (status >= 300 && status < 400)
    return modelFault(
      'llm_failed',
      origin,
      `answered with a redirect (status ${status}), which is not followed, so that nothing is sent to another host. Set LUMI_LLM_BASE_URL to the final address.`,
      refusal,
    );
  if (status === 404)
    return modelFault(
      'llm_failed',
      origin,
      `${said}: there is no such model or no such path. Check the model in LUMI_LLM, and that LUMI_LLM_BASE_URL ends as the server wants it, mostly in /v1.`,
      refusal,
    );
  if (status >= 500)
    return modelFault('llm_failed', origin, `${said}: it is broken or overloaded. Look into its own log.`, refusal);
  return modelFault(
    'llm_failed',
    origin,
    `${said}, where 200 was expected: it does not accept the request. Its context may be too small for the passages; look into its own log.`,
    refusal,
  );
}

/** What a failed connection means, by the system's code and how far the connection had come. */
export function connectionFault(origin: string, error: unknown, at: 'connect' | 'tls' | 'reply'): LumiError {
  const code = codeOf(error);
  const told = code === null ? '' : ` (${code})`;
  if (at === 'tls')
    return modelFault(
      'llm_tls',
      origin,
      `cannot be trusted or does not speak TLS${told}. Check its certificate, and whether LUMI_LLM_BASE_URL should begin with http://; name a certificate authority of your own in NODE_EXTRA_CA_CERTS.`,
    );
  if (at === 'reply')
    return modelFault('llm_unreachable', origin, `closed the connection before its reply was complete${told}.`);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return modelFault(
      'llm_unreachable',
      origin,
      `cannot be found${told}: no name server knows the host. Check LUMI_LLM_BASE_URL.`,
    );
  return modelFault(
    'llm_unreachable',
    origin,
    `cannot be reached${told}. Check that it runs and that LUMI_LLM_BASE_URL names its address and port.`,
  );
}

/** How deep errors are searched for a named one: libraries wrap twice or three times, and a circle must end. */
const CAUSES_MAX = 8;

/**
 * The fault of a model from whatever a library threw: the named fault inside it where the transport threw one, else from the status or code
 * that it carries, else `llm_failed` with the name of the error's class.
 */
export function faultFrom(error: unknown, origin: string): LumiError {
  const chain = causesOf(error);
  const named = chain.find(isModelFault);
  if (named !== undefined) return named;
  for (const each of chain) {
    const status = typeof each === 'object' && each !== null && 'status' in each ? each.status : undefined;
    if (typeof status === 'number' && status >= 300) return statusFault(origin, { status, retryAfterMs: null });
    const code = codeOf(each);
    if (code !== null && /^E[A-Z_]+$/.test(code)) return connectionFault(origin, each, 'connect');
  }
  if (chain.some((each) => each instanceof SyntaxError))
    return modelFault('llm_malformed', origin, 'sent a reply that is no valid JSON.');
  const name = error instanceof Error && /^\w{1,60}$/.test(error.constructor.name) ? error.constructor.name : 'unknown';
  return modelFault('llm_failed', origin, `could not be asked (${name}). "lumi doctor" tests the connection.`);
}

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let each = error; each !== undefined && chain.length < CAUSES_MAX;) {
    chain.push(each);
    each = each instanceof Error ? each.cause : undefined;
  }
  return chain;
}

/** The system's code of an error, such as `ECONNREFUSED`: a word of the runtime, never of the server. */
function codeOf(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : null;
}
