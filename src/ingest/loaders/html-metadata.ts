import { parsePartialDate } from '../../language/dates.ts';
import type { PartialDate } from '../../types.ts';
import { webAddressOrNull } from '../page.ts';
import type { HtmlDocument } from './html-element.ts';
import { collapseSpace, textOf } from './html-element.ts';

export interface HtmlMetadata {
  readonly title: string | null;
  readonly publisher: string | null;
  readonly publishedOn: PartialDate | null;
  readonly language: string | null;
  readonly url: string | null;
}

const DATE_NAMES = [
  'article:published_time',
  'datePublished',
  'date',
  'dc.date',
  'dc.date.issued',
  'dcterms.date',
  'dcterms.issued',
  'dcterms.created',
];
/** A time stamp is turned into the day it had here: the cities that Lumi serves share one time zone. */
const DAY_IN_GERMANY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });
/** `Page title | Name of the site`. */
const SITE_SEPARATORS = [' | ', ' – ', ' - ', ' :: ', ' » '];

/** What a page says about itself in its head, in JSON-LD and in `<time>`. Data only: nothing in it is run or fetched. */
export function readMetadata(document: HtmlDocument): HtmlMetadata {
  const linked = readJsonLd(document);
  const metas = new Map<string, string>();
  for (const meta of document.querySelectorAll('meta')) {
    const name = (
      meta.getAttribute('property') ??
      meta.getAttribute('name') ??
      meta.getAttribute('itemprop') ??
      ''
    ).toLowerCase();
    const content = collapseSpace(meta.getAttribute('content') ?? '');
    if (content !== '' && !metas.has(name)) metas.set(name, content);
  }
  const siteName = metas.get('og:site_name') ?? null;
  return {
    title: readTitle(document, metas.get('og:title') ?? null, siteName),
    publisher:
      [metas.get('publisher'), metas.get('dc.publisher'), linked.publisher, siteName].find(isPublisherName) ?? null,
    publishedOn: firstDate([
      ...DATE_NAMES.map((name) => metas.get(name.toLowerCase())),
      linked.datePublished,
      readTime(document),
    ]),
    language: readLanguage(document),
    url:
      [document.querySelector('link[rel="canonical"]')?.getAttribute('href'), metas.get('og:url')]
        .map(webAddressOrNull)
        .find((url) => url !== null) ?? null,
  };
}

/** The only headline if there is one; else the title meant for sharing; else the window title without the name of the site. */
function readTitle(document: HtmlDocument, shared: string | null, siteName: string | null): string | null {
  const headlines = [...document.querySelectorAll('h1')].map(textOf).filter((headline) => headline !== '');
  const [headline] = headlines;
  const page = shared ?? textOf(document.querySelector('title'));
  if (headline !== undefined && (headlines.length === 1 ? headline !== siteName : page.startsWith(headline)))
    return headline;
  const title = withoutSiteName(page, siteName);
  return title === '' ? (headline ?? null) : title;
}

function withoutSiteName(title: string, siteName: string | null): string {
  for (const separator of SITE_SEPARATORS) {
    const at = title.lastIndexOf(separator);
    // A hyphen with spaces may be part of a title: it ends one only before the known name of the site.
    const isSite = separator === ' | ' || title.slice(at + separator.length) === siteName;
    if (at > 0 && isSite) return title.slice(0, at).trim();
  }
  return title;
}

/** Names of sites such as `stadt.example` are addresses, not names of publishers. */
function isPublisherName(name: string | null | undefined): name is string {
  return typeof name === 'string' && name !== '' && name.length <= 100 && (name.includes(' ') || !name.includes('.'));
}

function readLanguage(document: HtmlDocument): string | null {
  const language = document.documentElement?.getAttribute('lang') ?? '';
  return /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(language) ? language.split('-')[0]!.toLowerCase() : null;
}

/** The `<time>` of the article, if it is its only one or stands in its header. */
function readTime(document: HtmlDocument): string | null {
  const article = document.querySelector('article') ?? document.querySelector('main') ?? document.body;
  if (article === null) return null;
  const times = [...article.querySelectorAll('time[datetime]')].filter(
    (time) => time.closest('aside, nav, footer, li') === null,
  );
  const time =
    times.length === 1
      ? times[0]
      : times.find((candidate) => candidate.closest('header') !== null || candidate.hasAttribute('pubdate'));
  return time?.getAttribute('datetime') ?? null;
}

function firstDate(values: readonly (string | null | undefined)[]): PartialDate | null {
  for (const value of values) {
    const date = typeof value === 'string' ? dateOf(value.trim()) : null;
    if (date !== null) return date;
  }
  return null;
}

function dateOf(value: string): PartialDate | null {
  if (/^\d{4}(-\d{2}){0,2}$/.test(value)) return parsePartialDate(value);
  const stamp = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}/.exec(value);
  if (stamp === null) return null;
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(value);
  const time = Date.parse(value.replace(' ', 'T'));
  return parsePartialDate(hasZone && !Number.isNaN(time) ? DAY_IN_GERMANY.format(time) : stamp[1]!);
}

interface LinkedData {
  readonly datePublished: string | null;
  readonly publisher: string | null;
}

/** The first object in JSON-LD that has a date of publication. */
function readJsonLd(document: HtmlDocument): LinkedData {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    for (const item of itemsOf(parseJson(script.textContent ?? ''))) {
      const { datePublished, publisher } = item;
      if (typeof datePublished !== 'string') continue;
      const name = isRecord(publisher) ? publisher.name : publisher;
      return { datePublished, publisher: typeof name === 'string' ? collapseSpace(name) : null };
    }
  }
  return { datePublished: null, publisher: null };
}

function itemsOf(data: unknown): Record<string, unknown>[] {
  const top: unknown[] = Array.isArray(data) ? data : [data];
  return top
    .filter(isRecord)
    .flatMap((item) => (Array.isArray(item['@graph']) ? item['@graph'].filter(isRecord) : [item]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
