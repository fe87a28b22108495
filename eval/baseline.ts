import { z } from 'zod';
import { LumiError } from '../src/index.ts';
import { readJson } from './read-json.ts';
import { ALL, type Run } from './run.ts';

/** By suite, the least that each figure must reach; `right` is over all questions, `right: de` over the questions of a group. */
const baselineSchema = z.record(z.string(), z.record(z.string(), z.number().min(0).max(1)));

/** A figure that is below its gate. */
export interface BelowGate {
  readonly name: string;
  readonly value: number;
  readonly minimum: number;
}

/**
 * The figures of a run that are below the gates of its suite. Throws `usage` where the file is no baseline, has no gates for the suite, or names a
 * figure that the run does not have: a gate that cannot close is none.
 */
export function gatesMissed(path: string, run: Run): BelowGate[] {
  const gates = readJson(path, baselineSchema, 'a baseline')[run.record.suite.name];
  if (gates === undefined) throw new LumiError('usage', `${path} has no gates for the suite ${run.record.suite.name}.`);
  return Object.entries(gates).flatMap(([name, minimum]) => {
    const [metric, group = ALL] = name.split(': ');
    const figure = run.figures.find((each) => each.metric === metric && each.group === group);
    if (figure === undefined) throw new LumiError('usage', `${path}: the run has no figure "${name}".`);
    return figure.value >= minimum ? [] : [{ name, value: figure.value, minimum }];
  });
}
