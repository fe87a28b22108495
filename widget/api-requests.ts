import type { ChatbotInfo, FeedbackReason, FeedbackValue } from '../src/types.ts';
import { connectionFailure, failureOf, type Failure } from './failure.ts';

export type Outcome<T> =
  { readonly status: 'ok'; readonly value: T } | { readonly status: 'failed'; readonly failure: Failure };

export interface Rating {
  readonly answerId: string;
  readonly value: FeedbackValue;
  readonly reason: FeedbackReason | null;
  readonly comment: string | null;
}

/** No cookie and no address of the page goes to the service, and nothing of what comes back stays in the browser's cache. */
export const PRIVATE_REQUEST = {
  mode: 'cors',
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
} as const satisfies RequestInit;

/** The address of an operation below the service's base address, which may hold a path. */
export function operation(api: URL, path: string): URL {
  const base = new URL(api);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return new URL(path, base);
}

export interface ServiceInfo {
  /** What the service says of itself, once it has; and why it could not the last time, null where it could or was not asked. */
  readonly state: () => { readonly info: ChatbotInfo | null; readonly failure: Failure | null };
  /** Asks again; false where a newer request has taken over. Never rejects. */
  refresh(api: URL | null): Promise<boolean>;
  abort(): void;
}

/** What the service says of itself, kept for the page's life. */
export function createServiceInfo(): ServiceInfo {
  let state: ReturnType<ServiceInfo['state']> = { info: null, failure: null };
  let request = new AbortController();
  return {
    state: () => state,
    async refresh(api) {
      request.abort();
      const { signal } = (request = new AbortController());
      const outcome = api === null ? NO_SERVICE : await loadInfo(api, signal);
      if (signal.aborted) return false;
      state = outcome.status === 'ok' ? { info: outcome.value, failure: null } : { ...state, failure: outcome.failure };
      return true;
    },
    abort() {
      request.abort();
    },
  };
}

/** The page names no address at which a service could be. */
const NO_SERVICE: Outcome<ChatbotInfo> = { status: 'failed', failure: connectionFailure(true) };

/** Asks the service what it says of itself. Never rejects. */
async function loadInfo(api: URL, signal: AbortSignal): Promise<Outcome<ChatbotInfo>> {
  return request(operation(api, 'v1/info'), { signal }, async (response) => (await response.json()) as ChatbotInfo);
}

/** Sends a rating. Never rejects. */
export async function sendRating(api: URL, rating: Rating): Promise<Outcome<null>> {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(rating) };
  return request(operation(api, 'v1/feedback'), init, () => null);
}

async function request<T>(
  address: URL,
  init: RequestInit,
  read: (response: Response) => T | Promise<T>,
): Promise<Outcome<T>> {
  try {
    const response = await fetch(address, { ...PRIVATE_REQUEST, ...init });
    if (!response.ok) return { status: 'failed', failure: failureOf(response) };
    return { status: 'ok', value: await read(response) };
  } catch {
    return { status: 'failed', failure: connectionFailure(navigator.onLine) };
  }
}
