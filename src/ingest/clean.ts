import type { DateBasis, PartialDate } from '../types.ts';
import { dropCredits } from './captions.ts';
import { contactLine, contactSection, departmentOf, extractContacts } from './contact-blocks.ts';
import type { Contact } from './contact-blocks.ts';
import { findEventDate } from './event-date.ts';
import { dropFrameLines } from './frame-lines.ts';
import { extractInfoBox } from './info-box.ts';
import type { Page } from './page.ts';
import type { DateLine } from './page-date.ts';
import { inferFromOrder, inferFromText, readDateLine } from './page-date.ts';
import type { PageLine } from './page-lines.ts';
import { readLines } from './page-lines.ts';
import { dropTail } from './page-tail.ts';
import { firstWords, isSentence, takeTitle } from './page-title.ts';
import { findPublisher } from './publisher.ts';
import { cutReadMore } from './read-more.ts';
import { markHeadings, renderMarkdown } from './render-markdown.ts';
import { extractNews, splitAtBylines } from './split-articles.ts';

/** One document as found on a page. */
export interface CleanArticle {
  readonly title: string;
  readonly publisher: string | null;
  readonly publishedOn: PartialDate | null;
  readonly dateBasis: DateBasis | null;
  readonly eventOn: PartialDate | null;
  readonly department: string | null;
  readonly contact: string | null;
  /** Body without the title. */
  readonly markdown: string;
  /** Lines that were left out, as they stood on the page. What belongs to the whole page is told with its first document. */
  readonly dropped: readonly string[];
}

/** Shortest paragraph that can say what an article is about. */
const LEAD_CHARS_MIN = 60;

/**
 * The documents of a page, its frame left out: the article or articles, then short news, then the box in which a chatbot introduces itself.
 * Contacts become a section of the first article. Nothing is added but the heading of that section; no list where the page holds only frame.
 */
export function cleanPage(page: Page): CleanArticle[] {
  const withContacts = extractContacts(readLines(page));
  const withBox = extractInfoBox(withContacts.kept);
  const withoutTail = dropTail(withBox.kept);
  const withoutMore = cutReadMore(withoutTail.kept);
  const withoutCredits = dropCredits(withoutMore.kept);
  const withoutNews = extractNews(withoutCredits.kept);
  const frame = dropFrameLines(withoutNews.kept);
  const news = withoutNews.news.map((item) => dropFrameLines(item).kept).filter((item) => item.length > 0);
  const around = readSurroundings(page, withContacts.kept);

  const contacts = [...withContacts.contacts, ...around.contacts];
  const articles = splitAtBylines(frame.kept);
  const text = [...frame.kept, ...news.flat(), ...(withBox.box?.lines ?? [])].map((line) => line.text).join('\n');
  const publisher = page.publisher ?? findPublisher({ contacts, credits: withoutCredits.credits, text });
  const dates = datesOf(articles, page.publishedOn ?? around.publishedOn);
  const droppedWithPage = [withBox, withoutTail, withoutMore, withoutCredits, withoutNews, frame].flatMap(
    (outcome) => outcome.dropped,
  );

  const documents = [
    ...dates.map((date, at) =>
      composeArticle(
        date,
        page,
        at === 0 ? { contacts, breadcrumb: frame.breadcrumb } : { contacts: [], breadcrumb: null },
      ),
    ),
    ...news.map((lines) => composeNews(lines, page)),
    ...(withBox.box === null ? [] : [composeBox(withBox.box.title, withBox.box.lines, page)]),
  ].filter((document) => document.markdown !== '');
  return documents.map((document, at) => ({
    ...document,
    publisher,
    dropped: at === 0 ? [...droppedWithPage, ...document.dropped] : document.dropped,
  }));
}

type Composed = Omit<CleanArticle, 'publisher'>;

interface ArticleDate {
  readonly publishedOn: PartialDate | null;
  readonly dateBasis: DateBasis | null;
  /** The article without the lines that gave its date. */
  readonly lines: readonly PageLine[];
  readonly dropped: readonly string[];
}

/** The date of each article: stated by the file, by a line of its own, or by a byline whose year is inferred. */
function datesOf(articles: readonly (readonly PageLine[])[], stated: PartialDate | null): ArticleDate[] {
  const found = articles.map((lines) => ({ lines, dateLines: ownDateLines(lines) }));
  const best = found.map(({ dateLines }) => bestDateLine(dateLines));
  const known = best.map((dateLine, at) => {
    if (dateLine === null) return null;
    return dateLine.date ?? inferFromText(dateLine, articles[at]!.map((line) => line.text).join('\n'));
  });
  const complete = inferFromOrder(best, known);
  return found.map(({ lines, dateLines }, at) => {
    const isOnly = articles.length === 1;
    const publishedOn = (isOnly ? stated : null) ?? complete[at] ?? null;
    const isStated = (isOnly && stated !== null) || (best[at]?.date ?? null) !== null;
    return {
      publishedOn,
      dateBasis: publishedOn === null ? null : isStated ? 'stated' : 'inferred',
      lines: lines.filter((line) => !dateLines.has(line)),
      dropped: [...dateLines.keys()].map((line) => line.text),
    };
  });
}

/** Lines that give the article's date: with a label anywhere, without one above the first paragraph or as the last line. */
function ownDateLines(lines: readonly PageLine[]): Map<PageLine, DateLine> {
  const found = new Map<PageLine, DateLine>();
  const leadAt = lines.findIndex(isLead);
  lines.forEach((line, at) => {
    const dateLine = readDateLine(line);
    const isAtEdge = at < leadAt || at === lines.length - 1;
    if (dateLine !== null && (dateLine.kind !== 'bare' || isAtEdge)) found.set(line, dateLine);
  });
  return found;
}

/** "Pressemitteilung vom …" before a bare date before "Stand: …"; of equals the first, with a year before without. */
function bestDateLine(dateLines: ReadonlyMap<PageLine, DateLine>): DateLine | null {
  const rank = (dateLine: DateLine): number =>
    ['label', 'bare', 'updated'].indexOf(dateLine.kind) + (dateLine.date === null ? 3 : 0);
  return [...dateLines.values()].sort((one, other) => rank(one) - rank(other))[0] ?? null;
}

interface PageParts {
  readonly contacts: readonly Contact[];
  readonly breadcrumb: string | null;
}

function composeArticle(date: ArticleDate, page: Page, { contacts, breadcrumb }: PageParts): Composed {
  const { title, above, body, dropped } = takeTitle(date.lines, page.title, breadcrumb);
  const isPlain = page.markup === 'plain';
  const ordered = isPlain
    ? [...markHeadings(body, title !== null), ...arrangeAbove(above)]
    : [...body, ...arrangeAbove(above)];
  const section = contactSection(contacts);
  const lead = leadOf(ordered);
  const ownTitle = title ?? (lead === null ? (contacts[0]?.lines[0] ?? null) : firstWords(lead));
  return {
    title: ownTitle ?? '',
    publishedOn: date.publishedOn,
    dateBasis: date.dateBasis,
    eventOn: page.eventOn ?? (lead === null ? null : findEventDate(lead, date.publishedOn)),
    department: page.department ?? departmentOf(contacts),
    contact: page.contact ?? contactLine(contacts),
    // A page that holds a title alone, or nothing, says nothing that could be cited.
    markdown: ownTitle === null ? '' : renderMarkdown([...ordered, ...section]),
    dropped: [...date.dropped, ...dropped],
  };
}

/** Teasers and captions that stood above the title go behind the article, their headline first, or they would belong to no section. */
function arrangeAbove(above: readonly PageLine[]): PageLine[] {
  const headlineAt = above.findIndex(
    (line, at) =>
      line.kind === 'text' && !isSentence(line.text) && above[at + 1]?.gap === false && isSentence(above[at + 1]!.text),
  );
  const headline = above[headlineAt];
  if (headline === undefined) return [...above];
  return [{ ...headline, kind: 'heading', level: 2, gap: true }, ...above.filter((line) => line !== headline)];
}

function composeNews(lines: readonly PageLine[], page: Page): Composed {
  const dateLines = ownDateLines(lines);
  const date = bestDateLine(dateLines)?.date ?? null;
  const rest = lines.filter((line) => !dateLines.has(line));
  const hasTitle = rest.length > 1;
  const body = hasTitle ? rest.slice(1) : rest;
  const lead = leadOf(body);
  return {
    title: hasTitle ? rest[0]!.text : firstWords(body[0]?.text ?? ''),
    publishedOn: date,
    dateBasis: date === null ? null : 'stated',
    eventOn: lead === null ? null : findEventDate(lead, date),
    department: null,
    contact: null,
    markdown: renderMarkdown(page.markup === 'plain' ? markHeadings(body, true) : body),
    dropped: [...dateLines.keys()].map((line) => line.text),
  };
}

function composeBox(title: string, lines: readonly PageLine[], page: Page): Composed {
  const { kept, dropped } = dropFrameLines(dropCredits(lines).kept);
  return {
    title,
    publishedOn: null,
    dateBasis: null,
    eventOn: null,
    department: null,
    contact: null,
    markdown: renderMarkdown(page.markup === 'plain' ? markHeadings(kept, true) : kept),
    dropped,
  };
}

/** The first paragraph of an article. */
function leadOf(lines: readonly PageLine[]): string | null {
  const lead = lines.find(isLead) ?? lines.find((line) => line.kind === 'text' || line.kind === 'item');
  return lead?.text ?? null;
}

function isLead(line: PageLine): boolean {
  return line.kind === 'text' && line.text.length >= LEAD_CHARS_MIN && isSentence(line.text);
}

/** Contacts and a stated date beside the main part of a web page, unless the main part holds the same. */
function readSurroundings(
  page: Page,
  main: readonly PageLine[],
): { contacts: readonly Contact[]; publishedOn: PartialDate | null } {
  if (page.surroundings === null) return { contacts: [], publishedOn: null };
  const inMain = new Set(main.map((line) => line.text));
  const lines = readLines({ markup: 'markdown', text: page.surroundings });
  const asText = lines.map((line): PageLine => (line.kind === 'heading' ? { ...line, kind: 'text' } : line));
  const contacts = extractContacts(asText).contacts.filter(
    (contact) => !contact.lines.every((line) => inMain.has(line)),
  );
  const labelled = dropTail(lines)
    .kept.flatMap((line) => readDateLine(line) ?? [])
    .filter((dateLine) => dateLine.kind === 'label');
  return { contacts, publishedOn: labelled[0]?.date ?? null };
}
