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
import { generateAnswer, type GenerateParts } from './generate.ts';
import { noticesOnAnswer, noticesOnRefusal } from './notices.ts';
import { passagesForModel } from './passages-for-model.ts';
import { announcesPastEvent } from './past-event.ts';
import { createPlaceholders, KEEP_AS_WRITTEN } from './placeholders.ts';
import { recencyOfAnswer } from './recency.ts';
import { focusOn, followUpOf, quotedIn } from './conversation-focus.ts';
import type { Continued, Reading } from './rephrase.ts';
import { replyTo, type ReplyContext } from './replies.ts';
import { rewriteQuestion } from './rewrite-question.ts';
import { suggestTitles } from './suggest.ts';
import type { TextReader } from './score-lines.ts';
import { readInTime, readTimeScope, type TimeScope } from './time-scope.ts';

/** A language model that writes answers, for one question. */
export interface Writer extends Pick<
  GenerateParts,
  'model' | 'verifier' | 'signal' | 'tokensMax' | 'observe' | 'withhold'
> {
  /** Milliseconds for the whole answer, from its first call of the model on. */
  readonly timeoutMs: number;
}

/** Everything the path of a question needs, wired by `chatbot.ts`. */
export interface AnswerParts {
  /** The question in the spelling of the collection: what is searched and chosen by, never shown. */
  readonly respell: (question: string) => string;
  readonly retrieve: (question: string, accepts?: (document: Document) => boolean) => Promise<readonly Passage[]>;
  readonly embedder: Embedder;
  readonly lexicon: Lexicon;
  readonly rarity: (word: string) => number;
  /** Shared by all that look into pages for this answer. */
  readonly readText: TextReader;
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
  /** Null: answers are quoted. */
  readonly writer: Writer | null;
}

/** Passages named in a refusal as what was found nearby. */
const NEARBY_MAX = 2;
/** A passage below this score is not near, it is something else: four of five paragraphs on another subject are below. */
const NEARBY_SCORE_MIN = 0.4;
const SUGGESTIONS_MAX = 3;

/**
 * The path of a question: guard, intent, history, passages, gate, sentences, citations, dates. With a writer the sentences are those of the model that
 * stand in the passages, and the quoted ones where it fails; what a model says never widens what is answered, since guard, gate and choice in time come
 * before it. Expected outcomes are statuses; only faults and what `emit` throws are thrown.
 */
export async function answerQuestion(request: AskRequest, parts: AnswerParts): Promise<Answer> {
  const language = request.language ?? languageOf(request);

  await parts.emit({ type: 'status', stage: 'understand' });
  const recognised = recogniseRequest(request.question, parts.context.persona);
  // Whoever is in danger gets the emergency numbers, also when they leave their own.
  if (recognised?.intent !== 'crisis' && holdsPersonalData(request.question, parts.context))
    return reply('personal_data', language, parts);
  if (recognised !== null) return reply(recognised.intent, language, parts, { topic: recognised.topic });

  const writing = parts.writer === null ? null : startWriting(parts.writer, language);
  const reading = readInTime(request.question, request.history, parts.context.persona, parts.today);
  const rewritten = writing === null ? null : await rewriteFollowUp(request, reading, writing, parts);

  await parts.emit({ type: 'status', stage: 'retrieve' });
  const asked = await retrieveAsMeant(reading, rewritten, request.plainLanguage, parts);
  const { question, scope, passages, followUp } = asked;
  if (isVague(question))
    return reply('clarification', language, parts, { suggestions: suggestionsFrom(passages, language, parts) });
  if (!canAnswer(scope.question, passages, parts))
    return reply('no_answer', language, parts, { nearby: nearby(passages) });

  await parts.emit({ type: 'status', stage: 'compose' });
  const { sentencesMax, readText } = parts;
  const extractor = await createExtractor(scope.question, passages, sentencesMax, parts, readText, followUp);
  const found = await chooseInTime(scope, passages, extractor, parts);
  if (found.chosen.length === 0) return reply('no_answer', language, parts, { nearby: nearby(passages) });

  // Where documents contradict each other, both are quoted: a model would have to decide between them.
  if (writing !== null && !found.isContradicted) {
    await parts.emit({ type: 'status', stage: 'generate' });
    const answer = await generate(request, found, asked, writing, parts);
    if (answer !== null) return answer;
    await parts.emit({ type: 'status', stage: 'compose' });
  }
  const cited = citeSentences(found.chosen, await extractor.rest(found.chosen));
  await sendSentences(cited, parts);
  return compose({ language, quoted: found.chosen, isContradicted: found.isContradicted, ...cited }, asked, parts);
}

/** A writer at work on one question. */
interface Writing extends Writer, Pick<GenerateParts, 'placeholders' | 'timeLeftMs'> {
  readonly language: Locale;
}

/** Only a model on somebody else's machine must not learn who asks. */
function startWriting(writer: Writer, language: Locale): Writing {
  const endMs = performance.now() + writer.timeoutMs;
  return {
    ...writer,
    language,
    placeholders: writer.model.isRemote ? createPlaceholders() : KEEP_AS_WRITTEN,
    timeLeftMs: () => endMs - performance.now(),
  };
}

/** The model's reading of a question that leans on the conversation; null where it stands alone or the model did not help. */
async function rewriteFollowUp(
  { question, history }: AskRequest,
  reading: Reading,
  writing: Writing,
  { context, today }: AnswerParts,
): Promise<string | null> {
  if (history.length === 0) return null;
  const alone = readInTime(question, [], context.persona, today);
  const leans = reading.asFollowUp !== null || reading.question !== alone.question;
  return leans ? rewriteQuestion(question, history, { ...writing, timeoutMs: writing.timeLeftMs() }) : null;
}

/** The answer that a model writes; null where it wrote none that may be shown. */
async function generate(
  request: AskRequest,
  found: SentencesInTime,
  asked: AskedAsMeant,
  writing: Writing,
  parts: AnswerParts,
): Promise<Answer | null> {
  const { scope, passages } = asked;
  const { language, model } = writing;
  const { persona, address, city } = parts.context;
  const task = {
    question: scope.question,
    passages: passagesForModel(scope, found, passages),
    language,
    plainLanguage: request.plainLanguage,
    sentencesMax: parts.sentencesMax,
  };
  if (task.passages.length === 0) return null;
  const frame = { persona, address, city, today: parts.today };
  const generated = await generateAnswer(task, { ...writing, frame, emit: parts.emit });
  switch (generated.status) {
    case 'no_answer':
      return reply('no_answer', language, parts, { nearby: nearby(passages) });
    case 'nothing':
      return null;
    case 'written':
      return compose({ ...generated, language, isContradicted: false, model: model.id, more: [] }, asked, parts);
  }
}

interface AskedAsMeant {
  readonly question: string;
  readonly scope: TimeScope;
  readonly passages: readonly Passage[];
  readonly followUp: FollowUp | null;
  /** The passages are those of the documents that the conversation is about. */
  readonly isFocused: boolean;
}

/**
 * The passages for a question: as a model has rewritten it where those answer, as a follow-up where that has passages that answer and hold what it names,
 * else by itself.
 */
async function retrieveAsMeant(
  { question, continues, asFollowUp }: Reading,
  rewritten: string | null,
  plainLanguage: boolean,
  parts: AnswerParts,
): Promise<AskedAsMeant> {
  const answers = (found: AskedAsMeant, mustHold: readonly string[]) =>
    canAnswer(found.scope.question, found.passages, parts) && holdsAll(found, mustHold, parts);
  if (rewritten !== null) {
    const found = await retrieveFor(rewritten, null, plainLanguage, parts);
    if (answers(found, asFollowUp?.mustHold ?? [])) return found;
  }
  if (asFollowUp !== null) {
    const found = await retrieveFor(asFollowUp.question, asFollowUp.continues, plainLanguage, parts);
    if ((found.isFocused || !asFollowUp.mustStay) && answers(found, asFollowUp.mustHold)) return found;
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
  const read = readTimeScope(question, parts.today);
  const scope = { ...read, question: parts.respell(read.question) };
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

/** Whether the best passage found holds each of the normalised words. */
function holdsAll({ passages }: AskedAsMeant, mustHold: readonly string[], { respell }: AnswerParts): boolean {
  const best = normalise(passages[0]?.chunk.indexedText ?? '');
  return mustHold.every((word) => best.includes(respell(word)));
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

/** Sentences that have been sent, with what is to be said of them. */
interface Composed extends CitedSentences {
  readonly language: Locale;
  /** The places in documents that they quote, or rest on. */
  readonly quoted: SentencesInTime['chosen'];
  readonly isContradicted: boolean;
  /** Id of the model that wrote them; absent where they are quoted. */
  readonly model?: string;
  readonly isIncomplete?: boolean;
}

/** The answer of sentences, with the notices its dates and language call for, and what to ask next from the other passages found. */
async function compose(
  { language, quoted, isContradicted, model, isIncomplete = false, sentences, citations, more }: Composed,
  { scope, passages }: Pick<AskedAsMeant, 'scope' | 'passages'>,
  parts: AnswerParts,
): Promise<Answer> {
  const citedIds = new Set(citations.map(({ documentId }) => documentId));
  const options = {
    suggestionsMax: SUGGESTIONS_MAX,
    sentencesMax: parts.sentencesMax,
    personaName: parts.context.persona,
  };
  const recency = recencyOfAnswer(citations, parts.today, parts.oldAfterDays);
  const notices = noticesOnAnswer(language, parts.context.address, {
    // Who asks what was gets what was said then.
    oldAsOf: recency.isOld && !asksOfThePast(scope, parts.today) ? recency.asOf : null,
    isPastEvent: !scope.asksPast && announcesPastEvent(quoted, parts.today),
    isContradicted,
    isUndated: recency.isUndated,
    isForeign: citations.some((citation) => !isInLanguage(citation.language, language)),
    isGenerated: model !== undefined,
    isIncomplete,
  });
  for (const notice of notices) await parts.emit({ type: 'notice', notice });
  return finish(
    {
      status: 'answered',
      language,
      ...(model === undefined
        ? { answerer: 'extractive', model: null, generated: false }
        : { answerer: 'generative', model, generated: true }),
      sentences,
      citations,
      more,
      notices,
      suggestions: await suggestTitles(passages, citedIds, options, parts, parts.readText),
      asOf: recency.asOf,
    },
    parts.now(),
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
  const notices = status === 'no_answer' ? noticesOnRefusal(language, parts.context) : [];
  await sendSentences({ sentences, citations }, parts);
  for (const notice of notices) await parts.emit({ type: 'notice', notice });
  return finish(
    {
      ...FIXED,
      status,
      language,
      sentences,
      citations,
      more: citations.map(({ number }) => number),
      notices,
      suggestions: found.suggestions ?? (mayAskAgain ? parts.examples[language].slice(0, SUGGESTIONS_MAX) : []),
    },
    parts.now(),
  );
}

/** What all fixed replies have in common. */
const FIXED = { answerer: 'reply', model: null, generated: false, asOf: null } as const;

/** The reply when something inside failed; no part of the pipeline is needed for it. */
export function unavailableAnswer(language: Locale, context: ReplyContext, now: Date): Answer {
  const sentences = replyTo('unavailable', language, context).map((text) => ({ text, citations: [], language }));
  return finish(
    { ...FIXED, status: 'unavailable', language, sentences, citations: [], more: [], notices: [], suggestions: [] },
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

/** Sends quoted sentences and fixed replies, all their citations first. */
async function sendSentences(
  { sentences, citations }: Pick<Answer, 'sentences' | 'citations'>,
  { emit }: AnswerParts,
): Promise<void> {
  if (citations.length > 0) await emit({ type: 'citations', citations });
  for (const sentence of sentences) await emit({ type: 'sentence', sentence });
}

function finish(body: Omit<Answer, 'id' | 'createdAt' | 'text'>, now: Date): Answer {
  return {
    id: randomUUID(),
    createdAt: now.toISOString(),
    text: joinSentences(body.sentences, body.citations, body.generated),
    ...body,
  };
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
