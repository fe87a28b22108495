import type { WordVectors } from '../embed/embedder.ts';
import { isStopWord } from '../language/stop-words.ts';
import { words } from '../language/tokens.ts';

/** Share of its weight that a closed-class word of the question keeps: "wie weit" should still find "weit". */
const STOP_WORD_SHARE = 0.1;

/** A question prepared for alignment with many texts. */
export interface AlignmentQuestion {
  readonly vectors: readonly Float32Array[];
  readonly words: readonly string[];
  /** Weight of each word; they sum to 1. */
  readonly weights: readonly number[];
}

/**
 * Prepares a question for `softAlignment`. A word weighs its learned length times its rarity in the collection (`rarity` gives about 0 for a word in
 * every passage and grows with the logarithm of how few hold it); an unknown word weighs as the heaviest known one, because a name no table knows is
 * what the question is about.
 */
export function prepareAlignment(
  question: string,
  table: WordVectors,
  rarity: (word: string) => number,
): AlignmentQuestion {
  const asked = [...new Set(words(question))];
  const known = asked.map((word) => table.weight(word));
  const heaviest = Math.max(...known, Number.EPSILON);
  const raw = asked.map(
    (word, at) => (known[at] === 0 ? heaviest : known[at]!) * rarity(word) * (isStopWord(word) ? STOP_WORD_SHARE : 1),
  );
  const total = raw.reduce((sum, weight) => sum + weight, 0) || 1;
  return {
    words: asked,
    vectors: asked.map((word) => table.vector(word)),
    weights: raw.map((weight) => weight / total),
  };
}

/**
 * Soft token alignment (MaxSim, Khattab & Zaharia 2020, on static vectors): each question word is matched with its most similar word of the text, the
 * similarities (negative ones count 0) are averaged by weight. In [0, 1]; 1 when every question word occurs literally.
 */
export function softAlignment(question: AlignmentQuestion, text: readonly string[], table: WordVectors): number {
  const candidates = [...new Set(text)];
  const vectors = candidates.map((word) => table.vector(word));
  const literal = new Set(candidates);
  let aligned = 0;
  for (let at = 0; at < question.words.length; at += 1) {
    const weight = question.weights[at]!;
    if (weight === 0) continue;
    if (literal.has(question.words[at]!)) {
      aligned += weight;
      continue;
    }
    let best = 0;
    for (const vector of vectors) best = Math.max(best, dotProduct(question.vectors[at]!, vector));
    aligned += weight * best;
  }
  return Math.min(1, aligned);
}

/** Dot product of two vectors of the same length; the cosine where both have unit length. */
export function dotProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at]! * b[at]!;
  return sum;
}
