import { describe, expect, it } from 'vitest';
import { createTestApp } from '../support/test-app.ts';

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly schema: Record<string, unknown> }[];
  readonly requestBody?: { readonly required?: boolean };
  readonly responses: Record<
    string,
    { readonly content?: Record<string, { readonly schema: Record<string, unknown> }> }
  >;
}
interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<
      string,
      {
        readonly properties?: Record<string, Record<string, unknown>>;
        readonly additionalProperties?: boolean;
        readonly required?: readonly string[];
      }
    >;
  };
}

async function describeApi(): Promise<OpenApi> {
  const { app } = createTestApp();
  return (await (await app.request('/openapi.json')).json()) as OpenApi;
}

describe('/openapi.json', () => {
  it('describes each route of the contract in OpenAPI 3.1', async () => {
    const { openapi, info, paths } = await describeApi();
    expect(openapi).toBe('3.1.0');
    expect(info.title).toBe('Lumi, the chatbot of Heidelberg');
    expect(
      Object.entries(paths)
        .map(([path, methods]) => `${Object.keys(methods).join()} ${path}`)
        .sort(),
    ).toEqual([
      'get /healthz',
      'get /metrics',
      'get /readyz',
      'get /v1/documents',
      'get /v1/documents/{publisher}/{slug}',
      'get /v1/info',
      'get /v1/models',
      'get /v1/search',
      'post /v1/ask',
      'post /v1/chat/completions',
      'post /v1/feedback',
    ]);
  });

  it('has the routes that the app answers, no more and no fewer', async () => {
    const { app } = createTestApp();
    // Pages and their files are for browsers, not for programs.
    const isPage = (path: string) => path.startsWith('/docs') || /^\/(?:chat|[\w.]*\.(?:js|css|svg|json))?$/.test(path);
    const served = app.routes
      .filter(({ method, path }) => method !== 'ALL' && !isPage(path))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const { paths } = await describeApi();
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...new Set(served)].sort()).toEqual(described.sort());
  });

  it('names the parts of an answer and forbids unknown keys', async () => {
    const { components } = await describeApi();
    const answer = components.schemas.Answer!;
    expect(Object.keys(answer.properties!)).toEqual([
      'id',
      'createdAt',
      'status',
      'language',
      'answerer',
      'model',
      'generated',
      'text',
      'sentences',
      'citations',
      'more',
      'notices',
      'suggestions',
      'asOf',
    ]);
    expect(answer.required).toEqual(Object.keys(answer.properties!));
    expect(answer.additionalProperties).toBe(false);
    expect(components.schemas.Question).toMatchObject({ additionalProperties: false, required: ['question'] });
  });

  it('states the limits of the configuration', async () => {
    const { app } = createTestApp({
      config: {
        limits: {
          questionCharsMax: 321,
          historyTurnsMax: 6,
          historyAnswerCharsMax: 8000,
          bodyBytesMax: 131_072,
          fileBytesMax: 10_000,
        },
      },
    });
    const text = await (await app.request('/openapi.json')).text();
    expect(text.match(/"maxLength":321/g)).toHaveLength(3);
    const limit = (await describeApi()).paths['/v1/search']?.get?.parameters?.find(({ name }) => name === 'limit');
    expect(limit?.schema).toMatchObject({ minimum: 1, maximum: 100, default: 10 });
  });

  it('leaves null to the places that may be null, and optional to what may be missing', async () => {
    const { components, paths } = await describeApi();
    expect(components.schemas.PartialDate).toMatchObject({ type: 'object' });
    expect(components.schemas.Problem?.required).toEqual(['type', 'title', 'status', 'detail']);
    const offset = paths['/v1/documents']?.get?.parameters?.find(({ name }) => name === 'offset');
    expect(offset?.schema).toMatchObject({ type: 'integer', minimum: 0, default: 0 });
  });

  it('gives every refusal as a problem, and as an error of the OpenAI API to its clients', async () => {
    const { paths } = await describeApi();
    for (const operations of Object.values(paths)) {
      for (const { responses } of Object.values(operations)) {
        for (const [status, { content }] of Object.entries(responses)) {
          if (Number(status) >= 400 && content?.['application/json'] === undefined) {
            expect(content?.['application/problem+json']?.schema).toEqual({ $ref: '#/components/schemas/Problem' });
          }
        }
      }
    }
    const chat = Object.entries(paths['/v1/chat/completions']!.post!.responses);
    expect(chat.map(([status]) => status)).toEqual(['200', '400', '404', '413', '415', '429', '503']);
    for (const [, { content }] of chat.slice(1))
      expect(content).toEqual({ 'application/json': { schema: { $ref: '#/components/schemas/OpenAiError' } } });
    expect(Object.keys(paths['/v1/ask']!.post!.responses)).toEqual(['200', '400', '413', '415', '422', '429', '503']);
  });

  it('refers only to schemas that it holds', async () => {
    const api = await describeApi();
    const references = JSON.stringify(api).match(/#\/components\/schemas\/(\w+)/g) ?? [];
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) expect(api.components.schemas).toHaveProperty(reference.split('/').at(-1)!);
  });
});

describe('/docs', () => {
  it.each([
    ['/docs', 'text/html; charset=UTF-8', 'id="api"'],
    ['/docs/start.js', 'text/javascript; charset=utf-8', 'validatorUrl: null'],
    ['/docs/swagger-ui.css', 'text/css; charset=utf-8', '.swagger-ui'],
    ['/docs/swagger-ui-bundle.js', 'text/javascript; charset=utf-8', 'SwaggerUIBundle'],
    ['/docs/favicon-32x32.png', 'image/png', 'PNG'],
  ])('serves %s', async (path, contentType, part) => {
    const { app } = createTestApp();
    const response = await app.request(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe(contentType);
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(await response.text()).toContain(part);
  });

  it('holds no script or style of its own and no address of another host', async () => {
    const { app } = createTestApp();
    const html = await (await app.request('/docs')).text();
    expect(html).not.toMatch(/<script>|<style|style=|\son\w+=|https?:|src="\/\//);
  });
});
