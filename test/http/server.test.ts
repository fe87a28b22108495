import { connect, type Socket } from 'node:net';
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { createParser } from 'eventsource-parser';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer, type RunningServer } from '../../src/http/server.ts';
import type { Answer } from '../../src/types.ts';
import { sampleAnswer, tellAnswer } from '../support/scripted-chatbot.ts';
import { createTestApp, postJson, until, type TestApp } from '../support/test-app.ts';

const running: RunningServer[] = [];

async function start(test: TestApp, drainTimeoutMs?: number): Promise<RunningServer> {
  const server = await startServer({
    app: test.app,
    host: '127.0.0.1',
    port: 0,
    ...(drainTimeoutMs !== undefined && { drainTimeoutMs }),
  });
  running.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

const events = postJson({ question: 'Wie weit?' }, { Accept: 'text/event-stream' });

/** Reads a stream to its end and returns the names of its events. */
async function eventNames(response: Response): Promise<string[]> {
  const names: string[] = [];
  const parser = createParser({ onEvent: ({ event = '' }) => names.push(event) });
  parser.feed(await response.text());
  return names;
}

/** A gate that a scripted answer waits at. */
function createGate(): { readonly passed: Promise<void>; open: () => void } {
  let open!: () => void;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

function portOf({ address }: RunningServer): number {
  return Number(new URL(address).port);
}

/** Sends bytes on a bare connection. */
async function dial(server: RunningServer, bytes: string): Promise<Socket> {
  const socket = connect(portOf(server), '127.0.0.1');
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.on('error', () => undefined);
  socket.write(bytes);
  return socket;
}

describe('startServer', () => {
  it('says where it listens and serves JSON and events there', async () => {
    const server = await start(createTestApp());
    expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const json = await fetch(`${server.address}/v1/ask`, postJson({ question: 'a' }));
    expect(json.status).toBe(200);
    expect(await json.json()).toEqual(sampleAnswer());
    const stream = await fetch(`${server.address}/v1/ask`, events);
    expect(stream.headers.get('Content-Type')).toBe('text/event-stream');
    expect(await eventNames(stream)).toEqual(['status', 'status', 'status', 'citations', 'sentence', 'notice', 'done']);
  });

  it('sends each event as soon as it is there', async () => {
    const gate = createGate();
    const server = await start(
      createTestApp({
        answer: async (_, { onEvent }) => {
          await onEvent?.({ type: 'status', stage: 'understand' });
          await gate.passed;
          return sampleAnswer();
        },
      }),
    );
    const response = await fetch(`${server.address}/v1/ask`, events);
    const reader = response.body!.getReader();
    const first = new TextDecoder().decode((await reader.read()).value as Uint8Array);
    expect(first).toBe('event: status\ndata: {"stage":"understand"}\n\n');
    gate.open();
    while (!(await reader.read()).done);
  });

  it('explains a port in use with the port and the setting', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => {
        resolve((other.address() as { port: number }).port);
      }),
    );
    const { app } = createTestApp();
    const refused = startServer({ app, host: '127.0.0.1', port });
    await expect(refused).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(new RegExp(`${port}.*LUMI_PORT`)) as string,
    });
    other.close();
  });

  it('explains an address that this machine does not have', async () => {
    const { app } = createTestApp();
    const refused = startServer({ app, host: '192.0.2.1', port: 0 });
    await expect(refused).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/192\.0\.2\.1.*LUMI_HOST/) as string,
    });
  });
});

describe('clients that leave or do not read', () => {
  it.each([
    ['a stream', events],
    ['JSON', postJson({ question: 'a' })],
  ])('abort the answer when they leave while waiting for %s', async (_, init) => {
    let started = 0;
    let aborted = 0;
    const test = createTestApp({
      answer: async (__, { signal }) => {
        started += 1;
        await new Promise<void>((resolve) =>
          signal?.addEventListener('abort', () => {
            resolve();
          }),
        );
        aborted += 1;
        throw new DOMException('aborted', 'AbortError');
      },
    });
    const server = await start(test);
    const clients = Array.from({ length: 20 }, () => new AbortController());
    const requests = clients.map(({ signal }) =>
      fetch(`${server.address}/v1/ask`, { ...init, signal }).then((response) => response.text()),
    );
    const settled = Promise.allSettled(requests);
    await until(() => started === 20);
    for (const client of clients) client.abort();
    await until(() => aborted === 20);
    await settled;
    await until(() => test.events().length === 20);
    expect(test.events()).toEqual(
      new Array(20).fill(expect.objectContaining({ event: 'request', route: '/v1/ask', aborted: true })),
    );
  });

  it('are cut off when they read nothing, without filling the memory', async () => {
    let written = 0;
    let ended = 0;
    const sentence = { text: 'x'.repeat(64_000), citations: [], language: 'de' };
    const test = createTestApp({
      limits: { streamTimes: { heartbeatMs: 50, writeTimeoutMs: 200 } },
      answer: async (_, { signal, onEvent }) => {
        while (!signal!.aborted) {
          await onEvent?.({ type: 'sentence', sentence });
          written += sentence.text.length;
        }
        ended += 1;
        return sampleAnswer();
      },
    });
    const server = await start(test);
    const body = '{"question":"a"}';
    const head = `POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    const sockets = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const socket = await dial(server, head + body);
        socket.pause();
        return socket;
      }),
    );
    await until(() => ended === 5);
    // What the kernel's buffers of both ends take, at most a few megabytes each.
    expect(written / 5).toBeLessThan(20_000_000);
    const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    for (const socket of sockets) socket.resume();
    await Promise.all(closed);
    expect(test.events()).toHaveLength(5);
  });
});

describe('bodies', () => {
  it('above the limit are refused while they are still being sent in chunks', async () => {
    const test = createTestApp();
    const server = await start(test);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const upload = httpRequest(
        `${server.address}/v1/ask`,
        { method: 'POST', headers: { 'Content-Type': 'application/json' } },
        resolve,
      );
      upload.on('error', reject);
      upload.write('{"question":"');
      for (let chunk = 0; chunk < 40; chunk += 1) upload.write('x'.repeat(10_000));
      // Never ended: the answer must not wait for the rest.
    });
    expect(response.statusCode).toBe(413);
    response.destroy();
    expect(test.chatbot.asked).toEqual([]);
  });

  it('below the limit are taken in chunks', async () => {
    const server = await start(createTestApp());
    const chunks = new ReadableStream({
      start(controller) {
        for (const part of ['{"quest', 'ion":"Stra', 'ße?"}']) controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    });
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: chunks,
      duplex: 'half',
    } as RequestInit;
    expect((await fetch(`${server.address}/v1/ask`, init)).status).toBe(200);
  });

  it('that are longer than they say are not read further', async () => {
    const test = createTestApp();
    const server = await start(test);
    const socket = await dial(
      server,
      'POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"question":"a"}' +
        'x'.repeat(300_000),
    );
    let text = '';
    socket.on('data', (data) => (text += data.toString()));
    await new Promise((resolve) => socket.once('close', resolve));
    expect(text).toMatch(/^HTTP\/1\.1 (200|400)/);
    expect(test.chatbot.asked.length).toBeLessThanOrEqual(1);
  });
});

describe('client addresses', () => {
  it('come from the socket, whatever a client claims', async () => {
    const server = await start(createTestApp({ config: { rateLimitPerMinute: 3 } }));
    const statuses: number[] = [];
    for (let claim = 0; claim < 6; claim += 1) {
      const init = postJson({ question: 'a' }, { 'X-Forwarded-For': `203.0.113.${claim}` });
      statuses.push((await fetch(`${server.address}/v1/ask`, init)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429, 429]);
  });
});

describe('stop', () => {
  function slowApp(gate: { readonly passed: Promise<void> }): TestApp & { started: () => number } {
    let started = 0;
    const answer = async (_: unknown, options: Parameters<typeof tellAnswer>[1]): Promise<Answer> => {
      started += 1;
      await gate.passed;
      return tellAnswer(sampleAnswer(), options);
    };
    return { ...createTestApp({ answer }), started: () => started };
  }

  it('lets 30 of 30 running streams finish, and takes nothing new', async () => {
    const gate = createGate();
    const test = slowApp(gate);
    const server = await start(test);
    const streams = Array.from({ length: 30 }, () => fetch(`${server.address}/v1/ask`, events).then(eventNames));
    await until(() => test.started() === 30);
    const stopped = server.stop();
    await expect(fetch(`${server.address}/healthz`)).rejects.toThrow();
    gate.open();
    const finished = (await Promise.all(streams)).filter((names) => names.at(-1) === 'done');
    expect(finished).toHaveLength(30);
    await stopped;
    expect(test.events().filter((event) => event.event === 'request' && event.aborted)).toEqual([]);
  });

  it('closes connections on which nothing runs, used or not', async () => {
    const server = await start(createTestApp());
    const socket = await dial(server, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await new Promise((resolve) => socket.once('data', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    const silent = await dial(server, '');
    const silentClosed = new Promise((resolve) => silent.once('close', resolve));
    await server.stop();
    await Promise.all([closed, silentClosed]);
  });

  it('turns readiness off and closes connections that ask once more', async () => {
    const gate = createGate();
    const test = slowApp(gate);
    const server = await start(test);
    const socket = await dial(
      server,
      'POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"question":"a"}',
    );
    let text = '';
    socket.on('data', (data) => (text += data.toString()));
    await until(() => test.started() === 1);
    const stopped = server.stop();
    gate.open();
    await stopped;
    await until(() => socket.closed);
    expect(text.toLowerCase()).toContain('connection: close');
    expect(text).toContain('"status":"answered"');
  });

  it('cuts off what still runs after the drain time', async () => {
    const gate = createGate();
    const test = slowApp(gate);
    const server = await start(test, 100);
    const cut = fetch(`${server.address}/v1/ask`, events).then((response) => response.text());
    const refused = expect(cut).rejects.toThrow();
    await until(() => test.started() === 1);
    await server.stop();
    await refused;
    gate.open();
  });

  it('may be called twice', async () => {
    const server = await start(createTestApp());
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
  });
});
