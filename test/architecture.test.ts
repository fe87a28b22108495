import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom: the folders (or top files) of `src` that a folder may use besides itself, `types` and `errors`. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  types: [],
  errors: [],
  'package-root': [],
  config: ['llm'],
  clock: [],
  'lumi-version': ['package-root'],
  language: [],
  llm: ['language'],
  ingest: ['language'],
  embed: ['language', 'package-root'],
  corpus: ['ingest', 'language'],
  store: ['embed', 'language', 'package-root'],
  retrieve: ['store', 'embed', 'language', 'package-root'],
  answer: ['retrieve', 'llm', 'embed', 'language'],
  feedback: ['store', 'language'],
  'code-digest': ['package-root'],
  'documents-to-index': ['code-digest', 'config', 'corpus', 'ingest', 'store'],
  'build-index': [
    'documents-to-index',
    'lumi-version',
    'chatbot',
    'config',
    'corpus',
    'ingest',
    'embed',
    'store',
    'language',
  ],
  chatbot: ['clock', 'config', 'corpus', 'embed', 'store', 'retrieve', 'answer', 'llm', 'language'],
  diagnose: ['clock', 'config', 'corpus', 'embed', 'llm', 'store', 'build-index', 'chatbot'],
  // An entry of its own: nothing imports it.
  'langchain-retriever': ['chatbot'],
  http: ['chatbot', 'config', 'corpus', 'feedback', 'language', 'package-root'],
  index: [
    'chatbot',
    'config',
    'corpus',
    'ingest',
    'embed',
    'store',
    'retrieve',
    'answer',
    'language',
    'build-index',
    'diagnose',
    'package-root',
    'lumi-version',
    'clock',
  ],
  // `eval` is loaded when its command runs, as `http` is.
  commands: ['index', 'http', 'feedback', 'eval'],
  cli: ['commands', 'index'],
  lumi: ['cli'],
};

/** Outside packages enter through one adapter each. */
const ADAPTERS: Readonly<Record<string, readonly string[]>> = {
  'hnswlib-node': ['src/store/hnsw-store.ts'],
  libsql: ['src/store/sqlite.ts', 'eval/peers/fts5-peer.ts'],
  '@xenova/transformers': ['src/embed/transformers-embedder.ts'],
  marked: ['src/ingest/canonical.ts'],
  linkedom: ['src/ingest/loaders/html.ts'],
  turndown: ['src/ingest/loaders/html.ts'],
  '@mozilla/readability': ['src/ingest/loaders/html.ts'],
  'prom-client': ['src/http/metrics.ts'],
  'swagger-ui-dist': ['src/http/api-page.ts'],
  'hono-rate-limiter': ['src/http/rate-limit.ts'],
  'eventsource-parser': ['widget/ask-stream.ts'],
  'p-map': ['eval/evaluate.ts'],
  minisearch: ['eval/peers/minisearch-peer.ts'],
  '@orama/orama': ['eval/peers/orama-peer.ts'],
  '@orama/stemmers': ['eval/peers/orama-peer.ts'],
  '@langchain/community': ['eval/peers/langchain-peer.ts'],
  langchain: ['src/llm/langchain-chat-model.ts'],
  '@langchain/core': ['src/langchain-retriever.ts', 'src/llm/langchain-chat-model.ts', 'eval/peers/langchain-peer.ts'],
  '@langchain/openai': [],
};

/** What the widget shares with the server: types, which are gone in its bundle, and the patterns of personal data. */
const WIDGET_MAY_IMPORT = ['src/types.ts', 'src/language/personal-data.ts', 'eventsource-parser'];

const root = resolve(import.meta.dirname, '..');

interface Import {
  readonly file: string;
  readonly target: string;
}

describe('architecture', () => {
  const imports = ['src', 'eval', 'widget'].flatMap(filesBelow).flatMap(importsOf);

  it('lets data flow one way: every folder imports only what it may', () => {
    const known = new Set(imports.filter(({ file }) => file.startsWith('src/')).map(({ file }) => partOf(file)));
    expect([...known].filter((part) => !(part in MAY_IMPORT))).toEqual([]);
    expect(
      imports
        .filter((found) => found.file.startsWith('src/') && found.target.startsWith('src/'))
        .filter((found) => !isAllowed(found)),
    ).toEqual([]);
  });

  it('lets eval import the public surface only', () => {
    const foreign = imports.filter(
      ({ file, target }) => file.startsWith('eval/') && target.startsWith('src/') && target !== 'src/index.ts',
    );
    expect(foreign).toEqual([]);
  });

  it('lets the widget import types and the personal data patterns only, and one outside package', () => {
    const widget = filesBelow('widget').flatMap(importsOf);
    const foreign = widget.filter(({ target }) => !target.startsWith('widget/') && !WIDGET_MAY_IMPORT.includes(target));
    expect(foreign).toEqual([]);
    expect(widget.map(({ target }) => target)).toEqual(expect.arrayContaining([...WIDGET_MAY_IMPORT]));
    const typesAtRunTime = filesBelow('widget').filter((file) =>
      /^import (?!type)[^;]*'\.\.\/(?:\.\.\/)?src\/types\.ts'/m.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(typesAtRunTime).toEqual([]);
  });

  it('lets each outside package enter through its adapter', () => {
    const elsewhere = imports.filter(
      ({ file, target }) => ADAPTERS[target] !== undefined && !ADAPTERS[target].includes(file),
    );
    expect(elsewhere).toEqual([]);
  });

  it('bites when a rule is broken', () => {
    expect(isAllowed({ file: 'src/language/words.ts', target: 'src/store/manifest.ts' })).toBe(false);
    expect(isAllowed({ file: 'src/answer/extract.ts', target: 'src/http/app.ts' })).toBe(false);
    expect(isAllowed({ file: 'src/answer/extract.ts', target: 'src/retrieve/retrieve.ts' })).toBe(true);
  });

  it('has no file with a name that says nothing', () => {
    const vague = ['src', 'widget']
      .flatMap(filesBelow)
      .filter((file) => /\/(utils?|helpers?|common|misc|manager|service)(\/|\.ts$)/.test(file));
    expect(vague).toEqual([]);
  });
});

function isAllowed({ file, target }: Import): boolean {
  const [from, to] = [partOf(file), partOf(target)];
  return from === to || to === 'types' || to === 'errors' || (MAY_IMPORT[from]?.includes(to) ?? false);
}

/** `src/answer/extract.ts` → `answer`, `src/config.ts` → `config`. */
function partOf(file: string): string {
  return file.split('/')[1]!.replace(/\.ts$/, '');
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
  return specifiers.map((specifier) => ({
    file,
    target: specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/')
      : packageOf(specifier),
  }));
}

/** `hono/cors` → `hono`, `@hono/node-server/serve-static` → `@hono/node-server`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
