import { parse as parseYaml } from 'yaml';
import { parsePartialDate } from '../../language/dates.ts';
import { LumiError, messageOf } from '../../errors.ts';
import type { PartialDate } from '../../types.ts';
import { splitFrontMatter } from '../front-matter-block.ts';
import type { Page } from '../page.ts';
import { plainPage, webAddressOrNull } from '../page.ts';

/**
 * A Markdown file. With front matter it is taken as an editor's own document: the body stays as it is, and the fields that describe a
 * source (title, publisher, dates, language, address, contact) are read. Throws `front_matter_invalid`.
 */
export function loadMarkdown(text: string, path: string): Page {
  const { yaml, body } = splitFrontMatter(text);
  if (yaml === null) return plainPage('markdown', body);
  const fields = parseFields(yaml, path);
  const line = (name: string): string | null => {
    const value = fields[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const day = (name: string): PartialDate | null => {
    const value = fields[name];
    if (value === undefined || value === null) return null;
    const date = parsePartialDate(typeof value === 'number' ? String(value) : (line(name) ?? ''));
    if (date !== null) return date;
    throw new LumiError(
      'front_matter_invalid',
      `${path}: ${name} in the front matter must be a date such as 2023-02-17, 2023-02 or 2023.`,
    );
  };
  return {
    ...plainPage('markdown', body),
    isClean: true,
    title: line('title'),
    publisher: line('publisher'),
    publishedOn: day('published_on'),
    dateBasis: line('date_basis') === 'inferred' ? 'inferred' : null,
    eventOn: day('event_on'),
    language: line('language'),
    url: webAddressOrNull(fields.url),
    department: line('department'),
    contact: line('contact'),
  };
}

function parseFields(yaml: string, path: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parseYaml(yaml, { schema: 'core', maxAliasCount: 0 });
  } catch (cause) {
    throw new LumiError('front_matter_invalid', `${path}: the front matter is not valid YAML (${messageOf(cause)}).`, {
      cause,
    });
  }
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new LumiError('front_matter_invalid', `${path}: the front matter must be lines of the form "name: value".`);
  }
  return value as Record<string, unknown>;
}
