import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRun, writeRun } from '../../eval/stored-run.ts';
import { sampleCitation } from '../support/scripted-chatbot.ts';
import { failedResult, sampleResult, sampleRun } from './sample-run.ts';
import { usageProblemOf } from './usage-problem.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lumi-run-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a stored run', () => {
  it('is read as it was written', () => {
    const path = join(folder, 'run.json');
    const answer = { status: 'answered', text: 'Ü "9" \u2028 [1]', citations: [sampleCitation()], more: [2] } as const;
    const run = sampleRun({ results: [sampleResult({ answer, missingFacts: ['a / b'] }), failedResult('q2')] });
    writeRun(path, run);
    expect(readRun(path)).toEqual(run);
  });

  it('replaces an earlier one and can be read by people', () => {
    const path = join(folder, 'twice.json');
    writeRun(path, sampleRun({ results: [sampleResult(), sampleResult({ id: 'q2' })] }));
    const second = sampleRun();
    writeRun(path, second);
    expect(readRun(path)).toEqual(second);
    expect(readFileSync(path, 'utf8')).toMatch(/^\{\n {2}"format": 1,\n[^]*\}\n$/);
  });

  it('keeps what a later version may add', () => {
    const path = join(folder, 'later.json');
    const run = { ...sampleRun(), added: { by: 'a later version' } };
    writeRun(path, run);
    expect(readRun(path)).toEqual(run);
  });

  it('cannot be written into a folder that is not there', () => {
    const path = join(folder, 'nowhere', 'run.json');
    expect(
      usageProblemOf(() => {
        writeRun(path, sampleRun());
      }),
    ).toContain(path);
  });

  it.each([
    ['no JSON', '{"format": 1', 'cannot be read as a run'],
    ['another format', { ...sampleRun(), format: 2 }, 'format'],
    ['no results', { ...sampleRun(), results: undefined }, 'results'],
    ['a record without a suite', { ...sampleRun(), record: {} }, 'record.suite'],
    [
      'a score that is text',
      { ...sampleRun(), results: [{ ...sampleResult(), scores: { right: '1' } }] },
      'scores.right',
    ],
    ['a result without id', { ...sampleRun(), results: [{ ...sampleResult(), id: undefined }] }, 'results[0].id'],
    ['a list', [], 'not a run of format 1'],
  ])('is refused with %s, naming file and place', (_, content, part) => {
    const path = join(folder, 'other.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    const problem = usageProblemOf(() => readRun(path));
    expect(problem).toContain(path);
    expect(problem).toContain(part);
  });

  it('is refused where there is no file', () => {
    const path = join(folder, 'none.json');
    expect(usageProblemOf(() => readRun(path))).toContain(path);
  });
});
