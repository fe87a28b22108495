import { crc32 } from 'node:zlib';
import type { PartialDate } from '../types.ts';
import { openCacheDatabase, type CacheOptions } from './cache-database.ts';

/** What a build knows of a document whose file it has read before. */
export interface RememberedDocument {
  /** SHA-256 (hex) of the file. */
  readonly fileDigest: string;
  /** As in the catalogue of a segment. */
  readonly contentDigest: string;
  readonly rows: number;
  readonly publishedOn: PartialDate | null;
  readonly supersedes: readonly string[];
  /** What an editor should know of the file. */
  readonly warnings: readonly string[];
}

/** What is known of documents by id, so that a build parses only files that changed. All of it can be made again. */
export interface DocumentMemory {
  /** Everything that the given reader remembers; another one (other code, other chunking) might have read the same file differently. */
  all(readerId: string): Map<string, RememberedDocument>;
  /** Keeps what one reader has read, and forgets the given ids and whatever other readers have left. */
  update(readerId: string, read: ReadonlyMap<string, RememberedDocument>, forgotten: Iterable<string>): void;
  /** Forgets everything, and leaves no trace of it in the file. */
  clear(): void;
  close(): void;
}

const DESCRIPTION = {
  name: 'document memory',
  without: 'Without it every file is parsed again by the next build.',
  schema: `
    CREATE TABLE IF NOT EXISTS documents (
      id TEXT NOT NULL PRIMARY KEY,
      reader TEXT NOT NULL,
      known TEXT NOT NULL,
      checksum INTEGER NOT NULL
    ) WITHOUT ROWID`,
};

interface DocumentRow {
  readonly id: string;
  readonly known: string;
  readonly checksum: number;
}

/** Opens the memory in a file; faults of file and disk are warnings, as `openCacheDatabase` says. */
export function openDocumentMemory(path: string, options: CacheOptions): DocumentMemory {
  const cache = openCacheDatabase(path, DESCRIPTION, options);
  return {
    all(readerId) {
      const rows = cache.run(
        (opened) =>
          opened.prepare('SELECT id, known, checksum FROM documents WHERE reader = ?').all([readerId]) as DocumentRow[],
      );
      const intact = (rows ?? []).filter(({ id, known, checksum }) => checksumOf(id, known) === checksum);
      return new Map(intact.map(({ id, known }) => [id, JSON.parse(known) as RememberedDocument]));
    },
    update(readerId, read, forgotten) {
      cache.change((opened) => {
        opened.prepare('DELETE FROM documents WHERE reader <> ?').run([readerId]);
        const forget = opened.prepare('DELETE FROM documents WHERE id = ?');
        for (const id of forgotten) forget.run([id]);
        const keep = opened.prepare('INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?)');
        for (const [id, document] of read) {
          const known = JSON.stringify(document);
          keep.run([id, readerId, known, checksumOf(id, known)]);
        }
      });
    },
    clear: () => {
      cache.clear();
    },
    close: () => {
      cache.close();
    },
  };
}

/** SQLite notices damage to its pages' structure only. */
function checksumOf(id: string, known: string): number {
  return crc32(`${id} ${known}`);
}
