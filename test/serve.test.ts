import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml, stringify } from 'yaml';
import { packageRoot } from '../src/package-root.ts';
import type { Answer } from '../src/types.ts';
import {
  createWorkspace,
  eventually,
  POOL_QUESTION,
  ready,
  runLumi,
  spawnLumi,
  startLumi,
  type LumiServer,
  type Run,
  type Workspace,
} from './support/lumi-process.ts';

const DISTANCE = 'Wie weit ist es von Heidelberg nach Kumamoto?';

const cleanUps: (() => unknown)[] = [];
/** A workspace whose index is up to date; tests work on copies of it. */
let built: Workspace;

beforeAll(async () => {
  built = await createWorkspace();
  expect(await runLumi(['index'], built.env)).toMatchObject({ code: 0 });
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});
afterAll(() => built.remove());

async function workspace(from?: Workspace): Promise<Workspace> {
  const created = await createWorkspace(from);
  cleanUps.push(() => created.remove());
  return created;
}

async function start(env: Readonly<Record<string, string>>): Promise<LumiServer> {
  const server = await startLumi(env);
  cleanUps.push(() => (server.child.exitCode === null ? server.stop('SIGKILL') : undefined));
  return server;
}

function ask({ address }: LumiServer, question: string, accept = 'application/json'): Promise<Response> {
  return fetch(`${address}/v1/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify({ question }),
  });
}

/** Runs `lumi index`; the server may still be building at its start, which locks others out. */
async function buildIndex({ env }: Workspace, args: readonly string[] = []): Promise<Run> {
  const until = Date.now() + 20_000;
  for (;;) {
    const run = await runLumi(['index', '--json', ...args], env);
    if (run.code === 0) return run;
    if (!run.stderr.includes('Another process is writing') || Date.now() > until) throw new Error(run.stderr);
  }
}

function eventsOf(text: string): EventSourceMessage[] {
  const events: EventSourceMessage[] = [];
  createParser({ onEvent: (event) => events.push(event) }).feed(text);
  return events;
}

function expectDistance(answer: Answer): void {
  expect(answer.status).toBe('answered');
  const cited = answer.citations.filter(({ quote, passage }) => quote.includes('9.200') && passage.includes(quote));
  expect(cited).not.toEqual([]);
}

describe('lumi serve', () => {
  it('listens before there is an index, and answers with citations from the shipped corpus once it is built', async () => {
    const { dataDir } = await workspace();
    const server = await start({ LUMI_DATA_DIR: dataDir });
    const [alive, notReady] = await Promise.all([
      fetch(`${server.address}/healthz`),
      fetch(`${server.address}/readyz`),
    ]);
    expect([alive.status, notReady.status]).toEqual([200, 503]);
    await ready(server);

    const answered = await ask(server, DISTANCE);
    expect(answered.status).toBe(200);
    const answer = (await answered.json()) as Answer;
    expectDistance(answer);

    const streamed = await ask(server, DISTANCE, 'text/event-stream');
    expect(streamed.headers.get('Content-Type')).toContain('text/event-stream');
    const events = eventsOf(await streamed.text());
    const order = events.map(({ event }) => event).filter((name, at, names) => name !== names[at - 1]);
    expect(order).toEqual(['status', 'citations', 'sentence', 'notice', 'done']);
    const whole = JSON.parse(events.at(-1)!.data) as Answer;
    expect(whole).toEqual({ ...answer, id: whole.id, createdAt: whole.createdAt });
    expect(events.filter(({ event }) => event === 'sentence').map(({ data }) => JSON.parse(data) as unknown)).toEqual(
      whole.sentences,
    );

    const { code, stdout } = await server.stop();
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ address: server.address });
  });

  it('fails no request at 50 questions a second while the index is exchanged three times', async () => {
    const city = await workspace(built);
    const server = await start(city.env);
    await ready(server);
    // The server's own build at its start has ended when this one has.
    await buildIndex(city);

    const durations: number[] = [];
    const failures: unknown[] = [];
    const hours: { readonly at: number; readonly hour: string }[] = [];
    const question = async (text: string): Promise<void> => {
      const startedAt = performance.now();
      try {
        const response = await ask(server, text);
        const answer = (await response.json()) as Answer;
        durations.push(performance.now() - startedAt);
        if (response.status !== 200 || answer.status !== 'answered') failures.push([response.status, text, answer]);
        if (text === POOL_QUESTION) hours.push({ at: startedAt, hour: /um (\d+) Uhr/.exec(answer.text)?.[1] ?? '' });
      } catch (error) {
        failures.push(error);
      }
    };
    const asked: Promise<void>[] = [];
    // Asked by the clock, whether or not earlier answers have come.
    const load = setInterval(() => asked.push(question(asked.length % 2 === 0 ? POOL_QUESTION : DISTANCE)), 20);
    const startedAt = Date.now();
    try {
      for (const [hour, args] of [
        [8, []],
        [9, ['--full']],
        [10, []],
      ] as const) {
        await city.writePool(hour);
        const run = await buildIndex(city, args);
        expect(JSON.parse(run.stdout)).toMatchObject({ kind: hour === 9 ? 'full' : 'delta', isActive: true });
        await eventually(() => hours.at(-1)?.hour === String(hour));
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, 10_000 - (Date.now() - startedAt))));
    } finally {
      clearInterval(load);
    }
    await Promise.all(asked);

    durations.sort((a, b) => a - b);
    const p95 = durations[Math.floor(durations.length * 0.95)]!;
    process.stdout.write(
      `swap under load: ${asked.length} questions, ${failures.length} failed, 3 swaps, p95 ${p95.toFixed(1)} ms, max ${durations.at(-1)!.toFixed(1)} ms\n`,
    );
    expect(failures).toEqual([]);
    expect(asked.length).toBeGreaterThan(300);
    expect([...new Set(hours.map(({ hour }) => hour))].sort((a, b) => Number(a) - Number(b))).toEqual([
      '7',
      '8',
      '9',
      '10',
    ]);
  }, 60_000);

  it.each(['SIGTERM', 'SIGINT'] as const)('lets running streams finish after %s and ends with 0', async (signal) => {
    const server = await start(built.env);
    await ready(server);
    const body = JSON.stringify({ question: DISTANCE });
    const port = Number(new URL(server.address).port);
    // Requests whose last byte is still to come run until it has.
    const sockets = Array.from({ length: 10 }, () => connect(port, '127.0.0.1'));
    const replies = sockets.map(
      (socket) =>
        new Promise<string>((resolve, reject) => {
          let text = '';
          socket.setEncoding('utf8').on('data', (part: string) => (text += part));
          socket.once('close', () => {
            resolve(text);
          });
          socket.once('error', reject);
        }),
    );
    for (const socket of sockets) {
      socket.write(
        `POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, -1)}`,
      );
    }
    // Taken up in the order of connection: when this is answered, those before it have been read.
    await fetch(`${server.address}/healthz`);
    const ended = server.stop(signal);
    await eventually(() =>
      fetch(`${server.address}/healthz`).then(
        () => false,
        () => true,
      ),
    );
    for (const socket of sockets) socket.write(body.slice(-1));
    const texts = await Promise.all(replies);
    expect(texts.filter((text) => text.includes('event: done') && text.includes('9.200'))).toHaveLength(10);
    expect(await ended).toMatchObject({ code: 0, signal: null });
  });

  it.each([0, 1, 2, 3])(
    'ends only when its builder has ended, stopped %i times 100 ms after its start',
    async (steps) => {
      const city = await workspace();
      const server = await start(city.env);
      await new Promise((resolve) => setTimeout(resolve, steps * 100));
      expect(await server.stop()).toMatchObject({ code: 0 });
      // A builder left behind would hold the lock.
      const next = await runLumi(['index', '--json'], city.env);
      expect(next.code, next.stderr).toBe(0);
    },
  );

  it('names a port in use, ends with 2, and builds nothing', async () => {
    const city = await workspace();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    cleanUps.push(() => other.close());
    const { port } = other.address() as AddressInfo;
    const run = await runLumi(['serve', '--port', String(port)], city.env);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(new RegExp(`^error: Port ${port} .*in use.*LUMI_PORT`, 'm'));
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(city.indexDir)).toBe(false);
  });

  it('tells citizens of maintenance, and stays alive for those who watch it', async () => {
    const server = await start({ ...built.env, LUMI_MAINTENANCE: '1' });
    const response = await ask(server, DISTANCE);
    expect(response.status).toBe(503);
    expect(response.headers.get('Content-Type')).toContain('application/problem+json');
    expect(response.headers.get('Retry-After')).toMatch(/^\d+$/);
    expect(await response.json()).toMatchObject({
      status: 503,
      detail: expect.stringMatching(/gewartet|Wartung/i) as string,
    });
    const statuses = await Promise.all(
      ['/healthz', '/readyz'].map(async (path) => (await fetch(`${server.address}${path}`)).status),
    );
    expect(statuses).toEqual([200, 503]);
  });

  it.each([
    [['privacy', 'accessibility', 'imprint'], 'none is set'],
    [['accessibility'], 'one is not set'],
    [[], 'all are set'],
  ])('T6 warns at its start of %j among the pages that the law wants where %s', async (missing) => {
    const { env, folder } = await workspace(built);
    const file = parseYaml(await readFile(join(packageRoot(), 'lumi.config.yaml'), 'utf8')) as object;
    const links = Object.fromEntries(
      ['privacy', 'accessibility', 'imprint'].map((name) => [
        name,
        missing.includes(name) ? null : `https://www.stadt.example/${name}`,
      ]),
    );
    const path = join(folder, 'city.yaml');
    await writeFile(path, stringify({ ...file, links }));
    const server = await start({ ...env, LUMI_CONFIG: path });
    const { stderr } = await server.stop();
    const warnings = [...stderr.matchAll(/^warning: .*links\.(\w+) is not set.*$/gm)];
    expect(warnings.map(([, name]) => name)).toEqual(missing);
    for (const [warning] of warnings) expect(warning).toContain('citizens will not find this page');
  });

  it('serves the rest of a corpus with a broken document, and names that on stderr', async () => {
    const city = await workspace();
    await writeFile(join(city.corpusDir, 'stadt-heidelberg/kaputt.md'), 'Kein Kopf, nur Text.\n');
    const server = await start(city.env);
    await ready(server);
    expectDistance((await (await ask(server, DISTANCE)).json()) as Answer);
    await server.says(/error: stadt-heidelberg\/kaputt\.md: .*front matter/);
    expect(server.child.exitCode).toBeNull();
  });

  it('writes no word of a question to its output, to its logs or into the data folder', async () => {
    const city = await workspace(built);
    const server = await start(city.env);
    await ready(server);
    const canary = 'Zwetschgenkanarienvogel';
    const asked = [
      ask(server, `Wann öffnet ${canary}?`),
      ask(server, `Wo wohnt ${canary} in Kumamoto?`, 'text/event-stream'),
      fetch(`${server.address}/v1/search?q=${canary}`),
      fetch(`${server.address}/${canary}?q=${canary}`),
      fetch(`${server.address}/v1/ask`, { method: 'POST', body: `{"question": "${canary}` }),
      ask(server, canary.repeat(100)),
    ];
    for (const response of await Promise.all(asked)) await response.text();
    const { code, stdout, stderr } = await server.stop();
    expect(code).toBe(0);
    expect(stderr).toContain('"route":"/v1/ask"');
    expect(stdout).not.toContain(canary);
    expect(stderr).not.toContain(canary);
    expect(stderr).not.toContain(canary.toLowerCase());
    for (const entry of await readdir(city.dataDir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = await readFile(join(entry.parentPath, entry.name), 'latin1');
      expect(content.toLowerCase().includes(canary.toLowerCase()), entry.name).toBe(false);
    }
  });

  it('names a missing configuration file, a missing model and a data folder that is none', async () => {
    const city = await workspace();
    const file = join(city.folder, 'stadt.yaml');
    const noConfig = await runLumi(['serve'], { ...city.env, LUMI_CONFIG: file });
    expect(noConfig.code).toBe(2);
    expect(noConfig.stderr).toContain(file);

    const model = join(city.folder, 'modell');
    const noModel = await runLumi(['serve'], { ...city.env, LUMI_EMBEDDING_MODEL: model, LUMI_PORT: '0' });
    expect(noModel.code).toBe(1);
    expect(noModel.stderr).toMatch(new RegExp(`^error: .*${model}`, 'm'));

    await writeFile(city.dataDir, 'a file');
    const noFolder = await runLumi(['serve'], { ...city.env, LUMI_PORT: '0' });
    expect(noFolder.code).toBe(1);
    expect(noFolder.stderr).toContain(city.dataDir);
    for (const { stderr } of [noConfig, noModel, noFolder]) expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('keeps to the settings of its flags when it builds the index', async () => {
    const city = await workspace();
    const lumi = spawnLumi(['serve', '--port', '0', '--corpus', city.corpusDir, '--data', city.dataDir]);
    cleanUps.push(() => lumi.child.kill('SIGKILL'));
    await lumi.says(/listens at/);
    await eventually(() => existsSync(join(city.indexDir, 'current')));
    lumi.child.kill();
    expect(await lumi.ended).toMatchObject({ code: 0 });
  });
});
