import type { PageLine } from './page-lines.ts';
import { isTitleLike } from './page-title.ts';

/** Longest sub-heading; a longer line below the title is a summary of the article. */
const HEADING_CHARS_MAX = 120;
/** Longest line right below the title that opens a section rather than summing up the article. */
const FIRST_HEADING_CHARS_MAX = 60;

/**
 * Marks the sub-headings of plain text: a short line, a paragraph of its own, no end of a sentence, text below. `isBelowTitle`: the first
 * line follows the title, where a long line is a summary.
 */
export function markHeadings(lines: readonly PageLine[], isBelowTitle: boolean): PageLine[] {
  return lines.map((line, at) => {
    const next = lines[at + 1];
    const charsMax = at === 0 && isBelowTitle ? FIRST_HEADING_CHARS_MAX : HEADING_CHARS_MAX;
    const isHeading =
      line.kind === 'text' &&
      line.gap &&
      line.text.length <= charsMax &&
      isTitleLike(line) &&
      next !== undefined &&
      next.gap &&
      hasText(next);
    return isHeading ? { ...line, kind: 'heading', level: 2 } : line;
  });
}

/** The lines as Markdown: a blank line between blocks, none within lists, tables and code. */
export function renderMarkdown(lines: readonly PageLine[]): string {
  let markdown = '';
  lines.forEach((line, at) => {
    const previous = lines[at - 1];
    if (previous !== undefined) markdown += isTight(previous, line) ? '\n' : '\n\n';
    markdown += renderLine(line);
  });
  return markdown;
}

function renderLine(line: PageLine): string {
  if (line.kind === 'heading') return `${'#'.repeat(line.level)} ${line.markdown}`;
  if (line.kind === 'item') return `${'  '.repeat(line.level)}${line.marker} ${line.markdown}`;
  return line.markdown;
}

function isTight(previous: PageLine, line: PageLine): boolean {
  if (line.kind !== previous.kind || line.kind === 'heading') return false;
  if (line.kind === 'item') return (line.marker === '-') === (previous.marker === '-') || line.level > 0;
  // Text lines without a blank line between are kept apart: they are captions, addresses, news, not one paragraph.
  return !line.gap && line.kind !== 'text';
}

/** A paragraph or list that a heading can stand above. */
function hasText(line: PageLine): boolean {
  return (
    line.kind === 'item' ||
    line.kind === 'table' ||
    (line.kind === 'text' && !isTitleLike(line)) ||
    line.text.length > HEADING_CHARS_MAX
  );
}
