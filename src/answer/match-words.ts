import type { WordVectors } from '../embed/embedder.ts';
import { isStopWord } from '../language/stop-words.ts';
import { commonBeginning, words } from '../language/tokens.ts';
import { lemmaOf, stemOf } from '../language/word-forms.ts';
import { dotProduct } from '../retrieve/rerank.ts';
import type { Lexicon } from '../retrieve/lexicon.ts';
import { LOCALES } from '../types.ts';
import { opposedWords } from './opposites.ts';

/** How surely two words mean the same, by what tells it; above `SAME_MIN` they do. */
const SCORES = { word: 1, stem: 0.95, lexicon: 0.9, prefix: 0.85, part: 0.8, whole: 0.65, vectorMax: 0.8 };
/** A word that stands in another must have so many characters, or chance would find it. */
const PART_CHARS_MIN = 4;
const PREFIX_CHARS_MIN = 5;
/** Share of the longer word that a common beginning must have. */
const PREFIX_SHARE_MIN = 0.7;
/** Words further apart have nothing to do with each other (names of two people: 0.0 to 0.3; synonyms: 0.45 to 0.8). */
const SIMILARITY_MIN = 0.2;
/** Words kept with their forms and wordings; a text of a city has some ten thousand different ones. */
const KNOWN_MAX = 20_000;

/** What is known of a word apart from any text. */
interface KnownWord {
  readonly word: string;
  readonly stem: string;
  readonly isOpposed: boolean;
  /** Stems of what the lexicon calls it otherwise. */
  readonly wordings: ReadonlySet<string>;
  readonly vector: Float32Array | null;
}

export interface WordMatcher {
  /** 0…1: how surely a word of a sentence is said by a word of its source, both normalised. */
  score(claimed: string, source: string): number;
}

export function createWordMatcher(lexicon: Lexicon, table: WordVectors | null): WordMatcher {
  let known = new Map<string, KnownWord>();
  const know = (word: string): KnownWord => {
    let found = known.get(word);
    if (found === undefined) {
      if (known.size >= KNOWN_MAX) known = new Map();
      found = {
        word,
        stem: stemOf(word),
        isOpposed: opposedWords(word).length > 0,
        wordings: wordingsOf(word, lexicon),
        vector: table?.vector(word) ?? null,
      };
      known.set(word, found);
    }
    return found;
  };
  return { score: (claimed, source) => (claimed === source ? SCORES.word : compare(know(claimed), know(source))) };
}

function wordingsOf(word: string, lexicon: Lexicon): Set<string> {
  const stems = new Set<string>();
  for (const language of LOCALES) {
    for (const wording of lexicon.find([word], 0, language)?.wordings ?? [])
      for (const each of words(wording))
        if (!isStopWord(each) && each.length >= PART_CHARS_MIN) stems.add(stemOf(each));
  }
  return stems;
}

function compare(claimed: KnownWord, source: KnownWord): number {
  if (claimed.stem === source.stem) return SCORES.stem;
  if (source.wordings.has(claimed.stem) || claimed.wordings.has(source.stem)) return SCORES.lexicon;
  let best = 0;
  if (sharesBeginning(claimed.stem, source.stem)) best = SCORES.prefix;
  else if (isPart(claimed, source.word)) best = SCORES.part;
  else if (isPart(source, claimed.word)) best = SCORES.whole;
  for (const wording of claimed.wordings)
    if (wording.length > PART_CHARS_MIN && best < SCORES.part && source.word.includes(wording)) best = SCORES.part;
  for (const wording of source.wordings) if (best < SCORES.part && claimed.wordings.has(wording)) best = SCORES.part;
  // Words that exclude each other are near each other for vectors.
  if (best > 0 || claimed.isOpposed || claimed.vector === null || source.vector === null) return best;
  const similarity = dotProduct(claimed.vector, source.vector);
  return similarity < SIMILARITY_MIN ? 0 : Math.min(SCORES.vectorMax, similarity);
}

function sharesBeginning(a: string, b: string): boolean {
  if (lemmaOf(a) !== null || lemmaOf(b) !== null) return false;
  const same = commonBeginning(a, b);
  return same >= PREFIX_CHARS_MIN && same >= PREFIX_SHARE_MIN * Math.max(a.length, b.length);
}

/** Whether a word is the beginning or the end of a compound, by its stem at the beginning and in any form at the end. */
function isPart({ word, stem }: KnownWord, compound: string): boolean {
  if (compound.length <= word.length) return false;
  if (stem.length >= PART_CHARS_MIN && compound.startsWith(stem)) return true;
  return (
    word.length >= PART_CHARS_MIN &&
    stem.length >= PART_CHARS_MIN &&
    (compound.endsWith(word) ||
      (compound.lastIndexOf(stem) > 2 && compound.length - compound.lastIndexOf(stem) - stem.length <= 3))
  );
}
