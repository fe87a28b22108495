import { afterEach, describe, expect, it } from 'vitest';
import type { ChatModel, ChatPiece } from '../../src/llm/chat-model.ts';
import { createChatModel, type ChatModelOptions } from '../../src/llm/create-chat-model.ts';
import type { ModelLimits, ModelSettings } from '../../src/llm/model-settings.ts';
import { observeCalls, type CallRecord } from '../../src/llm/observe-calls.ts';
import { FOREIGN_WORDS, MODEL_FAULTS, REPLY, type FaultyModel } from '../support/model-faults.ts';
import { breaks, says, startScriptedModelServer, type Script } from '../support/scripted-model-server.ts';

const KEY = 'sk-schluessel-der-stadt';
const PROMPT = 'Wie weit ist es nach Kumamoto, fragt Erika Mustermann?';
/** As configured by default: no test waits for these limits, unless it sets shorter ones. */
const LIMITS: ModelLimits = { timeoutMs: 30_000, tokensPerDay: 0, tokensPerAnswer: 800 };
/** Limits that a test waits for: 2.4 s in all, 640 ms for the first words and for pauses, enough for a busy machine to send a word. */
const SHORT: Partial<ModelLimits> = { timeoutMs: 2400 };
/** What no fault may take, on a machine busy with other tests, in milliseconds. */
const PATIENCE_MS = 10_000;

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of removals.splice(0)) await remove();
});

async function serve(script: Script = says(REPLY)) {
  const server = await startScriptedModelServer(script);
  removals.push(() => server.close());
  return server;
}

const settings = (baseUrl: string, changes: Partial<ModelSettings> = {}): ModelSettings => ({
  id: 'openai:scripted',
  provider: 'openai',
  model: 'scripted',
  baseUrl,
  isRemote: false,
  apiKey: () => KEY,
  ...changes,
});

const create = (baseUrl: string, options: Partial<ChatModelOptions> = {}, limits: Partial<ModelLimits> = {}) =>
  createChatModel(
    settings(baseUrl),
    { ...LIMITS, ...limits },
    { today: () => '2026-11-25', connectMs: 300, retryPauseMs: 10, ...options },
  );

interface Reply {
  readonly text: string;
  readonly last: ChatPiece | undefined;
  /** What the stream rejected with. */
  readonly fault: unknown;
}

/** All that a stream brings, until it ends or rejects. */
async function read(model: ChatModel, signal = new AbortController().signal): Promise<Reply> {
  let text = '';
  let last: ChatPiece | undefined;
  try {
    for await (const piece of model.stream([{ role: 'user', content: PROMPT }], { signal, tokensMax: 200 })) {
      text += piece.text;
      last = piece;
    }
  } catch (fault) {
    return { text, last, fault };
  }
  return { text, last, fault: null };
}

describe('a model that fails', () => {
  it('has more ways to do so than the 25 that were asked for', () => {
    expect(new Set(MODEL_FAULTS.map(({ name }) => name)).size).toBe(MODEL_FAULTS.length);
    expect(MODEL_FAULTS.length).toBeGreaterThanOrEqual(25);
  });

  it.each(MODEL_FAULTS.map((fault) => [fault.name, fault] as const))(
    'ends in bounded time with a named outcome: %s',
    async (_, fault) => {
      const faulty: FaultyModel = await fault.start();
      removals.push(() => faulty.close());
      const records: CallRecord[] = [];
      const limits = fault.outcome === 'llm_timeout' ? SHORT : {};
      const model = observeCalls(await create(faulty.baseUrl, {}, limits), (record) => records.push(record));
      const startedAt = performance.now();
      const reply = await read(model);
      expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS);
      if (fault.words !== undefined) expect(reply.text).toBe(fault.words);
      if (fault.outcome === 'answers') {
        expect(reply.fault).toBeNull();
        expect(reply.last?.usage?.inputTokens).toBeGreaterThan(0);
      } else {
        expect(reply.fault).toMatchObject({ name: 'LumiError', code: fault.outcome });
        const { message, cause } = reply.fault as Error;
        for (const secret of [KEY, PROMPT, 'Kumamoto', FOREIGN_WORDS])
          expect(JSON.stringify({ message, cause })).not.toContain(secret);
        expect(message).toMatch(/^The language model at https?:\/\//);
      }
      expect(records.map(({ outcome }) => outcome)).toEqual([fault.outcome === 'answers' ? 'ok' : fault.outcome]);
      if (fault.requests !== undefined) expect(faulty.calls).toHaveLength(fault.requests);
      // Nothing goes on behind the caller's back.
      for (const call of faulty.calls) await call.ended;
    },
  );
});

describe('a model that answers', () => {
  it('is asked once, with the messages, the bound on tokens and the key, and nothing else', async () => {
    const server = await serve();
    const model = await create(server.baseUrl);
    await read(model);
    expect(server.requests).toEqual(['POST /v1/chat/completions']);
    const call = server.calls[0]!;
    expect(JSON.parse(call.body)).toEqual({
      model: 'scripted',
      messages: [{ role: 'user', content: PROMPT }],
      max_tokens: 200,
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(Object.keys(call.headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'user-agent',
    ]);
    expect(call.headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'user-agent': 'lumi' });
  });

  it('gives its words as they arrive', async () => {
    const server = await serve(says('eins zwei drei', { pieceEveryMs: 20 }));
    const model = await create(server.baseUrl);
    const pieces: string[] = [];
    const options = { signal: new AbortController().signal, tokensMax: 50 };
    for await (const { text } of model.stream([{ role: 'user', content: PROMPT }], options)) pieces.push(text);
    expect(pieces).toEqual(['eins', ' zwei', ' drei', '']);
  });

  it('tells the usage of the server, and an estimate where there is none', async () => {
    const server = await serve(says(REPLY, { usage: { inputTokens: 1200, outputTokens: 90 } }));
    const model = await create(server.baseUrl);
    expect((await read(model)).last?.usage).toEqual({ inputTokens: 1200, outputTokens: 90 });
    server.play(says('a'.repeat(40), { usage: null }));
    expect((await read(model)).last?.usage).toEqual({
      inputTokens: 4 + Math.ceil(PROMPT.length / 4),
      outputTokens: 10,
    });
  });

  it('says that it was cut where its tokens were used up', async () => {
    const server = await serve(says(REPLY, { finishReason: 'length' }));
    const model = await create(server.baseUrl);
    expect((await read(model)).last?.isCut).toBe(true);
    server.play(says(REPLY));
    expect((await read(model)).last?.isCut).toBeUndefined();
  });

  it('keeps its connection for the next question', async () => {
    const server = await serve();
    const model = await create(server.baseUrl);
    for (let i = 0; i < 10; i++) expect((await read(model)).text).toBe(REPLY);
    // One more where the end of a body was still on its way when the next question began.
    expect(await server.connections()).toBeLessThanOrEqual(2);
  });

  it('holds 200 streams side by side', async () => {
    const server = await serve(says((call) => `Antwort auf ${call.prompt}`, { pieceEveryMs: 5 }));
    const model = await create(server.baseUrl);
    const replies = await Promise.all(Array.from({ length: 200 }, () => read(model)));
    expect(replies.filter(({ text }) => text === `Antwort auf ${PROMPT}`)).toHaveLength(200);
  });
});

describe('a call that is stopped', () => {
  it('rejects with the reason of the signal and hangs up within a second', async () => {
    const server = await serve(says('wort '.repeat(500), { pieceEveryMs: 10 }));
    const records: CallRecord[] = [];
    const model = observeCalls(await create(server.baseUrl), (record) => records.push(record));
    const stop = new AbortController();
    const reading = read(model, stop.signal);
    const call = await server.call(0);
    setTimeout(() => {
      stop.abort(new Error('The client has gone.'));
    }, 100);
    const reply = await reading;
    const stoppedAt = performance.now();
    expect(reply.fault).toMatchObject({ message: 'The client has gone.' });
    expect(reply.text).not.toBe('');
    expect(await call.ended).toBe('aborted');
    expect(call.endedAt! - stoppedAt).toBeLessThan(1000);
    expect(records.map(({ outcome }) => outcome)).toEqual(['stopped']);
  });

  it.each([
    ['before the first word', breaks.silence()],
    ['while it stalls', breaks.stall('Wort')],
  ])('hangs up %s', async (_, script) => {
    const server = await serve(script);
    const model = await create(server.baseUrl);
    const stop = new AbortController();
    const reading = read(model, stop.signal);
    const call = await server.call(0);
    stop.abort(new Error('The client has gone.'));
    expect((await reading).fault).toMatchObject({ message: 'The client has gone.' });
    expect(await call.ended).toBe('aborted');
  });

  it('hangs up when its reader wants no more', async () => {
    const server = await serve(breaks.endless());
    const model = await create(server.baseUrl);
    const options = { signal: new AbortController().signal, tokensMax: 200 };
    for await (const piece of model.stream([{ role: 'user', content: PROMPT }], options)) {
      expect(piece.text).not.toBe('');
      break;
    }
    expect(await server.calls[0]!.ended).toBe('aborted');
  });

  it('is not made where it was stopped before', async () => {
    const server = await serve();
    const model = await create(server.baseUrl);
    expect((await read(model, AbortSignal.abort(new Error('Gone.')))).fault).toMatchObject({ message: 'Gone.' });
    expect(server.calls).toEqual([]);
  });

  it('is not made a second time while it waits for that', async () => {
    const server = await serve(breaks.status(500));
    const model = await create(server.baseUrl, { retryPauseMs: 5_000 });
    const stop = new AbortController();
    const reading = read(model, stop.signal);
    await (
      await server.call(0)
    ).ended;
    stop.abort(new Error('Gone.'));
    expect((await reading).fault).toMatchObject({ message: 'Gone.' });
    expect(server.calls).toHaveLength(1);
  });
});

describe('a model that is dead', () => {
  const circuit = (clock: { ms: number }) => ({ faultsMax: 3, pauseMs: 1000, pauseMaxMs: 3000, now: () => clock.ms });

  it('is left alone after some faults, then tried by one call, and asked again when that is answered', async () => {
    const clock = { ms: 0 };
    const server = await serve(breaks.status(400));
    const model = await create(server.baseUrl, { circuit: circuit(clock) });
    const codes = async (times: number) => {
      const list: unknown[] = [];
      for (let i = 0; i < times; i++) list.push(((await read(model)).fault as { code?: string } | null)?.code ?? 'ok');
      return list;
    };
    expect(await codes(5)).toEqual(['llm_failed', 'llm_failed', 'llm_failed', 'llm_paused', 'llm_paused']);
    expect(server.calls).toHaveLength(3);
    clock.ms = 1000;
    expect(await codes(2)).toEqual(['llm_failed', 'llm_paused']);
    // The second pause is twice as long, the third as long as a pause may be.
    clock.ms = 2999;
    expect(await codes(1)).toEqual(['llm_paused']);
    clock.ms = 3000;
    expect(await codes(1)).toEqual(['llm_failed']);
    clock.ms = 5999;
    expect(await codes(1)).toEqual(['llm_paused']);
    clock.ms = 6000;
    server.play(says(REPLY));
    expect(await codes(2)).toEqual(['ok', 'ok']);
    server.play(breaks.status(400));
    expect(await codes(4)).toEqual(['llm_failed', 'llm_failed', 'llm_failed', 'llm_paused']);
  });

  it('is tried by one call at a time', async () => {
    const clock = { ms: 0 };
    const server = await serve(breaks.status(400));
    const model = await create(server.baseUrl, { circuit: circuit(clock) });
    for (let i = 0; i < 3; i++) await read(model);
    clock.ms = 1000;
    server.play(says(REPLY, { firstPieceAfterMs: 50 }));
    const replies = await Promise.all(Array.from({ length: 5 }, () => read(model)));
    expect(replies.map(({ fault }) => (fault as { code?: string } | null)?.code ?? 'ok')).toEqual([
      'ok',
      ...Array<string>(4).fill('llm_paused'),
    ]);
  });

  it('is left alone for as long as it asks for', async () => {
    const clock = { ms: 0 };
    const server = await serve(breaks.status(429, { 'Retry-After': '2' }));
    const model = await create(server.baseUrl, { circuit: circuit(clock) }, SHORT);
    expect((await read(model)).fault).toMatchObject({ code: 'llm_rate_limited' });
    server.play(says(REPLY));
    clock.ms = 1999;
    expect((await read(model)).fault).toMatchObject({ code: 'llm_paused' });
    clock.ms = 2000;
    expect((await read(model)).text).toBe(REPLY);
  });

  it('is not called dead by callers who go', async () => {
    const server = await serve(breaks.silence());
    const model = await create(server.baseUrl, { circuit: { faultsMax: 1 } });
    for (let i = 0; i < 3; i++) {
      const stop = new AbortController();
      const reading = read(model, stop.signal);
      await server.call(i);
      stop.abort(new Error('Gone.'));
      await reading;
    }
    server.play(says(REPLY));
    expect((await read(model)).text).toBe(REPLY);
  });
});

describe('the tokens of a day', () => {
  it('are spent by what each call used, and last no longer than the day', async () => {
    let day = '2026-11-25';
    const server = await serve(says(REPLY, { usage: { inputTokens: 300, outputTokens: 100 } }));
    const model = await create(server.baseUrl, { today: () => day }, { tokensPerDay: 1000 });
    expect((await read(model)).fault).toBeNull();
    expect((await read(model)).fault).toBeNull();
    // 800 are spent, and a call may use 200 and what its question takes.
    expect((await read(model)).fault).toMatchObject({ code: 'llm_budget_spent' });
    expect(server.calls).toHaveLength(2);
    day = '2026-11-26';
    expect((await read(model)).fault).toBeNull();
  });

  it('are not spent by calls that the model never read', async () => {
    const server = await serve(breaks.status(400));
    const model = await create(server.baseUrl, { circuit: { faultsMax: 2, pauseMs: 0 } }, { tokensPerDay: 250 });
    for (let i = 0; i < 20; i++) await read(model);
    server.play(says(REPLY));
    expect((await read(model)).text).toBe(REPLY);
  });

  it('are spent by what was read and written where a call breaks off', async () => {
    const server = await serve(breaks.reset('a'.repeat(400)));
    const model = await create(server.baseUrl, {}, { tokensPerDay: 300 });
    expect((await read(model)).fault).toMatchObject({ code: 'llm_unreachable' });
    // 100 for the words and some for the question are gone, and a call may use 200.
    expect((await read(model)).fault).toMatchObject({ code: 'llm_budget_spent' });
  });

  it('are not overdrawn by calls side by side', async () => {
    const server = await serve(says(REPLY, { firstPieceAfterMs: 50 }));
    const model = await create(server.baseUrl, {}, { tokensPerDay: 500 });
    const replies = await Promise.all(Array.from({ length: 10 }, () => read(model)));
    expect(replies.filter(({ fault }) => fault === null)).toHaveLength(2);
  });
});

describe('what is told of a call', () => {
  it('has times and tokens, and none where it was not asked', async () => {
    const records: CallRecord[] = [];
    const server = await serve(says(REPLY, { usage: { inputTokens: 30, outputTokens: 10 } }));
    const model = observeCalls(await create(server.baseUrl, {}, { tokensPerDay: 240 }), (record) =>
      records.push(record),
    );
    await read(model);
    await read(model);
    expect(records).toEqual([
      {
        outcome: 'ok',
        inputTokens: 30,
        outputTokens: 10,
        firstTokenMs: expect.any(Number) as number,
        totalMs: expect.any(Number) as number,
      },
      {
        outcome: 'llm_budget_spent',
        inputTokens: 0,
        outputTokens: 0,
        firstTokenMs: null,
        totalMs: expect.any(Number) as number,
      },
    ]);
    expect(records[0]!.totalMs).toBeGreaterThanOrEqual(records[0]!.firstTokenMs!);
  });
});
