import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withCorpusOf } from './collection-corpus.ts';
import { cityPools, readCollection, reportableQuestions, type Collection } from './dataset.ts';
import { findDevelopmentData } from './development-data.ts';
import { bootstrapMean, pairedDifference } from './metrics/bootstrap.ts';
import { hitAt, ndcgAt, recallAt, reciprocalRankAt, type Grades } from './metrics/ranking.ts';
import { createGramPeer } from './peers/bm25-peer.ts';
import { createPeers } from './peers/create-peers.ts';
import { createVariants } from './question-variants.ts';
import { hideProbes, readSynonymProbes } from './synonym-probes.ts';
import { formatDifference, formatEstimate, markdownTable } from './report-table.ts';

/**
 * Retrieval on development collections, with peers in the same run; a table for each, in Markdown.
 *
 *     npm run bench:retrieval -- --data folder/with/collections
 *     npm run bench:retrieval -- --only "XQuAD de,OMoS de one pool,synonyms,robustness"
 */
const { values } = parseArgs({ options: { data: { type: 'string' }, only: { type: 'string' } } });

/** What is asked where. `isWithinCity`: the pool of a question is its city's pages. */
interface Task {
  readonly name: string;
  readonly questions: string;
  readonly documents: string;
  readonly language: string;
  readonly isWithinCity?: boolean;
}

const TASKS: readonly Task[] = [
  { name: 'XQuAD de', questions: 'xquad-de', documents: 'xquad-de', language: 'de' },
  { name: 'XQuAD en', questions: 'xquad-en', documents: 'xquad-en', language: 'en' },
  { name: 'XQuAD en → de', questions: 'xquad-en', documents: 'xquad-de', language: 'de' },
  { name: 'OMoS de within city', questions: 'omos-de', documents: 'omos-de', language: 'de', isWithinCity: true },
  { name: 'OMoS de one pool', questions: 'omos-de', documents: 'omos-de', language: 'de' },
  { name: 'OMoS en one pool', questions: 'omos-en', documents: 'omos-en', language: 'en' },
  { name: 'OMoS en → de within city', questions: 'omos-en', documents: 'omos-de', language: 'de', isWithinCity: true },
  { name: 'OMoS en → de one pool', questions: 'omos-en', documents: 'omos-de', language: 'de' },
];

/** Documents of a ranking: metrics look at ten of them, recall at fifty. */
const RANKED_MAX = 50;
/** Passages among which a synonym probe's is looked for. */
const SYNONYM_POOL = 1000;
/** Variants are drawn once, the same in every run. */
const VARIANT_SEED = 1;
/** Passages that are searched for a variant: enough for ten documents, and as many as an answer aligns. */
const VARIANT_PASSAGES = 30;
/** Passages that are searched for them: several may be of one document. */
const PASSAGES_MAX = 100;

const METRICS: Readonly<Record<string, (ranked: readonly string[], relevant: Grades) => number>> = {
  'hit@1': (ranked, relevant) => hitAt(1, ranked, relevant),
  'hit@5': (ranked, relevant) => hitAt(5, ranked, relevant),
  'recall@50': (ranked, relevant) => recallAt(50, ranked, relevant),
  'MRR@10': (ranked, relevant) => reciprocalRankAt(10, ranked, relevant),
  'nDCG@10': (ranked, relevant) => ndcgAt(10, ranked, relevant),
};

const data = findDevelopmentData(values.data);
if (data !== null) {
  const only = values.only?.split(',').map((name) => name.trim());
  for (const task of TASKS) if (only === undefined || only.includes(task.name)) await bench(task, data);
  if (only === undefined || only.includes('synonyms')) await benchSynonyms(data);
  for (const name of ['xquad-de', 'omos-de'])
    if (only === undefined || only.includes('robustness')) await benchRobustness(name, data);
}

/** Rankings of one question by the name of the system. */
interface Ranked {
  readonly relevant: Grades;
  readonly bySystem: ReadonlyMap<string, readonly string[]>;
}

async function bench(task: Task, data: string): Promise<void> {
  const pages = await readCollection(join(data, task.documents));
  const asked = await readCollection(join(data, task.questions));
  const collection = { ...asked, documents: pages.documents };
  const pools = task.isWithinCity === true ? cityPools(collection) : [collection];
  const ranked: Ranked[] = [];
  for (const pool of pools) ranked.push(...(await rankAll(pool, task.language)));
  report(task, ranked);
}

async function rankAll(collection: Collection, language: string): Promise<Ranked[]> {
  const { documents, relevant } = collection;
  const peers = await createPeers(documents);
  return await withCorpusOf(documents, { language }, async ({ chatbot, idOf }) => {
    const ranked: Ranked[] = [];
    for (const { id, text } of reportableQuestions(collection)) {
      const passages = await chatbot.retrieve(text, { limit: PASSAGES_MAX });
      const bySystem = new Map<string, readonly string[]>();
      bySystem.set('Lumi', [...new Set(passages.map(({ document }) => idOf(document.id)))].slice(0, RANKED_MAX));
      for (const peer of peers) bySystem.set(peer.name, await peer.search(text, RANKED_MAX));
      ranked.push({ relevant: relevant.get(id)!, bySystem });
    }
    return ranked;
  });
}

function report({ name }: Task, ranked: readonly Ranked[]): void {
  const systems = [...ranked[0]!.bySystem.keys()];
  const baseline = systems[1];
  const scoresOf = (system: string, metric: (ids: readonly string[], relevant: Grades) => number) =>
    ranked.map(({ relevant, bySystem }) => metric(bySystem.get(system)!, relevant));
  const rows = systems.map((system) => {
    const figures = Object.values(METRICS).map((metric) => formatEstimate(bootstrapMean(scoresOf(system, metric))));
    const ndcg = METRICS['nDCG@10']!;
    const against =
      baseline === undefined || system === baseline
        ? '–'
        : formatDifference(pairedDifference(scoresOf(system, ndcg), scoresOf(baseline, ndcg)));
    return [system, ...figures, against];
  });
  const head = ['System', ...Object.keys(METRICS), `nDCG@10 against ${baseline ?? '–'}`];
  process.stdout.write(`### ${name} (n = ${ranked.length})\n\n${markdownTable(head, rows)}\n`);
}

/** Citizens' words for what the passage calls otherwise. */
async function benchSynonyms(data: string): Promise<void> {
  const { documents } = await readCollection(join(data, 'omos-de'));
  const ranked = await rankAll(hideProbes(readSynonymProbes(), documents, SYNONYM_POOL), 'de');
  const rows = [...ranked[0]!.bySystem.keys()].map((system) => [
    system,
    ...[1, 3, 10].map((k) =>
      formatEstimate(bootstrapMean(ranked.map(({ relevant, bySystem }) => hitAt(k, bySystem.get(system)!, relevant)))),
    ),
  ]);
  const table = markdownTable(['System', 'hit@1', 'hit@3', 'hit@10'], rows);
  process.stdout.write(`### Synonym probes, one passage among ${SYNONYM_POOL} (n = ${ranked.length})\n\n${table}\n`);
}

/** What misspelt and split questions lose: nDCG@10 of those that a variant changes, beside the same questions as they were. */
async function benchRobustness(name: string, data: string): Promise<void> {
  const collection = await readCollection(join(data, name));
  const { documents, relevant } = collection;
  const variants = createVariants(
    documents.map(({ text }) => text),
    VARIANT_SEED,
  );
  const grams = createGramPeer(documents);
  const rows = await withCorpusOf(documents, { language: 'de' }, async ({ chatbot, idOf }) => {
    const systems: Readonly<Record<string, (question: string) => Promise<readonly string[]>>> = {
      Lumi: async (question) => {
        const passages = await chatbot.retrieve(question, { limit: VARIANT_PASSAGES });
        return [...new Set(passages.map(({ document }) => idOf(document.id)))];
      },
      [grams.name]: async (question) => await grams.search(question, RANKED_MAX),
    };
    const asItWas = new Map<string, number>();
    const found: string[][] = [];
    for (const [variant, rewrite] of Object.entries(variants)) {
      const asked = reportableQuestions(collection).flatMap(({ id, text }) => {
        const rewritten = rewrite(text);
        return rewritten === null ? [] : [{ text, rewritten, relevant: relevant.get(id)! }];
      });
      for (const [system, search] of Object.entries(systems)) {
        const before: number[] = [];
        const after: number[] = [];
        for (const question of asked) {
          const key = `${system} ${question.text}`;
          if (!asItWas.has(key)) asItWas.set(key, ndcgAt(10, await search(question.text), question.relevant));
          before.push(asItWas.get(key)!);
          after.push(ndcgAt(10, await search(question.rewritten), question.relevant));
        }
        const lost = formatDifference(pairedDifference(after, before));
        found.push([variant, system, String(asked.length), formatEstimate(bootstrapMean(after)), lost]);
      }
    }
    return found;
  });
  const head = ['Variant', 'System', 'n changed', 'nDCG@10', 'against the question as it was'];
  process.stdout.write(`### Robustness, ${name}\n\n${markdownTable(head, rows)}\n`);
}
