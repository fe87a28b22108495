import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf, packageRoot } from '../src/index.ts';
import { readCollection, withCorpusOf, type BeirQuestion, type Collection } from './beir.ts';
import { createLangChainPeer } from './langchain-peer.ts';
import { areaUnderRoc, hitAt, ndcgAt, reciprocalRankAt } from './metrics/ranking.ts';

/**
 * Retrieval and refusal on development collections (folders in the BEIR layout; `--data` names the folder that holds them).
 *
 *     npm run bench:retrieval -- --data ../shared/data/bench
 *     npm run bench:retrieval -- --only xquad-de,omos-de
 */
const { values } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string', default: 'xquad-de,omos-de' } },
});

/** Passages retrieved for a question: as many as an answer aligns word by word, so that the ranking is the one that citizens get. */
const PASSAGES = 30;

const data = values.data ?? join(packageRoot(), '..', 'shared', 'data', 'bench');
if (!existsSync(data)) {
  process.stderr.write(`skipped: there is no folder ${data} with collections; name one with --data\n`);
} else {
  for (const name of values.only.split(',')) await bench(name);
}

interface Ranking {
  readonly question: BeirQuestion;
  /** Document ids by falling score of their best passage. */
  readonly ranked: readonly string[];
  /** The same from LangChain's HNSWLib store with the same vectors; null where that cannot be loaded. */
  readonly rankedByPeer: readonly string[] | null;
  /** Best score with everything in the pool, and with the relevant documents taken out. */
  readonly score: number;
  readonly scoreWithout: number;
}

async function bench(name: string): Promise<void> {
  const collection = await readCollection(join(data, name));
  const language = name.endsWith('-en') ? 'en' : 'de';
  // Training questions may be fitted on, so figures are of the others.
  const questions = collection.questions.filter(({ id, split }) => split !== 'train' && collection.relevant.has(id));
  const searchPeer = await createLangChainPeer(collection.documents).catch((error: unknown) => {
    process.stderr.write(`skipped the peer: ${messageOf(error)}\n`);
    return null;
  });
  const rankings = await withCorpusOf(collection.documents, language, async (chatbot, idOf) => {
    const found: Ranking[] = [];
    for (const question of questions) {
      const passages = await chatbot.retrieve(question.text, { limit: PASSAGES });
      const scored = passages.map(({ document, score }) => ({ id: idOf(document.id), score }));
      const relevant = collection.relevant.get(question.id)!;
      found.push({
        question,
        ranked: [...new Set(scored.map(({ id }) => id))],
        rankedByPeer: searchPeer === null ? null : await searchPeer(question.text),
        score: scored[0]?.score ?? 0,
        scoreWithout: scored.find(({ id }) => !relevant.has(id))?.score ?? 0,
      });
    }
    return found;
  });
  report(name, collection, rankings);
}

function report(name: string, { relevant }: Collection, rankings: readonly Ranking[]): void {
  const figures = (label: string, rankedOf: (ranking: Ranking) => readonly string[]) => {
    const mean = (metric: (ranked: readonly string[], wanted: ReadonlySet<string>) => number) =>
      rankings.reduce((sum, ranking) => sum + metric(rankedOf(ranking), relevant.get(ranking.question.id)!), 0) /
      rankings.length;
    print(`${name}, ${label} (n = ${rankings.length})`, {
      'hit@1': mean((ranked, wanted) => hitAt(1, ranked, wanted)),
      'hit@5': mean((ranked, wanted) => hitAt(5, ranked, wanted)),
      'MRR@10': mean((ranked, wanted) => reciprocalRankAt(10, ranked, wanted)),
      'nDCG@10': mean((ranked, wanted) => ndcgAt(10, ranked, wanted)),
    });
  };
  figures('Lumi', ({ ranked }) => ranked);
  if (rankings.every(({ rankedByPeer }) => rankedByPeer !== null)) {
    figures('LangChain HNSWLib, same vectors', ({ rankedByPeer }) => rankedByPeer ?? []);
  }
  print(`${name}, refusal by the best score, page removed`, {
    AUROC: areaUnderRoc(
      rankings.filter(({ question }) => question.answerable !== false).map(({ score }) => score),
      rankings.map(({ scoreWithout }) => scoreWithout),
    ),
  });
}

function print(label: string, figures: Readonly<Record<string, number>>): void {
  const values = Object.entries(figures).map(([name, value]) => `${name} ${value.toFixed(3)}`);
  process.stdout.write(`${label}: ${values.join(' · ')}\n`);
}
