import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usageProblemIn } from './usage-problem.ts';
import {
  cityPools,
  readCollection,
  reportableQuestions,
  unanswerableQuestions,
  type Collection,
} from '../../eval/dataset.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lumi-dataset-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

const problemOf = (path: string) => usageProblemIn(readCollection(path));

const squadOf = (id: string) =>
  JSON.stringify({
    data: [{ title: '', paragraphs: [{ context: id, qas: [{ id, question: '?', answers: [{ text: id }] }] }] }],
  });
const BEIR = {
  'corpus.jsonl': '{"id":"p1","text":"Text"}\n',
  'queries.jsonl': '{"id":"q1","text":"Frage?"}\n',
  'qrels.tsv': 'query-id\tcorpus-id\tscore\nq1\tp1\t1\n',
};

describe('readCollection', () => {
  it('reads the layout of BEIR where there is a corpus.jsonl, whatever else lies beside it', async () => {
    write({ ...BEIR, 'about.json': 'not SQuAD' });
    const { documents, questions, relevant } = await readCollection(folder);
    expect(documents.map(({ id }) => id)).toEqual(['p1']);
    expect(questions.map(({ id }) => id)).toEqual(['q1']);
    expect(relevant.get('q1')).toEqual(new Map([['p1', 1]]));
  });

  it('reads every .json file as SQuAD otherwise, in the order of their names', async () => {
    write({ 'b.json': squadOf('b'), 'a.json': squadOf('a'), 'README.md': 'text' });
    const { documents, questions } = await readCollection(folder);
    expect(documents.map(({ text }) => text)).toEqual(['a', 'b']);
    expect(questions.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('names a folder that is not there', async () => {
    const missing = join(folder, 'nowhere');
    expect(await problemOf(missing)).toContain(missing);
  });

  it('says of an empty folder that it is no dataset, and what it should hold', async () => {
    const problem = await problemOf(folder);
    for (const part of [folder, 'corpus.jsonl', '.json']) expect(problem).toContain(part);
  });

  it('says so too of a folder with other files and folders', async () => {
    mkdirSync(join(folder, 'inner'));
    write({ 'README.md': 'text', 'rows.jsonl': '{}' });
    expect(await problemOf(folder)).toContain('is no dataset');
  });

  it('names a file that was given for a folder', async () => {
    write({ 'squad.json': squadOf('a') });
    expect(await problemOf(join(folder, 'squad.json'))).toContain(join(folder, 'squad.json'));
  });
});

const COLLECTION: Collection = {
  documents: [
    { id: 'ulm-1', title: '', text: '', city: 'Ulm' },
    { id: 'ulm-2', title: '', text: '', city: 'Ulm' },
    { id: 'hd-1', title: '', text: '', city: 'Heidelberg' },
    { id: 'anywhere', title: '', text: '' },
  ],
  questions: [
    { id: 'own', text: '?', city: 'Ulm', split: 'dev' },
    { id: 'both', text: '?', city: 'Ulm', split: 'test' },
    { id: 'elsewhere', text: '?', city: 'Ulm' },
    { id: 'open', text: '?', city: 'Heidelberg', answerable: false },
    { id: 'unjudged', text: '?', city: 'Heidelberg', answerable: true },
    { id: 'trained', text: '?', city: 'Ulm', split: 'train' },
    { id: 'trained-open', text: '?', city: 'Ulm', split: 'train', answerable: false },
    { id: 'judged-open', text: '?', answerable: false, split: 'dev' },
  ],
  relevant: new Map([
    ['own', new Map([['ulm-1', 3]])],
    [
      'both',
      new Map([
        ['ulm-2', 1],
        ['hd-1', 2],
      ]),
    ],
    ['elsewhere', new Map([['hd-1', 1]])],
    ['trained', new Map([['ulm-1', 1]])],
    ['judged-open', new Map([['anywhere', 1]])],
  ]),
};

describe('reportableQuestions', () => {
  it('are not of the training split and have a relevant document', () => {
    expect(reportableQuestions(COLLECTION).map(({ id }) => id)).toEqual(['own', 'both', 'elsewhere', 'judged-open']);
  });
});

describe('unanswerableQuestions', () => {
  it('are marked as such and not of the training split', () => {
    expect(unanswerableQuestions(COLLECTION).map(({ id }) => id)).toEqual(['open', 'judged-open']);
  });
});

describe('cityPools', () => {
  it('give each city its pages, its questions, and those judgements that are of its pages', () => {
    const [ulm, heidelberg, ...others] = cityPools(COLLECTION);
    expect(others).toEqual([]);
    expect(ulm!.documents.map(({ id }) => id)).toEqual(['ulm-1', 'ulm-2']);
    expect(ulm!.questions.map(({ id }) => id)).toEqual(['own', 'both', 'elsewhere', 'trained', 'trained-open']);
    expect(ulm!.relevant).toEqual(
      new Map([
        ['own', new Map([['ulm-1', 3]])],
        ['both', new Map([['ulm-2', 1]])],
        ['trained', new Map([['ulm-1', 1]])],
      ]),
    );
    expect(heidelberg!.documents.map(({ id }) => id)).toEqual(['hd-1']);
    expect(heidelberg!.questions.map(({ id }) => id)).toEqual(['open', 'unjudged']);
    expect(heidelberg!.relevant.size).toBe(0);
  });

  it('report no question whose relevant pages are all of another city', () => {
    expect(reportableQuestions(cityPools(COLLECTION)[0]!).map(({ id }) => id)).toEqual(['own', 'both']);
  });

  it('are none where no document names a city', () => {
    expect(cityPools({ ...COLLECTION, documents: [{ id: 'p', title: '', text: '' }] })).toEqual([]);
  });
});
