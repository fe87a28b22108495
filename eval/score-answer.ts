import type { Answer } from '../src/index.ts';
import type { EvalQuestion } from './dataset.ts';

export interface AnswerScore {
  /** The status is the expected one. */
  readonly isStatusRight: boolean;
  /** Facts that stand neither in the sentences shown nor in one of their alternatives. */
  readonly missingFacts: readonly string[];
  /** Every sentence of a composed answer is cited, every quote stands in its passage, every sentence in a quote. */
  readonly isCited: boolean;
  readonly isRight: boolean;
}

/**
 * Scores one answer against what was expected of it. Facts are compared without regard to case and spacing; they may be part of a word, but no number
 * is found within another.
 */
export function scoreAnswer(answer: Answer, expected: Pick<EvalQuestion, 'expected' | 'facts'>): AnswerScore {
  const shown = foldSpelling(answer.sentences.map(({ text }) => text).join(' '));
  const missingFacts = expected.facts
    .map((fact) => [fact].flat())
    .filter((spellings) => !spellings.some((spelling) => holds(shown, foldSpelling(spelling))))
    .map((spellings) => spellings.join(' / '));
  const isStatusRight = answer.status === expected.expected;
  const isCited = answer.status !== 'answered' || areCited(answer);
  return { isStatusRight, missingFacts, isCited, isRight: isStatusRight && missingFacts.length === 0 && isCited };
}

function areCited({ sentences, citations }: Answer): boolean {
  return (
    citations.every(({ passage, quote }) => passage.includes(quote)) &&
    sentences.every(
      ({ text, citations: numbers }) =>
        numbers.length > 0 &&
        numbers.some(
          (number) => citations.find((citation) => citation.number === number)?.quote.includes(text) === true,
        ),
    )
  );
}

/** `9.200` does not stand in `19.200`, nor `12` in `2012`. */
function holds(text: string, fact: string): boolean {
  for (let at = text.indexOf(fact); at >= 0; at = text.indexOf(fact, at + 1)) {
    const isCutBefore = /^\d/.test(fact) && /\d[.,]?$/.test(text.slice(0, at));
    const isCutAfter = /\d$/.test(fact) && /^[.,]?\d/.test(text.slice(at + fact.length));
    if (!isCutBefore && !isCutAfter) return true;
  }
  return false;
}

function foldSpelling(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ');
}
