import { describe, expect, it } from 'vitest';
import { decodeCharacterReferences } from '../../src/ingest/character-references.ts';

describe('decodeCharacterReferences', () => {
  it('replaces names, decimal and hexadecimal numbers', () => {
    expect(decodeCharacterReferences('&Uuml;ber&nbsp;&bdquo;Stra&szlig;e&ldquo; &#228;&#xF6;&#XFC; &amp; &yuml;')).toBe(
      'Über\u00A0„Straße“ äöü & ÿ',
    );
  });

  it('decodes once only', () => {
    expect(decodeCharacterReferences('&amp;lt;')).toBe('&lt;');
  });

  it('leaves unknown names and bare ampersands alone', () => {
    expect(decodeCharacterReferences('M&M; Kind & Kegel &; &#; &constructor; &auml')).toBe(
      'M&M; Kind & Kegel &; &#; &constructor; &auml',
    );
  });

  it('puts the replacement character where a number is no character', () => {
    expect(decodeCharacterReferences('&#0;&#1114112;&#xFFFFFF;')).toBe('\uFFFD\uFFFD\uFFFD');
  });
});
