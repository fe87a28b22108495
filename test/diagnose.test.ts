import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { buildIndex } from '../src/build-index.ts';
import { indexFolder } from '../src/chatbot.ts';
import type { Config } from '../src/config.ts';
import { diagnose, type Finding } from '../src/diagnose.ts';
import { isHnswAvailable } from '../src/store/hnsw-store.ts';
import { SAMPLE_DOCUMENTS, writeDocument, writeSampleCorpus } from './support/sample-chatbot.ts';
import { breaks, says, startScriptedModelServer, type Script } from './support/scripted-model-server.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of removals.splice(0)) await remove();
});

async function writeCorpus(): Promise<Config> {
  const { config, remove } = await writeSampleCorpus({ documents: SAMPLE_DOCUMENTS.slice(0, 2) });
  removals.push(remove);
  return config;
}

async function look(config: Config): Promise<Readonly<Record<string, Finding>>> {
  return Object.fromEntries((await diagnose(config)).map((finding) => [finding.check, finding]));
}

describe('diagnose', () => {
  it('finds a whole installation well, but for the links that the law wants', async () => {
    const config = await writeCorpus();
    await buildIndex(config);
    const findings = await diagnose(config);
    expect(findings.filter(({ level }) => level === 'warning').map(({ check }) => check)).toEqual([
      ...config.warnings.map(() => 'settings'),
      // Where hnswlib-node could not compile, the exact store serves, and the doctor says so.
      ...((await isHnswAvailable()) ? [] : ['vector store']),
    ]);
    expect(findings.filter(({ level }) => level === 'fault')).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual([
      'node',
      ...config.warnings.map(() => 'settings'),
      'data folder',
      'corpus',
      'vector store',
      'model and index',
    ]);
  });

  it('names a missing index', async () => {
    expect((await look(await writeCorpus()))['model and index']).toMatchObject({ level: 'fault' });
  });

  it('warns of files that are left out', async () => {
    const config = await writeCorpus();
    await writeFile(join(config.corpusDir, 'musterstadt/kaputt.md'), 'Kein Vorspann.');
    const { corpus } = await look(config);
    expect(corpus).toMatchObject({ level: 'warning' });
    expect(corpus?.detail).toContain('1 errors');
  });

  it('warns where an older generation serves because the newest is damaged', async () => {
    const config = await writeCorpus();
    const first = await buildIndex(config);
    await writeDocument(config.corpusDir, { id: 'musterstadt/zoo', title: 'Zoo', markdown: 'Im Zoo leben Tiere.' });
    const second = await buildIndex(config);
    await writeFile(join(indexFolder(config), second.generation, 'manifest.json'), '{}');
    const finding = (await look(config))['model and index'];
    expect(finding).toMatchObject({ level: 'warning' });
    expect(finding?.detail).toContain(first.generation);
  });

  it('looks on after each fault, and throws for none', async () => {
    const config = await writeCorpus();
    const file = join(config.dataDir, '..', 'a-file');
    await mkdir(join(config.dataDir, '..'), { recursive: true });
    await writeFile(file, '');
    const findings = await look({
      ...config,
      dataDir: join(file, 'var'),
      corpusDir: join(file, 'corpus'),
      embeddingModel: '/nowhere/model',
    });
    for (const check of ['data folder', 'corpus', 'model and index'])
      expect(findings[check]).toMatchObject({ level: 'fault' });
    expect(findings.node).toMatchObject({ level: 'ok', detail: process.version });
    expect(findings['vector store']?.level).not.toBe('fault');
  });

  describe('the language model', () => {
    const KEY = 'sk-schluessel-der-stadt';

    async function lookAtModel(script: Script) {
      const server = await startScriptedModelServer(script);
      removals.push(() => server.close());
      const llm = {
        id: 'openai:scripted',
        provider: 'openai' as const,
        model: 'scripted',
        baseUrl: server.baseUrl,
        isRemote: false,
        apiKey: () => KEY,
      };
      const config = {
        ...(await writeCorpus()),
        llm,
        generation: { timeoutMs: 2000, tokensPerDay: 0, tokensPerAnswer: 800 },
      };
      return { finding: (await look(config))['language model'], server };
    }

    it('is not looked at where there is none', async () => {
      expect(await look(await writeCorpus())).not.toHaveProperty('language model');
    });

    it('is asked one question that says nothing of the city', async () => {
      const { finding, server } = await lookAtModel(says('OK'));
      expect(finding).toMatchObject({ level: 'ok' });
      expect(finding?.detail).toMatch(
        /^openai:scripted at 127\.0\.0\.1:\d+ answers, first words after \d+ ms; nothing leaves the own networks$/,
      );
      expect(server.calls.map(({ prompt }) => prompt)).toEqual(['Antworte nur mit dem Wort OK.']);
    });

    it('is called slow where it hardly keeps to the time', async () => {
      const { finding } = await lookAtModel(says('OK', { firstPieceAfterMs: 350 }));
      expect(finding).toMatchObject({ level: 'warning' });
      expect(finding?.detail).toContain('that is slow');
    });

    it.each<[string, Script, RegExp]>([
      ['a wrong key', breaks.status(401), /refuses the key.*LUMI_LLM_API_KEY/],
      ['an unknown model', breaks.status(404), /no such model or no such path.*LUMI_LLM.*\/v1/],
      ['a web page', breaks.body('text/html', '<p>Anmelden'), /sent text\/html, where text\/event-stream was expected/],
      ['silence', breaks.silence(), /sent no word within 533 ms/],
    ])('is a fault that says what to do: %s', async (_, script, pattern) => {
      const { finding } = await lookAtModel(script);
      expect(finding).toMatchObject({ level: 'fault' });
      expect(finding?.detail).toMatch(pattern);
      expect(finding?.detail).not.toContain(KEY);
    });
  });
});
