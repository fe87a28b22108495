import { createParser } from 'eventsource-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIndex } from '../../src/build-index.ts';
import { loadConfig } from '../../src/config.ts';
import { createApp } from '../../src/http/app.ts';
import { createEventLog } from '../../src/http/event-log.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { startServer, type RunningServer } from '../../src/http/server.ts';
import type { Answer } from '../../src/types.ts';
import { openSampleChatbot, writeSampleCorpus, type SampleChatbot } from '../support/sample-chatbot.ts';
import { says, startScriptedModelServer, type ScriptedModelServer } from '../support/scripted-model-server.ts';
import { until } from '../support/test-app.ts';

/** Two servers on loopback, Lumi's and the model's, and clients that read, leave, or come all at once. */
const QUESTION = 'Wann öffnet das Freibad am Mühlenteich?';
const TRUE = 'Am 16. Mai 2026 um 9 Uhr öffnet das Freibad am Mühlenteich.';
const ALSO_TRUE = 'Bürgermeisterin Petra Lindner lädt alle zum Anbaden ein.';

let model: ScriptedModelServer;
let chatbot: SampleChatbot;
let server: RunningServer;
const lines: string[] = [];
beforeAll(async () => {
  model = await startScriptedModelServer();
  const { config, remove } = await writeSampleCorpus();
  await buildIndex(config);
  const environment = { LUMI_LLM: 'openai:scripted', LUMI_LLM_BASE_URL: model.baseUrl, LUMI_RATE_LIMIT: '0' };
  const settings = loadConfig({ workingDir: config.file.replace(/[^/]+$/, ''), environment });
  chatbot = await openSampleChatbot(settings, remove);
  const feedback = { rememberAnswer: () => undefined, addFeedback: () => 'stored' as const, close: () => undefined };
  const log = createEventLog((line) => lines.push(line));
  const app = createApp({ chatbot, feedback, log, metrics: createMetrics(chatbot) });
  server = await startServer({ app, host: '127.0.0.1', port: 0, drainTimeoutMs: 100 });
});
afterAll(async () => {
  await server.stop();
  await chatbot.close();
  await model.close();
});

function post(accept: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${server.address}/v1/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify({ question: QUESTION }),
    ...(signal && { signal }),
  });
}

/** Reads a stream to its end; `onEvent` gets each event's name when it arrives. */
async function read(response: Response, onEvent: (name: string) => void = () => undefined): Promise<Answer> {
  const answers: Answer[] = [];
  const parser = createParser({
    onEvent: ({ event = '', data }) => {
      onEvent(event);
      if (event === 'done') answers.push(JSON.parse(data) as Answer);
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body!) parser.feed(decoder.decode(bytes as Uint8Array, { stream: true }));
  const [answer] = answers;
  if (answer === undefined) throw new Error('The stream ended without an answer.');
  return answer;
}

describe('a generated answer over HTTP', () => {
  it('sends the first sentence while the model is still writing, soon after it has ended', async () => {
    const delaysMs: number[] = [];
    for (let run = 0; run < 10; run += 1) {
      let finishedAt = 0;
      model.play(async (_, { sendPiece, sendEnd, pause }) => {
        for (const piece of TRUE.match(/\s*\S+/g)!) await sendPiece(piece);
        finishedAt = performance.now();
        await sendPiece(' [1]\n');
        await pause(300);
        await sendPiece(`${ALSO_TRUE} [1]`);
        await sendEnd();
      });
      let sentAt = 0;
      const answer = await read(await post('text/event-stream'), (name) => {
        if (name === 'sentence' && sentAt === 0) sentAt = performance.now();
      });
      expect(answer.sentences).toHaveLength(2);
      delaysMs.push(sentAt - finishedAt);
    }
    delaysMs.sort((a, b) => a - b);
    process.stdout.write(
      `first verified sentence after the model finished it, n = ${delaysMs.length}: median ${delaysMs[4]!.toFixed(1)} ms, worst ${delaysMs[9]!.toFixed(1)} ms\n`,
    );
    // The aim is 50 ms, which a machine reaches that does nothing else; here other tests run beside this one.
    expect(delaysMs[0]).toBeLessThan(50);
    expect(delaysMs[4]).toBeLessThan(250);
  });

  it.each([
    ['a stream', 'text/event-stream', false],
    ['a stream of which it has read a sentence', 'text/event-stream', true],
    ['an answer as JSON', 'application/json', false],
  ])('stops the model within a second when the client leaves %s', async (_, accept, readsFirst) => {
    model.play(async (__, { sendPiece, untilGone }) => {
      if (readsFirst) await sendPiece(`${TRUE} [1]\n`);
      await untilGone();
    });
    const position = model.calls.length;
    const leaving = new AbortController();
    const asked = post(accept, leaving.signal);
    const call = await model.call(position);
    if (readsFirst) {
      const reader = ((await asked).body as ReadableStream<Uint8Array>).getReader();
      for (let text = ''; !text.includes('event: sentence');)
        text += new TextDecoder().decode((await reader.read()).value);
    }
    const leftAt = performance.now();
    leaving.abort();
    await asked.catch(() => undefined);
    expect(await call.ended).toBe('aborted');
    expect(call.endedAt! - leftAt).toBeLessThan(1000);
    await until(() => lines.at(-1)?.includes('"aborted":true') === true);
    expect(lines.at(-1)).toContain('"modelCalls":1');
  });

  it('names the cause in metrics and log where the model fails, and says nothing of it to the citizen', async () => {
    model.play((_, { response }) => void response.writeHead(401).end());
    const response = await post('application/json');
    const answer = (await response.json()) as Answer;
    expect(response.status).toBe(200);
    expect(answer).toMatchObject({ status: 'answered', answerer: 'extractive', generated: false });
    await until(() => lines.at(-1)?.includes('llm_unauthorised') === true);
    expect(lines.at(-1)).not.toMatch(/Freibad|Mühlenteich/);
    const metrics = await (await fetch(`${server.address}/metrics`)).text();
    expect(metrics).toContain('lumi_model_faults_total{cause="llm_unauthorised"} 1');
    expect(metrics).toMatch(/lumi_model_first_token_seconds_count\{purpose="answer"\} \d+/);
  });

  it('holds 200 streams at once in bounded memory', { timeout: 60_000 }, async () => {
    const streams = 200;
    model.play(says(`${TRUE} [1]`));
    await read(await post('text/event-stream'));
    let release!: () => void;
    const allAreThere = new Promise<void>((resolve) => (release = resolve));
    let waiting = 0;
    model.play(async (call, exchange) => {
      waiting += 1;
      if (waiting === streams) release();
      await exchange.sendPiece(`${TRUE} [1]\n`);
      await allAreThere;
      await says(`${ALSO_TRUE} [1]`)(call, exchange);
    });
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    const answers = await Promise.all(
      Array.from({ length: streams }, async () => read(await post('text/event-stream'))),
    );
    const grownMb = (process.memoryUsage().rss - before) / 1_048_576;
    process.stdout.write(
      `${streams} streams at once: +${grownMb.toFixed(0)} MB, clients and the model's server included\n`,
    );
    expect(answers.every(({ answerer, sentences }) => answerer === 'generative' && sentences.length === 2)).toBe(true);
    expect(grownMb).toBeLessThan(250);
  });
});
