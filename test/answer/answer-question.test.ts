import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTextReader } from '../../src/answer/score-lines.ts';
import { answerQuestion, type AnswerParts } from '../../src/answer/answer-question.ts';
import { createVerifier } from '../../src/answer/verify.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import type { Embedder } from '../../src/embed/embedder.ts';
import { createLexicon } from '../../src/retrieve/lexicon.ts';
import type { Answer, AnswerEvent, Document, Passage } from '../../src/types.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { passagesOf } from '../support/sample-passages.ts';
import { tellingModel } from '../support/telling-model.ts';

let embedder: Embedder;
beforeAll(async () => {
  embedder = await createEmbedder('bundled');
});

function ask(
  question: string,
  passages: readonly Passage[],
  parts: Partial<AnswerParts> = {},
  events: AnswerEvent[] = [],
): Promise<Answer> {
  return answerQuestion(
    { question, history: [], language: 'de', plainLanguage: false },
    { ...partsFor(passages, events), ...parts },
  );
}

function partsFor(passages: readonly Passage[], events: AnswerEvent[] = []): AnswerParts {
  return {
    retrieve: () => Promise.resolve(passages),
    embedder,
    lexicon: createLexicon([], []),
    rarity: () => 1,
    respell: (question) => question,
    readText: createTextReader(embedder),
    collectionSize: 10,
    context: {
      persona: 'Lumi',
      address: 'du',
      city: 'Musterstadt',
      email: 'post@stadt.example',
      phone: '115',
      writer: 'none',
    },
    examples: { de: ['Wann?'], en: ['When?'] },
    sentencesMax: 3,
    answerableMin: 0,
    oldAfterDays: 730,
    now: () => new Date('2026-07-15T10:00:00Z'),
    today: '2026-07-15',
    writer: null,
    emit: (event) => {
      events.push(event);
      return Promise.resolve();
    },
  };
}

const word = fc.constantFrom(
  ...[
    'Brücke',
    'Turm',
    'Fest',
    'am 3. Mai 2026',
    '142',
    'Dr. Weber',
    'z. B.',
    '„so“',
    'u. a.',
    '…',
    '(neu)',
    'Er',
    '**fett**',
  ],
  ...[
    'Dies',
    'Straße',
    '4,50 Euro',
    '<b>',
    '&amp;',
    '[x](https://a.example)',
    '`code`',
    '§ 5',
    '😀',
    'wegen',
    'Meter',
    '\\*',
  ],
);
const sentence = fc
  .tuple(fc.array(word, { minLength: 1, maxLength: 8 }), fc.constantFrom('.', '!', '?', ':', ''))
  .map(([list, end]) => `${list.join(' ')}${end}`);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((sentences) => sentences.join(' '));
const bullets = fc.array(sentence, { minLength: 1, maxLength: 18 });
const block = fc.oneof(
  paragraph,
  bullets.map((items) => items.map((item) => `- ${item}`).join('\n')),
  bullets.map((items) => items.map((item, at) => `${at + 1}. ${item}`).join('\n')),
  paragraph.map((text) => `> ${text}`),
  paragraph.map((text) => `## ${text}`),
  fc
    .array(fc.tuple(word, word), { minLength: 1, maxLength: 4 })
    .map((rows) => ['| A | B |', '| - | - |', ...rows.map(([a, b]) => `| ${a} | ${b} |`)].join('\n')),
);
const markdown = fc.array(block, { minLength: 1, maxLength: 6 }).map((blocks) => `Anfang.\n\n${blocks.join('\n\n')}`);

const QUESTIONS = [
  'Wann ist das Fest an der Brücke?',
  'Warum kostet der Turm 4,50 Euro?',
  'Was sagt Dr. Weber über die Straße?',
  'Wie lang ist die Brücke in Metern?',
];

describe('answerQuestion', () => {
  it('shows sentences that stand in a quote, quotes that stand in a passage, and passages that stand in the document', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(markdown, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...QUESTIONS),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom({ charsTarget: 700, charsMax: 1200 }, { charsTarget: 40, charsMax: 80 }),
        async (bodies, question, sentencesMax, sizes) => {
          const documents = new Map<string, Document>();
          for (const [at, body] of bodies.entries()) {
            const document = sampleDocument(body, { id: `stadt/d${at}` });
            documents.set(document.id, document);
          }
          const passages = [...documents.values()].flatMap((document) => passagesOf(document, sizes));
          const answer = await ask(question, passages, { sentencesMax });
          if (answer.status !== 'answered') return;
          answered += 1;
          const used = answer.sentences.flatMap(({ citations }) => citations);
          // Numbered by first use; the rest of the answer behind them.
          expect([...new Set(used), ...answer.more]).toEqual(answer.citations.map(({ number }) => number));
          expect(answer.citations.map(({ number }) => number)).toEqual(answer.citations.map((_, at) => at + 1));
          for (const { text, citations } of answer.sentences) {
            expect(text.trim()).toBe(text);
            expect(text).not.toBe('');
            for (const number of citations) expect(answer.citations[number - 1]!.quote).toContain(text);
          }
          for (const { documentId, passage, quote } of answer.citations) {
            expect(passage).toContain(quote);
            expect(documents.get(documentId)!.text).toContain(passage);
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(answered).toBeGreaterThan(100);
  });

  it('names at most two passages nearby, and none that is far off', async () => {
    const near = (score: number, name: string) =>
      passagesOf(sampleDocument('Der Turm.', { id: `stadt/${name}` }), { score });
    const refuse = { answerableMin: 1.1 };
    const many = await ask(
      'Wie hoch ist der Turm?',
      [0.9, 0.8, 0.7].flatMap((score, at) => near(score, `d${at}`)),
      refuse,
    );
    expect(many.status).toBe('no_answer');
    expect(many.citations.map(({ documentId }) => documentId)).toEqual(['stadt/d0', 'stadt/d1']);
    expect(many.more).toEqual([1, 2]);
    expect((await ask('Wie hoch ist der Turm?', near(0.2, 'fern'), refuse)).citations).toEqual([]);
  });

  it('passes on a fault of the embedder, so that its caller can tell', async () => {
    const fault = new Error('no memory');
    const broken: Embedder = { ...embedder, embedPassages: () => Promise.reject(fault) };
    const passages = passagesOf(sampleDocument('Der Turm ist hoch.'));
    await expect(
      ask('Wie hoch ist der Turm?', passages, { embedder: broken, readText: createTextReader(broken) }),
    ).rejects.toBe(fault);
  });

  it('stops where an event is not taken', async () => {
    const gone = new Error('gone');
    let retrieved = 0;
    const asked = ask('Wie hoch ist der Turm?', [], {
      emit: (event) =>
        event.type === 'status' && event.stage === 'retrieve' ? Promise.reject(gone) : Promise.resolve(),
      retrieve: () => {
        retrieved += 1;
        return Promise.resolve([]);
      },
    });
    await expect(asked).rejects.toBe(gone);
    expect(retrieved).toBe(0);
  });

  it('looks for nothing where the wording decides', async () => {
    const retrieve = () => Promise.reject(new Error('not to be called'));
    expect((await ask('Hallo Lumi!', [], { retrieve })).status).toBe('smalltalk');
    expect((await ask('Schreib an erika@web.example', [], { retrieve })).status).not.toBe('answered');
  });

  it.each([
    ['de', false],
    ['de-AT', false],
    ['DE', false],
    ['en', true],
    ['den', true],
  ])('says that a document in "%s" is in another language than German: %s', async (language, isForeign) => {
    const document = { ...sampleDocument('Der Turm ist 61 Meter hoch.'), language };
    const { notices } = await ask('Wie hoch ist der Turm?', passagesOf(document));
    expect(notices.some(({ id }) => id === 'other_language')).toBe(isForeign);
  });

  it.each([
    ['on another machine learns neither name nor address', true],
    ['in the house gets the question as it was written', false],
  ])('asks a model that %s', async (_, isRemote) => {
    const model = { ...tellingModel('Wie hoch ist der Turm?', 'Der Turm ist 61 Meter hoch. [1]'), isRemote };
    const answer = await answerQuestion(
      {
        question: 'Ich heiße Anna Müller. Und wie hoch ist er?',
        history: [{ question: 'Wo ist der Turm?', answer: 'Am Markt, schrieb ich an anna@web.example.' }],
        language: 'de',
        plainLanguage: false,
      },
      {
        ...partsFor(passagesOf(sampleDocument('Der Turm ist 61 Meter hoch.'))),
        writer: {
          model,
          verifier: createVerifier({ embedder, lexicon: createLexicon([], []) }),
          signal: new AbortController().signal,
          tokensMax: 800,
          timeoutMs: 10_000,
          observe: () => undefined,
          withhold: () => undefined,
        },
      },
    );
    expect(answer).toMatchObject({
      answerer: 'generative',
      model: 'test:telling',
      text: 'Der Turm ist 61 Meter hoch. [1]',
    });
    const prompts = model.asked.flat().map(({ content }) => content);
    expect(prompts.length).toBeGreaterThan(2);
    expect(/Anna|Müller|anna@web/.test(prompts.join(' '))).toBe(!isRemote);
  });

  it('gives every answer an id of its own', async () => {
    expect((await ask('Hallo', [])).id).not.toBe((await ask('Hallo', [])).id);
  });
});
