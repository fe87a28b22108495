import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asPattern } from '../../src/language/pattern-text.ts';

it('matches any text and nothing else', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (text, other) => {
      const pattern = new RegExp(`^(?:${asPattern(text)})$`);
      expect(pattern.test(text)).toBe(true);
      expect(pattern.test(other)).toBe(other === text);
    }),
  );
});
