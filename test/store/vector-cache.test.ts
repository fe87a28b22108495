import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/store/sqlite.ts';
import type * as Sqlite from '../../src/store/sqlite.ts';
import { openVectorCache, type VectorCache } from '../../src/store/vector-cache.ts';
import { temporaryFolder } from './example-input.ts';

/** Pages that a database may have, which is then full; 0 sets no limit. */
const disk = vi.hoisted(() => ({ pagesMax: 0 }));
vi.mock('../../src/store/sqlite.ts', async (importOriginal) => {
  const original = await importOriginal<typeof Sqlite>();
  const open: typeof original.openDatabase = (...args) => {
    const database = original.openDatabase(...args);
    if (disk.pagesMax > 0) database.exec(`PRAGMA max_page_count = ${disk.pagesMax}`);
    return database;
  };
  return { ...original, openDatabase: open };
});

let path: string;
let warnings: string[];
beforeEach(() => {
  disk.pagesMax = 0;
  path = join(temporaryFolder(), 'cache', 'vectors.db');
  warnings = [];
});

const open = (): VectorCache => openVectorCache(path, { onWarning: (message) => warnings.push(message) });
const vectors = (count: number): Map<string, Float32Array> =>
  new Map(Array.from({ length: count }, (_, at) => [`digest-${at}`, Float32Array.of(at, -0.5, 1 / 3)]));

describe('the vector cache', () => {
  it('gives back what was put, also after it was closed', () => {
    const stored = vectors(2500);
    const cache = open();
    cache.putMany('model@1', stored);
    expect(cache.getMany('model@1', [...stored.keys()])).toEqual(stored);
    cache.close();
    const again = open();
    expect(again.getMany('model@1', ['digest-7', 'unknown'])).toEqual(new Map([['digest-7', stored.get('digest-7')]]));
    again.close();
    expect(warnings).toEqual([]);
  });

  it('never mixes embedders', () => {
    const cache = open();
    cache.putMany('model@1', vectors(1));
    expect(cache.getMany('model@2', ['digest-0'])).toEqual(new Map());
    cache.close();
  });

  it('takes a vector that is put twice', () => {
    const cache = open();
    cache.putMany('model@1', vectors(1));
    cache.putMany('model@1', new Map([['digest-0', Float32Array.of(9)]]));
    expect(cache.getMany('model@1', ['digest-0']).get('digest-0')).toEqual(Float32Array.of(9));
    cache.close();
  });

  it('keeps its file for two users at a time', () => {
    const [one, other] = [open(), open()];
    one.putMany('model@1', vectors(3));
    expect(other.getMany('model@1', ['digest-2']).size).toBe(1);
    one.close();
    other.close();
  });

  it('forgets everything when it is cleared, and goes on', () => {
    const cache = open();
    cache.putMany('model@1', vectors(3));
    cache.clear();
    expect(existsSync(path)).toBe(false);
    expect(cache.getMany('model@1', ['digest-0']).size).toBe(0);
    cache.putMany('model@1', vectors(1));
    expect(cache.getMany('model@1', ['digest-0']).size).toBe(1);
    cache.close();
  });
});

describe('a cache whose disk fails', () => {
  it('is done without, with one warning', () => {
    mkdirSync(dirname(dirname(path)), { recursive: true });
    writeFileSync(dirname(path), 'a file where the folder should be');
    const cache = open();
    cache.putMany('model@1', vectors(3));
    expect(cache.getMany('model@1', ['digest-0'])).toEqual(new Map());
    cache.close();
    expect(warnings).toEqual([expect.stringContaining(path)]);
  });

  it('is done without when it fills up in the middle, and keeps what it had', () => {
    const first = open();
    first.putMany('model@1', vectors(1));
    first.close();
    disk.pagesMax = 8;
    const cache = open();
    cache.putMany('model@1', vectors(3_000));
    cache.putMany('model@1', vectors(5));
    cache.close();
    expect(warnings).toEqual([expect.stringContaining('full')]);
    disk.pagesMax = 0;
    const again = open();
    expect([...again.getMany('model@1', [...vectors(3_000).keys()]).keys()]).toEqual(['digest-0']);
    again.close();
  });

  it('still says what went wrong when it is not the disk', () => {
    const cache = open();
    expect(() => {
      cache.putMany('model@1', new Map([['digest-0', null as unknown as Float32Array]]));
    }).toThrow(TypeError);
    cache.close();
  });
});

describe('a damaged cache', () => {
  it('is set aside with a warning when it is no database', () => {
    const first = open();
    first.close();
    writeFileSync(path, Buffer.alloc(9000, 'no database '));
    const cache = open();
    cache.putMany('model@1', vectors(1));
    expect(cache.getMany('model@1', ['digest-0']).size).toBe(1);
    cache.close();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`${path}.damaged`);
    expect(readdirSync(dirname(path))).toContain('vectors.db.damaged');
  });

  it('is set aside also when the damage shows later', () => {
    const first = open();
    first.putMany('model@1', vectors(3000));
    first.close();
    const content = readFileSync(path);
    // Everything but the first page, which is all that opening reads.
    content.fill(0xff, 4096);
    writeFileSync(path, content);
    const cache = open();
    expect(cache.getMany('model@1', ['digest-1']).size).toBe(0);
    cache.putMany('model@1', vectors(1));
    expect(cache.getMany('model@1', ['digest-0']).size).toBe(1);
    cache.close();
    expect(warnings).toHaveLength(1);
  });

  it('does not give a vector whose bytes were changed', () => {
    const cache = open();
    cache.putMany('model@1', vectors(2));
    const database = openDatabase(path);
    database.prepare("UPDATE vectors SET vector = ? WHERE digest = 'digest-0'").run([Buffer.alloc(12)]);
    database.close();
    expect([...cache.getMany('model@1', ['digest-0', 'digest-1']).keys()]).toEqual(['digest-1']);
    cache.close();
  });
});
