import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBeir } from '../../../eval/datasets/beir.ts';
import { hitAt, ndcgAt, precisionAt, recallAt, reciprocalRankAt, type Grades } from '../../../eval/metrics/ranking.ts';

/**
 * A worked example after the definitions of trec_eval 9 (`-q -m success.1,5 -m P.5 -m recall.10 -m recip_rank -m ndcg_cut.10`): grades from 0 to 3,
 * unjudged documents (u1 …), and two relevant documents (d7, d8) that were not retrieved.
 */
const QRELS = { d1: 3, d2: 2, d3: 0, d4: 1, d5: 3, d6: 1, d7: 2, d8: 1 };
const RUN = ['u1', 'd2', 'd3', 'd1', 'u2', 'd6', 'u3', 'd5', 'u4', 'u5', 'd4', 'u6'];

let folder: string;
let relevant: Grades;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lumi-trec-'));
  writeFileSync(join(folder, 'corpus.jsonl'), '');
  writeFileSync(join(folder, 'queries.jsonl'), '');
  const lines = Object.entries(QRELS).map(([id, grade]) => `301\t${id}\t${grade}`);
  writeFileSync(join(folder, 'qrels.tsv'), ['query-id\tcorpus-id\tscore', ...lines, ''].join('\n'));
  relevant = (await readBeir(folder)).relevant.get('301')!;
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the worked example of trec_eval', () => {
  it('takes seven documents as relevant: grade 0 is judged and not relevant', () => {
    expect([...relevant.keys()]).toEqual(['d1', 'd2', 'd4', 'd5', 'd6', 'd7', 'd8']);
  });

  it('success_1 is 0: an unjudged document stands first', () => {
    expect(hitAt(1, RUN, relevant)).toBe(0);
  });

  it('success_5 is 1', () => {
    expect(hitAt(5, RUN, relevant)).toBe(1);
  });

  it('P_5 is 0.4: d2 and d1 are relevant, d3 is not, and unjudged documents are not', () => {
    expect(precisionAt(5, RUN, relevant)).toBe(0.4);
  });

  it('recall_10 is 4/7: d2, d1, d6, d5 of seven; d4 comes at rank 11', () => {
    expect(recallAt(10, RUN, relevant)).toBeCloseTo(0.5714, 4);
    expect(recallAt(11, RUN, relevant)).toBeCloseTo(0.7143, 4);
  });

  it('recip_rank is 0.5: d2 at rank 2', () => {
    expect(reciprocalRankAt(RUN.length, RUN, relevant)).toBe(0.5);
  });

  it('ndcg_cut_10 is 0.4925', () => {
    // DCG: 2/log2 3 + 3/log2 5 + 1/log2 7 + 3/log2 9 = 1.26186 + 1.29203 + 0.35621 + 0.94639 = 3.85649 (ranks 2, 4, 6, 8).
    // Ideal, grades 3 3 2 2 1 1 1: 3 + 3/log2 3 + 2/log2 4 + 2/log2 5 + 1/log2 6 + 1/log2 7 + 1/log2 8
    //   = 3 + 1.89279 + 1 + 0.86135 + 0.38685 + 0.35621 + 0.33333 = 7.83053.
    // 3.85649 / 7.83053 = 0.49249.
    expect(ndcgAt(10, RUN, relevant)).toBeCloseTo(0.4925, 4);
  });

  it('ndcg_cut_5 divides by the ideal of five places', () => {
    // (1.26186 + 1.29203) / (3 + 1.89279 + 1 + 0.86135 + 0.38685) = 2.55389 / 7.14099 = 0.35764.
    expect(ndcgAt(5, RUN, relevant)).toBeCloseTo(0.3576, 4);
  });
});
