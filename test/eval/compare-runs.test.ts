import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../eval/compare-runs.ts';
import type { Scores } from '../../eval/score-answer.ts';
import { failedResult, sampleRecord, sampleResult, sampleRun } from './sample-run.ts';

const runOf = (scores: Readonly<Record<string, Scores>>) =>
  sampleRun({ results: Object.entries(scores).map(([id, each]) => sampleResult({ id, scores: each })) });

describe('compareRuns', () => {
  it('lists the questions that changed, those that got worse first, each with its changes', () => {
    const before = runOf({
      same: { right: 1, facts: 1 },
      worse: { right: 1, facts: 1 },
      better: { right: 0, facts: 0.5 },
      slightly: { right: 0, facts: 0.5 },
    });
    const after = runOf({
      better: { right: 1, facts: 1 },
      same: { right: 1, facts: 1 },
      slightly: { right: 0, facts: 0.25 },
      worse: { right: 0, facts: 0.5 },
    });
    const { changed } = compareRuns(before, after);
    // worse −1 − 0.5, slightly −0.25, better +1 + 0.5.
    expect(changed.map(({ id, changes }) => [id, changes])).toEqual([
      ['worse', { right: -1, facts: -0.5 }],
      ['slightly', { facts: -0.25 }],
      ['better', { right: 1, facts: 0.5 }],
    ]);
    expect(changed[0]!.before.scores.right).toBe(1);
    expect(changed[0]!.after.scores.right).toBe(0);
  });

  it('lists questions that changed alike by their ids', () => {
    const before = runOf({ c: { right: 1 }, a: { right: 1 }, b: { right: 1 } });
    const after = runOf({ c: { right: 0 }, a: { right: 0 }, b: { right: 0 } });
    expect(compareRuns(before, after).changed.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('gives the difference of each score over the questions that have it in both runs', () => {
    const before = runOf({ a: { right: 0, source: 1 }, b: { right: 0 }, c: { right: 1 }, d: { right: 1 } });
    const after = runOf({ a: { right: 1, source: 0 }, b: { right: 1, source: 1 }, c: { right: 1 }, d: { right: 1 } });
    const { figures } = compareRuns(before, after, { resamples: 20_000 });
    const right = figures.find(({ metric }) => metric === 'right')!;
    // +1, +1, 0, 0: mean 1/2; both signs alike in 2 of 4 swaps.
    expect(right).toMatchObject({ value: 0.5, n: 4 });
    expect(Math.abs(right.pValue - 0.5)).toBeLessThan(0.02);
    expect(figures.find(({ metric }) => metric === 'source')).toMatchObject({ value: -1, low: -1, high: -1, n: 1 });
  });

  it('has no figure of a score that no question has in both runs', () => {
    const { figures } = compareRuns(runOf({ a: { right: 1 } }), runOf({ a: { right: 1, source: 1 } }));
    expect(figures.map(({ metric }) => metric)).toEqual(['right']);
  });

  it('names questions of one run only, and those that failed in one, and compares the rest', () => {
    const before = sampleRun({
      results: [sampleResult({ id: 'both' }), sampleResult({ id: 'gone' }), failedResult('mended'), failedResult('x')],
    });
    const after = sampleRun({
      results: [
        sampleResult({ id: 'both' }),
        sampleResult({ id: 'new' }),
        sampleResult({ id: 'mended' }),
        failedResult('x'),
      ],
    });
    const { unpaired, changed, figures } = compareRuns(before, after);
    expect([...unpaired].sort()).toEqual(['gone', 'mended', 'new', 'x']);
    expect(changed).toEqual([]);
    expect(figures.map(({ metric, value, n }) => [metric, value, n])).toEqual([
      ['right', 0, 1],
      ['status', 0, 1],
    ]);
  });

  it('finds nothing where a run is compared with itself', () => {
    const run = sampleRun({ results: [sampleResult({ id: 'a' }), sampleResult({ id: 'b', scores: { right: 0 } })] });
    const { differences, changed, unpaired, figures } = compareRuns(run, run);
    expect([differences, changed, unpaired]).toEqual([[], [], []]);
    for (const figure of figures) expect(figure).toMatchObject({ value: 0, low: 0, high: 0, pValue: 1 });
  });

  it('tells what differs in the records by its path, and nothing else', () => {
    const before = sampleRun({ record: sampleRecord({ commit: null }) });
    const after = sampleRun({
      record: sampleRecord({
        corpusDigest: 'e'.repeat(64),
        suite: { name: 'town', digest: 'f'.repeat(64), questions: 1 },
        settings: { answers: { answerableMin: 0.4, sentencesMax: 3 }, chunking: {}, limits: { turns: [1, 2] } },
      }),
    });
    const { differences } = compareRuns(before, after);
    expect(differences).toEqual([
      'commit: null → "abc1234"',
      `suite.digest: "${'d'.repeat(64)}" → "${'f'.repeat(64)}"`,
      `corpusDigest: "${'c'.repeat(64)}" → "${'e'.repeat(64)}"`,
      'settings.answers.answerableMin: 0.3 → 0.4',
      'settings.chunking.charsTarget: 700 → –',
      'settings.limits.turns.0: – → 1',
      'settings.limits.turns.1: – → 2',
    ]);
  });

  it('does not name time and results as differences', () => {
    const before = sampleRun();
    const after = sampleRun({ startedAt: '2027-01-01T00:00:00.000Z', durationMs: 1 });
    expect(compareRuns(before, after).differences).toEqual([]);
  });

  it('gives the same comparison for the same seed', () => {
    const ids = Array.from({ length: 12 }, (_, at) => `q${at}`);
    const before = runOf(Object.fromEntries(ids.map((id, at) => [id, { right: at % 2 }])));
    const after = runOf(Object.fromEntries(ids.map((id, at) => [id, { right: at % 3 === 0 ? 1 : 0 }])));
    expect(compareRuns(before, after, { seed: 9 })).toEqual(compareRuns(before, after, { seed: 9 }));
  });
});
