/** What a process under test is told about its own input and output: see `io-preload.ts`. */
export interface IoPlan {
  /** Only operations on paths below this folder count. */
  readonly folder: string;
  /** File to which every operation is written as a JSON line; null for none. */
  readonly log: string | null;
  /** What happens at operation `at`, counted from 1; null where all are only counted. */
  readonly action: IoAction | null;
}

export type IoAction =
  { readonly at: number; readonly kill: KillMoment } | { readonly at: number; readonly fail: FailureCode };

/** `during`: the operation was handed to the system, and nobody waited for it. */
export type KillMoment = 'before' | 'after' | 'during';

/** A broken disk and a full one. SQLite and hnswlib fail in their own ways for each. */
export const FAILURE_CODES = ['EIO', 'ENOSPC'] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** One operation of a recorded run. */
export interface IoOperation {
  readonly at: number;
  /** For example `rename index/.building-<generation>`. */
  readonly name: string;
  /** False for what only reads. */
  readonly mutates: boolean;
}

/** Environment variable that holds the plan as JSON. */
export const IO_PLAN_VARIABLE = 'LUMI_TORTURE_IO';
