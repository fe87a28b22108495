import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBuiltCity, removeCity, type BuiltCity } from './city.ts';
import { createDamageBench } from './damage-indexes.ts';
import { failureCases } from './fail-operations.ts';
import { diskCases, whyNoMount } from './fill-disk.ts';
import { createInspectors } from './inspect.ts';
import { randomKillCases } from './kill-at-random.ts';
import { killCases } from './kill-operations.ts';
import { runCases, upperBound, type Case } from './run-cases.ts';
import { createScenarios, type Scenario } from './scenarios.ts';

/** A few cases of each part of `npm run torture`, so that its code and the worst regressions are seen with every test. */

const SEED = 20_261_125;
const inspectors = createInspectors();
let built: BuiltCity;
let scenarios: readonly Scenario[];
let removeScenarios: () => Promise<void>;

beforeAll(async () => {
  built = await createBuiltCity();
  ({ scenarios, remove: removeScenarios } = await createScenarios(built, ['delta', 'add']));
});
afterAll(async () => {
  await inspectors.stop();
  await removeScenarios();
  await removeCity(built.city);
});

/** Evenly spread over the list. */
function sample(cases: readonly Case[], count: number): Case[] {
  return Array.from({ length: count }, (_, at) => cases[Math.floor(((at + 0.5) * cases.length) / count)]!);
}

async function failuresOf(cases: readonly Case[]): Promise<unknown> {
  const options = { only: null, jobs: 2, deadline: Infinity, onProgress: () => undefined };
  const { trials, failures } = await runCases('sample', cases, options);
  expect(trials).toBe(cases.length);
  return failures;
}

/** The cases are bounded in number; how long a process takes to start is the machine's. */
const PATIENCE_MS = 120_000;

describe('the index and the corpus', { timeout: PATIENCE_MS }, () => {
  it('are old or new, readable and complete after kills', async () => {
    expect(
      await failuresOf([
        ...sample(killCases(scenarios, ['before', 'after', 'during'], inspectors), 3),
        ...randomKillCases(built, 1, SEED, inspectors),
      ]),
    ).toEqual([]);
  });

  it('are old or new after an operation has failed, which is named', async () => {
    expect(await failuresOf(sample(failureCases(scenarios, inspectors), 3))).toEqual([]);
  });

  it('are never answered from while they are damaged', async () => {
    const bench = await createDamageBench(built, { count: 24, seed: SEED, jobs: 2 });
    expect(await failuresOf(bench.cases).finally(bench.close)).toEqual([]);
  });

  it('outlive a full disk', async ({ skip }) => {
    const reason = await whyNoMount();
    if (reason !== null) skip(reason);
    const builds = scenarios.filter(({ name }) => name === 'delta');
    expect(await failuresOf(sample(await diskCases(builds), 2))).toEqual([]);
  });
});

describe('the upper bound without a failure', () => {
  it.each([
    [300, 0.01],
    [1_000, 0.003],
    [3_000, 0.001],
  ])('of %i trials is just below %f', (trials, bound) => {
    expect(upperBound(trials)).toBeLessThan(bound);
    expect(upperBound(trials)).toBeGreaterThan(0.99 * bound);
  });
});
