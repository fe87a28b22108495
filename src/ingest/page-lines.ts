import type { Page } from './page.ts';

/** A line of a page: what the cleaning rules look at, and what is written out again. */
export interface PageLine {
  readonly kind: 'text' | 'item' | 'heading' | 'table' | 'code';
  /** What readers see, marks and surrounding space removed. */
  readonly text: string;
  /** The line as Markdown, without the mark of a heading or list item. */
  readonly markdown: string;
  /** Whether a blank line (or the top of the page) stands before it. */
  readonly gap: boolean;
  /** Headings: 1 to 6. Items: 0 for the outermost list. Others: 0. */
  readonly level: number;
  /** Items: `-` or `3.`; others empty. */
  readonly marker: string;
  /** Whether a "read more" link ended the line (`endings.ts` has cut it off). */
  readonly endsInMore: boolean;
}

/** Shortest longest line of a hard-wrapped paragraph: people wrap at 65 to 80 columns, addresses and opening hours are narrower. */
const WRAP_CHARS_MIN = 60;
const WRAP_CHARS_MAX = 100;

/** Shortest line that the next one may go on from in lower case. */
const BROKEN_CHARS_MIN = 40;

/** Two spaces or a backslash at the end of a line of Markdown. */
const HARD_BREAK = /(?: {2}|\\)$/;
const ODD_SPACES = /[\t\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/g;
const BULLET = /^(?:[•‣▪·◦*+]|-)[ ]+(?=\S)/;
const NUMBER = /^(\d{1,3})[.)][ ]+(?=\S)/;
const HEADING = /^(#{1,6})[ ]+(?=\S)/;
const MONTH_AHEAD = /^(?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)/i;
/** Characters that Markdown gives a meaning anywhere in a line. */
const INLINE_MARKS = /[\\`*_[\]<>~|]/g;
const HTML_ENTITY_START = /&(?=#?\w{1,31};)/g;
const LINE_START_MARK = /^(?:#{1,6}(?= |$)|[-+](?= |$)|-{3,}$|={3,}$)/;
const LINE_START_NUMBER = /^(\d{1,9})([.)])(?= |$)/;

/** The lines of a page in order, blank ones left out. Hard-wrapped paragraphs of plain text become one line each. */
export function readLines(page: Pick<Page, 'markup' | 'text'>): PageLine[] {
  return page.markup === 'plain' ? readPlainLines(page.text) : readMarkdownLines(page.text);
}

/** A paragraph line for literal text. */
export function paragraphLine(text: string, gap = true): PageLine {
  return { kind: 'text', text, markdown: escapeMarkdown(text), gap, level: 0, marker: '', endsInMore: false };
}

/** The line with the same marks and other text; the text is a part of the line's own. */
export function withText(line: PageLine, text: string): PageLine {
  // Inline marks (a link, emphasis) survive only where the change is a shorter start of the same literal text.
  const markdown = line.markdown.startsWith(text) ? text : escapeMarkdown(text);
  return { ...line, text, markdown };
}

/** Markdown that shows the text literally. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(INLINE_MARKS, '\\$&')
    .replace(HTML_ENTITY_START, '\\&')
    .replace(LINE_START_MARK, '\\$&')
    .replace(LINE_START_NUMBER, '$1\\$2');
}

function readPlainLines(text: string): PageLine[] {
  const lines: PageLine[] = [];
  for (const group of groupsOf(text)) {
    let previousNumber = 0;
    unwrap(group).forEach((raw, at) => {
      const indent = raw.length - raw.trimStart().length;
      const trimmed = collapse(raw);
      const bullet = BULLET.exec(trimmed);
      const number = bullet === null ? NUMBER.exec(trimmed) : null;
      const rest = trimmed.slice((bullet ?? number)?.[0].length ?? 0);
      const isNumbered =
        number !== null && isNextNumber(Number(number[1]), previousNumber, lines, at === 0) && !MONTH_AHEAD.test(rest);
      if (isNumbered) previousNumber = Number(number[1]);
      const previous = lines.at(-1);
      if (bullet !== null || isNumbered) {
        const marker = bullet === null ? `${number![1]!}.` : '-';
        lines.push({ ...paragraphLine(rest, at === 0), kind: 'item', marker });
      } else if (at > 0 && previous?.kind === 'item' && indent >= 2) {
        lines[lines.length - 1] = continueItem(previous, paragraphLine(trimmed));
      } else {
        lines.push(paragraphLine(trimmed, at === 0));
      }
    });
  }
  return lines;
}

/** `2022. April` is no list: a number opens one if it is 1, or follows the number before it. */
function isNextNumber(number: number, previousInGroup: number, lines: readonly PageLine[], isFirst: boolean): boolean {
  const before = isFirst ? Number.parseInt(lines.at(-1)?.marker ?? '', 10) : previousInGroup;
  return number === 1 || number === before + 1;
}

function readMarkdownLines(text: string): PageLine[] {
  const lines: PageLine[] = [];
  /** Text lines without a blank line between, which may be one wrapped paragraph. */
  let group: string[] = [];
  let isCode = false;
  let gap = true;
  let groupGap = true;
  const endGroup = (): void => {
    unwrap(group).forEach((raw, at) => lines.push(readMarkdownLine(raw, at === 0 && groupGap)));
    group = [];
  };
  for (const raw of text.split('\n')) {
    const trimmed = raw.trim();
    const isFence = trimmed.startsWith('```') || trimmed.startsWith('~~~');
    const line = isFence || isCode || trimmed === '' ? null : readMarkdownLine(raw, gap);
    const previous = lines.at(-1);
    if (line?.kind === 'text' && !gap && group.length === 0 && previous?.kind === 'item' && raw.startsWith('  ')) {
      lines[lines.length - 1] = continueItem(previous, line);
    } else if (line?.kind === 'text') {
      if (group.length === 0) groupGap = gap;
      group.push(raw);
      if (HARD_BREAK.test(raw)) endGroup();
    } else {
      endGroup();
      if (line !== null) lines.push(line);
      else if (trimmed !== '' || isCode) lines.push({ ...paragraphLine(raw, gap), kind: 'code', markdown: raw });
    }
    if (isFence) isCode = !isCode;
    gap = !isCode && trimmed === '';
  }
  endGroup();
  return lines;
}

function continueItem(item: PageLine, line: PageLine): PageLine {
  return { ...item, text: `${item.text} ${line.text}`, markdown: `${item.markdown} ${line.markdown}` };
}

function readMarkdownLine(raw: string, gap: boolean): PageLine {
  const trimmed = raw.replace(ODD_SPACES, ' ').trim();
  const base = { gap, level: 0, marker: '', endsInMore: false } as const;
  if (trimmed.startsWith('|')) return { ...base, kind: 'table', text: trimmed, markdown: trimmed };
  const heading = HEADING.exec(trimmed);
  if (heading !== null) {
    const markdown = trimmed.slice(heading[0].length);
    return { ...base, kind: 'heading', level: heading[1]!.length, markdown, text: plainText(markdown) };
  }
  const bullet = BULLET.exec(trimmed);
  const number = bullet === null ? NUMBER.exec(trimmed) : null;
  if (bullet !== null || number !== null) {
    const markdown = trimmed.slice((bullet ?? number)![0].length).trim();
    const indent = raw.length - raw.trimStart().length;
    const marker = number === null ? '-' : `${number[1]!}.`;
    return { ...base, kind: 'item', level: Math.min(indent >> 1, 4), marker, markdown, text: plainText(markdown) };
  }
  return { ...base, kind: 'text', markdown: trimmed, text: plainText(trimmed) };
}

/** Lines between blank lines. */
function* groupsOf(text: string): Generator<string[]> {
  let group: string[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() !== '') {
      group.push(line);
      continue;
    }
    if (group.length > 0) yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/**
 * Joins what a right margin has broken: the whole group where it is one wrapped paragraph, else a line with the next one that goes on in
 * lower case. All other lines stay lines: addresses, opening hours, captions.
 */
function unwrap(group: readonly string[]): string[] {
  if (isWrapped(group)) return [group.map((line) => line.trim()).join(' ')];
  const lines: string[] = [];
  for (const line of group) {
    const above = lines.at(-1);
    const goesOn =
      above !== undefined && above.length >= BROKEN_CHARS_MIN && /[^.!?:;]$/.test(above) && /^\p{Ll}/u.test(line);
    if (goesOn) lines[lines.length - 1] = `${above} ${line.trim()}`;
    else lines.push(line);
  }
  return lines;
}

/** Whether the group is one paragraph broken at a right margin: no line had room for the first word of the next. */
function isWrapped(group: readonly string[]): boolean {
  if (group.length < 2) return false;
  const lines = group.map((line) => line.trim());
  const width = lines.reduce((longest, line) => Math.max(longest, line.length), 0);
  if (width < WRAP_CHARS_MIN || width > WRAP_CHARS_MAX || lines.some((line) => BULLET.test(line))) return false;
  // Two lines of any kind may look wrapped; only a sentence that goes on in lower case is.
  if (lines.length === 2) return lines[0]!.length >= WRAP_CHARS_MIN && /^\p{Ll}/u.test(lines[1]!);
  return lines.every((line, at) => {
    const next = lines[at + 1];
    if (next === undefined) return true;
    const wordEnd = next.indexOf(' ');
    return line.length + 1 + (wordEnd === -1 ? next.length : wordEnd) > width;
  });
}

function collapse(text: string): string {
  return text
    .replace(ODD_SPACES, ' ')
    .split(' ')
    .filter((part) => part !== '')
    .join(' ');
}

/** What readers see of inline Markdown: link targets, emphasis and escapes gone. One pass; unmatched marks stay as they are. */
function plainText(markdown: string): string {
  let text = '';
  // Without it, a line of `](` without an end would be searched to its end from each of them.
  const lastClosing = markdown.lastIndexOf(')');
  for (let at = 0; at < markdown.length; at += 1) {
    const character = markdown[at]!;
    const next = markdown[at + 1] ?? '';
    if (character === '\\' && /[!-/:-@[-`{-~]/.test(next)) {
      text += next;
      at += 1;
    } else if (character === ']' && next === '(') {
      if (at > lastClosing) text += character;
      else at = markdown.indexOf(')', at);
    } else if (character !== '*' && character !== '[' && character !== '`' && !(character === '!' && next === '[')) {
      text += character;
    }
  }
  return collapse(text);
}
