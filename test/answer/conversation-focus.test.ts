import { describe, expect, it } from 'vitest';
import { focusOn, followUpOf, quotedIn } from '../../src/answer/conversation-focus.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { passagesOf } from '../support/sample-passages.ts';

const FEAST = sampleDocument('Das Hafenfest ist am 3. Mai 2026. Der Eintritt ist frei. Dogs may come.', {
  title: 'Hafenfest',
});
const POOL = sampleDocument('Das Freibad öffnet im Mai. Eine Karte kostet 4 Euro. Parkplätze gibt es am Tor.', {
  title: 'Freibad',
});
const PASSAGES = [POOL, FEAST].flatMap((document) => passagesOf(document));
const ANSWER = 'Das Hafenfest ist am 3. Mai 2026. [1]';
const goesOn = (own: string, answer = ANSWER) => ({
  question: 'Wann ist das Hafenfest?',
  answer,
  own,
  asksTheSame: false,
});

describe('quotedIn', () => {
  it('finds the documents that an answer quotes, and none for a fixed reply', () => {
    expect(quotedIn(PASSAGES, `${ANSWER} Eine Karte kostet 4 Euro. [2]`)).toEqual([POOL, FEAST]);
    expect(quotedIn(PASSAGES, 'Dazu habe ich keine Antwort gefunden.')).toEqual([]);
  });
});

describe('focusOn', () => {
  it.each(['Und wann genau?', 'Ist der Eintritt frei?', 'May I bring my dog?'])(
    'stays with the document for %j',
    (own) => {
      expect(focusOn(PASSAGES, goesOn(own))).toEqual([FEAST]);
    },
  );

  it('leaves it where another document holds more of what is asked', () => {
    expect(focusOn(PASSAGES, goesOn('Gibt es Parkplätze?'))).toEqual([]);
  });

  it('leaves it where the document has nothing of the kind that is asked for', () => {
    expect(focusOn(PASSAGES, goesOn('Was kostet das?'))).toEqual([]);
  });
});

describe('followUpOf', () => {
  it('asks with its own words where they say something, and strictly for the kind that they name', () => {
    expect(followUpOf(goesOn('Wann beginnt das Feuerwerk?'))).toEqual({
      own: 'Wann beginnt das Feuerwerk?',
      kind: 'date',
      isStrict: true,
      mayRefuse: true,
      said: ['Das Hafenfest ist am 3. Mai 2026.'],
    });
    expect(followUpOf(goesOn('Und wer?'))).toMatchObject({ own: null, kind: 'person' });
  });

  it('knows nothing after a fixed reply', () => {
    expect(followUpOf(goesOn('Und wann?', 'Dazu habe ich keine Antwort gefunden.'))).toBeNull();
  });

  it('asks for the kind of the earlier question where that is asked again of something else', () => {
    const again = { ...goesOn('Und für Kinder?'), question: 'Was kostet der Eintritt?', asksTheSame: true };
    expect(followUpOf(again)).toMatchObject({ kind: 'money', isStrict: false });
  });
});
