import { decodeCharacterReferences } from './character-references.ts';

/** Elements whose content a browser does not show as text. */
const UNSHOWN_ELEMENTS: ReadonlySet<string> = new Set([
  'script',
  'style',
  'template',
  'head',
  'noscript',
  'iframe',
  'object',
  'svg',
]);
/** Elements whose content is not markup: only their own end tag ends them. */
const RAW_TEXT_ENDS: ReadonlyMap<string, RegExp> = new Map([
  ['script', /<\/script/gi],
  ['style', /<\/style/gi],
]);
const VOID_ELEMENTS: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);
/** Elements that begin and end a line. */
const LINE_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote br caption dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ' +
    'ol p pre section summary table tbody tfoot thead tr ul'
  ).split(' '),
);
const CELL_ELEMENTS: ReadonlySet<string> = new Set(['td', 'th']);
/** A tag is looked for within this many characters; it keeps the scan linear where quotes or brackets are never closed. */
const TAG_CHARS_MAX = 2000;
const TAG_NAME = /^<\/?([a-z][a-z0-9-]*)/i;
const QUOTED = /"[^"]*"|'[^']*'/g;
const HIDDEN_ATTRIBUTE = /\shidden(?![\w-])/;
const HIDING_STYLES: readonly string[] = ['display:none', 'visibility:hidden'];

export interface RawHtmlReader {
  /** The visible text of a piece of raw HTML; line elements become `\n`. Elements left open stay open for the next piece. */
  readonly read: (html: string) => string;
  /** Whether the text that follows stands within an element that is not shown. */
  readonly isHiding: () => boolean;
}

interface Tag {
  readonly name: string;
  readonly closes: boolean;
  readonly opens: boolean;
  readonly hides: boolean;
  /** Offset behind the tag. */
  readonly end: number;
}

/**
 * Reads raw HTML within Markdown piece by piece, in document order: tags go, their text stays. Comments, scripts, styles and elements hidden
 * by attribute or inline style are dropped with their text, because nobody would see it on the page but the index would quote it.
 */
export function createRawHtmlReader(): RawHtmlReader {
  /** The hidden element that we are in, and how many elements of that name are open in it. */
  let hiding: { readonly name: string; depth: number } | null = null;

  function enter(tag: Tag): void {
    if (hiding === null) {
      if (tag.opens && tag.hides) hiding = { name: tag.name, depth: 1 };
    } else if (tag.name === hiding.name) {
      if (tag.opens) hiding.depth += 1;
      if (tag.closes) hiding.depth -= 1;
      if (hiding.depth === 0) hiding = null;
    }
  }

  function read(html: string): string {
    let shown = '';
    let at = 0;
    const show = (text: string) => {
      if (hiding === null) shown += text;
    };
    while (at < html.length) {
      const open = nextMarkup(html, at, hiding?.name ?? null);
      show(decodeCharacterReferences(html.slice(at, open)).replaceAll('\n', ' '));
      if (open === html.length) break;
      const declarationEnd = endOfDeclaration(html, open);
      if (declarationEnd !== null) {
        at = declarationEnd;
        continue;
      }
      const tag = readTag(html, open);
      if (tag === null) {
        show('<');
        at = open + 1;
        continue;
      }
      enter(tag);
      if (LINE_ELEMENTS.has(tag.name)) show('\n');
      if (CELL_ELEMENTS.has(tag.name)) show(' ');
      at = tag.end;
    }
    return shown;
  }

  return { read, isHiding: () => hiding !== null };
}

/** Offset of the next `<` that can matter, or the length. */
function nextMarkup(html: string, from: number, within: string | null): number {
  const rawTextEnd = within === null ? undefined : RAW_TEXT_ENDS.get(within);
  if (rawTextEnd === undefined) {
    const found = html.indexOf('<', from);
    return found === -1 ? html.length : found;
  }
  rawTextEnd.lastIndex = from;
  return rawTextEnd.exec(html)?.index ?? html.length;
}

/** Offset behind a comment, declaration or processing instruction at `open`; null where none begins there. Left open, it reaches to the end. */
function endOfDeclaration(html: string, open: number): number | null {
  const closing = html.startsWith('<!--', open)
    ? '-->'
    : html.startsWith('<!', open) || html.startsWith('<?', open)
      ? '>'
      : null;
  if (closing === null) return null;
  const end = html.indexOf(closing, open + 2);
  return end === -1 ? html.length : end + closing.length;
}

function readTag(html: string, open: number): Tag | null {
  const window = html.slice(open, open + TAG_CHARS_MAX);
  const name = TAG_NAME.exec(window)?.[1]?.toLowerCase();
  const length = name === undefined ? null : tagLength(window);
  if (name === undefined || length === null) return null;
  const source = window.slice(0, length);
  const closes = source.startsWith('</');
  return {
    name,
    closes,
    opens: !closes && !VOID_ELEMENTS.has(name) && !source.endsWith('/>'),
    hides: UNSHOWN_ELEMENTS.has(name) || isHiddenByAttribute(source),
    end: open + length,
  };
}

/** Characters of the tag at the start of `window`, quotes respected; null where no tag ends in it. */
function tagLength(window: string): number | null {
  let quote: string | null = null;
  for (let at = 1; at < window.length; at += 1) {
    const character = window[at];
    if (quote !== null) {
      if (character === quote) quote = null;
    } else if (character === '>') return at + 1;
    else if (character === '<') return null;
    else if (character === '"' || character === "'") quote = character;
  }
  return null;
}

function isHiddenByAttribute(tag: string): boolean {
  const compact = tag.toLowerCase().replace(/\s/g, '');
  return (
    HIDDEN_ATTRIBUTE.test(tag.toLowerCase().replace(QUOTED, '')) ||
    HIDING_STYLES.some((style) => compact.includes(style))
  );
}
