import { pairedDifference, type PairedEstimate, type ResamplingOptions } from './metrics/bootstrap.ts';
import type { QuestionResult, Run, RunRecord } from './run.ts';

/** A question whose scores are not those of the earlier run. */
export interface ChangedQuestion {
  readonly id: string;
  readonly before: QuestionResult;
  readonly after: QuestionResult;
  /** Changes of scores by name, `after` − `before`. */
  readonly changes: Readonly<Record<string, number>>;
}

export interface Comparison {
  /** What the records of the two runs differ in, as `name: before → after`. */
  readonly differences: readonly string[];
  /** Questions that got worse first, then by how much. */
  readonly changed: readonly ChangedQuestion[];
  /** Differences by metric over the questions that both runs scored. */
  readonly figures: readonly (PairedEstimate & { readonly metric: string })[];
  /** Ids that only one of the runs has, or that failed in one of them. */
  readonly unpaired: readonly string[];
}

/** Compares two runs question by question: `after` against `before`. */
export function compareRuns(before: Run, after: Run, options: ResamplingOptions = {}): Comparison {
  const earlier = new Map(before.results.map((result) => [result.id, result]));
  const later = new Map(after.results.map((result) => [result.id, result]));
  const pairs = after.results.flatMap((result) => {
    const other = earlier.get(result.id);
    return other?.error === null && result.error === null ? [{ before: other, after: result }] : [];
  });
  const paired = new Set(pairs.map((pair) => pair.after.id));
  const metrics = [...new Set(pairs.flatMap((pair) => Object.keys(pair.after.scores)))];
  return {
    differences: differencesOf(before.record, after.record),
    changed: pairs
      .map((pair) => ({ id: pair.after.id, ...pair, changes: changesOf(pair.before, pair.after) }))
      .filter(({ changes }) => Object.keys(changes).length > 0)
      .sort((a, b) => totalOf(a.changes) - totalOf(b.changes) || (a.id < b.id ? -1 : 1)),
    figures: metrics.flatMap((metric) => {
      const both = pairs.filter((pair) => metric in pair.before.scores && metric in pair.after.scores);
      if (both.length === 0) return [];
      const scoresOf = (results: readonly QuestionResult[]) => results.map(({ scores }) => scores[metric]!);
      const difference = pairedDifference(
        scoresOf(both.map((pair) => pair.after)),
        scoresOf(both.map((pair) => pair.before)),
        options,
      );
      return [{ metric, ...difference }];
    }),
    unpaired: [...new Set([...earlier.keys(), ...later.keys()])].filter((id) => !paired.has(id)),
  };
}

function changesOf(before: QuestionResult, after: QuestionResult): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after.scores)
      .map(([name, score]) => [name, score - (before.scores[name] ?? score)] as const)
      .filter(([, change]) => change !== 0),
  );
}

function totalOf(changes: Readonly<Record<string, number>>): number {
  return Object.values(changes).reduce((sum, change) => sum + change, 0);
}

function differencesOf(before: RunRecord, after: RunRecord): string[] {
  const [earlier, later] = [flatten(before), flatten(after)];
  return [...new Set([...earlier.keys(), ...later.keys()])]
    .filter((name) => earlier.get(name) !== later.get(name))
    .map((name) => `${name}: ${earlier.get(name) ?? '–'} → ${later.get(name) ?? '–'}`);
}

/** Every value by its path: `suite.digest`, `settings.answers.answerableMin`. */
function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, JSON.stringify(value)]]);
  return new Map(
    Object.entries(value).flatMap(([name, part]) => [...flatten(part, path === '' ? name : `${path}.${name}`)]),
  );
}
