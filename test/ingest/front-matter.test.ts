import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFrontMatter, parseStatedFrontMatter, printFrontMatter } from '../../src/ingest/front-matter.ts';
import { toVisibleLine } from '../../src/ingest/visible-text.ts';
import { DATE_BASES, DOCUMENT_STATUSES, type PartialDate } from '../../src/types.ts';
import { sampleMetadata } from '../support/sample-document.ts';

const REQUIRED = 'title: Neue Öffnungszeiten\npublisher: Stadt Musterstadt\nstatus: live\nlanguage: de\n';
const read = (lines: string) => parseFrontMatter(REQUIRED + lines);
const errorsOf = (yaml: string) => {
  const { metadata, problems } = parseFrontMatter(yaml);
  expect(metadata).toBeNull();
  return problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
};

describe('parseFrontMatter', () => {
  it('needs title, publisher, status and language only', () => {
    expect(parseFrontMatter(REQUIRED)).toEqual({ metadata: sampleMetadata(), problems: [] });
  });

  it('reads every key', () => {
    const { metadata, problems } = read(
      [
        'published_on: 2023-02-22',
        'date_basis: inferred',
        'source: seite.html',
        'url: https://www.stadt.example/seite',
        'department: Bürgeramt',
        'contact: "06221 58-0"',
        'topics: [Verkehr, Rathaus]',
        'valid_until: 2026-12-31',
        'event_on: 2023-03',
        'supersedes:\n  - stadt-musterstadt/alt',
        'easy_language: true',
      ].join('\n'),
    );
    expect(problems).toEqual([]);
    expect(metadata).toEqual(
      sampleMetadata({
        publishedOn: { date: '2023-02-22', precision: 'day' },
        dateBasis: 'inferred',
        source: 'seite.html',
        url: 'https://www.stadt.example/seite',
        department: 'Bürgeramt',
        contact: '06221 58-0',
        topics: ['Verkehr', 'Rathaus'],
        validUntil: '2026-12-31',
        eventOn: { date: '2023-03', precision: 'month' },
        supersedes: ['stadt-musterstadt/alt'],
        easyLanguage: true,
      }),
    );
  });

  it('takes a key without value as not given', () => {
    expect(read('published_on:\nurl: ~\ntopics: null\nsupersedes:\neasy_language:\n')).toEqual({
      metadata: sampleMetadata(),
      problems: [],
    });
  });

  it.each([
    ['2023', 'year'],
    ['2023-02', 'month'],
    ['2023-02-22', 'day'],
    ['"2023"', 'year'],
  ])('reads the date %s', (date, precision) => {
    expect(read(`published_on: ${date}`).metadata?.publishedOn).toEqual({ date: date.replaceAll('"', ''), precision });
  });

  it('takes a date as stated where nothing else is said', () => {
    expect(read('published_on: 2023-02').metadata?.dateBasis).toBe('stated');
  });

  it('ignores a date basis without date, with a warning', () => {
    const { metadata, problems } = read('date_basis: inferred');
    expect(metadata?.dateBasis).toBeNull();
    expect(problems).toEqual([{ severity: 'warning', message: expect.stringContaining('date_basis') as string }]);
  });

  it('warns of unknown keys and reads the rest', () => {
    const { metadata, problems } = read('autor: Anna\n<<: x\n');
    expect(metadata).toEqual(sampleMetadata());
    expect(problems.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect(problems[0]?.message).toContain('"autor"');
  });

  it('warns of an unknown publisher', () => {
    const { metadata, problems } = parseFrontMatter(REQUIRED.replace('Stadt Musterstadt', 'unknown'));
    expect(metadata?.publisher).toBe('unknown');
    expect(problems).toEqual([{ severity: 'warning', message: expect.stringContaining('publisher') as string }]);
  });

  it.each(['title', 'publisher', 'status', 'language'])('names a missing %s with an example', (key) => {
    const yaml = REQUIRED.split('\n').filter((line) => !line.startsWith(key));
    expect(errorsOf(yaml.join('\n'))).toEqual([
      expect.stringMatching(new RegExp(`^${key} is missing; write for example "${key}: .+"`)) as string,
    ]);
  });

  it.each([
    ['published_on: 22.02.2023', 'published_on'],
    ['published_on: 2023-02-30', 'published_on'],
    ['published_on: 2023.5', 'published_on'],
    ['valid_until: 2026-12', 'valid_until'],
    ['event_on: [2023]', 'event_on'],
    ['date_basis: geraten', 'date_basis'],
    ['url: javascript:alert(1)', 'url'],
    ['url: www.stadt.example', 'url'],
    ['contact: 0622158', 'contact'],
    ['topics: Verkehr', 'topics'],
    ['topics: [1]', 'topics'],
    ['supersedes: [../../etc/passwd]', 'supersedes'],
    ['easy_language: ja', 'easy_language'],
    ['source: {a: 1}', 'source'],
    ['source: "\u200B"', 'source'],
  ])('refuses %s', (line, key) => {
    expect(errorsOf(REQUIRED + line)).toEqual([
      expect.stringMatching(new RegExp(`^${key}: .+, for example "${key}: `)) as string,
    ]);
  });

  it.each([
    ['status: public', 'draft, live, retired'],
    ['language: "de_DE!"', 'language'],
    ['title: 115', 'quotes'],
    ['title: "  "', 'empty'],
  ])('refuses %s in the place of the right one', (line, hint) => {
    const key = line.split(':')[0]!;
    const yaml = REQUIRED.split('\n').map((other) => (other.startsWith(key) ? line : other));
    expect(errorsOf(yaml.join('\n'))[0]).toContain(hint);
  });

  it('reports everything that is wrong at once', () => {
    expect(errorsOf('title: A\nstatus: neu\nurl: x')).toHaveLength(4);
  });

  it.each([
    ['nothing', ''],
    ['a list', '- title: A'],
    ['a text', 'title'],
    ['broken YAML', 'title: "A'],
    ['a key twice', `${REQUIRED}title: B`],
    ['an alias', `${REQUIRED}department: &a Amt\ncontact: *a`],
    ['nested aliases', `${REQUIRED}topics: &a [x, x]\nsource: [*a, *a]`],
    ['a tag of a program', `${REQUIRED}source: !!js/function 'function () {}'`],
    ['two YAML documents', `${REQUIRED}---\ntitle: B`],
  ])('refuses %s', (_name, yaml) => {
    expect(errorsOf(yaml)).toHaveLength(1);
  });

  it('is not touched by keys with a meaning in JavaScript', () => {
    const { metadata, problems } = read('__proto__: {status: draft}\nconstructor: x\n');
    expect(metadata).toEqual(sampleMetadata());
    expect(Object.getPrototypeOf(metadata)).toBe(Object.prototype);
    expect(problems.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
  });

  it('reads one visible line where text is smuggled in', () => {
    expect(
      parseFrontMatter(REQUIRED.replace('Neue Öffnungszeiten', '"Neue\\n O\u0308ffnungs\u200Bzeiten\u{E0041}"'))
        .metadata?.title,
    ).toBe('Neue Öffnungszeiten');
  });
});

describe('parseStatedFrontMatter', () => {
  const NOTHING = Object.fromEntries(Object.keys(sampleMetadata()).map((key) => [key, null]));

  it.each(['', '# nur eine Bemerkung\n', '{}', 'title:\nstatus: ~\n'])('needs nothing: %j', (yaml) => {
    expect(parseStatedFrontMatter(yaml)).toEqual({ stated: NOTHING, problems: [] });
  });

  it('tells an empty list and a no from nothing said', () => {
    expect(parseStatedFrontMatter('topics: []\neasy_language: false\ndate_basis: inferred').stated).toEqual({
      ...NOTHING,
      topics: [],
      easyLanguage: false,
    });
  });

  it('checks what is said as in the corpus', () => {
    const { stated, problems } = parseStatedFrontMatter('status: neu\nvalid_until: 2026-02-30\nlanguage: "?"');
    expect(stated).toBeNull();
    expect(problems.map(({ message }) => message.split(':')[0])).toEqual(['status', 'language', 'valid_until']);
  });

  it('leaves out an address that citizens cannot open, with a warning', () => {
    const { stated, problems } = parseStatedFrontMatter('title: A\nurl: javascript:alert(1)');
    expect(stated).toEqual({ ...NOTHING, title: 'A' });
    expect(problems).toEqual([
      { severity: 'warning', message: expect.stringContaining('"javascript:alert(1)"') as string },
    ]);
  });
});

describe('printFrontMatter', () => {
  it('prints keys in a fixed order, one a line, and leaves out what is not set', () => {
    const metadata = sampleMetadata({
      topics: ['Rathaus'],
      publishedOn: { date: '2023-02', precision: 'month' },
      dateBasis: 'stated',
      title: `${'Lang '.repeat(40)}: Titel`,
    });
    expect(printFrontMatter(metadata)).toBe(
      [
        `title: "${'Lang '.repeat(40)}: Titel"`,
        'publisher: Stadt Musterstadt',
        'published_on: 2023-02',
        'date_basis: stated',
        'status: live',
        'language: de',
        'topics:',
        '  - Rathaus',
        '',
      ].join('\n'),
    );
  });

  it('prints what parseFrontMatter reads back, whatever the texts are', () => {
    const line = fc
      .oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('true', '~', '2023', '- a', 'a: b', '#', '---', '"', "'", '&a', '*a', '!!js', '|', '<<', '@'),
      )
      .map(toVisibleLine)
      .filter((text) => text !== '');
    const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);
    const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
    const day = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const date = fc.tuple(day, fc.constantFrom('day', 'month', 'year')).map(([found, precision]): PartialDate => {
      return { date: found.slice(0, { day: 10, month: 7, year: 4 }[precision]), precision };
    });
    const metadata = fc.record({
      title: line,
      publisher: line,
      published: optional(fc.record({ publishedOn: date, dateBasis: fc.constantFrom(...DATE_BASES) })),
      status: fc.constantFrom(...DOCUMENT_STATUSES),
      source: optional(line),
      url: optional(fc.webUrl()),
      language: fc.constantFrom('de', 'en', 'tr', 'de-AT', 'zh-Hant'),
      department: optional(line),
      contact: optional(line),
      topics: fc.array(line, { maxLength: 3 }),
      validUntil: optional(day),
      eventOn: optional(date),
      supersedes: fc.array(
        fc.tuple(slug, slug).map(([folder, name]) => `x${folder}/${name}`),
        { maxLength: 3 },
      ),
      easyLanguage: fc.boolean(),
    });
    fc.assert(
      fc.property(metadata, ({ published, ...parts }) => {
        const expected = sampleMetadata({ ...parts, ...(published ?? { publishedOn: null, dateBasis: null }) });
        expect(parseFrontMatter(printFrontMatter(expected)).metadata).toEqual(expected);
      }),
    );
  });
});
