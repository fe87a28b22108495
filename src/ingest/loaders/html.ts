import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import TurndownService from 'turndown';
import { LumiError, messageOf } from '../../errors.ts';
import type { Page } from '../page.ts';
import { plainPage, webAddressOrNull } from '../page.ts';
import { measureHtml } from './html-depth.ts';
import type { HtmlDocument, HtmlElement } from './html-element.ts';
import { textOf } from './html-element.ts';
import { readMetadata } from './html-metadata.ts';
import { isLayoutTable, renderTable } from './html-table.ts';

/** Real pages nest 30 to 60 deep; parsers recurse, and at some thousand the stack ends. */
const DEPTH_MAX = 500;
/** The largest city pages have about 10,000 tags; this many take the parser two seconds. */
const MARKS_MAX = 60_000;
/** Readability may find a part of the article only; below this share of the main part's text, the main part is taken whole. */
const READABLE_SHARE_MIN = 0.7;

const NEVER_SHOWN =
  'script, style, noscript, template, iframe, object, embed, svg, canvas, audio, video, dialog, button, select, input, textarea, head';
const HIDDEN =
  '[hidden], [aria-hidden="true"], .visually-hidden, .visuallyhidden, .sr-only, .screen-reader-text, .screenreader, .d-none';
/** Styles by which text is on a page without being seen. Spaces are removed before. */
const HIDING_STYLES = ['display:none', 'visibility:hidden', 'font-size:0', 'opacity:0;', 'text-indent:-9'];
const FRAME =
  'nav, [role="navigation"], [role="search"], [role="banner"], footer, [role="contentinfo"], [class*="cookie" i], [id*="cookie" i], [class*="consent" i]';
/** The page's own frame that an article may legitimately hold too: left out only where no article is found. */
const OUTER_FRAME = 'body > header, aside, [role="complementary"]';

/**
 * The main part of a web page as Markdown, tables kept, with what the page says about itself. Text that readers do not see is left out.
 * Throws `file_unsupported` for pages nested too deep or too large to parse, and for pages the parser gives up on.
 */
export function loadHtml(html: string, path: string): Page {
  const { depth, marks } = measureHtml(html, DEPTH_MAX);
  if (depth > DEPTH_MAX) {
    throw new LumiError(
      'file_unsupported',
      `${path} nests elements more than ${DEPTH_MAX} deep: save the text of the page and add that.`,
    );
  }
  if (marks > MARKS_MAX) {
    throw new LumiError(
      'file_unsupported',
      `${path} has ${marks} tags, the limit is ${MARKS_MAX}: split it, or save its text and add that.`,
    );
  }
  try {
    return readPage(html);
  } catch (cause) {
    throw new LumiError(
      'file_unsupported',
      `${path} cannot be parsed as HTML (${messageOf(cause)}): save the text of the page and add that.`,
      { cause },
    );
  }
}

function readPage(html: string): Page {
  const document = parse(html);
  const metadata = readMetadata(document);
  removeUnseen(document);
  // Readability rebuilds the document it is given, so it gets one of its own.
  const readable = parse(html);
  removeUnseen(readable);
  const main = chooseMain(document, findArticle(readable));
  const markdown = toMarkdown(main);
  return {
    ...plainPage('markdown', markdown),
    ...metadata,
    surroundings: document.body === null || document.body === main ? null : toMarkdown(document.body),
  };
}

function parse(html: string): HtmlDocument {
  // A fragment without a body would be parsed as an empty page.
  const page = /<body\b/i.test(html) ? html : `<!doctype html><html><body>${html}</body></html>`;
  const window = parseHTML(page) as { readonly document: HtmlDocument };
  return window.document;
}

function removeUnseen(document: HtmlDocument): void {
  for (const element of document.querySelectorAll(`${NEVER_SHOWN}, ${HIDDEN}, ${FRAME}`)) {
    if (element.tagName !== 'BODY') element.remove();
  }
  for (const element of document.querySelectorAll('[style]')) {
    const style = `${(element.getAttribute('style') ?? '').toLowerCase().split(/\s/).join('')};`;
    if (element.tagName !== 'BODY' && HIDING_STYLES.some((hiding) => style.includes(hiding))) element.remove();
  }
}

function findArticle(document: HtmlDocument): HtmlElement | null {
  const options = { serializer: (node: unknown) => node, disableJSONLD: true };
  const article = new Readability(document, options).parse();
  return (article?.content ?? null) as HtmlElement | null;
}

/** Readability's article, unless the page's own main part holds much more text or a table that the article lost. */
function chooseMain(document: HtmlDocument, article: HtmlElement | null): HtmlElement {
  const mains = [...document.querySelectorAll('main, [role="main"]')];
  const articles = [...document.querySelectorAll('article')];
  const landmark = mains.length === 1 ? mains[0]! : articles.length === 1 ? articles[0]! : null;
  if (landmark !== null && (article === null || isMuchMore(landmark, article))) return landmark;
  if (article !== null && (landmark !== null || !losesTables(document, article))) return article;
  for (const element of document.querySelectorAll(OUTER_FRAME)) element.remove();
  return document.body ?? document;
}

function isMuchMore(whole: HtmlElement, part: HtmlElement): boolean {
  return losesTables(whole, part) || textOf(part).length < READABLE_SHARE_MIN * textOf(whole).length;
}

function losesTables(whole: HtmlElement, part: HtmlElement): boolean {
  return dataTables(part) < dataTables(whole);
}

function dataTables(element: HtmlElement): number {
  return [...element.querySelectorAll('table')].filter((table) => !isLayoutTable(table)).length;
}

function toMarkdown(element: HtmlElement): string {
  const turndown = new TurndownService({
    headingStyle: 'atx',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    hr: '---',
  });
  turndown.addRule('table', {
    filter: 'table',
    replacement: (content, node) => {
      const table = node as unknown as HtmlElement;
      return isLayoutTable(table) ? `\n\n${content}\n\n` : renderTable(table);
    },
  });
  turndown.addRule('picture', { filter: ['img', 'picture'], replacement: () => '' });
  turndown.addRule('line break', { filter: 'br', replacement: () => '  \n' });
  turndown.addRule('link', {
    filter: 'a',
    replacement: (content, node) => {
      const address = webAddressOrNull((node as unknown as HtmlElement).getAttribute('href'));
      const text = content.trim();
      return address === null || text === '' || text.includes('\n')
        ? content
        : `[${text}](${address.replaceAll('(', '%28').replaceAll(')', '%29')})`;
    },
  });
  // The description list is the one block of facts that Markdown lacks: `term: description` lines keep the pairs together.
  turndown.addRule('description term', { filter: 'dt', replacement: (content) => `\n\n${content.trim()}: ` });
  turndown.addRule('description', { filter: 'dd', replacement: (content) => `${content.trim()}\n\n` });
  return turndown.turndown(element);
}
