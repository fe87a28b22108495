import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import type { Chatbot } from '../chatbot.ts';
import { isLumiError } from '../errors.ts';
import type { FeedbackStore } from '../feedback/feedback.ts';
import { ANSWER_EVENTS } from './answer-events.ts';
import { createAnswering } from './answering.ts';
import { createApiPage } from './api-page.ts';
import { listModels, respondToChat } from './chat-completions.ts';
import { describePassage, summariseDocument } from './describe-document.ts';
import { faultFacts, type EventLog } from './event-log.ts';
import type { HttpEnv } from './http-env.ts';
import type { Metrics } from './metrics.ts';
import { refuseAsOpenAi } from './openai-errors.ts';
import { localisedDetail, requestLocale, respondInvalid, respondProblem, respondUnavailable } from './problem.ts';
import { observeRequests, routeOf } from './observe-requests.ts';
import { createRateLimit } from './rate-limit.ts';
import { describeRoutes } from './routes.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { STREAM_TIMES, type StreamTimes } from './stream.ts';
import { createWidgetPage } from './widget-page.ts';

/**
 * Answers made at once. A quoted one takes some 10 ms of one core, so beyond this waiting helps nobody; a generated one mostly waits for the model, and
 * 200 of them take less than 100 MB together.
 */
const ANSWERS_AT_ONCE_MAX = { quoted: 100, generated: 250 };
/** Seconds for which a browser may remember that a page is allowed to ask. */
const PREFLIGHT_MAX_AGE_S = 600;

export interface AppParts {
  readonly chatbot: Chatbot;
  readonly feedback: FeedbackStore;
  readonly log: EventLog;
  readonly metrics: Metrics;
  readonly limits?: { readonly answersAtOnceMax?: number; readonly streamTimes?: StreamTimes };
}

/**
 * The HTTP API as a Hono app. Making it opens nothing and starts nothing, so a test calls `app.request('/v1/info')` on a fresh one; the
 * server that listens is in `server.ts`.
 */
export function createApp({ chatbot, feedback, log, metrics, limits = {} }: AppParts) {
  const { config } = chatbot;
  const routes = describeRoutes(config.limits);
  const respondWithAnswer = createAnswering({
    chatbot,
    feedback,
    metrics,
    answersAtOnceMax: limits.answersAtOnceMax ?? ANSWERS_AT_ONCE_MAX[config.llm === null ? 'quoted' : 'generated'],
    streamTimes: limits.streamTimes ?? STREAM_TIMES,
    onFault: recordFault,
  });
  const app = new OpenAPIHono<HttpEnv>({
    defaultHook: (result, c) => {
      if (result.success) return;
      const asked: unknown = 'data' in result ? result.data : null;
      return respondInvalid(c, result.error.issues, requestLocale(c, languageOf(asked)));
    },
  });

  app.use(observeRequests({ log, metrics }));
  app.use(setSecurityHeaders());
  for (const { path } of [routes.chatCompletions, routes.models]) app.use(path, refuseAsOpenAi());
  app.use(
    '/v1/*',
    cors({
      origin: [...config.allowedOrigins],
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['Content-Type'],
      exposeHeaders: ['Retry-After', 'RateLimit', 'RateLimit-Policy'],
      maxAge: PREFLIGHT_MAX_AGE_S,
    }),
  );

  const limitRate = () =>
    createRateLimit({ perMinute: config.rateLimitPerMinute, trustedProxies: config.trustedProxies });
  const limitBody = bodyLimit({
    maxSize: config.limits.bodyBytesMax,
    onError: (c) => respondProblem(c, 413, localisedDetail('bodyTooLarge', requestLocale(c))),
  });
  const limitQuestions = limitRate();
  for (const { path } of [routes.ask, routes.chatCompletions]) app.post(path, requireReady, limitQuestions, limitBody);
  app.get('/v1/search', requireReady, limitQuestions);
  app.post('/v1/feedback', limitRate(), limitBody);

  app.openapi(routes.ask, (c) =>
    respondWithAnswer(c, c.req.valid('json'), {
      whole: (answer) => c.json(answer, 200),
      stream: wantsEvents(c) ? ANSWER_EVENTS : null,
    }),
  );
  app.openapi(routes.chatCompletions, (c) => respondToChat(c, c.req.valid('json'), { chatbot, respondWithAnswer }));
  app.openapi(routes.models, (c) => c.json(listModels(chatbot), 200));

  app.openapi(routes.search, async (c) => {
    const { q, limit, language } = c.req.valid('query');
    const passages = await chatbot.retrieve(q, { limit, ...(language !== undefined && { language }) });
    return c.json({ passages: passages.map(describePassage) }, 200);
  });

  app.openapi(routes.info, (c) => c.json(chatbot.info(), 200));

  app.openapi(routes.documents, (c) => {
    const { limit, offset } = c.req.valid('query');
    const documents = chatbot.listDocuments();
    const page = documents.slice(offset, offset + limit).map(summariseDocument);
    return c.json({ documents: page, total: documents.length, limit, offset }, 200);
  });

  app.openapi(routes.document, (c) => {
    const { publisher, slug } = c.req.valid('param');
    const document = chatbot.findDocument(`${publisher}/${slug}`);
    if (document === null) return respondProblem(c, 404, 'There is no document with this id.');
    return c.json({ ...summariseDocument(document), text: document.text }, 200);
  });

  app.openapi(routes.feedback, (c) => {
    const rating = c.req.valid('json');
    const outcome = feedback.addFeedback(rating);
    const locale = requestLocale(c);
    if (outcome === 'unknown_answer') return respondProblem(c, 404, localisedDetail('answerForgotten', locale));
    if (outcome === 'personal_data') {
      const detail = localisedDetail('personalData', locale);
      return respondProblem(c, 422, detail, [{ path: 'comment', message: detail }]);
    }
    metrics.countFeedback(rating.value);
    return c.body(null, 204);
  });

  app.openapi(routes.health, (c) => c.json({ status: 'ok' as const }, 200));

  app.openapi(routes.ready, (c) => {
    const { ready, checks } = chatbot.readiness();
    if (c.env.stopping?.()) {
      return c.json({ ready: false, checks: { ...checks, server: { ok: false, detail: 'stopping' } } }, 503);
    }
    return c.json({ ready, checks }, ready ? 200 : 503);
  });

  app.openapi(routes.metrics, async (c) => {
    const { contentType, text } = await metrics.render();
    return c.text(text, 200, { 'Content-Type': contentType });
  });

  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: `${config.persona.name}, the chatbot of ${config.city.name}`,
      version: '1',
      description: 'Answers questions from press releases, every sentence with its citation.',
    },
  });
  app.route('/docs', createApiPage());
  app.route('/', createWidgetPage(chatbot));

  // Every path above that is asked with another method says which ones it has.
  for (const [path, methods] of methodsByPath(app.routes)) {
    app.all(path, (c) => {
      c.header('Allow', methods.join(', '));
      return respondProblem(c, 405, `Allowed here: ${methods.join(', ')}.`);
    });
  }
  app.notFound((c) => respondProblem(c, 404, 'There is nothing at this address.'));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return respondClientError(c, error);
    if (isLumiError(error, 'not_ready')) return respondUnavailable(c, 'notReady');
    // The client is gone, mostly in the middle of its body; nobody reads this response.
    if (c.req.raw.signal.aborted) return respondProblem(c, 400, 'The request ended early.');
    recordFault(c, error);
    return respondProblem(c, 500, 'A fault in the server; the log has more.');
  });
  return app;

  async function requireReady(c: Context<HttpEnv>, next: () => Promise<void>): Promise<Response | undefined> {
    if (config.maintenance) return respondUnavailable(c, 'maintenance');
    if (!chatbot.readiness().ready) return respondUnavailable(c, 'notReady');
    await next();
    return undefined;
  }

  function recordFault(c: Context<HttpEnv>, error: unknown): void {
    log.record({ event: 'fault', route: routeOf(c), ...faultFacts(error) });
  }
}

/** Exceptions of the body checks: not JSON (400), not declared as JSON (415). */
function respondClientError(c: Context<HttpEnv>, error: HTTPException): Response {
  if (error.status === 415) return respondProblem(c, 415, 'Send JSON with Content-Type: application/json.');
  return respondProblem(c, 400, 'The body is not valid JSON.');
}

function methodsByPath(routes: readonly { readonly method: string; readonly path: string }[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { method, path } of routes) {
    if (method === 'ALL') continue;
    const known = methods.get(path) ?? [];
    // Hono answers HEAD with the headers of GET.
    for (const name of method === 'GET' ? ['GET', 'HEAD'] : [method]) if (!known.includes(name)) known.push(name);
    methods.set(path, known);
  }
  return methods;
}

function wantsEvents(c: Context): boolean {
  return (c.req.header('Accept') ?? '').toLowerCase().includes('text/event-stream');
}

function languageOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'language' in body ? body.language : undefined;
}
