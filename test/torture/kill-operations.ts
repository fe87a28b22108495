import { copyCity, removeCity } from './city.ts';
import { inspectAfterKill, type Inspector } from './inspect.ts';
import type { IoOperation, KillMoment } from './io-plan.ts';
import { judge } from './judge.ts';
import type { Case } from './run-cases.ts';
import { runLumi } from './run-lumi.ts';
import type { Scenario } from './scenarios.ts';

/** Kills a command at every operation that changes something, one case each: `kill/delta/before/17`. */
export function killCases(scenarios: readonly Scenario[], moments: readonly KillMoment[], builder: Inspector): Case[] {
  return scenarios.flatMap((scenario) =>
    moments.flatMap((moment) =>
      scenario.operations
        .filter(({ mutates }) => mutates)
        .map((operation) => ({
          name: `kill/${scenario.name}/${moment}/${operation.at}`,
          run: () => killAt(scenario, operation, moment, builder),
        })),
    ),
  );
}

async function killAt(
  scenario: Scenario,
  operation: IoOperation,
  moment: KillMoment,
  builder: Inspector,
): Promise<string | null> {
  const city = await copyCity(scenario.before);
  try {
    const { signal, code, stdout, stderr } = await runLumi(scenario.args(city), city, {
      at: operation.at,
      kill: moment,
    });
    if (signal !== 'SIGKILL')
      return `was not killed at "${operation.name}" but ended with ${signal ?? code}: ${stderr}`;
    // What was printed was promised.
    const expected = stdout === '' ? scenario.afterFailure : scenario.afterSuccess;
    const problem = judge(await inspectAfterKill(city, builder), expected);
    return problem === null ? null : `killed ${moment} "${operation.name}": ${problem}`;
  } finally {
    await removeCity(city);
  }
}
