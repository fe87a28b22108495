import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addFiles } from '../../src/corpus/add-files.ts';
import { findDocumentPath, readCorpus, writeDocument } from '../../src/corpus/corpus-folder.ts';
import { printDocumentFile } from '../../src/corpus/document-file.ts';
import type { Document } from '../../src/types.ts';

let folder: string;
let corpus: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lumi-add-files-'));
  corpus = join(folder, 'corpus');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

const add = (paths: readonly string[], options: { status?: 'draft' | 'live'; url?: string } = {}) =>
  addFiles(corpus, paths, { bytesMax: 100_000, status: 'live', ...options });
const read = async (): Promise<Document[]> => (await readCorpus(corpus)).documents;

const ID = 'stadt-musterstadt/neue-bruecke';
const HEAD = 'title: Neue Brücke\npublisher: Stadt Musterstadt\nlanguage: de\n';
const EDITORIAL = `status: retired
topics: [Verkehr, Brücken]
valid_until: 2026-12-31
supersedes: [stadt-musterstadt/alte-bruecke]
easy_language: true
source: Meldung des Tiefbauamts
`;
const editorFile = (frontMatter: string, body = 'Die Brücke ist offen.') => `---\n${frontMatter}---\n\n${body}\n`;
const webPage = (hours: string, head = '') =>
  `<html lang="de"><head><title>Kontakt</title>${head}</head><body><main><h1>Kontakt</h1><p>Das Amt ist von ${hours} Uhr für alle Bürgerinnen und Bürger der Stadt geöffnet.</p></main></body></html>`;
const canonical = (url: string) => `<link rel="canonical" href="${url}">`;

describe('addFiles', () => {
  it('keeps everything that the front matter of a file says', async () => {
    const path = await write(
      'a.md',
      editorFile(
        `${HEAD}${EDITORIAL}published_on: 2024-03\ndate_basis: inferred\nevent_on: 2024-03-03\nurl: https://stadt.example/bruecke\ndepartment: Tiefbauamt\ncontact: "115"\n`,
      ),
    );
    expect(await add([path])).toMatchObject({ failures: [], warnings: [] });
    expect(await read()).toMatchObject([
      {
        id: ID,
        status: 'retired',
        topics: ['Verkehr', 'Brücken'],
        validUntil: '2026-12-31',
        supersedes: ['stadt-musterstadt/alte-bruecke'],
        easyLanguage: true,
        source: 'Meldung des Tiefbauamts',
        publishedOn: { date: '2024-03', precision: 'month' },
        dateBasis: 'inferred',
        eventOn: { date: '2024-03-03', precision: 'day' },
        url: 'https://stadt.example/bruecke',
        department: 'Tiefbauamt',
        contact: '115',
      },
    ]);
  });

  it('gives a file of the corpus back as it was', async () => {
    await add([await write('a.md', editorFile(HEAD + EDITORIAL))]);
    const before = await readFile(await findDocumentPath(corpus, ID), 'utf8');
    await cp(corpus, join(folder, 'copy'), { recursive: true });
    await rm(corpus, { recursive: true });
    await add([join(folder, 'copy')]);
    expect(await readFile(await findDocumentPath(corpus, ID), 'utf8')).toBe(before);
  });

  it('adds what is stated live as a draft where drafts are wanted, and leaves retired documents retired', async () => {
    const live = await write('live.md', editorFile(`${HEAD}status: live\n`));
    const retired = await write('retired.md', editorFile(`${HEAD.replace('Neue', 'Alte')}status: retired\n`));
    await add([live, retired], { status: 'draft' });
    expect((await read()).map(({ title, status }) => [title, status])).toEqual([
      ['Alte Brücke', 'retired'],
      ['Neue Brücke', 'draft'],
    ]);
  });

  it('does not take back the publication of a draft when it is added as a draft again', async () => {
    const path = await write('a.md', editorFile(`${HEAD}status: live\n`));
    await add([path], { status: 'draft' });
    const [document] = await read();
    await writeDocument(corpus, ID, printDocumentFile({ ...document!, status: 'live' }, document!.text));
    expect((await add([path], { status: 'draft' })).outcomes).toMatchObject([{ outcome: 'unchanged' }]);
    expect(await read()).toMatchObject([{ status: 'live' }]);
  });

  it('lets the front matter of a file win over the corpus where it says something, and only there', async () => {
    await add([await write('a.md', editorFile(`${HEAD}status: draft\ntopics: [Verkehr]\neasy_language: true\n`))]);
    await write('a.md', editorFile(`${HEAD}status: live\nvalid_until: 2026-12-31\neasy_language: false\n`));
    expect((await add([join(folder, 'a.md')])).outcomes).toMatchObject([{ id: ID, outcome: 'updated' }]);
    expect(await read()).toMatchObject([
      { status: 'live', topics: ['Verkehr'], validUntil: '2026-12-31', easyLanguage: false },
    ]);
  });

  it('knows a file again after its editor has named the source', async () => {
    const path = await write('a.md', editorFile(HEAD));
    await add([path]);
    await write('a.md', editorFile(`${HEAD}source: Meldung des Tiefbauamts\n`));
    expect((await add([path])).outcomes).toMatchObject([{ id: ID, outcome: 'updated' }]);
    expect((await add([path])).outcomes).toMatchObject([{ id: ID, outcome: 'unchanged' }]);
    expect(await read()).toMatchObject([{ source: 'Meldung des Tiefbauamts' }]);
  });

  it('warns of keys that it does not know and of an address that is none, with the file', async () => {
    const path = await write('a.md', editorFile(`${HEAD}autor: Eva Probe\nurl: stadt.example\n`));
    const { outcomes, warnings } = await add([path]);
    expect(outcomes).toMatchObject([{ outcome: 'added' }]);
    expect(warnings).toEqual([
      { path, message: expect.stringContaining('"autor"') as string },
      { path, message: expect.stringContaining('"stadt.example"') as string },
    ]);
  });

  it('names a file that cannot be a valid document and adds the others', async () => {
    const paths = [
      await write('1-datum.md', editorFile(`${HEAD}valid_until: 2026-02-30\n`)),
      await write('2-leer.md', editorFile(HEAD, '<!-- nichts -->')),
      await write('3-gut.md', editorFile(HEAD)),
      join(folder, '4-fehlt.md'),
    ];
    const { outcomes, failures } = await add(paths);
    expect(failures).toEqual([
      { path: paths[3], message: expect.stringContaining('no file') as string },
      { path: paths[0], message: expect.stringMatching(/valid_until.*2026-02-30/) as string },
      { path: paths[1], message: expect.stringContaining('no text') as string },
    ]);
    expect(outcomes).toMatchObject([{ id: ID, outcome: 'added' }]);
  });

  it('adds a file once that is named twice', async () => {
    const path = await write('seiten/a.md', editorFile(HEAD));
    expect((await add([path, join(folder, 'seiten')])).outcomes).toMatchObject([{ id: ID, outcome: 'added' }]);
  });

  it('keeps pages of the same name and title in different folders apart, run by run', async () => {
    const pages = [await write('a/index.html', webPage('8 bis 12')), await write('b/index.html', webPage('9 bis 13'))];
    for (const page of pages) expect((await add([page])).outcomes).toMatchObject([{ outcome: 'added' }]);
    for (const page of pages) expect((await add([page])).outcomes).toMatchObject([{ outcome: 'unchanged' }]);
    const documents = await read();
    expect(documents.map(({ source }) => source).sort()).toEqual(['a/index.html', 'b/index.html']);
    expect(documents.map(({ text }) => /\d+ bis \d+/.exec(text)?.[0]).sort()).toEqual(['8 bis 12', '9 bis 13']);
  });

  it('knows a page by its address, wherever it was saved', async () => {
    const address = canonical('https://stadt.example/kontakt');
    await add([await write('a/index.html', webPage('8 bis 12', address))]);
    const again = await add([await write('neu/kontakt.html', webPage('9 bis 13', address))]);
    expect(again.outcomes).toMatchObject([{ outcome: 'updated' }]);
    expect(await read()).toMatchObject([{ text: expect.stringContaining('9 bis 13') as string }]);
  });

  it('does not take pages of different addresses for one, even under the same path', async () => {
    const path = await write('index.html', webPage('8 bis 12', canonical('https://stadt.example/kontakt')));
    await add([path]);
    await write('index.html', webPage('9 bis 13', canonical('https://stadt.example/buergeramt/kontakt')));
    expect((await add([path])).outcomes).toMatchObject([{ outcome: 'added' }]);
    expect(await read()).toHaveLength(2);
  });

  it('knows a page by its path until its address is known', async () => {
    const path = await write('a/index.html', webPage('8 bis 12'));
    await add([path]);
    const url = 'https://stadt.example/kontakt';
    expect((await add([path], { url })).outcomes).toMatchObject([{ outcome: 'updated' }]);
    expect((await add([path], { url })).outcomes).toMatchObject([{ outcome: 'unchanged' }]);
    expect((await add([path])).outcomes).toMatchObject([{ outcome: 'unchanged' }]);
    expect(await read()).toMatchObject([{ url }]);
  });

  it('does not tell spellings of one address apart', async () => {
    const path = await write('a.html', webPage('8 bis 12'));
    const copy = await write('b.html', webPage('8 bis 12'));
    await add([path], { url: 'https://Stadt.example' });
    await add([copy], { url: 'https://stadt.example/' });
    expect(await read()).toMatchObject([{ url: 'https://stadt.example/' }]);
  });

  it('changes nothing when one of two copies of a page is added again', async () => {
    const address = canonical('https://stadt.example/kontakt');
    const copies = [
      await write('a/index.html', webPage('8 bis 12', address)),
      await write('b/index.html', webPage('9 bis 13', address)),
    ];
    await add(copies);
    for (const copy of copies) expect((await add([copy])).outcomes).toMatchObject([{ outcome: 'unchanged' }]);
  });

  it('needs a path, and no more than one file for an address', async () => {
    await expect(add([])).rejects.toMatchObject({ code: 'usage' });
    const paths = [await write('a.md', editorFile(HEAD)), await write('b.md', editorFile(HEAD))];
    await expect(add(paths, { url: 'https://stadt.example/' })).rejects.toMatchObject({ code: 'usage' });
  });
});
