import { isStopWord } from '../language/stop-words.ts';
import { beginsWithCapital, grams, words, wordSpans } from '../language/tokens.ts';
import { termsOf } from '../retrieve/expand.ts';
import type { Passage } from '../types.ts';
import type { QuestionParts } from './line-features.ts';

/** What a question is about: its words, or phrases that the lexicon knows under other names; the weights sum to 1. */
export type Subject = readonly SubjectTerm[];

interface SubjectTerm {
  readonly words: readonly string[];
  readonly weight: number;
  /** Grams of each wording. */
  readonly wordings: readonly (readonly string[])[];
}

/** What a word without a capital weighs against a noun: the announcement has another verb than the question ("kamen", "zog … an"). */
const VERB_SHARE = 0.5;

/**
 * The subject of a question, weighed by the rarity of its words in the collection; where it has nouns with capitals, they weigh more. Damped, so that a
 * rare verb does not outweigh what is asked about.
 */
export function subjectOf(question: string, { rarity, lexicon }: Pick<QuestionParts, 'rarity' | 'lexicon'>): Subject {
  const nouns = new Set(
    wordSpans(question)
      .filter((span) => beginsWithCapital(question, span))
      .map(({ word }) => word),
  );
  const terms = termsOf(question, lexicon)
    .map(({ own, others }) => ({ words: words(own).filter(carriesSubject), own, others }))
    .filter((term) => term.words.length > 0);
  const distinct = [...new Map(terms.map((term) => [term.own, term])).values()];
  const weights = distinct.map(({ words: own }) => {
    const isNamed = nouns.size === 0 || own.some((word) => nouns.has(word));
    return Math.sqrt(Math.max(...own.map(rarity))) * (isNamed ? 1 : VERB_SHARE);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  return distinct.map(({ words: own, own: wording, others }, at) => ({
    words: own,
    weight: weights[at]! / total,
    wordings: [wording, ...others].map((each) => words(each).flatMap(grams)),
  }));
}

function carriesSubject(word: string): boolean {
  return !isStopWord(word) && !/^\d+$/.test(word);
}

/** The words of a subject. */
export function wordsOf(subject: Subject): Set<string> {
  return new Set(subject.flatMap((term) => term.words));
}

/** Share of the subject that a text speaks of, in [0, 1], by the grams that its words share with it; 1 for a question without subject. */
export function coverageOf(subject: Subject, text: string): number {
  if (subject.length === 0) return 1;
  const held = new Set(words(text).flatMap(grams));
  const shareOf = (own: readonly string[]) => own.filter((gram) => held.has(gram)).length / own.length;
  return subject.reduce((sum, { weight, wordings }) => sum + weight * Math.max(...wordings.map(shareOf)), 0);
}

/**
 * How alike two texts are in what they speak of, in [0, 1]: the Dice coefficient of the grams of their words, without numbers, closed-class words and
 * the words of `known`. 0 where nothing is left of one.
 */
export function likeness(a: string, b: string, known: ReadonlySet<string> = new Set()): number {
  const [gramsA, gramsB] = [gramsBeside(known, a), gramsBeside(known, b)];
  if (gramsA.size === 0 || gramsB.size === 0) return 0;
  return (2 * [...gramsA].filter((gram) => gramsB.has(gram)).length) / (gramsA.size + gramsB.size);
}

function gramsBeside(known: ReadonlySet<string>, text: string): Set<string> {
  return new Set(
    words(text)
      .filter((word) => !isStopWord(word) && !known.has(word) && !/\d/.test(word))
      .flatMap(grams),
  );
}

/** A text with what the title and the headings above it say. */
export function contextOf({ document, chunk }: Passage, text: string): string {
  return [document.title, ...chunk.headingPath, text].join(' ');
}
