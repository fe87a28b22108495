import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../src/index.ts';
import type { Collection, CollectionDocument } from './dataset.ts';

const probesSchema = z.strictObject({
  probes: z.array(z.strictObject({ id: z.string(), question: z.string().min(1), passage: z.string().min(1) })).min(1),
});

export type SynonymProbe = z.infer<typeof probesSchema>['probes'][number];

/** Questions in citizens' words, each with a passage in official wording that answers it. */
export function readSynonymProbes(): SynonymProbe[] {
  const text = readFileSync(join(packageRoot(), 'eval', 'probes', 'synonyms.yaml'), 'utf8');
  return probesSchema.parse(parse(text, { schema: 'core', maxAliasCount: 0 })).probes;
}

/** Lines of a page that make one passage of about a probe's length. */
const LINES_PER_PASSAGE = 3;

/** The probes' passages among paragraphs of other pages, `size` in all, taken evenly. */
export function hideProbes(
  probes: readonly SynonymProbe[],
  pages: readonly CollectionDocument[],
  size: number,
): Collection {
  const paragraphs = pages.flatMap(({ id, text }) => {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return Array.from({ length: Math.floor(lines.length / LINES_PER_PASSAGE) }, (_, at) => ({
      id: `${id}#${at}`,
      title: '',
      text: lines.slice(at * LINES_PER_PASSAGE, (at + 1) * LINES_PER_PASSAGE).join('\n'),
    }));
  });
  const wanted = size - probes.length;
  const every = paragraphs.length / wanted;
  const others = Array.from({ length: wanted }, (_, at) => paragraphs[Math.floor(at * every)]!);
  const hidden = probes.map(({ id, passage }) => ({ id, title: '', text: passage }));
  return {
    // Titles would tell probes and pages apart.
    documents: [...hidden, ...others].map((document, at) => ({ ...document, title: `Seite ${at + 1}` })),
    questions: probes.map(({ id, question }) => ({ id, text: question })),
    relevant: new Map(probes.map(({ id }) => [id, new Map([[id, 1]])])),
  };
}
