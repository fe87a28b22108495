import type { Answer } from '../src/index.ts';
import { factRecall, holdsFact } from './metrics/answer-text.ts';
import { citationPrecision, citationRecall, citationValidity } from './metrics/citations.ts';
import type { SuiteQuestion } from './suite.ts';

/** Scores of one answer by name, each in [0, 1]; a score that does not apply is absent. */
export type Scores = Readonly<Record<string, number>>;

export interface AnswerScore {
  readonly scores: Scores;
  /** Facts that stand neither in the sentences shown nor in one of their alternatives. */
  readonly missingFacts: readonly string[];
}

/**
 * Scores one answer against what was expected of it. `right`: the status is the expected one, every fact stands in the sentences shown, every
 * sentence stands in a quote that it cites, every quote in its document. `textOf` gives the canonical text of a document.
 */
export function scoreAnswer(
  answer: Answer,
  expected: Pick<SuiteQuestion, 'expected' | 'facts' | 'documents'>,
  textOf: (documentId: string) => string | null,
): AnswerScore {
  const shown = shownText(answer);
  const facts = expected.facts.map((fact) => [fact].flat());
  const missingFacts = facts
    .filter((spellings) => !spellings.some((spelling) => holdsFact(shown, spelling)))
    .map((spellings) => spellings.join(' / '));
  const status = answer.status === expected.expected ? 1 : 0;
  const composed = answer.status === 'answered' ? scoreCitations(answer, textOf) : {};
  // A mark too many costs precision, but the answer is right all the same.
  const isCited = Object.entries(composed).every(([name, score]) => score === 1 || name === 'citation precision');
  return {
    scores: {
      right: status === 1 && missingFacts.length === 0 && isCited ? 1 : 0,
      status,
      ...(expected.expected === 'answered' && { facts: answer.status === 'answered' ? factRecall(shown, facts) : 0 }),
      ...(expected.documents.length > 0 && { source: citesOneOf(expected.documents, answer) ? 1 : 0 }),
      ...composed,
    },
    missingFacts,
  };
}

/** The sentences of an answer, without citation marks. */
export function shownText({ sentences }: Pick<Answer, 'sentences'>): string {
  return sentences.map(({ text }) => text).join(' ');
}

function scoreCitations(answer: Answer, textOf: (documentId: string) => string | null): Scores {
  return {
    verbatim: shareVerbatim(answer),
    'citation validity': citationValidity(answer.citations, textOf),
    'citation recall': citationRecall(answer),
    'citation precision': citationPrecision(answer),
  };
}

/** Share of sentences that stand word for word in a quote they cite; a generated sentence is checked otherwise. */
function shareVerbatim({ sentences, citations, generated }: Answer): number {
  if (generated || sentences.length === 0) return 1;
  const verbatim = sentences.filter(({ text, citations: numbers }) =>
    citations.some(({ number, quote }) => numbers.includes(number) && quote.includes(text)),
  );
  return verbatim.length / sentences.length;
}

/** Citations that hold the rest, or what was found nearby, do not count as sources. */
function citesOneOf(documents: readonly string[], { citations, more }: Answer): boolean {
  return citations.some(({ number, documentId }) => !more.includes(number) && documents.includes(documentId));
}
