import { expect, it } from 'vitest';
import { createAdmission } from '../../src/http/admission.ts';

it('gives out its places and takes each back once', () => {
  const admission = createAdmission(2);
  const [first, second] = [admission.enter(), admission.enter()];
  expect(admission.enter()).toBeNull();
  first?.();
  first?.();
  expect(admission.enter()).not.toBeNull();
  expect(admission.enter()).toBeNull();
  second?.();
  expect(admission.enter()).not.toBeNull();
});
