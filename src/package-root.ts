import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Folder of this package, where its model and sample corpus lie. The code runs from `src/` and, compiled, from `dist/src/`, so the folder
 * is looked for upwards instead of at a fixed distance.
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isPackageFolder(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The package.json of lumi was not found in any folder above its code.');
    folder = parent;
  }
  return folder;
}

function isPackageFolder(folder: string): boolean {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return false;
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  return typeof content === 'object' && content !== null && 'name' in content && content.name === 'lumi';
}
