import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { digestFile } from '../../src/store/durable-files.ts';
import { isHnswAvailable } from '../../src/store/hnsw-store.ts';
import { formatManifest, readManifest, type Manifest } from '../../src/store/manifest.ts';
import { openCurrent } from '../../src/store/open-current.ts';
import { verifyGeneration } from '../../src/store/verify-generation.ts';
import { writeGeneration } from '../../src/store/write-generation.ts';
import type { VectorStoreKind } from '../../src/store/vector-store.ts';
import { EMBEDDER, exampleDocuments, exampleInput, temporaryFolder } from './example-input.ts';

const HAS_HNSW = await isHnswAvailable();

async function writeOne(storeKind: VectorStoreKind = 'exact'): Promise<string> {
  const indexDir = temporaryFolder();
  const { info } = await writeGeneration(indexDir, exampleInput(exampleDocuments(10), { storeKind }));
  return join(indexDir, info.id);
}

/** Makes the manifest agree with what lies in the folder now, as if it had been written so. */
async function rewriteVectorsEntry(folder: string): Promise<void> {
  const manifest = await readManifest(folder);
  const { vectors } = manifest.base.files;
  const files = { ...manifest.base.files, vectors: { ...vectors, ...(await digestFile(join(folder, vectors.name))) } };
  const changed: Manifest = { ...manifest, base: { ...manifest.base, files } };
  writeFileSync(join(folder, 'manifest.json'), formatManifest(changed));
}

describe('the check in a process of its own', () => {
  it('passes what was written well, and is part of writing', async () => {
    await verifyGeneration(await writeOne());
  });

  it('names a damaged file', async () => {
    const folder = await writeOne();
    const path = join(folder, 'base-keywords.bin');
    truncateSync(path, 100);
    await expect(verifyGeneration(folder)).rejects.toMatchObject({
      code: 'index_corrupt',
      message: expect.stringContaining(path) as string,
    });
  });

  it('finds vectors that are not those that were to be written, although digest and size fit', async () => {
    const folder = await writeOne();
    const path = join(folder, 'base-vectors.exact');
    const whole = readFileSync(path);
    whole.fill(0, 24);
    writeFileSync(path, whole);
    await rewriteVectorsEntry(folder);
    await expect(verifyGeneration(folder)).rejects.toMatchObject({
      code: 'index_build_failed',
      message: expect.stringContaining('row 0 is not found by its own vector') as string,
    });
  });

  it.runIf(HAS_HNSW)('outlives a native crash or refusal on a file that was cut while writing', async () => {
    const folder = await writeOne('hnsw');
    const path = join(folder, 'base-vectors.hnsw');
    const whole = readFileSync(path);
    for (const bytes of [0, 50, 100, 1000, whole.length - 1]) {
      writeFileSync(path, whole.subarray(0, bytes));
      await rewriteVectorsEntry(folder);
      await expect(verifyGeneration(folder)).rejects.toMatchObject({ name: 'LumiError' });
    }
  });

  it('fails on a folder that is no generation', async () => {
    await expect(verifyGeneration(temporaryFolder())).rejects.toMatchObject({ code: 'index_corrupt' });
  });
});

it('leaves a whole generation in use whenever the builder is killed', async () => {
  const folder = temporaryFolder();
  const indexDir = join(folder, 'index');
  const corpora = [exampleDocuments(40), exampleDocuments(42)];
  writeFileSync(join(folder, 'corpora.json'), JSON.stringify(corpora));
  const script = ['test/fixtures/store/build-until-killed.mjs', indexDir, join(folder, 'corpora.json')];
  // The first index is built undisturbed; afterwards there must be one at every moment.
  for (let kill = 0; kill < 10; kill += 1) {
    const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    await wait((kill * 13) % 97);
    child.kill('SIGKILL');
    await ended;
    const { generation, problems } = await openCurrent(indexDir, EMBEDDER);
    expect(problems).toEqual([]);
    expect([40, 42]).toContain(generation.documents.size);
    expect(generation.searchKeywords('Bibliothek', 1)).toHaveLength(1);
  }
});
