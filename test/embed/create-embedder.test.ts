import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import { packageRoot } from '../../src/package-root.ts';

const bundled = join(packageRoot(), 'model/lumi-embed');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lumi-embedder-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('createEmbedder', () => {
  it('takes the model of the package for "bundled"', async () => {
    const embedder = await createEmbedder('bundled');
    expect(embedder.id).toMatch(/^lumi-embed@/);
    expect(embedder.words).not.toBeNull();
  });

  it('takes the fast path for a folder with a static model', async () => {
    expect((await createEmbedder(bundled)).words).not.toBeNull();
  });

  it('loads any other folder through @xenova/transformers', async () => {
    const model = join(folder, 'plain-bert');
    await cp(bundled, model, { recursive: true });
    const config = JSON.parse(await readFile(join(model, 'config.json'), 'utf8')) as Record<string, unknown>;
    delete config.lumi_model;
    await writeFile(join(model, 'config.json'), JSON.stringify(config));
    expect((await createEmbedder(model)).words).toBeNull();
  });

  it.each(['../model', 'https://example.org/model', 'owner/name/more', ''])(
    'refuses the setting "%s"',
    async (setting) => {
      await expect(createEmbedder(setting)).rejects.toMatchObject({ code: 'config_invalid' });
    },
  );
});
