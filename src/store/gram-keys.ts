import { GRAM_CHARS } from '../language/tokens.ts';

/**
 * A gram as two 32-bit numbers. Grams have at most four UTF-16 code units, so the key is the gram itself, not a hash of it: a sorted
 * dictionary in two typed arrays, without strings and without collisions.
 */
export interface GramKey {
  readonly high: number;
  readonly low: number;
}

/** The key of a gram of one to four code units; missing ones count as zero. */
export function keyOf(gram: string): GramKey {
  if (gram.length > GRAM_CHARS) throw new RangeError(`A gram has at most ${GRAM_CHARS} characters: ${gram}`);
  const unit = (at: number): number => (at < gram.length ? gram.charCodeAt(at) : 0);
  return { high: ((unit(0) << 16) | unit(1)) >>> 0, low: ((unit(2) << 16) | unit(3)) >>> 0 };
}

export function compareKeys(a: GramKey, b: GramKey): number {
  return a.high - b.high || a.low - b.low;
}

/** Binary search in ascending keys; −1 where the key is not among them. */
export function findKey(high: Uint32Array, low: Uint32Array, key: GramKey): number {
  let from = 0;
  let to = high.length - 1;
  while (from <= to) {
    const middle = (from + to) >>> 1;
    const order = high[middle]! - key.high || low[middle]! - key.low;
    if (order === 0) return middle;
    if (order < 0) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
}
