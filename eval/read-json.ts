import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { LumiError, messageOf } from '../src/index.ts';

/** Reads a JSON file of a form; `what` names the form in errors. Throws `usage` naming the file and what is wrong in it. */
export function readJson<T>(path: string, schema: z.ZodType<T>, what: string): T {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new LumiError('usage', `${path} cannot be read as ${what}: ${messageOf(cause)}`, { cause });
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) throw new LumiError('usage', `${path} is not ${what}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
