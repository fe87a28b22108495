import { describe, expect, it } from 'vitest';
import { stretchUnitOf } from '../../src/language/stretches.ts';

describe('stretchUnitOf', () => {
  it.each([
    ['jahr', 'years'],
    ['jaehrlich', 'years'],
    ['wochen', 'weeks'],
    ['daily', 'days'],
    ['stunde', 'hours'],
    ['months', 'months'],
    ['minuten', 'minutes'],
  ])('takes %s for %s', (word, unit) => {
    expect(stretchUnitOf(word)).toBe(unit);
  });

  it.each(['tagung', 'jahrmarkt', 'montag', 'weekend'])('takes %s for none', (word) => {
    expect(stretchUnitOf(word)).toBeNull();
  });
});
