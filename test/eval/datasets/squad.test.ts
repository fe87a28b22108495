import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSquad } from '../../../eval/datasets/squad.ts';
import { usageProblemOf } from '../usage-problem.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lumi-squad-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const problemOf = (...paths: string[]) => usageProblemOf(() => readSquad(paths));

const qa = (id: string | number, ...answers: string[]) => ({
  id,
  question: `Frage ${id}?`,
  answers: answers.map((text) => ({ text, answer_start: 0 })),
});
const squad = (...paragraphs: object[]) => ({ version: '1.1', data: [{ title: 'Burg', paragraphs }] });

describe('readSquad', () => {
  it('reads SQuAD 1.1: paragraphs as documents, each relevant to its questions', () => {
    const path = write('v1.json', {
      version: '1.1',
      data: [
        {
          title: 'Burg',
          paragraphs: [
            { context: 'Die Burg steht seit 1607.', qas: [qa('a', '1607', '1607', 'seit 1607'), qa('b', 'Die Burg')] },
            { context: 'Sie brannte ab.', qas: [] },
          ],
        },
        { title: 'Bad', paragraphs: [{ context: 'Das Bad ist offen.', qas: [qa('c', 'offen')] }] },
      ],
    });
    expect(readSquad([path])).toEqual({
      documents: [
        { id: 'p0', title: 'Burg', text: 'Die Burg steht seit 1607.' },
        { id: 'p1', title: 'Burg', text: 'Sie brannte ab.' },
        { id: 'p2', title: 'Bad', text: 'Das Bad ist offen.' },
      ],
      questions: [
        { id: 'a', text: 'Frage a?', answerable: true, answers: ['1607', 'seit 1607'], page: 'p0' },
        { id: 'b', text: 'Frage b?', answerable: true, answers: ['Die Burg'], page: 'p0' },
        { id: 'c', text: 'Frage c?', answerable: true, answers: ['offen'], page: 'p2' },
      ],
      relevant: new Map([
        ['a', new Map([['p0', 1]])],
        ['b', new Map([['p0', 1]])],
        ['c', new Map([['p2', 1]])],
      ]),
    });
  });

  it('reads SQuAD 2.0: an impossible question has a page and no answer, and its plausible answers are none', () => {
    const path = write(
      'v2.json',
      squad({
        context: 'Text',
        qas: [
          { ...qa('a', 'Text'), is_impossible: false },
          { ...qa('b'), is_impossible: true, plausible_answers: [{ text: 'Text', answer_start: 0 }] },
        ],
      }),
    );
    const { questions } = readSquad([path]);
    expect(questions.map(({ id, answerable, answers, page }) => ({ id, answerable, answers, page }))).toEqual([
      { id: 'a', answerable: true, answers: ['Text'], page: 'p0' },
      { id: 'b', answerable: false, answers: [], page: 'p0' },
    ]);
  });

  it('reads whole numbers as ids and leaves a title out that is not there', () => {
    const path = write('numbers.json', { data: [{ paragraphs: [{ context: 'Text', qas: [qa(38_037, 'Text')] }] }] });
    const { documents, questions, relevant } = readSquad([path]);
    expect(documents[0]!.title).toBe('');
    expect(questions[0]!.id).toBe('38037');
    expect(relevant.has('38037')).toBe(true);
  });

  it('numbers the documents of several files through', () => {
    const paths = ['one', 'two'].map((name) => write(`${name}.json`, squad({ context: name, qas: [qa(name, name)] })));
    const { documents, relevant } = readSquad(paths);
    expect(documents.map(({ id, text }) => [id, text])).toEqual([
      ['p0', 'one'],
      ['p1', 'two'],
    ]);
    expect(relevant.get('two')).toEqual(new Map([['p1', 1]]));
  });

  it('names an id that two questions share, as the files of two languages do', () => {
    const paths = ['de', 'en'].map((name) =>
      write(`${name}.json`, squad({ context: name, qas: [qa('shared', name)] })),
    );
    expect(problemOf(...paths)).toContain('shared');
  });

  it('names a file that is no JSON, or not there', () => {
    const broken = write('broken.json', '{"data": [');
    expect(problemOf(broken)).toContain(`${broken} cannot be read as SQuAD`);
    const missing = join(folder, 'nowhere.json');
    expect(problemOf(missing)).toContain(missing);
  });

  it.each([
    ['another shape', { questions: [] }, 'data'],
    ['a question without text', squad({ context: 'T', qas: [{ id: 'a', answers: [] }] }), 'qas[0].question'],
    ['a paragraph without context', squad({ context: 'T', qas: [] }, { qas: [] }), 'paragraphs[1].context'],
    ['answers that are bare texts', squad({ context: 'T', qas: [{ ...qa('a'), answers: ['T'] }] }), 'answers[0]'],
  ])('names the file and the place of %s', (_, content, place) => {
    const path = write('other.json', content);
    const problem = problemOf(path);
    expect(problem).toContain(path);
    expect(problem).toContain(place);
  });
});
