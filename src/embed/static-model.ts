import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { LumiError } from '../errors.ts';
import { readOnnxTable, type QuantisedTable } from './onnx-table.ts';
import { createUnigramTokenizer, type UnigramTokenizer } from './unigram-tokenizer.ts';

/**
 * The folder of a static model: a bag of subword vectors dressed as a BERT, so that any ONNX tool loads it, with a mark in `config.json` by
 * which the fast path knows it. `model/train` writes such folders, this file reads them; what both must agree on is defined here.
 */

export const MODEL_FILES = {
  config: 'config.json',
  tokenizer: 'tokenizer.json',
  tokenizerConfig: 'tokenizer_config.json',
  weights: 'onnx/model_quantized.onnx',
} as const;

/** Value of `lumi_model` in config.json. */
export const STATIC_MODEL_KIND = 'static-table-1';

/** Pieces that are no text. Both have rows of (almost) no length, so they add nothing to a mean. */
export const UNKNOWN_PIECE = '<unk>';
/** Put before every text by the reference, so that a text without any word is no division by zero. */
export const START_PIECE = '<s>';

/**
 * `normalise` of language/tokens.ts in the words of tokenizer.json. The fast path takes `normalise` itself, and a model whose file says
 * anything else is refused.
 */
export const NORMALIZER = {
  type: 'Sequence',
  normalizers: [
    { type: 'NFKC' },
    { type: 'Lowercase' },
    ...Object.entries({ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', œ: 'oe', ø: 'oe' }).map(([letter, content]) => ({
      type: 'Replace',
      pattern: { String: letter },
      content,
    })),
    { type: 'NFKD' },
    { type: 'Replace', pattern: { Regex: '\\p{M}+' }, content: '' },
    { type: 'NFC' },
  ],
};

/** `words` of language/tokens.ts, likewise. */
export const PRE_TOKENIZER = {
  type: 'Split',
  pattern: { Regex: '[\\p{L}\\p{M}\\p{N}]+' },
  behavior: 'Removed',
  invert: true,
};

export interface StaticModel extends QuantisedTable {
  /** Folder name and the first digits of a digest over weights and tokenizer. */
  readonly id: string;
  readonly tokenizer: UnigramTokenizer;
  readonly unknownId: number;
}

const configSchema = z.object({ lumi_model: z.literal(STATIC_MODEL_KIND) });
const tokenizerSchema = z.object({
  normalizer: z.unknown(),
  pre_tokenizer: z.unknown(),
  model: z.object({
    type: z.literal('Unigram'),
    unk_id: z.int().min(0),
    vocab: z.array(z.tuple([z.string(), z.number()])).min(1),
  }),
});

/** Whether a folder holds a static model by its config.json. A folder without a readable one does not. */
export async function isStaticModel(folder: string): Promise<boolean> {
  const config = await readFile(join(folder, MODEL_FILES.config), 'utf8').catch(() => '');
  return configSchema.safeParse(parseJson(config)).success;
}

/** Throws `model_not_found` where a file is missing and `model_invalid` where one is not what it should be. */
export async function readStaticModel(folder: string): Promise<StaticModel> {
  const weights = await readModelFile(folder, MODEL_FILES.weights);
  const tokenizerFile = await readModelFile(folder, MODEL_FILES.tokenizer);
  const tokenizerPath = join(folder, MODEL_FILES.tokenizer);

  const parsed = tokenizerSchema.safeParse(parseJson(tokenizerFile.toString('utf8')));
  if (!parsed.success)
    throw new LumiError(
      'model_invalid',
      `${tokenizerPath} is not a unigram tokenizer:\n${z.prettifyError(parsed.error)}`,
    );
  const { normalizer, pre_tokenizer: preTokenizer, model } = parsed.data;
  if (!isDeepStrictEqual(normalizer, NORMALIZER) || !isDeepStrictEqual(preTokenizer, PRE_TOKENIZER)) {
    throw new LumiError(
      'model_invalid',
      `${tokenizerPath} cuts text into words in another way than this version of Lumi: train the model again.`,
    );
  }

  const table = readOnnxTable(weights, join(folder, MODEL_FILES.weights));
  if (table.rows !== model.vocab.length || model.unk_id >= table.rows) {
    throw new LumiError(
      'model_invalid',
      `${folder}: ${table.rows} vectors do not fit the ${model.vocab.length} pieces of the tokenizer.`,
    );
  }
  return {
    ...table,
    id: modelId(basename(folder), [weights, tokenizerFile]),
    tokenizer: createUnigramTokenizer(model.vocab, model.unk_id),
    unknownId: model.unk_id,
  };
}

/** `<name>@<12 hex digits>` of the SHA-256 over all that decides a model's vectors. */
export function modelId(name: string, contents: readonly Uint8Array[]): string {
  const digest = createHash('sha256');
  for (const content of contents) digest.update(content);
  return `${name}@${digest.digest('hex').slice(0, 12)}`;
}

/** Throws `model_not_found`, naming the path. */
export async function readModelFile(folder: string, file: string): Promise<Buffer> {
  const path = join(folder, file);
  try {
    return await readFile(path);
  } catch (cause) {
    throw new LumiError('model_not_found', `The embedding model has no readable file ${path}.`, { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
