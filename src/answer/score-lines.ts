import type { Embedder } from '../embed/embedder.ts';
import type { Range } from '../language/sentences.ts';
import { estimatorOf } from '../retrieve/feature-model.ts';
import type { Document, Passage } from '../types.ts';
import { lineFeatures, prepareQuestion, type LineFeatures, type Page, type QuestionParts } from './line-features.ts';
import { ANSWER_MODEL, MATCH_MODEL } from './line-model.ts';
import { readLines, type Line } from './read-lines.ts';

/** The lines of a document around its passages, with what is known of each. */
export interface ReadPage {
  readonly document: Document;
  /** Passages of the document, best first. */
  readonly passages: readonly Passage[];
  readonly lines: readonly Line[];
  readonly features: LineFeatures;
}

/** Passages looked into; the answer stands in the first five for 98 of 100 development questions. */
const PASSAGES_MAX = 5;
/** A passage below this share of the best passage's score is about something else. */
const PASSAGE_SHARE_MIN = 0.6;

/**
 * Characters around the passages of a document that are read as well, since an answer, a list, or what a sentence points back to goes on where a passage
 * ends. Most of a municipal page (OMoS-QA: median 1,300, 95 % up to 3,500), and a bound on the time a long document takes.
 */
const AROUND_CHARS = 2000;

/**
 * Reads the pages of the best of the passages it is given (best first), in the order of their best passage, and what stands around these. What was
 * read once is not read again.
 */
export type PageReader = (passages: readonly Passage[]) => Promise<ReadPage[]>;

/** Lines with their vectors, whatever is asked. */
type PageText = Pick<Page, 'lines' | 'vectors' | 'titleVector'>;

/** Reads the lines of a range of a document and embeds them; what was read once is not read again. */
export type TextReader = (document: Document, within: Range) => Promise<PageText>;

/** A reader for the pages of one answer: its question, and the titles that it suggests, look at the same ones. */
export function createTextReader(embedder: Embedder): TextReader {
  const known = new Map<string, Promise<PageText>>();
  const read = async (document: Document, within: Range): Promise<PageText> => {
    const lines = readLines(document, within);
    const texts = [document.title, ...lines.map(({ text }) => text)];
    const [titleVector, ...vectors] = await embedder.embedPassages(texts);
    return { lines, vectors, titleVector: titleVector! };
  };
  return (document, { start, end }) => {
    const within = { start: Math.max(0, start), end: Math.min(document.text.length, end) };
    const key = `${document.id} ${within.start} ${within.end}`;
    const text = known.get(key) ?? read(document, within);
    known.set(key, text);
    return text;
  };
}

/** `bestScore` is the score of the best passage that was found for the question, also where others are read. */
export async function createPageReader(
  question: string,
  bestScore: number,
  parts: QuestionParts,
  readText: TextReader,
): Promise<PageReader> {
  const prepared = await prepareQuestion(question, parts);
  const known = new Map<string, Promise<ReadPage>>();
  const read = async (document: Document, passages: readonly Passage[]): Promise<ReadPage> => {
    const text = await readText(document, rangeAround(passages));
    const { lines } = text;
    const passageScores = lines.map((line) => passageOf(line, passages)?.score ?? 0);
    const features = lineFeatures(prepared, { document, ...text, passageScores, bestScore });
    return { document, passages, lines, features };
  };
  return (passages) => {
    const least = (passages[0]?.score ?? 0) * PASSAGE_SHARE_MIN;
    const near = passages.slice(0, PASSAGES_MAX).filter(({ score }) => score >= least);
    const documents = [...new Map(near.map(({ document }) => [document.id, document])).values()];
    return Promise.all(
      documents.map((document) => {
        const own = near.filter((passage) => passage.document.id === document.id);
        const key = `${document.id} ${own.map(({ chunk }) => chunk.position).join(' ')}`;
        const page = known.get(key) ?? read(document, own);
        known.set(key, page);
        return page;
      }),
    );
  };
}

const matchOf = estimatorOf(MATCH_MODEL);
const belongingOf = estimatorOf(ANSWER_MODEL);

/** Probability in [0, 1] that each line of a page says what is asked: tells the sentence to show, on any page. */
export function matchLines(page: ReadPage): number[] {
  return page.lines.map((_, at) => matchOf((name) => page.features[name]!(at)));
}

/** Probability in [0, 1] that each line of a page is part of the answer, from its surroundings as well: tells how far an answer reaches. */
export function estimateLines(page: ReadPage): number[] {
  return page.lines.map((_, at) => belongingOf((name) => page.features[name]!(at)));
}

/** The passage that a line stands in. */
export function passageOf({ start }: Range, passages: readonly Passage[]): Passage | undefined {
  return passages.find(({ chunk }) => chunk.start <= start && start < chunk.end);
}

function rangeAround(passages: readonly Passage[]): Range {
  return {
    start: Math.min(...passages.map(({ chunk }) => chunk.start)) - AROUND_CHARS,
    end: Math.max(...passages.map(({ chunk }) => chunk.end)) + AROUND_CHARS,
  };
}
