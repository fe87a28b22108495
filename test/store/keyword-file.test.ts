import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildKeywordIndex } from '../../src/store/build-keyword-index.ts';
import { loadKeywordIndex, saveKeywordIndex } from '../../src/store/keyword-file.ts';
import { weighQuestion } from '../../src/store/keyword-index.ts';
import { temporaryFolder } from './example-input.ts';

const TEXTS = ['Das Rathaus öffnet', 'Die Brücke über den Fluss', '', '日本 und 東京', 'a'];

async function savedIndex(texts: readonly string[] = TEXTS): Promise<string> {
  const path = join(temporaryFolder(), 'keywords.bin');
  await saveKeywordIndex(buildKeywordIndex(texts), path);
  return path;
}

it('answers the same after saving and loading', async () => {
  const built = buildKeywordIndex(TEXTS);
  const loaded = await loadKeywordIndex(await savedIndex());
  expect([loaded.rows, loaded.totalLength]).toEqual([built.rows, built.totalLength]);
  for (const question of ['Rathaus Brücke', '東京', 'a', 'nichts davon']) {
    expect(loaded.search(weighQuestion(question, loaded), 5)).toEqual(built.search(weighQuestion(question, built), 5));
  }
});

it('keeps an empty collection', async () => {
  expect((await loadKeywordIndex(await savedIndex([]))).rows).toBe(0);
});

it('refuses a file that was cut at any place', async () => {
  const path = await savedIndex(['Rathaus', 'Brücke']);
  const whole = readFileSync(path);
  for (let bytes = 0; bytes < whole.length; bytes += 7) {
    writeFileSync(path, whole.subarray(0, bytes));
    await expect(loadKeywordIndex(path)).rejects.toMatchObject({ code: 'index_corrupt' });
  }
});

it('survives any flipped byte: it refuses the file or searches it without a fault', async () => {
  const path = await savedIndex(['Rathaus', 'Brücke']);
  const whole = readFileSync(path);
  for (let at = 0; at < whole.length; at += 1) {
    const damaged = Buffer.from(whole);
    damaged[at] = damaged[at]! ^ 0xff;
    writeFileSync(path, damaged);
    const outcome = await loadKeywordIndex(path).then(
      (index) => index.search(weighQuestion('Rathaus Brücke', index), 5).length,
      (error: unknown) => (error as { code: string }).code,
    );
    expect([0, 1, 2, 'index_corrupt', 'index_incompatible']).toContain(outcome);
  }
});

it('refuses a foreign file and a later version by name', async () => {
  const path = await savedIndex();
  const later = readFileSync(path);
  later.writeUInt32LE(9, 8);
  writeFileSync(path, later);
  await expect(loadKeywordIndex(path)).rejects.toMatchObject({ code: 'index_incompatible' });
  writeFileSync(path, 'a file of something else, of some length at least');
  await expect(loadKeywordIndex(path)).rejects.toMatchObject({
    code: 'index_corrupt',
    message: expect.stringContaining(path) as string,
  });
});
