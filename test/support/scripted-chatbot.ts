import { fileURLToPath } from 'node:url';
import type { AnswerOptions, Chatbot, Readiness, RetrieveOptions } from '../../src/chatbot.ts';
import { loadConfig, type Config } from '../../src/config.ts';
import type { GenerationInfo } from '../../src/store/manifest.ts';
import type { Answer, AskRequest, ChatbotInfo, Citation, Document, Passage } from '../../src/types.ts';

/** A chatbot that says what a test tells it to, with real types and without an index. */
export interface ScriptedChatbot extends Chatbot {
  /** The requests it got, in order. */
  readonly asked: readonly AskRequest[];
  readonly searched: readonly ({ question: string } & RetrieveOptions)[];
}

export interface Script {
  readonly config?: Partial<Config>;
  readonly answer?: (request: AskRequest, options: AnswerOptions) => Promise<Answer>;
  readonly readiness?: () => Readiness;
  readonly retrieve?: Chatbot['retrieve'];
  readonly documents?: readonly Document[];
  /** What it says of itself, where that differs from the settings. */
  readonly info?: Partial<ChatbotInfo>;
}

const GENERATION: GenerationInfo = {
  id: '2026-11-22-0001',
  createdAt: '2026-11-22T08:00:00.000Z',
  lumiVersion: '0.1.0',
  embedder: { id: 'bundled', dimensions: 256 },
  chunking: { charsTarget: 700, charsMax: 1200 },
  storeKind: 'exact',
  corpusDigest: 'c'.repeat(64),
  documents: 1,
  passages: 1,
  newestPublishedOn: null,
  baseRows: 1,
  deltaRows: 0,
  goneRows: 0,
};

const root = fileURLToPath(new URL('../..', import.meta.url));

export function testConfig(changes: Partial<Config> = {}): Config {
  return { ...loadConfig({ workingDir: root, environment: {} }), rateLimitPerMinute: 0, ...changes };
}

export function createScriptedChatbot(script: Script = {}): ScriptedChatbot {
  const config = testConfig(script.config);
  const documents = script.documents ?? [sampleDocument()];
  const asked: AskRequest[] = [];
  const searched: ({ question: string } & RetrieveOptions)[] = [];
  const answer = script.answer ?? ((_, options) => tellAnswer(sampleAnswer(), options));
  return {
    config,
    asked,
    searched,
    answerQuestion: (request, options = {}) => {
      asked.push(request);
      return answer(request, options);
    },
    retrieve: async (question, options) => {
      searched.push({ question, ...options });
      return script.retrieve ? script.retrieve(question, options) : [samplePassage()];
    },
    wordingsOf: () => [],
    info: () => ({
      persona: config.persona,
      city: config.city.name,
      greeting: config.greeting,
      disclaimers: {
        de: [{ id: 'machine', text: 'Hier antwortet ein Programm.' }],
        en: [{ id: 'machine', text: 'A program answers here.' }],
      },
      contact: config.contact,
      links: config.links,
      languages: ['de', 'en'],
      examples: config.examples,
      limits: {
        questionCharsMax: config.limits.questionCharsMax,
        historyTurnsMax: config.limits.historyTurnsMax,
        historyAnswerCharsMax: config.limits.historyAnswerCharsMax,
      },
      corpus: { documents: documents.length, passages: 1, newest: { date: '2023-02', precision: 'month' } },
      ...script.info,
    }),
    listDocuments: () => documents,
    findDocument: (id) => documents.find((document) => document.id === id) ?? null,
    readiness: script.readiness ?? (() => ({ ready: true, checks: { index: { ok: true, detail: GENERATION.id } } })),
    generation: () => GENERATION,
    close: () => Promise.resolve(),
  };
}

/** Sends the events of an answer in the order of the contract, awaiting each, and returns the answer. */
export async function tellAnswer(answer: Answer, { onEvent }: AnswerOptions): Promise<Answer> {
  await onEvent?.({ type: 'status', stage: 'understand' });
  await onEvent?.({ type: 'status', stage: 'retrieve' });
  await onEvent?.({ type: 'status', stage: 'compose' });
  await onEvent?.({ type: 'citations', citations: answer.citations });
  for (const sentence of answer.sentences) await onEvent?.({ type: 'sentence', sentence });
  for (const notice of answer.notices) await onEvent?.({ type: 'notice', notice });
  return answer;
}

export function sampleDocument(changes: Partial<Document> = {}): Document {
  const text = 'Rund 9.200 Kilometer trennen die Städte. Die Reise dauerte einen Tag.';
  return {
    id: 'stadt-heidelberg/kumamoto',
    title: 'Besuch in Kumamoto',
    publisher: 'Stadt Heidelberg',
    publishedOn: { date: '2023-02', precision: 'month' },
    dateBasis: 'stated',
    status: 'live',
    source: '/srv/press/kumamoto.html',
    url: 'https://www.heidelberg.de/kumamoto',
    language: 'de',
    department: null,
    contact: null,
    topics: ['partnerstadt'],
    validUntil: null,
    eventOn: null,
    supersedes: [],
    easyLanguage: false,
    text,
    blocks: [{ kind: 'paragraph', start: 0, end: text.length }],
    digest: '0'.repeat(64),
    ...changes,
  };
}

export function samplePassage(changes: Partial<Passage> = {}): Passage {
  const document = sampleDocument();
  return {
    document,
    chunk: {
      documentId: document.id,
      position: 0,
      start: 0,
      end: document.text.length,
      headingPath: ['Reise', 'Entfernung'],
      indexedText: document.text,
      digest: '1'.repeat(64),
    },
    text: document.text,
    score: 0.9,
    explain: { keyword: 0.8, cosine: 0.7 },
    ...changes,
  };
}

export function sampleCitation(changes: Partial<Citation> = {}): Citation {
  const document = sampleDocument();
  return {
    number: 1,
    documentId: document.id,
    title: document.title,
    publisher: document.publisher,
    publishedOn: document.publishedOn,
    url: document.url,
    language: 'de',
    heading: 'Reise › Entfernung',
    passage: document.text,
    quote: 'Rund 9.200 Kilometer trennen die Städte.',
    ...changes,
  };
}

export function sampleAnswer(changes: Partial<Answer> = {}): Answer {
  return {
    id: '7b2b9f0e-6a0f-4a53-8f6d-0c7f3d0c9b11',
    createdAt: '2026-11-22T09:30:00.000Z',
    status: 'answered',
    language: 'de',
    answerer: 'extractive',
    model: null,
    generated: false,
    text: 'Rund 9.200 Kilometer trennen die Städte. [1]',
    sentences: [{ text: 'Rund 9.200 Kilometer trennen die Städte.', citations: [1], language: 'de' }],
    citations: [sampleCitation()],
    more: [],
    notices: [{ id: 'old', text: 'Diese Angaben sind älter als zwei Jahre.' }],
    suggestions: [],
    asOf: { date: '2023-02', precision: 'month' },
    ...changes,
  };
}
