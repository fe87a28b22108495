import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { removeInvisible, toVisibleLine } from '../../src/ingest/visible-text.ts';

describe('toVisibleLine', () => {
  it('makes every run of white space one space', () => {
    expect(toVisibleLine('  Montag \t bis\r\nFreitag\u00A0,\u2009 8 Uhr\n')).toBe('Montag bis Freitag , 8 Uhr');
  });

  it('composes letters and accents', () => {
    expect(toVisibleLine('Ku\u0308che Kyu\u0302shu\u0302')).toBe('Küche Kyûshû');
  });

  it.each([
    ['a zero-width space', '\u200B'],
    ['a byte order mark', '\uFEFF'],
    ['a soft hyphen', '\u00AD'],
    ['a direction override', '\u202E'],
    ['an isolate', '\u2067'],
    ['a tag character', '\u{E0041}'],
    ['a variation selector', '\u{E0101}'],
    ['a null', '\0'],
    ['a C1 control', '\u0081'],
    ['half a surrogate pair', '\uD800'],
    ['an interlinear mark', '\uFFF9'],
  ])('removes %s', (_name, invisible) => {
    expect(toVisibleLine(`Rat${invisible}haus`)).toBe('Rathaus');
  });

  it('gives a text that it would not change again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => toVisibleLine(toVisibleLine(text)) === toVisibleLine(text)),
    );
  });
});

describe('removeInvisible', () => {
  it('leaves what readers see as it stands, line breaks and tabs too', () => {
    expect(removeInvisible('Rat\u200Bhaus\n\tam  Markt\u00AD\u{E0041}')).toBe('Rathaus\n\tam  Markt');
  });
});
