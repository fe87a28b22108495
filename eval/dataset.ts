import { existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LumiError } from '../src/index.ts';
import { readBeir } from './datasets/beir.ts';
import { readSquad } from './datasets/squad.ts';
import type { Grades } from './metrics/ranking.ts';

/** A text to be found. */
export interface CollectionDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Pages of one city can form a pool of their own. */
  readonly city?: string | undefined;
}

export interface CollectionQuestion {
  readonly id: string;
  readonly text: string;
  readonly city?: string | undefined;
  /** `train`, `dev`, …; questions of `train` may be fitted on and are never reported. */
  readonly split?: string | undefined;
  /** False where the relevant page does not answer; undefined counts as true. */
  readonly answerable?: boolean | undefined;
  /** Spans of text, each of which answers (SQuAD). */
  readonly answers?: readonly string[] | undefined;
  /** 0-based lines of the page's text that answer together (OMoS-QA). */
  readonly answerLines?: readonly number[] | undefined;
  /** The page on which the lines were marked. */
  readonly page?: string | undefined;
}

/** Documents, questions, and which documents are relevant to which question. */
export interface Collection {
  readonly documents: readonly CollectionDocument[];
  readonly questions: readonly CollectionQuestion[];
  /** Grades of the relevant documents by question id; a question without any is not in it. */
  readonly relevant: ReadonlyMap<string, Grades>;
}

/**
 * Reads a folder: in the layout of BEIR where it holds `corpus.jsonl`, else every `.json` file in it as SQuAD 1.1 or 2.0. Throws `usage` where it is
 * neither, naming file and line of what is wrong.
 */
export async function readCollection(folder: string): Promise<Collection> {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new LumiError('usage', `There is no folder ${folder}.`);
  if (existsSync(join(folder, 'corpus.jsonl'))) return await readBeir(folder);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  if (files.length > 0) return readSquad(files.map((name) => join(folder, name)));
  throw new LumiError(
    'usage',
    `${folder} is no dataset: it holds neither corpus.jsonl (BEIR) nor a .json file (SQuAD).`,
  );
}

/** Questions that may be reported: not of the training split, and with a relevant document in the collection. */
export function reportableQuestions({ questions, relevant }: Collection): CollectionQuestion[] {
  return questions.filter(({ id, split }) => split !== 'train' && relevant.has(id));
}

/** Questions that may be reported and that no document of the collection answers. */
export function unanswerableQuestions({ questions }: Collection): CollectionQuestion[] {
  return questions.filter(({ split, answerable }) => split !== 'train' && answerable === false);
}

/** One collection for each city: its pages, the questions about it, and those relevant pages that are its own. */
export function cityPools({ documents, questions, relevant }: Collection): Collection[] {
  const cities = [...new Set(documents.flatMap(({ city }) => city ?? []))];
  return cities.map((name) => {
    const own = documents.filter(({ city }) => city === name);
    const ids = new Set(own.map(({ id }) => id));
    const asked = questions.filter(({ city }) => city === name);
    const judged = asked.flatMap(({ id }) => {
      const grades = [...(relevant.get(id) ?? [])].filter(([document]) => ids.has(document));
      return grades.length === 0 ? [] : [[id, new Map(grades)] as const];
    });
    return { documents: own, questions: asked, relevant: new Map(judged) };
  });
}
