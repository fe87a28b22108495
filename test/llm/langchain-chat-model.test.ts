import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLangchainChatModel } from '../../src/llm/langchain-chat-model.ts';
import type { ModelSettings } from '../../src/llm/model-settings.ts';
import { packageRoot } from '../../src/package-root.ts';
import { breaks, says, startScriptedModelServer } from '../support/scripted-model-server.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  for (const remove of removals.splice(0)) await remove();
});

async function serve(script = says('Ja.')) {
  const server = await startScriptedModelServer(script);
  removals.push(() => server.close());
  return server;
}

const settings = (changes: Partial<ModelSettings>): ModelSettings => ({
  id: 'openai:scripted',
  provider: 'openai',
  model: 'scripted',
  baseUrl: 'http://127.0.0.1:9/v1',
  isRemote: false,
  apiKey: null,
  ...changes,
});

async function ask(changes: Partial<ModelSettings>): Promise<string> {
  const model = await createLangchainChatModel(settings(changes), { connectMs: 1000 });
  let text = '';
  const options = { signal: new AbortController().signal, tokensMax: 50 };
  const messages = [
    { role: 'system', content: 'Kurz.' },
    { role: 'user', content: 'Hallo?' },
    { role: 'assistant', content: 'Ja?' },
    { role: 'user', content: 'Offen?' },
  ] as const;
  for await (const piece of model.stream(messages, options)) text += piece.text;
  return text;
}

describe('createLangchainChatModel', () => {
  it('sends the roles as they are', async () => {
    const server = await serve();
    expect(await ask({ baseUrl: server.baseUrl })).toBe('Ja.');
    expect(server.calls[0]!.messages.map(({ role, content }) => `${role}: ${content}`)).toEqual([
      'system: Kurz.',
      'user: Hallo?',
      'assistant: Ja?',
      'user: Offen?',
    ]);
  });

  it('sends no temperature to models that refuse one', async () => {
    const server = await serve();
    await ask({ baseUrl: server.baseUrl, model: 'gpt-5-mini' });
    expect(JSON.parse(server.calls[0]!.body)).not.toHaveProperty('temperature');
    expect(server.calls[0]!.tokensMax).toBe(50);
  });

  it('sends nothing to LangSmith and prints nothing, whatever the environment says', async () => {
    const spy = await serve();
    const server = await serve();
    const prints = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => undefined),
    );
    for (const name of ['LANGSMITH', 'LANGCHAIN'])
      for (const [key, value] of [
        ['TRACING', 'true'],
        ['TRACING_V2', 'true'],
        ['VERBOSE', 'true'],
        ['API_KEY', 'key'],
        ['ENDPOINT', new URL(spy.baseUrl).origin],
        ['PROJECT', 'stadt'],
      ] as const)
        vi.stubEnv(`${name}_${key}`, value);
    vi.stubEnv('LANGSMITH_GATEWAY', new URL(spy.baseUrl).origin);
    vi.stubEnv('OPENAI_BASE_URL', spy.baseUrl);
    vi.stubEnv('OPENAI_API_KEY', 'another-key');
    vi.stubEnv('OPENAI_ORG_ID', 'another-city');
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'X-Custom: yes');
    vi.stubEnv('OPENAI_LOG', 'debug');
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'])
      vi.stubEnv(name, name === 'NODE_USE_ENV_PROXY' ? '1' : new URL(spy.baseUrl).origin);
    expect(await ask({ baseUrl: server.baseUrl })).toBe('Ja.');
    server.play(breaks.line('Wort', 'event: thread.run\ndata: {"geheim'));
    await expect(ask({ baseUrl: server.baseUrl })).rejects.toMatchObject({ code: 'llm_malformed' });
    // LangSmith's client gathers what it sends for a moment.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(spy.requests).toEqual([]);
    expect(server.requests).toHaveLength(2);
    expect(server.calls[0]!.headers).not.toHaveProperty('x-custom');
    expect(server.calls[0]!.headers).not.toHaveProperty('openai-organization');
    expect(server.calls[0]!.headers.authorization).toBe('Bearer none');
    expect(prints.flatMap((print) => print.mock.calls)).toEqual([]);
  });

  it('says which package is missing, and that the OpenAI-compatible interface does without it', async () => {
    const missing = createLangchainChatModel(
      settings({ id: 'ollama:qwen3', provider: 'ollama', model: 'qwen3', baseUrl: 'http://127.0.0.1:11434' }),
      { connectMs: 1000 },
    );
    await expect(missing).rejects.toMatchObject({ code: 'config_invalid' });
    await expect(missing).rejects.toThrow(
      /npm install @langchain\/ollama.*LUMI_LLM=openai:qwen3.*http:\/\/127\.0\.0\.1:11434\/v1/,
    );
  });

  it('is the only one that loads LangChain: importing all of Lumi does not', () => {
    const index = pathToFileURL(join(packageRoot(), 'dist/src/index.js')).href;
    const script = `
      await import(${JSON.stringify(index)});
      await import(${JSON.stringify(new URL('llm/create-chat-model.js', index).href)});
      const { Session } = await import('node:inspector');
      const session = new Session();
      session.connect();
      const urls = [];
      session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url));
      session.post('Debugger.enable');
      console.log(JSON.stringify(urls.filter((url) => /langchain|openai|langsmith/.test(url))));
    `;
    const loaded = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
    expect(JSON.parse(loaded)).toEqual([expect.stringContaining('/src/llm/langchain-chat-model.js')]);
  });
});
