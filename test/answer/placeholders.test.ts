import { describe, expect, it } from 'vitest';
import { createPlaceholders, KEEP_AS_WRITTEN } from '../../src/answer/placeholders.ts';

describe('createPlaceholders', () => {
  it.each([
    ['Ich heiße Anna Müller und suche das Bürgerbüro.', 'Ich heiße ⟦NAME1⟧ und suche das Bürgerbüro.'],
    ['ich heisse anna müller, wo ist das bad?', 'ich heisse ⟦NAME1⟧, wo ist das bad?'],
    ['Mein Name ist Dr. Ute von der Leine. Wann?', 'Mein Name ist Dr. ⟦NAME1⟧. Wann?'],
    ['My name is John Smith and I need a passport.', 'My name is ⟦NAME1⟧ and I need a passport.'],
    ["I'm Mary Jones, where is the pool?", "I'm ⟦NAME1⟧, where is the pool?"],
    ['Ich bin Herr Kowalski. Was kostet das?', 'Ich bin Herr ⟦NAME1⟧. Was kostet das?'],
    ['Wann öffnet das Bad? Viele Grüße, Anna Müller', 'Wann öffnet das Bad? Viele Grüße, ⟦NAME1⟧'],
    ['Schreibt mir an anna@web.example oder 0171 2345678.', 'Schreibt mir an ⟦EMAIL1⟧ oder ⟦TELEPHONE1⟧.'],
    ['Meine IBAN ist DE89 3704 0044 0532 0130 00.', 'Meine IBAN ist ⟦IBAN1⟧.'],
  ])('hides who asks: %s', (text, hidden) => {
    const placeholders = createPlaceholders();
    expect(placeholders.hide(text)).toBe(hidden);
    expect(placeholders.restore(hidden)).toBe(text);
  });

  it.each([
    'Ich bin Rentner und suche einen Kurs.',
    'Ich bin neu in Heidelberg.',
    'I am German and need a visa.',
    'Wie heißt die Bürgermeisterin Petra Lindner?',
    'Ich heiße nicht so.',
    'Wer ist Anna Müller?',
    'Wo spricht Petra Lindner am 3. Mai 2026?',
  ])('leaves alone: %s', (text) => {
    expect(createPlaceholders().hide(text)).toBe(text);
  });

  it('hides a name wherever it comes again, with its parts, also in later texts', () => {
    const placeholders = createPlaceholders();
    placeholders.hide('Ich heiße Anna Müller.');
    expect(placeholders.hide('Anna Müller, Frau Müller, in der Müllerstraße')).toBe(
      '⟦NAME1⟧, Frau ⟦NAME2⟧, in der Müllerstraße',
    );
  });

  it('gives the same thing the same placeholder, and another thing another one', () => {
    const placeholders = createPlaceholders();
    expect(placeholders.hide('a@web.example, b@web.example, A@WEB.example')).toBe('⟦EMAIL1⟧, ⟦EMAIL2⟧, ⟦EMAIL1⟧');
  });

  it('restores nothing that it did not hide', () => {
    const placeholders = createPlaceholders();
    placeholders.hide('a@web.example');
    expect(placeholders.restore('Schreib an ⟦EMAIL2⟧.')).toBeNull();
    expect(placeholders.restore('Schreib an [EMAIL1].')).toBe('Schreib an a@web.example.');
    expect(placeholders.hide('Ich nenne ⟦EMAIL1⟧ selbst.')).toBe('Ich nenne (EMAIL1) selbst.');
  });

  it('hides nothing from a model in the house', () => {
    expect(KEEP_AS_WRITTEN.hide('Ich heiße Anna Müller.')).toBe('Ich heiße Anna Müller.');
    expect(KEEP_AS_WRITTEN.restore('Anna')).toBe('Anna');
  });
});
