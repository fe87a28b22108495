import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli.ts';

let folder: string;
const written = { stdout: '', stderr: '' };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lumi-add-command-'));
  for (const stream of ['stdout', 'stderr'] as const) {
    written[stream] = '';
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    });
  }
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function write(name: string, frontMatter: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `---\npublisher: Stadt Musterstadt\nlanguage: de\n${frontMatter}\n---\n\nDer Text.\n`);
  return path;
}

const add = (...words: string[]) => main(['corpus', 'add', ...words, '--corpus', join(folder, 'corpus')]);

describe('lumi corpus add', () => {
  it('says of each document what happened, and sums up on stderr', async () => {
    const old = [await write('a.md', 'title: Brücke'), await write('b.md', 'title: Straße')];
    await add(...old);
    await write('b.md', 'title: Straße\ntopics: [Verkehr]');
    written.stdout = '';
    const broken = await write('c.md', 'title: Platz\nvalid_until: morgen');
    const code = await add(...old, broken, await write('d.md', 'title: Weg\nautor: Eva Probe'));

    expect(code).toBe(1);
    expect(written.stdout.trimEnd().split('\n')).toEqual([
      'unchanged stadt-musterstadt/bruecke  Brücke',
      'updated   stadt-musterstadt/strasse  Straße',
      'added     stadt-musterstadt/weg  Weg',
    ]);
    expect(written.stderr).toContain(`error: ${broken}: `);
    expect(written.stderr).toMatch(/^warning: .*d\.md: .*"autor"/m);
    expect(written.stderr).toMatch(/^added 1, updated 1, unchanged 1, failed 1$/m);
  });

  it('prints warnings with the result as JSON too', async () => {
    const path = await write('a.md', 'title: Brücke\nautor: Eva Probe');
    expect(await add(path, '--json')).toBe(0);
    expect(JSON.parse(written.stdout)).toEqual({
      outcomes: [{ id: 'stadt-musterstadt/bruecke', title: 'Brücke', outcome: 'added' }],
      failures: [],
      warnings: [{ path, message: expect.stringContaining('"autor"') as string }],
    });
    expect(written.stderr).toContain('added 1, updated 0, unchanged 0, failed 0');
  });
});
