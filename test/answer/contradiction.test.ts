import { describe, expect, it } from 'vitest';
import { contradicts } from '../../src/answer/contradiction.ts';
import { expectedKind } from '../../src/answer/expected-kind.ts';
import type { ChosenSentence } from '../../src/answer/extract.ts';
import type { Asked } from '../../src/answer/same-matter.ts';
import { subjectOf } from '../../src/answer/subject.ts';
import { createLexicon } from '../../src/retrieve/lexicon.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { passagesOf } from '../support/sample-passages.ts';

function sentence(text: string, published: string | null, title = 'Aus dem Rathaus'): ChosenSentence {
  const publishedOn = published === null ? null : ({ date: published, precision: 'day' } as const);
  const [passage] = passagesOf(sampleDocument(text, { title, publishedOn }));
  return { passage: passage!, start: 0, end: text.length, text, headingPath: [], score: 1 };
}
/** What is asked where only the sentences tell: nothing that either would lack. */
const OPEN = askedOf('Was gilt?');
const contradict = (newer: string, older: string, [newDay, oldDay] = ['2026-05-12', '2026-01-20'], asked = OPEN) =>
  contradicts(sentence(newer, newDay), sentence(older, oldDay), asked);

function askedOf(question: string): Asked {
  const lexicon = createLexicon([], []);
  return { question, subject: subjectOf(question, { rarity: () => 1, lexicon }), kind: expectedKind(question) };
}

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
    expect(contradicts(sentence(five, '2026-05-12'), sentence(six, null), OPEN)).toBe(false);
  });

  it('finds none where a title names another year', () => {
    const [five, six] = ['Der Eintritt ins Museum kostet 5 Euro.', 'Der Eintritt ins Museum kostet 6 Euro.'];
    expect(contradicts(sentence(five, '2026-05-12', 'Preise 2026'), sentence(six, '2025-05-12'), OPEN)).toBe(false);
    expect(contradicts(sentence(five, '2026-05-12'), sentence(six, '2025-12-12', 'Preise 2025'), OPEN)).toBe(false);
  });

  it.each([
    [
      'Was kostet der Eintritt ins Museum?',
      'Wer das Museum sehen will, zahlt 5 Euro Eintritt.',
      'Für den Eintritt ins Museum werden 4 Euro fällig.',
    ],
    [
      'Wann ist das Richtfest der Schule?',
      'Am 1. Juli 2026 lädt die Stadt zum Richtfest der Schule ein.',
      'Das Richtfest der Schule findet am 24. Juni 2026 statt.',
    ],
    ['Wann ist Markt in Au?', 'Jeden Donnerstag ist in Au Markt.', 'Der Markt in Au findet am Mittwoch statt.'],
    ['Wo beginnt die Führung?', 'Die Führung startet in der Torstraße 12.', 'Treffpunkt der Führung: Marktplatz 3.'],
    ['Wer leitet den Chor?', 'Ida Braun leitet den Chor.', 'Den Chor hat Otto Klein unter sich.'],
    ['Wie lange ist die Gasse gesperrt?', 'Acht Wochen ist die Gasse zu.', 'Die Gasse ist sechs Wochen gesperrt.'],
  ])('finds two values of what is asked for in sentences of other words: %s', (question, newer, older) => {
    expect(contradict(newer, older, undefined, askedOf(question))).toBe(true);
  });

  it.each([
    [
      'other people',
      'Was kostet eine Karte?',
      'Eine Karte kostet Kinder 3 Euro.',
      'Erwachsene zahlen für eine Karte 5 Euro.',
    ],
    ['a share', 'Was kostet der Weg?', 'Vom Land kommen für den Weg 2 Euro.', 'Der Bau des Weges kostet 5 Euro.'],
    ['begin and end', 'Wann ist der Bau?', 'Der Bau endet am 9. Juli 2026.', 'Am 4. Juli 2026 beginnt der Bau.'],
    ['another unit', 'Was kostet ein Rad?', 'Ein Rad kostet 9 Euro am Tag.', 'Je Stunde zahlt man für ein Rad 2 Euro.'],
    ['what was expected', 'Wie viele Läufer kamen?', 'Es kamen 612 Läufer.', 'Rund 500 Läufer werden erwartet.'],
    ['another number', 'Wie oft fährt die Linie 3?', 'Die Linie 5 fährt 4 Mal.', 'Die Linie 3 fährt 6 Mal.'],
  ])('finds none in %s', (_, question, newer, older) => {
    expect(contradict(newer, older, undefined, askedOf(question))).toBe(false);
  });
});
