import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { estimateAnswerable, sentenceRanges, type Chatbot, type Config } from '../src/index.ts';
import { withCorpusOf, type CollectionChatbot } from './collection-corpus.ts';
import {
  cityPools,
  readCollection,
  reportableQuestions,
  unanswerableQuestions,
  type Collection,
  type CollectionQuestion,
} from './dataset.ts';
import { findDevelopmentData } from './development-data.ts';
import { everyNth } from './every-nth.ts';
import { emptyShare, microLineScores, paperLineScores, type LineJudgement } from './metrics/answer-lines.ts';
import { containsGold } from './metrics/answer-text.ts';
import { bootstrap, bootstrapMean, pairedDifference, pairedStatistic } from './metrics/bootstrap.ts';
import { areaUnderRoc, refusalScores, riskCoverage } from './metrics/refusal.ts';
import { createBm25, wordGrams } from './peers/bm25-peer.ts';
import { createMiniSearchSentences } from './peers/minisearch-peer.ts';
import { indexedText } from './peers/peer.ts';
import { createGramSentences, LINE_PEERS } from './peers/sentence-peers.ts';
import { predictedLines } from './predicted-lines.ts';
import { formatDifference, formatEstimate, markdownTable } from './report-table.ts';
import { shownText } from './score-answer.ts';

/**
 * Answers and refusals on development collections, with peers in the same run; tables in Markdown.
 *
 *     npm run bench:answers -- --data folder/with/collections
 *     npm run bench:answers -- --only lines,refusal,spans
 */
const { values } = parseArgs({ options: { data: { type: 'string' }, only: { type: 'string' } } });

/** The city alone tells whether OMoS-QA answers: Munich has almost no unanswerable question. Refusal is reported over the other two. */
const REFUSAL_CITIES: readonly string[] = ['lkaugsburg', 'rems-murr-kreis'];
/** The gate looks at the best passages only. */
const GATE_PASSAGES = 10;
/** Questions about something else entirely, taken evenly from XQuAD. */
const OFF_TOPIC_QUESTIONS = 200;

const PARTS = { lines: benchLines, refusal: benchRefusal, spans: benchSpans } as const;

const data = findDevelopmentData(values.data);
if (data !== null) {
  const only = values.only?.split(',').map((name) => name.trim());
  for (const [name, bench] of Object.entries(PARTS)) if (only === undefined || only.includes(name)) await bench(data);
}

/** Answers whatever the gate thinks: what is measured is the choice of sentences. */
function withoutGate(config: Config): Config {
  return { ...config, answers: { ...config.answers, answerableMin: 0 } };
}

async function benchLines(folder: string): Promise<void> {
  const german = await readCollection(join(folder, 'omos-de'));
  const english = await readCollection(join(folder, 'omos-en'));
  const asked = { 'German questions': german, 'English questions': { ...english, documents: german.documents } };
  for (const [name, collection] of Object.entries(asked)) {
    await withCorpusOf(collection.documents, { language: 'de', adjust: withoutGate }, async (over) => {
      await reportLines(`OMoS-QA dev, ${name} on German pages, answer lines given the right page`, collection, over);
    });
  }
  for (const [name, collection] of Object.entries(asked))
    await reportEndToEnd(`OMoS-QA dev, ${name} on German pages, end to end over the city's pool`, collection);
}

async function reportLines(title: string, collection: Collection, over: CollectionChatbot): Promise<void> {
  const questions = reportableQuestions(collection);
  const bySystem = new Map<string, LineJudgement[]>();
  for (const system of ['Lumi', ...LINE_PEERS.map(({ name }) => name)]) bySystem.set(system, []);
  const add = (system: string, judgement: LineJudgement) => bySystem.get(system)!.push(judgement);
  const pages = new Map(collection.documents.map(({ id, text }) => [id, text.split('\n')]));
  for (const { text, page, answerLines } of questions) {
    const gold = new Set(answerLines);
    const answer = await ask(text, over.chatbot, (id) => over.idOf(id) === page);
    add('Lumi', { predicted: predictedLines(answer, page!, over), gold });
    const lines = pages.get(page!)!;
    for (const peer of LINE_PEERS) add(peer.name, { predicted: new Set(peer.choose(text, lines)), gold });
  }
  const peer = LINE_PEERS[0]!.name;
  const rows = [...bySystem].map(([system, judgements]) => {
    const paper = paperLineScores(judgements);
    const micro = microLineScores(judgements);
    const difference = pairedStatistic(judgements, bySystem.get(peer)!, f1OfPaper, f1OfPaper);
    return [
      system,
      `${percent(paper.precision)} / ${percent(paper.recall)}`,
      formatEstimate(bootstrap(judgements, f1OfPaper)),
      `${percent(micro.precision)} / ${percent(micro.recall)}`,
      formatEstimate(bootstrap(judgements, (sample) => microLineScores(sample).f1)),
      percent(emptyShare(judgements)),
      system === peer ? '–' : formatDifference(difference),
    ];
  });
  const head = ['System', 'paper P / R', 'paper F1', 'micro P / R', 'micro F1', 'empty', `paper F1 against ${peer}`];
  print(`${title} (n = ${questions.length})`, markdownTable(head, rows));
}

function f1OfPaper(judgements: readonly LineJudgement[]): number {
  return paperLineScores(judgements).f1;
}

/** What a citizen gets who asks the city's chatbot: an answer, of the right page, with a line that answers. */
async function reportEndToEnd(title: string, collection: Collection): Promise<void> {
  const outcomes: { answered: number; rightPage: number; goldLine: number }[] = [];
  for (const pool of cityPools(collection)) {
    await withCorpusOf(pool.documents, { language: 'de' }, async (over) => {
      for (const { id, text, page, answerLines } of reportableQuestions(pool)) {
        const answer = await ask(text, over.chatbot);
        const shown = predictedLines(answer, page!, over);
        const cited = answer.citations.filter(({ number }) => !answer.more.includes(number));
        outcomes.push({
          answered: answer.status === 'answered' ? 1 : 0,
          rightPage: cited.some(({ documentId }) => pool.relevant.get(id)!.has(over.idOf(documentId))) ? 1 : 0,
          goldLine: answerLines!.some((line) => shown.has(line)) ? 1 : 0,
        });
      }
    });
  }
  const column = (name: 'answered' | 'rightPage' | 'goldLine') =>
    formatEstimate(bootstrapMean(outcomes.map((outcome) => outcome[name])));
  print(
    `${title} (n = ${outcomes.length})`,
    markdownTable(
      ['System', 'answered', 'cites a right page', 'shows a line of the answer'],
      [['Lumi', column('answered'), column('rightPage'), column('goldLine')]],
    ),
  );
}

/** One question's scores by which it could be refused, by the name of the system. */
type GateScores = Readonly<Record<string, number>>;

interface RefusalSample {
  readonly answerable: GateScores[];
  readonly unanswerable: GateScores[];
  readonly pageRemoved: GateScores[];
  readonly otherCity: GateScores[];
  readonly offTopic: GateScores[];
  /** Answers to the questions above that have one, and to those that have none. */
  readonly decisions: { readonly shouldRefuse: boolean; readonly refused: boolean }[];
  readonly answers: { readonly score: number; readonly isWrong: boolean }[];
}

async function benchRefusal(folder: string): Promise<void> {
  const pages = await readCollection(join(folder, 'omos-de'));
  const offTopic = everyNth((await readCollection(join(folder, 'xquad-de'))).questions, OFF_TOPIC_QUESTIONS);
  const pools = cityPools(pages).filter(({ questions }) => REFUSAL_CITIES.includes(questions[0]?.city ?? ''));
  const sample: RefusalSample = {
    answerable: [],
    unanswerable: [],
    pageRemoved: [],
    otherCity: [],
    offTopic: [],
    decisions: [],
    answers: [],
  };
  for (const pool of pools) {
    const others = pools.filter((other) => other !== pool).flatMap(reportableQuestions);
    await withCorpusOf(pool.documents, { language: 'de' }, (over) =>
      sampleRefusals(sample, pool, { others, offTopic, relevant: pages.relevant }, over),
    );
  }
  reportRefusals(sample);
}

async function sampleRefusals(
  sample: RefusalSample,
  pool: Collection,
  foreign: {
    readonly others: readonly CollectionQuestion[];
    readonly offTopic: readonly CollectionQuestion[];
    readonly relevant: Collection['relevant'];
  },
  over: CollectionChatbot,
): Promise<void> {
  const score = createGateScores(pool, over);
  const withoutRelevant = (id: string) => (document: string) => foreign.relevant.get(id)?.has(document) !== true;
  for (const { id, text, page, answerLines } of reportableQuestions(pool)) {
    const scores = await score(text);
    sample.answerable.push(scores);
    sample.pageRemoved.push(await score(text, withoutRelevant(id)));
    const answer = await ask(text, over.chatbot);
    const shown = predictedLines(answer, page!, over);
    sample.decisions.push({ shouldRefuse: false, refused: answer.status !== 'answered' });
    sample.answers.push({ score: scores.Lumi!, isWrong: !answerLines!.some((line) => shown.has(line)) });
  }
  for (const { text } of unanswerableQuestions(pool)) {
    const scores = await score(text);
    sample.unanswerable.push(scores);
    const answer = await ask(text, over.chatbot);
    sample.decisions.push({ shouldRefuse: true, refused: answer.status !== 'answered' });
    sample.answers.push({ score: scores.Lumi!, isWrong: true });
  }
  for (const { id, text } of foreign.others) sample.otherCity.push(await score(text, withoutRelevant(id)));
  for (const { text } of foreign.offTopic) sample.offTopic.push(await score(text));
}

/** Scores a question over the pool, or over those of its documents that `accepts` takes. */
function createGateScores(
  { documents }: Collection,
  { chatbot, idOf }: CollectionChatbot,
): (question: string, accepts?: (id: string) => boolean) => Promise<GateScores> {
  const bm25 = createBm25(documents.map(indexedText), wordGrams);
  const passagesInIndex = chatbot.generation()?.passages ?? 0;
  return async (question, accepts = () => true) => {
    const passages = await chatbot.retrieve(question, {
      limit: GATE_PASSAGES,
      accepts: ({ id }) => accepts(idOf(id)),
    });
    const scores = bm25.scores(question);
    return {
      Lumi: estimateAnswerable(question, passages, passagesInIndex),
      'best passage score': passages[0]?.score ?? 0,
      'BM25, 4-grams': Math.max(0, ...documents.flatMap(({ id }, at) => (accepts(id) ? [scores[at]!] : []))),
    };
  };
}

function reportRefusals(sample: RefusalSample): void {
  const kinds = {
    'in topic, page does not answer': sample.unanswerable,
    'page and siblings removed': sample.pageRemoved,
    "the other city's questions, page and siblings removed": sample.otherCity,
    'off topic': sample.offTopic,
  };
  const systems = Object.keys(sample.answerable[0]!);
  const rows = systems.map((system) => [
    system,
    ...Object.values(kinds).map((negatives) => {
      const labelled = [
        ...sample.answerable.map((scores) => ({ score: scores[system]!, answerable: true })),
        ...negatives.map((scores) => ({ score: scores[system]!, answerable: false })),
      ];
      return formatEstimate(bootstrap(labelled, aucOf));
    }),
  ]);
  const counts = Object.values(kinds).map(({ length }) => length);
  print(
    `Refusal over Augsburg and Rems-Murr, AUROC against ${sample.answerable.length} answerable questions (n = ${counts.join(', ')})`,
    markdownTable(['Score', ...Object.keys(kinds)], rows),
  );

  const { precision, recall, f1 } = refusalScores(sample.decisions);
  const points = riskCoverage(sample.answers);
  const riskAt = (coverage: number) => points.find((point) => point.coverage >= coverage)!.risk.toFixed(3);
  const shares = [0.25, 0.5, 0.75, 1];
  print(
    `Refusals as configured on the same answerable and in-topic unanswerable questions (n = ${sample.decisions.length})`,
    markdownTable(
      ['System', 'precision', 'recall', 'F1', ...shares.map((share) => `risk at coverage ${share}`)],
      [['Lumi', precision.toFixed(3), recall.toFixed(3), f1.toFixed(3), ...shares.map(riskAt)]],
    ),
  );
}

function aucOf(labelled: readonly { readonly score: number; readonly answerable: boolean }[]): number {
  const scoresOf = (answerable: boolean) =>
    labelled.filter((each) => each.answerable === answerable).map(({ score }) => score);
  return areaUnderRoc(scoresOf(true), scoresOf(false));
}

async function benchSpans(folder: string): Promise<void> {
  const collection = await readCollection(join(folder, 'xquad-de'));
  const questions = reportableQuestions(collection);
  const sentences = collection.documents.flatMap(({ text }) =>
    sentenceRanges(text).map(({ start, end }) => text.slice(start, end)),
  );
  const systems = new Map<string, number[]>();
  for (const adjust of [undefined, withoutGate]) {
    await withCorpusOf(collection.documents, { language: 'de', ...(adjust && { adjust }) }, async ({ chatbot }) => {
      const scores: number[] = [];
      for (const { text, answers } of questions)
        scores.push(containsGold(shownText(await ask(text, chatbot)), answers!));
      systems.set(adjust === undefined ? 'Lumi' : 'Lumi, never refusing', scores);
    });
  }
  for (const [name, top] of [
    ['top sentence, 4-grams', createGramSentences(sentences)] as const,
    ['top sentence, MiniSearch', createMiniSearchSentences(sentences)] as const,
  ]) {
    const chosen = questions.map(({ text }) => top(text));
    systems.set(
      name,
      chosen.map((at, question) => (at === null ? 0 : containsGold(sentences[at]!, questions[question]!.answers!))),
    );
  }
  const peer = systems.get('top sentence, 4-grams')!;
  print(
    `XQuAD de, end to end, the answer of at most 60 words holds the expected words (n = ${questions.length})`,
    markdownTable(
      ['System', 'contains gold', 'against top sentence, 4-grams'],
      [...systems].map(([name, scores]) => [
        name,
        formatEstimate(bootstrapMean(scores)),
        scores === peer ? '–' : formatDifference(pairedDifference(scores, peer)),
      ]),
    ),
  );
}

function ask(question: string, chatbot: Chatbot, accepts?: (id: string) => boolean) {
  const request = { question, history: [], language: null, plainLanguage: false };
  return chatbot.answerQuestion(request, accepts === undefined ? {} : { accepts: ({ id }) => accepts(id) });
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}

function print(title: string, table: string): void {
  process.stdout.write(`### ${title}\n\n${table}\n`);
}
