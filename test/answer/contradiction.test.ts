import { describe, expect, it } from 'vitest';
import { contradicts } from '../../src/answer/contradiction.ts';
import type { ChosenSentence } from '../../src/answer/extract.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { passagesOf } from '../support/sample-passages.ts';

function sentence(text: string, published: string | null, title = 'Aus dem Rathaus'): ChosenSentence {
  const publishedOn = published === null ? null : ({ date: published, precision: 'day' } as const);
  const [passage] = passagesOf(sampleDocument(text, { title, publishedOn }));
  return { passage: passage!, start: 0, end: text.length, text, headingPath: [], score: 1 };
}
const contradict = (newer: string, older: string, [newDay, oldDay] = ['2026-05-12', '2026-01-20']) =>
  contradicts(sentence(newer, newDay), sentence(older, oldDay));

describe('contradicts', () => {
  it.each([
    [
      'Die neue Brücke wird am 29. August 2026 für den Verkehr freigegeben.',
      'Die neue Brücke wird am 20. Juni 2026 für den Verkehr freigegeben.',
    ],
    ['Der Hof nimmt samstags bis 12 Uhr Grünschnitt an.', 'Der Hof nimmt samstags bis 14 Uhr Grünschnitt an.'],
    ['Der Eintritt ins Museum kostet 5 Euro.', 'Der Eintritt ins Museum kostet 6 Euro.'],
    ['Der Turm der Kirche ist 61 Meter hoch.', 'Der Turm der Kirche ist 64 Meter hoch.'],
    ['Das Büro ist unter 07123 4600 zu erreichen.', 'Das Büro ist unter 07123 4500 zu erreichen.'],
    ['Die Mühle am Bach wurde 1712 gebaut.', 'Die Mühle am Bach wurde 1721 gebaut.'],
  ])('finds two values of one thing: %s', (newer, older) => {
    expect(contradict(newer, older)).toBe(true);
  });

  it.each([
    ['the same value', 'Der Eintritt ins Museum kostet 5 Euro.', 'Der Eintritt ins Museum kostet 5,00 Euro.'],
    ['other things', 'Der Eintritt ins Museum kostet 5 Euro.', 'Der Eintritt ins Freibad kostet 6 Euro.'],
    ['other people', 'Kinder zahlen 3 Euro.', 'Erwachsene zahlen 5 Euro.'],
    ['a change that is said', 'Der Eintritt ins Museum kostet nun 5 Euro.', 'Der Eintritt ins Museum kostet 4 Euro.'],
    [
      'a figure from a later day on',
      'Ab 1. März 2026 kostet der Eintritt ins Museum 5 Euro.',
      'Der Eintritt ins Museum kostet 4 Euro.',
    ],
    ['figures of two years', 'Ende 2025 hatte die Stadt 512 Bäume.', 'Ende 2024 hatte die Stadt 377 Bäume.'],
    ['figures of two months', 'Im April 2026 waren 90 Menschen krank.', 'Im März 2026 waren 80 Menschen krank.'],
    [
      'one of a series',
      'Die nächste Blutspende ist am 18. Juni 2026 im Saal.',
      'Die nächste Blutspende ist am 21. Mai 2026 im Saal.',
    ],
    [
      'an event that was over',
      'Das Stadtfest findet am 3. Juli 2026 im Park statt.',
      'Das Stadtfest findet am 30. Januar 2026 im Park statt.',
    ],
    ['no value', 'Der Park ist groß und schön.', 'Der Park ist groß und schön.'],
  ])('finds none in %s', (_, newer, older) => {
    expect(contradict(newer, older)).toBe(false);
  });

  it('finds none between documents far apart, or without a date', () => {
    const [five, six] = ['Der Eintritt ins Museum kostet 5 Euro.', 'Der Eintritt ins Museum kostet 6 Euro.'];
    expect(contradict(five, six, ['2026-05-12', '2024-05-12'])).toBe(false);
    expect(contradicts(sentence(five, '2026-05-12'), sentence(six, null))).toBe(false);
  });

  it('finds none where a title names another year', () => {
    const [five, six] = ['Der Eintritt ins Museum kostet 5 Euro.', 'Der Eintritt ins Museum kostet 6 Euro.'];
    expect(contradicts(sentence(five, '2026-05-12', 'Preise 2026'), sentence(six, '2025-05-12'))).toBe(false);
    expect(contradicts(sentence(five, '2026-05-12'), sentence(six, '2025-12-12', 'Preise 2025'))).toBe(false);
  });
});
