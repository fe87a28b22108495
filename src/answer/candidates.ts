import { comparePartialDates } from '../language/dates.ts';
import { findPeriods, periodOf, type Period } from '../language/periods.ts';
import { words } from '../language/tokens.ts';
import type { Document, Passage } from '../types.ts';
import { anchorOf, timesOf } from './document-times.ts';
import type { ChosenSentence } from './extract.ts';
import { contextOf, coverageOf, likeness, wordsOf, type Subject } from './subject.ts';
import type { TimeScope } from './time-scope.ts';

/** Documents that answer the same question, and which of them the time of the question asks for. Shares are of the best one's score. */

/** A document whose best sentence scores at least this share of the best one's answers as well, where it holds all of the subject. */
const EQUAL_SHARE_MIN = 0.85;
const WHOLE_SUBJECT_MIN = 0.9;
/** The same, where it holds no less of the subject than the best one: questions have words that no announcement has ("kommt … wieder"). */
const SAME_SHARE_MIN = 0.95;
/** The same, where title or sentence say that it is about the same: last year's announcement is worded a little differently. */
const ALIKE_SHARE_MIN = 0.5;
/** The same, where it is asked when, the title names the subject and a day is said. */
const DATED_SHARE_MIN = 0.35;
/** From this likeness on, titles and sentences are taken for being about the same, */
const ALIKE_MIN = 0.8;
/** and sentences from this one on beside the words of the question, which all that answer it hold. */
const ALIKE_BESIDE_QUESTION_MIN = 0.5;
/** Share of the question's subject that a rival must hold of what the best answer holds: an irrelevant new document does not. */
const SUBJECT_SHARE_MIN = 0.9;

/** A document that answers, with its sentences. */
export interface Candidate {
  readonly document: Document;
  readonly sentences: readonly ChosenSentence[];
  readonly best: ChosenSentence;
  /** Periods that the sentences name, else that of the document's event, else those that the passage names. */
  readonly times: readonly Period[];
  /** A sentence names a day or a month. */
  readonly saysWhen: boolean;
}

/** The first document of chosen sentences, which is the one that answers best. */
export function candidateOf(chosen: readonly ChosenSentence[]): Candidate | null {
  const first = chosen[0];
  if (first === undefined) return null;
  const { document } = first.passage;
  const sentences = chosen.filter(({ passage }) => passage.document === document);
  const best = sentences.reduce((a, b) => (b.score > a.score ? b : a));
  const named = sentences.flatMap(timesOf);
  const days = named.filter(({ isYears }) => !isYears);
  const times = [days, named, timesOfEvent(best.passage)].find(({ length }) => length > 0) ?? [];
  return { document, sentences, best, times, saysWhen: named.some(({ isYears }) => !isYears) };
}

/** When the event takes place that a passage tells of, without whole years. */
function timesOfEvent({ document, text }: Passage): Period[] {
  if (document.eventOn !== null) return [periodOf(document.eventOn)];
  return findPeriods(text, anchorOf(document)).filter(({ isYears }) => !isYears);
}

/** Whether a document answers about as well as the one that answers best. */
export function answersAsWell(rival: Candidate, lead: Candidate, subject: Subject, scope: TimeScope): boolean {
  const share = rival.best.score / lead.best.score;
  const covered = coverageOf(subject, contextOf(lead.best.passage, lead.best.text));
  const own = coverageOf(subject, contextOf(rival.best.passage, rival.best.text));
  if (own < covered * SUBJECT_SHARE_MIN || lacksNumber(rival, lead, scope)) return false;
  if (share >= EQUAL_SHARE_MIN && own >= WHOLE_SUBJECT_MIN) return true;
  if (share >= SAME_SHARE_MIN && own >= covered) return true;
  if (share >= ALIKE_SHARE_MIN && (isAlike(rival, lead, subject) || isOfSeries(rival, scope))) return true;
  // A date beside the sentence that names the event is not in its score.
  const isTitled = coverageOf(subject, rival.document.title) >= coverageOf(subject, lead.document.title);
  return scope.asksWhen && rival.saysWhen && isTitled && own >= WHOLE_SUBJECT_MIN && share >= DATED_SHARE_MIN;
}

/** A number in a question tells one thing from its like: what is said of the line 5 does not answer for the line 3. */
function lacksNumber(rival: Candidate, lead: Candidate, { question, kind }: TimeScope): boolean {
  const [held, own] = [lead, rival].map(({ best }) => new Set(words(contextOf(best.passage, best.text))));
  return kind !== 'period' && words(question).some((word) => /^\d+$/.test(word) && held!.has(word) && !own!.has(word));
}

/** Where one of several events is asked for, what speaks of another day of the same is one of them, however it is worded. */
function isOfSeries({ times }: Candidate, { kind }: TimeScope): boolean {
  return (kind === 'next' || kind === 'last') && times.length > 0;
}

/** Whether title or sentence of two documents say that they are about the same. */
function isAlike(a: Candidate, b: Candidate, subject: Subject): boolean {
  const [one, other] = [a.best.text, b.best.text];
  return (
    likeness(a.document.title, b.document.title) >= ALIKE_MIN ||
    likeness(one, other) >= ALIKE_MIN ||
    likeness(one, other, wordsOf(subject)) >= ALIKE_BESIDE_QUESTION_MIN
  );
}

/** The candidate that the time of the question asks for; null where an event to come is asked for and all are over. */
export function chooseCandidate(all: readonly Candidate[], scope: TimeScope, today: string): Candidate | null {
  const telling = scope.asksWhen ? all.filter(({ saysWhen }) => saysWhen) : [];
  const toCome =
    scope.kind === 'now' && !scope.asksPast ? telling.filter(({ times }) => nextOf(times, today) !== null) : [];
  const candidates = [toCome, telling].find(({ length }) => length > 0) ?? all;
  const newestFirst = [...candidates].sort((a, b) => byNewness(a.document, b.document, today));
  const newest = newestFirst[0]!;
  switch (scope.kind) {
    case 'next': {
      const dated = candidates.filter(({ times }) => times.length > 0);
      if (dated.length === 0) return newest;
      const upcoming = dated.filter(({ times }) => nextOf(times, today) !== null);
      return upcoming.sort((a, b) => compareDays(nextOf(a.times, today)!, nextOf(b.times, today)!))[0] ?? null;
    }
    case 'last': {
      const begun = candidates.filter(({ times }) => lastOf(times, today) !== null);
      return begun.sort((a, b) => compareDays(lastOf(b.times, today)!, lastOf(a.times, today)!))[0] ?? newest;
    }
    case 'past':
      return candidates.find((candidate) => candidate !== newest) ?? newest;
    case 'now':
    case 'period':
      // Without a date nothing tells which is newer: the better answer stays.
      return candidates[0]!.document.publishedOn === null ? candidates[0]! : newest;
  }
}

/** First day of the nearest period that is not over. */
function nextOf(times: readonly Period[], today: string): string | null {
  return firstDays(times.filter(({ to }) => to >= today))[0] ?? null;
}

/** First day of the latest period that has begun. */
function lastOf(times: readonly Period[], today: string): string | null {
  return firstDays(times.filter(({ from }) => from <= today)).at(-1) ?? null;
}

/** First days in order. */
function firstDays(times: readonly Period[]): string[] {
  return times.map(({ from }) => from).sort(compareDays);
}

function compareDays(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Newest first; undated ones, and those dated ahead of the day of the question, come last. */
function byNewness(a: Document, b: Document, today: string): number {
  const isDated = ({ publishedOn }: Document) => publishedOn !== null && periodOf(publishedOn).from <= today;
  if (isDated(a) !== isDated(b)) return isDated(a) ? -1 : 1;
  return a.publishedOn === null || b.publishedOn === null ? 0 : comparePartialDates(b.publishedOn, a.publishedOn);
}

/** Whether a document was published before another; false where one is undated. */
export function isOlder(a: Document, b: Document): boolean {
  return a.publishedOn !== null && b.publishedOn !== null && comparePartialDates(a.publishedOn, b.publishedOn) < 0;
}
