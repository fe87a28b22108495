import { describe, expect, it } from 'vitest';
import { isInLanguage } from '../../src/language/language-range.ts';

describe('isInLanguage', () => {
  it.each([
    ['de', 'de', true],
    ['de-AT', 'de', true],
    ['DE-at', 'de', true],
    ['de', 'de-AT', false],
    ['den', 'de', false],
    ['en', 'de', false],
  ])('says of %s in %s: %s', (tag, language, expected) => {
    expect(isInLanguage(tag, language)).toBe(expected);
  });
});
