import type { Answer } from '../src/index.ts';
import { factRecall, holdsFact } from './metrics/answer-text.ts';
import { citationPrecision, citationRecall, citationValidity } from './metrics/citations.ts';
import { mayBeAnswered, type SuiteQuestion } from './suite.ts';

/** Scores of one answer by name, each in [0, 1]; a score that does not apply is absent. */
export type Scores = Readonly<Record<string, number>>;

export interface AnswerScore {
  readonly scores: Scores;
  /** Facts that stand neither in the sentences shown nor in one of their alternatives. */
  readonly missingFacts: readonly string[];
  /** What else does not hold, one line each: the lead, a notice, a text that must not be there. */
  readonly unmet: readonly string[];
}

/** What a suite says of the answer to a question. */
export type ExpectedAnswer = Pick<
  SuiteQuestion,
  'expected' | 'alsoRight' | 'facts' | 'absent' | 'documents' | 'lead' | 'notices' | 'withoutNotices'
>;

/**
 * Scores one answer against what was expected of it. `right`: the status is one of the right ones, every fact stands in the sentences shown and
 * nothing that must be absent, the lead is cited first, the notices are those wanted, every sentence stands in a quote that it cites, every quote in
 * its document. `textOf` gives the canonical text of a document.
 */
export function scoreAnswer(
  answer: Answer,
  expected: ExpectedAnswer,
  textOf: (documentId: string) => string | null,
): AnswerScore {
  const shown = shownText(answer);
  const hasRightStatus = [expected.expected, ...expected.alsoRight].includes(answer.status);
  // Facts, sources, lead and notices describe the answer that quotes; where a refusal is just as right, nothing of it is asked of the refusal.
  const isDescribed = answer.status === 'answered' || !mayBeAnswered(expected) || !hasRightStatus;
  const facts = isDescribed ? expected.facts.map((fact) => [fact].flat()) : [];
  const missingFacts = facts
    .filter((spellings) => !spellings.some((spelling) => holdsFact(shown, spelling)))
    .map((spellings) => spellings.join(' / '));
  const unmet = [...(isDescribed ? unmetOfAnswer(answer, expected) : []), ...unmetAlways(answer, expected)];
  const composed = answer.status === 'answered' ? scoreCitations(answer, textOf) : {};
  // A mark too many costs precision, but the answer is right all the same.
  const isCited = Object.entries(composed).every(([name, score]) => score === 1 || name === 'citation precision');
  return {
    scores: {
      right: hasRightStatus && missingFacts.length + unmet.length === 0 && isCited ? 1 : 0,
      status: hasRightStatus ? 1 : 0,
      ...(isDescribed &&
        mayBeAnswered(expected) && { facts: answer.status === 'answered' ? factRecall(shown, facts) : 0 }),
      ...(isDescribed && expected.documents.length > 0 && { source: citesOneOf(expected.documents, answer) ? 1 : 0 }),
      ...composed,
    },
    missingFacts,
    unmet,
  };
}

/** What is missing of the lead and the notices that the expected answer has. */
function unmetOfAnswer(
  { citations, more, notices }: Answer,
  { lead, notices: wanted }: Pick<ExpectedAnswer, 'lead' | 'notices'>,
): string[] {
  const first = citations.find(({ number }) => !more.includes(number))?.documentId ?? 'nothing';
  const given = notices.map(({ id }) => id);
  return [
    ...(lead === null || lead === first ? [] : [`${lead} as the first source, which is ${first}`]),
    ...wanted.filter((id) => !given.includes(id)).map((id) => `the notice ${id}`),
  ];
}

/** What stands in an answer, or at it, that must not. */
function unmetAlways(
  answer: Answer,
  { absent, withoutNotices }: Pick<ExpectedAnswer, 'absent' | 'withoutNotices'>,
): string[] {
  const shown = shownText(answer);
  const given = answer.notices.map(({ id }) => id);
  return [
    ...absent.filter((text) => holdsFact(shown, text)).map((text) => `an answer without "${text}"`),
    ...withoutNotices.filter((id) => given.includes(id)).map((id) => `an answer without the notice ${id}`),
  ];
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
