import { Lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import { LumiError } from '../errors.ts';
import type { Block, BlockKind } from '../types.ts';
import { decodeCharacterReferences } from './character-references.ts';
import { createRawHtmlReader, type RawHtmlReader } from './raw-html.ts';
import { toVisibleLine } from './visible-text.ts';

/**
 * The one adapter around `marked`. From Markdown comes one plain text per document; all later offsets (sentences, chunks, passages, quotes)
 * are ranges in it.
 *
 * What stays is what a reader of the page sees: the text of emphasis, links, code and raw HTML, the description of an image, the number of
 * an ordered list item. What goes is what nobody sees or what is struck out with `~~`: marks, addresses behind links, comments, hidden
 * elements, invisible characters. A hard break is a line break, a soft one a space, a table row one line of `header: cell` pairs joined
 * by `; `. Blocks of the same list, table or quotation are separated by one line break, all others by two.
 */

/** A block before it has its place. */
interface Draft {
  readonly kind: BlockKind;
  /** Cleaned, not empty, lines separated by `\n`. */
  readonly text: string;
  readonly level?: number;
}

/** Kind that running text takes where it stands. */
type TextKind = Extract<BlockKind, 'paragraph' | 'list-item' | 'quote'>;

const SAME_GROUP = '\n';
const NEXT_GROUP = '\n\n';

/**
 * The canonical plain text of a Markdown body and its blocks, in order. Both are empty where nothing visible is left. Throws
 * `corpus_invalid` where lists or quotations are nested too deeply to be read (thousands of levels).
 */
export function canonicalise(markdown: string): { text: string; blocks: Block[] } {
  const html = createRawHtmlReader();
  let text = '';
  const blocks: Block[] = [];
  for (const token of lex(markdown)) {
    let separator = NEXT_GROUP;
    for (const { text: blockText, ...draft } of readBlock(token, 'paragraph', html)) {
      if (text !== '') text += separator;
      blocks.push({ ...draft, start: text.length, end: text.length + blockText.length });
      text += blockText;
      separator = SAME_GROUP;
    }
  }
  return { text, blocks };
}

function lex(markdown: string): Token[] {
  try {
    return Lexer.lex(markdown);
  } catch (cause) {
    throw new LumiError(
      'corpus_invalid',
      'The Markdown cannot be read: its lists or quotations are nested too deeply.',
      { cause },
    );
  }
}

function readBlock(anyToken: Token, textKind: TextKind, html: RawHtmlReader): Draft[] {
  if (html.isHiding()) {
    html.read(anyToken.raw);
    return [];
  }
  // No extension of marked is in use, so its generic token cannot occur.
  const token = anyToken as MarkedToken;
  switch (token.type) {
    case 'heading':
      // Within a list or a quotation a heading opens no section of the document.
      return textKind === 'paragraph'
        ? draft('heading', readInline(token.tokens), token.depth)
        : draft(textKind, readInline(token.tokens));
    case 'paragraph':
      return draft(textKind, readInline(token.tokens));
    case 'text':
      return draft(textKind, readInline(token.tokens ?? [token]));
    case 'html':
      return draft(textKind, html.read(token.raw));
    case 'code':
      return draft('code', token.text);
    case 'blockquote':
      return token.tokens.flatMap((part) => readBlock(part, 'quote', html));
    case 'list':
      return token.items.flatMap((item, at) =>
        readItem(item, token.ordered ? `${Number(token.start) + at}. ` : '', html),
      );
    case 'table':
      return readTable(token);
    default:
      return [];
  }
}

function readItem(item: Tokens.ListItem, marker: string, html: RawHtmlReader): Draft[] {
  const [first, ...rest] = item.tokens.flatMap((part) => readBlock(part, 'list-item', html));
  if (first === undefined) return [];
  return [{ ...first, text: marker + first.text }, ...rest];
}

function readTable(table: Tokens.Table): Draft[] {
  const headers = table.header.map((cell) => toVisibleLine(readInline(cell.tokens)));
  const rows = table.rows.map((row) => row.map((cell) => toVisibleLine(readInline(cell.tokens))));
  // A table without body still says what stands in its head.
  const lines =
    rows.length === 0 ? [headers] : rows.map((row) => row.map((cell, column) => labelled(headers[column] ?? '', cell)));
  return lines.flatMap((cells) => draft('table-row', cells.filter((cell) => cell !== '').join('; ')));
}

function labelled(header: string, cell: string): string {
  if (header === '' || cell === '') return cell;
  return header.endsWith(':') ? `${header} ${cell}` : `${header}: ${cell}`;
}

/** The visible text of inline tokens; `\n` only where a line ends on purpose. */
function readInline(tokens: readonly Token[], html = createRawHtmlReader()): string {
  return tokens.map((token) => readInlineToken(token, html)).join('');
}

function readInlineToken(anyToken: Token, html: RawHtmlReader): string {
  const token = anyToken as MarkedToken;
  if (token.type === 'html') return html.read(token.raw);
  if (html.isHiding()) return '';
  switch (token.type) {
    case 'br':
      return '\n';
    case 'del':
      // One tilde is how people write "about" (~5 km); only two strike a text out.
      return token.raw.startsWith('~~') ? '' : `~${readInline(token.tokens, html)}~`;
    case 'em':
    case 'strong':
    case 'link':
    case 'image':
      return readInline(token.tokens, html);
    case 'codespan':
    case 'escape':
      return token.text;
    case 'text':
      return token.tokens === undefined
        ? decodeCharacterReferences(token.text).replaceAll('\n', ' ')
        : readInline(token.tokens, html);
    default:
      return '';
  }
}

function draft(kind: BlockKind, raw: string, level?: number): Draft[] {
  const text = raw
    .split('\n')
    .map(toVisibleLine)
    .filter((line) => line !== '')
    .join('\n');
  if (text === '') return [];
  return [level === undefined ? { kind, text } : { kind, text, level }];
}
