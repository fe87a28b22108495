import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hideProbes, readSynonymProbes } from '../../eval/synonym-probes.ts';
import { OWN_SOURCES } from '../../model/train/own-text.ts';
import { isStopWord } from '../../src/language/stop-words.ts';
import { normalise, words } from '../../src/language/tokens.ts';
import { packageRoot } from '../../src/package-root.ts';

const probes = readSynonymProbes();

describe('synonym probes', () => {
  it('are sixty, each with an id of its own', () => {
    expect(probes.length).toBeGreaterThanOrEqual(60);
    expect(new Set(probes.map(({ id }) => id)).size).toBe(probes.length);
  });

  it('stand nowhere in the text that the model is trained on', () => {
    const text = OWN_SOURCES.map(({ file }) => readFileSync(join(packageRoot(), 'model/train/text', file), 'utf8'));
    const trained = normalise(text.join('\n'));
    const found = probes.filter(
      ({ question, passage }) => trained.includes(normalise(question)) || trained.includes(normalise(passage)),
    );
    expect(found).toEqual([]);
  });

  it('share hardly a word with their passage', () => {
    const sharing = probes.filter(({ question, passage }) => {
      const said = new Set(words(passage));
      return words(question).some((word) => !isStopWord(word) && said.has(word));
    });
    expect(sharing.length / probes.length).toBeLessThanOrEqual(0.1);
  });

  it('are hidden among so many passages of other pages', () => {
    const pages = Array.from({ length: 20 }, (_, at) => ({
      id: `p${at}`,
      title: 'Seite',
      text: Array.from({ length: 12 }, (_line, line) => `Zeile ${line} von ${at}`).join('\n'),
    }));
    const { documents, questions, relevant } = hideProbes(probes, pages, probes.length + 40);
    expect(documents).toHaveLength(probes.length + 40);
    expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
    expect(questions.map(({ id }) => id)).toEqual([...relevant.keys()]);
  });
});
