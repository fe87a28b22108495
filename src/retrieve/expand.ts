import { detectLanguage } from '../language/detect.ts';
import type { Lexicon } from './lexicon.ts';
import { isStopWord } from '../language/stop-words.ts';
import { words } from '../language/tokens.ts';
import { LOCALES, type Locale } from '../types.ts';

/** A part of a question that a text may hold in any one of several wordings. */
export interface QuestionPart {
  /** Normalised words of the question. */
  readonly own: string;
  /** What the lexicon calls it otherwise; none where the lexicon does not know it. */
  readonly others: readonly string[];
  /** The others are in another language than the question, so that how rare its own words are says nothing. */
  readonly isTranslated: boolean;
}

/**
 * The parts of a question: what the lexicon knows under other names, each with all of them, and the rest of the words as one part. Texts are scored
 * by the best wording of each part (the synonym operator of structured queries: Pirkola 1998), so that many translations of a word weigh no more than one.
 */
export function expandQuestion(question: string, lexicon: Lexicon): readonly QuestionPart[] {
  const detected = detectLanguage(question);
  const languages = detected === null ? LOCALES : [detected];
  const said = words(question);
  const parts: QuestionPart[] = [];
  const rest: string[] = [];
  for (let at = 0; at < said.length;) {
    const found = isStopWord(said[at]!) ? null : findPart(said, at, languages, lexicon);
    if (found === null) rest.push(said[at]!);
    else parts.push(found.part);
    at += found?.length ?? 1;
  }
  return rest.length === 0 ? parts : [{ own: rest.join(' '), others: [], isTranslated: false }, ...parts];
}

function findPart(
  said: readonly string[],
  at: number,
  languages: readonly Locale[],
  lexicon: Lexicon,
): { readonly part: QuestionPart; readonly length: number } | null {
  for (const language of languages) {
    const found = lexicon.find(said, at, language);
    if (found === null) continue;
    const own = said.slice(at, at + found.length).join(' ');
    return { part: { own, others: found.wordings, isTranslated: language !== 'de' }, length: found.length };
  }
  return null;
}

/** The parts of a question, the rest of the words one by one, each once. */
export function termsOf(question: string, lexicon: Lexicon): QuestionPart[] {
  return expandQuestion(question, lexicon).flatMap((part) =>
    part.others.length > 0 ? [part] : [...new Set(words(part.own))].map((own) => ({ ...part, own })),
  );
}

/**
 * What a part weighs, where `weightOf` gives the weight of a wording in the collection: an English word is rare in a German collection whatever it means,
 * so it weighs what its translations do, unless the collection has it.
 */
export function weightOfPart(
  { own, others, isTranslated }: QuestionPart,
  weightOf: (wording: string) => number,
): number {
  if (!isTranslated) return weightOf(own);
  return Math.min(weightOf(own), others.reduce((sum, wording) => sum + weightOf(wording), 0) / others.length);
}
