import { describe, expect, it } from 'vitest';
import { standAlone } from '../../src/answer/rephrase.ts';
import type { WordVectors } from '../../src/embed/embedder.ts';

const asked = (...questions: string[]) => questions.map((question) => ({ question, answer: 'Eine Antwort.' }));

/** A table in which towns lie in one direction and everything else in another. */
const TOWNS = new Set(['heidelberg', 'bochum', 'tsukuba']);
const table: WordVectors = { vector: (word) => Float32Array.from(TOWNS.has(word) ? [1, 0] : [0, 1]), weight: () => 1 };

describe('standAlone', () => {
  it('leaves a question without history as it is', () => {
    expect(standAlone('Wann war das Treffen?', [], 'Lumi', table)).toBe('Wann war das Treffen?');
  });

  it('drops a polite lead-in', () => {
    expect(standAlone('Hallo, kannst du mir bitte sagen, wann das Treffen war?', [], 'Lumi', table)).toBe(
      'wann das Treffen war?',
    );
  });

  it('keeps a lead-in that is all there is', () => {
    expect(standAlone('Weißt du das?', [], 'Lumi', table)).toContain('Weißt du das?');
  });

  it('puts the name of the bot where a question says "du"', () => {
    expect(standAlone('Warum sind deine Antworten manchmal falsch?', [], 'Lumi', table)).toBe(
      'Warum sind deine Antworten manchmal falsch? Lumi',
    );
  });

  it('adds the subject of the last question to a follow-up', () => {
    const rewritten = standAlone('Und wann war das?', asked('Wer besuchte die Burg von Kumamoto?'), 'Lumi', table);
    expect(rewritten).toContain('Und wann war das?');
    expect(rewritten).toContain('Burg');
    expect(rewritten).toContain('Kumamoto');
  });

  it('carries the subject over several turns', () => {
    const rewritten = standAlone(
      'Und warum?',
      asked('Wer besuchte die Burg von Kumamoto?', 'Und wann war das?'),
      'Lumi',
      table,
    );
    expect(rewritten).toContain('Burg');
  });

  it('exchanges the word that is like the new one', () => {
    expect(standAlone('Und in Bochum?', asked('Welche Partnerstädte hat Heidelberg?'), 'Lumi', table)).toBe(
      'Welche Partnerstädte hat Bochum?',
    );
  });

  it('puts the new word behind the question where no word vectors tell what it replaces', () => {
    expect(standAlone('Und in Bochum?', asked('Welche Partnerstädte hat Heidelberg?'), 'Lumi', null)).toBe(
      'Welche Partnerstädte hat Heidelberg? Bochum',
    );
  });

  it('leaves a full question alone, whatever was asked before', () => {
    const question = 'Wie viele Einwohner hat die Stadt Tsukuba in Japan?';
    expect(standAlone(question, asked('Welche Partnerstädte hat Heidelberg?'), 'Lumi', table)).toBe(question);
  });
});
