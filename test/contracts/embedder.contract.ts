import { beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../../src/embed/embedder.ts';

const TEXTS = [
  'Die Bibliothek ist am Samstag von 10 bis 16 Uhr geöffnet.',
  'The library is open on Saturdays.',
  'Müllabfuhr, Sperrmüll und Wertstoffhof',
];

/** Texts that no embedder may stumble over. */
export const ODD_TEXTS: Readonly<Record<string, string>> = {
  emoji: '🙂 👩‍👩‍👧 🏳️‍🌈',
  'Chinese and Japanese': '熊本市 とハイデルベルク',
  'right to left': 'مرحبا بكم في هايدلبرغ',
  'mixed scripts': 'Хайдельберг Heidelberg 하이델베르크',
  'characters beyond the basic plane': '𝒜𝓁𝓅𝒽𝒶 𝔊𝔬𝔱𝔥 𠮷野家',
  'half a surrogate pair': 'kaputt \ud83d Ende',
  'control characters': 'eins\u0000zwei\u0007drei',
  'combining marks': 'Mu\u0308llabfuhr i\u0307 q\u0308',
  'names of special tokens': '<s> <unk> [CLS] hallo',
  'one endless word': 'donaudampfschiff'.repeat(400),
  '5,000 characters': 'Der Gemeinderat tagt am 25.11.2019 um 17 Uhr. '.repeat(109),
};

/** What every embedder must keep. */
export function embedderContract(name: string, create: () => Promise<Embedder>): void {
  describe(`${name} as an embedder`, () => {
    let embedder: Embedder;
    beforeAll(async () => {
      embedder = await create();
    });

    it('names the model and its content', () => {
      expect(embedder.id).toMatch(/^.+@[0-9a-f]{12}$/);
    });

    it('gives vectors of unit length and of the stated dimensions', async () => {
      for (const vector of [...(await embedder.embedPassages(TEXTS)), await embedder.embedQuestion(TEXTS[0]!)]) {
        expect(vector).toHaveLength(embedder.dimensions);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      }
    });

    it('gives the same vectors again, whatever else is embedded with them', async () => {
      const together = await embedder.embedPassages(TEXTS);
      const [alone] = await embedder.embedPassages([TEXTS[1]!]);
      expect(alone).toEqual(together[1]);
      expect(await embedder.embedPassages(TEXTS)).toEqual(together);
      expect(await embedder.embedQuestion(TEXTS[2]!)).toEqual(await embedder.embedQuestion(TEXTS[2]!));
    });

    it('keeps the order of the texts', async () => {
      const forward = await embedder.embedPassages(TEXTS);
      const backward = await embedder.embedPassages([...TEXTS].reverse());
      expect(backward.reverse()).toEqual(forward);
    });

    it('gives the zero vector for a text without content', async () => {
      const zero = new Float32Array(embedder.dimensions);
      expect(await embedder.embedPassages(['', ' \n\t'])).toEqual([zero, zero]);
      expect(await embedder.embedQuestion('')).toEqual(zero);
    });

    it('embeds no texts to no vectors', async () => {
      expect(await embedder.embedPassages([])).toEqual([]);
    });

    it.each(Object.entries(ODD_TEXTS))('survives %s', async (_, text) => {
      const [vector] = await embedder.embedPassages([text]);
      const length = Math.hypot(...vector!);
      expect(vector).toHaveLength(embedder.dimensions);
      expect(length === 0 || Math.abs(length - 1) < 1e-5).toBe(true);
    });

    it('puts a text nearer to one about the same thing than to another', async () => {
      const question = await embedder.embedQuestion('Wann hat die Bibliothek am Samstag geöffnet?');
      const [library, , waste] = await embedder.embedPassages(TEXTS);
      expect(cosine(question, library!)).toBeGreaterThan(cosine(question, waste!));
    });
  });
}

/** Of unit vectors. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, d) => sum + value * b[d]!, 0);
}
