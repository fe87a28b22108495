import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStaticEmbedder } from '../../src/embed/static-embedder.ts';
import { createTransformersEmbedder } from '../../src/embed/transformers-embedder.ts';
import { packageRoot } from '../../src/package-root.ts';
import { cosine, embedderContract, ODD_TEXTS } from '../contracts/embedder.contract.ts';

const folder = join(packageRoot(), 'model/lumi-embed');

embedderContract('the bundled model on its fast path', () => createStaticEmbedder(folder));

describe('createStaticEmbedder', () => {
  it('gives the vectors and the id that @xenova/transformers gives for the same folder', async () => {
    const fast = await createStaticEmbedder(folder);
    const reference = await createTransformersEmbedder({ from: 'folder', folder });
    const texts = [
      ...paragraphsOfCorpus(),
      ...Object.values(ODD_TEXTS),
      ...unicodeBlocks(),
      '',
      '🙂',
      '9.200 Euro',
      'STRASSE Straße',
      'ﬁn ½ ②',
    ];
    expect(texts.length).toBeGreaterThanOrEqual(100);

    const expected = await reference.embedPassages(texts);
    const vectors = await fast.embedPassages(texts);
    const different = texts.filter((_, i) => {
      const [a, b] = [vectors[i]!, expected[i]!];
      return isZero(a) || isZero(b) ? isZero(a) !== isZero(b) : cosine(a, b) < 0.9999;
    });
    expect(different).toEqual([]);
    expect(vectors.filter(isZero).length).toBeLessThan(texts.length / 2);
    expect(fast.id).toBe(reference.id);
  });

  it('knows frequent words as a whole, and pieces misspelt and empty ones together', async () => {
    const { words } = await createStaticEmbedder(folder);
    const whole = ['aktion', 'baender', 'schwimbad', 'anmeldng', '', '東京'].map((word) => words!.isWhole(word));
    expect(whole).toEqual([true, true, false, false, false, false]);
  });

  it('makes the vector of a text from those of its words and their weights', async () => {
    const embedder = await createStaticEmbedder(folder);
    const words = embedder.words;
    const sum = ['oeffnungszeiten', 'der', 'bibliothek'].reduce(
      (total, word) => total.map((value, d) => value + words!.weight(word) * words!.vector(word)[d]!),
      new Float32Array(words!.vector('der').length),
    );
    const length = Math.hypot(...sum);
    const [vector] = await embedder.embedPassages(['Öffnungszeiten der Bibliothek']);
    expect(
      cosine(
        vector!,
        sum.map((value) => value / length),
      ),
    ).toBeCloseTo(1, 5);
  });

  it('gives words unit vectors, and unknown ones nothing', async () => {
    const { words, dimensions } = await createStaticEmbedder(folder);
    expect(Math.hypot(...words!.vector('bibliothek'))).toBeCloseTo(1, 5);
    expect(words!.vector('\u{1f642}')).toEqual(new Float32Array(dimensions));
    expect(words!.weight('\u{1f642}')).toBe(0);
  });

  it('gives a word that says something more weight than one that does not', async () => {
    const { words } = await createStaticEmbedder(folder);
    expect(words!.weight('bibliothek')).toBeGreaterThan(2 * words!.weight('der'));
  });

  it('forgets words without changing what it says of them', async () => {
    const { words } = await createStaticEmbedder(folder);
    const before = Float32Array.from(words!.vector('rathaus'));
    for (let number = 0; number < 40_000; number += 1) words!.weight(`wort${number}`);
    expect(words!.vector('rathaus')).toEqual(before);
  });
});

function paragraphsOfCorpus(): string[] {
  const corpus = join(packageRoot(), 'corpus');
  return readdirSync(corpus, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => readFileSync(join(corpus, file), 'utf8').split('\n\n'));
}

/** Every character below U+3000 with an everyday word around it. */
function unicodeBlocks(): string[] {
  const texts: string[] = [];
  for (let first = 0x20; first < 0x3000; first += 64) {
    const characters = Array.from({ length: 64 }, (_, i) => String.fromCodePoint(first + i));
    texts.push(characters.map((character) => `Wort${character}spiel`).join(' '));
  }
  return texts;
}

function isZero(vector: Float32Array): boolean {
  return vector.every((value) => value === 0);
}
