import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../eval/compare-runs.ts';
import { comparisonAsText, runAsText } from '../../eval/print-run.ts';
import { sampleCitation } from '../support/scripted-chatbot.ts';
import { failedResult, sampleFigure, sampleRecord, sampleResult, sampleRun } from './sample-run.ts';

describe('runAsText', () => {
  const answer = {
    status: 'answered' as const,
    text: 'Eins. [1]\nZwei. [2]',
    citations: [sampleCitation(), sampleCitation({ number: 2, title: 'Nebenbei' })],
    more: [2],
  };

  it('shows each question with its verdict, its answer, the sources it rests on and what is missing', () => {
    const lines = runAsText(
      sampleRun({
        results: [
          sampleResult({
            id: 'a',
            answer,
            scores: { right: 0, status: 1 },
            missingFacts: ['4', 'x / y'],
            unmet: ['the notice old_answer'],
          }),
        ],
      }),
    ).split('\n');
    expect(lines.slice(0, 5)).toEqual([
      'WRONG  a  Wann öffnet das Freibad?',
      '       answered: Eins. [1]',
      '       Zwei. [2]',
      '       [1] Besuch in Kumamoto (stadt-heidelberg/kumamoto)',
      '       missing: 4; x / y; the notice old_answer',
    ]);
  });

  it('judges by the status where a collection has no facts', () => {
    const text = runAsText(
      sampleRun({
        results: [sampleResult({ id: 'a', scores: { status: 1 } }), sampleResult({ id: 'b', scores: { status: 0 } })],
      }),
    );
    expect(text).toContain('right  a  ');
    expect(text).toContain('WRONG  b  ');
  });

  it('shows an error as one, and counts it', () => {
    const text = runAsText(sampleRun({ results: [failedResult('a'), sampleResult({ id: 'b' })] }));
    expect(text).toContain('ERROR  a  Wann öffnet das Freibad?\n       the index is gone\n');
    expect(text).toMatch(/\n1 errors$/);
  });

  it('tells what the figures are of', () => {
    const text = runAsText(sampleRun());
    expect(text).toContain('town: 1 questions, asked as on 2026-07-15, 1.2 s');
    expect(text).toContain(
      `of 3 documents, 7 passages; code abc1234, corpus ${'c'.repeat(12)}, index 2026-11-22-0001, embedder bundled, seed 1`,
    );
    expect(runAsText(sampleRun({ record: sampleRecord({ commit: null }) }))).toContain('code 0.1.0,');
  });

  it('shows the figures with interval and count, metrics as rows and groups as columns', () => {
    const text = runAsText(
      sampleRun({
        figures: [
          sampleFigure(),
          sampleFigure({ group: 'de', value: 1, low: 1, high: 1, n: 3 }),
          sampleFigure({ metric: 'facts' }),
        ],
      }),
    );
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(
      rows
        .map((row) =>
          row
            .split('|')
            .slice(1, -1)
            .map((cell) => cell.trim()),
        )
        .filter((_, at) => at !== 1),
    ).toEqual([
      ['', 'all questions', 'de'],
      ['right', '0.750 [0.500, 1.000] n 8', '1.000 [1.000, 1.000] n 3'],
      ['facts', '0.750 [0.500, 1.000] n 8', ''],
    ]);
  });
});

describe('comparisonAsText', () => {
  it('says so where nothing differs', () => {
    const text = comparisonAsText(compareRuns(sampleRun(), sampleRun()));
    expect(text).toContain('Nothing differs in code, data and settings.');
    expect(text).toContain('0 questions changed:');
    expect(text).not.toContain('Not in both runs');
  });

  it('lists what differs, the worst questions first, the differences and what could not be compared', () => {
    const before = sampleRun({
      results: [
        sampleResult({ id: 'a' }),
        sampleResult({ id: 'b', scores: { right: 0, status: 0 } }),
        failedResult('c'),
      ],
    });
    const after = sampleRun({
      record: sampleRecord({ seed: 2 }),
      results: [
        sampleResult({ id: 'b' }),
        sampleResult({ id: 'a', scores: { right: 0, status: 1 } }),
        sampleResult({ id: 'c' }),
      ],
    });
    const text = comparisonAsText(compareRuns(before, after));
    expect(text).toContain('What differs:\n  - seed: 1 → 2\n');
    expect(text).toContain(
      '2 questions changed, the worst first:\n  a  Wann öffnet das Freibad?\n       right -1.000\n  b  ',
    );
    expect(text).toContain('right +1.000, status +1.000');
    expect(text).toMatch(/\| right +\| \+0\.000 \[−1\.000, \+1\.000\], p = 1\.000 \| 2 +\|/);
    expect(text).toContain('Not in both runs, or failed in one: c');
  });
});
