import { describe, expect, it } from 'vitest';
import type { ModelCall } from '../../src/answer/call-model.ts';
import { createPlaceholders, KEEP_AS_WRITTEN } from '../../src/answer/placeholders.ts';
import { rewriteQuestion } from '../../src/answer/rewrite-question.ts';
import { LumiError } from '../../src/errors.ts';
import { tellingModel, type Told } from '../support/telling-model.ts';

const HISTORY = [
  {
    question: 'Wer erneuerte die Eisenbrücke?',
    answer: 'Der Architekt Johann Wegener erneuerte die Eisenbrücke 2021. [1]',
  },
];

async function rewrite(
  told: Told,
  question = 'Und wie lange brauchte er dafür?',
  { history = HISTORY, placeholders = KEEP_AS_WRITTEN, timeoutMs = 5000, signal = new AbortController().signal } = {},
) {
  const model = tellingModel(told);
  const calls: ModelCall[] = [];
  const parts = {
    model,
    language: 'de',
    placeholders,
    timeoutMs,
    signal,
    observe: (call: ModelCall) => calls.push(call),
  } as const;
  return {
    rewritten: await rewriteQuestion(question, history, parts),
    calls,
    prompt: model.asked[0]?.[1]?.content ?? '',
  };
}

describe('rewriteQuestion', () => {
  it.each([
    ['Wie lange brauchte Johann Wegener für die Eisenbrücke?'],
    ['Frage: „Wie lange brauchte der Architekt dafür?“'],
    ['\n**Wie lange brauchte Wegener für die Erneuerung der Eisenbrücke, die er erneuerte?**\nIch hoffe, das hilft.'],
  ])('takes what is made of the words of the conversation: %s', async (reply) => {
    const { rewritten, calls } = await rewrite(reply);
    expect(rewritten).toMatch(/^Wie lange brauchte .*\?$/);
    expect(calls).toMatchObject([{ purpose: 'rewrite' }]);
  });

  it.each([
    ['a word that nobody said', 'Wie lange brauchte Johann Wegener für die Steinbrücke?'],
    ['a number that nobody said', 'Wie lange brauchte Johann Wegener 2022 für die Eisenbrücke?'],
    ['another question', 'Wer erneuerte die Eisenbrücke?'],
    ['an answer', 'Er brauchte drei Jahre.'],
    ['nothing', '***'],
    ['a refusal', 'NO_ANSWER'],
    ['far too much', 'Wie lange brauchte er dafür '.repeat(20)],
  ])('refuses %s', async (_, reply) => {
    expect((await rewrite(reply)).rewritten).toBeNull();
  });

  it('keeps the numbers of the question', async () => {
    const question = 'Und was kostete das 2021?';
    expect((await rewrite('Was kostete die Eisenbrücke?', question)).rewritten).toBeNull();
    expect((await rewrite('Was kostete die Eisenbrücke 2021?', question)).rewritten).toBe(
      'Was kostete die Eisenbrücke 2021?',
    );
  });

  it('gives up where the model fails', async () => {
    const { rewritten, calls } = await rewrite({ text: 'Wie', fault: new LumiError('llm_unreachable', 'refused') });
    expect(rewritten).toBeNull();
    expect(calls).toMatchObject([{ purpose: 'rewrite', outcome: 'llm_unreachable' }]);
  });

  it('gives up where the model takes too long', async () => {
    const silent: Told = async function* (_, signal) {
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      signal.throwIfAborted();
      yield { text: '' };
    };
    const { rewritten, calls } = await rewrite(silent, undefined, { timeoutMs: 50 });
    expect(rewritten).toBeNull();
    expect(calls).toMatchObject([{ outcome: 'llm_timeout' }]);
  });

  it('stops where nobody waits for the answer any more', async () => {
    const leaving = new AbortController();
    const silent: Told = async function* (_, signal) {
      leaving.abort(new Error('gone'));
      await Promise.resolve();
      signal.throwIfAborted();
      yield { text: '' };
    };
    await expect(rewrite(silent, undefined, { signal: leaving.signal })).rejects.toThrow('gone');
  });

  it('shows a remote model no name and no address of the conversation, and puts them back', async () => {
    const history = [
      { question: 'Ich heiße Anna Müller. Wo ist das Bad?', answer: 'Schreib an bad@stadt.example. [1]' },
    ];
    const { rewritten, prompt } = await rewrite('Wann antwortet ⟦EMAIL1⟧?', 'Wann antwortet die?', {
      history,
      placeholders: createPlaceholders(),
    });
    expect(prompt).not.toMatch(/Anna|Müller|bad@stadt/);
    expect(rewritten).toBe('Wann antwortet bad@stadt.example?');
  });
});
