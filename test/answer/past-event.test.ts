import { describe, expect, it } from 'vitest';
import { announcesPastEvent } from '../../src/answer/past-event.ts';
import type { ChosenSentence } from '../../src/answer/extract.ts';
import type { DocumentMetadata } from '../../src/types.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { passagesOf } from '../support/sample-passages.ts';

const PUBLISHED = { date: '2026-04-20', precision: 'day' } as const;
const EVENT = { date: '2026-05-03', precision: 'day' } as const;

function sentence(text: string, metadata: Partial<DocumentMetadata> = {}): ChosenSentence {
  const [passage] = passagesOf(sampleDocument(text, { publishedOn: PUBLISHED, ...metadata }));
  return { passage: passage!, start: 0, end: text.length, text, headingPath: [], score: 1 };
}
const isOver = (text: string, today = '2026-06-10', metadata: Partial<DocumentMetadata> = {}) =>
  announcesPastEvent([sentence(text, metadata)], today);

describe('announcesPastEvent', () => {
  it.each([
    'Das Fest findet am 3. Mai 2026 im Park statt.',
    'Das Fest findet am 3. Mai im Park statt.',
    'Die Bücherei lädt am 3. Mai zur Lesung ein.',
    'Die Halle wird am 3. Mai 2026 eröffnet.',
    'Der Markt hat vom 1. bis 3. Mai täglich geöffnet.',
    'Anmelden kann man sich bis zum 3. Mai 2026.',
    'Für einen Platz ab September 2026 können sich Eltern bis zum 3. Mai 2026 melden.',
    'Am 3. Mai gibt es ein Konzert.',
    'The concert takes place on 3 May 2026.',
    'Der Pass gilt vom 1. bis 3. Mai.',
  ])('is so of an announcement whose day has passed: %s', (text) => {
    expect(isOver(text)).toBe(true);
    expect(isOver(text, '2026-05-03')).toBe(false);
  });

  it.each([
    'Das Fest fand am 3. Mai 2026 im Park statt.',
    'Die Halle wurde am 3. Mai 2026 eröffnet.',
    'Seit dem 3. Mai 2026 findet der Markt im Park statt.',
    'Die Gebühr beträgt ab 3. Mai 2026 fünf Euro.',
    'Zum 1. Mai 2026 steigt der Preis auf 5 Euro.',
    'Im Haushalt 2025 liegt der Hebesatz bei 425 Prozent.',
    'Der Turm ist 42 Meter hoch.',
    'Der Markt findet jeden Samstag statt.',
  ])('is not so of what was, of what holds on and of what comes back: %s', (text) => {
    expect(isOver(text)).toBe(false);
    expect(isOver(text, '2026-06-10', { eventOn: EVENT })).toBe(false);
  });

  it('lasts until the end of what goes on for days', () => {
    const text = 'Die Ausstellung läuft vom 3. Mai bis 12. Juni 2026.';
    expect(isOver(text, '2026-06-12')).toBe(false);
    expect(isOver(text, '2026-06-13')).toBe(true);
  });

  it('takes the date of the event where the sentence names none', () => {
    expect(isOver('Das Fest findet im Park statt.', '2026-06-10', { eventOn: EVENT })).toBe(true);
    expect(isOver('Das Fest findet im Park statt.', '2026-05-03', { eventOn: EVENT })).toBe(false);
    expect(isOver('Das Fest findet im Park statt.')).toBe(false);
    expect(isOver('Der Eintritt ist frei.', '2026-06-10', { eventOn: EVENT })).toBe(false);
  });

  it('is not so while one of the days is still to come', () => {
    const [past, future] = [sentence('Samstag, 25. April 2026'), sentence('Samstag, 13. Juni 2026')];
    expect(announcesPastEvent([past, future], '2026-06-10')).toBe(false);
    expect(announcesPastEvent([past, future], '2026-06-14')).toBe(true);
  });

  it('says nothing of no sentence', () => {
    expect(announcesPastEvent([], '2026-06-10')).toBe(false);
  });
});
