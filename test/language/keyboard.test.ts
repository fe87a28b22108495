import { describe, expect, it } from 'vitest';
import { areNeighbouringKeys } from '../../src/language/keyboard.ts';

describe('areNeighbouringKeys', () => {
  it.each(['we', 'sd', 'qa', 'aq', 'wa', 'aw', 'ay', 'sy', 'zh'])('takes %s for neighbours', (pair) => {
    expect(areNeighbouringKeys(pair[0]!, pair[1]!)).toBe(true);
    expect(areNeighbouringKeys(pair[1]!, pair[0]!)).toBe(true);
  });

  it.each(['qe', 'aa', 'qy', 'qs', 'pa', 'a1', 'äö'])('takes %s for none', (pair) => {
    expect(areNeighbouringKeys(pair[0]!, pair[1]!)).toBe(false);
  });
});
