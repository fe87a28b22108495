import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ANSWER_STATUSES, LOCALES, LumiError, messageOf, packageRoot, type AnswerStatus } from '../src/index.ts';

const fact = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

const questionSchema = z
  .strictObject({
    id: z.string().min(1),
    /** The day on which this question and its history are asked; without it, that of the suite. */
    today: z.iso.date().optional(),
    /** The source that the question was written from; null for a question that no source answers. */
    page: z.string().nullable().default(null),
    language: z.enum(LOCALES),
    /** Earlier questions of the conversation, oldest first; they are asked too, and their answers travel along. */
    history: z.array(z.string().min(1)).default([]),
    question: z.string().min(1),
    expected: z.enum(ANSWER_STATUSES),
    /** Further statuses that are just as right. */
    alsoRight: z.array(z.enum(ANSWER_STATUSES)).default([]),
    /** Of a question that is not answered: `in` the topics of the documents, or `off` them. */
    topic: z.enum(['in', 'off']).nullable().default(null),
    /** Each must stand in the answer; alternatives of one fact form a list of their own. */
    facts: z.array(fact),
    /** Texts that must not stand in the answer. */
    absent: z.array(z.string().min(1)).default([]),
    /** Ids of the documents that hold the answer; citing any of them is right. */
    documents: z.array(z.string().min(1)).default([]),
    /** Id of the document that must be cited first. */
    lead: z.string().min(1).nullable().default(null),
    /** Ids of notices that must stand at the answer, and of those that must not. */
    notices: z.array(z.string().min(1)).default([]),
    withoutNotices: z.array(z.string().min(1)).default([]),
  })
  .refine(
    ({ facts, documents, lead, ...question }) =>
      mayBeAnswered(question) || (facts.length + documents.length === 0 && lead === null),
    { error: 'only a question that may be answered has facts, documents and a lead' },
  );

const suiteSchema = z.strictObject({
  /** The day on which the questions are asked; without it, today: what is old or expired changes with the day. */
  today: z.iso.date().optional(),
  /** Folder of documents beside the suite, which is asked on them instead of on the corpus of the settings. */
  corpus: z.string().min(1).optional(),
  questions: z.array(questionSchema).min(1),
});

export type SuiteQuestion = z.infer<typeof questionSchema>;

export interface Suite {
  /** File name without its ending. */
  readonly name: string;
  /** SHA-256 (hex) of the file: equal digests mean equal questions. */
  readonly digest: string;
  readonly today: string | null;
  /** Path of the folder of documents that the suite is asked on; null = the corpus of the settings. */
  readonly corpusDir: string | null;
  readonly questions: readonly SuiteQuestion[];
}

/** Where the shipped suites are. */
const SUITES_DIR = join(packageRoot(), 'eval', 'questions');

/** The suite that is asked where none is named. */
export const DEFAULT_SUITE = 'shipped-corpus';

/** The path of a suite that is given as a path, or by the name of a shipped one. Throws `usage` naming those that are there. */
export function findSuite(nameOrPath: string): string {
  const shipped = join(SUITES_DIR, `${nameOrPath}.yaml`);
  const found = [nameOrPath, shipped].find((path) => existsSync(path));
  if (found !== undefined) return found;
  const names = readdirSync(SUITES_DIR)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'));
  throw new LumiError(
    'usage',
    `There is no suite ${nameOrPath}. Give the path of one, or a name: ${names.join(', ')}.`,
  );
}

/** Whether an answer of quoted sentences is one of the right outcomes. */
export function mayBeAnswered({ expected, alsoRight }: RightStatuses): boolean {
  return expected === 'answered' || alsoRight.includes('answered');
}

interface RightStatuses {
  readonly expected: AnswerStatus;
  readonly alsoRight: readonly AnswerStatus[];
}

/** Reads a suite of questions in YAML. Throws `usage` naming the file and every error in it. */
export function readSuite(path: string): Suite {
  let text: string;
  let content: unknown;
  try {
    text = readFileSync(path, 'utf8');
    content = parse(text, { schema: 'core', maxAliasCount: 0 });
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
  return {
    name: basename(path).replace(/\.ya?ml$/, ''),
    digest: createHash('sha256').update(text).digest('hex'),
    today: suite.data.today ?? null,
    corpusDir: corpusFolder(path, suite.data.corpus),
    questions: suite.data.questions,
  };
}

/** The folder that a suite names, looked for beside its file. Throws `usage` where there is none. */
function corpusFolder(suitePath: string, name: string | undefined): string | null {
  if (name === undefined) return null;
  const folder = resolve(dirname(suitePath), name);
  if (!existsSync(folder)) throw new LumiError('usage', `${suitePath}: there is no folder ${folder} for its corpus.`);
  return folder;
}
