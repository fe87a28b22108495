import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildIndex, indexStatus, rollbackIndex, unpinIndex, verifyIndex } from '../src/build-index.ts';
import { indexFolder } from '../src/chatbot.ts';
import type { Config } from '../src/config.ts';
import type * as Generations from '../src/store/generations.ts';
import { acquireWriteLock } from '../src/store/write-lock.ts';
import { openSampleChatbot, SAMPLE_DOCUMENTS, writeDocument, writeSampleCorpus } from './support/sample-chatbot.ts';

/** Lets the removal of old generations fail while it is set. */
const disk = vi.hoisted(() => ({ keepsOldGenerations: false }));
vi.mock('../src/store/generations.ts', async (importOriginal) => {
  const original = await importOriginal<typeof Generations>();
  const collectGenerations: typeof original.collectGenerations = (...args) =>
    disk.keepsOldGenerations
      ? Promise.reject(new Error('EIO: i/o error, rename'))
      : original.collectGenerations(...args);
  return { ...original, collectGenerations };
});

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of removals.splice(0)) await remove();
});

async function writeCorpus(documents = SAMPLE_DOCUMENTS.slice(0, 3)): Promise<Config> {
  const { config, remove } = await writeSampleCorpus({ documents });
  removals.push(remove);
  return config;
}

const zoo = { id: 'musterstadt/zoo', title: 'Tierpark', markdown: 'Im Tierpark leben 17 Erdmännchen.' };

describe('buildIndex', () => {
  it('builds everything once, then nothing, then only what changed', async () => {
    const config = await writeCorpus();
    const first = await buildIndex(config);
    expect(first).toMatchObject({ kind: 'full', isActive: true, documents: 3, problems: [] });
    expect(first.embedded).toBe(first.passages);

    const second = await buildIndex(config);
    expect(second).toMatchObject({ kind: 'unchanged', generation: first.generation, embedded: 0 });

    await writeDocument(config.corpusDir, zoo);
    const third = await buildIndex(config);
    expect(third).toMatchObject({ isActive: true, documents: 4, passages: first.passages + 1, embedded: 1 });
    expect(third.generation).not.toBe(first.generation);
  });

  it('takes every vector from the cache when it builds anew', async () => {
    const config = await writeCorpus();
    await buildIndex(config);
    expect(await buildIndex(config, { full: true })).toMatchObject({ kind: 'full', embedded: 0 });
  });

  it('does without the cache, which can be built again', async () => {
    const config = await writeCorpus();
    const first = await buildIndex(config);
    await rm(join(config.dataDir, 'cache'), { recursive: true });
    expect(await buildIndex(config, { full: true })).toMatchObject({ embedded: first.passages });
  });

  it('forgets what was removed from the corpus', async () => {
    const config = await writeCorpus();
    await buildIndex(config);
    await rm(join(config.corpusDir, 'musterstadt/freibad.md'));
    expect((await buildIndex(config)).documents).toBe(2);
    const chatbot = await openSampleChatbot(config);
    const found = await chatbot.retrieve('Freibad am Mühlenteich', { limit: 100 });
    expect(found.map(({ document }) => document.id)).not.toContain('musterstadt/freibad');
    await chatbot.close();
  });

  it('leaves out a file that cannot be read as a document, and names it', async () => {
    const config = await writeCorpus();
    await writeFile(join(config.corpusDir, 'musterstadt/kaputt.md'), 'Kein Vorspann.');
    const { documents, problems } = await buildIndex(config);
    expect(documents).toBe(3);
    expect(problems).toMatchObject([{ path: 'musterstadt/kaputt.md', severity: 'error' }]);
  });

  it('refuses a corpus without a document, and leaves the index in use as it is', async () => {
    const config = await writeCorpus();
    const { generation } = await buildIndex(config);
    await rm(config.corpusDir, { recursive: true });
    await expect(buildIndex(config)).rejects.toMatchObject({ code: 'corpus_invalid' });
    expect(await indexStatus(config)).toMatchObject([{ id: generation, isCurrent: true }]);
  });

  it('builds an index of nothing when that is said, so that the last removed document leaves the answers', async () => {
    const config = await writeCorpus([zoo]);
    await buildIndex(config);
    await rm(join(config.corpusDir, 'musterstadt/zoo.md'));
    expect(await buildIndex(config, { allowEmpty: true })).toMatchObject({ documents: 0, passages: 0, isActive: true });
    const chatbot = await openSampleChatbot(config);
    expect((await chatbot.ask('Wie viele Erdmännchen leben im Tierpark?')).answer.status).toBe('no_answer');
    await chatbot.close();
  });

  it('does not take a corpus whose only document is broken for an empty one', async () => {
    const config = await writeCorpus([]);
    await mkdir(join(config.corpusDir, 'musterstadt'), { recursive: true });
    await writeFile(join(config.corpusDir, 'musterstadt/kaputt.md'), 'Kein Vorspann.');
    await expect(buildIndex(config, { allowEmpty: true })).rejects.toMatchObject({ code: 'corpus_invalid' });
  });

  it('lets one process write at a time', async () => {
    const config = await writeCorpus();
    await buildIndex(config);
    const lock = acquireWriteLock(join(config.dataDir, 'state', 'lock.db'));
    try {
      await expect(buildIndex(config)).rejects.toMatchObject({ code: 'index_locked' });
      await expect(rollbackIndex(config)).rejects.toMatchObject({ code: 'index_locked' });
    } finally {
      lock.release();
    }
    expect(await buildIndex(config)).toMatchObject({ kind: 'unchanged' });
  });

  it('frees the lock when it fails', async () => {
    const config = await writeCorpus([]);
    await expect(buildIndex(config)).rejects.toMatchObject({ code: 'corpus_invalid' });
    await writeDocument(config.corpusDir, zoo);
    expect((await buildIndex(config)).documents).toBe(1);
  });

  it('is done, with a warning, where only old generations could not be removed', async () => {
    const config = await writeCorpus();
    disk.keepsOldGenerations = true;
    const report = await buildIndex(config).finally(() => {
      disk.keepsOldGenerations = false;
    });
    expect(report).toMatchObject({ isActive: true, warnings: [expect.stringContaining('EIO') as string] });
  });

  it('builds without its caches where they cannot be kept', async () => {
    const config = await writeCorpus();
    await mkdir(config.dataDir, { recursive: true });
    await writeFile(join(config.dataDir, 'cache'), 'a file where the folder should be');
    const report = await buildIndex(config);
    const named = ['documents.db', 'vectors.db'].map((name) => expect.stringContaining(name) as string);
    expect(report).toMatchObject({ isActive: true, warnings: named });
  });

  it('tells its progress, up to the end', async () => {
    const config = await writeCorpus();
    const seen: [string, number, number][] = [];
    const { passages } = await buildIndex(config, { onProgress: (...step) => seen.push(step) });
    expect(seen).toContainEqual(['embedding', passages, passages]);
    for (const [, done, total] of seen) expect(done).toBeLessThanOrEqual(total);
  });
});

describe('the generations on disk', () => {
  it('can be rolled back, which pins; the first build after unpinning is in use again', async () => {
    const config = await writeCorpus();
    const first = (await buildIndex(config)).generation;
    await writeDocument(config.corpusDir, zoo);
    const second = (await buildIndex(config)).generation;

    expect(await rollbackIndex(config)).toBe(first);
    expect(await indexStatus(config)).toMatchObject([
      { id: second, isCurrent: false },
      { id: first, isCurrent: true, isPinned: true },
    ]);
    await writeDocument(config.corpusDir, { ...zoo, id: 'musterstadt/zoo2' });
    const third = await buildIndex(config);
    expect(third.isActive).toBe(false);
    expect(await unpinIndex(config)).toBe(first);
    expect(await buildIndex(config)).toMatchObject({ kind: 'unchanged', generation: third.generation, isActive: true });
  });

  it('are verified file by file', async () => {
    const config = await writeCorpus();
    const { generation } = await buildIndex(config);
    expect(await verifyIndex(config)).toEqual({ id: generation, problems: [] });

    const folder = join(indexFolder(config), generation);
    const documents = (await readdir(folder, { recursive: true })).find((name) => name.includes('documents'));
    await appendFile(join(folder, documents!), 'x');
    const damaged = await verifyIndex(config, generation);
    expect(damaged.problems).toHaveLength(1);
    expect(damaged.problems[0]).toContain(documents!);
  });

  it('are missed by name', async () => {
    const config = await writeCorpus();
    await expect(verifyIndex(config)).rejects.toMatchObject({ code: 'index_missing' });
    await buildIndex(config);
    await expect(verifyIndex(config, 'nowhere')).rejects.toMatchObject({ code: 'index_missing' });
    await expect(rollbackIndex(config)).rejects.toMatchObject({ code: 'index_missing' });
    await expect(rollbackIndex(config, '../../etc')).rejects.toMatchObject({ code: 'index_missing' });
  });
});
