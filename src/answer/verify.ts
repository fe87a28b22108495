import type { Embedder } from '../embed/embedder.ts';
import { detectLanguage } from '../language/detect.ts';
import { isInLanguage } from '../language/language-range.ts';
import { sentenceRanges, type Range } from '../language/sentences.ts';
import type { Lexicon } from '../retrieve/lexicon.ts';
import type { Locale, Passage } from '../types.ts';
import {
  boundConflicts,
  compareClaim,
  type ClaimFeatures,
  type Comparison,
  type ReadSource,
  type Window,
} from './claim-features.ts';
import { findMixedName, findNames, isSameName } from './claim-names.ts';
import { estimateSupport } from './estimate-support.ts';
import { findUnsaid, findUnsaidExtent, type ClaimedWords } from './extent-words.ts';
import { impliedWeekdays, impliesNumber, saysSame, type HardFact } from './hard-facts.ts';
import { createWordMatcher, type WordMatcher } from './match-words.ts';
import { readText, type ReadText } from './read-claim.ts';
import type { WordingChange } from './wording.ts';
import { findUnwanted } from './unwanted-text.ts';

/** What a sentence claims to rest on, and in which conversation. */
export interface Claim {
  /** One sentence without citation markers. */
  readonly text: string;
  /** Those it cites; may be empty. */
  readonly passages: readonly Passage[];
  /** The question, standing alone. */
  readonly question: string;
  /** The language that the sentence must be in. */
  readonly language: Locale;
}

export const WITHHELD_REASONS = [
  'no_citation',
  'number',
  'date',
  'name',
  'place',
  'contact',
  'link',
  'negation',
  'comparison',
  'support',
  'about_prompt',
  'reasoning',
  'language',
  'markup',
  'instruction',
] as const;
/** Why a sentence is not shown. */
export type WithheldReason = (typeof WITHHELD_REASONS)[number];

export type Verdict =
  | {
      readonly isSupported: true;
      /** Probability in [0, 1] that the passages say it; 1 for a sentence of theirs. */
      readonly support: number;
      /** What says it in each cited passage, in its order: a range of the document's text, whole sentences within the passage. */
      readonly quotes: readonly Range[];
    }
  | {
      readonly isSupported: false;
      readonly reason: WithheldReason;
      /** The words that no cited passage says, for asking the model once more; may be empty. */
      readonly detail: string;
    };

export interface Verifier {
  /** Decides in milliseconds and without a model; never rejects on any text. */
  verify(claim: Claim): Promise<Verdict>;
}

export interface VerifierParts {
  readonly embedder: Embedder;
  readonly lexicon: Lexicon;
}

/** A passage, read once for all sentences that cite it. */
interface ReadPassage extends ReadSource {
  readonly passage: Passage;
  /** All of it on one line in one spelling of blanks, quotes and dashes. */
  readonly plain: string;
}

/** Longer sentences are none that a citizen reads; they bound the time a sentence takes. */
const CLAIM_CHARS_MAX = 2000;

export function createVerifier({ embedder, lexicon }: VerifierParts): Verifier {
  const matcher = createWordMatcher(lexicon, embedder.words);
  const known = new WeakMap<Passage, ReadPassage>();
  const read = (passage: Passage): ReadPassage => {
    const found = known.get(passage) ?? readPassage(passage);
    known.set(passage, found);
    return found;
  };
  const weightOf = (word: string) => embedder.words?.weight(word) ?? 1;

  return {
    verify(claim) {
      return Promise.resolve(judge(claim, claim.passages.map(read), { matcher, weightOf, lexicon }));
    },
  };
}

/** What the fitted decision sees of a claim. */
export interface SeenClaim {
  readonly features: ClaimFeatures;
  /** Whether no passage is in the language of the claim. */
  readonly isForeign: boolean;
  /** Whether a rule withholds it by what it says before the fitted decision is asked. */
  readonly isByRule: boolean;
}

/** Gives what the fitted decision sees of a claim, for fitting; a verifier decides on it after everything that is decided by rule. */
export function createFeatureReader({ embedder, lexicon }: VerifierParts): (claim: Claim) => SeenClaim {
  const weightOf = (word: string) => embedder.words?.weight(word) ?? 1;
  const parts = { matcher: createWordMatcher(lexicon, embedder.words), weightOf };
  return (claim) => {
    const said = readText(claim.text, detectLanguage(claim.text) ?? claim.language, null);
    const { features, change } = compareClaim(said, claim.passages.map(readPassage), parts);
    const isByRule = change !== null || saysTooLittle(features, isForeign(claim));
    return { features, isForeign: isForeign(claim), isByRule };
  };
}

interface JudgeParts {
  readonly matcher: WordMatcher;
  readonly weightOf: (word: string) => number;
  readonly lexicon: Lexicon;
}

/** The path of a sentence: its form, its facts, its names, then what it says of them. */
function judge(claim: Claim, sources: readonly ReadPassage[], parts: JudgeParts): Verdict {
  const text = claim.text.trim();
  if (sources.length === 0) return withheld('no_citation');
  if (text === '' || text.length > CLAIM_CHARS_MAX) return withheld('support');
  const unwanted = findUnwanted(text, claim.language);
  if (unwanted !== null) return { isSupported: false, ...unwanted };

  const said = readText(text, detectLanguage(text) ?? claim.language, null);
  const unsaid = findUnsaidFact(said, sources);
  if (unsaid !== null) return withheld(REASON_OF[unsaid.kind], text.slice(unsaid.start, unsaid.end));
  const plainTexts = sources.map(({ plain }) => plain);
  const asked = findUnsaid(ASKED_FOR, text, plainTexts);
  if (asked !== null) return withheld('instruction', asked);

  const comparison = compareClaim(said, sources, parts);
  const quotes = sources.map((source, at) => quoteOf(source, comparison.windows[at] ?? null));
  const verbatim = sources.map((source) => findVerbatim(text, source));
  if (verbatim.some((range) => range !== null))
    return { isSupported: true, support: 1, quotes: quotes.map((quote, at) => verbatim[at] ?? quote) };

  const name = findUnsaidName(said, sources, claim.language, parts);
  if (name !== null) return withheld(name.isPlace ? 'place' : 'name', name.text);
  const [unbounded] = boundConflicts(
    said,
    sources.flatMap(({ body, header }) => [body, header]),
  );
  if (unbounded !== undefined) return withheld('comparison', text.slice(unbounded.start, unbounded.end));

  const { change } = comparison;
  if (change !== null) return withheld(CHANGE_REASON[change.kind], change.word.word);
  const extent = findUnsaidExtent(text, plainTexts);
  if (extent !== null) return withheld('comparison', extent);
  if (saysTooLittle(comparison.features, isForeign(claim))) return withheld('support', detailOf(comparison));
  const { support, isEnough } = estimateSupport(comparison.features, isForeign(claim));
  if (!isEnough) return withheld(reasonOf(comparison.features), detailOf(comparison));
  return { isSupported: true, support, quotes };
}

/** Whether no cited passage is in the language of the claim. */
function isForeign({ passages, language }: Claim): boolean {
  return passages.every(({ document }) => !isInLanguage(document.language, language));
}

function withheld(reason: WithheldReason, detail = ''): Verdict {
  return { isSupported: false, reason, detail };
}

const REASON_OF: Readonly<Record<HardFact['kind'], WithheldReason>> = {
  contact: 'contact',
  link: 'link',
  date: 'date',
  time: 'date',
  number: 'number',
  ordinal: 'number',
  weekday: 'date',
};

const CHANGE_REASON: Readonly<Record<WordingChange['kind'], WithheldReason>> = {
  word: 'support',
  name: 'name',
  fact: 'number',
  negation: 'negation',
  'small word': 'comparison',
};

/** The first fact of the claim that no source says. */
function findUnsaidFact(claim: ReadText, sources: readonly ReadPassage[]): HardFact | null {
  const texts = sources.flatMap(({ body, header }) => [body, header]);
  return (
    claim.facts.find((fact) => {
      if (texts.some(({ facts }) => facts.some((other) => saysSame(fact, other)))) return false;
      if (fact.kind === 'weekday') return !texts.some(({ text }) => impliedWeekdays(text).includes(fact.days[0]!));
      if ((fact.kind !== 'number' && fact.kind !== 'ordinal') || (fact.kind === 'number' && fact.unit === 'percent'))
        return true;
      return !texts.some(({ words }) => words.some(({ word }) => impliesNumber(word, fact.value)));
    }) ?? null
  );
}

/** The first name of the claim that stands in no source, in any form. */
function findUnsaidName(
  claim: ReadText,
  sources: readonly ReadPassage[],
  language: Locale,
  { lexicon, matcher }: JudgeParts,
): { readonly text: string; readonly isPlace: boolean } | null {
  const words = new Set(
    sources.flatMap(({ body, header }) => [...body.words, ...header.words].map(({ word }) => word)),
  );
  const isSaid = (word: string, least: number) => {
    for (const other of words) if (isSameName(word, other) || matcher.score(word, other) >= least) return true;
    return false;
  };
  const names = findNames(claim, language, lexicon);
  for (const { at, isPlace, isCertain } of names) {
    const { word, start, end } = claim.words[at]!;
    if (!isSaid(word, isCertain ? NAME_SCORE_MIN.certain : NAME_SCORE_MIN.perhaps))
      return { text: claim.text.slice(start, end), isPlace };
  }
  const mixed = findMixedName(
    claim,
    names,
    sources.flatMap(({ body, header }) => [body, header]),
  );
  if (mixed !== null) {
    const [first, second] = [claim.words[mixed - 1]!, claim.words[mixed]!];
    return { text: claim.text.slice(first.start, second.end), isPlace: false };
  }
  return null;
}

/** What a word of the source must score to stand for a word that is a name, or may be one. */
const NAME_SCORE_MIN = { certain: 0.7, perhaps: 0.45 };

/** What nobody should be asked to type, open or pay unless the source says so, each in all its wordings. */
const ASKED_FOR: readonly ClaimedWords[] = [
  /(?<!\p{L})(?:IBAN|Kontonummer|Kontodaten|Bankverbindung|Bankdaten|bank details|account number)\p{L}*/iu,
  /(?<!\p{L})(?:PIN|TAN)(?!\p{L})/u,
  /(?<!\p{L})(?:Passw[oö]rt|Kennwort|Zugangsdaten|password|login details)\p{L}*/iu,
  /(?<!\p{L})(?:Kreditkarte|credit card)\p{L}*/iu,
  /(?<!\p{L})(?:Sozialversicherungsnummer|Steuer-?ID|social security number|tax id)\p{L}*/iu,
  /(?<!\p{L})(?:klick|anklick|angeklick|anzuklick|click)\p{L}*/iu,
  /(?<!\p{L})(?:download|herunterlad|herunterlädt|heruntergeladen|herunterzuladen|laden Sie)\p{L}*/iu,
  /(?<!\p{L})(?:überweis|wire the|wire your|bank transfer|transfer (?:the|your) money)\p{L}*/iu,
  /(?<!\p{L})(?:bitcoin|gift ?cards?|Gutscheinkarte)\p{L}*/iu,
].map((wordings) => ({ claimed: wordings, saidBy: wordings }));

/**
 * Shares of the weight of a claim's words that may stand nowhere near in the sources, whatever else speaks for it: of any claim, and of one with few words,
 * where a single one turns it into another. Word lists and vectors know less of another language. Of 180 true paraphrases written by hand 5 are beyond.
 */
const GONE_MAX = { own: { any: 0.6, fewWords: 0.45 }, foreign: { any: 0.7, fewWords: 0.55 } };
const FEW_WORDS = { own: 5, foreign: 4 };

function saysTooLittle({ gone = 0, words = 0 }: ClaimFeatures, isInOtherLanguage: boolean): boolean {
  const kind = isInOtherLanguage ? 'foreign' : 'own';
  return gone >= (words <= FEW_WORDS[kind] ? GONE_MAX[kind].fewWords : GONE_MAX[kind].any);
}

/** A reason for a sentence that the fitted decision rejects, by the feature that speaks loudest against it. */
function reasonOf(features: ClaimFeatures): WithheldReason {
  const any = (...names: readonly string[]) => names.some((name) => (features[name] ?? 0) > 0);
  if (any('denied only here', 'denied only there', 'unprefixed')) return 'negation';
  if (
    any(
      'turned',
      'exchanged',
      'more for less',
      'less for more',
      'all for some',
      'must for may',
      'may for must',
      'done for planned',
      'planned for done',
    )
  )
    return 'comparison';
  return 'support';
}

function detailOf({ missing }: Comparison): string {
  return missing.slice(0, 5).join(', ');
}

function readPassage(passage: Passage): ReadPassage {
  const { document, chunk, text } = passage;
  const { title, publisher, publishedOn, department, contact, url, language } = document;
  const above = [title, ...chunk.headingPath, publisher, department, contact, url, publishedOn?.date]
    .filter((line) => line !== null && line !== undefined)
    .join('\n');
  return {
    passage,
    body: readText(text, language, publishedOn),
    header: readText(above, language, publishedOn),
    plain: plainText(text),
  };
}

/** One spelling of blanks, quotation marks, dashes and list marks. */
function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[„“”«»‚‘’‹›"']/gu, '"')
    .replace(/[–—-]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The sentences of a passage that a claim repeats word by word, whole sentences in a row; null where it does not. */
function findVerbatim(text: string, { passage, plain }: ReadPassage): Range | null {
  const claimed = plainText(text);
  if (!plain.includes(claimed)) return null;
  const sentences = sentenceRanges(passage.text);
  for (let first = 0; first < sentences.length; first += 1) {
    let joined = '';
    for (let last = first; last < sentences.length; last += 1) {
      joined = `${joined} ${plainText(passage.text.slice(sentences[last]!.start, sentences[last]!.end))}`.trim();
      // "… Allee 18. Geleitet …" is cut as one sentence, since "18." may be an ordinal.
      const isPart = joined.startsWith(claimed) && /[.!?]"?$/u.test(claimed);
      if (joined === claimed || isPart) return inDocument(passage, sentences[first]!.start, sentences[last]!.end);
      if (!claimed.startsWith(joined)) break;
    }
  }
  return null;
}

function quoteOf({ passage, body }: ReadPassage, window: Window | null): Range {
  if (window === null) return inDocument(passage, 0, passage.text.length);
  return inDocument(passage, body.sentences[window.first]!.start, body.sentences[window.last]!.end);
}

function inDocument({ chunk }: Passage, start: number, end: number): Range {
  return { start: chunk.start + start, end: chunk.start + end };
}
