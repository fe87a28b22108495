import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBeir } from '../../../eval/datasets/beir.ts';
import { usageProblemIn } from '../usage-problem.ts';

const CORPUS = '{"id":"p1","title":"T","text":"Text"}\n{"id":"p2","text":"Zwei","city":"Ulm"}\n';
const QUERIES = '{"id":"q1","text":"Frage?"}\n';
const QRELS = 'query-id\tcorpus-id\tscore\nq1\tp1\t1\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lumi-beir-'));
  write({ 'corpus.jsonl': CORPUS, 'queries.jsonl': QUERIES, 'qrels.tsv': QRELS });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

function problemWith(files: Readonly<Record<string, string>>): Promise<string> {
  write(files);
  return usageProblemIn(readBeir(folder));
}

describe('readBeir', () => {
  it('reads documents, questions and grades', async () => {
    write({
      'queries.jsonl': [
        '{"id":"q1","text":"Frage?","city":"Ulm","split":"dev","answerable":true,"answers":["Text"],"page":"p1","answer_lines":[0,2]}',
        '{"id":"q2","text":"Noch eine?"}',
      ].join('\n'),
      'qrels.tsv': 'query-id\tcorpus-id\tscore\nq1\tp1\t3\nq1\tp2\t1\nq2\tp2\t2\n',
    });
    expect(await readBeir(folder)).toEqual({
      documents: [
        { id: 'p1', title: 'T', text: 'Text' },
        { id: 'p2', title: '', text: 'Zwei', city: 'Ulm' },
      ],
      questions: [
        {
          id: 'q1',
          text: 'Frage?',
          city: 'Ulm',
          split: 'dev',
          answerable: true,
          answers: ['Text'],
          page: 'p1',
          answerLines: [0, 2],
        },
        { id: 'q2', text: 'Noch eine?' },
      ],
      relevant: new Map([
        [
          'q1',
          new Map([
            ['p1', 3],
            ['p2', 1],
          ]),
        ],
        ['q2', new Map([['p2', 2]])],
      ]),
    });
  });

  it('reads ids as BEIR itself writes them, in documents and in questions', async () => {
    write({
      'corpus.jsonl': '{"_id":"p1","title":"","text":"Text","metadata":{}}\n',
      'queries.jsonl': '{"_id":"q1","text":"Frage?","metadata":{}}\n',
    });
    const { documents, questions } = await readBeir(folder);
    expect(documents).toEqual([{ id: 'p1', title: '', text: 'Text' }]);
    expect(questions).toEqual([{ id: 'q1', text: 'Frage?' }]);
  });

  it('skips blank lines and reads lines that end as on Windows', async () => {
    write({
      'corpus.jsonl': `\r\n${CORPUS.replaceAll('\n', '\r\n\r\n')}`,
      'queries.jsonl': QUERIES.replaceAll('\n', '\r\n'),
      'qrels.tsv': `${QRELS.replaceAll('\n', '\r\n')}\r\n`,
    });
    const { documents, questions, relevant } = await readBeir(folder);
    expect(documents.map(({ id }) => id)).toEqual(['p1', 'p2']);
    expect(questions.map(({ id }) => id)).toEqual(['q1']);
    expect(relevant).toEqual(new Map([['q1', new Map([['p1', 1]])]]));
  });

  it('takes grades of 0 and below as not relevant', async () => {
    write({ 'qrels.tsv': 'query-id\tcorpus-id\tscore\nq1\tp1\t0\nq1\tp2\t-1\nq2\tp1\t0\nq2\tp2\t0.5\n' });
    expect((await readBeir(folder)).relevant).toEqual(new Map([['q2', new Map([['p2', 0.5]])]]));
  });

  it('reads the last line without a line break', async () => {
    write({ 'corpus.jsonl': CORPUS.trimEnd(), 'qrels.tsv': QRELS.trimEnd() });
    const { documents, relevant } = await readBeir(folder);
    expect(documents).toHaveLength(2);
    expect(relevant.get('q1')).toEqual(new Map([['p1', 1]]));
  });

  it('names file and line of a document that is not JSON, counting blank lines', async () => {
    const problem = await problemWith({ 'corpus.jsonl': `${CORPUS}\n{"id": "p3", ` });
    expect(problem).toContain(`${join(folder, 'corpus.jsonl')}, line 4:`);
  });

  it.each([
    ['a document without text', 'corpus.jsonl', '{"id":"p1"}\n', 1, 'text'],
    ['a document whose id is a number', 'corpus.jsonl', '{"id":"a","text":""}\n{"id":7,"text":""}\n', 2, 'id'],
    ['a document that is a list', 'corpus.jsonl', '[]\n', 1, 'object'],
    ['a question without text', 'queries.jsonl', `${QUERIES}{"id":"q2"}\n`, 2, 'text'],
    ['an answer line below 0', 'queries.jsonl', '{"id":"q","text":"?","answer_lines":[1,-1]}', 1, 'answer_lines'],
    [
      'an answer line that is no whole number',
      'queries.jsonl',
      '{"id":"q","text":"?","answer_lines":[0.5]}',
      1,
      'answer_lines',
    ],
  ])('names file, line and place of %s', async (_, file, text, line, place) => {
    const problem = await problemWith({ [file]: text });
    expect(problem).toContain(`${join(folder, file)}, line ${line}:`);
    expect(problem).toContain(place);
  });

  it.each([
    ['spaces instead of tabs', 'q1 p1 1'],
    ['a grade that is no number', 'q1\tp1\tyes'],
    ['two columns', 'q1\tp1'],
    ['an empty grade', 'q1\tp1\t'],
  ])('names file and line of a judgement with %s', async (_, line) => {
    const problem = await problemWith({ 'qrels.tsv': `${QRELS}\n${line}\n` });
    expect(problem).toContain(`${join(folder, 'qrels.tsv')}, line 4:`);
  });

  it.each(['corpus.jsonl', 'queries.jsonl', 'qrels.tsv'])('names a missing %s', async (file) => {
    rmSync(join(folder, file));
    expect(await problemWith({})).toContain(`${join(folder, file)} cannot be read`);
  });
});
