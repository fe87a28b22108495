import type { AnswerSentence, Citation, Document, Passage } from '../types.ts';
import type { Range } from '../language/sentences.ts';
import type { ChosenSentence } from './extract.ts';

export interface CitedSentences {
  readonly sentences: readonly AnswerSentence[];
  readonly citations: readonly Citation[];
  /** Numbers of the citations that hold the rest of the answer. */
  readonly more: readonly number[];
}

/**
 * Numbers the evidence: sentences that stand side by side in one document share a citation, whose quote is all of them; anything else gets its own.
 * The rest of the answer is quoted by citations behind those, which no sentence bears. Quotes are slices of the document's text, so they are verbatim
 * by construction.
 */
export function citeSentences(shown: readonly ChosenSentence[], more: readonly ChosenSentence[]): CitedSentences {
  const runs = runsOf(shown);
  const sentences = runs.flatMap((run, at) =>
    run.map(({ text, passage }) => ({ text, citations: [at + 1], language: passage.document.language })),
  );
  const citations = [...runs, ...runsOf(more)].map((run, at) => citeRun(run, at + 1));
  return { sentences, citations, more: citations.slice(runs.length).map(({ number }) => number) };
}

/** The sentences as one text, each with the markers of its citations. */
export function joinSentences(
  sentences: readonly AnswerSentence[],
  citations: readonly Citation[],
  isGenerated = false,
): string {
  return sentences
    .map((sentence, at) => sentenceWithin(sentence, { before: sentences[at - 1] ?? null, citations, isGenerated }))
    .join('');
}

/** Where a sentence stands in an answer. */
export interface SentencePlace {
  readonly before: AnswerSentence | null;
  readonly citations: readonly Citation[];
  readonly isGenerated: boolean;
}

/**
 * What a sentence adds to the text of an answer: what parts it from the one before, itself, and the markers of its citations. A sentence that begins
 * a line of its quote, as an item of a list does, begins one here; a generated one, which is no part of its quote, does so where it or the one before
 * has no closing mark.
 */
export function sentenceWithin(sentence: AnswerSentence, { before, citations, isGenerated }: SentencePlace): string {
  const { text, citations: numbers } = sentence;
  const isQuotedLine = citations.some(({ number, quote }) => numbers.includes(number) && quote.includes(`\n${text}`));
  const isUnclosed = !ENDS_SENTENCE.test(text) || !ENDS_SENTENCE.test(before?.text ?? '');
  const separator = before === null ? '' : (isGenerated ? isUnclosed : isQuotedLine) ? '\n' : ' ';
  return separator + [text, ...numbers.map((number) => `[${number}]`)].join(' ');
}

/** How a sentence ends; an item of a list and the line over one end otherwise. */
const ENDS_SENTENCE = /[.!?…]["“”’»)\]]{0,2}$/u;

/** A citation of one place in a document, which need not be a single sentence. */
export function citeQuote(quote: ChosenSentence, number: number): Citation {
  return citeRun([quote], number);
}

/** A citation of a whole passage, for what was found nearby. */
export function citePassage({ document, chunk, text }: Passage, number: number): Citation {
  return citationOf(document, chunk.headingPath, number, text, text);
}

/** Sentences that follow each other in one document with nothing but white space between. */
function runsOf(chosen: readonly ChosenSentence[]): ChosenSentence[][] {
  const runs: ChosenSentence[][] = [];
  for (const sentence of chosen) {
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && isNext(last, sentence)) runs.at(-1)!.push(sentence);
    else runs.push([sentence]);
  }
  return runs;
}

/** Quotes a run of sentences; the passage is the one they were found in, else their block, widened to hold the whole run. */
function citeRun(run: readonly ChosenSentence[], number: number): Citation {
  const [first, last] = [run[0]!, run.at(-1)!];
  const { document, chunk } = first.passage;
  const holds = ({ start, end }: Range) => start <= first.start && first.start < end;
  const around = holds(chunk) ? chunk : document.blocks.find(holds)!;
  const passage = document.text.slice(Math.min(around.start, first.start), Math.max(around.end, last.end));
  return citationOf(document, first.headingPath, number, passage, document.text.slice(first.start, last.end));
}

function citationOf(
  document: Document,
  headingPath: readonly string[],
  number: number,
  passage: string,
  quote: string,
): Citation {
  return {
    number,
    documentId: document.id,
    title: document.title,
    publisher: document.publisher,
    publishedOn: document.publishedOn,
    url: document.url,
    language: document.language,
    heading: headingPath.join(' › '),
    passage,
    quote,
  };
}

/** Whether only white space stands between two sentences of one document. */
function isNext(a: ChosenSentence, b: ChosenSentence): boolean {
  const { document } = a.passage;
  return document.id === b.passage.document.id && a.end <= b.start && document.text.slice(a.end, b.start).trim() === '';
}
