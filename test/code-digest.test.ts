import { expect, it } from 'vitest';
import { codeDigest } from '../src/code-digest.ts';

it('is the same for the same code', () => {
  expect(codeDigest()).toMatch(/^[0-9a-f]{64}$/);
  expect(codeDigest()).toBe(codeDigest());
});
