import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitOf } from '../../eval/commit.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lumi-commit-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const git = (...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@lumi.example', ...words], {
    cwd: folder,
    encoding: 'utf8',
  }).trim();

describe('commitOf', () => {
  it('is null outside a checkout, the commit in one, and marked where tracked files were changed', async () => {
    expect(await commitOf(folder)).toBeNull();
    git('init', '--quiet');
    writeFileSync(join(folder, 'a.txt'), 'eins');
    git('add', 'a.txt');
    git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '-m', 'First');
    const commit = git('rev-parse', '--short', 'HEAD');
    expect(await commitOf(folder)).toBe(commit);
    writeFileSync(join(folder, 'b.txt'), 'not tracked');
    expect(await commitOf(folder)).toBe(commit);
    writeFileSync(join(folder, 'a.txt'), 'zwei');
    expect(await commitOf(folder)).toBe(`${commit}-dirty`);
  });
});
