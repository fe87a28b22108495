import type { AnswerSentence, Citation, Passage } from '../types.ts';
import type { ChosenSentence } from './extract.ts';

export interface CitedSentences {
  readonly sentences: readonly AnswerSentence[];
  readonly citations: readonly Citation[];
}

/**
 * Numbers the evidence: sentences that stand side by side in one passage share a citation, whose quote is all of them; anything else gets its own.
 * Quotes are slices of the document's text, so they are verbatim by construction.
 */
export function citeSentences(chosen: readonly ChosenSentence[]): CitedSentences {
  const citations: Citation[] = [];
  const sentences: AnswerSentence[] = [];
  let run: ChosenSentence[] = [];

  const closeRun = () => {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined) return;
    const { document } = first.passage;
    const passage = windowAround(first, last);
    const number = citations.length + 1;
    citations.push(citationOf(first.passage, number, passage, document.text.slice(first.start, last.end)));
    for (const { text } of run) sentences.push({ text, citations: [number], language: document.language });
    run = [];
  };

  for (const sentence of chosen) {
    const last = run.at(-1);
    if (last !== undefined && !isNext(last, sentence)) closeRun();
    run.push(sentence);
  }
  closeRun();
  return { sentences, citations };
}

/**
 * The sentences as one text, each with the markers of its citations. A sentence that begins a line of its quote, as an item of a list does, begins
 * one here.
 */
export function joinSentences(sentences: readonly AnswerSentence[], citations: readonly Citation[]): string {
  const beginsLine = ({ text, citations: numbers }: AnswerSentence) =>
    citations.some(({ number, quote }) => numbers.includes(number) && quote.includes(`\n${text}`));
  return sentences
    .map((sentence, at) => {
      const separator = at === 0 ? '' : beginsLine(sentence) ? '\n' : ' ';
      return separator + [sentence.text, ...sentence.citations.map((number) => `[${number}]`)].join(' ');
    })
    .join('');
}

/** A citation of a whole passage, for what was found nearby. */
export function citePassage(passage: Passage, number: number): Citation {
  return citationOf(passage, number, passage.text, passage.text);
}

function citationOf(passage: Passage, number: number, text: string, quote: string): Citation {
  const { document, chunk } = passage;
  return {
    number,
    documentId: document.id,
    title: document.title,
    publisher: document.publisher,
    publishedOn: document.publishedOn,
    url: document.url,
    language: document.language,
    heading: chunk.headingPath.join(' › '),
    passage: text,
    quote,
  };
}

/** The passage shown around a quote: its chunk, widened where a list or a lead-in reaches beyond the chunk. */
function windowAround(first: ChosenSentence, last: ChosenSentence): string {
  const { document, chunk } = first.passage;
  return document.text.slice(Math.min(chunk.start, first.start), Math.max(chunk.end, last.end));
}

/** Whether only white space stands between two sentences of one document. */
function isNext(a: ChosenSentence, b: ChosenSentence): boolean {
  return (
    a.passage.document.id === b.passage.document.id &&
    a.end <= b.start &&
    a.passage.document.text.slice(a.end, b.start).trim() === ''
  );
}
