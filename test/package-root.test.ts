import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';

it('finds the folder of the package, where the model lies', () => {
  expect(packageRoot()).toBe(resolve(import.meta.dirname, '..'));
  expect(existsSync(join(packageRoot(), 'model/lumi-embed/config.json'))).toBe(true);
});
