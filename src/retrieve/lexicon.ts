import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LumiError, messageOf } from '../errors.ts';
import type { Locale } from '../types.ts';
import { words } from '../language/tokens.ts';
import { packageRoot } from '../package-root.ts';
import { buildWordList, type WordList } from '../store/word-list.ts';

/**
 * What words of a question may be called in a German document: colloquial words and abbreviations by their official names, English words by their
 * translations. The entries are the text that the embedding model is trained with, too (`model/train/text`).
 */
export interface Lexicon {
  /** The longest phrase of the lexicon that begins at a place in normalised words; null where none does. */
  find(said: readonly string[], at: number, language: Locale): LexiconMatch | null;
  /** Whether a normalised word, or what it may be a form of, stands by itself or within a phrase of the lexicon in a language: names of people and places do not. */
  knows(word: string, language: Locale): boolean;
  /** The single words of all its phrases, of both languages. */
  readonly words: WordList;
}

export interface LexiconMatch {
  /** Words of the phrase. */
  readonly length: number;
  /** Other wordings of it, normalised, at least one. */
  readonly wordings: readonly string[];
}

/** One concept of dealings with a city: how offices call it, how people do, short and in English. */
export interface GlossaryEntry {
  readonly official: readonly string[];
  readonly colloquial: readonly string[];
  readonly abbreviation: readonly string[];
  readonly english: readonly string[];
}

/** One concept of general vocabulary in both languages. */
export interface VocabularyEntry {
  readonly de: readonly string[];
  readonly en: readonly string[];
}

/** Words of the longest phrase that is looked for. */
const PHRASE_WORDS_MAX = 4;

/** Reads the lexicon from the folder with its files, where none is given the shipped one. Throws `model_invalid` naming the folder where a file is missing or damaged. */
export function readLexicon(folder = join(packageRoot(), 'model', 'train', 'text')): Lexicon {
  try {
    return createLexicon(
      readEntries<GlossaryEntry>(join(folder, 'glossary.jsonl')),
      readEntries<VocabularyEntry>(join(folder, 'vocabulary.jsonl')),
    );
  } catch (cause) {
    throw new LumiError('model_invalid', `The lexicon in ${folder} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

export function createLexicon(glossary: readonly GlossaryEntry[], vocabulary: readonly VocabularyEntry[]): Lexicon {
  const { wordings, known } = collectWordings(glossary, vocabulary);
  return {
    words: buildWordList(Object.values(known)),
    find(said, at, language) {
      for (let length = Math.min(PHRASE_WORDS_MAX, said.length - at); length > 0; length -= 1) {
        const before = said.slice(at, at + length - 1);
        for (const last of baseForms(said[at + length - 1]!, language)) {
          const found = wordings[language].get([...before, last].join(' '));
          if (found !== undefined) return { length, wordings: [...found] };
        }
      }
      return null;
    },
    knows: (word, language) => baseForms(word, language).some((form) => known[language].has(form)),
  };
}

interface Wordings {
  /** What each phrase may be called otherwise. */
  readonly wordings: Readonly<Record<Locale, ReadonlyMap<string, ReadonlySet<string>>>>;
  /** The words of all phrases. */
  readonly known: Readonly<Record<Locale, ReadonlySet<string>>>;
}

function collectWordings(glossary: readonly GlossaryEntry[], vocabulary: readonly VocabularyEntry[]): Wordings {
  const wordings: Record<Locale, Map<string, Set<string>>> = { de: new Map(), en: new Map() };
  const known: Record<Locale, Set<string>> = { de: new Set(), en: new Set() };
  const normalisedIn =
    (language: Locale) =>
    (phrase: string): string => {
      const said = words(phrase);
      for (const word of said) known[language].add(word);
      return said.join(' ');
    };
  const [german, english] = [normalisedIn('de'), normalisedIn('en')];
  const add = (language: Locale, said: readonly string[], called: readonly string[]) => {
    for (const phrase of said) {
      for (const other of called) {
        if (phrase === other) continue;
        const others = wordings[language].get(phrase);
        if (others === undefined) wordings[language].set(phrase, new Set([other]));
        else others.add(other);
      }
    }
  };
  for (const entry of glossary) {
    const [official, abbreviation] = [entry.official.map(german), entry.abbreviation.map(german)];
    add('de', [...entry.colloquial.map(german), ...abbreviation], official);
    add('de', official, abbreviation);
    add('en', entry.english.map(english), official);
  }
  for (const { de, en } of vocabulary) add('en', en.map(english), de.map(german));
  return { wordings, known };
}

/** Endings by what they stand for, longest first; each is tried, and the lexicon knows which of the results is a word. */
const ENDINGS: Readonly<Record<Locale, readonly (readonly [ending: string, instead: readonly string[]])[]>> = {
  de: [
    ['en', ['']],
    ['es', ['']],
    ['er', ['']],
    ['e', ['']],
    ['n', ['']],
    ['s', ['']],
  ],
  en: [
    ['ies', ['y']],
    ['ied', ['y']],
    ['ing', ['', 'e']],
    ['es', ['']],
    ['ed', ['', 'e']],
    ['ly', ['']],
    ['s', ['']],
  ],
};
/** A shorter rest is no word that an ending was put to. */
const STEM_CHARS_MIN = 3;

/** A word and what it may be a form of. */
function baseForms(word: string, language: Locale): string[] {
  const forms = ENDINGS[language].flatMap(([ending, instead]) =>
    word.endsWith(ending) && word.length - ending.length >= STEM_CHARS_MIN
      ? instead.map((other) => word.slice(0, -ending.length) + other)
      : [],
  );
  return [word, ...forms];
}

function readEntries<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
