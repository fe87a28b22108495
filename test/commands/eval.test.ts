import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../eval/compare-runs.ts';
import type { Run } from '../../eval/run.ts';
import { createWorkspace, POOL_QUESTION, runLumi, type Workspace } from '../support/lumi-process.ts';

let city: Workspace;
const path = (name: string) => join(city.folder, name);
const evaluate = (...words: string[]) => runLumi(['eval', ...words], city.env);

const SUITE = `today: '2026-05-01'
questions:
  - { id: pool-01, language: de, question: '${POOL_QUESTION}', expected: answered, facts: ['7 Uhr'], documents: ['stadt-heidelberg/freibad-quittenberg'] }
  - { id: pool-02, language: de, history: ['${POOL_QUESTION}'], question: 'Und wann öffnet es im Sommer?', expected: answered, facts: ['7 Uhr'] }
  - { id: cake-01, language: de, question: 'Wie backe ich Lebkuchen?', expected: no_answer, topic: 'off', facts: [] }
`;

beforeAll(async () => {
  city = await createWorkspace();
  writeFileSync(path('suite.yaml'), SUITE);
  writeFileSync(path('gates.json'), JSON.stringify({ suite: { right: 0.5, 'right: de': 1 } }));
  writeFileSync(path('high-gates.json'), JSON.stringify({ suite: { right: 1, 'right: off topic': 1, facts: 1 } }));
});
afterAll(() => city.remove());

describe('lumi eval', () => {
  it('asks a suite, names each question, and tells what the figures are of', async () => {
    const { code, stdout } = await evaluate(
      path('suite.yaml'),
      '--out',
      path('run.json'),
      '--gates',
      path('gates.json'),
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/right {2}pool-01/);
    expect(stdout).toContain('asked as on 2026-05-01');
    expect(stdout).toContain('0 errors');
    const { record, figures, results } = JSON.parse(readFileSync(path('run.json'), 'utf8')) as Run;
    expect(record.suite).toMatchObject({ name: 'suite', questions: 3 });
    expect(record.corpusDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(results.map(({ id }) => id)).toEqual(['pool-01', 'pool-02', 'cake-01']);
    expect(figures.find(({ metric, group }) => metric === 'hit@1' && group === 'de')).toMatchObject({ value: 1, n: 1 });
  });

  it('compares with an earlier run and lists what changed', async () => {
    await city.writePool(9);
    try {
      const { code, stdout } = await evaluate(path('suite.yaml'), '--against', path('run.json'), '--json');
      expect(code).toBe(0);
      const { comparison } = JSON.parse(stdout) as { comparison: Comparison };
      expect(comparison.changed.map(({ id }) => id)).toEqual(['pool-01', 'pool-02']);
      expect(comparison.changed[0]!.changes).toMatchObject({ right: -1, facts: -1 });
      expect(comparison.differences.map((line) => line.split(':')[0])).toEqual(
        expect.arrayContaining(['corpusDigest', 'generation']),
      );
    } finally {
      await city.writePool(7);
    }
  });

  it('reports a run that was kept without asking anything', async () => {
    const { code, stdout } = await evaluate('--from', path('run.json'), '--against', path('run.json'));
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing differs in code, data and settings.');
    expect(stdout).toContain('0 questions changed');
  });

  it('ends with 3 and names the figure that is below its gate', async () => {
    await city.writePool(9);
    try {
      const { code, stderr } = await evaluate(path('suite.yaml'), '--gates', path('high-gates.json'));
      expect(code).toBe(3);
      expect(stderr).toContain('below its gate: facts is 0.000, at least 1 is demanded');
      expect(stderr).not.toContain('off topic');
    } finally {
      await city.writePool(7);
    }
  });

  it('asks a collection on its own documents', async () => {
    const lines = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const folder = await createWorkspace();
    writeFileSync(
      join(folder.folder, 'corpus.jsonl'),
      lines(
        { id: 'a', title: 'Tierpark', text: 'Im Tierpark leben 17 Erdmännchen.\nEr öffnet um 8 Uhr.' },
        { id: 'b', title: 'Bad', text: 'Das Bad hat drei Becken.' },
      ),
    );
    writeFileSync(
      join(folder.folder, 'queries.jsonl'),
      lines({
        id: 'q',
        text: 'Wie viele Erdmännchen leben im Tierpark?',
        answers: ['17'],
        answer_lines: [0],
        page: 'a',
      }),
    );
    writeFileSync(join(folder.folder, 'qrels.tsv'), 'query-id\tcorpus-id\tscore\nq\ta\t1\n');
    const { code, stdout } = await evaluate('--dataset', folder.folder, '--json');
    await folder.remove();
    expect(code).toBe(0);
    const { run } = JSON.parse(stdout) as { run: Run };
    expect(run.record).toMatchObject({ documents: 2 });
    expect(run.results[0]!.scores).toMatchObject({ 'hit@1': 1, 'contains gold': 1, 'line recall': 1 });
  });

  it.each([
    ['a suite that is not there', ['nowhere'], /nowhere.*shipped-corpus/s],
    ['a folder that is not there', ['--dataset', '/nowhere/at/all'], /\/nowhere\/at\/all/],
    ['pages that are not there', ['press-pages', '--pages', '/nowhere/at/all'], /\/nowhere\/at\/all/],
    ['a run that is not there', ['--from', '/nowhere/run.json'], /\/nowhere\/run\.json/],
    ['two things to ask', ['press-pages', '--dataset', '/nowhere'], /one of/],
    ['a day that is none', ['press-pages', '--today', '2026-02-30'], /2026-02-30/],
    ['too many at once', ['press-pages', '--parallel', '65'], /--parallel/],
  ])('refuses %s in one line', async (_, words, message) => {
    const { code, stderr } = await evaluate(...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
