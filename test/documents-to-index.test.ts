import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Config } from '../src/config.ts';
import type * as DocumentFile from '../src/corpus/document-file.ts';
import { readDocumentsToIndex } from '../src/documents-to-index.ts';
import { openDocumentMemory, type DocumentMemory } from '../src/store/document-memory.ts';
import { SAMPLE_DOCUMENTS, writeDocument, writeSampleCorpus } from './support/sample-chatbot.ts';

/** Ids of the files that were parsed. */
const parsed = vi.hoisted((): string[] => []);
vi.mock('../src/corpus/document-file.ts', async (importOriginal) => {
  const original = await importOriginal<typeof DocumentFile>();
  const parseDocumentFile: typeof original.parseDocumentFile = (file) => {
    parsed.push(file.id);
    return original.parseDocumentFile(file);
  };
  return { ...original, parseDocumentFile };
});

let config: Config;
let memory: DocumentMemory;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ config, remove } = await writeSampleCorpus({ documents: SAMPLE_DOCUMENTS.slice(0, 4) }));
  memory = openDocumentMemory(join(config.dataDir, 'cache', 'documents.db'), { onWarning: expect.unreachable });
});
afterEach(async () => {
  memory.close();
  await remove();
});

/** What a build gets, without how it gets the rest. */
async function read(isAnew = false, chunking = config.chunking) {
  parsed.length = 0;
  const { documents, problems } = await readDocumentsToIndex({ ...config, chunking }, memory, isAnew);
  const parsedIds = [...parsed];
  return { parsedIds, problems, documents: documents.map((entry) => ({ ...entry, read: entry.read() })) };
}

describe('readDocumentsToIndex', () => {
  it('parses every file once, and afterwards gives the same without parsing', async () => {
    const first = await read();
    expect(first.parsedIds).toHaveLength(4);
    parsed.length = 0;
    const { documents } = await readDocumentsToIndex(config, memory, false);
    expect(parsed).toEqual([]);
    expect(documents.map((entry) => ({ ...entry, read: entry.read() }))).toEqual(first.documents);
  });

  it('parses what changed, what is new, and forgets what is gone', async () => {
    await read();
    const path = join(config.corpusDir, 'musterstadt/freibad.md');
    await writeFile(path, `${await readFile(path, 'utf8')}\n\nHunde dürfen nicht hinein.\n`);
    await writeDocument(config.corpusDir, { id: 'musterstadt/zoo', title: 'Tierpark', markdown: 'Er ist groß.' });
    await rm(join(config.corpusDir, 'musterstadt/bruecke.md'));
    const { documents } = await readDocumentsToIndex(config, memory, false);
    expect(parsed.splice(0).slice(-2)).toEqual(['musterstadt/freibad', 'musterstadt/zoo']);
    const incremental = documents.map((entry) => ({ ...entry, read: entry.read() }));
    expect(incremental).toEqual((await read(true)).documents);
    expect(incremental.map(({ id }) => id)).not.toContain('musterstadt/bruecke');
  });

  it('parses everything again when it is to, and when documents are cut differently', async () => {
    await read();
    expect((await read(true)).parsedIds).toHaveLength(4);
    const shorter = await read(false, { charsTarget: 120, charsMax: 200 });
    expect(shorter.parsedIds).toHaveLength(4);
    expect(shorter.documents[0]!.rows).toBeGreaterThan(1);
  });

  it('repeats the warnings of files that it does not parse, and looks at references anew', async () => {
    const path = join(config.corpusDir, 'musterstadt/freibad.md');
    const supersedes = 'supersedes: [musterstadt/bruecke]\nfarbe: blau\n';
    await writeFile(path, (await readFile(path, 'utf8')).replace('title:', `${supersedes}title:`));
    const first = await read();
    expect(first.problems).toMatchObject([
      { path: 'musterstadt/freibad.md', severity: 'warning', message: expect.stringContaining('farbe') as string },
    ]);
    await rm(join(config.corpusDir, 'musterstadt/bruecke.md'));
    const second = await readDocumentsToIndex(config, memory, false);
    expect(second.problems.map(({ message }) => /farbe|supersedes/.exec(message)?.[0])).toEqual([
      'farbe',
      'supersedes',
    ]);
  });

  it('names a file that cannot be read as a document at every build', async () => {
    await writeFile(join(config.corpusDir, 'musterstadt/kaputt.md'), 'Kein Vorspann.');
    for (let build = 0; build < 2; build += 1) {
      const { documents, problems } = await readDocumentsToIndex(config, memory, false);
      expect(documents).toHaveLength(4);
      expect(problems).toMatchObject([{ path: 'musterstadt/kaputt.md', severity: 'error' }]);
    }
  });
});
