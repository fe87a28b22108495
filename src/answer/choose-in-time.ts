import { lastDayOf } from '../language/dates.ts';
import { findYears } from '../language/years.ts';
import type { Document, Passage } from '../types.ts';
import { answersAsWell, candidateOf, chooseCandidate, isOlder, type Candidate } from './candidates.ts';
import { contradicts } from './contradiction.ts';
import { expectedKind } from './expected-kind.ts';
import type { ChosenSentence, Extractor } from './extract.ts';
import type { QuestionParts } from './line-features.ts';
import { sentencesInPeriod, steerToPeriod } from './period.ts';
import type { Asked } from './same-matter.ts';
import { subjectOf, type Subject } from './subject.ts';
import type { TimeScope } from './time-scope.ts';
import { withDate } from './with-date.ts';

export interface ChooseParts extends Pick<QuestionParts, 'rarity' | 'lexicon'> {
  readonly sentencesMax: number;
  /** ISO day of the question. */
  readonly today: string;
}

export interface SentencesInTime {
  /** Best document first; none where nothing answers for the time asked about. */
  readonly chosen: readonly ChosenSentence[];
  /** The chosen sentences are of two documents that say different things of the same; the newer one stands first. */
  readonly isContradicted: boolean;
  /** Documents that answer the same for another time, or are of another year's edition: nothing of them belongs to the answer. */
  readonly outdated: ReadonlySet<Document>;
}

/** Passages of other documents are compared with the best answer from this share of its passage's score on. */
const RIVAL_PASSAGE_SHARE_MIN = 0.7;
/** The same, for what may contradict the best answer: it can be worded quite differently. */
const OPPOSED_PASSAGE_SHARE_MIN = 0.5;
/** Documents compared with the best answer; a yearly feast has as many in reach of a question. */
const RIVALS_MAX = 6;
const NOTHING: SentencesInTime = { chosen: [], isContradicted: false, outdated: new Set() };

/** The sentences that answer a question for the time it asks about; `passages` come best first. */
export async function chooseInTime(
  scope: TimeScope,
  passages: readonly Passage[],
  extractor: Extractor,
  parts: ChooseParts,
): Promise<SentencesInTime> {
  const subject = subjectOf(scope.question, parts);
  if (scope.kind !== 'period') return chooseByDate(scope, passages, subject, extractor, parts);

  const about = steerToPeriod(passages, scope.period, subject);
  const found = await chooseByDate(scope, about, subject, extractor, parts);
  if (found.chosen.length > 0 || scope.isStrict) return found;
  const { from } = scope.period;
  const timeless = passages.filter(({ document: { eventOn } }) => eventOn === null || lastDayOf(eventOn) >= from);
  return chooseByDate({ ...scope, kind: 'now' }, timeless, subject, extractor, parts);
}

/** Of the documents that answer about equally well, the one leads that the time of the question asks for. */
async function chooseByDate(
  scope: TimeScope,
  passages: readonly Passage[],
  subject: Subject,
  extractor: Extractor,
  parts: ChooseParts,
): Promise<SentencesInTime> {
  const extract = async (from: readonly Passage[]) => {
    const found = await extractor.choose(from);
    const chosen = scope.kind === 'period' ? sentencesInPeriod(found, scope.period, passages) : found;
    return scope.asksWhen ? withDate(chosen, parts.sentencesMax) : chosen;
  };
  const together = await extract(passages);
  const byDocument = groupByDocument(passages);
  const lead = candidateOf(together) ?? (await firstCandidate([...byDocument.values()], extract));
  if (lead === null) return NOTHING;

  const asked = { question: scope.question, subject, kind: expectedKind(scope.question) };
  const shareOf = (own: readonly Passage[]) => own[0]!.score / lead.best.passage.score;
  const rivals: Candidate[] = [];
  for (const [document, own] of byDocument) {
    if (document === lead.document || rivals.length === RIVALS_MAX || shareOf(own) < OPPOSED_PASSAGE_SHARE_MIN)
      continue;
    const rival = candidateOf(await extract(own));
    if (rival === null) continue;
    const isRival = shareOf(own) >= RIVAL_PASSAGE_SHARE_MIN && answersAsWell(rival, lead, subject, scope);
    if (isRival || (mayOppose(scope) && findOpposed(rival, lead, asked) !== null)) rivals.push(rival);
  }
  const winner = chooseCandidate([lead, ...rivals], scope, parts.today);
  if (winner === null) return NOTHING;

  const others = [lead, ...rivals].filter((candidate) => candidate !== winner);
  // What answers as well for another time goes; what adds something of its own stays.
  const replaced = others
    .map(({ document }) => document)
    .filter((document) => isReplaced(document, winner.document, scope));
  const editions = [...byDocument.keys()].filter((document) => isOtherEdition(document, winner.document));
  const outdated = new Set([...replaced, ...editions]);
  for (const other of mayOppose(scope) ? others : []) {
    const opposed = isOlder(other.document, winner.document) ? findOpposed(winner, other, asked) : null;
    if (opposed !== null) return { chosen: [...winner.sentences, opposed], isContradicted: true, outdated };
  }
  const added = together.filter(({ passage: { document } }) => document !== winner.document && !outdated.has(document));
  return { chosen: withAdded(winner.sentences, added, parts.sentencesMax), isContradicted: false, outdated };
}

/** The sentence of the older of two documents that the newer one contradicts; null where it does none. */
function findOpposed(a: Candidate, b: Candidate, asked: Asked): ChosenSentence | null {
  const [newer, older] = isOlder(a.document, b.document) ? [b, a] : [a, b];
  const own = bestFirst(newer.sentences);
  return bestFirst(older.sentences).find((other) => own.some((each) => contradicts(each, other, asked))) ?? null;
}

function bestFirst(sentences: readonly ChosenSentence[]): ChosenSentence[] {
  return [...sentences].sort((a, b) => b.score - a.score);
}

/** Of events of a kind, and of what once was, there are several, each with its own values. */
function mayOppose({ kind }: TimeScope): boolean {
  return kind === 'now' || kind === 'period';
}

/** Further sentences as long as all that are of one document have room: a list is whole or not there. */
function withAdded(
  sentences: readonly ChosenSentence[],
  added: readonly ChosenSentence[],
  sentencesMax: number,
): ChosenSentence[] {
  const chosen = [...sentences];
  for (const document of new Set(added.map(({ passage }) => passage.document))) {
    const own = added.filter(({ passage }) => passage.document === document);
    if (chosen.length + own.length <= sentencesMax) chosen.push(...own);
  }
  return chosen;
}

/** Whether an answer gives way to the chosen one: to one of the same day nothing does, for an event all others do. */
function isReplaced(other: Document, winner: Document, scope: TimeScope): boolean {
  return !mayOppose(scope) || isOlder(other, winner);
}

/** Whether two titles name different years: "Bilanz des Stadtfests 2024" says nothing of "Stadtfest 2026". */
function isOtherEdition(a: Document, b: Document): boolean {
  const [yearsA, yearsB] = [a, b].map(({ title }) => findYears(title).map(({ year }) => year));
  return yearsA!.length > 0 && yearsB!.length > 0 && !yearsA!.some((year) => yearsB!.includes(year));
}

async function firstCandidate(
  groups: readonly (readonly Passage[])[],
  extract: (from: readonly Passage[]) => Promise<ChosenSentence[]>,
): Promise<Candidate | null> {
  for (const own of groups) {
    const candidate = candidateOf(await extract(own));
    if (candidate !== null) return candidate;
  }
  return null;
}

/** The passages of each document, documents and passages in their order. */
function groupByDocument(passages: readonly Passage[]): Map<Document, Passage[]> {
  const groups = new Map<Document, Passage[]>();
  for (const passage of passages) {
    const own = groups.get(passage.document);
    if (own === undefined) groups.set(passage.document, [passage]);
    else own.push(passage);
  }
  return groups;
}
