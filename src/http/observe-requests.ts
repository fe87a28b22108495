import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { EventLog } from './event-log.ts';
import type { HttpEnv } from './http-env.ts';
import type { Metrics } from './metrics.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Counts and logs every request once, when its response is there or, for a stream, has ended. */
export function observeRequests(to: { readonly log: EventLog; readonly metrics: Metrics }): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const startedAtMs = performance.now();
    c.env = bindingsOf(c.env);
    await next();
    const route = routeOf(c);
    const method = METHODS.includes(c.req.method) ? c.req.method : 'OTHER';
    const { status } = c.res;

    const record = (complete: boolean) => {
      const durationMs = performance.now() - startedAtMs;
      to.metrics.observeRequest({ route, method, status, seconds: durationMs / 1000 });
      to.log.record({
        event: 'request',
        route,
        method,
        status,
        durationMs: Math.round(durationMs * 10) / 10,
        ...(!complete && { aborted: true }),
        ...c.get('facts'),
        ...c.get('generationFacts'),
      });
    };
    const streamed = c.get('streamed');
    if (streamed) void streamed.then(record);
    else record(!c.req.raw.signal.aborted);
    if (c.env.stopping?.()) c.res.headers.set('Connection', 'close');
  };
}

/** The pattern of the route that answers, `(none)` where there is none; patterns of middleware do not count. */
export function routeOf(c: Context): string {
  return matchedRoutes(c).findLast(({ path }) => !path.includes('*'))?.path ?? '(none)';
}

/** `app.request` without a server gives no bindings, whatever the types say. */
function bindingsOf(given: HttpEnv['Bindings'] | undefined): HttpEnv['Bindings'] {
  return given ?? {};
}
