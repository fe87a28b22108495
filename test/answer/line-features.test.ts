import { describe, expect, it } from 'vitest';
import { lineFeatures, MATCH_FEATURES, prepareQuestion } from '../../src/answer/line-features.ts';
import { ANSWER_MODEL, MATCH_MODEL } from '../../src/answer/line-model.ts';
import { readLines } from '../../src/answer/read-lines.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import { createLexicon } from '../../src/retrieve/lexicon.ts';
import { sampleDocument } from '../support/sample-document.ts';

async function features(question: string, markdown: string) {
  const embedder = await createEmbedder('bundled');
  const document = sampleDocument(markdown);
  const lines = readLines(document, { start: 0, end: document.text.length });
  const [titleVector, ...vectors] = await embedder.embedPassages([document.title, ...lines.map(({ text }) => text)]);
  const prepared = await prepareQuestion(question, { embedder, lexicon: createLexicon([], []), rarity: () => 1 });
  const passageScores = lines.map(() => 0.5);
  return lineFeatures(prepared, { document, lines, vectors, titleVector: titleVector!, passageScores, bestScore: 1 });
}

const PAGE = 'Das Fest ist schön.\n\n## Turm\n\nDer Turm ist 61 Meter hoch.\n\nEr steht am Markt.';

describe('lineFeatures', () => {
  it('are those the models were fitted on', async () => {
    const names = Object.keys(await features('Wie hoch ist der Turm?', PAGE));
    expect(Object.keys(ANSWER_MODEL.weights)).toEqual(names);
    expect(Object.keys(MATCH_MODEL.weights).sort()).toEqual([...MATCH_FEATURES].sort());
  });

  it('are finite for every line, also of a page of one line and a question of stop words', async () => {
    for (const [question, page] of [
      ['Wie hoch ist der Turm?', PAGE],
      ['Wie ist es?', 'Ja.'],
    ] as const) {
      const found = await features(question, page);
      for (const [name, valueOf] of Object.entries(found)) expect(valueOf(0), name).toSatisfy(Number.isFinite);
    }
  });

  it('tell the line that holds what is asked', async () => {
    const found = await features('Wie hoch ist der Turm?', PAGE);
    for (const name of ['grams', 'alignment', 'kind'] as const) {
      expect(found[name]!(2), name).toBeGreaterThan(found[name]!(0));
    }
    expect(found['lines from best']!(2)).toBe(0);
    expect(found['lines behind best']!(3)).toBe(1);
    expect(found['grams, heading']!(3)).toBeGreaterThan(0);
    expect(found['points back']!(3)).toBe(1);
  });
});
