import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildWordList } from '../../src/store/word-list.ts';
import { loadWordList, saveWordList } from '../../src/store/word-list-file.ts';
import { temporaryFolder } from './example-input.ts';

const ROWS = [['das', 'rathaus', 'oeffnet'], ['das', '東京'], [], ['a']];

async function savedList(rows: readonly (readonly string[])[] = ROWS): Promise<string> {
  const path = join(temporaryFolder(), 'words.bin');
  await saveWordList(buildWordList(rows), path);
  return path;
}

it('knows the same after saving and loading', async () => {
  const list = await loadWordList(await savedList());
  expect(['das', 'rathaus', '東京', 'a', 'bruecke'].map((word) => list.frequencyOf(word))).toEqual([2, 1, 1, 1, 0]);
  expect(list.wordsNear('rathuas')).toEqual(['rathaus']);
});

it('keeps a list without a word', async () => {
  expect((await loadWordList(await savedList([]))).frequencyOf('das')).toBe(0);
});

it('refuses a file that was cut at any place', async () => {
  const path = await savedList();
  const whole = readFileSync(path);
  for (let bytes = 0; bytes < whole.length; bytes += 1) {
    writeFileSync(path, whole.subarray(0, bytes));
    await expect(loadWordList(path)).rejects.toMatchObject({ code: 'index_corrupt' });
  }
});

it('survives any flipped byte: it refuses the file or looks up without a fault', async () => {
  const path = await savedList();
  const whole = readFileSync(path);
  for (let at = 0; at < whole.length; at += 1) {
    const damaged = Buffer.from(whole);
    damaged[at] = damaged[at]! ^ 0xff;
    writeFileSync(path, damaged);
    const outcome = await loadWordList(path).then(
      (list) => typeof list.frequencyOf('rathaus') === 'number' && Array.isArray(list.wordsNear('rathuas')),
      (error: unknown) => (error as { code: string }).code,
    );
    expect([true, 'index_corrupt', 'index_incompatible']).toContain(outcome);
  }
});

it('refuses a foreign file and a later version by name', async () => {
  const path = await savedList();
  const later = readFileSync(path);
  later.writeUInt32LE(9, 8);
  writeFileSync(path, later);
  await expect(loadWordList(path)).rejects.toMatchObject({ code: 'index_incompatible' });
  writeFileSync(path, 'a file of something else, of some length');
  await expect(loadWordList(path)).rejects.toMatchObject({
    code: 'index_corrupt',
    message: expect.stringContaining(path) as string,
  });
});
