import { describe, expect, it } from 'vitest';
import { readInTime, readTimeScope } from '../../src/answer/time-scope.ts';

/** A Wednesday. */
const TODAY = '2026-06-10';
const scopeOf = (question: string) => readTimeScope(question, TODAY);
const year = (number: number) => ({ from: `${number}-01-01`, to: `${number}-12-31` });

describe('readTimeScope', () => {
  it.each([
    ['Wann war das Fest 2024?', year(2024)],
    ['Was kostete das Bad im Jahr 2019?', year(2019)],
    ['Wer war 2020 Bürgermeister?', year(2020)],
    ['Was wurde im März 2025 beschlossen?', { from: '2025-03-01', to: '2025-03-31' }],
    ['Was geschah am 3. Mai 2026?', { from: '2026-05-03', to: '2026-05-03' }],
    ['Wie viele kamen letztes Jahr?', year(2025)],
    ['Wie viele kamen im vergangenen Jahr?', year(2025)],
    ['Wie war es im Vorjahr?', year(2025)],
    ['How many came last year?', year(2025)],
    ['Wann ist dieses Jahr das Fest?', year(2026)],
    ['Was kostet es in diesem Jahr?', year(2026)],
    ['Wann ist nächstes Jahr das Fest?', year(2027)],
    ['Wie viele kamen vor zwei Jahren?', year(2024)],
    ['Wie viele kamen vor 3 Jahren?', year(2023)],
    ['How many came two years ago?', year(2024)],
    ['Was wurde letzten Monat beschlossen?', { from: '2026-05-01', to: '2026-05-31' }],
    ['Was geschah letzte Woche?', { from: '2026-06-01', to: '2026-06-07' }],
    ['Was geschah gestern?', { from: '2026-06-09', to: '2026-06-09' }],
    ['Wie war es im letzten Winter?', { from: '2025-12-01', to: '2026-02-28' }],
    ['Wie war es letzten Sommer?', { from: '2025-06-01', to: '2025-08-31' }],
  ])('reads a period that must be kept to: %s', (question, period) => {
    expect(scopeOf(question)).toMatchObject({ kind: 'period', period, isStrict: true });
  });

  it.each([
    ['Hat der Markt morgen geöffnet?', { from: '2026-06-11', to: '2026-06-11' }],
    ['Ist heute geöffnet?', { from: '2026-06-10', to: '2026-06-10' }],
    ['Was ist diese Woche los?', { from: '2026-06-08', to: '2026-06-14' }],
    ['Was ist nächste Woche los?', { from: '2026-06-15', to: '2026-06-21' }],
    ['Ist am 3. Juli geöffnet?', { from: '2026-07-03', to: '2026-07-03' }],
  ])('reads a period that is preferred: %s', (question, period) => {
    expect(scopeOf(question)).toMatchObject({ kind: 'period', period, isStrict: false });
  });

  it.each([
    ['Wann ist das nächste Fest?', 'next'],
    ['Wann findet das kommende Konzert statt?', 'next'],
    ['When is the next concert?', 'next'],
    ['Wann war das letzte Fest?', 'last'],
    ['Wer gewann zuletzt?', 'last'],
    ['Wer war damals Bürgermeister?', 'past'],
    ['Was hat das früher gekostet?', 'past'],
    ['Wer war die ehemalige Leiterin?', 'past'],
    ['Who was formerly mayor?', 'past'],
  ])('reads "%s" as %s', (question, kind) => {
    expect(scopeOf(question).kind).toBe(kind);
  });

  it.each([
    'Wann ist das Fest?',
    'Wer ist derzeit Bürgermeisterin?',
    'Was ist der neueste Stand?',
    'Was wird aus dem ehemaligen Schlachthof?',
    'Kann ich früher als um acht kommen?',
    'Wie viele Bäume wurden seit 2019 gepflanzt?',
    'Will die Stadt bis 2030 klimaneutral sein?',
    'Was geschieht in den nächsten Wochen?',
    'Was war in den letzten Jahren?',
    'Wer öffnet am Morgen das Tor?',
    'Was kosten 2000 Euro Kredit?',
  ])('leaves the time open: %s', (question) => {
    expect(scopeOf(question).kind).toBe('now');
  });

  it.each([
    ['Wie viele kamen letztes Jahr zum Fest?', 'Wie viele kamen 2025 zum Fest?'],
    ['What did it cost last year?', 'What did it cost 2025?'],
    ['Was wurde letzten Monat beschlossen?', 'Was wurde Mai 2026 beschlossen?'],
    ['Wann ist das nächste Fest?', 'Wann ist das Fest?'],
    ['Wer ist derzeit Bürgermeisterin?', 'Wer ist Bürgermeisterin?'],
    ['Wann war das Fest 2024?', 'Wann war das Fest 2024?'],
    ['Was ist aktuell?', 'Was ist aktuell?'],
  ])('words "%s" as it is looked for', (question, wording) => {
    expect(scopeOf(question).question).toBe(wording);
  });

  it.each([
    ['Wann war das Fest?', true],
    ['Wann wurde das Bad eröffnet?', true],
    ['Wann ist das Fest 2025?', true],
    ['When did it open?', true],
    ['Wann ist das Fest?', false],
    ['Wann ist dieses Jahr das Fest?', false],
    ['Wann ist das nächste Fest?', false],
  ])('knows whether "%s" asks what was: %s', (question, asksPast) => {
    expect(scopeOf(question).asksPast).toBe(asksPast);
  });
});

describe('readInTime', () => {
  const follow = (question: string, ...earlier: string[]) =>
    readInTime(
      question,
      earlier.map((each) => ({ question: each, answer: '' })),
      'Lumi',
      TODAY,
    ).question;

  it.each([
    ['Und 2024?', 'Wie viele kamen zum Fest?', 'Wie viele kamen zum Fest 2024?'],
    ['Und letztes Jahr?', 'Wie viele kamen 2026 zum Fest?', 'Wie viele kamen zum Fest 2025?'],
    ['Und im März 2025?', 'Wie viele kamen im Jahr 2026 zum Fest?', 'Wie viele kamen zum Fest März 2025?'],
    ['And last year?', 'How many came to the fair?', 'How many came to the fair 2025?'],
  ])('asks the earlier question at another time: %s', (question, earlier, whole) => {
    expect(follow(question, earlier)).toBe(whole);
  });

  it('goes back over several such questions', () => {
    expect(follow('Und 2023?', 'Wie viele kamen zum Fest?', 'Und 2024?')).toBe('Wie viele kamen zum Fest 2023?');
  });

  it('leaves a question with a subject of its own to the other rules', () => {
    expect(follow('Wie viele kamen 2024 zum Markt am Hafen?', 'Wann ist das Fest?')).toBe(
      'Wie viele kamen 2024 zum Markt am Hafen?',
    );
    expect(readInTime('Und 2024?', [], 'Lumi', TODAY).question).toBe('Und 2024?');
  });
});
