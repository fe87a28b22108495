import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdder, type AddOptions } from '../../src/corpus/add.ts';
import { findDocumentPath, readCorpus, writeDocument } from '../../src/corpus/corpus-folder.ts';
import { printDocumentFile } from '../../src/corpus/document-file.ts';
import { isLumiError } from '../../src/errors.ts';
import type { IngestedDocument } from '../../src/ingest/ingest.ts';
import type { Document, DocumentMetadata } from '../../src/types.ts';

let dir: string;

beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'lumi-add-')), 'corpus');
});
afterEach(async () => {
  await rm(join(dir, '..'), { recursive: true });
});

function page(parts: Partial<IngestedDocument> = {}): IngestedDocument {
  return {
    title: 'Neue Öffnungszeiten',
    publisher: 'Stadt Musterstadt',
    publishedOn: null,
    dateBasis: null,
    eventOn: null,
    language: 'de',
    url: null,
    department: null,
    contact: null,
    source: 'seite.html',
    markdown: 'Von 8 bis 12 Uhr.',
    dropped: [],
    editorial: {
      status: null,
      topics: null,
      validUntil: null,
      supersedes: null,
      easyLanguage: null,
      source: null,
    },
    warnings: [],
    ...parts,
  };
}

async function addDocuments(to: string, pages: readonly IngestedDocument[], options: AddOptions) {
  const addDocumentsOfFile = await createAdder(to, options);
  return addDocumentsOfFile(pages);
}
const add = (...pages: IngestedDocument[]) => addDocuments(dir, pages, { status: 'live' });
const outcomes = async (...pages: IngestedDocument[]) => (await add(...pages)).map(({ id, outcome }) => [id, outcome]);
const read = async (id: string): Promise<Document> =>
  (await readCorpus(dir)).documents.find((document) => document.id === id)!;
const edit = async (id: string, parts: Partial<DocumentMetadata>) => {
  const document = await read(id);
  await writeDocument(dir, id, printDocumentFile({ ...document, ...parts }, document.text));
};
const ID = 'stadt-musterstadt/neue-oeffnungszeiten';

describe('createAdder', () => {
  it('writes a new document with everything that the page says', async () => {
    const said = {
      publishedOn: { date: '2023-02', precision: 'month' },
      dateBasis: 'inferred',
      eventOn: { date: '2023-03-01', precision: 'day' },
      url: 'https://www.stadt.example/seite',
      department: 'Bürgeramt',
      contact: '06221 58-0',
    } as const;
    expect(await addDocuments(dir, [page(said)], { status: 'draft' })).toEqual([
      { id: ID, title: 'Neue Öffnungszeiten', outcome: 'added' },
    ]);
    expect(await read(ID)).toMatchObject({
      ...said,
      title: 'Neue Öffnungszeiten',
      publisher: 'Stadt Musterstadt',
      source: 'seite.html',
      language: 'de',
      status: 'draft',
      text: 'Von 8 bis 12 Uhr.',
    });
  });

  it('changes nothing when the same pages come again, not even the file', async () => {
    const pages = [
      page(),
      page({ source: 'andere.html' }),
      page({ title: '熊本市' }),
      page({ markdown: 'Das zweite Stück der Seite.' }),
    ];
    const first = await add(...pages);
    const before = await stat(await findDocumentPath(dir, ID), { bigint: true });
    expect(await add(...pages)).toEqual(first.map((outcome) => ({ ...outcome, outcome: 'unchanged' })));
    expect((await stat(await findDocumentPath(dir, ID), { bigint: true })).mtimeNs).toBe(before.mtimeNs);
  });

  it('keeps a dozen pieces with the same title apart, and recognises each of them again', async () => {
    const pages = Array.from({ length: 12 }, (_, at) => page({ markdown: `Stück ${at}.` }));
    expect(new Set((await add(...pages)).map(({ id }) => id)).size).toBe(12);
    expect((await add(...pages)).every(({ outcome }) => outcome === 'unchanged')).toBe(true);
  });

  it('updates the text of a page that has changed and keeps its id', async () => {
    await add(page());
    expect(await outcomes(page({ markdown: 'Von 8 bis 13 Uhr.' }))).toEqual([[ID, 'updated']]);
    expect((await read(ID)).text).toBe('Von 8 bis 13 Uhr.');
  });

  it('keeps what only editors set', async () => {
    await add(page());
    const edited = {
      status: 'retired',
      validUntil: '2026-12-31',
      topics: ['Rathaus'],
      supersedes: ['stadt/alt'],
      easyLanguage: true,
    } as const;
    await edit(ID, edited);
    await addDocuments(dir, [page({ markdown: 'Neu.' })], { status: 'live' });
    expect(await read(ID)).toMatchObject({ ...edited, text: 'Neu.' });
  });

  it('keeps what an editor filled in where the page says nothing', async () => {
    await add(page({ publisher: 'unknown' }));
    const id = 'unknown/neue-oeffnungszeiten';
    const edited = {
      publisher: 'Stadt Musterstadt',
      publishedOn: { date: '2023', precision: 'year' },
      dateBasis: 'stated',
      contact: '115',
      url: 'https://www.stadt.example/',
    } as const;
    await edit(id, edited);
    const inferred = { publishedOn: { date: '2022', precision: 'year' }, dateBasis: 'inferred' } as const;
    expect(await outcomes(page({ publisher: 'unknown', ...inferred }))).toEqual([[id, 'unchanged']]);
    expect(await read(id)).toMatchObject(edited);
  });

  it('takes over what the page states now', async () => {
    await add(page({ publishedOn: { date: '2022', precision: 'year' }, dateBasis: 'inferred' }));
    const stated = {
      publishedOn: { date: '2022-04-22', precision: 'day' },
      dateBasis: 'stated',
      contact: '115',
    } as const;
    expect(await outcomes(page(stated))).toEqual([[ID, 'updated']]);
    expect(await read(ID)).toMatchObject(stated);
  });

  it('numbers other documents of the same name', async () => {
    expect(await outcomes(page(), page({ source: 'b.html' }), page({ source: 'c.html' }))).toEqual([
      [ID, 'added'],
      [`${ID}-2`, 'added'],
      [`${ID}-3`, 'added'],
    ]);
  });

  it('does not overwrite a file that it cannot read', async () => {
    await add(page());
    const path = await findDocumentPath(dir, ID);
    await writeFile(path, 'kaputt');
    expect(await outcomes(page())).toEqual([[`${ID}-2`, 'added']]);
    expect(await readFile(path, 'utf8')).toBe('kaputt');
  });

  it('goes on after a file that holds something invalid', async () => {
    const addFile = await createAdder(dir, { status: 'live' });
    await expect(addFile([page({ markdown: '' })])).rejects.toMatchObject({ code: 'front_matter_invalid' });
    expect(await addFile([page()])).toMatchObject([{ id: ID, outcome: 'added' }]);
  });

  it('keeps documents out of the folder of corrections', async () => {
    const [outcome] = await add(page({ publisher: 'Corrections' }));
    expect(outcome?.id).not.toMatch(/^corrections\//);
    expect((await readCorpus(dir)).documents).toHaveLength(1);
  });

  it('writes nothing where one of the documents is not valid', async () => {
    const failure = await add(page(), page({ title: 'Leer', markdown: '<!-- nichts -->' })).catch(
      (error: unknown) => error,
    );
    expect(isLumiError(failure, 'front_matter_invalid')).toBe(true);
    expect((failure as Error).message).toContain('"Leer" from seite.html');
    expect((await readCorpus(dir)).documents).toEqual([]);
  });
});

it('clears away what an interrupted addition has left', async () => {
  await mkdir(join(dir, 'stadt'), { recursive: true });
  const path = join(dir, 'stadt/.0b9d3c5a-5e21-4c1e-9d0f-6f1f3f0f3a11.tmp');
  await writeFile(path, 'half a docu');
  await utimes(path, 0, 0);
  await addDocuments(dir, [page()], { status: 'live' });
  expect(await readdir(join(dir, 'stadt'))).toEqual([]);
});
