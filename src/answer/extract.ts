import type { Embedder } from '../embed/embedder.ts';
import { sentenceRanges } from '../language/sentences.ts';
import { grams, words } from '../language/tokens.ts';
import { dotProduct, prepareAlignment, softAlignment, type AlignmentQuestion } from '../retrieve/rerank.ts';
import type { Block, Document, Passage } from '../types.ts';
import { expectedKind, holdsKind, type ExpectedKind } from './expected-kind.ts';

/** A sentence chosen for an answer: `text` is `passage.document.text.slice(start, end)`, word for word. */
export interface ChosenSentence {
  readonly passage: Passage;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** How well the sentence answers, comparable within one question; sentences taken along for their neighbour have its score. */
  readonly score: number;
}

export interface ExtractParts {
  readonly embedder: Embedder;
  /** How rare a word is in the collection, from about 0 (in every passage) upwards. */
  readonly rarity: (word: string) => number;
}

/** Passages looked into; the answer stands in the first five for 98 of 100 development questions. */
const PASSAGES_MAX = 5;
/** A passage below this share of the best passage's score is about something else. */
const PASSAGE_SHARE_MIN = 0.6;
/**
 * A further sentence is shown when it answers nearly as well as the best one. Of 397 answers on German paragraphs 0.849 held the expected words
 * at 0.85 (1.5 sentences on average), 0.816 at 0.95 and 0.844 at 0.8.
 */
const SENTENCE_SHARE_MIN = 0.85;
/** Items of one list that are shown together; a list is complete or not shown as a list. */
const LIST_ITEMS_MAX = 15;

/**
 * Weights of a sentence's own score, its passage's, and the expected kind of answer. On German paragraphs eleven weightings around this one differed by
 * less than their noise (answer contained in 0.81–0.83 of 397 answers), the kind being what helped most.
 */
const WEIGHTS = { keyword: 0.35, alignment: 0.25, vector: 0.1, passage: 0.2, kind: 0.2 } as const;
/** Sentences of this many words are neither helped nor hindered by their length. */
const TYPICAL_SENTENCE_WORDS = 18;
/** Strength of the length normalisation in [0, 1], the `b` of BM25; mild, because long press sentences often hold the fact. */
const LENGTH_NORMALISATION = 0.3;

/** First words that point back: the sentence is not understood without the one before it. */
const POINTS_BACK =
  /^(er|sie|es|ihr|ihre|ihren|ihrem|sein|seine|seinen|dies|diese|dieser|dieses|diesen|diesem|dort|dabei|damit|dafür|davon|dazu|daneben|darüber|danach|daraus|dadurch|deshalb|daher|so|außerdem|seitdem|he|she|it|they|this|these|that|there|therefore)\b/iu;

/**
 * The sentences that answer a question best, verbatim: documents in the order of their best sentence, sentences in that of the text. Lists come
 * whole with the line that leads in; a sentence that points back comes with the one before it. No passage gives no sentence.
 */
export async function extractSentences(
  question: string,
  passages: readonly Passage[],
  sentencesMax: number,
  parts: ExtractParts,
): Promise<ChosenSentence[]> {
  const best = passages[0];
  if (best === undefined) return [];
  const near = passages.slice(0, PASSAGES_MAX).filter((passage) => passage.score >= best.score * PASSAGE_SHARE_MIN);
  const ranked = await rankSentences(question, near, parts);
  const first = ranked[0];
  if (first === undefined) return [];

  const chosen = withContext(first);
  for (const candidate of ranked.slice(1)) {
    if (candidate.score < first.score * SENTENCE_SHARE_MIN) break;
    if (isRepetition(candidate, chosen)) continue;
    // A list or a sentence with the one it points back to is shown whole or not at all.
    const added = withContext(candidate).filter((sentence) => !chosen.some((other) => isOverlap(sentence, other)));
    if (chosen.length + added.length <= sentencesMax) chosen.push(...added);
  }
  return inReadingOrder(chosen);
}

/** All sentences of the passages with their scores, best first; headings and titles are not sentences. */
async function rankSentences(
  question: string,
  passages: readonly Passage[],
  parts: ExtractParts,
): Promise<ChosenSentence[]> {
  const kind = expectedKind(question);
  const questionVector = await parts.embedder.embedQuestion(question);
  // Damped: the passages are found, and a name that many documents hold ("Kumamoto") still tells the right sentence from a wrong one.
  const rarity = (word: string) => Math.sqrt(parts.rarity(word));
  const wanted = gramWeights(question, rarity);
  const aligned = parts.embedder.words === null ? null : prepareAlignment(question, parts.embedder.words, rarity);

  const candidates = passages.flatMap((passage) => sentencesOf(passage).map((range) => ({ passage, ...range })));
  const vectors = await parts.embedder.embedPassages(candidates.map(({ text }) => text));
  return candidates
    .map(({ passage, start, end, text }, at) => {
      // What the title and the headings say holds for the sentence as well, but says less about it.
      const context = `${passage.document.title} ${passage.chunk.headingPath.join(' ')}`;
      const score =
        WEIGHTS.keyword * keywordCoverage(wanted, text, context) +
        WEIGHTS.alignment * (aligned === null ? 0 : alignmentWith(aligned, text, context)) +
        WEIGHTS.vector * Math.max(0, dotProduct(questionVector, vectors[at]!)) +
        WEIGHTS.passage * passage.score +
        WEIGHTS.kind * kindMatch(kind, text, passage.document.language);
      return { passage, start, end, text, score };
    })
    .sort((a, b) => b.score - a.score || a.start - b.start);
}

/** Share of a word's weight that it keeps when it is found in title or headings only. */
const CONTEXT_SHARE = 0.4;

function alignmentWith(aligned: AlignmentQuestion, text: string, context: string): number {
  const own = softAlignment(aligned, words(text));
  const both = softAlignment(aligned, words(`${text} ${context}`));
  return own + CONTEXT_SHARE * (both - own);
}

function kindMatch(kind: ExpectedKind | null, text: string, language: string): number {
  return kind !== null && holdsKind(text, kind, language) ? 1 : 0;
}

/** Weight of each gram of the question, from the rarity of its word; they sum to 1. */
function gramWeights(question: string, rarity: (word: string) => number): Map<string, number> {
  const weights = new Map<string, number>();
  for (const word of new Set(words(question))) {
    const ofWord = grams(word);
    for (const gram of ofWord) weights.set(gram, (weights.get(gram) ?? 0) + rarity(word) / ofWord.length);
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  return new Map([...weights].map(([gram, weight]) => [gram, weight / total]));
}

/** Share of the question's gram weight that stands in the sentence, less for long sentences; the context counts in part. */
function keywordCoverage(wanted: ReadonlyMap<string, number>, text: string, context: string): number {
  const sentenceWords = words(text);
  const own = new Set(sentenceWords.flatMap(grams));
  const around = new Set(words(context).flatMap(grams));
  let covered = 0;
  for (const [gram, weight] of wanted)
    covered += own.has(gram) ? weight : around.has(gram) ? CONTEXT_SHARE * weight : 0;
  const length = sentenceWords.length / TYPICAL_SENTENCE_WORDS;
  return Math.min(1, covered / (1 - LENGTH_NORMALISATION + LENGTH_NORMALISATION * Math.max(1, length)));
}

interface SentenceRange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Sentences of a passage, without headings; ranges in the document's text. */
function sentencesOf(passage: Passage): SentenceRange[] {
  const { chunk, document } = passage;
  const headings = document.blocks.filter((block) => block.kind === 'heading');
  return sentenceRanges(passage.text)
    .map(({ start, end }) => ({
      start: chunk.start + start,
      end: chunk.start + end,
      text: passage.text.slice(start, end),
    }))
    .filter(({ start, end }) => !headings.some((heading) => heading.start < end && start < heading.end));
}

/** The sentence with what it needs to be understood: a list with its lead-in, or the sentence before one that points back. */
function withContext(sentence: ChosenSentence): ChosenSentence[] {
  const list = listAround(sentence.passage.document, sentence);
  if (list.length > 0) return list.map(({ start, end }) => part(sentence, start, end));
  if (!POINTS_BACK.test(sentence.text)) return [sentence];
  const before = sentenceBefore(sentence);
  if (before === null) return [sentence];
  const listBefore = listAround(before.passage.document, before).map(({ start, end }) => part(sentence, start, end));
  return [...(listBefore.length > 0 ? listBefore : [before]), sentence];
}

/** The sentence before, also where the passage begins with the given one; null at the start of the document or of a section. */
function sentenceBefore(sentence: ChosenSentence): ChosenSentence | null {
  const { text, blocks } = sentence.passage.document;
  const at = blocks.findIndex((block) => block.start <= sentence.start && sentence.end <= block.end);
  const own = blocks[at];
  if (own === undefined) return null;
  const inOwnBlock = sentenceRanges(text.slice(own.start, sentence.start)).at(-1);
  if (inOwnBlock !== undefined) return part(sentence, own.start + inOwnBlock.start, own.start + inOwnBlock.end);
  const previous = blocks[at - 1];
  if (previous === undefined || previous.kind === 'heading') return null;
  const last = sentenceRanges(text.slice(previous.start, previous.end)).at(-1)!;
  return part(sentence, previous.start + last.start, previous.start + last.end);
}

function part(sentence: ChosenSentence, start: number, end: number): ChosenSentence {
  return { ...sentence, start, end, text: sentence.passage.document.text.slice(start, end) };
}

/** The whole list to which a sentence belongs as lead-in or as item, with the lead-in; empty where it belongs to none or to one too long. */
function listAround(document: Document, sentence: ChosenSentence): Block[] {
  const at = document.blocks.findIndex((block) => block.start <= sentence.start && sentence.end <= block.end);
  const block = document.blocks[at];
  if (block === undefined) return [];
  const leadsIn =
    block.kind === 'paragraph' && sentence.text.endsWith(':') && document.blocks[at + 1]?.kind === 'list-item';
  if (block.kind !== 'list-item' && !leadsIn) return [];

  let first = leadsIn ? at + 1 : at;
  while (document.blocks[first - 1]?.kind === 'list-item') first -= 1;
  let afterLast = first;
  while (document.blocks[afterLast]?.kind === 'list-item') afterLast += 1;
  const items = document.blocks.slice(first, afterLast);
  if (items.length > LIST_ITEMS_MAX) return [];
  const lead = document.blocks[first - 1];
  if (lead?.kind !== 'paragraph' || !document.text.slice(lead.start, lead.end).endsWith(':')) return items;
  const leadSentence = sentenceRanges(document.text.slice(lead.start, lead.end)).at(-1)!;
  return [{ ...lead, start: lead.start + leadSentence.start, end: lead.start + leadSentence.end }, ...items];
}

/** Share of words that a sentence must have in common with a chosen one to say the same again. */
const REPETITION_SHARE = 0.8;

/**
 * Whether a chosen sentence says the same. Within one document only the same words do: rows of a table and items of a list differ in one
 * word, and it is the one that matters.
 */
function isRepetition(candidate: ChosenSentence, chosen: readonly ChosenSentence[]): boolean {
  const own = new Set(words(candidate.text));
  return chosen.some((other) => {
    const others = new Set(words(other.text));
    const shared = [...others].filter((word) => own.has(word)).length;
    return candidate.passage.document.id === other.passage.document.id
      ? shared === Math.max(own.size, others.size)
      : shared >= REPETITION_SHARE * Math.min(own.size, others.size);
  });
}

function isOverlap(a: ChosenSentence, b: ChosenSentence): boolean {
  return a.passage.document.id === b.passage.document.id && a.start < b.end && b.start < a.end;
}

/** Documents in the order of their best sentence; sentences in the order of the text. */
function inReadingOrder(chosen: readonly ChosenSentence[]): ChosenSentence[] {
  const documents = [...new Set(chosen.map(({ passage }) => passage.document.id))];
  const rank = ({ passage }: ChosenSentence) => documents.indexOf(passage.document.id);
  return [...chosen].sort((a, b) => rank(a) - rank(b) || a.start - b.start);
}
