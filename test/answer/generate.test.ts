import { describe, expect, it } from 'vitest';
import type { ModelCall } from '../../src/answer/call-model.ts';
import { generateAnswer, type Generated } from '../../src/answer/generate.ts';
import { createPlaceholders, KEEP_AS_WRITTEN } from '../../src/answer/placeholders.ts';
import type { Claim, Verdict, Verifier } from '../../src/answer/verify.ts';
import type { WithheldReason } from '../../src/answer/withheld.ts';
import { LumiError } from '../../src/errors.ts';
import type { AnswerEvent } from '../../src/types.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { passagesOf } from '../support/sample-passages.ts';
import { tellingModel, type Told } from '../support/telling-model.ts';

const POOL = sampleDocument('Das Bad öffnet am 16. Mai. Es kostet 4 Euro. Mehr unter www.stadt.example.', {
  id: 'stadt/bad',
});
const LIBRARY = sampleDocument('Die Bibliothek hat samstags offen.', { id: 'stadt/bibliothek' });
const passages = [...passagesOf(POOL), ...passagesOf(LIBRARY)];

/** A verifier to which a sentence stands that is, up to capitals, in a cited passage; it says `number` of any other one. */
const literal: Verifier = {
  verify: ({ text, passages: cited }: Claim): Promise<Verdict> => {
    const words = text.replace(/\.$/, '');
    const found = cited.map((passage) => ({ passage, at: passage.text.toLowerCase().indexOf(words.toLowerCase()) }));
    if (!found.some(({ at }) => at >= 0)) return Promise.resolve({ isSupported: false, reason: 'number', detail: 'x' });
    const quotes = found.map(({ passage, at }) => {
      const start = passage.chunk.start + Math.max(0, at);
      return { start, end: start + words.length };
    });
    return Promise.resolve({ isSupported: true, support: 1, quotes });
  },
};

interface Run {
  readonly outcome: Generated;
  readonly events: readonly AnswerEvent[];
  readonly said: readonly string[];
  readonly calls: readonly ModelCall[];
  readonly withheld: readonly WithheldReason[];
  readonly prompts: readonly string[];
}

async function generate(
  replies: readonly Told[],
  { placeholders = KEEP_AS_WRITTEN, question = 'Wann öffnet das Bad?', timeoutMs = 5000 } = {},
): Promise<Run> {
  const model = tellingModel(...replies);
  const events: AnswerEvent[] = [];
  const calls: ModelCall[] = [];
  const withheld: WithheldReason[] = [];
  const endMs = performance.now() + timeoutMs;
  const outcome = await generateAnswer(
    { question, passages, language: 'de', plainLanguage: false, sentencesMax: 3 },
    {
      model,
      verifier: literal,
      frame: { persona: 'Lumi', address: 'du', city: 'Musterstadt', today: '2026-07-15' },
      placeholders,
      signal: new AbortController().signal,
      tokensMax: 800,
      timeLeftMs: () => endMs - performance.now(),
      observe: (call) => calls.push(call),
      withhold: (reason) => withheld.push(reason),
      emit: (event) => {
        events.push(event);
        return Promise.resolve();
      },
    },
  );
  const said = events.flatMap((event) => (event.type === 'sentence' ? [event.sentence.text] : []));
  const prompts = model.asked.map((messages) => messages.map(({ content }) => content).join('\n'));
  return { outcome, events, said, calls, withheld, prompts };
}

const OPENS = 'Das Bad öffnet am 16. Mai.';
const COSTS = 'Es kostet 4 Euro.';
const WRONG = 'Das Bad kostet 7 Euro.';
const SATURDAY = 'Die Bibliothek hat samstags offen.';

describe('generateAnswer', () => {
  it('sends what stands, with citations in the order of their first use before the sentence that brings them', async () => {
    const { outcome, events } = await generate([`${SATURDAY} [2]\n${OPENS} [1]\n${COSTS} [1]`]);
    expect(events.map((event) => event.type)).toEqual([
      'citations',
      'sentence',
      'citations',
      'sentence',
      'citations',
      'sentence',
    ]);
    expect(outcome).toMatchObject({
      status: 'written',
      isIncomplete: false,
      sentences: [
        { text: SATURDAY, citations: [1], language: 'de' },
        { text: OPENS, citations: [2], language: 'de' },
        { text: COSTS, citations: [3], language: 'de' },
      ],
      citations: [
        { number: 1, documentId: 'stadt/bibliothek', quote: 'Die Bibliothek hat samstags offen' },
        { number: 2, documentId: 'stadt/bad', quote: 'Das Bad öffnet am 16. Mai' },
        { number: 3, documentId: 'stadt/bad', quote: 'Es kostet 4 Euro' },
      ],
    });
    const lists = events.flatMap((event) => (event.type === 'citations' ? [event.citations.length] : []));
    expect(lists).toEqual([1, 2, 3]);
  });

  it('gives sentences that rest on the same quote the same number', async () => {
    const { outcome } = await generate([`${OPENS} [1]\nDas Bad öffnet. [1]`]);
    expect(outcome).toMatchObject({ sentences: [{ citations: [1] }, { citations: [1] }], citations: [{ number: 1 }] });
  });

  it('asks once more for what does not stand, with the reason, and sends what then does behind the rest', async () => {
    const { outcome, said, withheld, calls, prompts } = await generate([
      `${WRONG} [1]\n${SATURDAY} [2]`,
      `${OPENS} [1]`,
    ]);
    expect(said).toEqual([SATURDAY, OPENS]);
    expect(outcome).toMatchObject({ status: 'written', isIncomplete: false });
    expect(withheld).toEqual(['number']);
    expect(calls.map(({ purpose, outcome: end }) => [purpose, end])).toEqual([
      ['answer', 'ok'],
      ['repair', 'ok'],
    ]);
    expect(prompts[1]).toContain(`- ${WRONG} [1]\n  Diese Zahl steht dort nicht: x`);
  });

  it('asks no third time, and says that something is missing', async () => {
    const { outcome, said, prompts } = await generate([
      `${WRONG} [1]\n${SATURDAY} [2]`,
      'Das Bad kostet 8 Euro. [1]',
      `${OPENS} [1]`,
    ]);
    expect(said).toEqual([SATURDAY]);
    expect(outcome).toMatchObject({ status: 'written', isIncomplete: true });
    expect(prompts).toHaveLength(2);
  });

  it('sends nothing where fewer than half of the sentences stand', async () => {
    const { outcome, events } = await generate([`${WRONG} [1]\nEs ist kalt. [1]\nEs ist nass. [1]\n${SATURDAY} [2]`]);
    expect(outcome).toEqual({ status: 'nothing', fault: null });
    expect(events).toEqual([]);
  });

  it('sends those that waited once half of them stand', async () => {
    const { said } = await generate([`${WRONG} [1]\nEs ist nass. [1]\n${SATURDAY} [2]\n${OPENS} [1]`]);
    expect(said).toEqual([SATURDAY, OPENS]);
  });

  it('keeps what was sent, however much fails behind it', async () => {
    const { outcome, said } = await generate([`${OPENS} [1]\n${WRONG} [1]\nEs ist kalt. [1]\nEs ist nass. [1]`]);
    expect(said).toEqual([OPENS]);
    expect(outcome).toMatchObject({ status: 'written', isIncomplete: true });
  });

  it('withholds a sentence that points back to one that was withheld', async () => {
    const { said, withheld } = await generate([`${OPENS} [1]\nDie Sauna ist neu. [1]\n${COSTS} [1]`]);
    expect(said).toEqual([OPENS]);
    expect(withheld).toEqual(['number', 'points_back']);
    expect((await generate([`${OPENS} [1]\n${COSTS} [1]`])).said).toEqual([OPENS, COSTS]);
  });

  it.each([
    ['no citation', OPENS, 'no_citation'],
    ['a citation that does not exist', `${OPENS} [7]`, 'no_citation'],
    ['a citation that does not exist beside one that does', `${OPENS} [1][7]`, 'no_citation'],
    ['the citation 0', `${OPENS} [0]`, 'no_citation'],
    ['a token that does not exist', 'Mehr unter ⟦LINK9⟧. [1]', 'link'],
    ['a token of another passage', 'Mehr unter ⟦LINK1⟧. [2]', 'link'],
    ['words of the prompt', 'Schreibe nur, was dort steht. [1]', 'about_prompt'],
    ['somebody who speaks of themselves', 'Ich öffne das Bad am 16. Mai. [1]', 'about_prompt'],
    ['a link by reference', 'Das Bad öffnet, siehe [mehr][d]. [1]', 'markup'],
    ['no end', `${'Das Bad öffnet und '.repeat(50)}. [1]`, 'too_long'],
    ['a thought', `<think>${OPENS}</think>`, 'reasoning'],
  ])('sends no sentence with %s', async (_, reply, reason) => {
    const { outcome, withheld } = await generate([reply]);
    expect(outcome).toEqual({ status: 'nothing', fault: null });
    expect(withheld).toEqual([reason]);
  });

  it('shows the model no address, and puts it back', async () => {
    const { said, prompts } = await generate(['Mehr unter ⟦LINK1⟧. [1]']);
    expect(prompts[0]).toContain('Mehr unter ⟦LINK1⟧.');
    expect(prompts[0]).not.toContain('stadt.example');
    expect(said).toEqual(['Mehr unter www.stadt.example.']);
  });

  it('shows a remote model no name, and shows nobody one that stands in no passage', async () => {
    const question = 'Ich heiße Anna Müller. Wann öffnet das Bad?';
    const { said, prompts, withheld } = await generate([`${OPENS} [1]\nDas Bad öffnet für ⟦NAME1⟧. [1]`], {
      placeholders: createPlaceholders(),
      question,
    });
    expect(prompts[0]).toContain('Ich heiße ⟦NAME1⟧.');
    expect(prompts.join()).not.toContain('Anna');
    expect(said).toEqual([OPENS]);
    expect(withheld).toEqual(['number']);
  });

  it('says that there is no answer where the model does, unless it has said something', async () => {
    expect((await generate(['NO_ANSWER'])).outcome).toEqual({ status: 'no_answer' });
    expect((await generate([`${OPENS} [1]\nNO_ANSWER`])).outcome).toMatchObject({
      status: 'written',
      isIncomplete: false,
    });
    expect((await generate([`${WRONG} [1]\nNO_ANSWER`])).outcome).toEqual({ status: 'nothing', fault: null });
  });

  it('sends nothing twice', async () => {
    const { said, calls } = await generate([`${OPENS} [1]\n${OPENS} [1]\n${OPENS.toUpperCase()} [1]`]);
    expect(said).toEqual([OPENS]);
    expect(calls).toHaveLength(1);
  });

  it('listens no longer than an answer lasts', async () => {
    const beginnings = Array.from(POOL.text, (_, at) => `${POOL.text.slice(0, at + 1)} [1]`);
    const { said, calls } = await generate([beginnings.join('\n')]);
    expect(said).toHaveLength(15);
    expect(calls).toMatchObject([{ purpose: 'answer', outcome: 'stopped' }]);
  });

  describe('where the model fails', () => {
    const fault = new LumiError('llm_timeout', 'late');

    it('gives way before the first sentence', async () => {
      const { outcome, calls } = await generate([{ text: 'Das Bad', fault }]);
      expect(outcome).toEqual({ status: 'nothing', fault: 'llm_timeout' });
      expect(calls).toMatchObject([{ purpose: 'answer', outcome: 'llm_timeout' }]);
    });

    it('keeps what was sent, and says that something is missing', async () => {
      const { outcome, said, calls } = await generate([{ text: `${OPENS} [1]\n${WRONG} [1]\nDas Bad`, fault }]);
      expect(said).toEqual([OPENS]);
      expect(outcome).toMatchObject({ status: 'written', isIncomplete: true });
      expect(calls).toHaveLength(1);
    });

    it('does without what it was asked for once more', async () => {
      const { outcome, said } = await generate([`${WRONG} [1]\n${SATURDAY} [2]`, { text: '', fault }]);
      expect(said).toEqual([SATURDAY]);
      expect(outcome).toMatchObject({ status: 'written', isIncomplete: true });
    });

    it('waits no longer than there is time', async () => {
      const silent: Told = async function* (_, signal) {
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve);
        });
        signal.throwIfAborted();
        yield { text: '' };
      };
      const startedAt = performance.now();
      expect((await generate([silent], { timeoutMs: 60 })).outcome).toEqual({
        status: 'nothing',
        fault: 'llm_timeout',
      });
      expect(performance.now() - startedAt).toBeLessThan(1000);
    });
  });
});
