import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { LumiError, messageOf } from '../errors.ts';
import type { Embedder } from './embedder.ts';
import { MODEL_FILES, modelId, readModelFile } from './static-model.ts';

/**
 * Any ONNX sentence encoder through `@xenova/transformers`: a folder on this machine, or a model of the hub where the setting names one.
 * The library is loaded only when it is needed: it takes longer to start than all else.
 */
export type ModelSource =
  | { readonly from: 'folder'; readonly folder: string }
  /** Fetched once over the network, then read from the library's cache. */
  | { readonly from: 'hub'; readonly id: string };

/** How a model wants its input and output. In a folder, `lumi.json` says it. */
const usageSchema = z.strictObject({
  questionPrefix: z.string().default(''),
  passagePrefix: z.string().default(''),
  /** Which output is the text's vector: the mean over all tokens or that of the first. */
  pooling: z.enum(['mean', 'first']).default('mean'),
});
type ModelUsage = z.infer<typeof usageSchema>;
const USAGE_FILE = 'lumi.json';

/** Families known by name, for folders without `lumi.json` and for the hub. */
const KNOWN_USAGE: readonly { readonly name: RegExp; readonly usage: ModelUsage }[] = [
  { name: /(^|[-_/])e5([-_]|$)/i, usage: { questionPrefix: 'query: ', passagePrefix: 'passage: ', pooling: 'mean' } },
  { name: /(^|[-_/])bge([-_]|$)/i, usage: { questionPrefix: '', passagePrefix: '', pooling: 'first' } },
];

/** Shorter vectors before they are brought to unit length mean that the model knows nothing of the text. */
const LENGTH_MIN = 1e-9;

/** A model's output: one vector for each of `tokens` tokens. */
interface TokenVectors {
  readonly values: Float32Array;
  readonly tokens: number;
  readonly dimensions: number;
}

/** Throws `model_not_found` where it cannot be loaded, `model_invalid` where it is no sentence encoder or `lumi.json` is wrong. */
export async function createTransformersEmbedder(source: ModelSource): Promise<Embedder> {
  const { encode, filesFolder } = await loadEncoder(source);
  const name = source.from === 'folder' ? basename(source.folder) : source.id;
  const usageFile = await readFile(join(filesFolder, USAGE_FILE)).catch(() => null);
  const usage = usageFile ? parseUsage(usageFile.toString('utf8'), join(filesFolder, USAGE_FILE)) : knownUsage(name);
  const contents = [
    await readModelFile(filesFolder, MODEL_FILES.weights),
    await readModelFile(filesFolder, MODEL_FILES.tokenizer),
  ];
  // How it is used decides the vectors as much as the weights do.
  if (usageFile) contents.push(usageFile);

  const { dimensions } = await encode('Lumi');

  async function embed(text: string, prefix: string): Promise<Float32Array> {
    if (text.trim() === '') return new Float32Array(dimensions);
    return toUnitLength(pool(await encode(prefix + text), usage.pooling));
  }

  return {
    id: modelId(name, contents),
    dimensions,
    async embedPassages(texts) {
      const vectors: Float32Array[] = [];
      // One by one: in a batch, padding changes what a quantised model gives for a text, and on a processor it is no faster.
      for (const text of texts) vectors.push(await embed(text, usage.passagePrefix));
      return vectors;
    },
    embedQuestion: (text) => embed(text, usage.questionPrefix),
    words: null,
  };
}

/** The model as a function, and the folder that holds its files. */
async function loadEncoder(
  source: ModelSource,
): Promise<{ encode: (text: string) => Promise<TokenVectors>; filesFolder: string }> {
  const { AutoModel, AutoTokenizer, env } = await import('@xenova/transformers');
  const isHub = source.from === 'hub';
  // The library's settings hold for the whole process; what keeps a folder off the network is said with each call as well.
  const reach = { local_files_only: !isHub };
  env.allowRemoteModels = isHub;
  env.allowLocalModels = !isHub;
  if (!isHub) env.localModelPath = dirname(source.folder);
  const name = isHub ? source.id : basename(source.folder);

  let tokenizer: Awaited<ReturnType<typeof AutoTokenizer.from_pretrained>>;
  let model: Awaited<ReturnType<typeof AutoModel.from_pretrained>>;
  try {
    tokenizer = await AutoTokenizer.from_pretrained(name, reach);
    model = await AutoModel.from_pretrained(name, reach);
  } catch (cause) {
    const place = isHub ? `"${name}" could not be fetched from the hub` : `${source.folder} could not be loaded`;
    throw new LumiError('model_not_found', `The embedding model ${place}: ${messageOf(cause)}`, { cause });
  }

  return {
    filesFolder: isHub ? join(String(env.cacheDir), name) : source.folder,
    async encode(text) {
      let output: unknown;
      try {
        output = await model(tokenizer(text, { truncation: true }));
      } catch (cause) {
        throw new LumiError(
          'embedding_failed',
          `The embedding model "${name}" failed on a text of ${text.length} characters: ${messageOf(cause)}`,
          { cause },
        );
      }
      return tokenVectors(output, name);
    },
  };
}

const outputSchema = z.object({
  last_hidden_state: z.object({ data: z.instanceof(Float32Array), dims: z.tuple([z.literal(1), z.int(), z.int()]) }),
});

function tokenVectors(output: unknown, name: string): TokenVectors {
  const parsed = outputSchema.safeParse(output);
  if (!parsed.success)
    throw new LumiError(
      'model_invalid',
      `The embedding model "${name}" gives no vector per token ("last_hidden_state").`,
    );
  const { data, dims } = parsed.data.last_hidden_state;
  return { values: data, tokens: dims[1], dimensions: dims[2] };
}

function pool({ values, tokens, dimensions }: TokenVectors, pooling: ModelUsage['pooling']): Float64Array {
  const sum = new Float64Array(dimensions);
  const used = pooling === 'first' ? Math.min(1, tokens) : tokens;
  for (let token = 0; token < used; token += 1) {
    for (let d = 0; d < dimensions; d += 1) sum[d] = sum[d]! + values[token * dimensions + d]!;
  }
  return sum.map((value) => value / Math.max(1, used));
}

function toUnitLength(vector: Float64Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return Float32Array.from(vector, (value) => (length < LENGTH_MIN ? 0 : value / length));
}

function parseUsage(text: string, path: string): ModelUsage {
  try {
    return usageSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new LumiError(
      'model_invalid',
      `${path} is not valid: ${cause instanceof z.ZodError ? z.prettifyError(cause) : messageOf(cause)}`,
      { cause },
    );
  }
}

function knownUsage(name: string): ModelUsage {
  return KNOWN_USAGE.find((known) => known.name.test(name))?.usage ?? usageSchema.parse({});
}
