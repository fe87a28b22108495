import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { LumiError, messageOf } from '../src/index.ts';
import { readJson } from './read-json.ts';
import type { Run } from './run.ts';

/** What reading a run relies on; the rest is carried along as it is. */
const runSchema = z.looseObject({
  format: z.literal(1),
  record: z.looseObject({ suite: z.looseObject({ name: z.string() }) }),
  figures: z.array(z.looseObject({ metric: z.string(), group: z.string() })),
  errors: z.int(),
  results: z.array(
    z.looseObject({
      id: z.string(),
      question: z.string(),
      // Runs of before 0.1.0 do not have these two.
      alsoRight: z.array(z.string()).default([]),
      unmet: z.array(z.string()).default([]),
      scores: z.record(z.string(), z.number()),
      error: z.string().nullable(),
    }),
  ),
});

export function writeRun(path: string, run: Run): void {
  try {
    writeFileSync(path, `${JSON.stringify(run, null, 2)}\n`);
  } catch (cause) {
    throw new LumiError('usage', `The run cannot be written to ${path}: ${messageOf(cause)}`, { cause });
  }
}

/** Reads a run that was written before. Throws `usage` naming the file where it is none. */
export function readRun(path: string): Run {
  return readJson(path, runSchema, 'a run of format 1') as unknown as Run;
}
