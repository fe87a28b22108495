import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { readJsonLines } from '../model/train/json-lines.ts';
import { buildIndex, createEmbedder, loadConfig, openIndex, packageRoot, type Config } from '../src/index.ts';
import { writeCorpus } from './collection-corpus.ts';
import { readCollection, reportableQuestions, type CollectionDocument, type CollectionQuestion } from './dataset.ts';
import { findDevelopmentData } from './development-data.ts';
import { everyNth } from './every-nth.ts';
import { bootstrapMean, quantile } from './metrics/bootstrap.ts';
import { ndcgAt, type Grades } from './metrics/ranking.ts';
import { createFts5Peer } from './peers/fts5-peer.ts';
import { createMiniSearchPeer } from './peers/minisearch-peer.ts';
import { formatEstimate, markdownTable } from './report-table.ts';
import type { ServingFigures } from './speed-worker.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/**
 * Speed, memory and start with a large index, keyword search beside its peers on the same documents. The documents are paragraphs of an encyclopedia
 * with those of XQuAD among them, so that questions have right answers. Figures of one machine in one run: compare ratios.
 *
 *     npm run bench:speed -- --passages 100000
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    passages: { type: 'string', default: '100000' },
    questions: { type: 'string', default: '300' },
  },
});

/** Paragraphs of one document: a press page has about as many passages. */
const PARAGRAPHS_PER_DOCUMENT = 5;
/** Questions for which the HNSW search is compared with an exact one, which looks at every vector. */
const RECALL_QUESTIONS = 50;
const RECALL_AT = 10;
/** Hits of a keyword search, as many as an answer looks at. */
const KEYWORD_HITS = 50;

const data = findDevelopmentData(values.data);
const text = data === null ? null : join(data, '..', 'train', 'encyclopedia-paragraphs.jsonl.gz');
if (data !== null && text !== null) {
  if (existsSync(text)) await bench(data, text);
  else process.stderr.write(`skipped: there is no ${text} to make a large index of\n`);
}

async function bench(collections: string, encyclopedia: string): Promise<void> {
  const passagesWanted = Number(values.passages);
  const xquad = await readCollection(join(collections, 'xquad-de'));
  const questions = everyNth(reportableQuestions(xquad), Number(values.questions));
  const documents = [
    ...xquad.documents,
    ...(await readArticles(encyclopedia, passagesWanted - xquad.documents.length)),
  ];
  await inTemporaryFolder(async (folder) => {
    const config = loadConfig({
      flags: { LUMI_CORPUS_DIR: join(folder, 'corpus'), LUMI_DATA_DIR: join(folder, 'var') },
    });
    const ids = await writeCorpus(config.corpusDir, documents, 'de');
    const full = await buildIndex(config);
    say(`built: ${full.passages} passages of ${full.documents} documents`);

    const serving = await measureServing(config, questions);
    const search = await measureSearch(config, questions, xquad.relevant, (id) => ids.get(id)!.id);
    const peers = await measurePeers(documents, questions, xquad.relevant);
    const delta = await measureDelta(config);
    print(full, serving, delta);
    printSearches(search, peers, questions.length);
  });
}

/** Documents of several paragraphs of one article each, until there are enough paragraphs. */
async function readArticles(path: string, paragraphsMax: number): Promise<CollectionDocument[]> {
  const documents: { id: string; title: string; paragraphs: string[] }[] = [];
  let paragraphs = 0;
  for await (const record of readJsonLines(path)) {
    if (paragraphs >= paragraphsMax) break;
    const { title, text: paragraph } = record as { title: string; text: string };
    const last = documents.at(-1);
    if (last?.title === title && last.paragraphs.length < PARAGRAPHS_PER_DOCUMENT) last.paragraphs.push(paragraph);
    else documents.push({ id: `e${documents.length}`, title, paragraphs: [paragraph] });
    paragraphs += 1;
  }
  return documents.map(({ id, title, paragraphs: own }) => ({ id, title, text: own.join('\n') }));
}

/** Start, answers and memory in a process of their own. */
async function measureServing(config: Config, questions: readonly CollectionQuestion[]): Promise<ServingFigures> {
  const path = join(config.dataDir, 'questions.json');
  await writeFile(path, JSON.stringify(questions.map((question) => question.text)));
  const worker = join(packageRoot(), 'dist', 'eval', 'speed-worker.js');
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', worker, path], {
    env: { ...process.env, LUMI_CORPUS_DIR: config.corpusDir, LUMI_DATA_DIR: config.dataDir },
  });
  return JSON.parse(stdout) as ServingFigures;
}

interface SearchFigures {
  readonly name: string;
  /** Milliseconds of each question. */
  readonly times: readonly number[];
  readonly ndcg: readonly number[];
}

async function measureSearch(
  config: Config,
  questions: readonly CollectionQuestion[],
  relevant: ReadonlyMap<string, Grades>,
  idOf: (corpusId: string) => string,
): Promise<{ keywords: SearchFigures; vectors: SearchFigures; recall: readonly number[] }> {
  const embedder = await createEmbedder(config.embeddingModel);
  const { generation } = await openIndex(config, embedder);
  try {
    const rankedIds = (rows: readonly { readonly row: number }[]) => [
      ...new Set(rows.map(({ row }) => idOf(generation.documentOf(row).id))),
    ];
    const keywords = timeEach('Lumi, keywords (4-grams)', questions, relevant, (question) =>
      rankedIds(generation.searchKeywords(question, KEYWORD_HITS)),
    );
    const vectorOf = new Map<string, Float32Array>();
    for (const question of questions) vectorOf.set(question.text, await embedder.embedQuestion(question.text));
    const vectors = timeEach('Lumi, vectors (HNSW)', questions, relevant, (question) =>
      rankedIds(generation.searchVectors(vectorOf.get(question)!, RECALL_AT)),
    );
    const recall = everyNth(questions, RECALL_QUESTIONS).map((question) => {
      const vector = vectorOf.get(question.text)!;
      const found = new Set(generation.searchVectors(vector, RECALL_AT).map(({ row }) => row));
      const all = Array.from({ length: generation.rows }, (_, row) => ({
        row,
        near: generation.similarity(vector, row),
      }));
      const exact = all.sort((a, b) => b.near - a.near).slice(0, RECALL_AT);
      return exact.filter(({ row }) => found.has(row)).length / RECALL_AT;
    });
    return { keywords: await keywords, vectors: await vectors, recall };
  } finally {
    generation.free();
  }
}

async function measurePeers(
  documents: readonly CollectionDocument[],
  questions: readonly CollectionQuestion[],
  relevant: ReadonlyMap<string, Grades>,
): Promise<SearchFigures[]> {
  // A peer gets each paragraph as a document of its own, as Lumi cuts documents into passages.
  const passages = documents.flatMap(({ id, title, text: body }) =>
    body.split('\n').map((line, at) => ({ id: `${id}#${at}`, title, text: line })),
  );
  const found: SearchFigures[] = [];
  for (const create of [createMiniSearchPeer, createFts5Peer]) {
    const peer = create(passages);
    const search = async (question: string) => [
      ...new Set((await peer.search(question, KEYWORD_HITS)).map((id) => id.replace(/#\d+$/, ''))),
    ];
    found.push(await timeEach(peer.name, questions, relevant, search));
  }
  return found;
}

async function timeEach(
  name: string,
  questions: readonly CollectionQuestion[],
  relevant: ReadonlyMap<string, Grades>,
  search: (question: string) => readonly string[] | Promise<readonly string[]>,
): Promise<SearchFigures> {
  const times: number[] = [];
  const ndcg: number[] = [];
  for (const { text: question } of questions.slice(0, 20)) await search(question);
  for (const { id, text: question } of questions) {
    const from = performance.now();
    const ranked = await search(question);
    times.push(performance.now() - from);
    ndcg.push(ndcgAt(10, ranked, relevant.get(id)!));
  }
  return { name, times, ndcg };
}

/** Publishes one changed document. */
async function measureDelta(config: Config): Promise<{ readonly durationMs: number; readonly kind: string }> {
  const path = join(config.corpusDir, 'bench', 'd7.md');
  await writeFile(path, `${await readFile(path, 'utf8')}\n\nEin Satz kam heute hinzu.\n`);
  return await buildIndex(config);
}

function print(
  full: { readonly durationMs: number; readonly passages: number; readonly documents: number },
  serving: ServingFigures,
  delta: { readonly durationMs: number; readonly kind: string },
): void {
  const rows = [
    ['build of everything', seconds(full.durationMs)],
    [`publish one changed document (${delta.kind})`, seconds(delta.durationMs)],
    ['process start to first answer', seconds(serving.firstAnswerMs)],
    [
      `whole answer (${Math.round(100 * serving.answeredShare)} % answered, the others refused), p50 / p99`,
      middleAndTail(serving.answerMs),
    ],
    ...Object.entries(serving.stageMs)
      .filter(([, times]) => times.length > 0)
      .map(([stage, times]) => [`of it ${stage}, p50 / p99`, middleAndTail(times)]),
    ['resident memory after the answers', `${Math.round(serving.residentMb)} MB`],
  ];
  const title = `Speed with ${full.passages} passages of ${full.documents} documents`;
  process.stdout.write(`### ${title}\n\n${markdownTable(['What', 'Figure'], rows)}\n`);
}

function printSearches(
  { keywords, vectors, recall }: Awaited<ReturnType<typeof measureSearch>>,
  peers: readonly SearchFigures[],
  n: number,
): void {
  const own = median(keywords.times);
  const rows = [keywords, vectors, ...peers].map(({ name, times, ndcg }) => [
    name,
    middleAndTail(times),
    (median(times) / own).toFixed(1),
    formatEstimate(bootstrapMean(ndcg)),
    name === vectors.name ? formatEstimate(bootstrapMean(recall)) : '–',
  ]);
  const head = [
    'Search',
    'p50 / p99',
    'time as a multiple of Lumi, keywords',
    'nDCG@10',
    `recall@${RECALL_AT} against exact`,
  ];
  process.stdout.write(`### Searches beside each other (n = ${n})\n\n${markdownTable(head, rows)}\n`);
}

function middleAndTail(times: readonly number[]): string {
  const ascending = [...times].sort((a, b) => a - b);
  return `${quantile(ascending, 0.5).toFixed(1)} / ${quantile(ascending, 0.99).toFixed(1)} ms`;
}

function median(times: readonly number[]): number {
  return quantile(
    [...times].sort((a, b) => a - b),
    0.5,
  );
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
