import { describe, expect, it } from 'vitest';
import { readInContext, standAlone } from '../../src/answer/rephrase.ts';

const asked = (...questions: string[]) => questions.map((question) => ({ question, answer: 'Eine Antwort.' }));

describe('standAlone', () => {
  it('leaves a question without history as it is', () => {
    expect(standAlone('Wann war das Treffen?', [], 'Lumi')).toBe('Wann war das Treffen?');
  });

  it('drops a polite lead-in', () => {
    expect(standAlone('Hallo, kannst du mir bitte sagen, wann das Treffen war?', [], 'Lumi')).toBe(
      'wann das Treffen war?',
    );
  });

  it('keeps a lead-in that is all there is', () => {
    expect(standAlone('Weißt du das?', [], 'Lumi')).toContain('Weißt du das?');
  });

  it('puts the name of the bot where a question says "du"', () => {
    expect(standAlone('Warum sind deine Antworten manchmal falsch?', [], 'Lumi')).toBe(
      'Warum sind deine Antworten manchmal falsch? Lumi',
    );
  });

  it('adds the subject of the last question to a follow-up', () => {
    const rewritten = standAlone('Und wann war das?', asked('Wer besuchte die Burg von Kumamoto?'), 'Lumi');
    expect(rewritten).toContain('Und wann war das?');
    expect(rewritten).toContain('Burg');
    expect(rewritten).toContain('Kumamoto');
  });

  it('carries the subject over several turns', () => {
    const rewritten = standAlone(
      'Und warum?',
      asked('Wer besuchte die Burg von Kumamoto?', 'Und wann war das?'),
      'Lumi',
    );
    expect(rewritten).toContain('Burg');
  });

  it.each([
    ['Welche Partnerstädte hat Heidelberg?', 'Und in Bochum?', 'Welche Partnerstädte hat Bochum?'],
    ['Wie viele Einwohner hat Kumamoto?', 'Und Montpellier?', 'Wie viele Einwohner hat Montpellier?'],
    ['Wie weit ist es von Heidelberg nach Kumamoto?', 'Und von Bochum?', 'Wie weit ist es von Bochum nach Kumamoto?'],
    [
      'Wann wurde die Partnerschaft mit Kumamoto geschlossen?',
      'Und mit Montpellier?',
      'Wann wurde die Partnerschaft mit Montpellier geschlossen?',
    ],
    [
      'Wann hat die Bibliothek am Samstag geöffnet?',
      'Und am Dienstag?',
      'Wann hat die Bibliothek am Dienstag geöffnet?',
    ],
    ['Wann hat die Bibliothek am Samstag geöffnet?', 'Und das Freibad?', 'Wann hat die Freibad am Samstag geöffnet?'],
    ['Was kostet der Eintritt für die Kinder?', 'Und für Erwachsene?', 'Was kostet der Eintritt für die Erwachsene?'],
    [
      'Seit wann sind Heidelberg und Montpellier Partnerstädte?',
      'Und Kumamoto?',
      'Seit wann sind Heidelberg und Kumamoto Partnerstädte?',
    ],
    [
      'Wann begann die Partnerschaft mit Kumamoto?',
      'Und die mit Montpellier?',
      'Wann begann die Partnerschaft mit Montpellier?',
    ],
    ['How many people live in Bochum?', 'What about Heidelberg?', 'How many people live in Heidelberg?'],
  ])('after %j takes %j as %j', (earlier, question, rewritten) => {
    expect(standAlone(question, asked(earlier), 'Lumi')).toBe(rewritten);
  });

  it('puts the new thing behind the question where no capital letter tells what it replaces', () => {
    expect(standAlone('und in bochum?', asked('welche partnerstädte hat heidelberg?'), 'Lumi')).toBe(
      'welche partnerstädte hat heidelberg? bochum',
    );
  });

  it('does not fail for any history', () => {
    for (const odd of ['', '???', 'und', '\u0000', 'Und in ?', 'x'.repeat(500)])
      for (const question of ['Und in Bochum?', 'Warum?', odd])
        expect(() => standAlone(question, asked(odd, odd), 'Lumi')).not.toThrow();
  });

  it('leaves a full question alone, whatever was asked before', () => {
    const question = 'Wie viele Einwohner hat die Stadt Tsukuba in Japan?';
    expect(standAlone(question, asked('Welche Partnerstädte hat Heidelberg?'), 'Lumi')).toBe(question);
  });

  it('leaves out small talk around a question', () => {
    expect(standAlone('Danke, und wie weit ist es nach Kumamoto?', asked('Wo liegt Montpellier?'), 'Lumi')).toBe(
      'und wie weit ist es nach Kumamoto?',
    );
    expect(standAlone('Super Science City', [], 'Lumi')).toBe('Super Science City');
  });

  it('does not take a request to the bot for a question about the bot', () => {
    expect(standAlone('Was weißt du über Kumamoto?', [], 'Lumi')).toBe('Was weißt du über Kumamoto?');
  });

  const PARTNERSHIP = 'Wann wurde die Partnerschaft mit Montpellier geschlossen?';
  const CASTLE = 'Wer besuchte die Burg von Kumamoto?';
  const CASTLE_EN = 'When was the castle of Kumamoto damaged?';
  it.each([
    // Pronouns
    [PARTNERSHIP, 'Wer hat sie unterschrieben?', ['Partnerschaft', 'Montpellier']],
    [PARTNERSHIP, 'Wo war das?', ['Partnerschaft', 'Montpellier']],
    [PARTNERSHIP, 'Was gibt es dort zu sehen?', ['Montpellier']],
    [PARTNERSHIP, 'Wie viele Leute waren dabei?', ['Montpellier']],
    [PARTNERSHIP, 'Was hat Heidelberg davon?', ['Partnerschaft', 'Montpellier']],
    [CASTLE, 'Wie alt ist sie?', ['Burg', 'Kumamoto']],
    [CASTLE, 'Wie hoch sind deren Mauern?', ['Burg', 'Kumamoto']],
    [CASTLE, 'Wurde sie beim Erdbeben beschädigt?', ['Burg', 'Kumamoto']],
    [CASTLE, 'Wann haben sie die besichtigt?', ['Burg']],
    [CASTLE, 'Seit wann steht die?', ['Burg']],
    [CASTLE_EN, 'Is it open again?', ['castle', 'Kumamoto']],
    [CASTLE_EN, 'Who visited it?', ['castle', 'Kumamoto']],
    [CASTLE_EN, 'What happened there?', ['castle', 'Kumamoto']],
    // Ellipsis
    [PARTNERSHIP, 'warum?', ['Partnerschaft', 'geschlossen']],
    [PARTNERSHIP, 'Und wo?', ['Partnerschaft', 'Montpellier']],
    [PARTNERSHIP, 'Seit wann?', ['Partnerschaft']],
    [PARTNERSHIP, 'Wer noch?', ['Partnerschaft']],
    [PARTNERSHIP, 'Wie viele?', ['Partnerschaft']],
    [PARTNERSHIP, 'mehr dazu', ['Montpellier']],
    [PARTNERSHIP, 'Erzähl mir mehr darüber', ['Montpellier']],
    [PARTNERSHIP, 'und davor?', ['Partnerschaft']],
    [PARTNERSHIP, 'Wer hat unterschrieben?', ['Partnerschaft']],
    [PARTNERSHIP, 'Kosten?', ['Montpellier']],
    [PARTNERSHIP, 'die Adresse?', ['Montpellier']],
    [PARTNERSHIP, 'Und die Kosten?', ['Partnerschaft']],
    [PARTNERSHIP, 'Welche Themen wurden besprochen?', ['Partnerschaft', 'Montpellier']],
    [PARTNERSHIP, 'Wie ist die Telefonnummer?', ['Montpellier']],
    [CASTLE_EN, 'And why?', ['castle']],
    [CASTLE_EN, 'how many?', ['castle']],
    [CASTLE_EN, 'tell me more', ['castle']],
  ])('after %j adds to %j the subject: %j', (earlier, question, subject) => {
    const rewritten = standAlone(question, asked(earlier), 'Lumi');
    for (const word of subject) expect(rewritten).toContain(word);
  });

  it.each([
    'Und wie heißt die Hauptstadt von Peru?',
    'Wann öffnet das Freibad?',
    'wann öffnet das freibad',
    'Was kostet ein neuer Reisepass?',
    'Wie weit ist es nach Kumamoto?',
    'Wo kann ich meinen Hund anmelden?',
    'Wer ist Wataru Endo?',
    'Was ist die Super Science City?',
    'Gibt es in Bochum Start-ups?',
    'Wie viele Einwohner hat Tsukuba?',
    'Andere Frage: Wer leitet das Stadtarchiv in Bochum?',
    'How far is it to Kumamoto?',
    'What is DAIZ?',
    'When does the pool in Bochum open?',
    'Und was macht NEC?',
    'Besuch bei DAIZ: pflanzliches Fleisch aus Sojabohnen',
  ])('does not drag the old topic into %j', (question) => {
    const rewritten = standAlone(question, asked(PARTNERSHIP), 'Lumi');
    expect(rewritten).not.toMatch(/Partnerschaft|Montpellier|geschlossen/);
  });

  it('exchanges a bare name, and what an English question asks about', () => {
    expect(standAlone('Bochum?', asked('Welche Partnerstädte hat Heidelberg?'), 'Lumi')).toBe(
      'Welche Partnerstädte hat Bochum?',
    );
    expect(standAlone('What about Sheffield?', asked('How many people live in Bochum?'), 'Lumi')).toBe(
      'How many people live in Sheffield?',
    );
    expect(standAlone('Und wie sieht es in Tsukuba aus?', asked('Welche Start-ups gibt es in Bochum?'), 'Lumi')).toBe(
      'Welche Start-ups gibt es in Tsukuba?',
    );
  });

  it('follows a chain of three turns', () => {
    const history = asked('Wie viele Einwohner hat Kumamoto?', 'Und Montpellier?', 'Danke!');
    const rewritten = standAlone('Und wo liegt das?', history, 'Lumi');
    expect(rewritten).toContain('Montpellier');
    expect(rewritten).not.toContain('Kumamoto');
  });

  it('goes back to the turn that names what the question names', () => {
    const history = asked('Wo findet die Weinmesse zum Jubiläum statt?', 'Wie viele Einwohner hat Kumamoto?');
    const rewritten = standAlone('Und wer veranstaltet die Messe?', history, 'Lumi');
    expect(rewritten).toContain('Weinmesse');
    expect(rewritten).not.toContain('Kumamoto');
  });

  it('finds a person and a thing that only the answer names', () => {
    const led = [
      {
        question: 'Wer hat die Delegation geleitet?',
        answer: 'Die Delegation wurde von Bürgermeister Peter Beispiel geleitet.',
      },
    ];
    expect(standAlone('Seit wann ist er im Amt?', led, 'Lumi')).toContain('Beispiel');
    const agreed = [
      { question: 'Was geschah 2021 in Montpellier?', answer: 'Beide Städte schlossen eine Klimavereinbarung.' },
    ];
    const rewritten = standAlone('Wer hat die Vereinbarung unterschrieben?', agreed, 'Lumi');
    expect(rewritten).toContain('Klimavereinbarung');
    expect(rewritten).toContain('Montpellier');
    expect(standAlone('Wer hat das unterschrieben?', agreed, 'Lumi')).toContain('Montpellier');
  });

  it('leaves open whether an unknown thing belongs to the conversation', () => {
    const reading = readInContext('Wer hielt die Rede?', asked(PARTNERSHIP), 'Lumi');
    expect(reading.question).toBe('Wer hielt die Rede?');
    expect(reading.asFollowUp?.question).toContain('Montpellier');
    expect(reading.asFollowUp?.mustHold).toEqual(['rede']);
    expect(readInContext('Wer hielt sie?', asked(PARTNERSHIP), 'Lumi').asFollowUp).toBeNull();
  });
});

describe('readInContext', () => {
  const history = [{ question: 'Was kostet die Hafenrundfahrt?', answer: 'Sie kostet 7 Euro. [1]' }];

  it('tells what a follow-up goes on from', () => {
    const { continues } = readInContext('Und wo beginnt sie?', history, 'Lumi');
    expect(continues).toMatchObject({ own: 'Und wo beginnt sie?', ...history[0], asksTheSame: false });
    expect(readInContext('Und für Kinder?', history, 'Lumi').continues?.asksTheSame).toBe(true);
    expect(readInContext('Wie viele Einwohner hat die Stadt Tsukuba?', history, 'Lumi').continues).toBeNull();
  });

  it('takes only the noun of a German question that begins with "was"', () => {
    expect(standAlone('Wo beantrage ich den?', [{ question: 'Was kostet der Ausweis?', answer: '' }], 'Lumi')).toBe(
      'Wo beantrage ich den? Ausweis',
    );
  });

  it('takes a short question of one thing for a follow-up only where the conversation holds it', () => {
    const { question, asFollowUp } = readInContext('Gibt es Parkplätze?', history, 'Lumi');
    expect(question).toBe('Gibt es Parkplätze?');
    expect(asFollowUp).toMatchObject({ mustStay: true, mustHold: ['parkplaetze'] });
  });
});
