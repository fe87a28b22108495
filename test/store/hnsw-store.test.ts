import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildHnswStore, isHnswAvailable, loadHnswStore } from '../../src/store/hnsw-store.ts';
import { randomUnitVectors, vectorStoreContract } from '../contracts/vector-store.contract.ts';
import { temporaryFolder } from './example-input.ts';

// hnswlib-node is an optional dependency; where it did not compile, the exact store serves and there is nothing to test here.
describe.runIf(await isHnswAvailable())('with hnswlib-node', () => {
  vectorStoreContract('the HNSW store', { build: buildHnswStore, load: loadHnswStore, recallMin: 0.98 });

  it('refuses a file with another number of vectors', async () => {
    const path = join(temporaryFolder(), 'vectors');
    const store = await buildHnswStore(randomUnitVectors(5, 1), 32);
    await store.save(path);
    store.free();
    await expect(loadHnswStore(path, 6, 32)).rejects.toMatchObject({ code: 'index_corrupt' });
  });

  it('refuses to be used after it was freed', async () => {
    const [vector] = randomUnitVectors(1, 1);
    const store = await buildHnswStore([vector!], 32);
    store.free();
    store.free();
    expect(() => store.search(vector!, 1)).toThrow(expect.objectContaining({ code: 'not_ready' }) as Error);
  });

  it('tells how far building is', async () => {
    const done: number[] = [];
    const store = await buildHnswStore(randomUnitVectors(450, 1), 32, (rows) => done.push(rows));
    store.free();
    expect(done).toEqual([200, 400, 450]);
  });

  it('does not load a file that is cut off', async () => {
    const path = join(temporaryFolder(), 'vectors');
    writeFileSync(path, Buffer.alloc(10));
    await expect(loadHnswStore(path, 1, 32)).rejects.toMatchObject({ code: 'index_corrupt' });
  });

  it('gives native memory back when it is freed', async () => {
    const path = join(temporaryFolder(), 'vectors');
    const rows = 2000;
    const dimensions = 256;
    const built = await buildHnswStore(randomUnitVectors(rows, 1, dimensions), dimensions);
    await built.save(path);
    built.free();
    const megabytes = (): number => process.memoryUsage().rss / 2 ** 20;
    (await loadHnswStore(path, rows, dimensions)).free();
    const before = megabytes();
    for (let swap = 0; swap < 60; swap += 1) (await loadHnswStore(path, rows, dimensions)).free();
    // Each holds some 2.5 MB; without an explicit collection 150 MB would hang on 60 small objects.
    expect(megabytes() - before).toBeLessThan(50);
  });
});
