import { periodOf, type Period } from '../language/periods.ts';
import type { Passage } from '../types.ts';
import { matches, SPEAKS, speaksOf, timesOf } from './document-times.ts';
import type { ChosenSentence } from './extract.ts';
import { contextOf, coverageOf, type Subject } from './subject.ts';

/** What answers a question about a year, a month or days: passages and sentences that speak of them. */

/** Share of the subject, of what the best passage holds of it, that a passage must hold that speaks of the period: without the subject, the year alone is no answer. */
const PERIOD_SUBJECT_SHARE_MIN = 0.6;
/** A passage that speaks of the period is on the subject from this share of the best passage's score on. */
const PERIOD_PASSAGE_SHARE_MIN = 0.6;

/** The passages that speak of the period and of the subject. */
export function steerToPeriod(passages: readonly Passage[], period: Period, subject: Subject): Passage[] {
  const best = passages[0];
  if (best === undefined) return [];
  const covered = Math.max(...passages.map((passage) => coverageOf(subject, contextOf(passage, passage.text))));
  return passages.filter(
    (passage) =>
      passage.score >= best.score * PERIOD_PASSAGE_SHARE_MIN &&
      speaksOf(passage, period) > SPEAKS.no &&
      coverageOf(subject, contextOf(passage, passage.text)) >= covered * PERIOD_SUBJECT_SHARE_MIN,
  );
}

/**
 * The sentences that hold for a period: those that name it, with those that name no time; where none does, those of
 * passages that are about it as a whole.
 */
export function sentencesInPeriod(
  chosen: readonly ChosenSentence[],
  period: Period,
  passages: readonly Passage[],
): ChosenSentence[] {
  if (isHistory(period, passages)) return [...chosen];
  const isNamed = (sentence: ChosenSentence) => timesOf(sentence).some((time) => matches(time, period));
  const documents = new Set(chosen.filter(isNamed).map(({ passage }) => passage.document));
  if (documents.size > 0)
    return chosen.filter(
      (sentence) => isNamed(sentence) || (timesOf(sentence).length === 0 && documents.has(sentence.passage.document)),
    );
  return chosen.filter(({ passage }) => {
    const speaks = speaksOf(passage, period);
    return speaks === SPEAKS.isAbout || speaks === SPEAKS.published;
  });
}

/** Before the first document: what speaks of it looks back, and no document is about another such time. */
function isHistory({ to }: Period, passages: readonly Passage[]): boolean {
  return passages.every(({ document: { publishedOn } }) => publishedOn === null || periodOf(publishedOn).from > to);
}
