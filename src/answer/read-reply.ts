import { MONTH_PATTERN } from '../language/months.ts';
import { sentenceRanges, type Range } from '../language/sentences.ts';
import { withoutUnseen } from '../language/unseen-characters.ts';

/** What a model's reply is made of, in its order. */
export type ReplyPart =
  | ({ readonly type: 'sentence' } & WrittenSentence)
  /** The model thought aloud; its thoughts are left out. */
  | { readonly type: 'reasoning' }
  /** The model says that the passages do not answer. */
  | { readonly type: 'no_answer' };

export interface WrittenSentence {
  /** One sentence or list item without citation marks, list mark and emphasis. */
  readonly text: string;
  /** The numbers it bears, each once; of a group of sentences on one line, those at the end of the group. */
  readonly citations: readonly number[];
  readonly isItem: boolean;
}

export interface ReplyReader {
  /** Takes the next piece and gives what it completes: a sentence is complete where the next one, or the next line, has begun. */
  read(piece: string): ReplyPart[];
  /** What is left when the reply has ended; the last sentence is left out where the reply was cut. */
  end(isCut?: boolean): ReplyPart[];
}

/** What a model writes where the passages do not answer. */
export const NO_ANSWER = 'NO_ANSWER';

const SAYS_NO_ANSWER = /^[\s"'„“*`.([]*NO[_ -]?ANSWER(?![\p{L}\p{N}])/iu;
const THOUGHT_TAG = /<(\/?)(?:think|thinking|thought|thoughts|reasoning|reflection|scratchpad|analysis)>/iu;
/** Longest tag of those, so that one that arrives in pieces is found. */
const TAG_CHARS_MAX = 16;
const NAMED_NUMBER = '(?:\\^|#|P|Nr\\.?|No\\.?|(?:Textstelle|Stelle|Quelle|Dokument|Passage|Source|Document)n?)?';
/** `[1]`, `[1, 2]`, `[1-3]`, `【1】`, `【1†…】`, `[^1]`, `[Quelle 1]`; a year in brackets has more digits. */
const CITATION = new RegExp(
  `[[【［]\\s*${NAMED_NUMBER}:?\\s*(\\d{1,3}(?:\\s*(?:,|;|/|&|und|and|[-–])\\s*${NAMED_NUMBER}\\s*\\d{1,3})*)\\s*(?:†[^\\]】\\n]{0,60})?[\\]】］]`,
  'giu',
);
/** Passages of a range `[1-4]`; more are no citation but a figure. */
const CITED_RANGE_MAX = 10;
const BULLET = /^\s*(?:[-*•–·]|\d{1,2}[.)])\s+/u;
/** "1. Mai" at the beginning of a line is a day, no first item. */
const DAY_AT_START = new RegExp(`^\\s*\\d{1,2}\\.\\s+${MONTH_PATTERN}`, 'iu');
/** A line that goes on for so long without an end of a sentence is taken as one, so that reading it takes no time that grows with its square. */
const OPEN_CHARS_MAX = 2000;
const ENDS_WITH_STOP = /[.!?…]["'“”’»)]{0,2}$/u;
const HAS_WORD = /[\p{L}\p{N}]/u;

export function createReplyReader(): ReplyReader {
  /** What is not yet read; never more than one line and a piece. */
  let buffer = '';
  let isThinking = false;
  let isLineStart = true;
  let isItem = false;
  /** Sentences without a number, which wait for that of the sentence after them. */
  let waiting: WrittenSentence[] = [];

  function read(piece: string): ReplyPart[] {
    buffer += withoutUnseen(piece);
    const parts: ReplyPart[] = [];
    for (;;) {
      if (isThinking) {
        const end = THOUGHT_TAG.exec(buffer);
        if (end === null) {
          buffer = buffer.slice(-TAG_CHARS_MAX);
          return parts;
        }
        buffer = buffer.slice(end.index + end[0].length);
        isThinking = false;
        continue;
      }
      const lineEnd = buffer.indexOf('\n');
      const tag = THOUGHT_TAG.exec(lineEnd < 0 ? buffer : buffer.slice(0, lineEnd));
      if (tag !== null) {
        const before = buffer.slice(0, tag.index);
        buffer = buffer.slice(tag.index + tag[0].length);
        parts.push({ type: 'reasoning' });
        if (tag[1] === '') {
          parts.push(...readLine(before), ...release());
          isThinking = true;
        } else {
          // What stands before a lone end tag was thought as well.
          waiting = [];
        }
        isLineStart = true;
      } else if (lineEnd >= 0) {
        const line = buffer.slice(0, lineEnd);
        buffer = buffer.slice(lineEnd + 1);
        parts.push(...readLine(line));
      } else {
        parts.push(...readOpenLine());
        if (buffer.length <= OPEN_CHARS_MAX) return parts;
        buffer += '\n';
      }
    }
  }

  /** The sentences of an open line that are certainly complete: another one has begun behind them. */
  function readOpenLine(): ReplyPart[] {
    const known = buffer.slice(0, lastBorder(buffer));
    if (!/[.!?…:]/u.test(known)) return [];
    beginLine(known);
    const sentences = sentencesOf(known);
    const open = sentences.at(-1);
    if (sentences.length < 2 || open === undefined || !HAS_WORD.test(open.text)) return [];
    buffer = buffer.slice(open.from);
    isLineStart = false;
    return sentences.slice(0, -1).flatMap(complete);
  }

  function readLine(line: string): ReplyPart[] {
    if (line.trim() === '') return [];
    beginLine(line);
    const parts = sentencesOf(line).flatMap(complete);
    isLineStart = true;
    return waiting.at(-1)?.text.endsWith(':') === true ? parts : [...parts, ...release()];
  }

  function beginLine(line: string): void {
    if (isLineStart) isItem = BULLET.test(line) && !DAY_AT_START.test(line);
  }

  function sentencesOf(line: string): MarkedSentence[] {
    const mark = isLineStart && isItem ? (BULLET.exec(line)?.[0].length ?? 0) : 0;
    return markedSentences(line.slice(mark)).map((sentence) => ({ ...sentence, from: sentence.from + mark }));
  }

  function complete({ text, citations }: MarkedSentence): ReplyPart[] {
    if (SAYS_NO_ANSWER.test(text)) return [{ type: 'no_answer' }];
    const plain = withoutEmphasis(text);
    if (!HAS_WORD.test(plain)) return [];
    const sentence = { text: plain, citations, isItem };
    if (citations.length === 0) {
      waiting.push(sentence);
      return [];
    }
    return [...release(citations), { type: 'sentence', ...sentence }];
  }

  function release(citations: readonly number[] = []): ReplyPart[] {
    const released = waiting.map((sentence): ReplyPart => ({ type: 'sentence', ...sentence, citations }));
    waiting = [];
    return released;
  }

  return {
    read,
    end(isCut = false) {
      if (isThinking) return [];
      const line = buffer;
      buffer = '';
      const parts = readLine(isCut ? line.slice(0, markedSentences(line).at(-1)?.from ?? 0) : line);
      return [...parts, ...release()];
    },
  };
}

interface MarkedSentence {
  readonly text: string;
  readonly citations: readonly number[];
  /** Where it begins in the line, marks included. */
  readonly from: number;
}

/** The sentences of a line with the numbers that stand in or behind each; numbers at the start of the line belong to its first sentence. */
function markedSentences(line: string): MarkedSentence[] {
  const { text, origins, marks } = withoutMarks(line);
  const borders = marks.filter(({ isBorder }) => isBorder).map(({ at }) => at);
  const ranges = rangesBetween(text, borders);
  return ranges.map(({ start, end }, place) => {
    const next = ranges[place + 1]?.start ?? Infinity;
    const own = marks.filter(({ at }) => at <= next && (at > start || place === 0));
    return {
      text: text.slice(start, end),
      citations: [...new Set(own.flatMap(({ numbers }) => numbers))],
      from: origins[start] ?? line.length,
    };
  });
}

interface Mark {
  /** Place in the text without marks, behind the last character before the mark. */
  readonly at: number;
  readonly numbers: readonly number[];
  /** It stands behind the closing mark of a sentence, which ends there, whatever the words say. */
  readonly isBorder: boolean;
}

/** A line without its citation marks; `origins` has the place in the line of each character that is left. */
function withoutMarks(line: string): {
  readonly text: string;
  readonly origins: readonly number[];
  readonly marks: readonly Mark[];
} {
  let text = '';
  const origins: number[] = [];
  const marks: Mark[] = [];
  const keep = (from: number, to: number) => {
    for (let at = from; at < to; at += 1) origins.push(at);
    text += line.slice(from, to);
  };
  let at = 0;
  for (const match of line.matchAll(CITATION)) {
    const before = line.slice(at, match.index);
    keep(at, at + before.trimEnd().length);
    at = match.index + match[0].length;
    marks.push({ at: text.length, numbers: numbersOf(match[1]!), isBorder: ENDS_WITH_STOP.test(text) });
    // "entfernt [1]und" must not become one word; a stop behind the mark belongs to the word before it.
    if (/^[\p{L}\p{N}]/u.test(line.slice(at, at + 2)) && text !== '') {
      origins.push(at);
      text += ' ';
    }
  }
  keep(at, line.length);
  return { text, origins, marks };
}

function numbersOf(written: string): number[] {
  const numbers: number[] = [];
  for (const [, first, , last] of written.matchAll(/(\d+)(\s*[-–]\s*(?:\D*)(\d+))?/gu)) {
    const from = Number(first);
    const to = last === undefined ? from : Number(last);
    if (to < from || to - from >= CITED_RANGE_MAX) numbers.push(from, to);
    else for (let number = from; number <= to; number += 1) numbers.push(number);
  }
  return numbers;
}

/** The sentences of a text, which end at each of the borders in any case. */
function rangesBetween(text: string, borders: readonly number[]): Range[] {
  const ranges: Range[] = [];
  let from = 0;
  for (const to of [...borders, text.length]) {
    if (to <= from) continue;
    for (const { start, end } of sentenceRanges(text.slice(from, to)))
      ranges.push({ start: from + start, end: from + end });
    from = to;
  }
  return ranges;
}

/** Up to where an open line is certain: its last white space, and before a mark that has not been closed. */
function lastBorder(line: string): number {
  const end = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
  const bracket = Math.max(line.lastIndexOf('['), line.lastIndexOf('【'), line.lastIndexOf('［'));
  const isOpen = bracket >= 0 && bracket < end && !/[\]】］]/u.test(line.slice(bracket, end));
  return isOpen ? bracket : end + 1;
}

/** Marks of Markdown that only dress the words up. */
function withoutEmphasis(text: string): string {
  return text
    .replace(/^#{1,6}\s+/u, '')
    .replaceAll(/(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1/gu, '$2')
    .trim();
}
