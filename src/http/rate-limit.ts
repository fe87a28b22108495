import type { MiddlewareHandler } from 'hono';
import { rateLimiter, type ClientRateLimitInfo, type Store } from 'hono-rate-limiter';
import { clientKey } from './client-address.ts';
import type { HttpEnv } from './http-env.ts';
import { localisedDetail, requestLocale, respondProblem } from './problem.ts';

/** Requests are counted per minute: the unit of the setting. */
const WINDOW_MS = 60_000;
/** Clients that are counted at once, about 3 MB. Whoever has more addresses than this is not held by counting addresses. */
const CLIENTS_MAX = 20_000;

/**
 * Refuses more than `perMinute` requests of one client with 429, `Retry-After` and the RateLimit fields of
 * draft-ietf-httpapi-ratelimit-headers-07; 0 lets everything pass.
 */
export function createRateLimit(options: {
  readonly perMinute: number;
  readonly trustedProxies: number;
}): MiddlewareHandler<HttpEnv> {
  if (options.perMinute === 0) return (_, next) => next();
  return rateLimiter<HttpEnv>({
    windowMs: WINDOW_MS,
    limit: options.perMinute,
    standardHeaders: 'draft-7',
    store: createHitCounter(WINDOW_MS, CLIENTS_MAX),
    keyGenerator: (c) =>
      clientKey(c.env.incoming?.socket.remoteAddress, c.req.header('X-Forwarded-For'), options.trustedProxies),
    handler: (c) => respondProblem(c, 429, localisedDetail('tooManyRequests', requestLocale(c))),
  });
}

export interface HitCounter extends Store<HttpEnv> {
  /** Clients held at the moment. */
  size(): number;
}

/**
 * Counts hits in fixed windows that begin with a client's first hit, for at most `clientsMax` clients. When it is full, the client whose
 * window began first is forgotten: a flood of addresses then weakens the limit, but neither memory nor anybody's access suffers.
 */
export function createHitCounter(windowMs: number, clientsMax: number, now: () => number = Date.now): HitCounter {
  // A map keeps insertion order, and a window is inserted when it begins: the first entry always ends first.
  const windows = new Map<string, { totalHits: number; readonly resetTime: Date }>();

  function begin(key: string): { totalHits: number; readonly resetTime: Date } {
    windows.delete(key);
    for (const [oldest, { resetTime }] of windows) {
      if (resetTime.getTime() > now() && windows.size < clientsMax) break;
      windows.delete(oldest);
    }
    const window = { totalHits: 0, resetTime: new Date(now() + windowMs) };
    windows.set(key, window);
    return window;
  }

  return {
    increment: (key): ClientRateLimitInfo => {
      const current = windows.get(key);
      const window = current !== undefined && current.resetTime.getTime() > now() ? current : begin(key);
      window.totalHits += 1;
      return { ...window };
    },
    decrement: (key) => {
      const window = windows.get(key);
      if (window !== undefined && window.totalHits > 0) window.totalHits -= 1;
    },
    resetKey: (key) => {
      windows.delete(key);
    },
    size: () => windows.size,
  };
}
