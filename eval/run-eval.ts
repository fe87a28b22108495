import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  addFiles,
  buildIndex,
  createChatbot,
  loadConfig,
  messageOf,
  packageRoot,
  type Answer,
  type Chatbot,
} from '../src/index.ts';
import { readSuite, type EvalQuestion } from './dataset.ts';
import { scoreAnswer, type AnswerScore } from './score-answer.ts';

/**
 * Asks every question of a suite and reports the answers one by one.
 *
 *     npm run eval                                            the shipped suite on the configured corpus
 *     npm run eval -- path/to/suite.yaml --json               another suite, as JSON
 *     npm run eval -- --pages folder/with/pages               on the documents that ingesting a folder gives, and nothing else
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pages: { type: 'string' }, json: { type: 'boolean', default: false } },
});

interface EvalResult {
  readonly question: EvalQuestion;
  /** Null when asking failed; the error is told instead. */
  readonly answer: Answer | null;
  readonly score: AnswerScore | null;
  readonly error: string | null;
}

const suitePath = positionals[0] ?? join(packageRoot(), 'eval', 'questions', 'press-pages.yaml');
const questions = readSuite(suitePath);
const results = values.pages === undefined ? await runOnConfigured() : await runOnPages(values.pages);
report(results);
process.exitCode = results.some(({ error }) => error !== null) ? 1 : 0;

async function runOnConfigured(): Promise<EvalResult[]> {
  const config = loadConfig();
  await buildIndex(config);
  return askAll(await createChatbot(config));
}

/** Builds a corpus and an index of the pages in a temporary folder, which is removed afterwards. */
async function runOnPages(pages: string): Promise<EvalResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lumi-eval-'));
  try {
    const config = loadConfig({
      flags: { LUMI_CORPUS_DIR: join(folder, 'corpus'), LUMI_DATA_DIR: join(folder, 'var') },
    });
    const { outcomes, failures } = await addFiles(config.corpusDir, [pages], {
      bytesMax: config.limits.fileBytesMax,
      status: 'live',
    });
    for (const { path, message } of failures) process.stderr.write(`error: ${path}: ${message}\n`);
    process.stderr.write(`${outcomes.length} documents from ${pages}\n`);
    await buildIndex(config);
    return await askAll(await createChatbot(config));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function askAll(chatbot: Chatbot): Promise<EvalResult[]> {
  const answered: EvalResult[] = [];
  for (const question of questions) {
    try {
      const answer = await chatbot.answerQuestion({
        question: question.question,
        history: [],
        language: question.language,
        plainLanguage: false,
      });
      answered.push({ question, answer, score: scoreAnswer(answer, question), error: null });
    } catch (error) {
      answered.push({ question, answer: null, score: null, error: messageOf(error) });
    }
  }
  await chatbot.close();
  return answered;
}

function report(all: readonly EvalResult[]): void {
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ suite: suitePath, results: all }, null, 2)}\n`);
    return;
  }
  for (const { question, answer, score, error } of all) {
    const mark = error !== null ? 'ERROR' : score?.isRight === true ? 'right' : 'WRONG';
    process.stdout.write(`${mark}  ${question.id}  ${question.question}\n`);
    if (error !== null) process.stdout.write(`       ${error}\n`);
    if (answer !== null) process.stdout.write(`       ${answer.status}: ${answer.text}\n${sourcesOf(answer)}`);
    if (score !== null && score.missingFacts.length > 0)
      process.stdout.write(`       missing: ${score.missingFacts.join('; ')}\n`);
  }
  const pages = [...new Set(all.map(({ question }) => question.page))];
  for (const page of pages) {
    const ofPage = all.filter(({ question }) => question.page === page);
    const right = ofPage.filter(({ score }) => score?.isRight === true).length;
    process.stdout.write(`${page ?? 'not answered by any page'}: ${right} of ${ofPage.length} right\n`);
  }
  process.stdout.write(`${all.filter(({ error }) => error !== null).length} errors\n`);
}

function sourcesOf({ citations, more }: Answer): string {
  return citations
    .filter(({ number }) => !more.includes(number))
    .map(({ number, documentId, title }) => `       [${number}] ${title} (${documentId})\n`)
    .join('');
}
