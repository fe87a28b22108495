import Database from 'libsql';
import { words } from '../../src/index.ts';
import type { CollectionDocument } from '../dataset.ts';
import { indexedText, type Peer } from './peer.ts';

/** SQLite's full-text search FTS5 with its BM25, in memory: any word of the question, diacritics removed. */
export function createFts5Peer(documents: readonly CollectionDocument[]): Peer {
  const database = new Database(':memory:');
  database.exec(`CREATE VIRTUAL TABLE document USING fts5(body, tokenize = 'unicode61 remove_diacritics 2')`);
  const insert = database.prepare('INSERT INTO document (rowid, body) VALUES (?, ?)');
  database.transaction(() => {
    for (const [at, document] of documents.entries()) insert.run(at + 1, indexedText(document).normalize('NFC'));
  })();
  const select = database.prepare('SELECT rowid FROM document WHERE document MATCH ? ORDER BY bm25(document) LIMIT ?');
  return {
    name: 'SQLite FTS5',
    search(question, limit) {
      // Quoted, so that no word is read as an operator. FTS5 folds case itself, but knows ß and umlauts only as they are written.
      const terms = question.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
      if (words(question).length === 0) return [];
      const rows = select.all(terms.map((term) => `"${term}"`).join(' OR '), limit) as { rowid: number }[];
      return rows.map(({ rowid }) => documents[rowid - 1]!.id);
    },
  };
}
