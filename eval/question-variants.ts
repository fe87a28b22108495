import { createRandom, type Random } from '../model/train/random.ts';
import { words } from '../src/index.ts';

/** Rewrites a question as people misspell or split it; null where there is nothing to change. The same seed gives the same variants. */
export type Variant = (question: string) => string | null;

/** Letters of a word that takes a typo, and of each part that a compound is split into. */
const TYPO_LETTERS_MIN = 5;
const PART_LETTERS_MIN = 4;

const SPELT_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss' };
const BARE: Readonly<Record<string, string>> = { ä: 'a', ö: 'o', ü: 'u', Ä: 'A', Ö: 'O', Ü: 'U', ß: 's' };

/** The variants by name, in the manner of CheckList's invariance tests (Ribeiro et al. 2020). `texts` are those whose words compounds are split into. */
export function createVariants(texts: readonly string[], seed: number): Readonly<Record<string, Variant>> {
  const vocabulary = new Set(texts.flatMap(words));
  const random = createRandom(seed);
  return {
    'umlauts spelt out (Muell)': (question) => replaceLetters(question, SPELT_OUT),
    'umlauts without dots (Mull)': (question) => replaceLetters(question, BARE),
    'compounds split (Kinder Garten)': (question) => splitCompounds(question, vocabulary),
    'one typo': (question) => misspell(question, random),
    'lower case, no marks': (question) =>
      changed(question, question.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\s]/gu, '')),
  };
}

function replaceLetters(question: string, letters: Readonly<Record<string, string>>): string | null {
  const composed = question.normalize('NFC');
  return changed(
    composed,
    composed.replace(/[äöüÄÖÜß]/g, (letter) => letters[letter] ?? letter),
  );
}

/** Splits every word that is two words of the vocabulary, with or without a linking s. */
function splitCompounds(question: string, vocabulary: ReadonlySet<string>): string | null {
  return changed(
    question,
    question.replace(/\p{L}+/gu, (word) => {
      const at = seamOf(word, vocabulary);
      return at === null ? word : `${word.slice(0, at)} ${word.slice(at)}`;
    }),
  );
}

/** Where a compound is joined: of several places the one nearest to the middle. */
function seamOf(word: string, vocabulary: ReadonlySet<string>): number | null {
  let best: number | null = null;
  for (let at = PART_LETTERS_MIN; at + PART_LETTERS_MIN <= word.length; at += 1) {
    const head = words(word.slice(0, at)).join('');
    const isHead = vocabulary.has(head) || (head.endsWith('s') && vocabulary.has(head.slice(0, -1)));
    if (!isHead || !vocabulary.has(words(word.slice(at)).join(''))) continue;
    if (best === null || Math.abs(at - word.length / 2) < Math.abs(best - word.length / 2)) best = at;
  }
  return best;
}

/** Leaves out a letter, doubles one or swaps two neighbours within one longer word; its first letter stays. */
function misspell(question: string, random: Random): string | null {
  const longer = [...question.matchAll(/\p{L}+/gu)].filter(([word]) => word.length >= TYPO_LETTERS_MIN);
  const chosen = longer[random.below(Math.max(1, longer.length))];
  if (chosen === undefined) return null;
  const [word] = chosen;
  const at = 1 + random.below(word.length - 2);
  const ways = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word[at]! + word.slice(at),
    word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2),
  ];
  const misspelt = ways[random.below(ways.length)]!;
  return changed(question, question.slice(0, chosen.index) + misspelt + question.slice(chosen.index + word.length));
}

function changed(before: string, after: string): string | null {
  return after === before ? null : after;
}
