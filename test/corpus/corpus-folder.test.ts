import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  corpusDigest,
  findDocumentPath,
  readCorpus,
  removeDocument,
  writeDocument,
} from '../../src/corpus/corpus-folder.ts';
import { printDocumentFile } from '../../src/corpus/document-file.ts';
import { isLumiError } from '../../src/errors.ts';
import { sampleDocument, sampleMetadata } from '../support/sample-document.ts';

const FILE = printDocumentFile(sampleMetadata(), 'Von 8 bis 12 Uhr.');
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lumi-corpus-'));
});
afterEach(async () => {
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

  it('leaves nothing behind where writing fails', async () => {
    await mkdir(join(dir, 'stadt/a.md'), { recursive: true });
    expect(await codeOf(writeDocument(dir, 'stadt/a', 'x'))).toBe('corpus_invalid');
    expect(await readdir(join(dir, 'stadt'))).toEqual(['a.md']);
  });
});
