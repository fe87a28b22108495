import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { createRandom } from '../../model/train/random.ts';
import { createBuiltCity, removeCity } from './city.ts';
import { createDamageBench } from './damage-indexes.ts';
import { failureCases } from './fail-operations.ts';
import { diskCases, whyNoMount } from './fill-disk.ts';
import { randomKillCases } from './kill-at-random.ts';
import { killCases } from './kill-operations.ts';
import { createInspectors } from './inspect.ts';
import { isGroupWanted, runCases, upperBound, type Case, type CaseResults } from './run-cases.ts';
import { createScenarios } from './scenarios.ts';

/**
 * `npm run torture`: kills, failing operations, full disks and damaged files, by the hundred. `tsconfig.build.json` compiles this folder with
 * the rest, because Node cannot run TypeScript by itself in every version that Lumi supports, and the processes started here are
 * compiled anyway. Progress goes to the standard error, results to the standard output; exit code 3 where anything was unreadable, lost,
 * silent or crashed, or was not tried in time.
 */
const HELP = `Usage: npm run torture -- [options]

  --kills <n>     Kills at least; every named point once, the rest at random times (default 500)
  --mutants <n>   Damaged indexes (default 1000)
  --seed <n>      Of what is drawn at random (default: the time)
  --only <name>   One case, or a group of them: kill, kill/delta, kill/delta/before/17, fail, disk, damage/3 …
  --jobs <n>      Cases at a time (default: the number of processors)
  --minutes <n>   After this time no further case is begun (default 60)
  --json          Results as JSON
`;

/** Kills that are not at a named point, however few are asked for. */
const RANDOM_KILLS_MIN = 100;

interface PartResult extends CaseResults {
  readonly part: string;
  /** 95 % upper bound of the rate of failures; null where there were some. */
  readonly bound: number | null;
}

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    mutants: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    only: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    minutes: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(HELP);
else process.exitCode = await torture();

async function torture(): Promise<number> {
  const [kills, mutants, seed, jobs, minutes] = (['kills', 'mutants', 'seed', 'jobs', 'minutes'] as const).map((name) =>
    wholeNumber(name, values[name]),
  ) as [number, number, number, number, number];
  const only = values.only ?? null;
  const report = (text: string) => process.stderr.write(`${text}\n`);
  const options = { only, jobs, deadline: Date.now() + minutes * 60_000, onProgress: report };
  report(`seed ${seed}`);

  const results: PartResult[] = [];
  const skipped: string[] = [];
  const runPart = async (part: string, cases: readonly Case[]): Promise<void> => {
    const result = await runCases(part, cases, options);
    results.push({ part, ...result, bound: result.failures.length === 0 ? upperBound(result.trials) : null });
  };
  const inspectors = createInspectors();
  const built = await createBuiltCity();
  const { scenarios, remove } = await createScenarios(built);
  try {
    if (isGroupWanted('kill', only)) {
      const named = killCases(scenarios, ['before', 'after'], inspectors);
      // The rest is shared between operations that are under way and times at random.
      const rest = Math.max(RANDOM_KILLS_MIN, kills - named.length);
      const during = killCases(scenarios, ['during'], inspectors);
      const random = createRandom(seed);
      const drawn = Array.from({ length: rest >> 1 }, () => random.pick(during));
      const wanted = only === null ? drawn : during;
      await runPart('kill', [...named, ...wanted, ...randomKillCases(built, rest - (rest >> 1), seed, inspectors)]);
    }
    if (isGroupWanted('fail', only)) {
      await runPart('fail', failureCases(scenarios, inspectors));
    }
    if (isGroupWanted('disk', only)) {
      const reason = await whyNoMount();
      if (reason === null)
        await runPart('disk', await diskCases(scenarios.filter(({ name }) => name === 'delta' || name === 'full')));
      else skipped.push(`disk: ${reason}`);
    }
    if (isGroupWanted('damage', only)) {
      const bench = await createDamageBench(built, { count: mutants, seed, jobs });
      await runPart('damage', bench.cases).finally(bench.close);
    }
  } finally {
    await inspectors.stop();
    await remove();
    await removeCity(built.city);
  }
  process.stdout.write(
    values.json ? `${JSON.stringify({ seed, results, skipped }, null, 2)}\n` : asText(seed, results, skipped),
  );
  const isWhole = results.every(({ failures, left, trials }) => failures.length === 0 && left === 0 && trials > 0);
  return isWhole ? 0 : 3;
}

function asText(seed: number, results: readonly PartResult[], skipped: readonly string[]): string {
  const lines = results.flatMap(({ part, trials, failures, left, bound }) => [
    `${part}: ${trials} tried, ${failures.length} failed${bound === null ? '' : ` (95 % upper bound ${(100 * bound).toFixed(2)} %)`}${left === 0 ? '' : `, ${left} not begun in time`}`,
    ...failures.map(({ name, problem }) => `  --only ${name} --seed ${seed}: ${problem}`),
  ]);
  return [`seed ${seed}`, ...lines, ...skipped.map((text) => `skipped ${text}`), ''].join('\n');
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new Error(`--${name} must be a whole number, not "${text}".`);
}
