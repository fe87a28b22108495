import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLexicon, readLexicon } from '../../src/retrieve/lexicon.ts';
import { words } from '../../src/language/tokens.ts';
import type { Locale } from '../../src/types.ts';

const lexicon = createLexicon(
  [
    {
      official: ['Personalausweis', 'Ausweis'],
      colloquial: ['Perso'],
      abbreviation: ['PA'],
      english: ['ID card', 'identity card'],
    },
    { official: ['Bürgerbüro'], colloquial: ['Amt für alles'], abbreviation: [], english: ['citizens office'] },
  ],
  [
    { de: ['Stadt'], en: ['city', 'town'] },
    { de: ['besuchen', 'besucht'], en: ['visit', 'visited'] },
    { de: ['Hauptstadt'], en: ['capital'] },
    { de: ['Kapital'], en: ['capital'] },
    { de: ['Rathaus'], en: ['town hall'] },
    { de: ['Bücherei'], en: ['library'] },
  ],
);

const find = (said: string, language: Locale) => lexicon.find(words(said), 0, language);

describe('createLexicon', () => {
  it('knows the single words of its phrases in both languages, so that none of them is taken for misspelt', () => {
    expect(['perso', 'alles', 'hall', 'buecherei', 'id'].every((word) => lexicon.words.frequencyOf(word) > 0)).toBe(
      true,
    );
    expect(lexicon.words.frequencyOf('rathause')).toBe(0);
    expect(lexicon.words.wordsNear('libary')).toEqual(['library']);
  });

  it.each([
    ['Perso', 'de', 1, ['personalausweis', 'ausweis']],
    ['Persos', 'de', 1, ['personalausweis', 'ausweis']],
    ['PA', 'de', 1, ['personalausweis', 'ausweis']],
    ['Ausweise', 'de', 1, ['pa']],
    ['Amt für alles', 'de', 3, ['buergerbuero']],
    ['ID cards', 'en', 2, ['personalausweis', 'ausweis']],
    ['town hall', 'en', 2, ['rathaus']],
    ['town', 'en', 1, ['stadt']],
    ['cities', 'en', 1, ['stadt']],
    ['visiting', 'en', 1, ['besuchen', 'besucht']],
    ['libraries', 'en', 1, ['buecherei']],
    ['capital', 'en', 1, ['hauptstadt', 'kapital']],
  ] as const)('finds %j in %s', (said, language, length, wordings) => {
    expect(find(said, language)).toEqual({ length, wordings });
  });

  it.each([
    ['town', 'de'],
    ['Perso', 'en'],
    ['Unbekanntes', 'de'],
    ['Rathaus', 'de'],
  ] as const)('finds nothing for %j in %s', (said, language) => {
    expect(find(said, language)).toBeNull();
  });

  it('knows the words of its phrases in any form, by language', () => {
    expect(lexicon.knows('rathauses', 'de')).toBe(true);
    expect(lexicon.knows('cities', 'en')).toBe(true);
    expect(lexicon.knows('hall', 'en')).toBe(true);
    expect(lexicon.knows('cities', 'de')).toBe(false);
    expect(lexicon.knows('vollmer', 'de')).toBe(false);
  });

  it('looks at the place asked for, not before it', () => {
    expect(lexicon.find(['the', 'town', 'hall'], 0, 'en')).toBeNull();
    expect(lexicon.find(['the', 'town', 'hall'], 1, 'en')).toEqual({ length: 2, wordings: ['rathaus'] });
    expect(lexicon.find(['town'], 1, 'en')).toBeNull();
  });
});

describe('readLexicon', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lumi-lexicon-'));
    await mkdir(join(folder, 'damaged'));
    await writeFile(join(folder, 'damaged', 'glossary.jsonl'), '{"official":["A"],');
    await mkdir(join(folder, 'incomplete'));
    await writeFile(join(folder, 'incomplete', 'glossary.jsonl'), '{"official":["A"]}\n');
    await writeFile(join(folder, 'incomplete', 'vocabulary.jsonl'), '');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads the shipped files', () => {
    const shipped = readLexicon();
    expect(shipped.find(['perso'], 0, 'de')?.wordings).toContain('personalausweis');
    expect(shipped.find(['mayor'], 0, 'en')?.wordings).toContain('buergermeister');
  });

  it.each(['missing', 'damaged', 'incomplete'])('says which lexicon cannot be read: %s', (name) => {
    expect(() => readLexicon(join(folder, name))).toThrow(
      expect.objectContaining({
        code: 'model_invalid',
        message: expect.stringContaining(join(folder, name)) as string,
      }),
    );
  });
});
