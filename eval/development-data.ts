import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/index.ts';

/**
 * The folder with the development collections: the one named, else the one that lies beside a checkout where people have it. Null where there is none,
 * said on stderr: the collections are not part of this repository.
 */
export function findDevelopmentData(named: string | undefined): string | null {
  const folder = named ?? join(packageRoot(), '..', 'shared', 'data', 'bench');
  if (existsSync(folder)) return folder;
  process.stderr.write(`skipped: there is no folder ${folder} with collections; name one with --data\n`);
  return null;
}
