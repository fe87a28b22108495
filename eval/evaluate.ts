import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import pMap from 'p-map';
import {
  addFiles,
  buildIndex,
  createChatbot,
  estimateAnswerable,
  loadConfig,
  LumiError,
  lumiVersion,
  messageOf,
  packageRoot,
  todayIn,
  type Answer,
  type Chatbot,
  type Config,
  type Locale,
  type Turn,
} from '../src/index.ts';
import { commitOf } from './commit.ts';
import { withCorpusOf, type CollectionChatbot } from './collection-corpus.ts';
import {
  readCollection,
  reportableQuestions,
  unanswerableQuestions,
  type Collection,
  type CollectionQuestion,
} from './dataset.ts';
import { figuresOf } from './figures.ts';
import { lineRecall, linePrecision } from './metrics/answer-lines.ts';
import { containsGold } from './metrics/answer-text.ts';
import { hitAt, ndcgAt, type Grades } from './metrics/ranking.ts';
import { predictedLines } from './predicted-lines.ts';
import type { QuestionResult, Run, RunRecord } from './run.ts';
import { scoreAnswer, shownText, type Scores } from './score-answer.ts';
import type { Suite, SuiteQuestion } from './suite.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

export interface EvaluateOptions {
  /** Questions that are under way at once; more than one helps where a language model is asked. */
  readonly parallel: number;
  /** Of the resampling behind the intervals. */
  readonly seed: number;
  /** The day (`YYYY-MM-DD`) on which questions are asked that name none; null = the suite's, else today. */
  readonly today: string | null;
  readonly onProgress: (done: number, total: number) => void;
  /** Takes what should be known beside the figures, for example a page that was left out. */
  readonly onRemark: (text: string) => void;
}

/** Passages retrieved for the figures of retrieval: as many as the gate and the ranking metrics look at. */
const PASSAGES = 30;

/**
 * Asks a suite on the corpus of the settings, whose index is brought up to date, or on the corpus that the suite names, whose index is removed
 * afterwards.
 */
export async function evaluateSuite(suite: Suite, config: Config, options: EvaluateOptions): Promise<Run> {
  const { corpusDir } = suite;
  if (corpusDir === null) return await askSuite(suite, config, options);
  return await inTemporaryFolder((folder) =>
    askSuite(suite, { ...config, corpusDir, dataDir: join(folder, 'var') }, options),
  );
}

async function askSuite(suite: Suite, config: Config, options: EvaluateOptions): Promise<Run> {
  const { problems } = await buildIndex(config);
  // A document that was left out would make its questions wrong without a word.
  for (const { path, message } of problems.filter(({ severity }) => severity === 'error'))
    options.onRemark(`error: ${path}: ${message}`);
  const today = options.today ?? suite.today ?? todayIn(config.city.timeZone);
  const clock = { day: today };
  const chatbot = await createChatbot(config, { now: () => noonOf(clock.day), report: options.onRemark });
  const facts = { name: suite.name, digest: suite.digest, questions: suite.questions.length };
  try {
    return await run(chatbot, facts, today, suite.questions, (question) => askOne(question, chatbot), {
      ...options,
      beginDay: (day) => (clock.day = day),
    });
  } finally {
    await chatbot.close();
  }
}

/**
 * Asks a suite on the documents that ingesting a folder of pages gives, and nothing else; corpus and index are removed afterwards. Throws `usage` where
 * there is no such folder.
 */
export async function evaluatePages(
  suite: Suite,
  pages: string,
  config: Config,
  options: EvaluateOptions,
): Promise<Run> {
  if (!existsSync(pages)) throw new LumiError('usage', `There is no folder ${pages} with pages.`);
  return await inTemporaryFolder(async (folder) => {
    const own = { ...config, corpusDir: join(folder, 'corpus'), dataDir: join(folder, 'var') };
    const { outcomes, failures } = await addFiles(own.corpusDir, [pages], {
      bytesMax: own.limits.fileBytesMax,
      status: 'live',
    });
    for (const { path, message } of failures) options.onRemark(`error: ${path}: ${message}`);
    options.onRemark(`${outcomes.length} documents from ${pages}`);
    return await askSuite(suite, own, options);
  });
}

/** Asks the questions of a collection (BEIR or SQuAD folder) on its documents. `language` is that of the documents. */
export async function evaluateCollection(folder: string, language: Locale, options: EvaluateOptions): Promise<Run> {
  const collection = await readCollection(folder);
  const questions = [...new Set([...reportableQuestions(collection), ...unanswerableQuestions(collection)])];
  const digest = createHash('sha256').update(JSON.stringify(collection.questions)).digest('hex');
  const suite = { name: basename(folder), digest, questions: questions.length };
  const today = options.today ?? todayIn(loadConfig().city.timeZone);
  return await withCorpusOf(collection.documents, { language, now: () => noonOf(today) }, async (over) => {
    const ask = (question: CollectionQuestion) => askCollection(question, collection, over);
    return await run(over.chatbot, suite, today, questions, ask, { ...options, beginDay: () => undefined });
  });
}

function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

type Asked = Pick<QuestionResult, 'answer' | 'missingFacts' | 'unmet' | 'scores' | 'gate'>;

interface RunOptions extends EvaluateOptions {
  /** Sets the clock: questions of one day may be under way at once, those of different days follow each other. */
  readonly beginDay: (day: string) => void;
}

async function run<T extends SuiteQuestion | CollectionQuestion>(
  chatbot: Chatbot,
  suite: RunRecord['suite'],
  today: string,
  questions: readonly T[],
  ask: (question: T) => Promise<Asked>,
  options: RunOptions,
): Promise<Run> {
  const startedAt = new Date();
  const resultOf = async (question: T): Promise<QuestionResult> => {
    const from = performance.now();
    const asked = await ask(question).catch((error: unknown) => ({
      answer: null,
      missingFacts: [],
      unmet: [],
      scores: {},
      gate: null,
      error: messageOf(error),
    }));
    const answer = asked.answer === null ? null : pickAnswer(asked.answer);
    return { ...describeQuestion(question), durationMs: performance.now() - from, error: null, ...asked, answer };
  };

  const resultOfEach = new Map<T, QuestionResult>();
  for (const [day, ofDay] of byDay(questions, today)) {
    options.beginDay(day);
    await pMap(
      ofDay,
      async (question) => {
        resultOfEach.set(question, await resultOf(question));
        options.onProgress(resultOfEach.size, questions.length);
      },
      { concurrency: options.parallel },
    );
  }
  const results = questions.map((question) => resultOfEach.get(question)!);
  return {
    format: 1,
    startedAt: startedAt.toISOString(),
    durationMs: Math.round(Date.now() - startedAt.getTime()),
    record: await recordOf(chatbot, suite, today, options.seed),
    figures: figuresOf(results, { seed: options.seed }),
    errors: results.filter(({ error }) => error !== null).length,
    results,
  };
}

/** The questions by the day on which they are asked: their own, else the given one. */
function byDay<T extends SuiteQuestion | CollectionQuestion>(questions: readonly T[], today: string): Map<string, T[]> {
  const days = new Map<string, T[]>();
  for (const question of questions) {
    const day = ('today' in question ? question.today : undefined) ?? today;
    const ofDay = days.get(day);
    if (ofDay === undefined) days.set(day, [question]);
    else ofDay.push(question);
  }
  return days;
}

/** What a run keeps of an answer: nothing that differs each time it is given. */
function pickAnswer({ status, text, citations, more }: NonNullable<Asked['answer']>): NonNullable<Asked['answer']> {
  return { status, text, citations, more };
}

function describeQuestion(
  question: SuiteQuestion | CollectionQuestion,
): Pick<QuestionResult, 'id' | 'question' | 'language' | 'groups' | 'expected' | 'alsoRight'> {
  if ('question' in question) {
    const { id, question: text, language, expected, alsoRight, page, topic, history } = question;
    const kind = topic === null ? (history.length > 0 ? 'follow-up' : language) : `${topic} topic`;
    const groups = page === null ? [kind] : [kind, `page ${page}`];
    return { id, question: text, language, expected, alsoRight, groups };
  }
  const { id, text, answerable, city } = question;
  const expected = answerable === false ? 'no_answer' : 'answered';
  return { id, question: text, language: null, expected, alsoRight: [], groups: city === undefined ? [] : [city] };
}

async function askOne(question: SuiteQuestion, chatbot: Chatbot): Promise<Asked> {
  const history: Turn[] = [];
  for (const earlier of question.history) {
    const { text } = await askText(earlier, question.language, history, chatbot);
    history.push({ question: earlier, answer: text });
  }
  const answer = await askText(question.question, question.language, history, chatbot);
  const { scores, ...missed } = scoreAnswer(answer, question, (id) => chatbot.findDocument(id)?.text ?? null);
  // A follow-up is rewritten on its way to the index, so its own words say nothing about retrieval.
  if (history.length > 0) return { answer, ...missed, scores, gate: null };
  const { ranked, gate } = await searched(question.question, chatbot);
  const relevant = new Map(question.documents.map((id) => [id, 1]));
  return { answer, ...missed, scores: { ...scores, ...rankingScores(ranked, relevant) }, gate };
}

async function askCollection(
  question: CollectionQuestion,
  { relevant }: Collection,
  over: CollectionChatbot,
): Promise<Asked> {
  const answer = await askText(question.text, null, [], over.chatbot);
  const { ranked, gate } = await searched(question.text, over.chatbot);
  const isAnswerable = question.answerable !== false;
  const scores: Scores = {
    status: (answer.status === 'answered') === isAnswerable ? 1 : 0,
    ...rankingScores(ranked.map(over.idOf), relevant.get(question.id) ?? new Map()),
    ...(isAnswerable &&
      question.answers !== undefined && { 'contains gold': containsGold(shownText(answer), question.answers) }),
    ...(isAnswerable && question.answerLines !== undefined && lineScores(question, answer, over)),
  };
  return { answer, missingFacts: [], unmet: [], scores, gate };
}

function lineScores({ answerLines, page }: CollectionQuestion, answer: Answer, over: CollectionChatbot): Scores {
  const gold = new Set(answerLines);
  const predicted = predictedLines(answer, page ?? '', over);
  return {
    'line precision': linePrecision({ predicted, gold }),
    'line recall': lineRecall({ predicted, gold }),
    'no line shown': predicted.size === 0 ? 1 : 0,
  };
}

/** A fault while answering is an answer to a citizen, but an error here: it says nothing about quality. */
async function askText(
  question: string,
  language: Locale | null,
  history: readonly Turn[],
  chatbot: Chatbot,
): Promise<Answer> {
  const answer = await chatbot.answerQuestion({ question, history, language, plainLanguage: false });
  if (answer.status === 'unavailable') throw new Error('The chatbot could not answer because of a fault of its own.');
  return answer;
}

/** What retrieval gives for a question: distinct documents, best first, and the gate's estimate. */
async function searched(question: string, chatbot: Chatbot): Promise<{ ranked: string[]; gate: number }> {
  const passages = await chatbot.retrieve(question, { limit: PASSAGES });
  const gate = estimateAnswerable(question, passages, chatbot.generation()?.passages ?? 0);
  return { ranked: [...new Set(passages.map(({ document }) => document.id))], gate };
}

function rankingScores(ranked: readonly string[], relevant: Grades): Scores {
  if (relevant.size === 0) return {};
  return {
    'hit@1': hitAt(1, ranked, relevant),
    'hit@5': hitAt(5, ranked, relevant),
    'nDCG@10': ndcgAt(10, ranked, relevant),
  };
}

async function recordOf(chatbot: Chatbot, suite: RunRecord['suite'], today: string, seed: number): Promise<RunRecord> {
  const index = chatbot.generation();
  if (index === null) throw new LumiError('not_ready', 'There is no index to evaluate. Run "lumi index" to build it.');
  const { answers, limits, persona } = chatbot.config;
  return {
    lumiVersion: lumiVersion(),
    commit: await commitOf(packageRoot()),
    node: process.version,
    suite,
    corpusDigest: index.corpusDigest,
    generation: index.id,
    documents: index.documents,
    passages: index.passages,
    embedder: index.embedder.id,
    vectorStore: index.storeKind,
    settings: { answers, chunking: index.chunking, limits, persona },
    today,
    seed,
  };
}
