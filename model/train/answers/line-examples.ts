import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { withCorpusOf } from '../../../eval/collection-corpus.ts';
import { readCollection } from '../../../eval/dataset.ts';
import { readPages } from '../../../src/answer/score-lines.ts';
import { indexFolder } from '../../../src/chatbot.ts';
import { createEmbedder } from '../../../src/embed/create-embedder.ts';
import { retrieve } from '../../../src/retrieve/retrieve.ts';
import { openLiveIndex } from '../../../src/store/live-index.ts';

export interface LineExample {
  /** 0-based line of the page as the collection has it. */
  readonly line: number;
  readonly label: 0 | 1;
  /** In the order of `names`. */
  readonly features: Float64Array;
}

/** The lines of the page of one question, labelled with whether people marked them as its answer. */
export interface LineQuestion {
  readonly asked: 'de' | 'en';
  /** Same for pages with the same text: they must not be on both sides of a split. */
  readonly group: string;
  readonly gold: ReadonlySet<number>;
  readonly lines: readonly LineExample[];
}

/** Passages of the page that are found, as many as for an answer. */
const PASSAGES = 10;

/** Examples from the answerable training questions of OMoS-QA, German and English, each on its German page as the running system reads it. */
export async function collectLineExamples(folder: string): Promise<{ names: string[]; questions: LineQuestion[] }> {
  const german = await readCollection(join(folder, 'omos-de'));
  const english = await readCollection(join(folder, 'omos-en'));
  const textOf = new Map(german.documents.map(({ id, text }) => [id, text]));
  const embedder = await createEmbedder('bundled');
  const found: LineQuestion[] = [];
  let names: string[] = [];
  await withCorpusOf(german.documents, { language: 'de' }, async ({ chatbot, idOf, lineOf }) => {
    const index = await openLiveIndex({
      indexDir: indexFolder(chatbot.config),
      expected: embedder,
      onProblem: (problem) => {
        throw problem;
      },
    });
    const lease = index.acquire()!;
    const { generation } = lease;
    for (const [asked, { questions }] of [['de', german] as const, ['en', english] as const]) {
      for (const { text, split, answerable, page, answerLines } of questions) {
        if (split !== 'train' || answerable === false) continue;
        const passages = await retrieve(generation, embedder, text, {
          limit: PASSAGES,
          accepts: ({ id }) => idOf(id) === page,
          today: '2026-01-01',
        });
        const [read] = await readPages(text, passages, { embedder, rarity: (word) => generation.rarity(word) });
        if (read === undefined) continue;
        names = Object.keys(read.features);
        const gold = new Set(answerLines);
        const lines = read.lines.map(({ start }, at): LineExample => {
          const line = lineOf(read.document.id, start);
          const features = Float64Array.from(names, (name) => read.features[name]!(at));
          return { line, label: gold.has(line) ? 1 : 0, features };
        });
        const group = createHash('sha256').update(textOf.get(page!)!).digest('hex');
        found.push({ asked, group, gold, lines });
      }
    }
    lease.release();
    index.close();
  });
  return { names, questions: found };
}
