import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDocumentMemory, type DocumentMemory, type RememberedDocument } from '../../src/store/document-memory.ts';
import { openDatabase } from '../../src/store/sqlite.ts';
import { temporaryFolder } from './example-input.ts';

let path: string;
let warnings: string[];
beforeEach(() => {
  path = join(temporaryFolder(), 'cache', 'documents.db');
  warnings = [];
});

const open = (): DocumentMemory => openDocumentMemory(path, { onWarning: (message) => warnings.push(message) });
const remembered = (changes: Partial<RememberedDocument> = {}): RememberedDocument => ({
  fileDigest: 'f'.repeat(64),
  contentDigest: 'c'.repeat(64),
  rows: 3,
  publishedOn: { date: '2026-05', precision: 'month' },
  supersedes: ['stadt/alt'],
  warnings: ['Der Schlüssel „farbe“ ist unbekannt.'],
  ...changes,
});

const twoDocuments = () =>
  new Map([
    ['stadt/a', remembered()],
    ['stadt/b', remembered()],
  ]);

describe('the document memory', () => {
  it('gives back what one reader has read, also after it was closed', () => {
    const documents = new Map(Array.from({ length: 300 }, (_, at) => [`stadt/${at}`, remembered({ rows: at })]));
    const memory = open();
    memory.update('reader', documents, []);
    expect(memory.all('reader')).toEqual(documents);
    memory.close();
    const again = open();
    expect(again.all('reader')).toEqual(documents);
    again.close();
    expect(warnings).toEqual([]);
  });

  it('gives another reader nothing, and keeps only what the last one has read', () => {
    const memory = open();
    memory.update('old code', new Map([['stadt/a', remembered()]]), []);
    expect(memory.all('new code').size).toBe(0);
    memory.update('new code', new Map([['stadt/b', remembered()]]), []);
    expect([...memory.all('new code').keys()]).toEqual(['stadt/b']);
    expect(memory.all('old code').size).toBe(0);
    memory.close();
  });

  it('replaces what is read again and forgets what is gone', () => {
    const memory = open();
    memory.update('reader', twoDocuments(), []);
    memory.update('reader', new Map([['stadt/a', remembered({ rows: 9 })]]), ['stadt/b']);
    expect(memory.all('reader')).toEqual(new Map([['stadt/a', remembered({ rows: 9 })]]));
    memory.close();
  });

  it('does not give an entry whose bytes were changed', () => {
    const memory = open();
    memory.update('reader', twoDocuments(), []);
    const database = openDatabase(path);
    database.prepare("UPDATE documents SET known = replace(known, 'cc', 'cd') WHERE id = 'stadt/a'").run([]);
    database.close();
    expect([...memory.all('reader').keys()]).toEqual(['stadt/b']);
    memory.close();
  });

  it('forgets everything when it is cleared, and goes on', () => {
    const memory = open();
    memory.update('reader', new Map([['stadt/a', remembered()]]), []);
    memory.clear();
    expect(existsSync(path)).toBe(false);
    expect(memory.all('reader').size).toBe(0);
    memory.close();
  });
});
