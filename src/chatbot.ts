import { join } from 'node:path';
import { answerQuestion, languageOf, unavailableAnswer, type Writer } from './answer/answer-question.ts';
import type { ModelCall } from './answer/call-model.ts';
import { disclaimers } from './answer/notices.ts';
import { createTextReader } from './answer/score-lines.ts';
import type { ReplyContext } from './answer/replies.ts';
import { createVerifier } from './answer/verify.ts';
import type { WithheldReason } from './answer/withheld.ts';
import { todayIn } from './clock.ts';
import type { Config } from './config.ts';
import { isAnswerable, supersededIds } from './corpus/state.ts';
import { createEmbedder } from './embed/create-embedder.ts';
import { isLumiError, LumiError } from './errors.ts';
import { comparePartialDates } from './language/dates.ts';
import type { ChatModel } from './llm/chat-model.ts';
import { createChatModel } from './llm/create-chat-model.ts';
import { expandQuestion } from './retrieve/expand.ts';
import { readLexicon } from './retrieve/lexicon.ts';
import { isInLanguage } from './language/language-range.ts';
import { retrieve } from './retrieve/retrieve.ts';
import { respell } from './retrieve/spelling.ts';
import { openLiveIndex, type LiveIndex } from './store/live-index.ts';
import type { GenerationInfo } from './store/manifest.ts';
import type { IndexGeneration } from './store/open-generation.ts';
import {
  LOCALES,
  type Answer,
  type AnswerEvent,
  type AskRequest,
  type ChatbotInfo,
  type Document,
  type PartialDate,
  type Passage,
} from './types.ts';

/** For faces that show an answer sentence by sentence. */
export { sentenceWithin, type SentencePlace } from './answer/citations.ts';
export { estimateTokens } from './llm/estimate-tokens.ts';

export interface Readiness {
  readonly ready: boolean;
  /** Each check by name with what it found, for operators; no secrets, no paths of the machine. */
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail: string }>>;
}

export interface Chatbot {
  readonly config: Config;
  /**
   * Answers one question. Expected outcomes are statuses of the answer; a fault inside gives the status `unavailable` and is
   * reported to the log. `onEvent` is awaited, so a slow reader slows the answer, not the memory. Rejects only where nobody waits for the
   * answer any more: with the reason of an aborted signal, or with what `onEvent` threw.
   */
  answerQuestion(request: AskRequest, options?: AnswerOptions): Promise<Answer>;
  /** Ranked passages without a gate. Throws `not_ready` without an index. */
  retrieve(question: string, options: RetrieveOptions): Promise<readonly Passage[]>;
  /** What is searched for instead of words of a question besides them: other names that the lexicon knows. */
  wordingsOf(question: string): readonly Wordings[];
  info(): ChatbotInfo;
  /** Documents that may be answered from today, sorted by id. */
  listDocuments(): readonly Document[];
  findDocument(id: string): Document | null;
  readiness(): Readiness;
  /** The index generation in use; null without an index. */
  generation(): GenerationInfo | null;
  close(): Promise<void>;
}

export interface Wordings {
  /** Normalised words of the question. */
  readonly said: string;
  readonly others: readonly string[];
}

export interface RetrieveOptions {
  readonly limit: number;
  /** Language of the documents searched, as a language range: `de` takes `de-AT` as well. */
  readonly language?: string;
  /** Further narrows the documents searched; figures of the collection stay those of all documents. */
  readonly accepts?: DocumentFilter;
}

/** What a language model did for one answer; nothing that was said. */
export interface GenerationReport {
  readonly calls: readonly ModelCall[];
  /** Why sentences were not shown, one entry for each. */
  readonly withheld: readonly WithheldReason[];
}

export interface AnswerOptions {
  /** Further narrows the documents answered from, for example to the page that an evaluation gives. */
  readonly accepts?: DocumentFilter;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: AnswerEvent) => void | Promise<void>;
  /** Told once, in the end, where a language model was asked; also where nobody waits for the answer any more. */
  readonly onGeneration?: (report: GenerationReport) => void;
}

export interface ChatbotOptions {
  /** The clock; tests freeze it. */
  readonly now?: () => Date;
  /** Receives what operators should know: a refused generation, a fault while answering. Never a question or an answer. */
  readonly report?: (message: string) => void;
}

/** Passages that are retrieved for an answer: more than are read for it, because a refusal names what was found nearby. */
const PASSAGES_FOR_ANSWER = 10;

/**
 * Wires the parts to a chatbot over the index of the data folder. Without an index it starts all the same and is not ready until one is built. Throws
 * `model_not_found` or `model_invalid` where the embedding model cannot be loaded.
 */
export async function createChatbot(config: Config, options: ChatbotOptions = {}): Promise<Chatbot> {
  const { now = () => new Date(), report = () => undefined } = options;
  const embedder = await createEmbedder(config.embeddingModel);
  const lexicon = readLexicon();
  const index = await openLiveIndex({
    indexDir: indexFolder(config),
    expected: embedder,
    onProblem: (problem) => {
      report(`${problem.code}: ${problem.message}`);
    },
  });
  const today = () => todayIn(config.city.timeZone, now());
  const model = config.llm === null ? null : await createChatModel(config.llm, config.generation, { today });
  const verifier = createVerifier({ embedder, lexicon });
  const context = replyContext(config, model);

  const answer = (
    generation: IndexGeneration,
    request: AskRequest,
    isInScope: DocumentFilter | undefined,
    work: Pick<Writer, 'signal' | 'observe' | 'withhold'> & { readonly emit: (event: AnswerEvent) => Promise<void> },
  ) => {
    const { emit, ...writing } = work;
    const { timeoutMs, tokensPerAnswer: tokensMax } = config.generation;
    const writer = model === null ? null : { ...writing, model, verifier, timeoutMs, tokensMax };
    const day = today();
    const excluded = excludedFrom(generation, day);
    return answerQuestion(request, {
      respell: (question) => respell(question, { index: generation, lexicon, embedder }),
      retrieve: (question, isWanted) =>
        retrieve(generation, { embedder, lexicon }, question, {
          limit: PASSAGES_FOR_ANSWER,
          accepts: every(isIncluded(excluded), isInScope, isWanted),
          today: day,
        }),
      embedder,
      lexicon,
      rarity: (word) => generation.rarity(word),
      readText: createTextReader(embedder),
      collectionSize: generation.info.passages,
      context,
      examples: config.examples,
      ...config.answers,
      now,
      today: day,
      emit,
      writer,
    });
  };

  return {
    config,
    async answerQuestion(request, options = {}) {
      const { accepts, signal = new AbortController().signal, onEvent = () => undefined, onGeneration } = options;
      const calls: ModelCall[] = [];
      const withheld: WithheldReason[] = [];
      const reader = { isGone: false };
      const emit = async (event: AnswerEvent) => {
        try {
          signal.throwIfAborted();
          await onEvent(event);
        } catch (error) {
          reader.isGone = true;
          throw error;
        }
      };
      try {
        const work = {
          emit,
          signal,
          observe: (call: ModelCall) => calls.push(call),
          withhold: (reason: WithheldReason) => withheld.push(reason),
        };
        return await withGeneration(index, (generation) => answer(generation, request, accepts, work));
      } catch (error) {
        if (reader.isGone || signal.aborted) throw error;
        report(`A question could not be answered: ${withoutContent(error)}`);
        const reply = unavailableAnswer(request.language ?? languageOf(request), context, now());
        for (const sentence of reply.sentences) await emit({ type: 'sentence', sentence });
        return reply;
      } finally {
        if (calls.length > 0) onGeneration?.({ calls, withheld });
      }
    },
    retrieve: (question, { limit, language, accepts: isInScope }) =>
      withGeneration(index, (generation) => {
        const speaks =
          language === undefined ? undefined : (document: Document) => isInLanguage(document.language, language);
        const accepts = every(isIncluded(excludedFrom(generation, today())), isInScope, speaks);
        const respelt = respell(question, { index: generation, lexicon, embedder });
        return retrieve(generation, { embedder, lexicon }, respelt, { limit, accepts, today: today() });
      }),
    wordingsOf: (question) =>
      expandQuestion(question, lexicon)
        .filter(({ others }) => others.length > 0)
        .map(({ own, others }) => ({ said: own, others })),
    info: () =>
      describeChatbot(
        config,
        context,
        inGeneration(index, (generation) => corpusFacts(generation, today())),
      ),
    listDocuments: () => inGeneration(index, (generation) => answerableDocuments(generation, today())) ?? [],
    findDocument: (id) =>
      inGeneration(index, (generation) => {
        const document = generation.documents.get(id);
        return document === undefined || excludedFrom(generation, today()).has(document) ? null : document;
      }),
    readiness: () => readinessOf(config, index.info()),
    generation: () => index.info(),
    close: () => {
      index.close();
      return Promise.resolve();
    },
  };
}

/** The folder of the index within the data folder. */
export function indexFolder(config: Pick<Config, 'dataDir'>): string {
  return join(config.dataDir, 'index');
}

/** Runs a step on the generation in use and keeps it alive until the step has ended. Throws `not_ready` without one. */
async function withGeneration<T>(index: LiveIndex, step: (generation: IndexGeneration) => Promise<T>): Promise<T> {
  const lease = index.acquire();
  if (lease === null) throw new LumiError('not_ready', 'There is no index yet. Run "lumi index" to build it.');
  try {
    return await step(lease.generation);
  } finally {
    lease.release();
  }
}

/** As `withGeneration`, for a step that needs no waiting; null without an index. */
function inGeneration<T>(index: LiveIndex, step: (generation: IndexGeneration) => T): T | null {
  const lease = index.acquire();
  if (lease === null) return null;
  try {
    return step(lease.generation);
  } finally {
    lease.release();
  }
}

/** Documents of a generation that may not be answered from on a day: as good as always the same, so they are looked for once a day. */
const EXCLUDED = new WeakMap<IndexGeneration, { readonly day: string; readonly documents: ReadonlySet<Document> }>();

function excludedFrom(generation: IndexGeneration, day: string): ReadonlySet<Document> {
  const known = EXCLUDED.get(generation);
  if (known?.day === day) return known.documents;
  const all = [...generation.documents.values()];
  const context = { today: day, superseded: supersededIds(all) };
  const documents = new Set(all.filter((document) => !isAnswerable(document, context)));
  EXCLUDED.set(generation, { day, documents });
  return documents;
}

type DocumentFilter = (document: Document) => boolean;

/** Undefined where nothing is excluded: searching without a filter is quicker. */
function isIncluded(excluded: ReadonlySet<Document>): DocumentFilter | undefined {
  return excluded.size === 0 ? undefined : (document) => !excluded.has(document);
}

/** The filter that all given ones agree to; undefined without any. */
function every(...filters: readonly (DocumentFilter | undefined)[]): DocumentFilter | undefined {
  const given = filters.filter((filter) => filter !== undefined);
  return given.length === 0 ? undefined : (document) => given.every((filter) => filter(document));
}

function answerableDocuments(generation: IndexGeneration, day: string): Document[] {
  const excluded = excludedFrom(generation, day);
  return [...generation.documents.values()].filter((document) => !excluded.has(document));
}

function replyContext(config: Config, model: ChatModel | null): ReplyContext {
  return {
    writer: model === null ? 'none' : model.isRemote ? 'remote' : 'local',
    persona: config.persona.name,
    address: config.persona.address,
    city: config.city.name,
    email: config.contact.email,
    phone: config.contact.phone,
  };
}

/** What citizens can be answered from today. */
function corpusFacts(generation: IndexGeneration, today: string): ChatbotInfo['corpus'] {
  const documents = answerableDocuments(generation, today);
  const dates = documents.flatMap(({ publishedOn }) => (publishedOn === null ? [] : [publishedOn]));
  return {
    documents: documents.length,
    passages: documents.reduce((sum, { id }) => sum + passagesOf(generation, id), 0),
    newest: dates.reduce<PartialDate | null>(
      (newest, date) => (newest === null || comparePartialDates(newest, date) < 0 ? date : newest),
      null,
    ),
  };
}

function passagesOf(generation: IndexGeneration, documentId: string): number {
  const rows = generation.rowsOf(documentId);
  return rows === null ? 0 : rows.end - rows.start;
}

function describeChatbot(config: Config, context: ReplyContext, corpus: ChatbotInfo['corpus'] | null): ChatbotInfo {
  const { persona, city, greeting, contact, links, examples, limits } = config;
  return {
    persona,
    city: city.name,
    greeting,
    disclaimers: { de: disclaimers('de', context, links.privacy), en: disclaimers('en', context, links.privacy) },
    contact,
    links,
    languages: LOCALES,
    examples,
    limits: {
      questionCharsMax: limits.questionCharsMax,
      historyTurnsMax: limits.historyTurnsMax,
      historyAnswerCharsMax: limits.historyAnswerCharsMax,
    },
    corpus: corpus ?? { documents: 0, passages: 0, newest: null },
  };
}

function readinessOf(config: Config, index: GenerationInfo | null): Readiness {
  const checks = {
    index: {
      ok: index !== null,
      detail: index === null ? 'no index yet' : `${index.id}: ${index.documents} documents, ${index.passages} passages`,
    },
    maintenance: {
      ok: !config.maintenance,
      detail: config.maintenance ? 'maintenance is switched on (LUMI_MAINTENANCE)' : 'off',
    },
  };
  return { ready: Object.values(checks).every(({ ok }) => ok), checks };
}

/** The message of an unknown fault could hold words of the question; Lumi's own errors never do. */
function withoutContent(error: unknown): string {
  if (isLumiError(error)) return `${error.code}: ${error.message}`;
  return error instanceof Error ? error.name : typeof error;
}
