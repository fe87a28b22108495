import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  corpusDigest,
  findDocumentPath,
  readCorpus,
  removeDocument,
  removeUnfinished,
  writeDocument,
} from '../../src/corpus/corpus-folder.ts';
import { printDocumentFile } from '../../src/corpus/document-file.ts';
import { isLumiError } from '../../src/errors.ts';
import { sampleDocument, sampleMetadata } from '../support/sample-document.ts';

/** The call that the disk refuses while it is set, for paths that end so. */
const broken = vi.hoisted(() => ({ call: '', ending: '' }));
type Calls = Record<string, (path: unknown, ...rest: unknown[]) => unknown>;
const withFaults = vi.hoisted(() => (original: Calls, calls: readonly string[]): Calls => {
  const withFault =
    (call: string) =>
    (path: unknown, ...rest: unknown[]) => {
      if (broken.call !== call || !String(path).endsWith(broken.ending)) return original[call]!(path, ...rest);
      throw Object.assign(new Error(`EIO: i/o error, ${call}`), { code: 'EIO', syscall: call });
    };
  return { ...original, ...Object.fromEntries(calls.map((call) => [call, withFault(call)])) };
});
vi.mock('node:fs', async (importOriginal) => withFaults(await importOriginal<Calls>(), ['readFileSync', 'statSync']));
vi.mock('node:fs/promises', async (importOriginal) =>
  withFaults(await importOriginal<Calls>(), ['lstat', 'open', 'readdir', 'rm', 'stat']),
);
const breakDisk = (call: string, ending: string) => Object.assign(broken, { call, ending });

const FILE = printDocumentFile(sampleMetadata(), 'Von 8 bis 12 Uhr.');
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lumi-corpus-'));
});
afterEach(async () => {
  breakDisk('', '');
  await rm(dir, { recursive: true });
});

async function put(path: string, content: string | Uint8Array = FILE): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), content);
}
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (isLumiError(error) ? error.code : error),
  );

describe('readCorpus', () => {
  it('reads the documents of all publishers, sorted by id', async () => {
    for (const id of ['stadt-b/z', 'stadt-b/a', 'stadt-a/m']) await put(`${id}.md`);
    const { documents, problems } = await readCorpus(dir);
    expect(documents.map(({ id }) => id)).toEqual(['stadt-a/m', 'stadt-b/a', 'stadt-b/z']);
    expect(documents[0]).toEqual(sampleDocument('Von 8 bis 12 Uhr.', { id: 'stadt-a/m' }));
    expect(problems).toEqual([]);
  });

  it('reads more documents than it opens at once', async () => {
    for (let at = 0; at < 70; at += 1) await put(`stadt/text-${at}.md`);
    expect((await readCorpus(dir)).documents).toHaveLength(70);
  });

  it('passes over corrections and names that begin with a dot', async () => {
    for (const path of ['corrections/a.yaml', 'corrections/b.md', '.git/config.md', 'stadt/.DS_Store', '.gitkeep'])
      await put(path);
    expect(await readCorpus(dir)).toEqual({ documents: [], problems: [] });
  });

  it.each([
    ['README.md', 'error', /folder of their publisher/],
    ['notes.txt', 'warning', /neither/],
    ['Stadt Ä/a.md', 'error', /letters a to z/],
    ['stadt/Über uns.md', 'error', /letters a to z/],
    ['stadt/notes.txt', 'warning', /\.md/],
    ['stadt/2023/a.md', 'error', /Folders within/],
  ])('names %s and reads the rest', async (path, severity, message) => {
    await put('stadt/gut.md');
    await put(path);
    const { documents, problems } = await readCorpus(dir);
    expect(documents.map(({ id }) => id)).toEqual(['stadt/gut']);
    expect(problems).toEqual([
      {
        path: expect.stringContaining(
          path
            .split('/')
            .slice(0, 2)
            .join('/')
            .replace(/\/a\.md$/, ''),
        ) as string,
        severity,
        message: expect.stringMatching(message) as string,
      },
    ]);
  });

  it.each([
    ['is no UTF-8', Buffer.from(`${FILE}Stra\xDFe`, 'latin1'), /UTF-8/],
    ['is too large', `${FILE}${'Wort '.repeat(1_000_001)}`, /bytes/],
    ['has no front matter', 'Nur Text.', /front matter/],
    ['is empty', '', /front matter/],
    ['has no status', FILE.replace('status: live\n', ''), /status/],
  ])('names a file that %s and reads the rest', async (_name, content, message) => {
    await put('stadt/gut.md');
    await put('stadt/schlecht.md', content);
    const { documents, problems } = await readCorpus(dir);
    expect(documents.map(({ id }) => id)).toEqual(['stadt/gut']);
    expect(problems).toEqual([
      { path: 'stadt/schlecht.md', severity: 'error', message: expect.stringMatching(message) as string },
    ]);
  });

  it('does not follow symbolic links', async () => {
    await put('stadt/gut.md');
    await symlink(join(dir, 'stadt/gut.md'), join(dir, 'stadt/link.md'));
    await symlink(join(dir, 'stadt'), join(dir, 'land'));
    const { documents, problems } = await readCorpus(dir);
    expect(documents.map(({ id }) => id)).toEqual(['stadt/gut']);
    expect(problems.map(({ path, severity }) => [path, severity])).toEqual([
      ['land', 'error'],
      ['stadt/link.md', 'error'],
    ]);
  });

  it('warns of a superseded document that does not exist', async () => {
    await put('stadt/alt.md');
    await put(
      'stadt/neu.md',
      printDocumentFile(sampleMetadata({ supersedes: ['stadt/alt', 'stadt/weg', 'stadt/neu'] }), 'Text.'),
    );
    const { documents, problems } = await readCorpus(dir);
    expect(documents).toHaveLength(2);
    expect(problems.map(({ path, severity, message }) => [path, severity, /stadt\/\w+/.exec(message)?.[0]])).toEqual([
      ['stadt/neu.md', 'warning', 'stadt/weg'],
      ['stadt/neu.md', 'warning', 'stadt/neu'],
    ]);
  });

  it.each([
    ['readFileSync', 'stadt/a.md'],
    ['statSync', 'stadt/a.md'],
    ['readdir', 'stadt'],
  ])('fails where the disk does (%s), instead of going on without documents', async (call, ending) => {
    await put('stadt/a.md');
    await put('land/b.md');
    breakDisk(call, ending);
    await expect(readCorpus(dir)).rejects.toMatchObject({
      code: 'corpus_invalid',
      message: expect.stringContaining(join(dir, ending)) as string,
    });
  });

  it('fails where there is no such folder', async () => {
    expect(await codeOf(readCorpus(join(dir, 'none')))).toBe('corpus_invalid');
  });
});

describe('corpusDigest', () => {
  const [a, b] = [sampleDocument('A.', { id: 'stadt/a' }), sampleDocument('B.', { id: 'stadt/b' })] as const;

  it('does not depend on the order of the documents', () => {
    expect(corpusDigest([a, b])).toBe(corpusDigest([b, a]));
  });

  it('changes with a document, and with one more or less', () => {
    const digests = [[a, b], [a], [], [a, sampleDocument('C.', { id: 'stadt/b' })]].map(corpusDigest);
    expect(new Set(digests).size).toBe(digests.length);
  });
});

describe('writeDocument, findDocumentPath and removeDocument', () => {
  it('writes a new document, replaces it and leaves no other file', async () => {
    await writeDocument(dir, 'stadt/neu', 'eins');
    await writeDocument(dir, 'stadt/neu', 'zwei');
    expect(await readFile(await findDocumentPath(dir, 'stadt/neu'), 'utf8')).toBe('zwei');
    expect(await readdir(join(dir, 'stadt'))).toEqual(['neu.md']);
  });

  it('removes the document and the folder that it leaves empty', async () => {
    await writeDocument(dir, 'stadt/a', 'a');
    await writeDocument(dir, 'stadt/b', 'b');
    await removeDocument(dir, 'stadt/a');
    expect(await readdir(join(dir, 'stadt'))).toEqual(['b.md']);
    await removeDocument(dir, 'stadt/b');
    expect(await readdir(dir)).toEqual([]);
  });

  it('finds and removes existing documents only', async () => {
    expect(await codeOf(findDocumentPath(dir, 'stadt/weg'))).toBe('document_not_found');
    expect(await codeOf(removeDocument(dir, 'stadt/weg'))).toBe('document_not_found');
  });

  it.each(['../weg', 'a/../../weg', '/etc/passwd', 'a/b/c', 'a', '', 'a/b\0', 'corrections/a', 'A/b'])(
    'refuses the id %j',
    async (id) => {
      expect(await codeOf(findDocumentPath(dir, id))).toBe('document_id_invalid');
      expect(await codeOf(writeDocument(dir, id, 'x'))).toBe('document_id_invalid');
      expect(await codeOf(removeDocument(dir, id))).toBe('document_id_invalid');
      expect(await readdir(dir)).toEqual([]);
    },
  );

  it('does not write through a symbolic link', async () => {
    await mkdir(join(dir, 'echt'));
    await symlink(join(dir, 'echt'), join(dir, 'link'));
    expect(await codeOf(writeDocument(dir, 'link/a', 'x'))).toBe('corpus_invalid');
    expect(await readdir(join(dir, 'echt'))).toEqual([]);
  });

  it('does not take a document for missing where the disk fails', async () => {
    await writeDocument(dir, 'stadt/a', 'a');
    breakDisk('lstat', 'a.md');
    expect(await codeOf(findDocumentPath(dir, 'stadt/a'))).toBe('corpus_invalid');
  });

  it('names a document that cannot be removed', async () => {
    await writeDocument(dir, 'stadt/a', 'a');
    breakDisk('rm', 'a.md');
    await expect(removeDocument(dir, 'stadt/a')).rejects.toMatchObject({
      code: 'corpus_invalid',
      message: expect.stringContaining('stadt/a cannot be removed') as string,
    });
  });

  it('has the folder of a new publisher on the disk before it says that the document is written', async () => {
    breakDisk('open', dir);
    expect(await codeOf(writeDocument(dir, 'stadt/a', 'a'))).toBe('corpus_invalid');
    breakDisk('', '');
    await writeDocument(dir, 'stadt/a', 'a');
    breakDisk('open', dir);
    expect(await codeOf(writeDocument(dir, 'stadt/b', 'b'))).toBe('no error');
  });

  it('removes unfinished writes once nobody can be at them any more', async () => {
    const names = [
      '.0b9d3c5a-5e21-4c1e-9d0f-6f1f3f0f3a11.tmp',
      '.1b9d3c5a-5e21-4c1e-9d0f-6f1f3f0f3a11.tmp',
      '.htaccess',
    ];
    for (const name of names) await put(`stadt/${name}`);
    const twoHoursAgo = Date.now() / 1000 - 7_200;
    for (const name of [names[0]!, names[2]!]) await utimes(join(dir, 'stadt', name), twoHoursAgo, twoHoursAgo);
    await removeUnfinished(dir);
    expect((await readdir(join(dir, 'stadt'))).sort()).toEqual(names.slice(1));
  });

  it('leaves nothing behind where writing fails', async () => {
    await mkdir(join(dir, 'stadt/a.md'), { recursive: true });
    expect(await codeOf(writeDocument(dir, 'stadt/a', 'x'))).toBe('corpus_invalid');
    expect(await readdir(join(dir, 'stadt'))).toEqual(['a.md']);
  });
});
