import { words as wordsOf } from '../language/tokens.ts';
import type { Embedder } from './embedder.ts';
import { readStaticModel, type StaticModel } from './static-model.ts';

/**
 * Fast path of a static model in plain TypeScript: the vector of a text is the sum of its pieces' rows, brought to unit length. The same
 * vectors come out of `@xenova/transformers` on the same folder, some ten times slower; a contract test holds the two together.
 */

/** Words kept per half of the cache; at 256 dimensions a half takes about 17 MB. The passages that answers look into repeat most of their words. */
const CACHED_WORDS = 16_384;

interface WordEntry {
  /** Unit vector, or all zeros. */
  readonly direction: Float32Array;
  /** Length of the sum of the word's rows: how much the word moves the text's vector. */
  readonly weight: number;
}

/** Loads the model in `folder`. Throws `model_not_found` and `model_invalid`. */
export async function createStaticEmbedder(folder: string): Promise<Embedder> {
  const model = await readStaticModel(folder);
  const lookUp = cacheWords(createComposer(model));

  function embed(text: string): Float32Array {
    const { dimensions } = model;
    const sum = new Float64Array(dimensions);
    for (const word of wordsOf(text)) {
      const { direction, weight } = lookUp(word);
      if (weight === 0) continue;
      for (let d = 0; d < dimensions; d += 1) sum[d] = sum[d]! + direction[d]! * weight;
    }
    return split(sum).direction;
  }

  return {
    id: model.id,
    dimensions: model.dimensions,
    embedPassages: (texts) => Promise.resolve(texts.map(embed)),
    embedQuestion: (text) => Promise.resolve(embed(text)),
    words: {
      vector: (word) => lookUp(word).direction,
      weight: (word) => lookUp(word).weight,
      isWhole(word) {
        const [piece, ...others] = model.tokenizer.encode(word);
        return piece !== undefined && piece !== model.unknownId && others.length === 0;
      },
    },
  };
}

/** Composes words one after the other in the same scratch space: allocating it for each took a quarter of the time. */
function createComposer({
  table,
  rowScale,
  dimensions,
  tokenizer,
  unknownId,
}: StaticModel): (word: string) => WordEntry {
  const sum = new Float64Array(dimensions);
  return (word) => {
    sum.fill(0);
    for (const piece of tokenizer.encode(word)) {
      if (piece === unknownId) continue;
      const row = piece * dimensions;
      const scale = rowScale[piece]!;
      for (let d = 0; d < dimensions; d += 1) sum[d] = sum[d]! + table[row + d]! * scale;
    }
    return split(sum);
  };
}

/** A vector as its direction and its length. */
function split(sum: Float64Array): WordEntry {
  const { length } = sum;
  let squares = 0;
  for (let d = 0; d < length; d += 1) squares += sum[d]! * sum[d]!;
  const weight = Math.sqrt(squares);
  const direction = new Float32Array(length);
  if (weight > 0) for (let d = 0; d < length; d += 1) direction[d] = sum[d]! / weight;
  return { direction, weight };
}

/**
 * Remembers what was computed for a word. Two halves: a full young half becomes the old one, and what was in the old one is forgotten
 * unless it was asked for since. Bounded like a least-recently-used list, at the cost of a plain map.
 */
function cacheWords(compute: (word: string) => WordEntry): (word: string) => WordEntry {
  let young = new Map<string, WordEntry>();
  let old = new Map<string, WordEntry>();
  return (word) => {
    const known = young.get(word);
    if (known) return known;
    const entry = old.get(word) ?? compute(word);
    if (young.size >= CACHED_WORDS) {
      old = young;
      young = new Map();
    }
    young.set(word, entry);
    return entry;
  };
}
