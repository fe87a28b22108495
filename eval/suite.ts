import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ANSWER_STATUSES, LOCALES, LumiError, messageOf } from '../src/index.ts';

const fact = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

const questionSchema = z.strictObject({
  id: z.string().min(1),
  /** The source that the question was written from; null for a question that no source answers. */
  page: z.string().nullable(),
  language: z.enum(LOCALES),
  question: z.string().min(1),
  expected: z.enum(ANSWER_STATUSES),
  /** Each must stand in the answer; alternatives of one fact form a list of their own. */
  facts: z.array(fact),
});

const suiteSchema = z.strictObject({ questions: z.array(questionSchema).min(1) });

export type EvalQuestion = z.infer<typeof questionSchema>;

/** Reads a suite of questions in YAML. Throws `usage` naming the file and every error in it. */
export function readSuite(path: string): EvalQuestion[] {
  let content: unknown;
  try {
    content = parse(readFileSync(path, 'utf8'), { schema: 'core', maxAliasCount: 0 });
  } catch (cause) {
    throw new LumiError('usage', `${path} cannot be read as a suite: ${messageOf(cause)}`, { cause });
  }
  const suite = suiteSchema.safeParse(content);
  if (!suite.success) {
    const problems = suite.error.issues.map((issue) => `  - ${issue.path.join('.')}: ${issue.message}`);
    throw new LumiError('usage', `${path} is not a suite:\n${problems.join('\n')}`);
  }
  const ids = suite.data.questions.map(({ id }) => id);
  const repeated = ids.find((id, at) => ids.indexOf(id) !== at);
  if (repeated !== undefined) throw new LumiError('usage', `${path}: the id "${repeated}" stands twice.`);
  return suite.data.questions;
}
