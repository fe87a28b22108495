import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../eval/figures.ts';
import { ALL, type QuestionResult } from '../../eval/run.ts';
import { failedResult, sampleResult } from './sample-run.ts';

const find = (results: readonly QuestionResult[], metric: string, group = ALL) =>
  figuresOf(results, { seed: 1 }).find((figure) => figure.metric === metric && figure.group === group);

/** A question to refuse, of a topic, with the gate's estimate and what came of it. */
const toRefuse = (id: string, topic: string, gate: number, refused: boolean) =>
  sampleResult({
    id,
    groups: [topic],
    expected: 'no_answer',
    gate,
    answer: { status: refused ? 'no_answer' : 'answered', text: '', citations: [], more: [] },
    scores: { status: refused ? 1 : 0 },
  });
const answerable = (id: string, gate: number, answered = true) =>
  sampleResult({
    id,
    gate,
    answer: { status: answered ? 'answered' : 'no_answer', text: '', citations: [], more: [] },
    scores: { status: answered ? 1 : 0 },
  });

describe('figuresOf', () => {
  it('gives the mean of each score over all questions and over each group', () => {
    const results = [
      sampleResult({ id: 'a', groups: ['de', 'page 1'], scores: { right: 1, facts: 0.5 } }),
      sampleResult({ id: 'b', groups: ['de'], scores: { right: 0, facts: 1 } }),
      sampleResult({ id: 'c', groups: ['en'], scores: { right: 0, facts: 0 } }),
    ];
    // right: 1/3 over all, 1/2 of de, 1 of page 1, 0 of en; facts: 1.5/3, 1.5/2, 0.5, 0.
    const means = (metric: string) =>
      [ALL, 'de', 'page 1', 'en'].map((group) => {
        const { value, n } = find(results, metric, group)!;
        return [value, n];
      });
    expect(means('right')).toEqual([
      [1 / 3, 3],
      [1 / 2, 2],
      [1, 1],
      [0, 1],
    ]);
    expect(means('facts')).toEqual([
      [1 / 2, 3],
      [3 / 4, 2],
      [1 / 2, 1],
      [0, 1],
    ]);
  });

  it('counts a score over the questions that have it', () => {
    const results = [
      sampleResult({ id: 'a', scores: { right: 1, source: 1 } }),
      sampleResult({ id: 'b', scores: { right: 1 } }),
      sampleResult({ id: 'c', scores: { right: 1, source: 0 } }),
    ];
    expect(find(results, 'source')).toMatchObject({ value: 1 / 2, n: 2 });
    expect(find(results, 'right')).toMatchObject({ value: 1, n: 3 });
  });

  it('puts an interval around each figure, the same for the same seed', () => {
    const results = Array.from({ length: 20 }, (_, at) => sampleResult({ id: `q${at}`, scores: { right: at % 2 } }));
    const { value, low, high } = find(results, 'right')!;
    expect(value).toBe(0.5);
    // Standard error √(0.25 / 20) = 0.112: about 0.28 to 0.72.
    expect(low).toBeGreaterThan(0.2);
    expect(low).toBeLessThan(0.35);
    expect(high).toBeGreaterThan(0.65);
    expect(high).toBeLessThan(0.8);
    expect(figuresOf(results, { seed: 5 })).toEqual(figuresOf(results, { seed: 5 }));
  });

  it('leaves questions that could not be asked out of every figure: a fault is no zero', () => {
    const asked = [
      answerable('a', 0.9),
      answerable('b', 0.6),
      toRefuse('c', 'off topic', 0.1, true),
      toRefuse('d', 'in topic', 0.7, false),
    ];
    const faults = [
      failedResult('e', { groups: ['de', 'only of faults'] }),
      failedResult('f', { expected: 'no_answer', groups: ['off topic'] }),
    ];
    expect(figuresOf([...asked, ...faults], { seed: 1 })).toEqual(figuresOf(asked, { seed: 1 }));
  });

  it('has no figure where no question could be asked, or there is none', () => {
    expect(figuresOf([failedResult('a')], { seed: 1 })).toEqual([]);
    expect(figuresOf([], { seed: 1 })).toEqual([]);
  });
});

describe('the figures of refusals', () => {
  it('count questions to refuse against those to answer', () => {
    const results = [
      answerable('a', 0.9),
      answerable('b', 0.2, false),
      toRefuse('c', 'off topic', 0.1, true),
      toRefuse('d', 'off topic', 0.2, true),
      toRefuse('e', 'in topic', 0.8, false),
      // A greeting is neither.
      sampleResult({ id: 'f', expected: 'smalltalk' }),
    ];
    // Three refused, two of them rightly: P = 2/3; three to refuse, two refused: R = 2/3; F1 = 2/3.
    for (const part of ['precision', 'recall', 'f1']) {
      const figure = find(results, `refusal ${part}`)!;
      expect(figure.value).toBeCloseTo(2 / 3, 12);
      expect(figure.n).toBe(5);
    }
  });

  it('are absent without a question to refuse', () => {
    expect(find([answerable('a', 0.9)], 'refusal f1')).toBeUndefined();
    expect(find([answerable('a', 0.9)], 'gate AUROC')).toBeUndefined();
  });
});

describe('the area under the curve of the gate', () => {
  const results = [
    answerable('a', 0.9),
    answerable('b', 0.5),
    toRefuse('c', 'off topic', 0.1, true),
    toRefuse('d', 'in topic', 0.7, false),
    toRefuse('e', 'in topic', 0.5, false),
  ];

  it('compares questions to answer with all to refuse, and with each topic', () => {
    // Pairs: 0.9 above 0.1, 0.7, 0.5 (3); 0.5 above 0.1 (1), below 0.7 (0), tied with 0.5 (½): 4.5 of 6.
    expect(find(results, 'gate AUROC')).toMatchObject({ value: 4.5 / 6, n: 5 });
    // Off topic: 2 of 2. In topic: 0.9 above both (2), 0.5 below one, tied with the other (½): 2.5 of 4.
    expect(find(results, 'gate AUROC', 'off topic')).toMatchObject({ value: 1, n: 3 });
    expect(find(results, 'gate AUROC', 'in topic')).toMatchObject({ value: 2.5 / 4, n: 4 });
  });

  it('leaves out questions without an estimate of the gate', () => {
    const followUp = sampleResult({ id: 'f', groups: ['follow-up'], gate: null });
    expect(find([...results, followUp], 'gate AUROC')).toMatchObject({ value: 4.5 / 6, n: 5 });
  });

  it('is absent without a question to answer', () => {
    expect(find([toRefuse('c', 'off topic', 0.1, true)], 'gate AUROC')).toBeUndefined();
  });
});
