import type { WordVectors } from '../embed/embedder.ts';
import { areNeighbouringKeys } from '../language/keyboard.ts';
import { isStopWord } from '../language/stop-words.ts';
import { beginsWithCapital, commonBeginning, wordSpans, type WordSpan } from '../language/tokens.ts';
import type { IndexGeneration } from '../store/open-generation.ts';
import type { Lexicon } from './lexicon.ts';

/**
 * Questions in the spelling of the collection: compounds that were written apart are joined, umlauts put back, words with a typing error replaced by the word
 * that the passages have. What is looked for, scored and quoted by is the question in this form; nobody is shown it.
 */

/** What tells words from errors: the passages, the lexicon, and the embedding model where it has words. */
export interface SpellingParts {
  readonly index: Pick<IndexGeneration, 'wordFrequency' | 'wordsNear'>;
  readonly lexicon: Pick<Lexicon, 'words'>;
  readonly embedder: { readonly words: Pick<WordVectors, 'isWhole'> | null };
}

/** Parts that one compound is joined of at most, and letters of each at least: "Wohn geld antrag". */
const COMPOUND_PARTS_MAX = 3;
const COMPOUND_PART_LETTERS_MIN = 3;
/** Between the parts of a German compound. */
const LINKS = ['', 's'];

/** Letters of a word with an error and of the word it stands for: of shorter ones too many are one edit apart (with 4, typos lose 0.2 points more). */
const EDITED_LETTERS_MIN = 5;
/** A replaced letter makes another name ("Freiberg", "Freiburg"; "Maier", "Meier") more easily than one that is missing, so more must be the same. */
const REPLACED_LETTERS_MIN = 8;
/** Umlauts that are put back into one word ("Mulltonnengrose"), and letters that may be one: with more there are too many ways, and it is hardly a word. */
const UMLAUTS_MAX = 3;
const BARE_LETTERS_MAX = 12;
/** How a normalised word spells what is typed as the bare letter: ä, ö, ü and ß. */
const SPELT_OUT: Readonly<Record<string, string>> = { a: 'ae', o: 'oe', u: 'ue', s: 'ss' };
const BARE_LETTERS = /[aous]/g;
const LETTERS_ONLY = /^[a-z]+$/;
/** Whoever follows is a person, and a name is not corrected to another one. */
const TITLES: ReadonlySet<string> = new Set(['herr', 'herrn', 'frau', 'familie', 'dr', 'prof', 'mr', 'mrs', 'ms']);

/** The question with its words as the collection spells them; the rest of the text stays as it is. */
export function respell(question: string, parts: SpellingParts): string {
  const spans = wordSpans(question);
  let respelt = '';
  let end = 0;
  for (let at = 0; at < spans.length;) {
    const span = spans[at]!;
    const compound = findCompound(question, spans, at, parts);
    const instead = compound?.word ?? correctWord(span.word, spans[at - 1]?.word, parts);
    const length = compound?.length ?? 1;
    if (instead !== null) {
      respelt += question.slice(end, span.start);
      respelt += beginsWithCapital(question, span) ? instead[0]!.toUpperCase() + instead.slice(1) : instead;
      end = spans[at + length - 1]!.end;
    }
    at += length;
  }
  return respelt + question.slice(end);
}

/** The longest word of the passages that the words from a place on make when written together. */
function findCompound(
  question: string,
  spans: readonly WordSpan[],
  at: number,
  { index }: SpellingParts,
): { readonly word: string; readonly length: number } | null {
  let length = 1;
  const isPart = ({ word }: WordSpan) =>
    word.length >= COMPOUND_PART_LETTERS_MIN && LETTERS_ONLY.test(word) && !isStopWord(word);
  const isBeside = (a: WordSpan, b: WordSpan) => question.slice(a.end, b.start).trim() === '';
  while (
    length < COMPOUND_PARTS_MAX &&
    spans[at + length] !== undefined &&
    isBeside(spans[at + length - 1]!, spans[at + length]!)
  )
    length += 1;
  for (; length > 1; length -= 1) {
    const parts = spans.slice(at, at + length);
    if (!parts.every(isPart)) continue;
    const joined = LINKS.map((link) => parts.map(({ word }) => word).join(link));
    const word = joined.find((compound) => index.wordFrequency(compound) > 0);
    if (word !== undefined) return { word, length };
  }
  return null;
}

/** The word that stands for one that nobody knows; null where the word is one, or none is near. */
function correctWord(word: string, before: string | undefined, parts: SpellingParts): string | null {
  if (!LETTERS_ONLY.test(word) || isKnown(word, parts)) return null;
  if (before !== undefined && TITLES.has(before)) return null;
  const withUmlauts = mostFrequent(
    withUmlautsBack(word).filter((other) => isWritten(other, parts)),
    parts,
  );
  if (withUmlauts !== null || word.length < EDITED_LETTERS_MIN) return withUmlauts;
  // What is known but for its last letter is a form of that word: "du Ponts" is none of "Points". The first letter is hardly ever wrong.
  const stem = word.slice(0, -1);
  const beginning = isKnown(stem, parts) ? stem : word[0]!;
  const near = [...parts.index.wordsNear(word), ...parts.lexicon.words.wordsNear(word)].filter(
    (other) => other.length >= EDITED_LETTERS_MIN && other.startsWith(beginning),
  );
  for (const kind of EDIT_KINDS) {
    const found = mostFrequent(
      near.filter((other) => kindOfEdit(word, other) === kind),
      parts,
    );
    if (found !== null) return found;
  }
  return null;
}

/** Whether a word is one: written somewhere, or a piece of its own for the embedding model. */
function isKnown(word: string, parts: SpellingParts): boolean {
  return isWritten(word, parts) || parts.embedder.words?.isWhole(word) === true;
}

/** Whether a word is in a passage, in the lexicon, or of a closed class. */
function isWritten(word: string, { index, lexicon }: SpellingParts): boolean {
  return index.wordFrequency(word) > 0 || lexicon.words.frequencyOf(word) > 0 || isStopWord(word);
}

/** The word that most passages hold; of equals the first by alphabet, so that the same question is always read alike. */
function mostFrequent(among: readonly string[], { index }: SpellingParts): string | null {
  const counted = among.map((word) => ({ word, frequency: index.wordFrequency(word) }));
  counted.sort((a, b) => b.frequency - a.frequency || (a.word < b.word ? -1 : 1));
  return counted[0]?.word ?? null;
}

/** The word with up to three of its bare letters spelt as umlauts or ß, in all ways. */
function withUmlautsBack(word: string): string[] {
  const found: string[] = [];
  if ((word.match(BARE_LETTERS)?.length ?? 0) > BARE_LETTERS_MAX) return found;
  const extend = (done: string, rest: string, left: number) => {
    for (let at = 0; at < rest.length; at += 1) {
      const speltOut = SPELT_OUT[rest[at]!];
      // Behind an e there stands one already.
      if (speltOut === undefined || rest[at + 1] === speltOut[1]) continue;
      const head = done + rest.slice(0, at) + speltOut;
      const tail = rest.slice(at + 1);
      found.push(head + tail);
      if (left > 1) extend(head, tail, left - 1);
    }
  };
  extend('', word, UMLAUTS_MAX);
  return found;
}

/** Errors of typing, the likeliest first: a letter doubled or not, or two swapped; one too many or too few; a neighbouring key or a letter of like sound. */
const EDIT_KINDS = ['slip', 'letter more or less', 'letter replaced'] as const;
type EditKind = (typeof EDIT_KINDS)[number];

/** What was done to a word to type another that is one edit away; null where that is taken for another word. */
function kindOfEdit(typed: string, word: string): EditKind | null {
  const at = commonBeginning(typed, word);
  if (typed.length !== word.length) {
    const longer = typed.length > word.length ? typed : word;
    return longer[at] === longer[at - 1] || longer[at] === longer[at + 1] ? 'slip' : 'letter more or less';
  }
  if (typed[at] === word[at + 1] && typed[at + 1] === word[at]) return 'slip';
  const isLikely = areNeighbouringKeys(typed[at]!, word[at]!) || SOUND_ALIKE.has(typed[at]! + word[at]!);
  return isLikely && word.length >= REPLACED_LETTERS_MIN ? 'letter replaced' : null;
}

/** Letters that are taken for each other by ear. */
const SOUND_ALIKE: ReadonlySet<string> = new Set(
  ['dt', 'bp', 'gk', 'fv', 'vw', 'iy', 'ck', 'sz', 'cz'].flatMap((pair) => [pair, pair[1]! + pair[0]!]),
);
