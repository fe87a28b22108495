import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { LumiError, messageOf } from './errors.ts';
import { isLocalHost, MODEL_PROVIDERS, type ModelProvider, type ModelSettings } from './llm/model-settings.ts';

/**
 * Settings, from the strongest to the weakest source: command-line flags, environment, `lumi.config.yaml`, defaults. They are checked once,
 * all errors are reported together, and the result is frozen. What differs from machine to machine is an environment variable, what makes
 * the city and its persona is in the file.
 */

const localised = <T extends z.ZodType>(value: T) => z.strictObject({ de: value, en: value });
const line = z.string({ error: 'must be a line of text' }).trim().min(1, { error: 'must not be empty' });
const webAddress = z.url({
  protocol: /^https?$/,
  error: 'must be a web address, for example https://www.stadt.example/datenschutz',
});

const fileSchema = z.strictObject({
  persona: z.strictObject({
    name: line,
    /** How the German texts address people. */
    address: z.enum(['du', 'Sie']),
  }),
  city: z.strictObject({
    name: line,
    /** Decides when a day begins: a document valid until the 3rd is answered from until midnight there. */
    timeZone: line
      .refine(isTimeZone, { error: 'must be the name of a time zone, for example Europe/Berlin' })
      .default('Europe/Berlin'),
  }),
  contact: z.strictObject({
    email: z.email({ error: 'must be a mail address, for example digitales@stadt.example' }),
    /** Telephone number shown with a refusal; 115 is the number of all German authorities. */
    phone: line.default('115'),
    url: webAddress.nullable().default(null),
  }),
  links: z
    .strictObject({
      privacy: webAddress.nullable().default(null),
      accessibility: webAddress.nullable().default(null),
      imprint: webAddress.nullable().default(null),
    })
    .prefault({}),
  greeting: localised(line),
  examples: localised(z.array(line).max(6)),
  limits: z
    .strictObject({
      /** Characters of one question. GOV.UK Chat allows 300; German words are longer. */
      questionCharsMax: z.int().min(20).max(4000).default(500),
      /** Earlier turns that may travel with a question. */
      historyTurnsMax: z.int().min(0).max(50).default(6),
      /** Characters of one earlier answer; clients send what they were given, so this is above any answer's length. */
      historyAnswerCharsMax: z.int().min(100).max(50_000).default(8000),
      /** Bytes of a request body. */
      bodyBytesMax: z.int().min(1024).max(10_000_000).default(131_072),
      /** Bytes of a file that an editor adds. */
      fileBytesMax: z.int().min(1024).max(200_000_000).default(10_000_000),
    })
    .prefault({}),
  answers: z
    .strictObject({
      sentencesMax: z.int().min(1).max(5).default(3),
      /** Below this estimate in [0, 1] that the passages answer the question, the answer is `no_answer`. */
      answerableMin: z.number().min(0).max(1).default(0.09),
      /** An answer whose newest document is older than this many days says so. */
      oldAfterDays: z.int().min(1).max(36_500).default(365),
    })
    .prefault({}),
  generation: z
    .strictObject({
      /** Milliseconds for a reply of the language model. The server closes a connection without a byte after 60 s, so less than that. */
      timeoutMs: z.int().min(1000).max(50_000).default(30_000),
      /** Tokens in and out that the language model may use in a day; 0 = no limit. */
      tokensPerDay: z.int().min(0).max(1_000_000_000_000).default(0),
      /** Tokens that the language model may write for one answer. */
      tokensPerAnswer: z.int().min(50).max(8000).default(800),
    })
    .prefault({}),
  feedback: z
    .strictObject({
      /** Days for which ratings and the content-free record of each answer are kept. */
      keepDays: z.int().min(1).max(3650).default(90),
    })
    .prefault({}),
  chunking: z
    .strictObject({
      /** Characters of a chunk that is looked for; sentences are never cut, so one long sentence may exceed it. */
      charsTarget: z.int().min(100).max(4000).default(700),
      charsMax: z.int().min(200).max(8000).default(1200),
    })
    .refine(({ charsTarget, charsMax }) => charsTarget <= charsMax, {
      error: 'charsMax must not be below charsTarget',
    })
    .prefault({}),
});

/** A whole number within limits, both included; `what` tells the limits and an example. */
const wholeNumber = (min: number, max: number, what: string) =>
  z.string().transform((value, context) => {
    const number = Number(value);
    if (/^\d+$/.test(value.trim()) && number >= min && number <= max) return number;
    context.addIssue({ code: 'custom', message: `"${value}" is not ${what}` });
    return z.NEVER;
  });
const flag = z
  .enum(['0', '1', 'false', 'true'], { error: 'must be 1 or 0' })
  .transform((value) => value === '1' || value === 'true');
const origins = z.string().transform((value, context) => {
  const list = value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  for (const entry of list) {
    if (entry !== parseOrigin(entry)) {
      context.addIssue({
        code: 'custom',
        message: `"${entry}" is not an origin; give scheme and host only, for example https://www.stadt.example`,
      });
    }
  }
  return list;
});

const environmentSchema = z.object({
  LUMI_CORPUS_DIR: line.default('corpus'),
  LUMI_DATA_DIR: line.default('var'),
  LUMI_HOST: line.default('127.0.0.1'),
  LUMI_PORT: wholeNumber(0, 65_535, 'a port from 0 to 65535, for example 8080').default(8080),
  LUMI_ALLOWED_ORIGINS: origins.default([]),
  LUMI_RATE_LIMIT: wholeNumber(
    0,
    100_000,
    'a whole number of questions per minute up to 100000, for example 20, or 0 for no limit',
  ).default(20),
  LUMI_EMBEDDING_MODEL: line.default('bundled'),
  LUMI_LLM: line.default('none'),
  LUMI_LLM_BASE_URL: line.optional(),
  LUMI_LLM_API_KEY: line.optional(),
  LUMI_LLM_API_KEY_FILE: line.optional(),
  LUMI_MAINTENANCE: flag.default(false),
  LUMI_TRUSTED_PROXIES: wholeNumber(
    0,
    10,
    'the number of proxies in front of Lumi, up to 10, for example 1, or 0 for none',
  ).default(0),
});

/** The environment variables that are read, besides `LUMI_CONFIG`. */
export const ENVIRONMENT_NAMES = Object.keys(
  environmentSchema.shape,
) as readonly (keyof typeof environmentSchema.shape)[];

export type CityConfig = z.infer<typeof fileSchema>;

export interface Config extends Readonly<CityConfig> {
  /** Path of the configuration file. */
  readonly file: string;
  readonly corpusDir: string;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly allowedOrigins: readonly string[];
  /** Questions per minute and client; 0 = off. */
  readonly rateLimitPerMinute: number;
  /** `bundled`, a folder, or the id of a model on the hub. */
  readonly embeddingModel: string;
  /** The language model that writes answers; null = answers are extractive. */
  readonly llm: ModelSettings | null;
  readonly maintenance: boolean;
  /** Proxies in front of the server whose entries in X-Forwarded-For are believed; 0 = the header is ignored. */
  readonly trustedProxies: number;
  /** Things an operator should know that do not stop the start, for example a missing privacy link. */
  readonly warnings: readonly string[];
}

export interface ConfigSources {
  /** Values of flags by the name of the environment variable they stand for; they win over the environment. */
  readonly flags?: Readonly<Record<string, string | undefined>>;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Folder against which relative paths are resolved and in which the file is looked for. */
  readonly workingDir?: string;
  /** Path of the configuration file; default `LUMI_CONFIG`, then `lumi.config.yaml` in the working folder. */
  readonly file?: string;
}

/** Reads and checks all settings. Throws `config_invalid` with every error at once. */
export function loadConfig(sources: ConfigSources = {}): Config {
  const workingDir = sources.workingDir ?? process.cwd();
  const environment = sources.environment ?? process.env;
  const filePath = resolve(workingDir, sources.file ?? nonEmpty(environment.LUMI_CONFIG) ?? 'lumi.config.yaml');
  const problems: string[] = [];

  const values: Record<string, string> = {};
  for (const name of ENVIRONMENT_NAMES) {
    const value = sources.flags?.[name] ?? environment[name];
    if (value !== undefined && (value !== '' || name === 'LUMI_ALLOWED_ORIGINS')) values[name] = value;
  }
  const settings = environmentSchema.safeParse(values);
  if (!settings.success)
    problems.push(...settings.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));

  const city = readCity(filePath, problems);
  const warnings: string[] = [];
  const llm = readModel(values, workingDir, { problems, warnings });
  if (!settings.success || city === null || problems.length > 0) {
    throw new LumiError(
      'config_invalid',
      `The settings are not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
  const env = settings.data;
  return deepFreeze({
    ...city,
    file: filePath,
    corpusDir: resolve(workingDir, env.LUMI_CORPUS_DIR),
    dataDir: resolve(workingDir, env.LUMI_DATA_DIR),
    host: env.LUMI_HOST,
    port: env.LUMI_PORT,
    allowedOrigins: env.LUMI_ALLOWED_ORIGINS,
    rateLimitPerMinute: env.LUMI_RATE_LIMIT,
    embeddingModel: isPathLike(env.LUMI_EMBEDDING_MODEL)
      ? resolve(workingDir, env.LUMI_EMBEDDING_MODEL)
      : env.LUMI_EMBEDDING_MODEL,
    llm,
    maintenance: env.LUMI_MAINTENANCE,
    trustedProxies: env.LUMI_TRUSTED_PROXIES,
    warnings: [...missingLinks(city, filePath), ...warnings],
  });
}

/** What the file says of the city, or null with what is wrong with it added to the problems. */
function readCity(path: string, problems: string[]): CityConfig | null {
  if (!existsSync(path)) {
    problems.push(
      `There is no configuration file at ${path}. Copy lumi.config.yaml from the project and name your city in it.`,
    );
    return null;
  }
  let content: unknown;
  try {
    content = parseYaml(readFileSync(path, 'utf8'), { schema: 'core', maxAliasCount: 0 });
  } catch (error) {
    problems.push(`${path} cannot be read as YAML: ${messageOf(error)}`);
    return null;
  }
  const city = fileSchema.safeParse(content);
  if (city.success) return city.data;
  problems.push(
    ...city.error.issues.map((issue) => `${path} › ${issue.path.join('.') || '(top)'}: ${issue.message}`),
    'The lumi.config.yaml of the project is a complete example.',
  );
  return null;
}

interface Notes {
  readonly problems: string[];
  readonly warnings: string[];
}

/**
 * The language model of the settings, or null where there is none; what is wrong is added to the problems. Values that could be a key in the
 * wrong place are in no message.
 */
function readModel(
  values: Readonly<Record<string, string>>,
  workingDir: string,
  { problems, warnings }: Notes,
): ModelSettings | null {
  const id = values.LUMI_LLM?.trim() ?? 'none';
  if (id === 'none') {
    const unused = Object.keys(values).filter((name) => name.startsWith('LUMI_LLM_'));
    if (unused.length > 0) warnings.push(`${unused.join(', ')}: not used, because LUMI_LLM names no language model.`);
    return null;
  }
  const before = problems.length;
  const [, provider = '', model = ''] = /^([^:]*):(.*)$/s.exec(id) ?? [];
  const known = Object.keys(MODEL_PROVIDERS);
  if (!id.includes(':') || model.trim() === '')
    problems.push(
      'LUMI_LLM: must name provider and model, for example openai:qwen3-8b (openai is any OpenAI-compatible server), or be none',
    );
  else if (!isModelProvider(provider))
    problems.push(
      `LUMI_LLM: "${provider}" is not a known provider. Known are ${known.join(', ')}; openai is any OpenAI-compatible server, by LUMI_LLM_BASE_URL`,
    );
  const given = values.LUMI_LLM_BASE_URL;
  const baseUrl = given === undefined ? null : parseBaseUrl(given);
  if (given !== undefined && baseUrl === null)
    problems.push(
      'LUMI_LLM_BASE_URL: must be the address of the interface with http:// or https://, without user, password, "?" and "#", for example http://127.0.0.1:11434/v1',
    );
  const apiKey = readKey(values, workingDir, { problems, warnings });
  if (problems.length > before || !isModelProvider(provider)) return null;

  const url = baseUrl ?? new URL(MODEL_PROVIDERS[provider].baseUrl);
  const isRemote = !isLocalHost(url);
  if (apiKey === null && isRemote && provider !== 'ollama') {
    problems.push(
      `LUMI_LLM_API_KEY: must be set (or LUMI_LLM_API_KEY_FILE), because ${url.host} is not in this machine's own networks. For a server there that wants no key set any word; for a server elsewhere set LUMI_LLM_BASE_URL`,
    );
    return null;
  }
  if (isRemote && url.protocol === 'http:')
    warnings.push(
      `LUMI_LLM_BASE_URL: what is sent to ${url.host} travels unencrypted${apiKey === null ? '' : ', the key included'}. Use https://.`,
    );
  return {
    id,
    provider,
    model,
    baseUrl: url.href.replace(/\/+$/, ''),
    isRemote,
    apiKey: apiKey === null ? null : () => apiKey,
  };
}

function isModelProvider(name: string): name is ModelProvider {
  return Object.hasOwn(MODEL_PROVIDERS, name);
}

function parseBaseUrl(value: string): URL | null {
  if (!URL.canParse(value)) return null;
  const url = new URL(value);
  const isPlain = [url.username, url.password, url.search, url.hash].every((part) => part === '');
  return isPlain && ['http:', 'https:'].includes(url.protocol) ? url : null;
}

/** Permissions of a key file that let others than its owner and group read it, or others than its owner write it. */
const LOOSE_PERMISSIONS = 0o027;
/** What a header can carry without a space: a key with anything else was cut or pasted wrongly. */
const KEY = /^[\x21-\x7e]+$/;

/** The key to the language model, or null where none is set. */
function readKey(
  values: Readonly<Record<string, string>>,
  workingDir: string,
  { problems, warnings }: Notes,
): string | null {
  const { LUMI_LLM_API_KEY: key, LUMI_LLM_API_KEY_FILE: file } = values;
  if (key !== undefined && file !== undefined) {
    problems.push('LUMI_LLM_API_KEY: must not be set together with LUMI_LLM_API_KEY_FILE');
    return null;
  }
  if (file === undefined) return checkKey(key, 'LUMI_LLM_API_KEY', problems);
  const path = resolve(workingDir, file);
  try {
    // On Windows the bits say nothing.
    const mode = process.platform === 'win32' ? 0 : statSync(path).mode & 0o777;
    if ((mode & LOOSE_PERMISSIONS) !== 0)
      warnings.push(
        `LUMI_LLM_API_KEY_FILE: other users of this machine may read or change ${path} (mode ${mode.toString(8)}). Set it to 600 or 640.`,
      );
    return checkKey(readFileSync(path, 'utf8'), 'LUMI_LLM_API_KEY_FILE', problems);
  } catch (error) {
    problems.push(`LUMI_LLM_API_KEY_FILE: cannot be read: ${messageOf(error)}`);
    return null;
  }
}

function checkKey(value: string | undefined, name: string, problems: string[]): string | null {
  if (value === undefined) return null;
  const key = value.trim();
  if (KEY.test(key)) return key;
  problems.push(
    `${name}: must hold one key, without spaces, line breaks and letters outside ASCII (it is not shown here)`,
  );
  return null;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function missingLinks(city: CityConfig, path: string): string[] {
  return Object.entries(city.links)
    .filter(([, address]) => address === null)
    .map(([name]) => `${path} › links.${name} is not set: citizens will not find this page from the chat.`);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The origin of an address, or null. */
function parseOrigin(value: string): string | null {
  try {
    return new URL(value).origin;
  } catch {
    return null;
  }
}

function isPathLike(value: string): boolean {
  return value.startsWith('.') || isAbsolute(value);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
