import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIndex, createChatbot, loadConfig, LumiError, type Chatbot, type Config } from '../src/index.ts';
import type { CollectionDocument } from './dataset.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/** Everything that Markdown could read as a mark, as the number of a list or as part of an address. */
const MARKDOWN_MARKS = /[\\`*_{}[\]<>#+\-!|~&.:@]|^(\d+)(\))/g;
/** A line without a visible sign is no line of a document. */
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** A chatbot over a collection. */
export interface CollectionChatbot {
  readonly chatbot: Chatbot;
  /** The document's id in the collection for its id in the corpus. */
  readonly idOf: (corpusId: string) => string;
  /** The 0-based line of the collection's text that a place (UTF-16 code units) in the document's canonical text belongs to. */
  readonly lineOf: (corpusId: string, offset: number) => number;
}

export interface CollectionOptions {
  /** BCP 47 language of the documents. */
  readonly language: string;
  /** Settings that differ from the default ones. */
  readonly adjust?: (config: Config) => Config;
  /** The clock; without it the real one. */
  readonly now?: () => Date;
}

/**
 * Runs a step on a chatbot whose corpus is exactly the given documents, built on disk as an editor's corpus is, in a temporary folder that is removed
 * afterwards. Throws `corpus_invalid` where one of them cannot be kept: figures would be of another corpus.
 */
export async function withCorpusOf<T>(
  documents: readonly CollectionDocument[],
  { language, adjust = (config) => config, now }: CollectionOptions,
  step: (collection: CollectionChatbot) => Promise<T>,
): Promise<T> {
  return await inTemporaryFolder(async (folder) => {
    const byCorpusId = await writeCorpus(join(folder, 'corpus'), documents, language);
    const config = adjust(
      loadConfig({ flags: { LUMI_CORPUS_DIR: join(folder, 'corpus'), LUMI_DATA_DIR: join(folder, 'var') } }),
    );
    const { problems } = await buildIndex(config);
    const leftOut = problems.filter(({ severity }) => severity === 'error');
    if (leftOut.length > 0) {
      const named = leftOut.map(({ path, message }) => `  - ${path}: ${message}`).join('\n');
      throw new LumiError(
        'corpus_invalid',
        `${leftOut.length} of ${documents.length} documents were left out:\n${named}`,
      );
    }
    const chatbot = await createChatbot(config, now === undefined ? {} : { now });
    try {
      return await step({
        chatbot,
        idOf: (corpusId) => byCorpusId.get(corpusId)!.id,
        lineOf: (corpusId, offset) => {
          // Each line of the collection's text that is not empty became a block, so blocks before the place count lines.
          const { blocks } = chatbot.findDocument(corpusId)!;
          const block = blocks.findIndex(({ start, end }) => start <= offset && offset < end);
          const line = filledLines(byCorpusId.get(corpusId)!.text)[block];
          if (line === undefined) throw new RangeError(`${corpusId} has no line at ${offset}.`);
          return line;
        },
      });
    } finally {
      await chatbot.close();
    }
  });
}

/** Writes each document as a file whose canonical text has the lines of the collection's text; gives the documents by their ids in the corpus. */
export async function writeCorpus(
  corpusDir: string,
  documents: readonly CollectionDocument[],
  language: string,
): Promise<Map<string, CollectionDocument>> {
  await mkdir(join(corpusDir, 'bench'), { recursive: true });
  const byCorpusId = new Map<string, CollectionDocument>();
  for (const [at, document] of documents.entries()) {
    byCorpusId.set(`bench/d${at}`, document);
    // JSON strings are YAML strings; a backslash keeps what looks like Markdown as the text it is; each line is a line of the page.
    const title = document.title === '' ? document.id : document.title;
    const frontMatter = `title: ${JSON.stringify(title)}\npublisher: bench\nstatus: live\nlanguage: ${language}`;
    const body = document.text.split('\n').map(asMarkdown).join('\n\n');
    await writeFile(join(corpusDir, 'bench', `d${at}.md`), `---\n${frontMatter}\n---\n\n${body}\n`);
  }
  return byCorpusId;
}

function asMarkdown(line: string): string {
  return line
    .trim()
    .replace(MARKDOWN_MARKS, (mark, digits?: string, dot?: string) =>
      digits === undefined ? `\\${mark}` : `${digits}\\${dot ?? ''}`,
    );
}

function filledLines(text: string): number[] {
  return text.split('\n').flatMap((line, number) => (VISIBLE.test(line) ? [number] : []));
}
