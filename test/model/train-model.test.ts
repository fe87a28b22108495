import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SILENT } from '../../model/train/progress.ts';
import { createRandom } from '../../model/train/random.ts';
import { trainModel } from '../../model/train/train-model.ts';
import { createWordCorpus, type WordCorpus } from '../../model/train/word-corpus.ts';
import { writeModel } from '../../model/train/write-model.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import { createTransformersEmbedder } from '../../src/embed/transformers-embedder.ts';
import { cosine } from '../contracts/embedder.contract.ts';

const SETTINGS = { seed: 5, dimensions: 16, pieces: 200 };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lumi-train-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('trainModel', () => {
  it('makes a model from a few sentences that both ways of loading read alike', async () => {
    const model = await trainModel(toyCorpus(), SETTINGS, SILENT);
    await writeModel(folder, model);
    const fast = await createEmbedder(folder);
    const reference = await createTransformersEmbedder({ from: 'folder', folder });
    expect(fast.words).not.toBeNull();

    const texts = ['Die Katze schläft', 'Hunde im Garten', 'Steuern und Gebühren'];
    const expected = await reference.embedPassages(texts);
    (await fast.embedPassages(texts)).forEach((vector, i) => {
      expect(cosine(vector, expected[i]!)).toBeGreaterThan(0.9999);
    });
    expect(await reference.embedQuestion('')).toEqual(new Float32Array(SETTINGS.dimensions));
    expect(await reference.embedQuestion('🙂')).toEqual(new Float32Array(SETTINGS.dimensions));
  });

  it('learns which words belong to which title', async () => {
    await writeModel(folder, await trainModel(toyCorpus(), SETTINGS, SILENT));
    const embedder = await createEmbedder(folder);
    const passages = await embedder.embedPassages(TOPICS.map(([, ...members]) => members.join(' ')));
    for (const [topic, [title]] of TOPICS.entries()) {
      const question = await embedder.embedQuestion(title);
      const cosines = passages.map((passage) => cosine(question, passage));
      expect(cosines.indexOf(Math.max(...cosines))).toBe(topic);
    }
  });

  it('makes the same model again from the same seed, and another from another', async () => {
    const [one, same, other] = [
      await trainModel(toyCorpus(), SETTINGS, SILENT),
      await trainModel(toyCorpus(), SETTINGS, SILENT),
      await trainModel(toyCorpus(), { ...SETTINGS, seed: 6 }, SILENT),
    ];
    expect(same).toEqual(one);
    expect(other.vectors).not.toEqual(one.vectors);
  });
});

const TOPICS = [
  ['Haustiere', 'Katze', 'Hund', 'Hamster', 'Vogel'],
  ['Finanzen', 'Steuer', 'Gebühr', 'Bescheid', 'Beitrag'],
  ['Verkehr', 'Bus', 'Bahn', 'Fahrrad', 'Straße'],
  ['Wetter', 'Regen', 'Sonne', 'Schnee', 'Wind'],
  ['Schule', 'Lehrer', 'Klasse', 'Zeugnis', 'Ferien'],
  ['Gesundheit', 'Arzt', 'Klinik', 'Impfung', 'Apotheke'],
] as const;

/** Sentences of two words of a topic; the title itself never stands in them. */
function toyCorpus(): WordCorpus {
  const random = createRandom(1);
  const builder = createWordCorpus();
  for (let pair = 0; pair < 1200; pair += 1) {
    const [title, ...members] = TOPICS[pair % TOPICS.length]!;
    const word = () => members[random.below(members.length)]!;
    builder.add({
      question: `${title} mit ${word()}`,
      passage: `${word()} und ${word()}. ${word()} oder ${word()}.`,
      clozes: 0,
    });
  }
  return builder.finish();
}
