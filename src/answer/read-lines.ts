import { sentenceRanges, type Range } from '../language/sentences.ts';
import { words } from '../language/tokens.ts';
import type { BlockKind, Document } from '../types.ts';

/** A sentence or heading of a document, as an answer is chosen from: `text` is `document.text.slice(start, end)`. */
export interface Line extends Range {
  readonly text: string;
  /** Normalised words, in order. */
  readonly words: readonly string[];
  readonly kind: BlockKind;
  /** 0-based place of its block in the document. */
  readonly block: number;
  /** A heading, or a short line that only looks like one, as pages without marks have them. */
  readonly isHeadingLike: boolean;
  /** Place among the lines of the heading-like line above; −1 where there is none. */
  readonly heading: number;
  /** Headings above, outermost first, without the title. */
  readonly headingPath: readonly string[];
}

/** Words up to which a line without closing mark is taken for a heading: "Kosten", "Wo kann ich mich beraten lassen". */
const HEADING_WORDS_MAX = 9;
const CLOSING_MARK = /[.!?:;,…)"“”]$/u;
/** Contact data, opening hours and prices are content, however short. */
const CONTENT_MARK = /[@\d€]/u;

/** The lines of a document that touch a range of its text, in text order; blocks that reach beyond it are read whole. */
export function readLines(document: Document, within: Range): Line[] {
  const lines: Line[] = [];
  let open: { readonly level: number; readonly text: string }[] = [];
  let headingPath: readonly string[] = [];
  let heading = -1;
  document.blocks.forEach((block, at) => {
    const blockText = document.text.slice(block.start, block.end);
    if (block.kind === 'heading') {
      const level = block.level ?? 1;
      open = [...open.filter((above) => above.level < level), { level, text: blockText.replaceAll('\n', ' ') }];
      headingPath = open.map(({ text }) => text).filter((text) => text !== document.title);
    }
    if (block.end <= within.start || block.start >= within.end) return;
    const ranges = block.kind === 'heading' ? [{ start: 0, end: blockText.length }] : sentenceRanges(blockText);
    for (const { start, end } of ranges) {
      const text = blockText.slice(start, end);
      const ownWords = words(text);
      const isHeadingLike =
        block.kind === 'heading' ||
        (block.kind === 'paragraph' && ranges.length === 1 && looksLikeHeading(text, ownWords.length));
      lines.push({
        start: block.start + start,
        end: block.start + end,
        text,
        words: ownWords,
        kind: block.kind,
        block: at,
        isHeadingLike,
        heading,
        headingPath,
      });
      if (isHeadingLike) heading = lines.length - 1;
    }
  });
  return lines;
}

function looksLikeHeading(text: string, wordCount: number): boolean {
  return wordCount <= HEADING_WORDS_MAX && !CLOSING_MARK.test(text) && !CONTENT_MARK.test(text);
}
