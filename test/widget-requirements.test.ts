import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const tests = import.meta.dirname;
const ROWS = readRows(readFileSync(resolve(tests, '../docs/widget-requirements.md'), 'utf8'));

/** The rows of WCAG, law and privacy by letter and how many there are; then those without a number. */
const NUMBERS = [
  ...Object.entries({ T: 8, D: 5, P: 7, O: 6, U: 7 }).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, at) => `${letter}${at + 1}`),
  ),
  'CSP',
  'states',
  'use',
  'embedding',
];
/** Numbers that a test begins with, or has in brackets at its end. */
const NUMBERED = /^((?:[TDPOU]\d, )*[TDPOU]\d) |\(([TDPOU]\d)\)$/;

describe('docs/widget-requirements.md', () => {
  it('has every requirement, in words and with a test or a check by hand', () => {
    expect(new Set(ROWS.map(({ number }) => number))).toEqual(new Set(NUMBERS));
    for (const number of NUMBERS) {
      const rows = ROWS.filter((row) => row.number === number);
      expect([number, rows.filter(({ requirement }) => requirement !== '').length]).toEqual([number, 1]);
      expect([number, rows.some(({ file, how }) => file !== '' || how === 'by hand')]).toEqual([number, true]);
    }
  });

  it('says how each is checked', () => {
    const ways = ['axe', 'browser', 'process', 'unit', 'by hand'];
    expect(ROWS.filter(({ how }) => !ways.includes(how))).toEqual([]);
  });

  it.each([...new Set(ROWS.flatMap(({ file }) => (file === '' ? [] : [file])))])('names tests that %s has', (file) => {
    const titles = titlesIn(file);
    const named = ROWS.filter((row) => row.file === file).map(({ test }) => test);
    expect(named.filter((test) => !titles.includes(test))).toEqual([]);
  });

  it('leaves out no test that carries the number of a requirement', () => {
    const files = readdirSync(tests, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
    const missing = files
      .filter((file) => file.endsWith('.test.ts'))
      .flatMap((file) =>
        titlesIn(file).flatMap((title) => {
          const numbered = NUMBERED.exec(title);
          const numbers = (numbered?.[1] ?? numbered?.[2])?.split(', ') ?? [];
          return numbers.map((number) => ({ number, file, test: title }));
        }),
      )
      .filter(
        (found) =>
          !ROWS.some((row) => row.number === found.number && row.file === found.file && row.test === found.test),
      );
    expect(missing).toEqual([]);
  });
});

interface Row {
  readonly number: string;
  /** Empty where the row goes on. */
  readonly requirement: string;
  readonly how: string;
  /** Below `test/`; empty where nothing but a person checks it. */
  readonly file: string;
  readonly test: string;
}

function readRows(markdown: string): Row[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:#|-)/.test(line))
    .map((line) => {
      const [number = '', requirement = '', how = '', file = '', test = ''] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return { number, requirement, how, file: file.replaceAll('`', ''), test: test.replaceAll('`', '') };
    });
}

/** Titles of tests as they stand in the source, before what a table of cases fills in. */
function titlesIn(file: string): string[] {
  const source = readFileSync(join(tests, file), 'utf8');
  const calls = source.matchAll(/(?:\bit|\))\(\s*(['"`])((?:\\.|(?!\1)[^\\])+)\1,\s*(?:async )?\(/g);
  return [...calls].map(([, , title]) => title!);
}
