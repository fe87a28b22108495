import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSuite } from '../../eval/dataset.ts';
import { isLumiError } from '../../src/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'lumi-suite-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read(text: string) {
  const path = join(folder, 'suite.yaml');
  writeFileSync(path, text);
  return readSuite(path);
}

function problemOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (isLumiError(error, 'usage')) return error.message;
    throw error;
  }
  return '';
}

const question = (changes: Readonly<Record<string, string>> = {}) =>
  `  - { ${Object.entries({
    id: 'a',
    page: 'null',
    language: 'de',
    question: 'Wann?',
    expected: 'answered',
    facts: '[]',
    ...changes,
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }\n`;

describe('readSuite', () => {
  it('reads questions with facts and their other spellings', () => {
    expect(read(`questions:\n${question({ page: 'x.html', facts: '["9.200", [km, Kilometer]]' })}`)).toEqual([
      {
        id: 'a',
        page: 'x.html',
        language: 'de',
        question: 'Wann?',
        expected: 'answered',
        facts: ['9.200', ['km', 'Kilometer']],
      },
    ]);
  });

  it('names the file and every error in it', () => {
    const message = problemOf(
      `questions:\n${question({ language: 'fr' })}${question({ id: 'b', expected: 'maybe', facts: '[""]' })}`,
    );
    for (const part of ['suite.yaml', 'questions.0.language', 'questions.1.expected', 'questions.1.facts.0'])
      expect(message).toContain(part);
  });

  it.each([
    ['an id that stands twice', `questions:\n${question()}${question()}`, 'stands twice'],
    ['an unknown key', `questions:\n${question({ colour: 'red' })}`, 'colour'],
    ['a number where a fact is text', `questions:\n${question({ facts: '[9200]' })}`, 'facts.0'],
    ['no question', 'questions: []', 'questions'],
    ['an empty file', '', 'suite'],
    ['broken YAML', 'questions: [', 'cannot be read'],
  ])('refuses %s', (_, text, part) => {
    expect(problemOf(text)).toContain(part);
  });

  it('names a file that is not there', () => {
    expect(() => readSuite(join(folder, 'nowhere.yaml'))).toThrow(/nowhere\.yaml/);
  });
});
