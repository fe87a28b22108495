import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { buildIndex, createChatbot, loadConfig, LumiError, type Chatbot } from '../src/index.ts';

/** A collection in the BEIR layout: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv` (Thakur et al. 2021). */
export interface Collection {
  readonly documents: readonly BeirDocument[];
  readonly questions: readonly BeirQuestion[];
  /** Relevant document ids by question id. */
  readonly relevant: ReadonlyMap<string, ReadonlySet<string>>;
}

const documentSchema = z.object({ id: z.string(), title: z.string(), text: z.string(), city: z.string().optional() });
const questionSchema = z.object({
  id: z.string(),
  text: z.string(),
  city: z.string().optional(),
  split: z.string().optional(),
  answerable: z.boolean().optional(),
});
export type BeirDocument = z.infer<typeof documentSchema>;
export type BeirQuestion = z.infer<typeof questionSchema>;

export async function readCollection(folder: string): Promise<Collection> {
  const lines = async (name: string) =>
    (await readFile(join(folder, name), 'utf8')).split('\n').filter((line) => line !== '');
  const relevant = new Map<string, Set<string>>();
  for (const line of (await lines('qrels.tsv')).slice(1)) {
    const [question, document, score] = line.split('\t');
    if (question === undefined || document === undefined || Number(score) <= 0) continue;
    relevant.set(question, (relevant.get(question) ?? new Set()).add(document));
  }
  return {
    documents: (await lines('corpus.jsonl')).map((line) => documentSchema.parse(JSON.parse(line))),
    questions: (await lines('queries.jsonl')).map((line) => questionSchema.parse(JSON.parse(line))),
    relevant,
  };
}

const MARKDOWN_MARKS = /[\\`*_{}[\]<>#+\-!|~&]|^(\d+)([.)])/g;

/**
 * Runs a step on a chatbot whose corpus is exactly the given documents, built on disk as an editor's corpus is, in a temporary folder that is removed
 * afterwards. Throws `corpus_invalid` where one of them cannot be kept: figures would be of another corpus. `idOf` gives the document's id in the collection for its id in the corpus.
 */
export async function withCorpusOf<T>(
  documents: readonly BeirDocument[],
  language: string,
  step: (chatbot: Chatbot, idOf: (corpusId: string) => string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lumi-bench-'));
  try {
    const publisher = join(folder, 'corpus', 'bench');
    await mkdir(publisher, { recursive: true });
    const ids = new Map<string, string>();
    for (const [at, { id, title, text }] of documents.entries()) {
      ids.set(`bench/d${at}`, id);
      // JSON strings are YAML strings; a backslash keeps what looks like Markdown as the text it is; each line is a line of the page.
      const frontMatter = `title: ${JSON.stringify(title)}\npublisher: bench\nstatus: live\nlanguage: ${language}`;
      const body = text
        .split('\n')
        .map((line) =>
          line
            .trim()
            .replace(MARKDOWN_MARKS, (mark, digits?: string, dot?: string) =>
              digits === undefined ? `\\${mark}` : `${digits}\\${dot ?? ''}`,
            ),
        );
      await writeFile(join(publisher, `d${at}.md`), `---\n${frontMatter}\n---\n\n${body.join('\n\n')}\n`);
    }
    const config = loadConfig({
      flags: { LUMI_CORPUS_DIR: join(folder, 'corpus'), LUMI_DATA_DIR: join(folder, 'var') },
    });
    const { problems } = await buildIndex(config);
    const leftOut = problems.filter(({ severity }) => severity === 'error');
    if (leftOut.length > 0) {
      const named = leftOut.map(({ path, message }) => `  - ${path}: ${message}`).join('\n');
      throw new LumiError(
        'corpus_invalid',
        `${leftOut.length} of ${documents.length} documents were left out:\n${named}`,
      );
    }
    const chatbot = await createChatbot(config);
    try {
      return await step(chatbot, (corpusId) => ids.get(corpusId)!);
    } finally {
      await chatbot.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
