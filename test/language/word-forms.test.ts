import { describe, expect, it } from 'vitest';
import { isKnownPlace, lemmaOf, stemOf } from '../../src/language/word-forms.ts';

describe('stemOf', () => {
  it.each([
    ['gaeste', 'gast'],
    ['kinder', 'kind'],
    ['findet', 'gefunden'],
    ['schliesst', 'geschlossen'],
    ['eroeffnung', 'eroeffnet'],
    ['gesperrt', 'sperren'],
    ['took', 'taken'],
    ['opened', 'opens'],
    ['japanische', 'japan'],
    ['munich', 'muenchen'],
  ])('is the same for %s and %s', (one, other) => {
    expect(stemOf(one)).toBe(stemOf(other));
  });

  it.each([
    ['gast', 'garten'],
    ['heidelberg', 'mannheim'],
    ['oeffnen', 'schliessen'],
  ])('differs for %s and %s', (one, other) => {
    expect(stemOf(one)).not.toBe(stemOf(other));
  });

  it('leaves numbers alone', () => {
    expect(stemOf('2019')).toBe('2019');
  });
});

describe('lemmaOf', () => {
  it('knows irregular forms only', () => {
    expect(lemmaOf('stieg')).toBe('steigen');
    expect(lemmaOf('kaufte')).toBeNull();
  });
});

describe('isKnownPlace', () => {
  it('knows places that languages call differently', () => {
    expect(isKnownPlace('cologne')).toBe(true);
    expect(isKnownPlace('bibliothek')).toBe(false);
  });
});
