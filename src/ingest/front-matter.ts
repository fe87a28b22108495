import { isMap, parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { toVisibleLine } from './visible-text.ts';
import { parsePartialDate } from '../language/dates.ts';
import { DATE_BASES, DOCUMENT_STATUSES, type DocumentMetadata, type PartialDate } from '../types.ts';
import { isDocumentId } from './document-id.ts';

/** The publisher of a document whose source does not say who published it. */
export const UNKNOWN_PUBLISHER = 'unknown';

export interface FrontMatterProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

const NO_MAPPING = 'The front matter must be lines of "key: value", for example "title: Neue Öffnungszeiten".';

const EXAMPLES = {
  title: '30 Jahre Städtepartnerschaft',
  publisher: 'Stadt Heidelberg',
  published_on: '2023-02-22 (or 2023-02, or 2023)',
  date_basis: 'stated',
  status: 'live',
  source: 'pressemitteilung.html',
  url: 'https://www.stadt.example/seite',
  language: 'de',
  department: 'Amt für Digitales und Informationsverarbeitung',
  contact: '"06221 58-0"',
  topics: '[Städtepartnerschaft, Digitales]',
  valid_until: '2026-12-31',
  event_on: '2023-02',
  supersedes: '[stadt-heidelberg/alte-meldung]',
  easy_language: 'true',
} as const;

const line = z
  .string({ error: 'must be text; put numbers in quotes' })
  .transform(toVisibleLine)
  .pipe(z.string().min(1, 'must not be empty'));
const optionalLine = line.nullable().default(null);
const lines = z.array(line, { error: 'must be a list' }).nullable().default(null);

const partialDate = z
  // `2023` alone is a number in YAML.
  .union([z.string(), z.int().transform(String)], { error: 'is not a date' })
  .transform((value, context): PartialDate => {
    const date = parsePartialDate(value.trim());
    if (date !== null) return date;
    context.addIssue({ code: 'custom', message: `"${value}" is not a date of the calendar` });
    return z.NEVER;
  });

const day = partialDate
  .refine(({ precision }) => precision === 'day', 'must be a whole day')
  .transform(({ date }) => date);

const language = z.string({ error: 'must be a language' }).transform((value, context) => {
  try {
    return Intl.getCanonicalLocales(value)[0] ?? z.NEVER;
  } catch {
    context.addIssue({ code: 'custom', message: `"${value}" is not a language tag` });
    return z.NEVER;
  }
});

const status = z.enum(DOCUMENT_STATUSES, { error: oneOf(DOCUMENT_STATUSES) });
const webAddress = z.url({ protocol: /^https?$/, error: 'must be a web address (http or https)' });

const documentSchema = z.object({
  title: line,
  publisher: line,
  published_on: partialDate.nullable().default(null),
  date_basis: z
    .enum(DATE_BASES, { error: oneOf(DATE_BASES) })
    .nullable()
    .default(null),
  status,
  source: optionalLine,
  url: webAddress.nullable().default(null),
  language,
  department: optionalLine,
  contact: optionalLine,
  topics: lines,
  valid_until: day.nullable().default(null),
  event_on: partialDate.nullable().default(null),
  supersedes: z
    .array(z.string().refine(isDocumentId, 'must be ids of documents'), { error: 'must be a list of ids of documents' })
    .nullable()
    .default(null),
  easy_language: z.boolean({ error: 'must be true or false' }).nullable().default(null),
});

/** The same keys with nothing required. */
const statedSchema = documentSchema.extend({
  title: optionalLine,
  publisher: optionalLine,
  status: status.nullable().default(null),
  language: language.nullable().default(null),
});
type StatedValues = z.infer<typeof statedSchema>;

type Key = keyof typeof documentSchema.shape;
const KEYS = Object.keys(documentSchema.shape) as readonly Key[];

/** What a front matter says; null for what it does not say. */
export type StatedMetadata = { readonly [Field in keyof DocumentMetadata]: DocumentMetadata[Field] | null };

/**
 * Reads and checks the YAML of the front matter of a document of the corpus. `metadata` is null where anything is wrong with it; an unknown
 * key and an unknown publisher are warnings. A date without `date_basis` counts as stated. Of YAML, the core schema is read, without
 * anchors and aliases.
 */
export function parseFrontMatter(yaml: string): { metadata: DocumentMetadata | null; problems: FrontMatterProblem[] } {
  const entries = readMapping(yaml);
  if (typeof entries === 'string') return { metadata: null, problems: [error(entries)] };
  if (entries.size === 0) return { metadata: null, problems: [error(NO_MAPPING)] };
  const { value, problems } = checkEntries(documentSchema, entries);
  if (value === null) return { metadata: null, problems };

  if (value.publisher === UNKNOWN_PUBLISHER) {
    problems.push(warning('The publisher is unknown: citizens will not see who says this.'));
  }
  const { title, publisher, language } = value;
  const metadata: DocumentMetadata = {
    ...toStated(value),
    title,
    publisher,
    status: value.status,
    language,
    topics: value.topics ?? [],
    supersedes: value.supersedes ?? [],
    easyLanguage: value.easy_language ?? false,
  };
  return { metadata, problems };
}

/**
 * Reads the YAML of front matter that need not be complete, checked as `parseFrontMatter` does. An address that citizens cannot open is left
 * out with a warning: exports of websites have such, and the text is worth more than its link. `stated` is null where anything is wrong.
 */
export function parseStatedFrontMatter(yaml: string): {
  stated: StatedMetadata | null;
  problems: FrontMatterProblem[];
} {
  const entries = readMapping(yaml);
  if (typeof entries === 'string') return { stated: null, problems: [error(entries)] };
  const url = entries.get('url') ?? null;
  const isUrlLeftOut = url !== null && !webAddress.safeParse(url).success;
  const { value, problems } = checkEntries(statedSchema, isUrlLeftOut ? new Map(entries).set('url', null) : entries);
  if (isUrlLeftOut) {
    problems.push(warning(`url: ${JSON.stringify(url)} is left out, because it is no web address (http or https).`));
  }
  return { stated: value === null ? null : toStated(value), problems };
}

/** The values of the known keys, or null and what is wrong with them. */
function checkEntries<Values extends StatedValues>(
  schema: z.ZodType<Values>,
  entries: ReadonlyMap<unknown, unknown>,
): { value: Values | null; problems: FrontMatterProblem[] } {
  const problems = [...entries.keys()]
    .filter((key) => !(KEYS as readonly unknown[]).includes(key))
    .map((key) => warning(`The key "${String(key)}" is unknown and ignored; known are ${KEYS.join(', ')}.`));
  const known: Partial<Record<Key, unknown>> = {};
  for (const key of KEYS) if (entries.has(key)) known[key] = entries.get(key);
  const parsed = schema.safeParse(known);
  if (!parsed.success) {
    return { value: null, problems: [...problems, ...parsed.error.issues.map((issue) => describe(issue, known))] };
  }
  if (parsed.data.date_basis !== null && parsed.data.published_on === null) {
    problems.push(warning('date_basis is ignored, because there is no published_on.'));
  }
  return { value: parsed.data, problems };
}

function toStated(value: StatedValues): StatedMetadata {
  return {
    title: value.title,
    publisher: value.publisher,
    publishedOn: value.published_on,
    dateBasis: value.published_on === null ? null : (value.date_basis ?? 'stated'),
    status: value.status,
    source: value.source,
    url: value.url,
    language: value.language,
    department: value.department,
    contact: value.contact,
    topics: value.topics,
    validUntil: value.valid_until,
    eventOn: value.event_on,
    supersedes: value.supersedes,
    easyLanguage: value.easy_language,
  };
}

/** The YAML of a document's metadata (without the `---` lines), keys in a fixed order, nothing for what is not set. */
export function printFrontMatter(metadata: DocumentMetadata): string {
  const values: Readonly<Record<Key, unknown>> = {
    title: metadata.title,
    publisher: metadata.publisher,
    published_on: metadata.publishedOn?.date,
    date_basis: metadata.dateBasis,
    status: metadata.status,
    source: metadata.source,
    url: metadata.url,
    language: metadata.language,
    department: metadata.department,
    contact: metadata.contact,
    topics: metadata.topics,
    valid_until: metadata.validUntil,
    event_on: metadata.eventOn?.date,
    supersedes: metadata.supersedes,
    easy_language: metadata.easyLanguage || null,
  };
  const isSet = (value: unknown) =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  // One line per value (`lineWidth: 0`), so that a change is one line of a diff.
  return stringify(Object.fromEntries(Object.entries(values).filter(([, value]) => isSet(value))), {
    schema: 'core',
    lineWidth: 0,
  });
}

/** The top mapping of a YAML text, empty where there is none, or what is wrong with it. A `Map`, so that no key of a file can reach a prototype. */
function readMapping(yaml: string): ReadonlyMap<unknown, unknown> | string {
  const document = parseDocument(yaml, { schema: 'core', uniqueKeys: true, logLevel: 'error' });
  const fault = document.errors[0]?.message ?? document.warnings[0]?.message;
  if (fault !== undefined) return `The front matter is not valid YAML: ${fault.split('\n')[0] ?? fault}`;
  if (document.contents === null) return new Map();
  if (!isMap(document.contents)) return NO_MAPPING;
  try {
    return document.toJS({ mapAsMap: true, maxAliasCount: 0 }) as ReadonlyMap<unknown, unknown>;
  } catch {
    return 'The front matter uses YAML aliases (*name); write the value out.';
  }
}

function describe(issue: z.core.$ZodIssue, given: Partial<Record<Key, unknown>>): FrontMatterProblem {
  const key = issue.path[0] as Key;
  const example = `for example "${key}: ${EXAMPLES[key]}"`;
  const message =
    given[key] === undefined ? `${key} is missing; write ${example}.` : `${key}: ${issue.message}, ${example}.`;
  return error(message);
}

function error(message: string): FrontMatterProblem {
  return { severity: 'error', message };
}

function warning(message: string): FrontMatterProblem {
  return { severity: 'warning', message };
}

function oneOf(values: readonly string[]): string {
  return `must be one of ${values.join(', ')}`;
}
