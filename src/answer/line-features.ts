import type { Embedder } from '../embed/embedder.ts';
import { detectLanguage } from '../language/detect.ts';
import { isInLanguage } from '../language/language-range.ts';
import type { Lexicon } from '../retrieve/lexicon.ts';
import { isStopWord, STOP_WORD_SHARE } from '../language/stop-words.ts';
import { grams, words } from '../language/tokens.ts';
import { termsOf, weightOfPart } from '../retrieve/expand.ts';
import { dotProduct, prepareAlignment, type AlignmentQuestion } from '../retrieve/rerank.ts';
import type { Document, Locale } from '../types.ts';
import { expectedKind, holdsKind, type ExpectedKind } from './expected-kind.ts';
import { pointsBack } from './points-back.ts';
import type { Line } from './read-lines.ts';

/**
 * What the learned choice of lines knows of each line of a page for a question. Matches are taken of the line itself, of what stands around it, above it
 * and on the whole page, because the answers of municipal pages are runs of lines in which single ones need not share a word with the question.
 */

/** A question, prepared for the lines of any number of documents. */
export interface PreparedQuestion {
  readonly language: Locale | null;
  readonly words: readonly string[];
  readonly opening: string;
  readonly kind: ExpectedKind | null;
  readonly vector: Float32Array;
  /** Null for an embedder without word vectors. */
  readonly aligned: AlignmentQuestion | null;
  readonly terms: readonly QuestionTerm[];
  readonly gramIds: ReadonlyMap<string, number>;
}

/** A word of the question, or a phrase that the lexicon calls otherwise. */
interface QuestionTerm {
  readonly weight: number;
  /** Ids of the grams of each wording; a line holds the term as far as it holds one of them. */
  readonly wordings: readonly (readonly number[])[];
}

/** A document's lines with what the embedder and the search say of them. */
export interface Page {
  readonly document: Document;
  readonly lines: readonly Line[];
  /** One unit vector for each line. */
  readonly vectors: readonly Float32Array[];
  readonly titleVector: Float32Array;
  /** Score of the passage that holds each line; 0 where it was not found. */
  readonly passageScores: readonly number[];
  /** Score of the best passage of all. */
  readonly bestScore: number;
}

/** Each feature of a line by name, as a function of the line's place among the page's lines. */
export type LineFeatures = Readonly<Record<string, (line: number) => number>>;

const OWN_MATCHES = ['grams', 'rareGrams', 'alignment', 'rareAlignment', 'cosine', 'kind'] as const;

/**
 * The features by which a line is chosen to be shown: how well it matches, by itself and beside the rest of its page, and how well its page does. They
 * mean the same on every page; where a line stands on it does not, and misleads on pages unlike those of the fit.
 */
export const MATCH_FEATURES = [
  ...OWN_MATCHES,
  ...OWN_MATCHES.map((name) => `${name}, page`),
  ...OWN_MATCHES.map((name) => `${name}, share`),
  'grams with headings',
  'alignment with headings',
  'alignment with neighbours',
  'grams of title',
  'alignment of title',
  'cosine of title',
  'passage',
  'passage, share',
];

export interface QuestionParts {
  readonly embedder: Embedder;
  readonly lexicon: Lexicon;
  /** How rare a word is in the collection: grows with the logarithm of how few passages hold it, from about 0 for one in every passage. */
  readonly rarity: (word: string) => number;
}

export async function prepareQuestion(
  text: string,
  { embedder, lexicon, rarity }: QuestionParts,
): Promise<PreparedQuestion> {
  // Damped: the passages are found, and a name that many documents hold ("Kumamoto") still tells the right line from a wrong one.
  const damped = (word: string) => Math.sqrt(rarity(word));
  const weightOf = (phrase: string) =>
    words(phrase).reduce((sum, word) => sum + damped(word) * (isStopWord(word) ? STOP_WORD_SHARE : 1), 0);
  const gramIds = new Map<string, number>();
  const idsOf = (phrase: string) =>
    words(phrase)
      .flatMap(grams)
      .map((gram) => {
        const id = gramIds.get(gram) ?? gramIds.size;
        gramIds.set(gram, id);
        return id;
      });
  const asked = [...new Set(words(text))];
  const terms = termsOf(text, lexicon).map((part): QuestionTerm => ({
    weight: weightOfPart(part, weightOf),
    wordings: [part.own, ...part.others].map(idsOf),
  }));
  return {
    language: detectLanguage(text),
    words: asked,
    opening: asked[0] ?? '',
    kind: expectedKind(text),
    vector: await embedder.embedQuestion(text),
    aligned: embedder.words === null ? null : prepareAlignment(text, embedder.words, damped),
    terms,
    gramIds,
  };
}

const ASKED_KINDS: readonly ExpectedKind[] = [
  'date',
  'distance',
  'duration',
  'money',
  'count',
  'person',
  'place',
  'reason',
  'contact',
];
/** Openings that ask for a list, a definition, a way, a place; German and English. */
const OPENINGS = {
  which: /^(welche\w*|which)$/,
  what: /^(was|what)$/,
  how: /^(wie|how)$/,
  where: /^(wo|wohin|where)$/,
  yesNo:
    /^(kann|koennen|muss|muessen|darf|duerfen|ist|sind|gibt|hat|haben|brauche|can|may|must|do|does|is|are|should|has|have)$/,
} as const;

/** Lines around a line over which a match is smoothed, with the weight of a Gaussian of standard deviation 2. */
const SMOOTHED_LINES = 4;
const KERNEL = Array.from({ length: SMOOTHED_LINES + 1 }, (_, distance) => Math.exp(-(distance ** 2) / 8));
/** Beyond so many lines from the best one, farther is no less likely. */
const DISTANCE_MAX = 12;

/** The features of all lines of a page. Their names are the keys of the fitted weights. */
export function lineFeatures(question: PreparedQuestion, page: Page): LineFeatures {
  const { document, lines } = page;
  const matches = compareLines(question, page);
  const sections = once(() => sectionsOf(lines));
  const features: Record<string, (line: number) => number> = {};

  for (const [name, values] of Object.entries(matches.own)) {
    const smooth = once(() => smoothed(values));
    const max = Math.max(0, ...values);
    const before = once(() => runningMax(values));
    const after = once(() => runningMax([...values].reverse()).reverse());
    features[name] = (at) => values[at]!;
    features[`${name}, smoothed`] = (at) => smooth()[at]!;
    features[`${name}, page`] = () => max;
    features[`${name}, share`] = (at) => (max > 0 ? values[at]! / max : 0);
    features[`${name}, heading`] = (at) => values[lines[at]!.heading] ?? 0;
    features[`${name}, before`] = (at) => before()[at]!;
    features[`${name}, after`] = (at) => after()[at]!;
  }
  for (const [name, valueOf] of Object.entries(matches.around)) features[name] = valueOf;
  for (const [name, value] of Object.entries(matches.title)) features[name] = () => value;

  const strength = once(() =>
    lines.map((_, at) => matches.own.alignment[at]! + matches.own.rareGrams[at]! + matches.own.cosine[at]!),
  );
  const best = once(() => placeOfMax(strength()));
  const bestAround = once(() => placeOfMax(smoothed(strength())));
  const away = (distance: number) => Math.max(-DISTANCE_MAX, Math.min(DISTANCE_MAX, distance));
  features['lines behind best'] = (at) => away(at - best());
  features['lines from best'] = (at) => Math.abs(away(at - best()));
  features['lines behind best stretch'] = (at) => away(at - bestAround());
  features['lines from best stretch'] = (at) => Math.abs(away(at - bestAround()));
  features['section of best stretch'] = (at) => (sections().of[at] === sections().of[bestAround()] ? 1 : 0);

  features['place in text'] = (at) => lines[at]!.start / Math.max(1, document.text.length);
  features.place = (at) => Math.log1p(at);
  features['lines of page'] = () => Math.log1p(lines.length);
  features['place in section'] = (at) => Math.log1p(at - sections().first[sections().of[at]!]!);
  features['lines of section'] = (at) => Math.log1p(sections().size[sections().of[at]!]!);

  const titleSpelling = once(() => words(document.title).join(' '));
  const says = (pattern: RegExp) => (at: number) => (pattern.test(lines[at]!.text) ? 1 : 0);
  features.words = (at) => Math.log1p(lines[at]!.words.length);
  features['like a heading'] = (at) => (lines[at]!.isHeadingLike ? 1 : 0);
  features['below a heading'] = (at) => (lines[at - 1]?.isHeadingLike === true ? 1 : 0);
  features['above a heading'] = (at) => (lines[at + 1]?.isHeadingLike === false ? 0 : 1);
  features['leads in'] = says(/:$/);
  features['below a lead-in'] = (at) => (lines[at - 1]?.text.endsWith(':') === true ? 1 : 0);
  features.asks = says(/\?$/);
  features.digit = says(/\d/);
  features.contact = says(/@|www\.|\d{3}[\d /-]{3}/);
  features.money = says(/€|Euro|kosten/iu);
  features['list item'] = (at) => (lines[at]!.kind === 'list-item' ? 1 : 0);
  features['repeats the title'] = (at) => (lines[at]!.words.join(' ') === titleSpelling() ? 1 : 0);
  features['points back'] = (at) => (pointsBack(lines[at]!.text) ? 1 : 0);

  features.passage = (at) => page.passageScores[at]!;
  features['passage, share'] = (at) => (page.bestScore > 0 ? page.passageScores[at]! / page.bestScore : 0);
  const contentWords = question.words.filter((word) => !isStopWord(word)).length;
  const isForeign = question.language !== null && !isInLanguage(document.language, question.language);
  features['words asked'] = () => Math.log1p(question.words.length);
  features['content words asked'] = () => Math.log1p(contentWords);
  features['asked in another language'] = () => (isForeign ? 1 : 0);
  for (const kind of ASKED_KINDS) features[`asks for ${kind}`] = () => (question.kind === kind ? 1 : 0);
  for (const [name, opening] of Object.entries(OPENINGS))
    features[`asks ${name}`] = () => (opening.test(question.opening) ? 1 : 0);
  return features;
}

interface Matches {
  /** Of each line alone, 0…1. */
  readonly own: Readonly<Record<(typeof OWN_MATCHES)[number], readonly number[]>>;
  /** Of a line with what belongs to it. */
  readonly around: LineFeatures;
  /** Of the title, and of everything on the page. */
  readonly title: Readonly<Record<string, number>>;
}

/** How lines, their surroundings and the title match the question: by grams, by aligned words, by vectors and by the kind of thing asked for. */
function compareLines(question: PreparedQuestion, { document, lines, vectors, titleVector }: Page): Matches {
  const termsIn = termFinder(question);
  const alignedIn = alignmentFinder(question);
  const foundTerms = lines.map((line) => termsIn(line.words));
  const aligned = lines.map((line) => alignedIn(line.words));
  const titleWords = words(document.title);
  const [titleTerms, titleAligned] = [termsIn(titleWords), alignedIn(titleWords)];

  const termWeights = toShares(question.terms.map(({ weight }) => weight));
  // A term that every line of the page holds tells no line from another.
  const rareTermWeights = toShares(question.terms.map(({ weight }, term) => weight * rarityOnPage(foundTerms, term)));
  const wordWeights = question.aligned?.weights ?? [];
  const rareWordWeights = toShares(
    wordWeights.map(
      (weight, word) =>
        weight * (1 - lines.reduce((sum, _, at) => sum + aligned[at]![word]!, 0) / Math.max(1, lines.length)),
    ),
  );
  const withHeading = (values: readonly Float32Array[], title: Float32Array, at: number): Float32Array[] => {
    const above = values[lines[at]!.heading];
    return above === undefined ? [values[at]!, title] : [values[at]!, title, above];
  };
  const neighbours = (values: readonly Float32Array[], at: number): Float32Array[] =>
    values.slice(Math.max(0, at - 1), at + 2);
  const { kind } = question;
  return {
    own: {
      grams: foundTerms.map((found) => weigh(termWeights, [found])),
      rareGrams: foundTerms.map((found) => weigh(rareTermWeights, [found])),
      alignment: aligned.map((found) => weigh(wordWeights, [found])),
      rareAlignment: aligned.map((found) => weigh(rareWordWeights, [found])),
      cosine: vectors.map((vector) => dotProduct(question.vector, vector)),
      kind: lines.map(({ text }) => (kind !== null && holdsKind(text, kind, document.language) ? 1 : 0)),
    },
    around: {
      'grams with headings': (at) => weigh(termWeights, withHeading(foundTerms, titleTerms, at)),
      'alignment with headings': (at) => weigh(wordWeights, withHeading(aligned, titleAligned, at)),
      'alignment with neighbours': (at) => weigh(wordWeights, neighbours(aligned, at)),
      'cosine with 1 neighbour': (at) => cosineOfSum(question.vector, vectors.slice(Math.max(0, at - 1), at + 2)),
      'cosine with 2 neighbours': (at) => cosineOfSum(question.vector, vectors.slice(Math.max(0, at - 2), at + 3)),
    },
    title: {
      'grams of title': weigh(termWeights, [titleTerms]),
      'alignment of title': weigh(wordWeights, [titleAligned]),
      'cosine of title': dotProduct(question.vector, titleVector),
      'alignment of page': weigh(wordWeights, aligned),
    },
  };
}

/** How far words hold each of the question's terms, 0…1: the share of the grams of the best wording. Each word is looked up once. */
function termFinder({ terms, gramIds }: PreparedQuestion): (among: readonly string[]) => Float32Array {
  const known = new Map<string, readonly number[]>();
  const wordings = terms.flatMap(({ wordings: own }, term) => own.map((ids) => ({ term, ids })));
  /** The wordings that hold a gram, one holding it twice is there twice. */
  const holders = Array.from({ length: gramIds.size }, (): number[] => []);
  for (const [wording, { ids }] of wordings.entries()) for (const id of ids) holders[id]!.push(wording);
  const found = new Uint16Array(wordings.length);
  return (among) => {
    // Most lines hold few of the grams of few wordings, so only what is found is looked at.
    const ids = new Set<number>();
    for (const word of among) {
      let own = known.get(word);
      if (own === undefined) {
        own = grams(word).flatMap((gram) => gramIds.get(gram) ?? []);
        known.set(word, own);
      }
      for (const id of own) ids.add(id);
    }
    found.fill(0);
    const shares = new Float32Array(terms.length);
    for (const id of ids) for (const wording of holders[id]!) found[wording] = found[wording]! + 1;
    for (let wording = 0; wording < wordings.length; wording += 1) {
      if (found[wording] === 0) continue;
      const { term, ids: all } = wordings[wording]!;
      shares[term] = Math.max(shares[term]!, found[wording]! / all.length);
    }
    return shares;
  };
}

/** For each word of the question the similarity of the most similar word of a text. */
function alignmentFinder({ aligned }: PreparedQuestion): (among: readonly string[]) => Float32Array {
  if (aligned === null) return () => new Float32Array(0);
  return (among) => {
    const best = new Float32Array(aligned.weights.length);
    for (const word of new Set(among)) {
      const similarities = aligned.similaritiesTo(word);
      for (let at = 0; at < best.length; at += 1) if (similarities[at]! > best[at]!) best[at] = similarities[at]!;
    }
    return best;
  };
}

/** Inverse frequency of a term among lines, as BM25 has it; a line counts as far as it holds the term. */
function rarityOnPage(foundTerms: readonly Float32Array[], term: number): number {
  const holders = foundTerms.reduce((sum, found) => sum + found[term]!, 0);
  return Math.log(1 + (foundTerms.length - holders + 0.5) / (holders + 0.5));
}

function toShares(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  return weights.map((weight) => weight / total);
}

/** Weighted sum of the largest value that any of the texts has in each place. */
function weigh(weights: readonly number[], texts: readonly ArrayLike<number>[]): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) {
    let most = 0;
    for (const text of texts) if (text[at]! > most) most = text[at]!;
    sum += weights[at]! * most;
  }
  return sum;
}

/** Computes what only some of the fitted weights look at when it is first wanted. */
function once<T>(compute: () => T): () => T {
  let value: { readonly is: T } | null = null;
  return () => (value ??= { is: compute() }).is;
}

/** Cosine of a vector with the sum of others; 0 for a sum of no length. */
function cosineOfSum(vector: Float32Array, others: readonly Float32Array[]): number {
  const sum = new Float32Array(vector.length);
  for (const other of others) for (let d = 0; d < sum.length; d += 1) sum[d] = sum[d]! + other[d]!;
  const length = Math.sqrt(dotProduct(sum, sum));
  return length === 0 ? 0 : dotProduct(vector, sum) / length;
}

function smoothed(values: readonly number[]): number[] {
  return values.map((_, at) => {
    let [total, weight] = [0, 0];
    for (let near = Math.max(0, at - SMOOTHED_LINES); near <= at + SMOOTHED_LINES && near < values.length; near += 1) {
      const share = KERNEL[Math.abs(near - at)]!;
      total += share * values[near]!;
      weight += share;
    }
    return total / weight;
  });
}

/** The largest value before each place; 0 for the first. */
function runningMax(values: readonly number[]): number[] {
  let most = 0;
  return values.map((value) => {
    const before = most;
    most = Math.max(most, value);
    return before;
  });
}

function placeOfMax(values: readonly number[]): number {
  return values.reduce((best, value, at) => (value > values[best]! ? at : best), 0);
}

/** Runs of lines below one heading-like line, which is the first of its section. */
function sectionsOf(lines: readonly Line[]): {
  of: readonly number[];
  first: readonly number[];
  size: readonly number[];
} {
  const of: number[] = [];
  const first: number[] = [];
  const size: number[] = [];
  lines.forEach(({ isHeadingLike }, at) => {
    if (at === 0 || isHeadingLike) {
      first.push(at);
      size.push(0);
    }
    of.push(first.length - 1);
    size[first.length - 1] = size[first.length - 1]! + 1;
  });
  return { of, first, size };
}
