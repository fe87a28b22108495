import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildExactStore, loadExactStore } from '../../src/store/exact-store.ts';
import { randomUnitVectors, vectorStoreContract } from '../contracts/vector-store.contract.ts';
import { temporaryFolder } from './example-input.ts';

vectorStoreContract('the exact store', {
  build: (vectors, dimensions) => Promise.resolve().then(() => buildExactStore(vectors, dimensions)),
  load: (path) => loadExactStore(path),
  recallMin: 1,
});

it('orders equal similarities by row', () => {
  const vector = Float32Array.of(1, 0);
  const store = buildExactStore([Float32Array.of(0, 1), vector, vector, vector], 2);
  expect(store.search(vector, 2).map((hit) => hit.row)).toEqual([1, 2]);
});

it('refuses a file that is too short or too long', async () => {
  const path = join(temporaryFolder(), 'vectors');
  await buildExactStore(randomUnitVectors(4, 1), 32).save(path);
  const whole = readFileSync(path);
  for (const damaged of [
    whole.subarray(0, whole.length - 4),
    Buffer.concat([whole, Buffer.alloc(4)]),
    whole.subarray(0, 3),
  ]) {
    writeFileSync(path, damaged);
    await expect(loadExactStore(path)).rejects.toMatchObject({ code: 'index_corrupt' });
  }
});

it('refuses a file of a later version', async () => {
  const path = join(temporaryFolder(), 'vectors');
  await buildExactStore(randomUnitVectors(1, 1), 32).save(path);
  const later = readFileSync(path);
  later.writeUInt32LE(2, 8);
  writeFileSync(path, later);
  await expect(loadExactStore(path)).rejects.toMatchObject({ code: 'index_incompatible' });
});
