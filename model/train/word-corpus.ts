import { words as wordsOf } from '../../src/language/tokens.ts';
import type { TrainingPair } from './sources.ts';

/**
 * All training text as numbers of words: it is read and normalised once, and everything after works on integers. Word 0 is no word but the
 * end of a sentence.
 */
export interface WordCorpus {
  /** Spelling by number. */
  readonly words: readonly string[];
  /** Occurrences by number. */
  readonly counts: readonly number[];
  /** Pairs one after the other: question, passage. */
  readonly tokens: Int32Array;
  /** Where the question and the passage of pair i begin, and after them the end of all: `bounds[2i]`, `bounds[2i + 1]`. */
  readonly bounds: readonly number[];
  /** Pseudo-questions to cut out of the passage of pair i. */
  readonly clozes: readonly number[];
}

export interface WordCorpusBuilder {
  add(pair: TrainingPair): void;
  finish(): WordCorpus;
}

export const SENTENCE_END = 0;

/** A capital, a digit or an opening mark after a full stop. Rough, for counting only; answers are cut by language/sentences.ts. */
const SENTENCE_BREAK = /(?<=[.!?:]) +(?=[\p{Lu}\p{N}„"(])|\n+/u;

export function createWordCorpus(): WordCorpusBuilder {
  const numbers = new Map<string, number>([['', SENTENCE_END]]);
  const counts = [0];
  const bounds: number[] = [];
  const clozes: number[] = [];
  let tokens = new Int32Array(1 << 16);
  let length = 0;

  function push(token: number): void {
    if (length === tokens.length) {
      const grown = new Int32Array(2 * length);
      grown.set(tokens);
      tokens = grown;
    }
    tokens[length] = token;
    length += 1;
  }

  function addText(text: string): void {
    bounds.push(length);
    for (const sentence of text.split(SENTENCE_BREAK)) {
      const begin = length;
      for (const word of wordsOf(sentence)) {
        let number = numbers.get(word);
        if (number === undefined) {
          number = counts.length;
          numbers.set(word, number);
          counts.push(0);
        }
        counts[number]! += 1;
        push(number);
      }
      if (length > begin) push(SENTENCE_END);
    }
  }

  return {
    add(pair) {
      addText(pair.question);
      addText(pair.passage);
      clozes.push(pair.clozes);
    },
    finish: () => ({
      words: [...numbers.keys()],
      counts,
      tokens: tokens.slice(0, length),
      bounds: [...bounds, length],
      clozes,
    }),
  };
}
