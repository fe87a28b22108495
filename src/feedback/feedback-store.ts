import { findPersonalData } from '../language/personal-data.ts';
import { openDatabase } from '../store/sqlite.ts';
import type { FeedbackStore } from './feedback.ts';

const DAY_MS = 86_400_000;

/** Deleted comments are overwritten, not only unlinked. One rating for an answer, so ratings cannot outgrow answers. */
const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA secure_delete = ON;
  PRAGMA foreign_keys = ON;
  CREATE TABLE IF NOT EXISTS answers (
    id TEXT PRIMARY KEY,
    created_at TEXT NOT NULL,
    status TEXT NOT NULL,
    language TEXT NOT NULL,
    document_ids TEXT NOT NULL,
    generation TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS answers_by_time ON answers (created_at);
  CREATE TABLE IF NOT EXISTS feedback (
    answer_id TEXT PRIMARY KEY REFERENCES answers (id) ON DELETE CASCADE,
    value TEXT NOT NULL,
    reason TEXT,
    comment TEXT,
    created_at TEXT NOT NULL
  ) STRICT;
`;

/**
 * Opens the database file of feedback, made where it is missing. Answers and their feedback are deleted `keepDays` after the answer:
 * at the start and then daily.
 */
export function openFeedbackStore(
  path: string,
  { keepDays, now = () => new Date() }: { readonly keepDays: number; readonly now?: () => Date },
): FeedbackStore {
  const database = openDatabase(path);
  database.exec(SCHEMA);
  const insertAnswer = database.prepare(
    'INSERT INTO answers (id, created_at, status, language, document_ids, generation) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const findAnswer = database.prepare('SELECT 1 FROM answers WHERE id = ?');
  const insertFeedback = database.prepare(
    'INSERT OR REPLACE INTO feedback (answer_id, value, reason, comment, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  const deleteBefore = database.prepare('DELETE FROM answers WHERE created_at < ?');

  const purge = () => {
    deleteBefore.run(new Date(now().getTime() - keepDays * DAY_MS).toISOString());
  };
  purge();
  const daily = setInterval(purge, DAY_MS).unref();

  return {
    rememberAnswer: ({ id, createdAt, status, language, documentIds, generation }) => {
      // Times are compared as text, so they are all brought to UTC.
      const createdAtUtc = new Date(createdAt).toISOString();
      insertAnswer.run(id, createdAtUtc, status, language, JSON.stringify(documentIds), generation);
    },
    addFeedback: ({ answerId, value, reason, comment }) => {
      if (findAnswer.get(answerId) === undefined) return 'unknown_answer';
      if (comment !== null && findPersonalData(comment).length > 0) return 'personal_data';
      insertFeedback.run(answerId, value, reason, comment, now().toISOString());
      return 'stored';
    },
    close: () => {
      clearInterval(daily);
      database.close();
    },
  };
}
