import { expect, it } from 'vitest';
import {
  describeManifest,
  formatManifest,
  manifestFiles,
  parseManifest,
  type Manifest,
} from '../../src/store/manifest.ts';

const DIGEST = 'a'.repeat(64);

function segment(rows: number, role: string): Manifest['base'] {
  const file = (name: string): Manifest['base']['files']['keywords'] => ({
    name: `${role}-${name}`,
    bytes: 1,
    sha256: DIGEST,
  });
  return {
    rows,
    documents: rows / 2,
    files: {
      catalogue: file('catalogue.json'),
      documents: file('documents.jsonl'),
      keywords: file('keywords.bin'),
      words: file('words.bin'),
      vectors: file('vectors.hnsw'),
    },
    canaries: [{ row: 0, vector: 'AAAA' }],
  };
}

const MANIFEST: Manifest = {
  formatVersion: 3,
  id: '20260101T120000000Z-0a1b',
  createdAt: '2026-01-01T12:00:00.000Z',
  lumiVersion: '0.1.0',
  embedder: { id: 'example@1', dimensions: 16 },
  chunking: { charsTarget: 700, charsMax: 1200 },
  storeKind: 'hnsw',
  corpusDigest: DIGEST,
  newestPublishedOn: { date: '2023-02', precision: 'month' },
  base: segment(100, 'base'),
  delta: segment(6, 'delta'),
  gone: {
    documentIds: ['stadt/a'],
    rows: 4,
    keywords: { name: 'gone-keywords.bin', bytes: 1, sha256: DIGEST },
    words: { name: 'gone-words.bin', bytes: 1, sha256: DIGEST },
  },
};

it('is read as it was written', () => {
  expect(parseManifest(formatManifest(MANIFEST), 'manifest.json')).toEqual(MANIFEST);
  expect(manifestFiles(MANIFEST)).toHaveLength(12);
});

it('counts what is live', () => {
  expect(describeManifest(MANIFEST)).toMatchObject({
    documents: 52,
    passages: 102,
    baseRows: 100,
    deltaRows: 6,
    goneRows: 4,
  });
});

it('is refused when a value was changed after writing', () => {
  const changed = formatManifest(MANIFEST).replace('2023-02', '2024-02');
  expect(() => parseManifest(changed, 'm.json')).toThrow(
    /m\.json was changed after it was written: its SHA-256 is [0-9a-f]{64}, expected/,
  );
});

it.each([
  ['no JSON', '{'],
  ['something else', '{"name":"lumi"}'],
  ['a list', '[]'],
])('is refused as damaged when it is %s', (_, text) => {
  expect(() => parseManifest(text, 'm.json')).toThrow(expect.objectContaining({ code: 'index_corrupt' }) as Error);
});

it.each([
  [
    'a file outside of the folder',
    { gone: { ...MANIFEST.gone!, keywords: { name: '../secret', bytes: 1, sha256: DIGEST } } },
  ],
  ['an id that is a path', { id: '../..' }],
  ['a negative count', { base: { ...MANIFEST.base, rows: -1 } }],
])('is refused when it names %s, although its digest fits', (_, changes) => {
  expect(() => parseManifest(formatManifest({ ...MANIFEST, ...changes }), 'm.json')).toThrow(
    /m\.json is not a valid manifest/,
  );
});
