import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/**
 * What the corpus remembers of where a file was, with `/`: its path below the working folder, or, outside of it, its name after that of its
 * nearest folder. The corpus is shared, so nothing else of a machine's folders goes into it.
 */
export function sourceName(path: string, workingDir: string): string {
  const absolute = resolve(workingDir, path);
  const below = relative(workingDir, absolute);
  const isOutside = isAbsolute(below) || below.split(sep)[0] === '..';
  return (isOutside ? join(basename(dirname(absolute)), basename(absolute)) : below).replaceAll(sep, '/');
}
