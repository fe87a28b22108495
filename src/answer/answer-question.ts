import { randomUUID } from 'node:crypto';
import type { Embedder } from '../embed/embedder.ts';
import { detectLanguage } from '../language/detect.ts';
import { isInLanguage } from '../language/language-range.ts';
import { findPersonalData } from '../language/personal-data.ts';
import { normalise } from '../language/tokens.ts';
import { estimateAnswerable } from '../retrieve/answerable.ts';
import type { Lexicon } from '../retrieve/lexicon.ts';
import type { Answer, AnswerEvent, AnswerStatus, AskRequest, Document, Locale, Passage } from '../types.ts';
import { chooseInTime, type SentencesInTime } from './choose-in-time.ts';
import { citePassage, citeSentences, joinSentences, type CitedSentences } from './citations.ts';
import { createExtractor, type FollowUp } from './extract.ts';
import { isVague, recogniseRequest, type Topic } from './intent.ts';
import { noticesOnAnswer, noticesOnRefusal } from './notices.ts';
import { announcesPastEvent } from './past-event.ts';
import { recencyOfAnswer } from './recency.ts';
import { focusOn, followUpOf, quotedIn } from './conversation-focus.ts';
import type { Continued, Reading } from './rephrase.ts';
import { replyTo, type ReplyContext } from './replies.ts';
import { suggestTitles } from './suggest.ts';
import { createTextReader, type TextReader } from './score-lines.ts';
import { readInTime, readTimeScope, type TimeScope } from './time-scope.ts';

/** Everything the path of a question needs, wired by `chatbot.ts`. */
export interface AnswerParts {
  readonly retrieve: (question: string, accepts?: (document: Document) => boolean) => Promise<readonly Passage[]>;
  readonly embedder: Embedder;
  readonly lexicon: Lexicon;
  readonly rarity: (word: string) => number;
  /** Passages in the index. */
  readonly collectionSize: number;
  readonly context: ReplyContext;
  readonly examples: Readonly<Record<Locale, readonly string[]>>;
  readonly sentencesMax: number;
  readonly answerableMin: number;
  readonly oldAfterDays: number;
  readonly now: () => Date;
  /** Calendar day in the city, `YYYY-MM-DD`. */
  readonly today: string;
  /** Takes each event in turn; it throws when nobody waits for the answer any more, which ends the work. */
  readonly emit: (event: AnswerEvent) => Promise<void>;
}

/** Passages named in a refusal as what was found nearby. */
const NEARBY_MAX = 2;
/** A passage below this score is not near, it is something else: four of five paragraphs on another subject are below. */
const NEARBY_SCORE_MIN = 0.4;
const SUGGESTIONS_MAX = 3;

/**
 * The path of a question: guard, intent, history, passages, gate, sentences, citations, dates. Expected outcomes are statuses; only faults and what
 * `emit` throws are thrown.
 */
export async function answerQuestion(request: AskRequest, parts: AnswerParts): Promise<Answer> {
  const language = request.language ?? languageOf(request);

  await parts.emit({ type: 'status', stage: 'understand' });
  const recognised = recogniseRequest(request.question, parts.context.persona);
  // Whoever is in danger gets the emergency numbers, also when they leave their own.
  if (recognised?.intent !== 'crisis' && holdsPersonalData(request.question, parts.context))
    return reply('personal_data', language, parts);
  if (recognised !== null) return reply(recognised.intent, language, parts, { topic: recognised.topic });

  const reading = readInTime(request.question, request.history, parts.context.persona, parts.today);

  await parts.emit({ type: 'status', stage: 'retrieve' });
  const { question, scope, passages, followUp } = await retrieveAsMeant(reading, request.plainLanguage, parts);
  if (isVague(question))
    return reply('clarification', language, parts, { suggestions: suggestionsFrom(passages, language, parts) });
  if (!canAnswer(scope.question, passages, parts))
    return reply('no_answer', language, parts, { nearby: nearby(passages) });

  await parts.emit({ type: 'status', stage: 'compose' });
  const readText = createTextReader(parts.embedder);
  const extractor = await createExtractor(scope.question, passages, parts.sentencesMax, parts, readText, followUp);
  const found = await chooseInTime(scope, passages, extractor, parts);
  if (found.chosen.length === 0) return reply('no_answer', language, parts, { nearby: nearby(passages) });
  const cited = citeSentences(found.chosen, await extractor.rest(found.chosen));
  return compose(language, { ...found, ...cited }, { scope, passages, readText }, parts);
}

interface AskedAsMeant {
  readonly question: string;
  readonly scope: TimeScope;
  readonly passages: readonly Passage[];
  readonly followUp: FollowUp | null;
  /** The passages are those of the documents that the conversation is about. */
  readonly isFocused: boolean;
}

/** The passages for a question, as a follow-up where that has passages that answer and hold what it names, else by itself. */
async function retrieveAsMeant(
  { question, continues, asFollowUp }: Reading,
  plainLanguage: boolean,
  parts: AnswerParts,
): Promise<AskedAsMeant> {
  if (asFollowUp !== null) {
    const found = await retrieveFor(asFollowUp.question, asFollowUp.continues, plainLanguage, parts);
    const best = normalise(found.passages[0]?.chunk.indexedText ?? '');
    if (
      canAnswer(found.scope.question, found.passages, parts) &&
      (found.isFocused || !asFollowUp.mustStay) &&
      asFollowUp.mustHold.every((word) => best.includes(word))
    )
      return found;
  }
  return retrieveFor(question, continues, plainLanguage, parts);
}

/** The passages for a question; for one that goes on from a turn, those of the documents that its answer quotes, where they can answer. */
async function retrieveFor(
  question: string,
  continues: Continued | null,
  plainLanguage: boolean,
  parts: AnswerParts,
): Promise<AskedAsMeant> {
  const scope = readTimeScope(question, parts.today);
  const passages = await retrievePassages(scope.question, plainLanguage, parts);
  const followUp = continues === null ? null : followUpOf(continues);
  if (continues === null || followUp === null) return { question, scope, passages, followUp, isFocused: false };

  const open = { question, scope, passages, followUp: { ...followUp, own: null, mayRefuse: false }, isFocused: false };
  // In another language than its documents, a follow-up finds them only by the question that it goes on from.
  const isFound = quotedIn(passages, continues.answer).length > 0;
  const before = isFound ? [] : await retrievePassages(continues.question, plainLanguage, parts);
  const ids = new Set(focusOn([...passages, ...before], continues).map(({ id }) => id));
  if (ids.size === 0) return open;
  const focus = await parts.retrieve(scope.question, ({ id }) => ids.has(id));
  return canAnswer(scope.question, focus, parts) ? { ...open, passages: focus, followUp, isFocused: true } : open;
}

/** The passages of documents in plain language where those are wished for and can answer, else of all documents. */
async function retrievePassages(
  question: string,
  plainLanguage: boolean,
  parts: AnswerParts,
): Promise<readonly Passage[]> {
  if (plainLanguage) {
    const plain = await parts.retrieve(question, ({ easyLanguage }) => easyLanguage);
    if (canAnswer(question, plain, parts)) return plain;
  }
  return parts.retrieve(question);
}

function canAnswer(
  question: string,
  passages: readonly Passage[],
  { collectionSize, answerableMin }: AnswerParts,
): boolean {
  return estimateAnswerable(question, passages, collectionSize) >= answerableMin;
}

/** The answer of quoted sentences, with the notices its dates and language call for, and what to ask next from the other passages found. */
async function compose(
  language: Locale,
  { chosen, isContradicted, ...cited }: SentencesInTime & CitedSentences,
  { scope, passages, readText }: Pick<AskedAsMeant, 'scope' | 'passages'> & { readonly readText: TextReader },
  parts: AnswerParts,
): Promise<Answer> {
  const citedIds = new Set(cited.citations.map(({ documentId }) => documentId));
  const options = {
    suggestionsMax: SUGGESTIONS_MAX,
    sentencesMax: parts.sentencesMax,
    personaName: parts.context.persona,
  };
  const recency = recencyOfAnswer(cited.citations, parts.today, parts.oldAfterDays);
  const notices = noticesOnAnswer(language, parts.context.address, {
    // Who asks what was gets what was said then.
    oldAsOf: recency.isOld && !asksOfThePast(scope, parts.today) ? recency.asOf : null,
    isPastEvent: !scope.asksPast && announcesPastEvent(chosen, parts.today),
    isContradicted,
    isUndated: recency.isUndated,
    isForeign: cited.citations.some((citation) => !isInLanguage(citation.language, language)),
  });
  return send(
    {
      status: 'answered',
      language,
      answerer: 'extractive',
      ...cited,
      notices,
      suggestions: await suggestTitles(passages, citedIds, options, parts, readText),
      asOf: recency.asOf,
    },
    parts,
  );
}

/** By a time that it names: the tense alone ("Wann wurde … gebaut?") asks for what is known today. */
function asksOfThePast(scope: TimeScope, today: string): boolean {
  return scope.kind === 'past' || (scope.kind === 'period' && scope.period.to < today);
}

/** The fixed reply of a status; a refusal names what was found nearby, whom to ask and how to ask again. */
async function reply(
  status: Exclude<AnswerStatus, 'answered'>,
  language: Locale,
  parts: AnswerParts,
  found: {
    readonly topic?: Topic | null;
    readonly suggestions?: readonly string[];
    readonly nearby?: readonly Passage[];
  } = {},
): Promise<Answer> {
  const citations = (found.nearby ?? []).map((passage, at) => citePassage(passage, at + 1));
  const sentences = replyTo(status, language, parts.context, found.topic).map((text) => ({
    text,
    citations: [],
    language,
  }));
  const mayAskAgain =
    status === 'no_answer' || status === 'clarification' || status === 'smalltalk' || status === 'out_of_scope';
  return send(
    {
      status,
      language,
      answerer: 'reply',
      sentences,
      citations,
      more: citations.map(({ number }) => number),
      notices: status === 'no_answer' ? noticesOnRefusal(language, parts.context) : [],
      suggestions: found.suggestions ?? (mayAskAgain ? parts.examples[language].slice(0, SUGGESTIONS_MAX) : []),
      asOf: null,
    },
    parts,
  );
}

/** The reply when something inside failed; no part of the pipeline is needed for it. */
export function unavailableAnswer(language: Locale, context: ReplyContext, now: Date): Answer {
  const sentences = replyTo('unavailable', language, context).map((text) => ({ text, citations: [], language }));
  return finish(
    {
      status: 'unavailable',
      language,
      answerer: 'reply',
      sentences,
      citations: [],
      more: [],
      notices: [],
      suggestions: [],
      asOf: null,
    },
    now,
  );
}

/** Language of the frame: that of the question, else of the conversation, else German. */
export function languageOf(request: Pick<AskRequest, 'question' | 'history'>): Locale {
  const texts = [request.question, ...request.history.map((turn) => turn.question).reverse()];
  for (const text of texts) {
    const detected = detectLanguage(text);
    if (detected !== null) return detected;
  }
  return 'de';
}

/** What differs from answer to answer; the rest is stamped on when it is finished. */
type AnswerBody = Omit<Answer, 'id' | 'createdAt' | 'model' | 'generated' | 'text'>;

/** Sends the parts of an answer as events, in the order of the contract, then returns the whole. */
async function send(body: AnswerBody, parts: AnswerParts): Promise<Answer> {
  if (body.citations.length > 0) await parts.emit({ type: 'citations', citations: body.citations });
  for (const sentence of body.sentences) await parts.emit({ type: 'sentence', sentence });
  for (const notice of body.notices) await parts.emit({ type: 'notice', notice });
  return finish(body, parts.now());
}

function finish(body: AnswerBody, now: Date): Answer {
  const text = joinSentences(body.sentences, body.citations);
  return { id: randomUUID(), createdAt: now.toISOString(), model: null, generated: false, text, ...body };
}

/** The bot's own contact is no personal data of the citizen who asks about it. */
function holdsPersonalData(question: string, { email, phone }: ReplyContext): boolean {
  return findPersonalData(question).some(({ start, end }) => {
    const found = question.slice(start, end).toLowerCase();
    return found !== email.toLowerCase() && found !== phone;
  });
}

function nearby(passages: readonly Passage[]): Passage[] {
  return passages.filter(({ score }) => score >= NEARBY_SCORE_MIN).slice(0, NEARBY_MAX);
}

/** Titles of documents that hold the vague word; the examples where nothing does. */
function suggestionsFrom(passages: readonly Passage[], language: Locale, parts: AnswerParts): string[] {
  const titles = [...new Set(nearby(passages).map(({ document }) => document.title))];
  return titles.length > 0 ? titles.slice(0, SUGGESTIONS_MAX) : parts.examples[language].slice(0, SUGGESTIONS_MAX);
}
