import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTextReader } from '../../src/answer/score-lines.ts';
import { suggestTitles } from '../../src/answer/suggest.ts';
import { buildIndex } from '../../src/build-index.ts';
import { createEmbedder } from '../../src/embed/create-embedder.ts';
import { createLexicon } from '../../src/retrieve/lexicon.ts';
import { createChatbot, type Chatbot } from '../../src/chatbot.ts';
import { loadConfig } from '../../src/config.ts';
import type { Answer, AskRequest } from '../../src/types.ts';
import { sampleDocument } from '../support/sample-document.ts';
import { passagesOf } from '../support/sample-passages.ts';

const passage = (id: string, metadata: { title: string; topics?: string[]; publisher?: string }) =>
  passagesOf({ ...sampleDocument(`${metadata.title} ist fertig.`, { id }), ...metadata });
const CITED = passage('stadt/turm', { title: 'Der Turm am Markt', topics: ['Bauten'] });

describe('suggestTitles', () => {
  const suggest = async (...others: ReturnType<typeof passage>[]) => {
    const embedder = await createEmbedder('bundled');
    return suggestTitles(
      [...CITED, ...others.flat()],
      new Set(['stadt/turm']),
      { suggestionsMax: 3, sentencesMax: 3, personaName: 'Lumi' },
      { embedder, lexicon: createLexicon([], []), rarity: () => 1 },
      createTextReader(embedder),
    );
  };

  it('names documents that share a topic, then those of the publisher, each in the order found', async () => {
    expect(
      await suggest(
        passage('stadt/a', { title: 'Das Fest am Fluss', topics: ['Feste'] }),
        passage('stadt/b', { title: 'Die Brücke am Fluss', topics: ['Bauten'] }),
        passage('stadt/c', { title: 'Das Tor am Fluss', topics: ['Bauten', 'Feste'] }),
      ),
    ).toEqual(['Die Brücke am Fluss', 'Das Tor am Fluss', 'Das Fest am Fluss']);
  });

  it('names at most three, none twice, and none that is cited', async () => {
    const many = ['a', 'b', 'c', 'd', 'e'].map((id) =>
      passage(`stadt/${id}`, {
        title: id < 'c' ? 'Die Brücke am Fluss' : `Das Tor ${id} am Fluss`,
        topics: ['Bauten'],
      }),
    );
    expect(await suggest(...many)).toEqual(['Die Brücke am Fluss', 'Das Tor c am Fluss', 'Das Tor d am Fluss']);
    expect(await suggest()).toEqual([]);
  });

  it('leaves out other publishers without a common topic, and titles that would not be asked for their document', async () => {
    expect(
      await suggest(
        passage('ort/a', { title: 'Das Fest am Fluss', topics: ['Feste'], publisher: 'Gemeinde Nachbarort' }),
        passage('stadt/b', { title: 'Türme', topics: ['Bauten'] }),
        passage('stadt/c', { title: 'Guten Morgen!', topics: ['Bauten'] }),
      ),
    ).toEqual([]);
  });
});

/** Questions that the shipped corpus answers, over all its subjects. */
const QUESTIONS = `
  Wie weit ist es von Heidelberg nach Kumamoto?
  Welche Partnerstädte hat Heidelberg?
  Warum können Antworten von Lumi falsch sein?
  Wann besuchte die Heidelberger Delegation Kumamoto?
  Was stellt das Start-up DAIZ her?
  Wann wurde die Burg von Kumamoto durch das Erdbeben beschädigt?
  Seit wann sind Heidelberg und Montpellier Partnerstädte?
  Wer spielt als japanischer Fußballer in Stuttgart?
  Wann wurden Bochum und Tsukuba Partnerstädte?
  Welche Partnerstädte hat Bochum?
  Was ist eine Super Science City?
  Welche Kurse bietet Tsukuba älteren Menschen an?
  Was geschah im Oktober 1940 mit den Juden aus Südwestdeutschland?
  Wer pflegt die Gedenkstätte in Gurs?
  Welche Start-ups aus Bochum stellten sich vor?
  Wie fördert Kumamoto Start-ups?
  Seit wann gibt es Weinbau um Montpellier?
  Wer darf bei der International Summer Science School mitmachen?
  Warum wurde die Reise des Ministerpräsidenten nach Japan abgesagt?
  Mit welchem Projekt beschäftigen sich KAIT und EDI beim autonomen Fahren?
`
  .trim()
  .split('\n')
  .map((line) => line.trim());

describe('suggestions on the shipped corpus', () => {
  let chatbot: Chatbot;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'lumi-suggest-'));
    const config = loadConfig({
      workingDir: resolve(import.meta.dirname, '../..'),
      environment: { LUMI_DATA_DIR: dataDir },
    });
    await buildIndex(config);
    chatbot = await createChatbot(config, { now: () => new Date('2026-07-15T10:00:00Z') });
  });
  afterAll(async () => {
    await chatbot.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const ask = (question: string, history: AskRequest['history'] = []): Promise<Answer> =>
    chatbot.answerQuestion({ question, history, language: 'de', plainLanguage: false });
  const documentTitled = (title: string) => chatbot.listDocuments().find((document) => document.title === title);

  let suggested = 0;
  it.each(QUESTIONS)('can be answered from their document, after the question %s', async (question) => {
    const answer = await ask(question);
    expect(answer.status).toBe('answered');
    suggested += answer.suggestions.length > 0 ? 1 : 0;
    for (const suggestion of answer.suggestions) {
      const next = await ask(suggestion, [{ question, answer: answer.text }]);
      expect([suggestion, next.status]).toEqual([suggestion, 'answered']);
      expect([suggestion, next.citations.map(({ documentId }) => documentId)]).toEqual([
        suggestion,
        expect.arrayContaining([documentTitled(suggestion)?.id]),
      ]);
    }
  });

  it('are there for most questions', () => {
    expect(suggested).toBeGreaterThanOrEqual(12);
  });
});
