import { describe, expect, it } from 'vitest';
import { standAlone } from '../../src/answer/rephrase.ts';

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
});
