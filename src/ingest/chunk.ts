import { createHash } from 'node:crypto';
import { sentenceRanges, type Range } from '../language/sentences.ts';
import type { Block, Chunk, Document } from '../types.ts';

export interface ChunkOptions {
  /** Characters up to which neighbouring blocks under one heading are put together. */
  readonly charsTarget: number;
  /** Characters above which a block is split between sentences. One longer sentence stays whole. */
  readonly charsMax: number;
}

/** Blocks below the same headings. */
interface Section {
  readonly headingPath: readonly string[];
  readonly blocks: readonly Block[];
}

/**
 * Cuts a document into chunks, in text order. Every heading begins a new chunk and stands in `headingPath`, not in the chunk's range. Below
 * it, blocks are put together up to `charsTarget`; a list or table stays with the paragraph that leads to it as long as both are within
 * `charsMax`. Every sentence outside headings is in exactly one chunk. A document of headings only is one chunk, an empty one none.
 */
export function chunkDocument(document: Document, options: ChunkOptions): Chunk[] {
  const pieces = readSections(document).flatMap(({ headingPath, blocks }) => {
    const ranges = groupsOf(blocks).flatMap((group) => rangesOf(group, document.text, options));
    return pack(ranges, options.charsTarget).map((range) => ({ headingPath, range }));
  });
  if (pieces.length === 0 && document.text !== '')
    pieces.push({ headingPath: [], range: { start: 0, end: document.text.length } });
  return pieces.map(({ headingPath, range: { start, end } }, position) => {
    const indexedText = [
      document.title,
      document.publishedOn?.date,
      headingPath.join(' › '),
      document.text.slice(start, end),
    ]
      .filter((part) => part !== undefined && part !== '')
      .join('\n');
    const digest = createHash('sha256').update(indexedText).digest('hex');
    return { documentId: document.id, position, start, end, headingPath, indexedText, digest };
  });
}

function readSections(document: Document): Section[] {
  const sections: { headingPath: readonly string[]; blocks: Block[] }[] = [{ headingPath: [], blocks: [] }];
  let open: { readonly level: number; readonly text: string }[] = [];
  for (const block of document.blocks) {
    if (block.kind !== 'heading') {
      sections.at(-1)!.blocks.push(block);
      continue;
    }
    const level = block.level ?? 1;
    open = [
      ...open.filter((heading) => heading.level < level),
      { level, text: document.text.slice(block.start, block.end).replaceAll('\n', ' ') },
    ];
    // Editors often repeat the title as the first heading; it stands in the indexed text already.
    sections.push({ headingPath: open.map(({ text }) => text).filter((text) => text !== document.title), blocks: [] });
  }
  return sections;
}

/** Blocks that belong together: a paragraph with the list or table that follows it. */
function groupsOf(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const group = groups.at(-1);
    if (group !== undefined && (block.kind === 'list-item' || block.kind === 'table-row')) group.push(block);
    else groups.push([block]);
  }
  return groups;
}

/** A group as one range where it fits, else as its blocks put together anew, those above `charsMax` cut between sentences. */
function rangesOf(group: readonly Block[], text: string, { charsTarget, charsMax }: ChunkOptions): Range[] {
  const whole = { start: group[0]!.start, end: group.at(-1)!.end };
  if (whole.end - whole.start <= charsMax) return [whole];
  const parts = group.flatMap((block): Range[] => {
    if (block.end - block.start <= charsMax) return [{ start: block.start, end: block.end }];
    const sentences = sentenceRanges(text.slice(block.start, block.end));
    return sentences.map(({ start, end }) => ({ start: block.start + start, end: block.start + end }));
  });
  return pack(parts, charsTarget);
}

/** Neighbouring ranges put together as long as the whole is not longer than `charsTarget`. */
function pack(ranges: readonly Range[], charsTarget: number): Range[] {
  const packed: Range[] = [];
  for (const range of ranges) {
    const last = packed.at(-1);
    if (last !== undefined && range.end - last.start <= charsTarget)
      packed[packed.length - 1] = { start: last.start, end: range.end };
    else packed.push(range);
  }
  return packed;
}
