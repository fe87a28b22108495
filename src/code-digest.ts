import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package-root.ts';

/**
 * SHA-256 (hex) over Lumi's code and the versions it depends on. What a build remembers of files holds for the code that has read them: another release,
 * or a change of the code during development, may read the same file differently.
 */
export function codeDigest(): string {
  const hash = createHash('sha256').update(readFileSync(join(packageRoot(), 'package.json')));
  const folder = import.meta.dirname;
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.[jt]s$/.test(name));
  for (const name of names.sort()) hash.update(`\n${name}\n`).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}
