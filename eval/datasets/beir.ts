import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { LumiError, messageOf } from '../../src/index.ts';
import type { Collection } from '../dataset.ts';

const documentSchema = z.object({
  id: z.string(),
  title: z.string().default(''),
  text: z.string(),
  city: z.string().optional(),
});

const questionSchema = z
  .object({
    id: z.string(),
    text: z.string(),
    city: z.string().optional(),
    split: z.string().optional(),
    answerable: z.boolean().optional(),
    answers: z.array(z.string()).optional(),
    answer_lines: z.array(z.int().min(0)).optional(),
    page: z.string().optional(),
  })
  .transform(({ answer_lines: answerLines, ...question }) => ({
    ...question,
    ...(answerLines === undefined ? {} : { answerLines }),
  }));

/** BEIR itself writes `_id`. */
const withId = z.preprocess((row) => {
  if (typeof row !== 'object' || row === null || !('_id' in row)) return row;
  const { _id: id, ...rest } = row;
  return { id, ...rest };
}, z.unknown());

/**
 * Reads a collection in the layout of BEIR (Thakur et al. 2021): `corpus.jsonl`, `queries.jsonl`, and `qrels.tsv` (question, document, grade, below a
 * line of names). Grades of 0 and below mean not relevant. Throws `usage` naming file and line.
 */
export async function readBeir(folder: string): Promise<Collection> {
  const relevant = new Map<string, Map<string, number>>();
  const judgements = await linesOf(join(folder, 'qrels.tsv'));
  for (const { text, number } of judgements.slice(1)) {
    const [question, document, grade] = text.split('\t');
    if (
      question === undefined ||
      document === undefined ||
      !/^\s*-?\d/.test(grade ?? '') ||
      !Number.isFinite(Number(grade))
    ) {
      throw new LumiError(
        'usage',
        `${join(folder, 'qrels.tsv')}, line ${number}: expected question, document and grade with tabs between.`,
      );
    }
    if (Number(grade) <= 0) continue;
    relevant.set(question, (relevant.get(question) ?? new Map<string, number>()).set(document, Number(grade)));
  }
  return {
    documents: await readRows(join(folder, 'corpus.jsonl'), documentSchema),
    questions: await readRows(join(folder, 'queries.jsonl'), questionSchema),
    relevant,
  };
}

async function readRows<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  return (await linesOf(path)).map(({ text, number }) => {
    try {
      return schema.parse(withId.parse(JSON.parse(text)));
    } catch (cause) {
      const reason = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll('\n', ' ') : messageOf(cause);
      throw new LumiError('usage', `${path}, line ${number}: ${reason}`, { cause });
    }
  });
}

/** Lines that hold something, with their 1-based numbers. */
async function linesOf(path: string): Promise<{ text: string; number: number }[]> {
  const content = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new LumiError('usage', `${path} cannot be read: ${messageOf(cause)}`, { cause });
  });
  return content
    .split(/\r?\n/)
    .map((text, at) => ({ text, number: at + 1 }))
    .filter(({ text }) => text !== '');
}
