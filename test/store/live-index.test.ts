import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LumiError } from '../../src/errors.ts';
import { activate, rollback, unpin } from '../../src/store/generations.ts';
import { openLiveIndex, type LiveIndex, type LiveIndexOptions } from '../../src/store/live-index.ts';
import { checkGeneration } from '../../src/store/verify-generation.ts';
import { writeGeneration } from '../../src/store/write-generation.ts';
import { EMBEDDER, exampleDocuments, exampleInput, exampleVector, temporaryFolder } from './example-input.ts';

let indexDir: string;
let problems: LumiError[];
let live: LiveIndex;
beforeEach(() => {
  indexDir = temporaryFolder();
  problems = [];
});
afterEach(() => {
  live.close();
});

async function build(documents: number, full = true): Promise<string> {
  const input = exampleInput(exampleDocuments(documents));
  const { info } = await writeGeneration(indexDir, input, { verify: checkGeneration, full });
  await activate(indexDir, info.id);
  return info.id;
}

/** A live index that looks at the pointer only when told. */
async function openHere(changes: Partial<LiveIndexOptions> = {}): Promise<LiveIndex> {
  live = await openLiveIndex({
    indexDir,
    expected: EMBEDDER,
    onProblem: (problem) => problems.push(problem),
    pollMs: 3_600_000,
    ...changes,
  });
  return live;
}

function damage(id: string, name = 'base-documents.jsonl'): () => void {
  const path = join(indexDir, id, name);
  const content = readFileSync(path);
  const damaged = Buffer.from(content);
  damaged[10] = damaged[10]! ^ 1;
  writeFileSync(path, damaged);
  return () => {
    writeFileSync(path, content);
  };
}

describe('at the start', () => {
  it('serves the current generation', async () => {
    const id = await build(2);
    await openHere();
    const lease = live.acquire();
    expect(lease?.generation.info.id).toBe(id);
    expect(live.info()?.documents).toBe(2);
    expect(problems).toEqual([]);
    lease?.release();
  });

  it('waits for the first index', async () => {
    await openHere();
    expect([live.acquire(), live.info(), problems]).toEqual([null, null, []]);
    const id = await build(1);
    await live.refresh();
    expect(live.info()?.id).toBe(id);
  });

  it('serves the last good generation and reports the damaged one', async () => {
    const good = await build(1);
    const bad = await build(2);
    damage(bad);
    await openHere();
    expect(live.info()?.id).toBe(good);
    expect(problems).toMatchObject([{ code: 'index_corrupt', message: expect.stringContaining(bad) as string }]);
  });

  it('serves nothing and reports where no generation is good', async () => {
    damage(await build(1));
    await openHere();
    expect(live.acquire()).toBeNull();
    expect(problems).toHaveLength(1);
  });

  it('serves the newest good generation where the pointer is damaged', async () => {
    const id = await build(1);
    writeFileSync(join(indexDir, 'current'), '');
    await openHere();
    expect(live.info()?.id).toBe(id);
    await live.refresh();
    expect(problems).toMatchObject([{ code: 'index_corrupt' }]);
  });

  it('serves the newest good generation where the pointer is gone, and says so', async () => {
    const id = await build(1);
    rmSync(join(indexDir, 'current'));
    await openHere();
    await live.refresh();
    expect(live.info()?.id).toBe(id);
    expect(problems).toMatchObject([
      { code: 'index_corrupt', message: expect.stringContaining(join(indexDir, 'current')) as string },
    ]);
  });

  it('does not take an older generation for a newer one because its folder has that name', async () => {
    const oldest = await build(1);
    const middle = await build(2);
    const newest = await build(3);
    const aside = join(indexDir, 'aside');
    renameSync(join(indexDir, newest), aside);
    renameSync(join(indexDir, oldest), join(indexDir, newest));
    renameSync(aside, join(indexDir, oldest));
    await openHere();
    expect(live.info()?.id).toBe(middle);
    expect(problems).toMatchObject([
      { code: 'index_corrupt', message: expect.stringContaining(join(indexDir, newest, 'manifest.json')) as string },
    ]);
  });
});

describe('when the pointer moves', () => {
  it('gives new requests the new generation while old ones finish on theirs', async () => {
    const first = await build(1);
    const swaps: string[] = [];
    await openHere({ onSwap: (info) => swaps.push(info.id) });
    const old = live.acquire()!;
    const second = await build(2);
    await live.refresh();
    const young = live.acquire()!;
    expect([old.generation.info.id, young.generation.info.id]).toEqual([first, second]);
    expect(old.generation.searchVectors(exampleVector('Bibliothek'), 5)).not.toEqual([]);
    expect(swaps).toEqual([first, second]);
    old.release();
    young.release();
  });

  it('frees a generation when its last lease ends, and not before', async () => {
    await build(1);
    await openHere();
    const leases = [live.acquire()!, live.acquire()!];
    const free = vi.spyOn(leases[0]!.generation, 'free');
    await build(2);
    await live.refresh();
    leases[0]!.release();
    leases[0]!.release();
    expect(free).not.toHaveBeenCalled();
    leases[1]!.release();
    expect(free).toHaveBeenCalledTimes(1);
  });

  it('frees one that nobody uses at once', async () => {
    await build(1);
    await openHere();
    const lease = live.acquire()!;
    const free = vi.spyOn(lease.generation, 'free');
    lease.release();
    expect(free).not.toHaveBeenCalled();
    await build(2);
    await live.refresh();
    expect(free).toHaveBeenCalledTimes(1);
  });

  it('holds at most two generations: the third waits for the first to be released', async () => {
    await build(1);
    await openHere();
    const old = live.acquire()!;
    const second = await build(2);
    await live.refresh();
    const third = await build(3);
    await live.refresh();
    expect(live.info()?.id).toBe(second);
    old.release();
    await live.refresh();
    expect(live.info()?.id).toBe(third);
  });

  it('keeps the old generation and reports once when the new one is damaged', async () => {
    const first = await build(40);
    await openHere();
    const second = await build(41, false);
    damage(second, 'delta-vectors.exact');
    await live.refresh();
    await live.refresh();
    expect(live.info()?.id).toBe(first);
    expect(problems).toMatchObject([
      { code: 'index_corrupt', message: expect.stringContaining('delta-vectors.exact') as string },
    ]);
    const third = await build(42);
    await live.refresh();
    expect(live.info()?.id).toBe(third);
  });

  it('keeps serving when the pointer is damaged or lost, and reports the damage once', async () => {
    const id = await build(1);
    await openHere();
    const pointer = join(indexDir, 'current');
    renameSync(pointer, join(indexDir, 'elsewhere'));
    await live.refresh();
    writeFileSync(pointer, 'x');
    await live.refresh();
    await live.refresh();
    expect(live.info()?.id).toBe(id);
    expect(problems).toMatchObject([{ code: 'index_corrupt', message: expect.stringContaining(pointer) as string }]);
  });

  it('follows a rollback, and the way forward again, also to one that was refused before', async () => {
    const first = await build(1);
    const second = await build(2);
    const repair = damage(second);
    await openHere();
    await rollback(indexDir);
    await live.refresh();
    expect(live.info()?.id).toBe(first);
    repair();
    await unpin(indexDir);
    await activate(indexDir, second);
    await live.refresh();
    expect(live.info()?.id).toBe(second);
  });

  it('notices by itself', async () => {
    await openHere({ pollMs: 10 });
    const id = await build(1);
    await vi.waitFor(() => {
      expect(live.info()?.id).toBe(id);
    });
  });

  it('answers every request while generations are exchanged, each from one generation', async () => {
    await build(40);
    await openHere({ pollMs: 5 });
    const state = { isBuilding: true };
    const building = (async () => {
      for (let count = 41; count < 47; count += 1) await build(count, false);
      state.isBuilding = false;
    })();
    let asked = 0;
    const seen = new Set<string>();
    while (state.isBuilding) {
      const lease = live.acquire()!;
      const { generation } = lease;
      seen.add(generation.info.id);
      await wait(1);
      const [hit] = generation.searchKeywords('Bibliothek', 1);
      expect(generation.documents.get(generation.passageOf(hit!.row).document.id)).toBeDefined();
      expect(generation.documents.size).toBe(generation.info.documents);
      lease.release();
      asked += 1;
    }
    await building;
    await live.refresh();
    expect(live.info()?.documents).toBe(46);
    expect(seen.size).toBeGreaterThan(1);
    expect(asked).toBeGreaterThan(20);
    expect(problems).toEqual([]);
  });
});

describe('when it is closed', () => {
  it('frees what is in use after the last lease, and opens nothing any more', async () => {
    await build(1);
    await openHere();
    const lease = live.acquire()!;
    const free = vi.spyOn(lease.generation, 'free');
    live.close();
    expect(live.acquire()).toBeNull();
    expect(free).not.toHaveBeenCalled();
    lease.release();
    expect(free).toHaveBeenCalledTimes(1);
    await build(2);
    await live.refresh();
    expect(live.acquire()).toBeNull();
  });
});
