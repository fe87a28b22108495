import { detectLanguage } from '../language/detect.ts';
import { LumiError } from '../errors.ts';
import type { DateBasis, PartialDate } from '../types.ts';
import type { CleanArticle } from './clean.ts';
import { cleanPage } from './clean.ts';
import { UNKNOWN_PUBLISHER } from './front-matter.ts';
import type { LoadedFile } from './load.ts';
import { loadFile } from './load.ts';
import { loadMarkdown } from './loaders/markdown.ts';
import { loadText } from './loaders/text.ts';
import type { Editorial, Page } from './page.ts';
import { readLines } from './page-lines.ts';
import { firstWords, takeTitle } from './page-title.ts';
import { renderMarkdown } from './render-markdown.ts';
import { sourceName } from './source-name.ts';

/** What the person who adds a file knows better than the file; each wins over what the file says. */
export interface IngestOptions {
  /** Largest file that is read, in bytes. */
  readonly bytesMax: number;
  readonly publisher?: string;
  readonly url?: string;
  readonly publishedOn?: PartialDate;
  readonly language?: string;
}

/** A document as found in a file, before it has an id and a place in the corpus. */
export interface IngestedDocument {
  readonly title: string;
  /** `unknown` where neither the file nor the options say. */
  readonly publisher: string;
  readonly publishedOn: PartialDate | null;
  readonly dateBasis: DateBasis | null;
  readonly eventOn: PartialDate | null;
  readonly language: string;
  readonly url: string | null;
  readonly department: string | null;
  readonly contact: string | null;
  /** Where the file was, as `sourceName` puts it. */
  readonly source: string;
  /** Body without the title. */
  readonly markdown: string;
  /** Lines of the page's frame that were left out, for a preview. */
  readonly dropped: readonly string[];
  readonly editorial: Editorial;
  /** What the editor should know of the file although it can be read. */
  readonly warnings: readonly string[];
}

/** Most cities that run Lumi write German, and a text too short to tell is most likely in the language of its neighbours. */
const LANGUAGE_DEFAULT = 'de';

/**
 * The documents in one file, at least one: articles first, then short news, then a chatbot's account of itself. The same file gives the same
 * documents. Throws the errors of `loadFile` and of the loaders, and `file_no_content` where only frame is left; each names the file.
 */
export async function ingestFile(path: string, options: IngestOptions): Promise<IngestedDocument[]> {
  const file = await loadFile(path, options.bytesMax);
  const page = await readPage(file, path);
  const articles = page.isClean ? takeAsIs(page) : cleanPage(page);
  if (articles.length === 0) {
    throw new LumiError(
      'file_no_content',
      `${path} holds no text that could be cited, only ${whatIsThere(page)}: check that the article was saved with the page.`,
    );
  }
  const source = sourceName(path, process.cwd());
  return articles.map((article) => toDocument(article, page, source, options));
}

async function readPage(file: LoadedFile, path: string): Promise<Page> {
  switch (file.format) {
    case 'text':
      return loadText(file.text);
    case 'markdown':
      return loadMarkdown(file.text, path);
    case 'html': {
      // Its libraries take a tenth of a second to load, which a server that only answers need not wait for.
      const { loadHtml } = await import('./loaders/html.ts');
      return loadHtml(file.text, path);
    }
  }
}

/** A document that an editor has written: only its title is looked for. */
function takeAsIs(page: Page): CleanArticle[] {
  const lines = readLines(page);
  const heading = lines.find((line) => line.kind === 'heading' && line.level === 1);
  const title = page.title ?? heading?.text ?? firstWords(lines[0]?.text ?? '');
  const { body } = heading?.text === title ? takeTitle(lines, title, null) : { body: lines };
  const markdown = heading?.text === title ? renderMarkdown(body) : page.text.trim();
  if (title === '' || markdown === '') return [];
  const { publisher, publishedOn, eventOn, department, contact } = page;
  const dateBasis = publishedOn === null ? null : (page.dateBasis ?? 'stated');
  return [{ title, publisher, publishedOn, dateBasis, eventOn, department, contact, markdown, dropped: [] }];
}

function whatIsThere(page: Page): string {
  const lines = readLines(page);
  const [first] = lines;
  return first === undefined
    ? 'markup'
    : `${lines.length} lines of frame or titles, the first being "${first.text.slice(0, 60)}"`;
}

function toDocument(article: CleanArticle, page: Page, source: string, options: IngestOptions): IngestedDocument {
  return {
    title: article.title,
    publisher: options.publisher ?? article.publisher ?? UNKNOWN_PUBLISHER,
    publishedOn: options.publishedOn ?? article.publishedOn,
    dateBasis: options.publishedOn === undefined ? article.dateBasis : 'stated',
    eventOn: article.eventOn,
    language: options.language ?? page.language ?? detectLanguage(article.markdown) ?? LANGUAGE_DEFAULT,
    url: options.url ?? page.url,
    department: article.department,
    contact: article.contact,
    source,
    markdown: article.markdown,
    dropped: article.dropped,
    editorial: page.editorial,
    warnings: page.warnings,
  };
}
