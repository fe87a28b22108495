import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFeedbackStore } from '../../src/feedback/feedback-store.ts';
import type { AnswerRecord, Feedback, FeedbackStore } from '../../src/feedback/feedback.ts';
import { openDatabase } from '../../src/store/sqlite.ts';

const DAY_MS = 86_400_000;
const record: AnswerRecord = {
  id: 'answer-1',
  createdAt: '2026-11-22T10:00:00.000Z',
  status: 'answered',
  language: 'de',
  documentIds: ['stadt-heidelberg/kumamoto', 'stadt-bochum/tsukuba'],
  generation: '2026-11-22-0001',
};
const rating: Feedback = { answerId: 'answer-1', value: 'down', reason: 'outdated', comment: 'Das war 2023.' };

let folder: string;
let path: string;
let nowMs: number;
let store: FeedbackStore | null;

function open(): FeedbackStore {
  store?.close();
  store = openFeedbackStore(path, { keepDays: 90, now: () => new Date(nowMs) });
  return store;
}

function rows(table: 'answers' | 'feedback'): unknown[] {
  const database = openDatabase(path);
  const found = database.prepare(`SELECT * FROM ${table}`).all();
  database.close();
  return found;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lumi-feedback-'));
  path = join(folder, 'state', 'feedback.db');
  nowMs = Date.parse('2026-11-22T12:00:00Z');
  store = null;
});
afterEach(() => {
  store?.close();
  rmSync(folder, { recursive: true });
});

describe('openFeedbackStore', () => {
  it('makes the file and its folder, and keeps a rating of a known answer', () => {
    const feedback = open();
    feedback.rememberAnswer(record);
    expect(feedback.addFeedback(rating)).toBe('stored');
    expect(existsSync(path)).toBe(true);
    expect(rows('answers')).toMatchObject([
      {
        id: 'answer-1',
        created_at: '2026-11-22T10:00:00.000Z',
        status: 'answered',
        language: 'de',
        document_ids: '["stadt-heidelberg/kumamoto","stadt-bochum/tsukuba"]',
        generation: '2026-11-22-0001',
      },
    ]);
    expect(rows('feedback')).toMatchObject([
      {
        answer_id: 'answer-1',
        value: 'down',
        reason: 'outdated',
        comment: 'Das war 2023.',
        created_at: '2026-11-22T12:00:00.000Z',
      },
    ]);
  });

  it('refuses a rating of an answer that was never given', () => {
    expect(open().addFeedback(rating)).toBe('unknown_answer');
    expect(rows('feedback')).toEqual([]);
  });

  it('replaces an earlier rating of the same answer', () => {
    const feedback = open();
    feedback.rememberAnswer(record);
    feedback.addFeedback(rating);
    feedback.addFeedback({ answerId: 'answer-1', value: 'up', reason: null, comment: null });
    expect(rows('feedback')).toMatchObject([{ value: 'up', reason: null, comment: null }]);
  });

  it.each([
    'Bitte an erika.mustermann@example.org antworten.',
    'Rufen Sie mich an: 06221 58-10580',
    'Meine IBAN ist DE89 3704 0044 0532 0130 00',
  ])('stores nothing of the comment %j', (comment) => {
    const feedback = open();
    feedback.rememberAnswer(record);
    expect(feedback.addFeedback({ ...rating, comment })).toBe('personal_data');
    expect(rows('feedback')).toEqual([]);
  });

  it('stores comments as they are, whatever SQL they hold', () => {
    const feedback = open();
    feedback.rememberAnswer(record);
    const comment = "'); DROP TABLE answers; -- „Ärger“ 😀\n";
    expect(feedback.addFeedback({ ...rating, comment })).toBe('stored');
    expect(rows('feedback')).toMatchObject([{ comment }]);
    expect(rows('answers')).toHaveLength(1);
  });

  it('keeps everything over a restart', () => {
    open().rememberAnswer(record);
    expect(open().addFeedback(rating)).toBe('stored');
  });

  it('deletes answers and their ratings after the days they are kept, to the last byte', () => {
    const feedback = open();
    feedback.rememberAnswer(record);
    feedback.rememberAnswer({ ...record, id: 'answer-2', createdAt: '2026-11-23T12:00:00+01:00' });
    feedback.addFeedback({ ...rating, comment: 'Zitronenfalter' });
    nowMs = Date.parse(record.createdAt) + 90 * DAY_MS;
    open();
    expect(rows('answers')).toHaveLength(2);
    nowMs += 1;
    expect(open().addFeedback(rating)).toBe('unknown_answer');
    expect(rows('answers')).toMatchObject([{ id: 'answer-2', created_at: '2026-11-23T11:00:00.000Z' }]);
    expect(rows('feedback')).toEqual([]);
    store?.close();
    store = null;
    expect(readFileSync(path).includes('Zitronenfalter')).toBe(false);
  });
});
