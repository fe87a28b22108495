import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDocumentId, isPublisherFolder, slugOf } from '../../src/ingest/document-id.ts';

describe('isDocumentId', () => {
  it.each(['stadt-heidelberg/30-jahre', 'unknown/a', 'x/corrections'])('accepts %s', (id) => {
    expect(isDocumentId(id)).toBe(true);
  });

  it.each(
    [
      '',
      'a',
      'a/',
      '/a',
      'a/b/c',
      '../a',
      'a/..',
      'a/../b',
      'a\\b',
      'A/b',
      'a/ä',
      'a/b.md',
      'a/-b',
      'a/b\n',
      'a/b\0',
      'corrections/a',
    ].concat([`a/${'b'.repeat(101)}`, 'a/%2e%2e', ' a/b']),
  )('refuses %j', (id) => {
    expect(isDocumentId(id)).toBe(false);
  });
});

describe('isPublisherFolder', () => {
  it('keeps the folder of corrections apart', () => {
    expect(isPublisherFolder('corrections')).toBe(false);
    expect(isPublisherFolder('corrections-2')).toBe(true);
  });
});

describe('slugOf', () => {
  it('folds umlauts and accents and drops everything else', () => {
    expect(slugOf('Städtepartnerschaft Bochum – Tsukuba: „Große“ Grüße aus Kyûshû!')).toBe(
      'staedtepartnerschaft-bochum-tsukuba-grosse-gruesse-aus-kyushu',
    );
  });

  it('ends between words, within 80 characters', () => {
    expect(slugOf('Verwaltung '.repeat(20))).toBe(
      'verwaltung-verwaltung-verwaltung-verwaltung-verwaltung-verwaltung-verwaltung',
    );
  });

  it('cuts a single long word', () => {
    expect(slugOf('a'.repeat(200))).toBe('a'.repeat(80));
  });

  it('tells names without Latin letters apart', () => {
    expect(slugOf('熊本市')).toMatch(/^[0-9a-f]{12}$/);
    expect(slugOf('熊本市')).not.toBe(slugOf('つくば市'));
  });

  it('gives a part of an id for any name', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (name) => isDocumentId(`folder/${slugOf(name)}`) && slugOf(name).length <= 80,
      ),
    );
  });
});
