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
  /** The day (`YYYY-MM-DD`) on which the questions are asked; null = the suite's, else today. */
  readonly today: string | null;
  readonly onProgress: (done: number, total: number) => void;
  /** Takes what should be known beside the figures, for example a page that was left out. */
  readonly onRemark: (text: string) => void;
}

/** Passages retrieved for the figures of retrieval: as many as the gate and the ranking metrics look at. */
const PASSAGES = 30;

/** Asks a suite on the corpus of the settings, whose index is brought up to date. */
export async function evaluateSuite(suite: Suite, config: Config, options: EvaluateOptions): Promise<Run> {
  await buildIndex(config);
  const today = options.today ?? suite.today ?? todayIn(config.city.timeZone);
  const chatbot = await createChatbot(config, { now: () => noonOf(today), report: options.onRemark });
  try {
    const facts = { name: suite.name, digest: suite.digest, questions: suite.questions.length };
    return await run(chatbot, facts, today, suite.questions, (question) => askOne(question, chatbot), options);
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
    return await evaluateSuite(suite, own, options);
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
    return await run(over.chatbot, suite, today, questions, ask, options);
  });
}

function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

type Asked = Pick<QuestionResult, 'answer' | 'missingFacts' | 'scores' | 'gate'>;

async function run<T extends SuiteQuestion | CollectionQuestion>(
  chatbot: Chatbot,
  suite: RunRecord['suite'],
  today: string,
  questions: readonly T[],
  ask: (question: T) => Promise<Asked>,
  options: EvaluateOptions,
): Promise<Run> {
  const startedAt = new Date();
  let done = 0;
  const results = await pMap(
    questions,
    async (question): Promise<QuestionResult> => {
      const from = performance.now();
      const asked = await ask(question).catch((error: unknown) => ({
        answer: null,
        missingFacts: [],
        scores: {},
        gate: null,
        error: messageOf(error),
      }));
      done += 1;
      options.onProgress(done, questions.length);
      const answer = asked.answer === null ? null : pickAnswer(asked.answer);
      return {
        ...describeQuestion(question),
        durationMs: performance.now() - from,
        error: null,
        ...asked,
        answer,
      };
    },
    { concurrency: options.parallel },
  );
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

/** What a run keeps of an answer: nothing that differs each time it is given. */
function pickAnswer({ status, text, citations, more }: NonNullable<Asked['answer']>): NonNullable<Asked['answer']> {
  return { status, text, citations, more };
}

function describeQuestion(
  question: SuiteQuestion | CollectionQuestion,
): Pick<QuestionResult, 'id' | 'question' | 'language' | 'groups' | 'expected'> {
  if ('question' in question) {
    const { id, question: text, language, expected, page, topic, history } = question;
    const kind = topic === null ? (history.length > 0 ? 'follow-up' : language) : `${topic} topic`;
    return { id, question: text, language, expected, groups: page === null ? [kind] : [kind, `page ${page}`] };
  }
  const { id, text, answerable, city } = question;
  const expected = answerable === false ? 'no_answer' : 'answered';
  return { id, question: text, language: null, expected, groups: city === undefined ? [] : [city] };
}

async function askOne(question: SuiteQuestion, chatbot: Chatbot): Promise<Asked> {
  const history: Turn[] = [];
  for (const earlier of question.history) {
    const { text } = await askText(earlier, question.language, history, chatbot);
    history.push({ question: earlier, answer: text });
  }
  const answer = await askText(question.question, question.language, history, chatbot);
  const { scores, missingFacts } = scoreAnswer(answer, question, (id) => chatbot.findDocument(id)?.text ?? null);
  // A follow-up is rewritten on its way to the index, so its own words say nothing about retrieval.
  if (history.length > 0) return { answer, missingFacts, scores, gate: null };
  const { ranked, gate } = await searched(question.question, chatbot);
  const relevant = new Map(question.documents.map((id) => [id, 1]));
  return { answer, missingFacts, scores: { ...scores, ...rankingScores(ranked, relevant) }, gate };
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
  return { answer, missingFacts: [], scores, gate };
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
