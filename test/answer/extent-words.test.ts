import { describe, expect, it } from 'vitest';
import { findUnsaidExtent } from '../../src/answer/extent-words.ts';

describe('findUnsaidExtent', () => {
  it.each([
    ['Der Eintritt kostet das Doppelte.', 'Der Eintritt kostet 4 Euro.', 'Doppelte'],
    ['Das Bad öffnet, wann immer Sie wollen.', 'Das Bad öffnet um 10 Uhr.', 'wann immer'],
    ['The pool is open around the clock.', 'Das Bad ist von 9 bis 20 Uhr geöffnet.', 'around the clock'],
    ['Das Bad ist endgültig zu.', 'Das Bad ist zu.', 'endgültig'],
  ])('finds in "%s" what "%s" does not say', (text, source, found) => {
    expect(findUnsaidExtent(text, [source])).toBe(found);
  });

  it.each([
    ['Die Kosten haben sich verdoppelt.', 'Die Kosten sind doppelt so hoch.'],
    ['Die Halle ist jederzeit offen.', 'Die Halle ist immer offen.'],
    ['Das Bad öffnet um 10 Uhr.', 'Um 10 Uhr öffnet das Bad.'],
  ])('lets pass "%s" for "%s"', (text, source) => {
    expect(findUnsaidExtent(text, [source])).toBeNull();
  });
});
