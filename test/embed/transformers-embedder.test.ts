import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTransformersEmbedder } from '../../src/embed/transformers-embedder.ts';
import { packageRoot } from '../../src/package-root.ts';
import { cosine, embedderContract } from '../contracts/embedder.contract.ts';

const bundled = join(packageRoot(), 'model/lumi-embed');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lumi-embedder-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

embedderContract('@xenova/transformers with the bundled folder', () =>
  createTransformersEmbedder({ from: 'folder', folder: bundled }),
);

describe('createTransformersEmbedder', () => {
  it('puts the prefixes of lumi.json before questions and passages', async () => {
    const model = await copyModel('with-prefixes', { questionPrefix: 'Frage: ', passagePrefix: 'Absatz: ' });
    const plain = await createTransformersEmbedder({ from: 'folder', folder: bundled });
    const prefixed = await createTransformersEmbedder({ from: 'folder', folder: model });
    expect(await prefixed.embedQuestion('Rathaus')).toEqual(await plain.embedQuestion('Frage: Rathaus'));
    expect(await prefixed.embedPassages(['Rathaus'])).toEqual(await plain.embedPassages(['Absatz: Rathaus']));
    expect(prefixed.id).not.toBe(plain.id.replace('lumi-embed', 'with-prefixes'));
  });

  it('knows the prefixes of the e5 family by name', async () => {
    const model = await copyModel('multilingual-e5-small');
    const plain = await createTransformersEmbedder({ from: 'folder', folder: bundled });
    const e5 = await createTransformersEmbedder({ from: 'folder', folder: model });
    expect(await e5.embedQuestion('Rathaus')).toEqual(await plain.embedQuestion('query: Rathaus'));
    expect(await e5.embedPassages(['Rathaus'])).toEqual(await plain.embedPassages(['passage: Rathaus']));
  });

  it('takes the vector of the first token where lumi.json says so', async () => {
    const first = await createTransformersEmbedder({
      from: 'folder',
      folder: await copyModel('first', { pooling: 'first' }),
    });
    // The first token of this model is the same for every text, and nearly nothing.
    expect(await first.embedQuestion('Rathaus')).toEqual(new Float32Array(first.dimensions));
  });

  it('has no vectors of single words', async () => {
    expect((await createTransformersEmbedder({ from: 'folder', folder: bundled })).words).toBeNull();
  });

  it('refuses a lumi.json with an unknown field', async () => {
    const model = await copyModel('misspelt', { querryPrefix: 'x' });
    await expect(createTransformersEmbedder({ from: 'folder', folder: model })).rejects.toMatchObject({
      code: 'model_invalid',
    });
  });

  it('names a folder that holds no model', async () => {
    const missing = join(folder, 'missing');
    await expect(createTransformersEmbedder({ from: 'folder', folder: missing })).rejects.toMatchObject({
      code: 'model_not_found',
      message: expect.stringContaining(missing) as string,
    });
  });

  it('still tells texts apart after another folder was loaded', async () => {
    const one = await createTransformersEmbedder({ from: 'folder', folder: bundled });
    const before = await one.embedQuestion('Rathaus');
    await createTransformersEmbedder({ from: 'folder', folder: await copyModel('another') });
    expect(cosine(await one.embedQuestion('Rathaus'), before)).toBeCloseTo(1, 6);
  });
});

async function copyModel(name: string, usage?: object): Promise<string> {
  const copy = join(folder, name);
  await cp(bundled, copy, { recursive: true });
  if (usage) await writeFile(join(copy, 'lumi.json'), JSON.stringify(usage));
  return copy;
}
