import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { LumiError, messageOf } from '../errors.ts';
import type { PartialDate } from '../types.ts';
import type { VectorStoreKind } from './vector-store.ts';
import { VECTOR_STORE_KINDS } from './vector-store.ts';

/**
 * The manifest of a generation: what it was built from and with, and size and SHA-256 of each of its files. Readers check these before
 * any file is parsed, and above all before native code sees it. The manifest carries a digest of itself.
 */

/** Raised whenever the meaning of a file in a generation changes; other versions are refused and built anew. */
export const FORMAT_VERSION = 3;

export const MANIFEST_NAME = 'manifest.json';

/** A generation is named by the UTC time at which it was begun and four random digits, so that names sort by age. */
export const GENERATION_ID = /^\d{8}T\d{9}Z-[0-9a-f]{4}$/;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 digest of 64 hexadecimal digits' });
const count = z.int().min(0);

const fileSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z.-]*$/, { error: 'must be a plain file name' }),
  bytes: count,
  sha256,
});

const segmentSchema = z.strictObject({
  rows: count,
  documents: count,
  files: z.strictObject({
    catalogue: fileSchema,
    documents: fileSchema,
    keywords: fileSchema,
    words: fileSchema,
    vectors: fileSchema,
  }),
  /** Some rows with their vectors (base64 of float32) as they were before they were written: what the file holds must agree. */
  canaries: z.array(z.strictObject({ row: count, vector: z.base64() })),
});

const partialDateSchema = z.strictObject({ date: z.string(), precision: z.enum(['day', 'month', 'year']) });

const manifestSchema = z.strictObject({
  formatVersion: z.literal(FORMAT_VERSION),
  id: z.string().regex(GENERATION_ID),
  createdAt: z.iso.datetime(),
  lumiVersion: z.string(),
  embedder: z.strictObject({ id: z.string().min(1), dimensions: z.int().min(1) }),
  chunking: z.strictObject({ charsTarget: z.int(), charsMax: z.int() }),
  storeKind: z.enum(VECTOR_STORE_KINDS),
  corpusDigest: sha256,
  newestPublishedOn: partialDateSchema.nullable(),
  base: segmentSchema,
  delta: segmentSchema.nullable(),
  /** Documents of the base that were changed or removed since; the files count the grams and the words of their rows. */
  gone: z
    .strictObject({ documentIds: z.array(z.string()), rows: count, keywords: fileSchema, words: fileSchema })
    .nullable(),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type SegmentManifest = z.infer<typeof segmentSchema>;
export type FileEntry = z.infer<typeof fileSchema>;

/** What people and programs want to know of a generation. */
export interface GenerationInfo {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly lumiVersion: string;
  readonly embedder: { readonly id: string; readonly dimensions: number };
  readonly chunking: ChunkingOptions;
  readonly storeKind: VectorStoreKind;
  /** SHA-256 over the ids and digests of all documents: equal digests mean equal corpora. */
  readonly corpusDigest: string;
  readonly documents: number;
  readonly passages: number;
  readonly newestPublishedOn: PartialDate | null;
  readonly baseRows: number;
  readonly deltaRows: number;
  readonly goneRows: number;
}

export interface ChunkingOptions {
  readonly charsTarget: number;
  readonly charsMax: number;
}

export function describeManifest(manifest: Manifest): GenerationInfo {
  const { base, delta, gone } = manifest;
  const deltaRows = delta?.rows ?? 0;
  const goneRows = gone?.rows ?? 0;
  return {
    id: manifest.id,
    createdAt: manifest.createdAt,
    lumiVersion: manifest.lumiVersion,
    embedder: manifest.embedder,
    chunking: manifest.chunking,
    storeKind: manifest.storeKind,
    corpusDigest: manifest.corpusDigest,
    documents: base.documents - (gone?.documentIds.length ?? 0) + (delta?.documents ?? 0),
    passages: base.rows - goneRows + deltaRows,
    newestPublishedOn: manifest.newestPublishedOn,
    baseRows: base.rows,
    deltaRows,
    goneRows,
  };
}

/** Every file of the generation but the manifest itself. */
export function manifestFiles(manifest: Manifest): FileEntry[] {
  const segments = manifest.delta === null ? [manifest.base] : [manifest.base, manifest.delta];
  const files = segments.flatMap((segment) => Object.values(segment.files));
  return manifest.gone === null ? files : [...files, manifest.gone.keywords, manifest.gone.words];
}

/** The text of the manifest file, which ends in the digest of the rest. */
export function formatManifest(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, digest: digestOf(manifest) }, null, 2)}\n`;
}

/**
 * Parses the text of a manifest file. `path` is for the messages only. Throws `index_incompatible` where another version of Lumi wrote it and
 * `index_corrupt` where it is damaged.
 */
export function parseManifest(text: string, path: string): Manifest {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new LumiError('index_corrupt', `${path} is not JSON: ${messageOf(cause)}`, { cause });
  }
  const head = z.object({ formatVersion: z.int(), digest: z.string() }).safeParse(content);
  if (!head.success) {
    throw new LumiError(
      'index_corrupt',
      `${path} is not the manifest of an index: formatVersion or digest is missing.`,
    );
  }
  if (head.data.formatVersion !== FORMAT_VERSION) {
    throw new LumiError(
      'index_incompatible',
      `${path} has format version ${head.data.formatVersion}; this Lumi reads version ${FORMAT_VERSION}. Run \`lumi index\` to build it anew.`,
    );
  }
  const { digest, ...body } = content as Record<string, unknown>;
  const actual = digestOf(body);
  if (digest !== actual) {
    throw new LumiError(
      'index_corrupt',
      `${path} was changed after it was written: its SHA-256 is ${actual}, expected ${head.data.digest}.`,
    );
  }
  const parsed = manifestSchema.safeParse(body);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new LumiError('index_corrupt', `${path} is not a valid manifest: ${problems.join('; ')}`);
  }
  return parsed.data;
}

/** Objects keep the order of their keys through `JSON.parse`, so the digest can be taken again from what was read. */
function digestOf(body: object): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}

/**
 * Reads and checks the manifest in the folder of a generation, whose name is the generation's id, with something before it while it is built.
 * Throws as `parseManifest`, and `index_corrupt` where it cannot be read or is that of another generation: a whole generation under a false
 * name would pass for a newer one.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST_NAME);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new LumiError('index_corrupt', `${path} cannot be read: ${messageOf(cause)}`, { cause });
  });
  const manifest = parseManifest(text, path);
  if (!basename(folder).endsWith(manifest.id)) {
    throw new LumiError('index_corrupt', `${path} is the manifest of generation ${manifest.id}.`);
  }
  return manifest;
}
