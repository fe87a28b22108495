import { LumiError } from '../../errors.ts';
import { splitFrontMatter } from '../front-matter-block.ts';
import { parseStatedFrontMatter } from '../front-matter.ts';
import type { Page } from '../page.ts';
import { plainPage } from '../page.ts';

/**
 * A Markdown file. With front matter it is taken as an editor's own document: the body stays as it is, and every key that the corpus knows is
 * read, none required. Throws `front_matter_invalid`.
 */
export function loadMarkdown(text: string, path: string): Page {
  const { yaml, body } = splitFrontMatter(text);
  const page = plainPage('markdown', body);
  if (yaml === null) return page;
  const { stated, problems } = parseStatedFrontMatter(yaml);
  const messagesOf = (severity: 'error' | 'warning') =>
    problems.filter((problem) => problem.severity === severity).map(({ message }) => message);
  if (stated === null) throw new LumiError('front_matter_invalid', `${path}: ${messagesOf('error').join(' ')}`);
  const { status, topics, validUntil, supersedes, easyLanguage, source, ...described } = stated;
  return {
    ...page,
    ...described,
    isClean: true,
    editorial: { status, topics, validUntil, supersedes, easyLanguage, source },
    warnings: messagesOf('warning'),
  };
}
