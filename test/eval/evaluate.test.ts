import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateCollection, evaluatePages, evaluateSuite, type EvaluateOptions } from '../../eval/evaluate.ts';
import { ALL, type Run } from '../../eval/run.ts';
import { readSuite, type Suite } from '../../eval/suite.ts';
import type { Config } from '../../src/config.ts';
import { isLumiError } from '../../src/errors.ts';
import { SAMPLE_DOCUMENTS, writeDocument, writeSampleCorpus } from '../support/sample-chatbot.ts';

let folder: string;
let config: Config;
let removeCorpus: () => Promise<void>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lumi-evaluate-'));
  const sample = await writeSampleCorpus({
    documents: SAMPLE_DOCUMENTS.filter(({ id }) => /freibad|bibliothek|bruecke|kirmes|trinkbrunnen/.test(id)),
  });
  config = sample.config;
  removeCorpus = sample.remove;
});
afterAll(async () => {
  await removeCorpus();
  rmSync(folder, { recursive: true });
});

const options = (changes: Partial<EvaluateOptions> = {}): EvaluateOptions => ({
  parallel: 1,
  seed: 1,
  today: null,
  onProgress: () => undefined,
  onRemark: () => undefined,
  ...changes,
});

const QUESTIONS = `
  - { id: bridge, language: de, question: 'Wie lang ist die Eisenbrücke über die Aller?', expected: answered, facts: ['142 Meter'], documents: [musterstadt/bruecke] }
  - { id: pool, language: de, question: 'Wann öffnet das Freibad am Mühlenteich?', expected: answered, facts: ['16. Mai'], documents: [musterstadt/freibad] }
  - { id: pool-next, language: de, history: ['Wann öffnet das Freibad am Mühlenteich?'], question: 'Und was kostet der Eintritt?', expected: answered, facts: ['4 Euro'] }
  - { id: cake, language: de, question: 'Wie backe ich Lebkuchen?', expected: no_answer, topic: 'off', facts: [] }
  - { id: thanks, language: de, question: 'Danke!', expected: smalltalk, facts: [] }
`;

function suiteOf(text: string, name = 'town'): Suite {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(path, text);
  return readSuite(path);
}
const SUITE = () => suiteOf(`today: 2026-07-15\nquestions:\n${QUESTIONS}`);

const figure = (run: Run, metric: string, group = ALL) =>
  run.figures.find((each) => each.metric === metric && each.group === group);

/** What must be alike in two runs of the same: everything but the time that passed and the ids of answers. */
function withoutTimes({ figures, record, errors, results }: Run) {
  return {
    figures,
    record,
    errors,
    results: results.map(({ durationMs, answer, ...rest }) => ({
      ...rest,
      took: durationMs >= 0,
      answer: answer && { status: answer.status, text: answer.text, citations: answer.citations, more: answer.more },
    })),
  };
}

/** Settings that work until `fail` is called; then whatever asks for the day in the city throws, as a broken part of the chatbot would. */
function failingConfig(): { config: Config; fail: () => void } {
  let isBroken = false;
  const city = {
    name: config.city.name,
    get timeZone() {
      if (isBroken) throw new Error('the clock is broken');
      return 'Europe/Berlin';
    },
  };
  return { config: { ...config, city }, fail: () => (isBroken = true) };
}

describe('evaluateSuite', () => {
  let run: Run;
  const progress: [number, number][] = [];
  beforeAll(async () => {
    run = await evaluateSuite(SUITE(), config, options({ onProgress: (...each) => progress.push(each) }));
  });

  it('asks every question of the suite, in its order, and tells how far it is', () => {
    expect(run.results.map(({ id, error }) => [id, error])).toEqual([
      ['bridge', null],
      ['pool', null],
      ['pool-next', null],
      ['cake', null],
      ['thanks', null],
    ]);
    expect(progress).toEqual([1, 2, 3, 4, 5].map((done) => [done, 5]));
    expect(run.errors).toBe(0);
  });

  it('scores answers, sources and retrieval of a question that is answered', () => {
    const [bridge] = run.results;
    expect(bridge).toMatchObject({
      question: 'Wie lang ist die Eisenbrücke über die Aller?',
      language: 'de',
      groups: ['de'],
      expected: 'answered',
      missingFacts: [],
    });
    expect(bridge!.answer!.text).toContain('142 Meter');
    expect(bridge!.scores).toEqual({
      right: 1,
      status: 1,
      facts: 1,
      source: 1,
      verbatim: 1,
      'citation validity': 1,
      'citation recall': 1,
      'citation precision': 1,
      'hit@1': 1,
      'hit@5': 1,
      'nDCG@10': 1,
    });
  });

  it('groups by language, follow-up and topic', () => {
    expect(run.results.map(({ groups }) => groups)).toEqual([['de'], ['de'], ['follow-up'], ['off topic'], ['de']]);
    expect([...new Set(run.figures.map(({ group }) => group))].sort()).toEqual([ALL, 'de', 'follow-up', 'off topic']);
  });

  it('has the gate decide on questions with words of their own only', () => {
    const gates = Object.fromEntries(run.results.map(({ id, gate }) => [id, gate]));
    expect(gates['pool-next']).toBeNull();
    for (const id of ['bridge', 'cake']) {
      expect(gates[id]).toBeGreaterThanOrEqual(0);
      expect(gates[id]).toBeLessThanOrEqual(1);
    }
    expect(gates.bridge!).toBeGreaterThan(gates.cake!);
    // Two questions to answer, one to refuse; the follow-up has no gate, and the thanks is neither.
    expect(figure(run, 'gate AUROC')).toMatchObject({ value: 1, n: 3 });
    expect(figure(run, 'gate AUROC', 'off topic')).toMatchObject({ value: 1, n: 3 });
  });

  it('gives figures with their counts, each a mean of the results', () => {
    const meanOf = (metric: string) => {
      const scores = run.results.flatMap((result) => result.scores[metric] ?? []);
      return { value: scores.reduce((sum, score) => sum + score, 0) / scores.length, n: scores.length };
    };
    for (const metric of ['right', 'status', 'facts', 'source', 'citation recall', 'hit@1', 'nDCG@10']) {
      const { value, n } = meanOf(metric);
      expect(figure(run, metric)!.value).toBeCloseTo(value, 12);
      expect(figure(run, metric)!.n).toBe(n);
    }
    expect(figure(run, 'status')!.n).toBe(5);
    expect(figure(run, 'facts')!.n).toBe(3);
    expect(figure(run, 'source')!.n).toBe(2);
    expect(figure(run, 'refusal f1')!.n).toBe(4);
    for (const { value, low, high } of run.figures) {
      expect(value).toBeGreaterThanOrEqual(low - 1e-9);
      expect(value).toBeLessThanOrEqual(high + 1e-9);
    }
  });

  it('records what the figures depend on', () => {
    const { record } = run;
    expect(record).toMatchObject({
      suite: { name: 'town', digest: SUITE().digest, questions: 5 },
      documents: 5,
      embedder: expect.stringMatching(/./) as string,
      today: '2026-07-15',
      seed: 1,
      node: process.version,
      settings: { answers: config.answers, chunking: config.chunking, limits: config.limits, persona: config.persona },
    });
    expect(record.commit === null || /^[0-9a-f]{7,}(-dirty)?$/.test(record.commit)).toBe(true);
    expect(record.corpusDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(record.generation).toMatch(/./);
    expect(record.passages).toBeGreaterThanOrEqual(5);
    expect(run.format).toBe(1);
    expect(new Date(run.startedAt).toISOString()).toBe(run.startedAt);
  });

  it('gives the same run for the same seed, however many questions are under way at once', async () => {
    const again = await evaluateSuite(SUITE(), config, options({ parallel: 8 }));
    expect(withoutTimes(again)).toEqual(withoutTimes(run));
  });

  it('gives the same values with other intervals for another seed', async () => {
    const other = await evaluateSuite(SUITE(), config, options({ seed: 2 }));
    expect(other.figures.map(({ value, n }) => [value, n])).toEqual(run.figures.map(({ value, n }) => [value, n]));
    expect(other.record).toEqual({ ...run.record, seed: 2 });
  });

  it('asks on the day it is given, else on that of the suite', async () => {
    const suite = suiteOf(
      "today: 2026-07-15\nquestions:\n  - { id: fair, language: de, question: 'Wie viele Karussells hat die Kirmes auf dem Schützenplatz?', expected: answered, facts: ['48'] }\n",
      'fair',
    );
    const onDay = async (today: string | null) => {
      const { record, results } = await evaluateSuite(suite, config, options({ today }));
      return [record.today, results[0]!.answer!.status];
    };
    // The document is valid until 15 July 2026, that day included.
    expect(await onDay(null)).toEqual(['2026-07-15', 'answered']);
    expect(await onDay('2026-07-16')).toEqual(['2026-07-16', 'no_answer']);
  });

  it('asks a question on its own day where it names one, and tells the results in the order of the suite', async () => {
    const fair = (id: string, more: string, expected: string) =>
      `  - { id: ${id}, ${more}language: de, question: 'Wie viele Karussells hat die Kirmes auf dem Schützenplatz?', expected: ${expected}, facts: [] }\n`;
    const suite = suiteOf(
      `today: 2026-07-15\nquestions:\n${fair('a', '', 'answered')}${fair('b', "today: '2026-07-16', ", 'no_answer')}${fair('c', '', 'answered')}`,
      'days',
    );
    const asked = await evaluateSuite(suite, config, options({ parallel: 2 }));
    expect(asked.results.map(({ id, scores }) => [id, scores.status])).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 1],
    ]);
    // The day that is given takes the place of that of the suite, not of that of a question.
    const later = await evaluateSuite(suite, config, options({ today: '2026-07-14' }));
    expect(later.results.map(({ scores }) => scores.status)).toEqual([1, 1, 1]);
  });

  it('asks a suite with a corpus of its own on that, and remarks on a document that is left out', async () => {
    const corpus = join(folder, 'mill-corpus');
    await writeDocument(corpus, { id: 'muehlstadt/muehle', markdown: 'Die Mühle am Wehr hat vier Mahlgänge.' });
    writeFileSync(join(corpus, 'muehlstadt', 'leer.md'), 'Kein Kopf.');
    const suite = suiteOf(
      [
        'today: 2026-07-15\ncorpus: mill-corpus\nquestions:\n',
        "  - { id: mill, language: de, question: 'Wie viele Mahlgänge hat die Mühle am Wehr?', expected: answered, facts: [vier], lead: muehlstadt/muehle, notices: [undated], withoutNotices: [old_answer] }\n",
        "  - { id: bridge, language: de, question: 'Wie lang ist die Eisenbrücke über die Aller?', expected: no_answer, topic: 'off', facts: [] }\n",
      ].join(''),
      'mill',
    );
    const remarks: string[] = [];
    const own = await evaluateSuite(suite, config, options({ onRemark: (text) => remarks.push(text) }));
    expect(own.record.documents).toBe(1);
    expect(own.results.map(({ id, scores, unmet }) => [id, scores.right, unmet])).toEqual([
      ['mill', 1, []],
      ['bridge', 1, []],
    ]);
    expect(remarks.some((text) => text.startsWith('error: muehlstadt/leer.md'))).toBe(true);
  });

  it('brings the index up to date first', async () => {
    const { record } = await evaluateSuite(SUITE(), { ...config, dataDir: join(folder, 'fresh') }, options());
    expect(record.documents).toBe(5);
  });
});

describe('a question that cannot be asked', () => {
  it('is an error that is counted and shown, in no figure, and the rest goes on', async () => {
    const { config: failing, fail } = failingConfig();
    const run = await evaluateSuite(
      suiteOf(`today: 2026-07-15\nquestions:\n${QUESTIONS.replace(/.*pool-next.*\n/, '')}`, 'faults'),
      failing,
      options({
        onProgress: (done) => {
          if (done === 2) fail();
        },
      }),
    );
    expect(run.errors).toBe(2);
    expect(run.results.map(({ id, error }) => [id, error])).toEqual([
      ['bridge', null],
      ['pool', null],
      ['cake', 'The chatbot could not answer because of a fault of its own.'],
      ['thanks', 'The chatbot could not answer because of a fault of its own.'],
    ]);
    expect(run.results[2]).toMatchObject({ answer: null, scores: {}, gate: null, missingFacts: [] });
    expect(figure(run, 'status')).toMatchObject({ value: 1, n: 2 });
    expect(figure(run, 'gate AUROC')).toBeUndefined();
  });

  it('is an error in a follow-up too, and no wrong answer: nobody was refused, the chatbot failed', async () => {
    const { config: failing, fail } = failingConfig();
    const run = await evaluateSuite(
      suiteOf(`today: 2026-07-15\nquestions:\n${QUESTIONS.replace(/.*id: pool,.*\n/, '')}`, 'follow-up-faults'),
      failing,
      options({
        onProgress: (done) => {
          if (done === 1) fail();
        },
      }),
    );
    const followUp = run.results.find(({ id }) => id === 'pool-next')!;
    expect(followUp.error).not.toBeNull();
    expect(followUp.scores).toEqual({});
    expect(run.errors).toBe(3);
  });

  it('is an error where only the answer fails, and the search does not', async () => {
    // The examples are read for a refusal alone.
    const failing = {
      ...config,
      get examples(): Config['examples'] {
        throw new Error('no examples');
      },
    };
    const remarks: string[] = [];
    const run = await evaluateSuite(SUITE(), failing, options({ onRemark: (text) => remarks.push(text) }));
    expect(remarks.join('\n')).toContain('could not be answered');
    expect(run.errors).toBeGreaterThan(0);
    expect(run.results.every(({ answer }) => answer?.status !== 'unavailable')).toBe(true);
  });
});

describe('evaluateCollection', () => {
  let beir: string;
  beforeAll(() => {
    beir = join(folder, 'zoo');
    mkdirSync(beir);
    const lines = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    writeFileSync(
      join(beir, 'corpus.jsonl'),
      lines(
        {
          id: 'zoo',
          title: 'Tierpark',
          text: 'Willkommen!\n\nIm Tierpark leben 17 Erdmännchen.\nDer Tierpark öffnet um 8 Uhr.',
        },
        { id: 'pool', title: 'Hallenbad', text: 'Das Hallenbad hat drei Becken.' },
        { id: 'bus', title: 'Stadtbus', text: 'Der Stadtbus fährt alle zehn Minuten zum Bahnhof.' },
      ),
    );
    writeFileSync(
      join(beir, 'queries.jsonl'),
      lines(
        { id: 'q1', text: 'Wie viele Erdmännchen leben im Tierpark?', answers: ['17'], answer_lines: [2], page: 'zoo' },
        { id: 'q2', text: 'Wie viele Becken hat das Hallenbad?', city: 'Ulm', answers: ['vier'], split: 'dev' },
        { id: 'q3', text: 'Wie backe ich Lebkuchen mit Honig?', answerable: false, answer_lines: [] },
        { id: 'trained', text: 'Wohin fährt der Stadtbus?', split: 'train' },
        { id: 'unjudged', text: 'Wohin fährt der Stadtbus?' },
      ),
    );
    writeFileSync(
      join(beir, 'qrels.tsv'),
      'query-id\tcorpus-id\tscore\nq1\tzoo\t2\nq2\tpool\t1\nq2\tbus\t1\ntrained\tbus\t1\n',
    );
  });

  it('asks what may be reported of a collection in the layout of BEIR, on its documents alone', async () => {
    const run = await evaluateCollection(beir, 'de', options());
    expect(run.errors).toBe(0);
    expect(run.record).toMatchObject({ documents: 3, suite: { name: 'zoo', questions: 3 }, seed: 1 });
    expect(run.record.suite.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(run.results.map(({ id, expected, groups }) => [id, expected, groups])).toEqual([
      ['q1', 'answered', []],
      ['q2', 'answered', ['Ulm']],
      ['q3', 'no_answer', []],
    ]);
    const [zoo, pool, cake] = run.results;
    // The right line of the page, counted from 0 with its blank line, was shown, if need be with another under "more".
    expect(zoo!.scores).toEqual({
      status: 1,
      'hit@1': 1,
      'hit@5': 1,
      'nDCG@10': 1,
      'contains gold': 1,
      'line precision': expect.closeTo(0.75, 0) as number,
      'line recall': 1,
      'no line shown': 0,
    });
    expect(zoo!.answer!.text).toContain('17 Erdmännchen');
    // "vier" does not stand in the answer.
    expect(pool!.scores).toMatchObject({ status: 1, 'hit@1': 1, 'contains gold': 0 });
    expect(pool!.scores).not.toHaveProperty('line recall');
    expect(cake!.scores).toEqual({ status: 1 });
    expect(figure(run, 'contains gold')).toMatchObject({ value: 1 / 2, n: 2 });
    expect(figure(run, 'hit@1')).toMatchObject({ value: 1, n: 2 });
    expect(figure(run, 'refusal f1')).toMatchObject({ value: 1, n: 3 });
    expect(figure(run, 'status', 'Ulm')).toMatchObject({ value: 1, n: 1 });
  });

  it('gives the same run with one and with eight questions under way', async () => {
    const [one, eight] = [
      await evaluateCollection(beir, 'de', options()),
      await evaluateCollection(beir, 'de', options({ parallel: 8 })),
    ];
    const { record: first, ...rest } = withoutTimes(one);
    const { record: second, ...others } = withoutTimes(eight);
    expect(others).toEqual(rest);
    // The index is built anew, so only its name may differ.
    expect({ ...second, generation: '' }).toEqual({ ...first, generation: '' });
  });

  it('records the day on which it asks', async () => {
    const run = await evaluateCollection(beir, 'de', options({ today: '2030-01-02' }));
    expect(run.record.today).toBe('2030-01-02');
  });

  it('asks a folder with SQuAD files', async () => {
    const squad = join(folder, 'squad');
    mkdirSync(squad);
    const qas = [
      { id: 'a', question: 'Wie viele Becken hat das Hallenbad?', answers: [{ text: 'drei', answer_start: 17 }] },
      { id: 'b', question: 'Welche Farbe haben die Fliesen im Dampfbad?', answers: [], is_impossible: true },
    ];
    const paragraphs = [{ context: 'Das Hallenbad hat drei Becken.', qas }];
    writeFileSync(join(squad, 'dev.json'), JSON.stringify({ data: [{ title: 'Hallenbad', paragraphs }] }));
    const run = await evaluateCollection(squad, 'de', options());
    expect(run.results.map(({ id, expected }) => [id, expected])).toEqual([
      ['a', 'answered'],
      ['b', 'no_answer'],
    ]);
    expect(run.results[0]!.scores).toMatchObject({ status: 1, 'hit@1': 1, 'contains gold': 1 });
    expect(run.results[1]!.scores).not.toHaveProperty('contains gold');
  });

  it('refuses a folder without a dataset, and leaves nothing behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('lumi-collection-'));
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await expect(evaluateCollection(empty, 'de', options())).rejects.toSatisfy((error) => isLumiError(error, 'usage'));
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('lumi-collection-'));
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
  });
});

describe('evaluatePages', () => {
  it('asks on what ingesting the pages gives and on nothing else, and remarks on what was left out', async () => {
    const pages = join(folder, 'pages');
    mkdirSync(pages);
    writeFileSync(
      join(pages, 'sauna.md'),
      '# Sauna im Kurpark\n\nDie Sauna im Kurpark hat sieben Ruheräume.\n\nSie öffnet täglich um 11 Uhr.\n',
    );
    writeFileSync(join(pages, 'leer.md'), '');
    const remarks: string[] = [];
    const suite = suiteOf(
      [
        'today: 2026-07-15\nquestions:\n',
        "  - { id: sauna, page: sauna, language: de, question: 'Wie viele Ruheräume hat die Sauna im Kurpark?', expected: answered, facts: [sieben] }\n",
        "  - { id: bridge, language: de, question: 'Wie lang ist die Eisenbrücke über die Aller?', expected: no_answer, topic: in, facts: [] }\n",
      ].join(''),
      'pages',
    );
    const run = await evaluatePages(suite, pages, config, options({ onRemark: (text) => remarks.push(text) }));
    expect(run.record).toMatchObject({ documents: 1, suite: { name: 'pages', questions: 2 } });
    expect(run.results.map(({ id, groups, scores }) => [id, groups, scores.right])).toEqual([
      ['sauna', ['de', 'page sauna'], 1],
      ['bridge', ['in topic'], 1],
    ]);
    expect(remarks.some((text) => text.startsWith('error: ') && text.includes('leer.md'))).toBe(true);
    expect(remarks).toContain(`1 documents from ${pages}`);
  });

  it('refuses a folder that is not there', async () => {
    const missing = join(folder, 'nowhere');
    await expect(evaluatePages(SUITE(), missing, config, options())).rejects.toThrow(missing);
  });

  it('says so where the pages give no document', async () => {
    const empty = join(folder, 'no-pages');
    mkdirSync(empty);
    await expect(evaluatePages(SUITE(), empty, config, options())).rejects.toSatisfy((error) => isLumiError(error));
  });
});
