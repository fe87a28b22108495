import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LumiError } from '../../src/errors.ts';
import { words } from '../../src/language/tokens.ts';
import { openGeneration, type IndexGeneration } from '../../src/store/open-generation.ts';
import type { ChunkedDocument } from '../../src/store/segment-documents.ts';
import { checkGeneration } from '../../src/store/verify-generation.ts';
import { writeGeneration, type WriteOutcome } from '../../src/store/write-generation.ts';
import type { Chunk } from '../../src/types.ts';
import {
  EMBEDDER,
  exampleDocument,
  exampleDocuments,
  exampleInput,
  exampleVector,
  temporaryFolder,
} from './example-input.ts';

// Checked in this process, which is the same check without the start of another one; `verify-generation.test.ts` has that.
const HERE = { verify: checkGeneration };

async function write(
  indexDir: string,
  documents: readonly ChunkedDocument[],
  changes: Parameters<typeof exampleInput>[1] = {},
): Promise<WriteOutcome> {
  return await writeGeneration(indexDir, exampleInput(documents, changes), HERE);
}

async function open(indexDir: string, outcome: WriteOutcome): Promise<IndexGeneration> {
  return await openGeneration(join(indexDir, outcome.info.id), EMBEDDER);
}

const wordsOf = ({ indexedText }: Chunk) => words(indexedText);

describe('a first generation', () => {
  it('holds every document with its chunks as they were given', async () => {
    const indexDir = temporaryFolder();
    const documents = exampleDocuments(5);
    const outcome = await write(indexDir, [...documents].reverse());
    expect(outcome).toMatchObject({ status: 'full', info: { documents: 5, baseRows: 14, deltaRows: 0, goneRows: 0 } });
    const generation = await open(indexDir, outcome);
    expect([...generation.documents.values()]).toEqual(documents.map((entry) => entry.document));
    const passages = Array.from({ length: generation.rows }, (_, row) => generation.passageOf(row));
    expect(passages.map(({ chunk }) => chunk)).toEqual(documents.flatMap((entry) => entry.chunks));
    expect(passages.map(({ document }) => document.id)).toEqual(passages.map(({ chunk }) => chunk.documentId));
    expect(generation.rowsOf('stadt/001')).toEqual({ start: 2, end: 5 });
    expect(generation.rowsOf('stadt/999')).toBeNull();
  });

  it('keeps an indexed text that does not end in the text of its chunk', async () => {
    const indexDir = temporaryFolder();
    const { document, chunks } = exampleDocument('stadt/a', ['Das Rathaus öffnet.']);
    const entry = { document, chunks: chunks.map((chunk) => ({ ...chunk, indexedText: 'Ganz anders: Rathaus' })) };
    const generation = await open(indexDir, await write(indexDir, [entry]));
    expect(generation.passageOf(0).chunk).toEqual(entry.chunks[0]);
  });

  it('can be of an empty corpus, and of documents without a word', async () => {
    const indexDir = temporaryFolder();
    const empty = await open(indexDir, await write(indexDir, []));
    expect([empty.rows, empty.searchKeywords('Rathaus', 5), empty.searchVectors(exampleVector('Rathaus'), 5)]).toEqual([
      0,
      [],
      [],
    ]);
    const wordless = await open(
      indexDir,
      await write(indexDir, [exampleDocument('stadt/a', ['…']), exampleDocument('stadt/b', [])]),
    );
    expect(wordless.documents.size).toBe(2);
  });

  it('names the newest day of publication, whatever its precision', async () => {
    const dates = [
      { date: '2023-02', precision: 'month' as const },
      { date: '2023-02-10', precision: 'day' as const },
      { date: '2022', precision: 'year' as const },
    ];
    const documents = dates.map((publishedOn, at) => exampleDocument(`stadt/${at}`, ['Text'], { publishedOn }));
    expect((await write(temporaryFolder(), documents)).info.newestPublishedOn).toEqual(dates[0]);
    expect((await write(temporaryFolder(), [])).info.newestPublishedOn).toBeNull();
  });

  it('refuses two documents of one id', async () => {
    const twice = [exampleDocument('stadt/a', ['eins']), exampleDocument('stadt/a', ['zwei'])];
    await expect(write(temporaryFolder(), twice)).rejects.toMatchObject({ code: 'index_build_failed' });
  });

  it('refuses vectors that do not fit the chunks', async () => {
    const vectorsFor = (): Promise<Float32Array[]> => Promise.resolve([]);
    await expect(write(temporaryFolder(), exampleDocuments(1), { vectorsFor })).rejects.toMatchObject({
      code: 'index_build_failed',
    });
  });
});

describe('a later generation', () => {
  it('is not written where nothing changed', async () => {
    const indexDir = temporaryFolder();
    const first = await write(indexDir, exampleDocuments(5));
    const second = await write(indexDir, exampleDocuments(5));
    expect(second).toEqual({ status: 'unchanged', info: first.info });
    expect(readdirSync(indexDir)).toEqual([first.info.id]);
  });

  it('is a delta where one document of many changed, and asks only for its vectors', async () => {
    const indexDir = temporaryFolder();
    const documents = exampleDocuments(40);
    await write(indexDir, documents);
    const changed = exampleDocument('stadt/007', ['Das Hallenbad bleibt geschlossen.']);
    const asked: string[] = [];
    const outcome = await write(
      indexDir,
      documents.map((entry) => (entry.document.id === 'stadt/007' ? changed : entry)),
      {
        vectorsFor: (chunks) => {
          asked.push(...chunks.map((chunk) => chunk.documentId));
          return Promise.resolve(chunks.map((chunk) => exampleVector(chunk.indexedText)));
        },
      },
    );
    expect(outcome).toMatchObject({ status: 'delta', info: { documents: 40, deltaRows: 1, goneRows: 3 } });
    expect(asked).toEqual(['stadt/007']);
    const generation = await open(indexDir, outcome);
    const [hit] = generation.searchKeywords('Hallenbad', 1);
    expect(generation.passageOf(hit!.row).chunk).toEqual(changed.chunks[0]);
    expect(generation.documents.get('stadt/007')).toEqual(changed.document);
  });

  it('finds nothing of what is gone', async () => {
    const indexDir = temporaryFolder();
    const secret = exampleDocument('stadt/geheim', ['Quittenmarmelade Quittenmarmelade']);
    await write(indexDir, [...exampleDocuments(40), secret]);
    const outcome = await write(indexDir, exampleDocuments(40));
    expect(outcome).toMatchObject({ status: 'delta', info: { documents: 40, deltaRows: 0, goneRows: 1 } });
    const generation = await open(indexDir, outcome);
    expect(generation.documents.has('stadt/geheim')).toBe(false);
    const goneRow = generation.rows - 1;
    expect(generation.passageOf(goneRow).document.id).toBe('stadt/geheim');
    expect(generation.searchKeywords('Quittenmarmelade', 500).map((hit) => hit.row)).not.toContain(goneRow);
    expect(generation.wordFrequency('quittenmarmelade')).toBe(0);
    expect(generation.wordsNear('quittenmarmelad')).toEqual([]);
    expect(
      generation.searchVectors(exampleVector(secret.chunks[0]!.indexedText), 500).map((hit) => hit.row),
    ).not.toContain(goneRow);
  });

  it('holds a changed date or status although no text changed', async () => {
    const indexDir = temporaryFolder();
    const documents = exampleDocuments(40);
    await write(indexDir, documents);
    const [first] = documents;
    const retired = { ...first!, document: { ...first!.document, status: 'retired' as const, digest: 'other' } };
    const outcome = await write(indexDir, [retired, ...documents.slice(1)]);
    expect(outcome.status).toBe('delta');
    expect((await open(indexDir, outcome)).documents.get('stadt/000')?.status).toBe('retired');
  });

  it.each([
    ['more than a tenth of the rows changed', exampleDocuments(40, 5), {}],
    ['the embedder changed', exampleDocuments(40), { embedder: { id: 'other@1', dimensions: 16 } }],
    ['the chunking changed', exampleDocuments(40), { chunking: { charsTarget: 500, charsMax: 1200 } }],
  ])('has a base of its own where %s', async (_, documents, changes) => {
    const indexDir = temporaryFolder();
    await write(indexDir, exampleDocuments(40));
    expect(await write(indexDir, documents, changes)).toMatchObject({ status: 'full', info: { deltaRows: 0 } });
  });

  it('has a base of its own when asked for', async () => {
    const indexDir = temporaryFolder();
    await write(indexDir, exampleDocuments(3));
    const input = exampleInput(exampleDocuments(3));
    expect((await writeGeneration(indexDir, input, { ...HERE, full: true })).status).toBe('full');
  });

  it('stands alone: it serves when all others are gone', async () => {
    const indexDir = temporaryFolder();
    const first = await write(indexDir, exampleDocuments(40));
    const second = await write(indexDir, exampleDocuments(41));
    expect(second.status).toBe('delta');
    for (const name of readdirSync(join(indexDir, first.info.id))) {
      writeFileSync(join(indexDir, first.info.id, name), 'overwritten');
    }
    expect((await open(indexDir, second)).documents.size).toBe(41);
  });

  it('shares the bytes of large unchanged files with the one before', async () => {
    const indexDir = temporaryFolder();
    const paragraph = '- '.repeat(600_000);
    const documents = [...exampleDocuments(40), exampleDocument('stadt/lang', [paragraph])];
    const first = await write(indexDir, documents);
    const second = await write(indexDir, [...documents, exampleDocument('stadt/neu', ['Neu'])]);
    expect(second.status).toBe('delta');
    const inodes = [first, second].map(({ info }) => statSync(join(indexDir, info.id, 'base-documents.jsonl')).ino);
    expect(inodes[0]).toBe(inodes[1]);
  });

  it.each([
    'base-documents.jsonl',
    'base-catalogue.json',
    'base-keywords.bin',
    'base-words.bin',
    'base-vectors.exact',
    'manifest.json',
  ])('does not build on a damaged %s', async (name) => {
    for (const documents of [exampleDocuments(40), exampleDocuments(41)]) {
      const indexDir = temporaryFolder();
      const first = await write(indexDir, exampleDocuments(40));
      const path = join(indexDir, first.info.id, name);
      const content = readFileSync(path);
      content[content.length - 5] = content[content.length - 5]! ^ 1;
      writeFileSync(path, content);
      const outcome = await write(indexDir, documents);
      expect(outcome.status).toBe('full');
      expect((await open(indexDir, outcome)).documents.size).toBe(documents.length);
    }
  });

  it('is named after the one before even when the clock was set back', async () => {
    const indexDir = temporaryFolder();
    const first = await write(indexDir, exampleDocuments(2));
    const future = '20991231T235959999Z-0000';
    renameSync(join(indexDir, first.info.id), join(indexDir, future));
    const second = await write(indexDir, exampleDocuments(3));
    expect(second.info.id > future).toBe(true);
    expect(second.info.id).toMatch(/^21000101T000000000Z-/);
  });
});

it('answers after any number of small changes as a generation built at once', async () => {
  const change = fc.record({ at: fc.nat(44), kind: fc.constantFrom('remove', 'change', 'add') });
  const pool = exampleDocuments(45);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(change, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 }),
      async (rounds) => {
        const indexDir = temporaryFolder();
        const documents = new Map(pool.slice(0, 40).map((entry) => [entry.document.id, entry]));
        let outcome = await write(indexDir, [...documents.values()]);
        for (const changes of rounds) {
          for (const { at, kind } of changes) {
            const entry = pool[at]!;
            const { id } = entry.document;
            if (kind === 'remove') documents.delete(id);
            else if (kind === 'add') documents.set(id, entry);
            else
              documents.set(
                id,
                exampleDocument(id, [`Neue Fassung ${at} der Brücke`, 'Die Stadt plant den Radweg Nummer 31.']),
              );
          }
          outcome = await write(indexDir, [...documents.values()]);
        }
        const atOnceDir = temporaryFolder();
        const atOnce = await open(atOnceDir, await write(atOnceDir, [...documents.values()]));
        const grown = await open(indexDir, outcome);
        expect([...grown.documents]).toEqual([...atOnce.documents]);
        for (const question of ['Wann plant die Stadt den Radweg?', 'neue Fassung der Brücke', 'Titel von stadt/003']) {
          expect(keywordAnswer(grown, question)).toEqual(keywordAnswer(atOnce, question));
          expect(vectorAnswer(grown, question)).toEqual(vectorAnswer(atOnce, question));
        }
        const said = new Set([...pool, ...documents.values()].flatMap(({ chunks }) => chunks.flatMap(wordsOf)));
        for (const word of said) {
          expect(grown.wordFrequency(word), word).toBe(atOnce.wordFrequency(word));
          expect(grown.wordsNear(`${word}x`).sort(), word).toEqual(atOnce.wordsNear(`${word}x`).sort());
        }
      },
    ),
    { numRuns: 25 },
  );
});

/** Scores with the passages, not the rows, which differ; the score of each row is asked for a second time on its own. */
function keywordAnswer(generation: IndexGeneration, question: string): unknown {
  const hits = generation.searchKeywords(question, 20);
  const again = generation.scoreKeywords(
    question,
    hits.map((hit) => hit.row),
  );
  expect([...again]).toEqual(hits.map((hit) => hit.score));
  return hits.map(({ row, score }) => ({ chunk: generation.passageOf(row).chunk, score }));
}

function vectorAnswer(generation: IndexGeneration, question: string): unknown {
  const vector = exampleVector(question);
  return generation.searchVectors(vector, 20).map(({ row, similarity }) => {
    expect(generation.similarity(vector, row)).toBe(similarity);
    return { chunk: generation.passageOf(row).chunk, similarity };
  });
}

describe('a build that fails', () => {
  it.each([
    ['while vectors are made', { vectorsFor: () => Promise.reject(new Error('no model')) }, HERE],
    ['when it is checked', {}, { verify: () => Promise.reject(new LumiError('index_build_failed', 'bad')) }],
  ])('%s leaves the index as it was', async (_, changes, options) => {
    const indexDir = temporaryFolder();
    await write(indexDir, exampleDocuments(3));
    const before = readdirSync(indexDir);
    const input = exampleInput(exampleDocuments(9), changes);
    await expect(writeGeneration(indexDir, input, options)).rejects.toMatchObject({ code: 'index_build_failed' });
    expect(readdirSync(indexDir)).toEqual(before);
  });

  it('says where it could not write', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(write(join(file, 'index'), exampleDocuments(1))).rejects.toMatchObject({
      code: 'index_build_failed',
      message: expect.stringContaining(file) as string,
    });
    expect(existsSync(join(file, 'index'))).toBe(false);
  });
});
