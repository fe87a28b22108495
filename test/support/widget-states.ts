import { holdAnswer, type HeldAnswer, type Visit, type WidgetBench } from './widget-page.ts';
import { sampleAnswer, sampleCitation } from './scripted-chatbot.ts';

/** The states in which the widget is checked and photographed; each is reached from the one before it. */
export const WIDGET_STATES = [
  'closed',
  'open empty',
  'typing over the limit',
  'waiting',
  'answer arriving',
  'answered with sources',
  'no answer',
  'error',
  'information panel',
] as const;
export type WidgetState = (typeof WIDGET_STATES)[number];

const ANSWER = sampleAnswer({
  sentences: [
    { text: 'Rund 9.200 Kilometer trennen die Städte.', citations: [1], language: 'de' },
    { text: 'Die Reise dauerte einen Tag.', citations: [1, 2], language: 'de' },
  ],
  citations: [
    sampleCitation(),
    sampleCitation({
      number: 2,
      title: 'Zehn Jahre Partnerschaft',
      quote: 'Die Reise dauerte einen Tag.',
      publishedOn: null,
    }),
    sampleCitation({ number: 3, title: 'Programm der Festwoche', url: null }),
  ],
  more: [3],
  notices: [
    { id: 'check_source', text: 'Antworten können Fehler enthalten. Prüfen Sie bitte die Quelle.' },
    { id: 'old_answer', text: 'Diese Angaben sind älter als zwei Jahre.' },
  ],
  suggestions: ['Wann war die Reise?'],
  answerer: 'generative',
  generated: true,
  model: 'stadt-llm-7b',
});
const NO_ANSWER_TEXT = 'Dazu finde ich in meinen Dokumenten nichts.';
const NO_ANSWER = sampleAnswer({
  status: 'no_answer',
  answerer: 'reply',
  text: NO_ANSWER_TEXT,
  sentences: [{ text: NO_ANSWER_TEXT, citations: [], language: 'de' }],
  citations: [],
  notices: [{ id: 'reset', text: 'Setzen Sie das Gespräch mit ↺ zurück und formulieren Sie Ihre Frage anders.' }],
  suggestions: ['Wie weit ist es nach Kumamoto?'],
});

const HELD = new WeakMap<Visit, HeldAnswer>();

/** Brings the widget from the state before into a state, and waits until it shows. */
export async function showState(state: WidgetState, visit: Visit, bench: WidgetBench): Promise<void> {
  const { part, answers } = visit;
  switch (state) {
    case 'closed':
      return;
    case 'open empty':
      return visit.open();
    case 'typing over the limit':
      await part('field').fill('Wie weit ist es von hier nach Kumamoto? '.repeat(13));
      return part('error').waitFor();
    case 'waiting': {
      const held = holdAnswer(ANSWER);
      HELD.set(visit, held);
      bench.answerWith(held.answer);
      await visit.send('Wie weit ist es nach Kumamoto?');
      return visit.waitForState('waiting');
    }
    case 'answer arriving':
      HELD.get(visit)!.pass(5);
      return visit.waitForState('answering');
    case 'answered with sources':
      HELD.get(visit)!.finish();
      await visit.waitForState('ready');
      await part('citation').first().press('Enter');
      return part('passage').first().waitFor();
    case 'no answer':
      bench.answerWith(NO_ANSWER);
      await visit.ask('Wer wird nächster Bürgermeister?');
      await answers.last().locator('[part=feedback-down]').press('Enter');
      return answers.last().getByRole('radio').first().waitFor();
    case 'error':
      bench.answerWith(() => Promise.reject(new Error('broken')));
      await visit.ask('Und zurück?');
      return;
    case 'information panel':
      await part('info-button').click();
      return part('info').waitFor();
  }
}
