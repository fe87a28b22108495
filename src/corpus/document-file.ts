import { createHash } from 'node:crypto';
import { isLumiError } from '../errors.ts';
import { canonicalise } from '../ingest/canonical.ts';
import { splitFrontMatter } from '../ingest/front-matter-block.ts';
import type { Document, DocumentMetadata } from '../types.ts';
import { parseFrontMatter, printFrontMatter } from '../ingest/front-matter.ts';

/** Something about the corpus that an editor should know. After an error the document is not in the index, after a warning it is. */
export interface CorpusProblem {
  /** Path below the corpus folder, with `/`. */
  readonly path: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/**
 * Reads the text of a document's file: front matter between `---` lines, then Markdown. `document` is null where an error is among the
 * problems.
 */
export function parseDocumentFile({ id, text }: { id: string; text: string }): {
  document: Document | null;
  problems: CorpusProblem[];
} {
  const problems: CorpusProblem[] = [];
  const report = (severity: CorpusProblem['severity'], message: string) =>
    problems.push({ path: `${id}.md`, severity, message });

  const { yaml, body } = splitFrontMatter(text.replace(/\r\n?/g, '\n'));
  if (yaml === null) {
    report(
      'error',
      'There is no front matter; begin the file with a line ---, then "title: …", "publisher: …", "status: live", "language: de" and another line ---.',
    );
    return { document: null, problems };
  }
  const { metadata, problems: frontMatterProblems } = parseFrontMatter(yaml);
  for (const { severity, message } of frontMatterProblems) report(severity, message);
  const content = readBody(body);
  if (typeof content === 'string') report('error', content);
  if (metadata === null || typeof content === 'string') return { document: null, problems };

  // Metadata and blocks set their keys in one place each, so equal documents have equal JSON.
  const document = { id, ...metadata, ...content };
  return {
    document: { ...document, digest: createHash('sha256').update(JSON.stringify(document)).digest('hex') },
    problems,
  };
}

/** The text of a document's file. `parseDocumentFile` gives the same metadata and the same canonical text back. */
export function printDocumentFile(metadata: DocumentMetadata, markdown: string): string {
  return `---\n${printFrontMatter(metadata)}---\n\n${markdown.trimEnd()}\n`;
}

/** The canonical text and its blocks, or what is wrong with the body. */
function readBody(markdown: string): Pick<Document, 'text' | 'blocks'> | string {
  try {
    const content = canonicalise(markdown);
    return content.text === '' ? 'There is no text below the front matter.' : content;
  } catch (error) {
    if (isLumiError(error, 'corpus_invalid')) return error.message;
    throw error;
  }
}
