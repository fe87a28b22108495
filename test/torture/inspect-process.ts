import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIndex } from '../../src/build-index.ts';
import { createChatbot } from '../../src/chatbot.ts';
import { loadConfig, type Config } from '../../src/config.ts';
import { corpusDigest, readCorpus } from '../../src/corpus/corpus-folder.ts';
import { isLumiError, messageOf } from '../../src/errors.ts';
import { checkGeneration } from '../../src/store/verify-generation.ts';
import { POOL_QUESTION, type City } from './city.ts';
import type { Inspection, InspectionRequest, IndexView } from './inspect.ts';

/** Runs as a process: opens an index as the server does, asks it, checks generations, and builds the next one, as often as it is asked to. */

/** What the index serves and what is said about it. */
async function viewIndex(config: Config, city: City): Promise<IndexView> {
  const problems: string[] = [];
  const chatbot = await createChatbot(config, { report: (message) => problems.push(message) });
  try {
    const generation = chatbot.generation()?.id ?? null;
    const { text } = await chatbot.answerQuestion({
      question: POOL_QUESTION,
      history: [],
      language: 'de',
      plainLanguage: false,
    });
    const documents = generation === null ? null : chatbot.listDocuments();
    return {
      generation,
      problems,
      digest: documents === null ? null : corpusDigest(documents),
      documentIds: documents?.map(({ id }) => id) ?? [],
      answer: generation === null ? null : text,
      leftOvers: (await readdir(city.indexDir).catch(() => [])).filter((name) => name.startsWith('.')),
    };
  } finally {
    await chatbot.close();
  }
}

/** What is wrong with a generation; null where nothing is. */
async function problemOf(city: City, generation: string): Promise<string | null> {
  try {
    await checkGeneration(join(city.indexDir, generation));
    return null;
  } catch (error) {
    return describe(error);
  }
}

function describe(error: unknown): string {
  return isLumiError(error) ? `${error.code}: ${error.message}` : `not a named error: ${messageOf(error)}`;
}

async function inspect({ city, check, rebuild }: InspectionRequest): Promise<Inspection> {
  const config = loadConfig({ environment: city.env });
  const found = await viewIndex(config, city);
  const checked = [...check, ...(found.generation === null ? [] : [found.generation])];
  const damage: Record<string, string | null> = {};
  for (const generation of checked) damage[generation] = await problemOf(city, generation);
  const { documents, problems } = await readCorpus(city.corpusDir);
  const corpus = {
    digest: corpusDigest(documents),
    documentIds: documents.map(({ id }) => id),
    problems: problems.map(({ path, message }) => `${path}: ${message}`),
  };
  if (!rebuild) return { found, damage, corpus, rebuilt: null };
  try {
    const { kind, isActive, warnings } = await buildIndex(config);
    return { found, damage, corpus, rebuilt: { kind, isActive, warnings, view: await viewIndex(config, city) } };
  } catch (error) {
    return { found, damage, corpus, rebuilt: { error: describe(error) } };
  }
}

process.on('message', (request: InspectionRequest) => {
  void inspect(request).then(
    (inspection) => process.send!({ inspection }),
    (error: unknown) => process.send!({ error: describe(error) }),
  );
});
// Whoever asked has ended.
process.on('disconnect', () => process.exit());
