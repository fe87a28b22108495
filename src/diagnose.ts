import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { indexFolder } from './chatbot.ts';
import type { Config } from './config.ts';
import { readCorpus } from './corpus/corpus-folder.ts';
import { todayIn } from './clock.ts';
import { createEmbedder } from './embed/create-embedder.ts';
import { messageOf } from './errors.ts';
import { createChatModel, firstWordsLimitMs } from './llm/create-chat-model.ts';
import type { ModelSettings } from './llm/model-settings.ts';
import { chooseVectorStore } from './store/create-vector-store.ts';
import { openCurrent } from './store/open-current.ts';

/** One thing that was looked at, what was found, and, where it is not well, what to do. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'fault';
  readonly check: string;
  readonly detail: string;
}

/** Looks at everything an installation needs, in the order in which one thing needs the other. Never throws for what it finds. */
export async function diagnose(config: Config): Promise<Finding[]> {
  const findings: Finding[] = [{ level: 'ok', check: 'node', detail: process.version }];
  findings.push(...config.warnings.map((detail) => ({ level: 'warning' as const, check: 'settings', detail })));
  findings.push(await finding('data folder', () => checkDataFolder(config.dataDir)));
  findings.push(await finding('corpus', () => checkDocuments(config.corpusDir)));
  findings.push(await finding('vector store', checkVectorStore));
  findings.push(await finding('model and index', () => checkIndex(config)));
  const { llm } = config;
  if (llm !== null) findings.push(await finding('language model', () => checkLanguageModel(llm, config)));
  return findings;
}

type Outcome = Omit<Finding, 'check'>;

async function finding(check: string, look: () => Promise<Outcome>): Promise<Finding> {
  try {
    return { check, ...(await look()) };
  } catch (error) {
    return { level: 'fault', check, detail: messageOf(error) };
  }
}

async function checkDataFolder(folder: string): Promise<Outcome> {
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK);
  return { level: 'ok', detail: `${folder} can be written` };
}

async function checkDocuments(folder: string): Promise<Outcome> {
  const { documents, problems } = await readCorpus(folder);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const detail = `${documents.length} documents, ${errors} errors, ${problems.length - errors} warnings`;
  if (documents.length === 0) return { level: 'fault', detail: `${detail}: add some with "lumi corpus add"` };
  return errors > 0
    ? { level: 'warning', detail: `${detail}: "lumi corpus check" names them` }
    : { level: 'ok', detail };
}

async function checkVectorStore(): Promise<Outcome> {
  const { kind, warning } = await chooseVectorStore();
  return warning === null ? { level: 'ok', detail: kind } : { level: 'warning', detail: warning };
}

async function checkIndex(config: Config): Promise<Outcome> {
  const embedder = await createEmbedder(config.embeddingModel);
  const { generation, problems } = await openCurrent(indexFolder(config), embedder);
  const { id, passages } = generation.info;
  generation.free();
  if (problems.length > 0)
    return {
      level: 'warning',
      detail: [`${id} serves instead of a damaged one`, ...problems.map(messageOf)].join('; '),
    };
  return { level: 'ok', detail: `${embedder.id}; ${id} with ${passages} passages` };
}

/** The least that a model can be asked, in the language of most questions; nothing of the city is in it. */
const TRIAL = 'Antworte nur mit dem Wort OK.';
/** Share of the time for the first words beyond which a machine will not keep up with real prompts, which are a hundred times as long. */
const SLOW_SHARE = 0.5;

async function checkLanguageModel(llm: ModelSettings, { generation, city }: Config): Promise<Outcome> {
  const model = await createChatModel(llm, generation, { today: () => todayIn(city.timeZone) });
  const startedAt = performance.now();
  let firstWordsMs: number | null = null;
  const options = { signal: new AbortController().signal, tokensMax: generation.tokensPerAnswer };
  for await (const piece of model.stream([{ role: 'user', content: TRIAL }], options))
    if (piece.text !== '') firstWordsMs ??= Math.round(performance.now() - startedAt);
  const where = llm.isRemote
    ? 'questions and passages leave the house (docs/models.md says what)'
    : 'nothing leaves the own networks';
  const detail = `${llm.id} at ${new URL(llm.baseUrl).host} answers, first words after ${firstWordsMs ?? 0} ms; ${where}`;
  return (firstWordsMs ?? 0) > firstWordsLimitMs(generation) * SLOW_SHARE
    ? {
        level: 'warning',
        detail: `${detail}; that is slow: longer questions may not be answered in time. Keep the model loaded, use a smaller one, or raise generation.timeoutMs`,
      }
    : { level: 'ok', detail };
}
