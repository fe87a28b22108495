import { join } from 'node:path';
import { corpusDigest, readCorpus } from '../../src/corpus/corpus-folder.ts';
import { copyCity, createCity, removeCity, versionOf, writeVersion, type BuiltCity, type City } from './city.ts';
import type { IoOperation } from './io-plan.ts';
import type { Expectation } from './judge.ts';
import { recordOperations } from './run-lumi.ts';

/** A command that changes the corpus or the index, with the city before it. */
export interface Scenario {
  readonly name: string;
  /** The city before the command; tests work on copies. */
  readonly before: City;
  readonly args: (city: City) => readonly string[];
  /** What the command does to files, in order. */
  readonly operations: readonly IoOperation[];
  /** What may be found after a command that did not end well. */
  readonly afterFailure: Expectation;
  /** What must be found after one that said that it was done. */
  readonly afterSuccess: Expectation;
}

const NAMES = ['first', 'delta', 'full', 'add', 'remove'] as const;
type ScenarioName = (typeof NAMES)[number];

const ARGS: Readonly<Record<ScenarioName, (city: City) => readonly string[]>> = {
  first: () => ['index', '--json'],
  delta: () => ['index', '--json'],
  full: () => ['index', '--json', '--full'],
  add: ({ inboxDir }) => ['corpus', 'add', join(inboxDir, 'tierpark.md')],
  remove: () => ['corpus', 'remove', 'musterstadt/markttag-2'],
};

/** Prepares scenarios by running each once. `remove` deletes their folders. */
export async function createScenarios(
  { city: indexed, versions }: BuiltCity,
  names: readonly ScenarioName[] = NAMES,
): Promise<{ readonly scenarios: readonly Scenario[]; readonly remove: () => Promise<void> }> {
  const bare = await createCity();
  const changed = await copyCity(indexed);
  await writeVersion(changed, 3);
  const cities = { first: bare, delta: changed, full: changed, add: indexed, remove: indexed };
  const [, , indexedVersion] = versions;

  const scenarios: Scenario[] = [];
  for (const name of names) {
    const before = cities[name];
    const after = await copyCity(before);
    const operations = await recordOperations(ARGS[name](after), after);
    const [oldCorpus, newCorpus] = [await digestOf(before), await digestOf(after)];
    await removeCity(after);
    const isBuild = oldCorpus === newCorpus;
    const number = { first: 0, delta: 3, full: 3, add: 2, remove: 2 }[name];
    const { answer } = await versionOf(before, number);
    const built = { digest: newCorpus, answer };
    const old = name === 'first' ? [] : [indexedVersion];
    scenarios.push({
      name,
      before,
      args: ARGS[name],
      operations,
      afterFailure: {
        index: isBuild ? [...old, built] : old,
        mayHaveNone: name === 'first',
        corpus: [oldCorpus, newCorpus],
        answer,
      },
      afterSuccess: { index: isBuild ? [built] : old, mayHaveNone: false, corpus: [newCorpus], answer },
    });
  }
  return {
    scenarios,
    async remove() {
      await Promise.all([bare, changed].map(removeCity));
    },
  };
}

async function digestOf(city: City): Promise<string> {
  return corpusDigest((await readCorpus(city.corpusDir)).documents);
}
