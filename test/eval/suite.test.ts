import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_SUITE, findSuite, readSuite } from '../../eval/suite.ts';
import { usageProblemOf } from './usage-problem.ts';

const folder = mkdtempSync(join(tmpdir(), 'lumi-suite-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function read(text: string, name = 'town.yaml') {
  const path = join(folder, name);
  writeFileSync(path, text);
  return readSuite(path);
}

const problemIn = (text: string) => usageProblemOf(() => read(text));

const question = (changes: Readonly<Record<string, string>> = {}) =>
  `  - { ${Object.entries({
    id: 'a',
    language: 'de',
    question: 'Wann?',
    expected: 'answered',
    facts: '[]',
    ...changes,
  })
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }\n`;

describe('readSuite', () => {
  it('reads questions with all that they may say', () => {
    const text = [
      "today: '2026-07-15'\nquestions:\n",
      question({
        page: 'x.html',
        history: '["Gibt es ein Bad?", Wo?]',
        facts: '["9.200", [km, Kilometer]]',
        documents: '[stadt/bad, stadt/bad-2]',
        alsoRight: '[clarification]',
        absent: '["8.000"]',
        lead: 'stadt/bad',
        notices: '[old_answer]',
        withoutNotices: '[undated]',
        today: '2026-08-01',
      }),
      question({ id: 'b', language: 'en', expected: 'no_answer', topic: 'off' }),
    ].join('');
    expect(read(text)).toEqual({
      name: 'town',
      digest: createHash('sha256').update(text).digest('hex'),
      today: '2026-07-15',
      corpusDir: null,
      questions: [
        {
          id: 'a',
          page: 'x.html',
          language: 'de',
          history: ['Gibt es ein Bad?', 'Wo?'],
          question: 'Wann?',
          expected: 'answered',
          topic: null,
          facts: ['9.200', ['km', 'Kilometer']],
          documents: ['stadt/bad', 'stadt/bad-2'],
          alsoRight: ['clarification'],
          absent: ['8.000'],
          lead: 'stadt/bad',
          notices: ['old_answer'],
          withoutNotices: ['undated'],
          today: '2026-08-01',
        },
        {
          id: 'b',
          page: null,
          language: 'en',
          history: [],
          question: 'Wann?',
          expected: 'no_answer',
          topic: 'off',
          facts: [],
          documents: [],
          alsoRight: [],
          absent: [],
          lead: null,
          notices: [],
          withoutNotices: [],
        },
      ],
    });
  });

  it('has no page, no history, no topic, no documents and no day where they are left out', () => {
    const { today, questions } = read(`questions:\n${question()}`);
    expect(today).toBeNull();
    expect(questions[0]).toMatchObject({ page: null, history: [], topic: null, documents: [] });
  });

  it('reads a day without quotes as the day it is', () => {
    expect(read(`today: 2026-05-01\nquestions:\n${question()}`).today).toBe('2026-05-01');
  });

  it('lets a question to refuse have facts where answering is just as right', () => {
    const text = question({ expected: 'no_answer', alsoRight: '[answered]', facts: '["4"]', documents: '[a/b]' });
    expect(read(`questions:\n${text}`).questions[0]).toMatchObject({ facts: ['4'], documents: ['a/b'] });
  });

  it('looks for the corpus that it names beside its file', () => {
    mkdirSync(join(folder, 'town-corpus'));
    expect(read(`corpus: town-corpus\nquestions:\n${question()}`).corpusDir).toBe(join(folder, 'town-corpus'));
  });

  it('is named after its file, with either ending', () => {
    expect(read(`questions:\n${question()}`, 'first.v2.yml').name).toBe('first.v2');
  });

  it('has another digest when anything in the file changes', () => {
    const [one, other] = [read(`questions:\n${question()}`), read(`# new\nquestions:\n${question()}`)];
    expect(other.questions).toEqual(one.questions);
    expect(other.digest).not.toBe(one.digest);
    expect(read(`questions:\n${question()}`).digest).toBe(one.digest);
  });

  it('names the file and the place of every error in it', () => {
    const message = problemIn(
      `questions:\n${question({ language: 'fr' })}${question({ id: 'b', expected: 'maybe', facts: '[""]' })}${question({ id: 'c', history: '[ok, ""]' })}`,
    );
    for (const part of [
      join(folder, 'town.yaml'),
      'questions.0.language',
      'questions.1.expected',
      'questions.1.facts.0',
      'questions.2.history.1',
    ])
      expect(message).toContain(part);
  });

  it.each([
    ['an id that stands twice', `questions:\n${question()}${question()}`, '"a" stands twice'],
    ['an unknown key of a question', `questions:\n${question({ colour: 'red' })}`, 'colour'],
    ['an unknown key of the suite', `to-day: 1\nquestions:\n${question()}`, 'to-day'],
    ['a number where a fact is text', `questions:\n${question({ facts: '[9200]' })}`, 'questions.0.facts.0'],
    ['a fact without a spelling', `questions:\n${question({ facts: '[[]]' })}`, 'questions.0.facts.0'],
    ['a question without facts', `questions:\n${question().replace(', facts: []', '')}`, 'questions.0.facts'],
    ['an unknown topic', `questions:\n${question({ expected: 'no_answer', topic: 'near' })}`, 'questions.0.topic'],
    [
      'facts of a question to refuse',
      `questions:\n${question({ expected: 'no_answer', facts: '[x]' })}`,
      'questions.0',
    ],
    [
      'a lead of a question to refuse',
      `questions:\n${question({ expected: 'no_answer', lead: 'a/b' })}`,
      'questions.0',
    ],
    ['a day of a question that is none', `questions:\n${question({ today: '2026-13-01' })}`, 'questions.0.today'],
    ['a corpus that is not there', `corpus: nowhere\nquestions:\n${question()}`, join(folder, 'nowhere')],
    ['documents of a greeting', `questions:\n${question({ expected: 'smalltalk', documents: '[x]' })}`, 'questions.0'],
    ['a day that no calendar has', `today: '2026-02-30'\nquestions:\n${question()}`, 'today'],
    ['a moment instead of a day', `today: '2026-02-03T10:00'\nquestions:\n${question()}`, 'today'],
    ['no question', 'questions: []', 'questions'],
    ['no list of questions', 'today: 2026-01-01', 'questions'],
    ['an empty file', '', 'is not a suite'],
    ['broken YAML', 'questions: [', 'cannot be read'],
    ['an alias', `questions:\n  - &a {}\n  - *a`, 'cannot be read'],
  ])('refuses %s', (_, text, part) => {
    const problem = problemIn(text);
    expect(problem).toContain(join(folder, 'town.yaml'));
    expect(problem).toContain(part);
  });

  it('names a file that is not there', () => {
    expect(usageProblemOf(() => readSuite(join(folder, 'nowhere.yaml')))).toContain(join(folder, 'nowhere.yaml'));
  });
});

describe('findSuite', () => {
  it('finds shipped suites by name, and the default one is among them', () => {
    for (const name of [DEFAULT_SUITE, 'press-pages', 'press-pages-direct']) {
      expect(existsSync(findSuite(name))).toBe(true);
      expect(findSuite(name).endsWith(join('eval', 'questions', `${name}.yaml`))).toBe(true);
    }
  });

  it('takes a path as it is', () => {
    read(`questions:\n${question()}`);
    expect(findSuite(join(folder, 'town.yaml'))).toBe(join(folder, 'town.yaml'));
  });

  it('names the suites that are there for one that is not', () => {
    const problem = usageProblemOf(() => findSuite('nowhere'));
    for (const part of ['nowhere', DEFAULT_SUITE, 'press-pages-direct']) expect(problem).toContain(part);
  });

  it('finds only suites that can be read', () => {
    const shipped = new URL('../../eval/questions/', import.meta.url).pathname;
    for (const file of readdirSync(shipped).filter((name) => name.endsWith('.yaml'))) {
      const { name, questions } = readSuite(findSuite(file.replace(/\.yaml$/, '')));
      expect(file).toBe(`${name}.yaml`);
      expect(questions.length).toBeGreaterThan(0);
    }
  });
});
