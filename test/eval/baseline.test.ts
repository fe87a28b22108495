import { mkdtempSync, rmSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatesMissed } from '../../eval/baseline.ts';
import { sampleFigure, sampleRecord, sampleRun } from './sample-run.ts';
import { usageProblemOf } from './usage-problem.ts';

let path: string;
beforeAll(() => {
  path = join(mkdtempSync(join(tmpdir(), 'lumi-baseline-')), 'baseline.json');
});
afterAll(() => {
  rmSync(join(path, '..'), { recursive: true });
});

const RUN = sampleRun({
  figures: [
    sampleFigure({ metric: 'right', value: 0.75 }),
    sampleFigure({ metric: 'right', group: 'off topic', value: 0.5 }),
    sampleFigure({ metric: 'citation recall', value: 1 }),
  ],
});

function missed(baseline: unknown, run = RUN) {
  writeFileSync(path, typeof baseline === 'string' ? baseline : JSON.stringify(baseline));
  return gatesMissed(path, run);
}

const problemOf = (baseline: unknown) => usageProblemOf(() => missed(baseline));

describe('gatesMissed', () => {
  it('lists the figures below their gates, and not those at or above them', () => {
    expect(missed({ town: { right: 0.76, 'right: off topic': 0.5, 'citation recall': 0.9 } })).toEqual([
      { name: 'right', value: 0.75, minimum: 0.76 },
    ]);
    expect(missed({ town: { right: 0.75, 'right: off topic': 0.51 } })).toEqual([
      { name: 'right: off topic', value: 0.5, minimum: 0.51 },
    ]);
  });

  it('demands nothing where there is no gate, and looks at the gates of the own suite only', () => {
    expect(missed({ town: {}, other: { right: 1 } })).toEqual([]);
  });

  it('takes a figure that is no number as missed', () => {
    const run = sampleRun({ figures: [sampleFigure({ value: Number.NaN })] });
    expect(missed({ town: { right: 0 } }, run)).toHaveLength(1);
  });

  it.each([
    ['a figure that the run does not have', { town: { rigth: 0.1 } }, '"rigth"'],
    ['a group that the run does not have', { town: { 'right: fr': 0.1 } }, '"right: fr"'],
    ['a suite without gates', { other: { right: 0.1 } }, 'town'],
    ['a gate above 1', { town: { right: 75 } }, 'town'],
    ['a gate below 0', { town: { right: -0.1 } }, 'town'],
    ['a gate that is text', { town: { right: '0.5' } }, 'town'],
    ['a list', [], 'not a baseline'],
    ['broken JSON', '{', 'cannot be read'],
  ])('refuses %s and names the file', (_, baseline, part) => {
    const problem = problemOf(baseline);
    expect(problem).toContain(path);
    expect(problem).toContain(part);
  });

  it('names a file that is not there', () => {
    expect(() => gatesMissed(join(path, '..', 'nowhere.json'), RUN)).toThrow(/nowhere\.json cannot be read/);
  });

  it('has gates for the shipped suite in the shipped baseline', () => {
    const file = new URL('../../eval/baseline.json', import.meta.url).pathname;
    const gates = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, number>>;
    const figures = Object.keys(gates['shipped-corpus']!).map((name) => {
      const [metric = '', group = 'all'] = name.split(': ');
      return sampleFigure({ metric, group, value: 0 });
    });
    const shipped = sampleRun({
      record: sampleRecord({ suite: { name: 'shipped-corpus', digest: '', questions: 1 } }),
      figures,
    });
    expect(gatesMissed(file, shipped).map(({ name }) => name)).toContain('right');
  });
});
