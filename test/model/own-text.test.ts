import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OWN_SOURCES, readOwnText } from '../../model/train/own-text.ts';
import { packageRoot } from '../../src/package-root.ts';

const linesOf = (file: string) =>
  readFileSync(join(packageRoot(), 'model/train/text', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

/** Pairs of one line of a file, as `question → passage`. */
function pairsOf(file: string, record: object): string[] {
  const source = OWN_SOURCES.find((each) => each.file === file)!;
  return source.pairsOf(record).map(({ question, passage }) => `${question} → ${passage}`);
}

describe('own text', () => {
  it('pairs what people say with what it is called', () => {
    const record = { official: ['Personalausweis'], colloquial: ['Perso'], abbreviation: ['PA'], english: ['ID card'] };
    expect(pairsOf('glossary.jsonl', record)).toEqual([
      'Perso → Personalausweis',
      'PA → Personalausweis',
      'ID card → Personalausweis',
    ]);
  });

  it('pairs the languages of a vocabulary', () => {
    expect(pairsOf('vocabulary.jsonl', { de: ['Bürgermeister', 'OB'], en: ['mayor'] })).toEqual([
      'mayor → Bürgermeister',
      'mayor → OB',
    ]);
  });

  it('pairs questions of both languages with passages of both', () => {
    const record = {
      topic: 'Bad',
      de: 'Das Bad ist offen.',
      en: 'The pool is open.',
      questions_de: ['auf?'],
      questions_en: ['open?'],
    };
    expect(pairsOf('parallel.jsonl', record)).toEqual([
      'auf? → Das Bad ist offen.',
      'auf? → The pool is open.',
      'open? → Das Bad ist offen.',
      'open? → The pool is open.',
      'open? → auf?',
      'The pool is open. → Das Bad ist offen.',
      'Bad → Das Bad ist offen.',
    ]);
  });

  it('refuses a line of another form', () => {
    expect(() => pairsOf('vocabulary.jsonl', { de: ['Amt'] })).toThrow();
  });

  it('takes each pair as often as its source says', async () => {
    const found = new Map<string, number>();
    for await (const { file } of readOwnText()) found.set(file, (found.get(file) ?? 0) + 1);
    expect([...found.keys()]).toEqual(OWN_SOURCES.map(({ file }) => file));
    for (const { file, copies } of OWN_SOURCES) expect(found.get(file)! % copies).toBe(0);
  });

  it.each(OWN_SOURCES.map(({ file }) => file))('%s has no line twice', (file) => {
    const lines = linesOf(file);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.length).toBeGreaterThan(0);
  });
});
