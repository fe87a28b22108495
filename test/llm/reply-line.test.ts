import { describe, expect, it } from 'vitest';
import { OLLAMA_FORMAT, OPENAI_FORMAT, readReplyLine } from '../../src/llm/reply-line.ts';

const ORIGIN = 'http://127.0.0.1:8000';
const read = (line: string) => readReplyLine(line, OPENAI_FORMAT, ORIGIN);
const event = (data: unknown) => read(`data: ${JSON.stringify(data)}`);

describe('readReplyLine of events', () => {
  it.each(['', ': keep-alive', 'event: thread.message', 'id: 7', 'retry: 1', '<!doctype html>'])(
    'passes over "%s"',
    (line) => {
      expect(read(line)).toEqual({ text: null, isFinished: false, isEnd: false });
    },
  );

  it('lets text, the reason to end and the usage through, and nothing else', () => {
    const { text, isFinished } = event({
      id: 'x',
      system_fingerprint: 'fp',
      choices: [
        { index: 1, delta: { content: 'other' } },
        {
          index: 0,
          delta: { role: 'tool', content: 'Ja', reasoning_content: 'hm', tool_calls: [{}] },
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 5, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 1 } },
    });
    expect(isFinished).toBe(true);
    expect(JSON.parse(text!.replace('data: ', ''))).toEqual({
      id: 'reply',
      object: 'chat.completion.chunk',
      created: 0,
      model: 'model',
      choices: [{ index: 0, delta: { role: 'assistant', content: 'Ja' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
    });
  });

  it('knows the end, with and without a space', () => {
    expect(read('data: [DONE]')).toMatchObject({ isEnd: true });
    expect(read('data:[DONE] ')).toMatchObject({ isEnd: true });
  });

  it.each([
    ['a text', '"Ja"'],
    ['nothing', 'null'],
    ['content that is no text', '{"choices":[{"delta":{"content":7}}]}'],
    ['choices that are none', '{"choices":"Ja"}'],
    ['usage below zero', '{"choices":[],"usage":{"prompt_tokens":-1}}'],
    ['half an object', '{"choices":['],
  ])('refuses %s', (_, data) => {
    expect(() => read(`data: ${data}`)).toThrow(expect.objectContaining({ code: 'llm_malformed' }) as Error);
  });

  it('tells of an error without repeating it', () => {
    const tell = () => event({ error: { message: 'Geheim', code: 500 } });
    expect(tell).toThrow(expect.objectContaining({ code: 'llm_failed' }) as Error);
    expect(tell).not.toThrow('Geheim');
    expect(event({ error: null, choices: [] }).text).not.toBeNull();
  });
});

describe('readReplyLine of Ollama', () => {
  const line = (text: string) => readReplyLine(text, OLLAMA_FORMAT, ORIGIN);

  it('lets objects through and knows the last one', () => {
    expect(line('{"message":{"content":"Ja"},"done":false}')).toEqual({
      text: '{"message":{"content":"Ja"},"done":false}\n',
      isFinished: false,
      isEnd: false,
    });
    expect(line('{"done":true,"eval_count":3}')).toMatchObject({ isFinished: true, isEnd: true });
    expect(line(' ')).toMatchObject({ text: null });
  });

  it.each([
    ['llm_malformed', '{"message":'],
    ['llm_malformed', '{"message":{"content":7}}'],
    ['llm_failed', '{"error":"Geheim"}'],
  ])('ends in %s for %s', (code, text) => {
    expect(() => line(text)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
