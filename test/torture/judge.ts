import type { Version } from './city.ts';
import type { Inspection, IndexView } from './inspect.ts';

/** What a city may look like after something went wrong. */
export interface Expectation {
  /** What the index may serve. */
  readonly index: readonly Version[];
  /** Whether there may be no index, as before the first build. */
  readonly mayHaveNone: boolean;
  /** `corpusDigest`s that the corpus folder may have. */
  readonly corpus: readonly string[];
  /** The answer that every corpus gives when it is indexed. */
  readonly answer: string;
}

/** What is wrong with a city that was inspected with `rebuild`; null where nothing is. */
export function judge({ found, damage, corpus, rebuilt }: Inspection, expected: Expectation): string | null {
  if (!expected.corpus.includes(corpus.digest))
    return `the corpus is neither old nor new: ${corpus.documentIds.join(', ')}`;
  if (corpus.problems.length > 0) return `the corpus is damaged: ${corpus.problems.join('; ')}`;
  const foundProblem = judgeView(found, expected.index, expected.mayHaveNone) ?? firstOf(Object.values(damage));
  if (foundProblem !== null) return foundProblem;
  if (rebuilt === null) return 'the next build was not tried';
  if ('error' in rebuilt) return `the next build failed: ${rebuilt.error}`;
  if (rebuilt.view.leftOvers.length > 0) return `the next build left ${rebuilt.view.leftOvers.join(', ')}`;
  const wanted = { digest: corpus.digest, answer: expected.answer };
  const nextProblem = judgeView(rebuilt.view, [wanted], false);
  return nextProblem === null ? null : `after the next build ${nextProblem}`;
}

function judgeView(view: IndexView, versions: readonly Version[], mayHaveNone: boolean): string | null {
  if (view.generation === null) return mayHaveNone ? null : `no index can be read: ${view.problems.join('; ')}`;
  const version = versions.find(({ digest }) => digest === view.digest);
  if (version === undefined) return `the index is neither old nor new: ${view.documentIds.join(', ')}`;
  if (!(view.answer ?? '').includes(version.answer))
    return `the answer is "${view.answer ?? ''}", expected "${version.answer}"`;
  // The first generation may be whole before anything says that it is in use.
  if (view.problems.length === 0 || mayHaveNone) return null;
  return `the index is refused in part: ${view.problems.join('; ')}`;
}

function firstOf(problems: readonly (string | null)[]): string | null {
  return problems.find((problem) => problem !== null) ?? null;
}
