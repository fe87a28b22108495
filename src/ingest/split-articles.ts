import type { PageLine } from './page-lines.ts';
import { readDateLine } from './page-date.ts';
import { isSentence, isTitleLike } from './page-title.ts';

/** A headline above short news on a page about something else. */
const NEWS_LABEL =
  /^(?:aktuelles|aktuelle (?:meldungen|nachrichten|informationen|themen)|neuigkeiten|neues|nachrichten|meldungen|news|kurzmeldungen|latest news)(?: (?:aus|zu|zum|zur|von) .{1,40})?:?$/i;
/** Shortest text of a news item: a sentence; anything shorter is a link. */
const NEWS_CHARS_MIN = 60;
/** News under no headline are taken for such from this number on. */
const UNLABELLED_NEWS_MIN = 3;
/** Shortest text of an article of its own: a sentence or two. */
const ARTICLE_CHARS_MIN = 100;

/**
 * Articles that stand one below the other, each with a date of its own: the line of the date opens the article (`03 Dez`, then the title),
 * or follows its title. One article where the page has no such order.
 */
export function splitAtBylines(lines: readonly PageLine[]): PageLine[][] {
  const dated = lines.flatMap((line, at) => (readDateLine(line)?.kind === 'bare' ? [at] : []));
  if (dated.length < 2) return [[...lines]];
  const opens = dated[0] === 0 && dated.every((at) => isTitleAt(lines, at + 1));
  const follows = !opens && dated.every((at) => isTitleAt(lines, at - 1)) && isNewestFirst(lines, dated);
  if (!opens && !follows) return [[...lines]];
  const starts = opens ? dated : dated.map((at) => at - 1);
  if (starts[0] !== 0) starts.unshift(0);
  const articles = starts.map((start, at) => lines.slice(start, starts[at + 1]));
  const hasText = (article: readonly PageLine[]): boolean =>
    article.filter((line) => isSentence(line.text)).reduce((sum, line) => sum + line.text.length, 0) >=
    ARTICLE_CHARS_MIN;
  return articles.slice(starts[0] === dated[0] ? 0 : 1).every(hasText) ? articles : [[...lines]];
}

function isTitleAt(lines: readonly PageLine[], at: number): boolean {
  const line = lines[at];
  return line !== undefined && isTitleLike(line);
}

/** Overviews of news run from new to old; dates of a programme run the other way. */
function isNewestFirst(lines: readonly PageLine[], dated: readonly number[]): boolean {
  const days = dated.flatMap((at) => readDateLine(lines[at]!)?.date?.date ?? []);
  return days.length === dated.length && days.every((day, at) => at === 0 || days[at - 1]! >= day);
}

export interface NewsOutcome {
  readonly kept: readonly PageLine[];
  readonly news: readonly (readonly PageLine[])[];
  readonly dropped: readonly string[];
}

/**
 * Takes short news out of a page: items under a headline such as "Aktuelles", each ended by a "read more" link; or several such items in a
 * row. `endsInMore` must be set on the lines.
 */
export function extractNews(lines: readonly PageLine[]): NewsOutcome {
  const labelAt = lines.findIndex(
    (line, at) => NEWS_LABEL.test(line.text) && itemsBelow(lines, at + 1).items.length >= 2,
  );
  if (labelAt !== -1) {
    const { items, end } = itemsBelow(lines, labelAt + 1);
    return { kept: [...lines.slice(0, labelAt), ...lines.slice(end)], news: items, dropped: [lines[labelAt]!.text] };
  }
  for (let at = 0; at < lines.length; at += 1) {
    const start = startOfItem(lines, at);
    if (start === null) continue;
    const { items, end } = itemsInRow(lines, start);
    if (items.length >= UNLABELLED_NEWS_MIN)
      return { kept: [...lines.slice(0, start), ...lines.slice(end)], news: items, dropped: [] };
    at = Math.max(at, end - 1);
  }
  return { kept: lines, news: [], dropped: [] };
}

interface Items {
  readonly items: readonly (readonly PageLine[])[];
  /** Index behind the last item. */
  readonly end: number;
}

/** Everything up to each "read more" is an item. */
function itemsBelow(lines: readonly PageLine[], from: number): Items {
  const items: PageLine[][] = [];
  let start = from;
  for (let at = from; at < lines.length; at += 1) {
    if (!isEndOfItem(lines[at]!)) continue;
    items.push(lines.slice(start, at + 1));
    start = at + 1;
  }
  return { items, end: start };
}

/** Items without a line between that belongs to none: one line each, or a title and a line. */
function itemsInRow(lines: readonly PageLine[], from: number): Items {
  const items: PageLine[][] = [];
  let start = from;
  while (start < lines.length) {
    const hasTitle =
      !isEndOfItem(lines[start]!) &&
      isTitleLike(lines[start]!) &&
      lines[start + 1] !== undefined &&
      isEndOfItem(lines[start + 1]!);
    if (!hasTitle && !isEndOfItem(lines[start]!)) break;
    const end = start + (hasTitle ? 2 : 1);
    items.push(lines.slice(start, end));
    start = end;
  }
  return { items, end: start };
}

function startOfItem(lines: readonly PageLine[], at: number): number | null {
  if (isEndOfItem(lines[at]!)) return at;
  const next = lines[at + 1];
  return isTitleLike(lines[at]!) && next !== undefined && isEndOfItem(next) ? at : null;
}

function isEndOfItem(line: PageLine): boolean {
  return line.endsInMore && line.text.length >= NEWS_CHARS_MIN;
}
