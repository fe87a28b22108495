import { copyCity, removeCity } from './city.ts';
import type { Inspector } from './inspect.ts';
import { FAILURE_CODES, type FailureCode, type IoOperation } from './io-plan.ts';
import { judge } from './judge.ts';
import type { Case } from './run-cases.ts';
import { runLumi, type LumiRun } from './run-lumi.ts';
import type { Scenario } from './scenarios.ts';

/**
 * Fails every operation of a command once: all with EIO, those that change something with ENOSPC, too. One case: `fail/delta/ENOSPC/17`. What
 * is found afterwards is inspected by processes that live longer than a case.
 */
export function failureCases(scenarios: readonly Scenario[], inspector: Inspector): Case[] {
  return scenarios.flatMap((scenario) =>
    FAILURE_CODES.flatMap((code) =>
      scenario.operations
        .filter(({ mutates }) => mutates || code === 'EIO')
        .map((operation) => ({
          name: `fail/${scenario.name}/${code}/${operation.at}`,
          run: () => failAt(scenario, operation, code, inspector),
        })),
    ),
  );
}

async function failAt(
  scenario: Scenario,
  operation: IoOperation,
  fail: FailureCode,
  inspector: Inspector,
): Promise<string | null> {
  const city = await copyCity(scenario.before);
  try {
    const run = await runLumi(scenario.args(city), city, { at: operation.at, fail });
    const problem =
      judgeEnd(run) ??
      judge(
        await inspector.inspect({ city, check: [], rebuild: true }),
        run.code === 0 ? scenario.afterSuccess : scenario.afterFailure,
      );
    return problem === null ? null : `${fail} at "${operation.name}": ${problem}`;
  } finally {
    await removeCity(city);
  }
}

/** Errors of the system and of SQLite that were not given a sentence of Lumi's. */
const RAW_ERROR = /^error: (?:E[A-Z]+: |(?:disk I\/O error|database or disk is full)$)/m;

/**
 * What is wrong with how a command ended that met a fault; null where nothing is. It may succeed where the fault was in something that it can
 * do without; that it then did all it reported is judged by what is found afterwards.
 */
export function judgeEnd({ code, signal, stdout, stderr }: LumiRun): string | null {
  if (code === null) return `it was ended by ${signal ?? 'nobody'}`;
  if (/^\s+at .*:\d+/m.test(stderr)) return `a stack trace was printed:\n${stderr}`;
  if (code === 0) return null;
  if (code !== 1) return `it ended with ${code}: ${stderr}`;
  if (stdout !== '') return `it failed and printed a result:\n${stdout}\n${stderr}`;
  if (!/^error: ./m.test(stderr)) return `it failed without a named error: ${stderr}`;
  return RAW_ERROR.test(stderr) ? `the error does not say what was done: ${stderr}` : null;
}
