import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ChatModel, ChatPiece } from '../../src/llm/chat-model.ts';
import { limitTime, type TimeLimits } from '../../src/llm/limit-time.ts';

const ORIGIN = 'http://127.0.0.1:8000';
const OPTIONS = { signal: new AbortController().signal, tokensMax: 10 };

/** A model that plays a function, whether it listens to the signal or not. */
function modelOf(stream: (signal: AbortSignal) => AsyncIterable<ChatPiece>): ChatModel {
  return { id: 'test:model', isRemote: false, stream: (_, { signal }) => stream(signal) };
}

async function read(model: ChatModel, limits: TimeLimits, readerPauseMs = 0): Promise<string> {
  let text = '';
  for await (const piece of limitTime(model, ORIGIN, limits).stream([], OPTIONS)) {
    text += piece.text;
    await sleep(readerPauseMs);
  }
  return text;
}

describe('limitTime', () => {
  it('ends also where the model does not listen', async () => {
    const deaf = modelOf(async function* () {
      yield { text: 'Wort' };
      await new Promise(() => undefined);
    });
    await expect(read(deaf, { idleMs: 50 })).rejects.toMatchObject({ code: 'llm_timeout' });
    await expect(read(deaf, { totalMs: 50 })).rejects.toMatchObject({ code: 'llm_timeout' });
  });

  it('tells the model that it may stop', async () => {
    let reason: unknown;
    const model = modelOf(async function* (signal) {
      signal.addEventListener('abort', () => {
        reason = signal.reason;
      });
      await new Promise(() => undefined);
      yield { text: '' };
    });
    await expect(read(model, { firstWordsMs: 20 })).rejects.toThrow('sent no word within 20 ms');
    expect(reason).toMatchObject({ code: 'llm_timeout' });
  });

  it('does not take pieces without words for a sign of life', async () => {
    const model = modelOf(async function* () {
      for (;;) {
        await sleep(5);
        yield { text: '' };
      }
    });
    await expect(read(model, { firstWordsMs: 50 })).rejects.toMatchObject({ code: 'llm_timeout' });
  });

  it('does not blame the model for a slow reader, but for the whole time', async () => {
    const model = modelOf(async function* () {
      yield { text: 'a' };
      yield await Promise.resolve({ text: 'b' });
    });
    expect(await read(model, { firstWordsMs: 100, idleMs: 100 }, 200)).toBe('ab');
    await expect(read(model, { totalMs: 100 }, 200)).rejects.toMatchObject({ code: 'llm_timeout' });
  });

  it('passes on a fault of the model as it is', async () => {
    const model = modelOf(async function* () {
      await Promise.reject(new Error('Kaputt.'));
      yield { text: '' };
    });
    await expect(read(model, { firstWordsMs: 1000 })).rejects.toThrow('Kaputt.');
  });
});
