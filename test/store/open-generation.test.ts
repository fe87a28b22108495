import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isHnswAvailable } from '../../src/store/hnsw-store.ts';
import { formatManifest, parseManifest } from '../../src/store/manifest.ts';
import { openGeneration } from '../../src/store/open-generation.ts';
import { checkGeneration } from '../../src/store/verify-generation.ts';
import type { VectorStoreKind } from '../../src/store/vector-store.ts';
import { writeGeneration } from '../../src/store/write-generation.ts';
import {
  EMBEDDER,
  exampleDocument,
  exampleDocuments,
  exampleInput,
  exampleVector,
  temporaryFolder,
} from './example-input.ts';

const KINDS: readonly VectorStoreKind[] = (await isHnswAvailable()) ? ['exact', 'hnsw'] : ['exact'];

/** A generation with base, delta and gone rows, whose files are all there. */
async function writeWithDelta(storeKind: VectorStoreKind): Promise<string> {
  const indexDir = temporaryFolder();
  const write = async (documents: ReturnType<typeof exampleDocuments>): Promise<string> => {
    const input = exampleInput(documents, { storeKind });
    const { info } = await writeGeneration(indexDir, input, { verify: checkGeneration });
    return info.id;
  };
  await write(exampleDocuments(40));
  const [, ...others] = exampleDocuments(40);
  return join(indexDir, await write([exampleDocument('stadt/000', ['Das Hallenbad ist geschlossen.']), ...others]));
}

describe.each(KINDS)('a generation with the %s store', (kind) => {
  let original: string;
  beforeAll(async () => {
    original = await writeWithDelta(kind);
  });

  const copy = (): string => {
    const folder = join(temporaryFolder(), basename(original));
    cpSync(original, folder, { recursive: true });
    return folder;
  };

  it('finds in base and delta together, and only rows that are accepted', async () => {
    const generation = await openGeneration(original, EMBEDDER);
    const question = 'Wann ist das Hallenbad oder die Bibliothek geöffnet?';
    const accepts = (row: number): boolean => row % 2 === 0;
    for (const filter of [undefined, accepts]) {
      const rows = [
        generation.searchKeywords(question, 500, filter).map((hit) => hit.row),
        generation.searchVectors(exampleVector(question), 500, filter).map((hit) => hit.row),
      ];
      for (const found of rows) {
        expect(found.length).toBeGreaterThan(10);
        expect(found.every((row) => (filter ?? (() => true))(row))).toBe(true);
        expect(found.some((row) => row < 2)).toBe(false);
      }
    }
    const deltaRow = generation.rowsOf('stadt/000')!.start;
    expect(generation.searchKeywords('Hallenbad', 1)[0]?.row).toBe(deltaRow);
    const [hit] = generation.searchVectors(exampleVector(generation.passageOf(deltaRow).chunk.indexedText), 1);
    expect(hit?.row).toBe(deltaRow);
    expect(hit?.similarity).toBeCloseTo(1, 5);
    generation.free();
  });

  it('calls a word rarer the fewer passages hold its parts', async () => {
    const generation = await openGeneration(original, EMBEDDER);
    const [common, rare, unknown] = ['Straße', 'Hallenbad', 'Xylophon'].map((word) => generation.rarity(word));
    expect(common).toBeLessThan(0.1);
    expect(rare).toBeGreaterThan(1);
    expect(unknown).toBeGreaterThan(rare!);
    expect(generation.rarity('?!')).toBe(0);
    generation.free();
  });

  it('counts the passages that hold a word, in base and delta, and finds words near one that was mistyped', async () => {
    const generation = await openGeneration(original, EMBEDDER);
    expect(['hallenbad', 'geschlossen', 'xylophon'].map((word) => generation.wordFrequency(word))).toEqual([1, 1, 0]);
    expect(generation.wordsNear('halenbad')).toEqual(['hallenbad']);
    expect(generation.wordsNear('hallenbad')).toEqual([]);
    generation.free();
  });

  it('refuses rows that are not there', async () => {
    const generation = await openGeneration(original, EMBEDDER);
    for (const row of [-1, generation.rows, 1.5]) expect(() => generation.passageOf(row)).toThrow(RangeError);
    generation.free();
  });

  it('is refused by name when a byte of any file is flipped', async () => {
    const names = readdirSync(original);
    expect(names).toHaveLength(13);
    for (const name of names) {
      const folder = copy();
      const path = join(folder, name);
      const content = readFileSync(path);
      for (const at of [0, Math.floor(content.length / 2), content.length - 3]) {
        const damaged = Buffer.from(content);
        damaged[at] = damaged[at]! ^ 1;
        writeFileSync(path, damaged);
        await expect(openGeneration(folder, EMBEDDER), `${name} at ${at}`).rejects.toMatchObject({
          code: 'index_corrupt',
          message: expect.stringContaining(path) as string,
        });
      }
    }
  });

  it('is refused by name when any file is cut, longer, missing, or another one', async () => {
    const damages: Record<string, (path: string) => void> = {
      cut: (path) => {
        truncateSync(path, Math.floor(readFileSync(path).length / 2));
      },
      empty: (path) => {
        truncateSync(path, 0);
      },
      longer: (path) => {
        writeFileSync(path, '{', { flag: 'a' });
      },
      missing: (path) => {
        rmSync(path);
      },
      another: (path) => {
        writeFileSync(path, Buffer.alloc(readFileSync(path).length, 'other '));
      },
    };
    for (const name of readdirSync(original)) {
      for (const [damage, apply] of Object.entries(damages)) {
        const folder = copy();
        apply(join(folder, name));
        await expect(openGeneration(folder, EMBEDDER), `${name} ${damage}`).rejects.toMatchObject({
          code: 'index_corrupt',
          message: expect.stringContaining(join(folder, name)) as string,
        });
      }
    }
  });

  it('is refused for another embedder, naming both', async () => {
    for (const expected of [
      { id: 'other@1', dimensions: EMBEDDER.dimensions },
      { id: EMBEDDER.id, dimensions: 32 },
    ]) {
      await expect(openGeneration(original, expected)).rejects.toMatchObject({
        code: 'index_incompatible',
        message: expect.stringMatching(new RegExp(`${EMBEDDER.id}.*${expected.id}`)) as string,
      });
    }
  });

  it.each([2, 4])('is refused in another format: %i', async (version) => {
    const folder = copy();
    const path = join(folder, 'manifest.json');
    const manifest = parseManifest(readFileSync(path, 'utf8'), path);
    writeFileSync(path, formatManifest({ ...manifest, formatVersion: version as 3 }));
    await expect(openGeneration(folder, EMBEDDER)).rejects.toMatchObject({
      code: 'index_incompatible',
      message: expect.stringContaining(`format version ${version}`) as string,
    });
  });

  it('shares its base with an open one, until the last of them is freed', async () => {
    const first = await openGeneration(original, EMBEDDER);
    // With the base in memory its files are not read again: the folder may even lack them.
    const folder = copy();
    rmSync(join(folder, 'base-keywords.bin'));
    const second = await openGeneration(folder, EMBEDDER, { shareWith: first });
    first.free();
    expect(second.searchKeywords('Bibliothek', 3)).toHaveLength(3);
    expect(second.searchVectors(exampleVector('Bibliothek'), 3)).toHaveLength(3);
    second.free();
    await expect(openGeneration(folder, EMBEDDER, { shareWith: second })).rejects.toMatchObject({
      code: 'index_corrupt',
    });
  });
});
