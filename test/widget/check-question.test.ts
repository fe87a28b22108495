import { describe, expect, it } from 'vitest';
import { findPrivate, questionProblem } from '../../widget/check-question.ts';
import { createMessages } from '../../widget/messages/messages.ts';

const CONTACT = { email: 'digitales@heidelberg.de', phone: '06221 58-10580' };
const messages = createMessages('de', { persona: 'Lumi', address: 'Sie' });

describe('findPrivate (D4)', () => {
  it.each([
    ['email', 'Schreiben Sie an erika.mustermann@example.org'],
    ['iban', 'Meine IBAN ist DE89 3704 0044 0532 0130 00'],
    ['phone', 'Rufen Sie mich unter 0170 1234567 an'],
    ['tax_id', 'Meine Steuer-ID ist 86095742719'],
    ['id_card', 'Mein Personalausweis hat die Nummer L01X00T47'],
  ])('finds %s', (kind, question) => {
    expect(findPrivate(question, CONTACT)).toEqual([kind]);
  });

  it.each([
    'Wann war der Besuch am 22.04.2022?',
    'Kostet das 9.200 Euro?',
    'Wem gehört Digitales@Heidelberg.de?',
    'Ist 06221 5810580 die Nummer der Stadt?',
    'Ist +49 (0) 6221 58-10580 die Nummer der Stadt?',
    'Wozu ist die 115 da?',
  ])('lets pass: %s', (question) => {
    expect(findPrivate(question, CONTACT)).toEqual([]);
  });

  it('names each kind once', () => {
    expect(findPrivate('a@example.org und b@example.org', null)).toEqual(['email']);
  });
});

describe('questionProblem', () => {
  it('asks for a question, for a shorter one, or for one without personal data', () => {
    expect(questionProblem('', 10, CONTACT, messages)).toBe(messages.fieldEmpty);
    expect(questionProblem('x'.repeat(11), 10, CONTACT, messages)).toBe(messages.fieldTooLong(10));
    expect(questionProblem('Ich bin a@example.org', 500, CONTACT, messages)).toContain('eine E-Mail-Adresse');
  });

  it('finds nothing wrong with a question at the limit', () => {
    expect(questionProblem('x'.repeat(10), 10, CONTACT, messages)).toBeNull();
  });
});
