import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIndex } from '../../src/build-index.ts';
import { indexFolder } from '../../src/chatbot.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import type { Embedder } from '../../src/embed/embedder.ts';
import { createLexicon } from '../../src/retrieve/lexicon.ts';
import { retrieve, type RetrieveOptions } from '../../src/retrieve/retrieve.ts';
import { openCurrent } from '../../src/store/open-current.ts';
import type { IndexGeneration } from '../../src/store/open-generation.ts';
import {
  openSampleChatbot,
  writeSampleCorpus,
  type SampleChatbot,
  type WrittenDocument,
} from '../support/sample-chatbot.ts';

const SUBJECTS = ['Brücke', 'Schule', 'Straße', 'Halle', 'Bücherei', 'Quelle', 'Mühle', 'Kirche', 'Wiese', 'Allee'];

/** 140 documents that are much alike, three that are one text under three ids, and one in English. */
const DOCUMENTS: readonly WrittenDocument[] = [
  ...Array.from({ length: 140 }, (_, at) => ({
    id: `stadt/d${String(at).padStart(3, '0')}`,
    title: `Nachricht ${at}`,
    markdown: `Die ${SUBJECTS[at % 10]!} Nummer ${at} im Ort wurde ${at % 7 === 0 ? 'gestrichen' : 'erneuert'}.`,
  })),
  ...['c', 'a', 'b'].map((name) => ({
    id: `zwilling/${name}`,
    title: 'Storchennest',
    markdown: 'Auf dem Schornstein brütet ein Storchenpaar.',
  })),
  {
    id: 'stadt/stork',
    title: 'Stork',
    language: 'en-GB',
    markdown: 'A pair of storks nests on the chimney of the brewery.',
  },
];

const LEXICON = createLexicon(
  [{ official: ['Storchenpaar'], colloquial: ['Klapperer'], abbreviation: [], english: [] }],
  [{ de: ['Schornstein'], en: ['chimney'] }],
);

let chatbot: SampleChatbot;
let index: IndexGeneration;
let embedder: Embedder;
beforeAll(async () => {
  const { config, remove } = await writeSampleCorpus({ documents: DOCUMENTS });
  await buildIndex(config);
  chatbot = await openSampleChatbot(config, remove);
  embedder = await createEmbedder('bundled');
  index = (await openCurrent(indexFolder(config), embedder)).generation;
});
afterAll(async () => {
  index.free();
  await chatbot.close();
});

const search = (question: string, options: Partial<RetrieveOptions> = {}, by: Embedder = embedder) =>
  retrieve(index, { embedder: by, lexicon: LEXICON }, question, {
    limit: 10,
    accepts: () => true,
    today: '2026-07-15',
    ...options,
  });

describe('retrieve', () => {
  it('finds the passage with the rare word first, and gives its text as it stands in the document', async () => {
    const [best] = await search('Wo brütet das Storchenpaar?');
    expect(best?.document.title).toBe('Storchennest');
    expect(best?.text).toBe('Auf dem Schornstein brütet ein Storchenpaar.');
    expect(best?.document.text.slice(best.chunk.start, best.chunk.end)).toBe(best?.text);
  });

  it('finds a passage by the official name of what the question calls otherwise', async () => {
    const [best] = await search('Wo wohnen die Klapperer?');
    expect(best?.document.title).toBe('Storchennest');
  });

  it('scores a translated word as the word itself', async () => {
    const inGerman = await search('Schornstein', { accepts: ({ language }) => language === 'de' });
    const inEnglish = await search('chimney', { accepts: ({ language }) => language === 'de' });
    expect(inEnglish[0]?.document.id).toBe(inGerman[0]?.document.id);
    expect(inEnglish[0]?.explain.keyword).toBeCloseTo(inGerman[0]!.explain.keyword!, 10);
    const [english] = await search('chimney', { accepts: ({ language }) => language !== 'de' });
    expect(english?.explain.keyword).toBeCloseTo(inGerman[0]!.explain.keyword!, 1);
  });

  it('orders by falling score, and what is equal by id', async () => {
    const found = await search('Auf dem Schornstein brütet ein Storchenpaar', { limit: 100 });
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(found.slice(0, 3).map(({ document }) => document.id)).toEqual(['zwilling/a', 'zwilling/b', 'zwilling/c']);
    expect(new Set(scores.slice(0, 3)).size).toBe(1);
  });

  it('gives the same for the same question', async () => {
    const once = await search('Welche Mühle wurde erneuert?', { limit: 50 });
    expect(await search('Welche Mühle wurde erneuert?', { limit: 50 })).toEqual(once);
  });

  it.each([1, 5, 31, 100])('gives %i passages where there are more, none twice', async (limit) => {
    const found = await search('Welche Brücke Nummer im Ort wurde erneuert?', { limit });
    expect(found).toHaveLength(limit);
    expect(new Set(found.map(({ document }) => document.id)).size).toBe(limit);
  });

  it('shows every component of a score, each in 0…1', async () => {
    for (const { explain, score } of await search('Welche Schule wurde gestrichen?', { limit: 100 })) {
      expect(Object.keys(explain).sort()).toEqual(['alignment', 'keyword', 'recency', 'vector']);
      for (const value of [...Object.values(explain), score]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
    }
  });

  it('does without word vectors, and then shows no alignment', async () => {
    const found = await search('Wo brütet das Storchenpaar?', { limit: 100 }, { ...embedder, words: null });
    expect(found[0]?.document.title).toBe('Storchennest');
    for (const { explain } of found) expect(Object.keys(explain).sort()).toEqual(['keyword', 'recency', 'vector']);
  });

  it.each(['', ' \n', '???', '🏊', '—'])('finds nothing for %j and asks no embedder', async (question) => {
    const silent: Embedder = { ...embedder, embedQuestion: () => Promise.reject(new Error('not to be called')) };
    expect(await search(question, {}, silent)).toEqual([]);
  });

  it('finds only what is accepted, also where that is hard to find', async () => {
    const found = await search('Wo brütet das Storchenpaar?', { accepts: ({ id }) => id === 'stadt/d139' });
    expect(found.map(({ document }) => document.id)).toEqual(['stadt/d139']);
    expect(await search('Wo brütet das Storchenpaar?', { accepts: () => false })).toEqual([]);
  });

  it('passes on a fault of the embedder', async () => {
    const fault = new Error('no memory');
    await expect(search('Storch', {}, { ...embedder, embedQuestion: () => Promise.reject(fault) })).rejects.toBe(fault);
  });
});

describe('chatbot.retrieve', () => {
  it('finds documents of one language only, its regional forms included', async () => {
    const find = async (language?: string) =>
      (await chatbot.retrieve('storks nest chimney Schornstein', { limit: 100, ...(language && { language }) })).map(
        ({ document }) => document.language,
      );
    expect(new Set(await find('de'))).toEqual(new Set(['de']));
    expect(await find('en')).toEqual(['en-GB']);
    expect(await find('fr')).toEqual([]);
    expect(new Set(await find())).toEqual(new Set(['de', 'en-GB']));
  });
});
