import type { MiddlewareHandler } from 'hono';
import type { OpenAiError } from './openai-schemas.ts';
import { SCHEMA_MISMATCH, type Problem, type ProblemStatus } from './problem.ts';

/** 422 is unknown to the OpenAI API, whose clients take 400 for a request that is not right. */
export type OpenAiStatus = Exclude<ProblemStatus, 422>;

/** How the OpenAI API names what each status means; programs tell errors apart by `code`. */
const NAMES: Record<OpenAiStatus, { readonly type: string; readonly code: string }> = {
  400: { type: 'invalid_request_error', code: 'invalid_json' },
  404: { type: 'invalid_request_error', code: 'model_not_found' },
  405: { type: 'invalid_request_error', code: 'method_not_allowed' },
  413: { type: 'invalid_request_error', code: 'request_too_large' },
  415: { type: 'invalid_request_error', code: 'unsupported_media_type' },
  429: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  500: { type: 'server_error', code: 'server_error' },
  503: { type: 'server_error', code: 'service_unavailable' },
};

/** The body and the status that say to an OpenAI client what a problem says to others. */
export function toOpenAiError({ status, detail, errors }: Problem): {
  readonly status: OpenAiStatus;
  readonly body: OpenAiError;
} {
  const [first] = errors ?? [];
  if (first === undefined) {
    const known = status as OpenAiStatus;
    return { status: known, body: { error: { message: detail, ...NAMES[known], param: null } } };
  }
  const param = first.path === '' ? null : first.path;
  const cause = `${param ?? 'body'}: ${first.message}`;
  const message = detail === SCHEMA_MISMATCH ? cause : `${detail} (${cause})`;
  return { status: 400, body: { error: { message, type: NAMES[400].type, param, code: 'invalid_value' } } };
}

/** Words every refusal on a route, whoever it comes from, as clients of the OpenAI API expect it. */
export function refuseAsOpenAi(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (c.res.headers.get('Content-Type') !== 'application/problem+json') return;
    const { status, body } = toOpenAiError((await c.res.json()) as Problem);
    c.res = c.json(body, status, { 'Content-Type': 'application/json' });
  };
}
