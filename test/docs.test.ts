import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENVIRONMENT_NAMES, loadConfig } from '../src/config.ts';
import { streamEventSchemas } from '../src/http/schemas.ts';
import { parseFrontMatter, printFrontMatter } from '../src/ingest/front-matter.ts';
import { MODEL_FAULTS } from './support/model-faults.ts';
import { sampleMetadata } from './support/sample-document.ts';
import { createTestApp } from './support/test-app.ts';

const root = resolve(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesBelow = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);

const PAGES = ['README.md', 'CHANGELOG.md', ...filesBelow('docs')];

describe('docs/operating.md', () => {
  const settings = tableBelow(read('docs/operating.md'), 'Settings of the machine');
  const example = new Map(
    [...read('.env.example').matchAll(/^(LUMI_\w+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]),
  );

  it('names every environment variable and no other', () => {
    const names = [...ENVIRONMENT_NAMES, 'LUMI_CONFIG'].sort();
    expect(settings.map(([name]) => name).sort()).toEqual(names);
    expect([...example.keys()].sort()).toEqual(names);
  });

  it('gives the defaults that hold when nothing is set', () => {
    const file = join(root, 'lumi.config.yaml');
    expect(loadConfig({ environment: Object.fromEntries(example), workingDir: root })).toEqual(
      loadConfig({ environment: {}, workingDir: root, file }),
    );
    expect(settings.map(([name, value]) => [name, value === '(empty)' ? '' : value]).sort()).toEqual(
      [...example].sort(),
    );
  });

  it("names every key of the city's file with its default", () => {
    const config = loadConfig({ environment: {}, workingDir: root });
    const keys = new Map(
      Object.entries(config)
        .filter(([, part]) => typeof part === 'object' && part !== null && !Array.isArray(part))
        .flatMap(([group, part]) =>
          Object.entries(part as object).map(([key, value]): [string, string] => [`${group}.${key}`, String(value)]),
        ),
    );
    const rows = tableBelow(read('docs/operating.md'), 'Settings of the city');
    const documented = rows.flatMap(([names, value]) => names!.split(', ').map((name) => [name, value!] as const));
    expect(documented.map(([name]) => name).sort()).toEqual([...keys.keys()].sort());
    // The shipped file sets what has no default, and leaves the rest as it is.
    for (const [name, value] of documented) if (value !== '–') expect([name, keys.get(name)]).toEqual([name, value]);
  });
});

describe('docs/editing.md', () => {
  const rows = tableBelow(read('docs/editing.md'), 'A document');

  it('names every key of the front matter and no other', () => {
    const everything = printFrontMatter(
      sampleMetadata({
        publishedOn: { date: '2026-04-12', precision: 'day' },
        dateBasis: 'stated',
        source: 'seite.html',
        url: 'https://www.stadt.example/seite',
        department: 'Amt',
        contact: '115',
        topics: ['Sport'],
        validUntil: '2026-09-15',
        eventOn: { date: '2026-05-01', precision: 'day' },
        supersedes: ['stadt/alt'],
        easyLanguage: true,
      }),
    );
    const keys = [...everything.matchAll(/^(\w+):/gm)].map((match) => match[1]!);
    expect(rows.map(([key]) => key)).toEqual(keys);
  });

  it('says which keys are required', () => {
    const { problems } = parseFrontMatter('unknown_key: 1');
    const required = problems.flatMap(({ message }) => /^(\w+) is missing/.exec(message)?.[1] ?? []);
    expect(rows.filter(([, isRequired]) => isRequired === 'yes').map(([key]) => key)).toEqual(required);
  });
});

describe('docs/api.md', () => {
  it('names every route of the specification and no other', async () => {
    const response = await createTestApp().app.request('/openapi.json');
    const { paths } = (await response.json()) as { paths: Record<string, Record<string, unknown>> };
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const rows = tableBelow(read('docs/api.md'), 'HTTP API');
    expect(rows.map(([route]) => route).sort()).toEqual(routes.sort());
  });

  it('names every event of a stream', () => {
    const rows = tableBelow(read('docs/api.md'), 'Streaming');
    expect(rows.map(([name]) => name)).toEqual(Object.keys(streamEventSchemas));
  });
});

describe('docs/models.md', () => {
  it('names every way in which a model fails that is tested, with its cause', () => {
    const rows = tableBelow(read('docs/models.md'), 'What happens when the model fails');
    expect(rows.map(([name, cause]) => [name, cause])).toEqual(
      MODEL_FAULTS.map(({ name, outcome }) => [name, outcome === 'answers' ? '–' : outcome]),
    );
  });

  it('names every setting of a model and no other', () => {
    const rows = tableBelow(read('docs/models.md'), 'Settings').map(([name]) => name!);
    const { generation } = loadConfig({ environment: {}, workingDir: root });
    expect(rows).toEqual([
      ...ENVIRONMENT_NAMES.filter((name) => name.startsWith('LUMI_LLM')),
      ...Object.keys(generation).map((name) => `generation.${name}`),
    ]);
  });
});

describe('README.md', () => {
  const folders = tableBelow(read('README.md'), 'Tour of the folders').map(([folder]) => folder!);

  it('shows folders that exist, and every folder of src', () => {
    expect(folders.filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
    const parts = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(parts.map(({ name }) => `src/${name}/`).filter((folder) => !folders.includes(folder))).toEqual([]);
  });
});

describe('every page', () => {
  it.each(PAGES)('%s links to files and headings that exist', (page) => {
    const broken = linksOf(read(page)).filter((link) => {
      const [path = '', heading] = link.split('#');
      const target = path === '' ? page : relative(root, resolve(root, dirname(page), path));
      if (!existsSync(join(root, target))) return true;
      return heading !== undefined && !headingsOf(read(target)).includes(heading);
    });
    expect(broken).toEqual([]);
  });

  it.each(PAGES)('%s names scripts of package.json only', (page) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(page).matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)];
    expect(named.map((match) => match[1] ?? match[2]!).filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('docs/decisions', () => {
  const decisions = filesBelow('docs/decisions').sort();

  it('numbers the decisions without gaps, in the file name and in the title', () => {
    decisions.forEach((path, at) => {
      const number = String(at + 1).padStart(4, '0');
      expect(path).toMatch(new RegExp(`/${number}-[a-z0-9-]+\\.md$`));
      expect(read(path)).toMatch(new RegExp(`^# ${number} `));
    });
  });

  it.each(decisions)('%s says why, what else there was, what was decided and what follows', (path) => {
    const headings = headingsOf(read(path));
    expect(headings).toEqual(expect.arrayContaining(['context', 'options', 'decision', 'consequences']));
  });
});

/** Cells of the first table below a heading, without code marks; the row of column names is left out. */
function tableBelow(markdown: string, heading: string): string[][] {
  const lines = withoutCode(markdown).split('\n');
  const headingAt = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  expect(headingAt, `heading "${heading}"`).not.toBe(-1);
  const start = lines.findIndex((line, at) => at > headingAt && line.startsWith('|'));
  const end = lines.findIndex((line, at) => at > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

/** Targets of the links to this repository. */
function linksOf(markdown: string): string[] {
  const targets = [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

/** Headings as the fragments by which they are linked. */
function headingsOf(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/^#{1,6} (.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, '');
}
