/** One thing that is tried; `name` repeats it alone: `npm run torture -- --only <name> --seed <seed>`. */
export interface Case {
  readonly name: string;
  /** Says what is wrong; null where all is as it must be. Throws only where the trial itself could not be made. */
  readonly run: () => Promise<string | null>;
}

/** Cases that share processes or folders until it is closed. */
export interface Bench {
  readonly cases: readonly Case[];
  readonly close: () => Promise<void>;
}

export interface Failure {
  readonly name: string;
  readonly problem: string;
}

export interface CaseResults {
  readonly trials: number;
  readonly failures: readonly Failure[];
  /** Cases that were not begun, because the time was up. */
  readonly left: number;
}

export interface RunOptions {
  /** Names, or beginnings of names at a `/`, of the cases to run; all where it is null. */
  readonly only: string | null;
  /** Cases at a time. */
  readonly jobs: number;
  /** `Date.now()` from which no further case is begun. */
  readonly deadline: number;
  readonly onProgress: (text: string) => void;
}

/** Cases between two lines of progress. */
const PROGRESS_STEP = 25;

/** Runs cases, several at a time. */
export async function runCases(part: string, cases: readonly Case[], options: RunOptions): Promise<CaseResults> {
  const wanted = cases.filter(({ name }) => isWanted(name, options.only));
  const failures: Failure[] = [];
  let next = 0;
  let trials = 0;
  const work = async (): Promise<void> => {
    while (next < wanted.length && Date.now() < options.deadline) {
      const { name, run } = wanted[next]!;
      next += 1;
      const problem = await run().catch((error: unknown) => `could not be tried: ${String(error)}`);
      trials += 1;
      if (problem !== null) {
        failures.push({ name, problem });
        options.onProgress(`${name}: ${problem}`);
      }
      if (trials % PROGRESS_STEP === 0 || trials === wanted.length) {
        options.onProgress(`${part}: ${trials} of ${wanted.length}, ${failures.length} failed`);
      }
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  return { trials, failures, left: wanted.length - trials };
}

/** Whether `only` names the case, or a group to which it belongs. */
export function isWanted(name: string, only: string | null): boolean {
  return only === null || name === only || name.startsWith(`${only}/`);
}

/** Whether a case of the group may be wanted. */
export function isGroupWanted(group: string, only: string | null): boolean {
  return isWanted(group, only) || (only?.startsWith(`${group}/`) ?? false);
}

/**
 * Upper end of the one-sided 95 % confidence interval for the rate of failures when none was seen in `trials`: the rate at which a run without
 * failures has a probability of 5 % (Hanley and Lippman-Hand 1983, "rule of three": about 3 / n).
 */
export function upperBound(trials: number): number {
  return trials === 0 ? 1 : 1 - 0.05 ** (1 / trials);
}
