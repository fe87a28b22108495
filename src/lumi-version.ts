import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from './package-root.ts';

const packageSchema = z.object({ version: z.string() });

/** The version of this package, as its package.json says. */
export function lumiVersion(): string {
  return packageSchema.parse(JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'))).version;
}
