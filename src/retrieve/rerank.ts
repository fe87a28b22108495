import type { WordVectors } from '../embed/embedder.ts';
import { isStopWord, STOP_WORD_SHARE } from '../language/stop-words.ts';
import { words } from '../language/tokens.ts';

/** A question prepared for alignment with many texts. */
export interface AlignmentQuestion {
  /** Weight of each distinct word; they sum to 1. */
  readonly weights: readonly number[];
  /** Similarity of a word to each word of the question, 0…1, in the order of `weights`; kept, because passages share most of their words. */
  readonly similaritiesTo: (word: string) => Float32Array;
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

  const vectors = asked.map((word) => table.vector(word));
  const similarities = new Map<string, Float32Array>();
  return {
    weights: raw.map((weight) => weight / total),
    similaritiesTo(word) {
      let found = similarities.get(word);
      if (found === undefined) {
        const vector = table.vector(word);
        // The same word is as similar as can be, whether or not the table knows it.
        found = new Float32Array(vectors.length);
        for (let at = 0; at < vectors.length; at += 1)
          found[at] = asked[at] === word ? 1 : Math.max(0, dotProduct(vectors[at]!, vector));
        similarities.set(word, found);
      }
      return found;
    },
  };
}

/**
 * Soft token alignment (MaxSim, Khattab & Zaharia 2020, on static vectors): each question word is matched with its most similar word of the text, the
 * similarities are averaged by weight. In [0, 1]; 1 when every question word occurs literally.
 */
export function softAlignment(question: AlignmentQuestion, text: readonly string[]): number {
  const best = new Float32Array(question.weights.length);
  for (const word of new Set(text)) {
    const similarities = question.similaritiesTo(word);
    for (let at = 0; at < best.length; at += 1) if (similarities[at]! > best[at]!) best[at] = similarities[at]!;
  }
  const aligned = question.weights.reduce((sum, weight, at) => sum + weight * best[at]!, 0);
  return Math.min(1, aligned);
}

/** Dot product of two vectors of the same length; the cosine where both have unit length. */
export function dotProduct(a: Float32Array, b: Float32Array): number {
  // Four sums at once: a single one waits for each addition before the next.
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let at = 0;
  for (; at + 3 < a.length; at += 4) {
    first += a[at]! * b[at]!;
    second += a[at + 1]! * b[at + 1]!;
    third += a[at + 2]! * b[at + 2]!;
    fourth += a[at + 3]! * b[at + 3]!;
  }
  for (; at < a.length; at += 1) first += a[at]! * b[at]!;
  return first + second + third + fourth;
}
