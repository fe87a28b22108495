import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStaticModel, modelId, readStaticModel } from '../../src/embed/static-model.ts';
import { packageRoot } from '../../src/package-root.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'lumi-model-')), 'copy');
  await cp(join(packageRoot(), 'model/lumi-embed'), folder, { recursive: true });
});
afterEach(async () => {
  await rm(join(folder, '..'), { recursive: true, force: true });
});

interface TokenizerFile {
  normalizer: { normalizers: unknown[] };
  model: { type: string; vocab: unknown[] };
}

describe('readStaticModel', () => {
  it('reads a table with a row for every piece', async () => {
    const model = await readStaticModel(folder);
    expect(model.table).toHaveLength(model.rows * model.dimensions);
    expect(model.rowScale).toHaveLength(model.rows);
    expect(model.rowScale[model.unknownId]).toBe(0);
    expect(model.id).toMatch(/^copy@/);
  });

  it('names a missing file', async () => {
    await rm(join(folder, 'tokenizer.json'));
    await expect(readStaticModel(folder)).rejects.toMatchObject({
      code: 'model_not_found',
      message: expect.stringContaining(join(folder, 'tokenizer.json')) as string,
    });
  });

  it.each<[string, (file: TokenizerFile) => void]>([
    ['that spells words in another way', (file) => file.normalizer.normalizers.pop()],
    ['of another kind', (file) => (file.model.type = 'BPE')],
    ['with a piece less than there are rows', (file) => file.model.vocab.pop()],
  ])('refuses a tokenizer %s', async (_, change) => {
    const path = join(folder, 'tokenizer.json');
    const file = JSON.parse(await readFile(path, 'utf8')) as TokenizerFile;
    change(file);
    await writeFile(path, JSON.stringify(file));
    await expect(readStaticModel(folder)).rejects.toMatchObject({ code: 'model_invalid' });
  });

  it('refuses a tokenizer that is not JSON', async () => {
    await writeFile(join(folder, 'tokenizer.json'), '{');
    await expect(readStaticModel(folder)).rejects.toMatchObject({ code: 'model_invalid' });
  });
});

describe('isStaticModel', () => {
  it('is true for our models and false for others, broken and missing ones', async () => {
    expect(await isStaticModel(folder)).toBe(true);
    await writeFile(join(folder, 'config.json'), '{"model_type":"bert"}');
    expect(await isStaticModel(folder)).toBe(false);
    await writeFile(join(folder, 'config.json'), '{');
    expect(await isStaticModel(folder)).toBe(false);
    expect(await isStaticModel(join(folder, 'missing'))).toBe(false);
  });
});

describe('modelId', () => {
  it('changes with the name and with every content', () => {
    const ids = [modelId('a', [Buffer.from('x')]), modelId('b', [Buffer.from('x')]), modelId('a', [Buffer.from('y')])];
    expect(new Set(ids).size).toBe(3);
    // The first digits of the SHA-256 of "x".
    expect(ids[0]).toBe('a@2d711642b726');
  });
});
