import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig, type ConfigSources } from '../src/config.ts';
import { isLumiError } from '../src/errors.ts';

const CITY = `
persona: { name: Lumi, address: Sie }
city: { name: Musterstadt }
contact: { email: post@stadt.example }
greeting: { de: Guten Tag, en: Hello }
examples: { de: [Wann?], en: [When?] }
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lumi-config-'));
  writeFileSync(join(folder, 'lumi.config.yaml'), CITY);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const load = (sources: ConfigSources = {}) => loadConfig({ workingDir: folder, environment: {}, ...sources });

/** The settings with another file. */
function loadFile(text: string, sources: ConfigSources = {}) {
  const file = join(folder, 'other.yaml');
  writeFileSync(file, text);
  return load({ file, ...sources });
}

function problemsOf(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    if (isLumiError(error, 'config_invalid')) return error.message;
    throw error;
  }
  return '';
}

describe('loadConfig', () => {
  it('has a default for everything but what makes the city', () => {
    expect(load()).toMatchObject({
      corpusDir: join(folder, 'corpus'),
      dataDir: join(folder, 'var'),
      host: '127.0.0.1',
      port: 8080,
      allowedOrigins: [],
      rateLimitPerMinute: 20,
      embeddingModel: 'bundled',
      llm: null,
      maintenance: false,
      trustedProxies: 0,
      city: { name: 'Musterstadt', timeZone: 'Europe/Berlin' },
      contact: { phone: '115', url: null },
      limits: { questionCharsMax: 500, historyTurnsMax: 6 },
      answers: { sentencesMax: 3, oldAfterDays: 365 },
      generation: { timeoutMs: 30_000, tokensPerDay: 0, tokensPerAnswer: 800 },
      chunking: { charsTarget: 700, charsMax: 1200 },
    });
  });

  it('prefers flags to the environment and the environment to defaults', () => {
    const environment = { LUMI_PORT: '9000', LUMI_HOST: '0.0.0.0' };
    const config = load({ environment, flags: { LUMI_PORT: '9001', LUMI_HOST: undefined } });
    expect(config).toMatchObject({ port: 9001, host: '0.0.0.0' });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(load({ environment: { LUMI_PORT: '', LUMI_MAINTENANCE: '', LUMI_CONFIG: '' } })).toMatchObject({
      port: 8080,
      maintenance: false,
      file: join(folder, 'lumi.config.yaml'),
    });
  });

  it('finds the file named by a flag before the one named by the environment', () => {
    writeFileSync(join(folder, 'second.yaml'), CITY.replace('Musterstadt', 'Zweitstadt'));
    const environment = { LUMI_CONFIG: 'second.yaml' };
    expect(load({ environment }).city.name).toBe('Zweitstadt');
    expect(load({ environment, file: 'lumi.config.yaml' }).city.name).toBe('Musterstadt');
  });

  it('reads folders relative to the working folder, and names of models as they are', () => {
    const environment = { LUMI_CORPUS_DIR: 'a/b', LUMI_DATA_DIR: '/srv/lumi', LUMI_EMBEDDING_MODEL: './model' };
    expect(load({ environment })).toMatchObject({
      corpusDir: join(folder, 'a/b'),
      dataDir: '/srv/lumi',
      embeddingModel: join(folder, 'model'),
    });
    expect(load({ environment: { LUMI_EMBEDDING_MODEL: 'owner/name' } }).embeddingModel).toBe('owner/name');
  });

  it.each([
    ['1', true],
    ['true', true],
    ['0', false],
    ['false', false],
  ])('reads LUMI_MAINTENANCE=%s as %s', (value, expected) => {
    expect(load({ environment: { LUMI_MAINTENANCE: value } }).maintenance).toBe(expected);
  });

  it('is frozen to the ground', () => {
    const config = load({ environment: { LUMI_ALLOWED_ORIGINS: 'https://www.stadt.example' } });
    const parts = [config, config.persona, config.examples.de, config.allowedOrigins, config.limits, config.warnings];
    expect(parts.every((part) => Object.isFrozen(part))).toBe(true);
  });

  it('warns about each page that the law wants and that is not set', () => {
    expect(load().warnings.map((warning) => /links\.(\w+)/.exec(warning)?.[1])).toEqual([
      'privacy',
      'accessibility',
      'imprint',
    ]);
    const links =
      'links: { privacy: https://a.example/p, accessibility: https://a.example/a, imprint: https://a.example/i }';
    expect(loadFile(`${CITY}${links}`).warnings).toEqual([]);
  });

  describe('tells all errors at once', () => {
    it('of the environment and of the file', () => {
      const file = CITY.replace('address: Sie', 'address: ihr').replace('post@stadt.example', 'post');
      const message = problemsOf(() =>
        loadFile(`${file}colour: red\nchunking: { charsTarget: 900, charsMax: 800 }`, {
          environment: {
            LUMI_PORT: '80a',
            LUMI_RATE_LIMIT: '-1',
            LUMI_MAINTENANCE: 'maybe',
            LUMI_TRUSTED_PROXIES: '11',
          },
        }),
      );
      for (const name of ['LUMI_PORT', 'LUMI_RATE_LIMIT', 'LUMI_MAINTENANCE', 'LUMI_TRUSTED_PROXIES'])
        expect(message).toContain(`- ${name}: `);
      for (const path of ['persona.address', 'contact.email', 'colour', 'chunking: charsMax'])
        expect(message).toContain(path);
      expect(message).toContain('other.yaml');
    });

    it('also where the file is missing or is no YAML', () => {
      const environment = { LUMI_PORT: '80a' };
      const missing = problemsOf(() => load({ file: 'nowhere.yaml', environment }));
      expect(missing).toContain(join(folder, 'nowhere.yaml'));
      expect(missing).toContain('LUMI_PORT');
      const broken = problemsOf(() => loadFile('persona: [', { environment }));
      expect(broken).toContain('YAML');
      expect(broken).toContain('LUMI_PORT');
      expect(problemsOf(() => load({ file: '.', environment }))).toContain('LUMI_PORT');
    });

    it.each([
      ['LUMI_PORT', '65536', '8080'],
      ['LUMI_PORT', '80.5', '8080'],
      ['LUMI_PORT', ' ', '8080'],
      ['LUMI_PORT', '0x50', '8080'],
      ['LUMI_RATE_LIMIT', '1e3', '20'],
      ['LUMI_TRUSTED_PROXIES', '-0', '0'],
      ['LUMI_ALLOWED_ORIGINS', 'stadt.example', 'https://www.stadt.example'],
    ])('with name, value and example: %s=%s', (name, value, example) => {
      const message = problemsOf(() => load({ environment: { [name]: value } }));
      expect(message).toContain(name);
      expect(message).toContain(`"${value}"`);
      expect(message).toContain(example);
    });

    it('for an empty file', () => {
      expect(problemsOf(() => loadFile(''))).toContain('lumi.config.yaml of the project is a complete example');
    });
  });

  it('reads a list of origins, and names every entry that is none', () => {
    const read = (value: string) => load({ environment: { LUMI_ALLOWED_ORIGINS: value } }).allowedOrigins;
    expect(read('https://www.stadt.example, http://localhost:3000,')).toEqual([
      'https://www.stadt.example',
      'http://localhost:3000',
    ]);
    const message = problemsOf(() => read('https://a.example/path, *, https://b.example, null, https://C.example'));
    for (const entry of ['https://a.example/path', '*', 'null', 'https://C.example'])
      expect(message).toContain(`"${entry}" is not an origin`);
    expect(message).not.toContain('"https://b.example"');
  });

  it.each([
    [
      'an unknown time zone',
      CITY.replace('{ name: Musterstadt }', '{ name: X, timeZone: Mars/Berlin }'),
      'city.timeZone',
    ],
    ['a link that is no web address', `${CITY}links: { privacy: 'javascript:alert(1)' }`, 'links.privacy'],
    ['a greeting in one language only', CITY.replace(', en: Hello', ''), 'greeting.en'],
    ['six sentences', `${CITY}answers: { sentencesMax: 6 }`, 'answers.sentencesMax'],
    ['an empty name', CITY.replace('name: Lumi', "name: ' '"), 'persona.name'],
  ])('refuses %s', (_, text, path) => {
    expect(problemsOf(() => loadFile(text))).toContain(path);
  });

  describe('of the language model', () => {
    const KEY = 'sk-schluessel-der-stadt';
    const llm = (environment: Readonly<Record<string, string>>) => load({ environment }).llm;
    const about = (environment: Readonly<Record<string, string>>) =>
      load({ environment }).warnings.filter((warning) => warning.includes('LUMI_LLM'));
    const writeKey = (content: string, mode = 0o600) => {
      const file = join(folder, 'llm.key');
      writeFileSync(file, content);
      chmodSync(file, mode);
      return file;
    };

    it.each(['', 'none', ' none '])('name none with "%s"', (value) => {
      expect(llm({ LUMI_LLM: value })).toBeNull();
    });

    it('need no more than provider, model and base URL for a server in the own networks', () => {
      const environment = { LUMI_LLM: 'openai:qwen3:8b', LUMI_LLM_BASE_URL: 'http://127.0.0.1:11434/v1/' };
      expect(llm(environment)).toEqual({
        id: 'openai:qwen3:8b',
        provider: 'openai',
        model: 'qwen3:8b',
        baseUrl: 'http://127.0.0.1:11434/v1',
        isRemote: false,
        apiKey: null,
      });
      expect(about(environment)).toEqual([]);
    });

    it('know where each provider listens', () => {
      expect(llm({ LUMI_LLM: 'ollama:qwen3' })).toMatchObject({ baseUrl: 'http://127.0.0.1:11434', isRemote: false });
      expect(llm({ LUMI_LLM: 'openai:gpt-5-mini', LUMI_LLM_API_KEY: KEY })).toMatchObject({
        baseUrl: 'https://api.openai.com/v1',
        isRemote: true,
      });
      expect(llm({ LUMI_LLM: 'mistralai:small', LUMI_LLM_API_KEY: KEY })).toMatchObject({
        baseUrl: 'https://api.mistral.ai',
        isRemote: true,
      });
    });

    it('take the key from the variable or from a file, and show it in no print', () => {
      const fromVariable = llm({ LUMI_LLM: 'openai:m', LUMI_LLM_API_KEY: ` ${KEY} ` });
      expect(fromVariable?.apiKey?.()).toBe(KEY);
      writeKey(`${KEY}\n`);
      const environment = { LUMI_LLM: 'openai:m', LUMI_LLM_API_KEY_FILE: 'llm.key' };
      const config = load({ environment });
      expect(config.llm?.apiKey?.()).toBe(KEY);
      expect(JSON.stringify(config) + inspect(config, { depth: 9, showHidden: true })).not.toContain(KEY);
    });

    it.skipIf(process.platform === 'win32').each([
      [0o600, 0],
      [0o400, 0],
      [0o640, 0],
      [0o644, 1],
      [0o660, 1],
    ])('warn of a key file that others can read or change: mode %i', (mode, warnings) => {
      const file = writeKey(KEY, mode);
      const found = about({ LUMI_LLM: 'openai:m', LUMI_LLM_API_KEY_FILE: file });
      expect(found).toHaveLength(warnings);
      for (const warning of found) expect(warning).toContain(`${file} (mode ${mode.toString(8)})`);
    });

    it('warn where key and questions travel unencrypted, and where a setting has no effect', () => {
      const environment = { LUMI_LLM: 'openai:m', LUMI_LLM_API_KEY: KEY, LUMI_LLM_BASE_URL: 'http://llm.example/v1' };
      expect(about(environment)).toEqual([
        expect.stringContaining('llm.example travels unencrypted, the key included'),
      ]);
      expect(about({ LUMI_LLM_BASE_URL: 'http://127.0.0.1/v1' })).toEqual([
        'LUMI_LLM_BASE_URL: not used, because LUMI_LLM names no language model.',
      ]);
    });

    it.each<[string, Readonly<Record<string, string>>, RegExp]>([
      ['no provider', { LUMI_LLM: KEY }, /LUMI_LLM: must name provider and model/],
      ['no model', { LUMI_LLM: 'openai:' }, /LUMI_LLM: must name provider and model/],
      [
        'an unknown provider',
        { LUMI_LLM: 'skynet:t-800' },
        /"skynet" is not a known provider.*openai, ollama, mistralai/,
      ],
      ['the name of something inherited', { LUMI_LLM: 'toString:m' }, /"toString" is not a known provider/],
      ['a base URL of another kind', { LUMI_LLM: 'ollama:m', LUMI_LLM_BASE_URL: 'ftp://x' }, /LUMI_LLM_BASE_URL: must/],
      ['a key as base URL', { LUMI_LLM: 'ollama:m', LUMI_LLM_BASE_URL: KEY }, /LUMI_LLM_BASE_URL: must/],
      [
        'a password in the base URL',
        { LUMI_LLM: 'ollama:m', LUMI_LLM_BASE_URL: `https://u:${KEY}@x.example` },
        /without user, password/,
      ],
      ['no key for a remote host', { LUMI_LLM: 'openai:m' }, /LUMI_LLM_API_KEY: must be set.*api\.openai\.com/],
      [
        'key and key file',
        { LUMI_LLM: 'openai:m', LUMI_LLM_API_KEY: KEY, LUMI_LLM_API_KEY_FILE: 'x' },
        /LUMI_LLM_API_KEY: must not be set together/,
      ],
      [
        'a key file that is not there',
        { LUMI_LLM: 'openai:m', LUMI_LLM_API_KEY_FILE: 'gone' },
        /KEY_FILE: cannot be read/,
      ],
      ['a key of two lines', { LUMI_LLM: 'openai:m', LUMI_LLM_API_KEY: `${KEY}\n${KEY}` }, /must hold one key/],
    ])('refuse %s without showing a key', (_, environment, pattern) => {
      const message = problemsOf(() => load({ environment }));
      expect(message).toMatch(pattern);
      expect(message).not.toContain(KEY);
    });

    it('are told together with all other errors', () => {
      writeKey('');
      const message = problemsOf(() =>
        load({
          environment: {
            LUMI_PORT: '80a',
            LUMI_LLM: 'skynet:m',
            LUMI_LLM_BASE_URL: 'stadt',
            LUMI_LLM_API_KEY_FILE: 'llm.key',
          },
        }),
      );
      for (const name of ['LUMI_PORT', 'LUMI_LLM', 'LUMI_LLM_BASE_URL', 'LUMI_LLM_API_KEY_FILE'])
        expect(message).toContain(`- ${name}: `);
    });
  });
});
