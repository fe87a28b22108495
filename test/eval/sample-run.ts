import { ALL, type Figure, type QuestionResult, type Run, type RunRecord } from '../../eval/run.ts';

/** The result of one question that was answered rightly; parts can be exchanged. */
export function sampleResult(changes: Partial<QuestionResult> = {}): QuestionResult {
  return {
    id: 'q1',
    question: 'Wann öffnet das Freibad?',
    language: 'de',
    groups: ['de'],
    expected: 'answered',
    alsoRight: [],
    answer: { status: 'answered', text: 'Um 9 Uhr. [1]', citations: [], more: [] },
    missingFacts: [],
    unmet: [],
    scores: { right: 1, status: 1 },
    gate: 0.8,
    durationMs: 5,
    error: null,
    ...changes,
  };
}

/** A question that could not be asked. */
export function failedResult(id: string, changes: Partial<QuestionResult> = {}): QuestionResult {
  return sampleResult({ id, answer: null, scores: {}, gate: null, error: 'the index is gone', ...changes });
}

export function sampleRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    lumiVersion: '0.1.0',
    commit: 'abc1234',
    node: 'v20.19.0',
    suite: { name: 'town', digest: 'd'.repeat(64), questions: 1 },
    corpusDigest: 'c'.repeat(64),
    generation: '2026-11-22-0001',
    documents: 3,
    passages: 7,
    embedder: 'bundled',
    vectorStore: 'exact',
    settings: { answers: { answerableMin: 0.3, sentencesMax: 3 }, chunking: { charsTarget: 700 } },
    today: '2026-07-15',
    seed: 1,
    ...changes,
  };
}

export function sampleFigure(changes: Partial<Figure> = {}): Figure {
  return { metric: 'right', group: ALL, value: 0.75, low: 0.5, high: 1, n: 8, ...changes };
}

export function sampleRun(changes: Partial<Run> = {}): Run {
  const results = changes.results ?? [sampleResult()];
  return {
    format: 1,
    startedAt: '2026-07-15T10:00:00.000Z',
    durationMs: 1234,
    record: sampleRecord(),
    figures: [sampleFigure()],
    errors: results.filter(({ error }) => error !== null).length,
    results,
    ...changes,
  };
}
