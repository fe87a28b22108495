import { execFileSync } from 'node:child_process';
import type { Document } from '@langchain/core/documents';
import { StringOutputParser } from '@langchain/core/output_parsers';
import type { ChatPromptValue } from '@langchain/core/prompt_values';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables';
import { FakeListChatModel } from '@langchain/core/utils/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LumiError } from '../src/errors.ts';
import { createLangChainRetriever } from '../src/langchain-retriever.ts';
import { packageRoot } from '../src/package-root.ts';
import { createSampleChatbot, type SampleChatbot } from './support/sample-chatbot.ts';
import { createScriptedChatbot, samplePassage } from './support/scripted-chatbot.ts';

let town: SampleChatbot;
beforeAll(async () => {
  town = await createSampleChatbot();
});
afterAll(() => town.close());

const QUESTION = 'Wie lang ist die Eisenbrücke?';

describe('createLangChainRetriever', () => {
  it('gives passages with their texts and what a citation needs', async () => {
    const passage = samplePassage();
    const retriever = createLangChainRetriever(createScriptedChatbot());
    expect(await retriever.invoke('Wie weit?')).toEqual([
      {
        id: 'stadt-heidelberg/kumamoto#0',
        pageContent: passage.text,
        metadata: {
          documentId: 'stadt-heidelberg/kumamoto',
          title: 'Besuch in Kumamoto',
          publisher: 'Stadt Heidelberg',
          publishedOn: '2023-02',
          url: 'https://www.heidelberg.de/kumamoto',
          heading: 'Reise › Entfernung',
          score: 0.9,
          language: 'de',
        },
      },
    ]);
  });

  it('finds on a real index what the chatbot finds, in its order', async () => {
    const passages = await town.retrieve(QUESTION, { limit: 3 });
    const documents = await createLangChainRetriever(town, { limit: 3 }).invoke(QUESTION);
    expect(documents.map(({ pageContent }) => pageContent)).toEqual(passages.map(({ text }) => text));
    expect(documents.map(({ metadata }) => metadata.score)).toEqual(passages.map(({ score }) => score));
    expect(documents[0]?.metadata).toMatchObject({ documentId: 'musterstadt/bruecke', publishedOn: '2021-09-10' });
    expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
  });

  it('gives ten passages at most unless told otherwise, of every language or of one', async () => {
    const chatbot = createScriptedChatbot();
    await createLangChainRetriever(chatbot).invoke('a');
    await createLangChainRetriever(chatbot, { limit: 2, language: 'en' }).invoke('b');
    expect(chatbot.searched).toEqual([
      { question: 'a', limit: 10 },
      { question: 'b', limit: 2, language: 'en' },
    ]);
    const english = await createLangChainRetriever(town, { language: 'en' }).invoke('Wie hoch ist der Turm?');
    expect(english.map(({ metadata }) => metadata.language)).toEqual(['en']);
  });

  it('leaves out what may not be answered from', async () => {
    const documents = await createLangChainRetriever(town).invoke('Was kostet die Eislaufbahn im Stadtpark?');
    expect(documents.map(({ metadata }) => metadata.documentId)).not.toContain('musterstadt/eislaufbahn');
  });

  it('rejects as the chatbot does', async () => {
    const chatbot = createScriptedChatbot({ retrieve: () => Promise.reject(new LumiError('not_ready', 'No index.')) });
    await expect(createLangChainRetriever(chatbot).invoke('a')).rejects.toMatchObject({ code: 'not_ready' });
  });

  it('feeds a chain from question to answer', async () => {
    const prompts: string[] = [];
    const model = new FakeListChatModel({ responses: ['142 Meter [1]'] });
    const chain = RunnableSequence.from([
      {
        question: new RunnablePassthrough<string>(),
        passages: createLangChainRetriever(town, { limit: 2 }).pipe((documents: Document[]) =>
          documents.map(({ pageContent, metadata }, at) => `[${at + 1}] ${metadata.title}: ${pageContent}`).join('\n'),
        ),
      },
      ChatPromptTemplate.fromMessages([
        ['system', 'Answer from these passages:\n{passages}'],
        ['human', '{question}'],
      ]),
      (prompt: ChatPromptValue) => {
        prompts.push(prompt.toString());
        return prompt;
      },
      model,
      new StringOutputParser(),
    ]);
    expect(await chain.invoke(QUESTION)).toBe('142 Meter [1]');
    expect(prompts[0]).toContain('[1] Wiederaufbau der Eisenbrücke: ');
    expect(prompts[0]).toContain('Die Eisenbrücke über die Aller ist 142 Meter lang.');
    expect(prompts[0]).toContain(QUESTION);
  });

  it('searches for many questions at once, and is traced by its name', async () => {
    const retriever = createLangChainRetriever(town, { limit: 1 });
    const found = await retriever.batch([QUESTION, 'Wo gibt es einen Trinkbrunnen?']);
    expect(found.map(([document]) => document?.metadata.documentId)).toEqual([
      'musterstadt/bruecke',
      'musterstadt/trinkbrunnen',
    ]);
    const names: string[] = [];
    for await (const { event, name } of retriever.streamEvents(QUESTION, { version: 'v2' }))
      if (event === 'on_retriever_end') names.push(name);
    expect(names).toEqual(['LumiRetriever']);
  });
});

describe('the package', () => {
  const run = (program: string) =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: packageRoot(),
      encoding: 'utf8',
    }).trim();

  it('has the retriever as an entry of its own, beside the public surface', () => {
    expect(run("console.log(Object.keys(await import('lumi/langchain')).join())")).toBe('createLangChainRetriever');
    expect(run("console.log(typeof (await import('lumi')).createChatbot)")).toBe('function');
  });
});
