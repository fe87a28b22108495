import { afterEach, describe, expect, it } from 'vitest';
import { refusalOf } from '../../src/llm/model-faults.ts';
import { createModelTransport } from '../../src/llm/model-transport.ts';
import { OPENAI_FORMAT } from '../../src/llm/reply-line.ts';
import { breaks, says, startScriptedModelServer } from '../support/scripted-model-server.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of removals.splice(0)) await remove();
});

async function serve(script = says('Ja.')) {
  const server = await startScriptedModelServer(script);
  removals.push(() => server.close());
  const transport = createModelTransport({ connectMs: 1000, format: OPENAI_FORMAT });
  const post = (signal = new AbortController().signal) =>
    transport(`${server.baseUrl}/chat/completions`, { method: 'POST', body: '{"stream":true}', signal });
  return { server, post };
}

describe('createModelTransport', () => {
  it.each([
    ['30', 30_000],
    [new Date(Date.now() + 60_000).toUTCString(), 60_000],
    [new Date(Date.now() - 60_000).toUTCString(), 0],
    ['soon', null],
  ])('reads Retry-After: %s', async (value, expected) => {
    const { post } = await serve(breaks.status(429, { 'Retry-After': value }));
    const fault: unknown = await post().catch((error: unknown) => error);
    const told = refusalOf(fault)!.retryAfterMs;
    if (expected === null) expect(told).toBeNull();
    // A date has whole seconds, and some time has passed.
    else expect(Math.abs(told! - expected)).toBeLessThan(5_000);
  });

  it('lets an abort after the reply hurt neither the process nor the next call', async () => {
    const { server, post } = await serve();
    for (let i = 0; i < 20; i++) {
      const stop = new AbortController();
      const reply = await post(stop.signal);
      expect(await reply.text()).toContain('[DONE]');
      const next = post();
      stop.abort();
      expect(await (await next).text()).toContain('[DONE]');
    }
    expect(server.calls).toHaveLength(40);
  });

  it('hangs up for the one that is aborted, and for no other', async () => {
    const { post } = await serve(says('eins zwei', { pieceEveryMs: 1500 }));
    const stop = new AbortController();
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, at) => post(at % 2 === 0 ? stop.signal : undefined)),
    );
    const texts = replies.map((reply) => reply.text());
    stop.abort();
    const ended = await Promise.allSettled(texts);
    expect(ended.map(({ status }) => status)).toEqual(ended.map((_, at) => (at % 2 === 0 ? 'rejected' : 'fulfilled')));
  });

  it('reads no faster than its reader', async () => {
    const { server, post } = await serve(breaks.endless('x'.repeat(10_000)));
    const stop = new AbortController();
    const reader = (await post(stop.signal)).body!.getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 300));
    // What fits the buffers of the system and of the stream; an eager reader would have met the bound on the whole reply.
    expect((await reader.read()).done).toBe(false);
    expect(server.calls[0]!.endedAt).toBeNull();
    stop.abort();
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toBeDefined();
    expect(await server.calls[0]!.ended).toBe('aborted');
  });
});
