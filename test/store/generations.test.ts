import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  activate,
  collectGenerations,
  listGenerations,
  readCurrent,
  rollback,
  unpin,
} from '../../src/store/generations.ts';
import { openCurrent } from '../../src/store/open-current.ts';
import { checkGeneration } from '../../src/store/verify-generation.ts';
import { writeGeneration } from '../../src/store/write-generation.ts';
import { EMBEDDER, exampleDocuments, exampleInput, temporaryFolder } from './example-input.ts';

let indexDir: string;
beforeEach(() => {
  indexDir = temporaryFolder();
});

/** Writes a generation with so many documents, full so that each has files of its own, and activates it. */
async function build(documents: number): Promise<string> {
  const input = exampleInput(exampleDocuments(documents));
  const { info } = await writeGeneration(indexDir, input, { verify: checkGeneration, full: true });
  await activate(indexDir, info.id);
  return info.id;
}

function damage(id: string, name = 'base-documents.jsonl'): string {
  const path = join(indexDir, id, name);
  const content = readFileSync(path);
  content[10] = content[10]! ^ 1;
  writeFileSync(path, content);
  return path;
}

describe('the pointer', () => {
  it('is missing before the first build', async () => {
    expect(await readCurrent(indexDir)).toBeNull();
    expect(await readCurrent(join(indexDir, 'nothing'))).toBeNull();
    expect(await listGenerations(join(indexDir, 'nothing'))).toEqual([]);
  });

  it('names the generation that was activated last', async () => {
    await build(1);
    const second = await build(2);
    expect(await readCurrent(indexDir)).toMatchObject({ generation: second, pinned: false });
  });

  it('is named where it cannot be replaced', async () => {
    const first = await build(1);
    await build(2);
    rmSync(join(indexDir, 'current'));
    mkdirSync(join(indexDir, 'current', 'x'), { recursive: true });
    await expect(rollback(indexDir, first)).rejects.toMatchObject({
      code: 'index_build_failed',
      message: expect.stringContaining(join(indexDir, 'current')) as string,
    });
  });

  it('cannot name a generation that is not there', async () => {
    await expect(activate(indexDir, '../../etc')).rejects.toMatchObject({ code: 'index_missing' });
    await expect(rollback(indexDir, '20260101T120000000Z-0a1b')).rejects.toMatchObject({ code: 'index_missing' });
  });

  it.each(['', '{', '{"generation":"../../etc","pinned":false,"activatedAt":"2026-01-01T00:00:00Z"}'])(
    'is refused when it holds %j, and replaced by the next activation',
    async (text) => {
      const id = await build(1);
      writeFileSync(join(indexDir, 'current'), text);
      await expect(readCurrent(indexDir)).rejects.toMatchObject({
        code: 'index_corrupt',
        message: expect.stringContaining(join(indexDir, 'current')) as string,
      });
      await activate(indexDir, id);
      expect(await readCurrent(indexDir)).toMatchObject({ generation: id });
    },
  );
});

describe('a rollback', () => {
  it('goes one generation back and pins it against later builds, until it is unpinned', async () => {
    const first = await build(1);
    await build(2);
    expect(await rollback(indexDir)).toMatchObject({ generation: first, pinned: true });
    const third = await build(3);
    expect(await readCurrent(indexDir)).toMatchObject({ generation: first, pinned: true });
    expect(await activate(indexDir, third)).toBe('pinned');
    expect(await unpin(indexDir)).toMatchObject({ generation: first, pinned: false });
    expect(await activate(indexDir, third)).toBe('activated');
    expect(await readCurrent(indexDir)).toMatchObject({ generation: third, pinned: false });
  });

  it('goes to the one that is named', async () => {
    const first = await build(1);
    await build(2);
    await build(3);
    expect((await rollback(indexDir, first)).generation).toBe(first);
  });

  it('passes over one that is visibly damaged', async () => {
    const first = await build(1);
    const second = await build(2);
    await build(3);
    truncateSync(join(indexDir, second, 'base-keywords.bin'), 5);
    expect((await rollback(indexDir)).generation).toBe(first);
  });

  it('is refused where there is nothing to go back to', async () => {
    await build(1);
    await expect(rollback(indexDir)).rejects.toMatchObject({ code: 'index_missing' });
    await expect(unpin(temporaryFolder())).rejects.toMatchObject({ code: 'index_missing' });
  });
});

describe('the list', () => {
  it('shows the newest first, which is current, and what is visibly wrong', async () => {
    const first = await build(1);
    const second = await build(2);
    const third = await build(3);
    truncateSync(join(indexDir, first, 'base-keywords.bin'), 5);
    writeFileSync(join(indexDir, second, 'manifest.json'), '{}');
    expect(await listGenerations(indexDir)).toMatchObject([
      { id: third, current: true, pinned: false, problem: null, info: { documents: 3 } },
      { id: second, current: false, problem: expect.stringContaining('manifest.json') as string, info: null },
      { id: first, current: false, problem: expect.stringContaining('base-keywords.bin has 5 bytes') as string },
    ]);
  });
});

describe('collecting', () => {
  it('keeps the newest, the current one and protected ones', async () => {
    const ids = [await build(1), await build(2), await build(3), await build(4), await build(5)];
    await rollback(indexDir, ids[0]);
    const removed = await collectGenerations(indexDir, { keep: 2, protect: [ids[1]!] });
    expect(removed).toEqual([ids[2]]);
    expect((await listGenerations(indexDir)).map(({ id }) => id)).toEqual([ids[4], ids[3], ids[1], ids[0]]);
  });

  it('keeps three where nothing is said', async () => {
    const ids = [await build(1), await build(2), await build(3), await build(4)];
    expect(await collectGenerations(indexDir)).toEqual([ids[0]]);
    expect(readdirSync(indexDir).sort()).toEqual([...ids.slice(1), 'current'].sort());
  });
});

it('removes what a crash left at the next build, and nothing else', async () => {
  for (const name of ['.building-x', '.removed-x', 'notes']) {
    mkdirSync(join(indexDir, name));
    writeFileSync(join(indexDir, name, 'file'), '');
  }
  writeFileSync(join(indexDir, '.current.1.2'), '');
  const id = await build(1);
  expect(readdirSync(indexDir).sort()).toEqual([id, 'current', 'notes'].sort());
});

describe('opening the current generation', () => {
  it('gives the pointed one', async () => {
    await build(1);
    const second = await build(2);
    const { generation, problems } = await openCurrent(indexDir, EMBEDDER);
    expect([generation.info.id, problems]).toEqual([second, []]);
  });

  it('falls back to the newest good one before it, names the damaged files and keeps them', async () => {
    const first = await build(1);
    const damaged = [damage(await build(2), 'base-keywords.bin'), damage(await build(3))];
    const { generation, problems } = await openCurrent(indexDir, EMBEDDER);
    expect(generation.info.id).toBe(first);
    expect(problems.map((problem) => problem.code)).toEqual(['index_corrupt', 'index_corrupt']);
    expect(problems[0]?.message).toMatch(/SHA-256 is [0-9a-f]{64}, expected [0-9a-f]{64}/);
    expect(problems[0]?.message).toContain(damaged[1]);
    expect(problems[1]?.message).toContain(damaged[0]);
    expect(damaged.every((path) => existsSync(path))).toBe(true);
    expect((await readCurrent(indexDir))?.generation).not.toBe(first);
  });

  it('does not fall forward to one that a rollback left', async () => {
    const first = await build(1);
    await build(2);
    await rollback(indexDir);
    const path = damage(first);
    await expect(openCurrent(indexDir, EMBEDDER)).rejects.toMatchObject({
      code: 'index_corrupt',
      message: expect.stringContaining(path) as string,
    });
  });

  it('uses the newest good one where the pointer is damaged', async () => {
    await build(1);
    const second = await build(2);
    writeFileSync(join(indexDir, 'current'), 'x');
    const { generation, problems } = await openCurrent(indexDir, EMBEDDER);
    expect(generation.info.id).toBe(second);
    expect(problems).toMatchObject([{ code: 'index_corrupt' }]);
  });

  it('says when there is none, and when none fits the embedder', async () => {
    await expect(openCurrent(indexDir, EMBEDDER)).rejects.toMatchObject({ code: 'index_missing' });
    await build(1);
    await expect(openCurrent(indexDir, { id: 'other', dimensions: 16 })).rejects.toMatchObject({
      code: 'index_incompatible',
    });
  });
});
