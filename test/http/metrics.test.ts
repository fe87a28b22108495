import { describe, expect, it } from 'vitest';
import { sampleAnswer } from '../support/scripted-chatbot.ts';
import { createTestApp, postJson, until, type TestApp } from '../support/test-app.ts';

async function scrape({ app }: TestApp): Promise<string[]> {
  const response = await app.request('/metrics');
  expect(response.headers.get('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return (await response.text()).split('\n');
}

describe('/metrics', () => {
  it('counts answers by status, language and answerer, streamed ones too', async () => {
    const test = createTestApp({
      answer: () => Promise.resolve(sampleAnswer({ status: 'no_answer', answerer: 'reply', language: 'en' })),
    });
    await test.app.request('/v1/ask', postJson({ question: 'a' }));
    await (await test.app.request('/v1/ask', postJson({ question: 'a' }, { Accept: 'text/event-stream' }))).text();
    expect(await scrape(test)).toContain('lumi_answers_total{status="no_answer",language="en",answerer="reply"} 2');
  });

  it('times the stages of an answer', async () => {
    const test = createTestApp();
    await test.app.request('/v1/ask', postJson({ question: 'a' }));
    const lines = await scrape(test);
    for (const stage of ['understand', 'retrieve', 'compose'])
      expect(lines).toContain(`lumi_answer_stage_seconds_count{stage="${stage}"} 1`);
  });

  it('counts what a language model did, also where nobody waited for the answer', async () => {
    const call = { outcome: 'ok', firstTokenMs: 300, totalMs: 2000, inputTokens: 900, outputTokens: 40 } as const;
    const failed = {
      outcome: 'llm_timeout',
      firstTokenMs: null,
      totalMs: 8000,
      inputTokens: 100,
      outputTokens: 0,
    } as const;
    const test = createTestApp({
      answer: (_, { onGeneration }) => {
        onGeneration?.({
          calls: [
            { purpose: 'answer', ...call },
            { purpose: 'repair', ...failed },
          ],
          withheld: ['number', 'number', 'points_back'],
        });
        return Promise.reject(new Error('gone'));
      },
    });
    await test.app.request('/v1/ask', postJson({ question: 'a' }));
    const lines = await scrape(test);
    for (const line of [
      'lumi_model_calls_total{purpose="answer",outcome="ok"} 1',
      'lumi_model_calls_total{purpose="repair",outcome="llm_timeout"} 1',
      'lumi_model_faults_total{cause="llm_timeout"} 1',
      'lumi_model_tokens_total{direction="in"} 1000',
      'lumi_model_tokens_total{direction="out"} 40',
      'lumi_model_first_token_seconds_sum{purpose="answer"} 0.3',
      'lumi_model_call_seconds_sum{purpose="repair"} 8',
      'lumi_sentences_withheld_total{reason="number"} 2',
      'lumi_sentences_withheld_total{reason="points_back"} 1',
    ])
      expect(lines).toContain(line);
    expect(lines.some((line) => line.startsWith('lumi_model_first_token_seconds_sum{purpose="repair"'))).toBe(false);
  });

  it('counts requests by route pattern, method and class of the status', async () => {
    const test = createTestApp();
    for (const path of [
      '/v1/documents/stadt-heidelberg/kumamoto',
      '/v1/documents/a/b',
      '/v1/documents/a/c',
      '/x',
      '/y',
      '/z',
    ])
      await test.app.request(path);
    await test.app.request('/v1/info', { method: 'BREW' });
    await (await test.app.request('/v1/ask', postJson({ question: 'a' }, { Accept: 'text/event-stream' }))).text();
    await until(() => test.events().length === 8);
    const lines = (await scrape(test)).filter((line) => line.startsWith('lumi_http_requests_total{'));
    expect(lines.sort()).toEqual([
      'lumi_http_requests_total{route="(none)",method="GET",status_class="4xx"} 3',
      'lumi_http_requests_total{route="/v1/ask",method="POST",status_class="2xx"} 1',
      'lumi_http_requests_total{route="/v1/documents/:publisher/:slug",method="GET",status_class="2xx"} 1',
      'lumi_http_requests_total{route="/v1/documents/:publisher/:slug",method="GET",status_class="4xx"} 2',
      'lumi_http_requests_total{route="/v1/info",method="OTHER",status_class="4xx"} 1',
    ]);
  });

  it('tells the generation, the corpus, readiness, feedback and the process', async () => {
    const test = createTestApp({ outcome: 'stored' });
    await test.app.request('/v1/feedback', postJson({ answerId: 'x', value: 'up' }));
    const lines = await scrape(test);
    expect(lines).toContain('lumi_index_info{generation="2026-11-22-0001"} 1');
    expect(lines).toContain('lumi_corpus_documents 1');
    expect(lines).toContain('lumi_ready 1');
    expect(lines).toContain('lumi_feedback_total{value="up"} 1');
    expect(lines.some((line) => line.startsWith('process_resident_memory_bytes '))).toBe(true);
  });
});
