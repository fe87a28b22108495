import { gatherEvidence, type Evidence } from '../../../src/retrieve/answerable.ts';
import type { Locale } from '../../../src/types.ts';
import { createRandom } from '../random.ts';
import type { TrainingIndex } from './training-index.ts';

/** Why a question can or cannot be answered from its pool. */
export type GateCase = 'answerable' | 'page does not answer' | 'page removed' | 'other city' | 'topic removed';

export interface GateExample {
  readonly reason: GateCase;
  readonly asked: Locale;
  /** The page of the question; its questions must not be on both sides of a split. */
  readonly page: string;
  readonly evidence: Evidence;
}

/** Pages of the smaller pools; a city of the collection has about 200. */
const SMALL_POOL = 60;
/** Passages nearest to a question whose pages are its topic. */
const TOPIC_PASSAGES = 60;
const SEED = 1;

/**
 * Examples for the gate from the questions of a set with cities, each over its city's pages and over a small pool of them: as asked, and with the page and
 * its siblings removed; and asked over another city's pages, and over its own city's without all that belongs to the topic.
 */
export async function collectGateExamples({
  documents,
  questions,
  generation,
  idOf,
  search,
}: TrainingIndex): Promise<GateExample[]> {
  const random = createRandom(SEED);
  const cityOf = new Map(documents.map(({ id, city }) => [id, city]));
  const cities = [...new Set(cityOf.values())];
  const passagesOf = new Map(
    [...generation.documents.keys()].map((id) => {
      const rows = generation.rowsOf(id)!;
      return [idOf(id), rows.end - rows.start];
    }),
  );
  const examples: GateExample[] = [];
  for (const { text, asked, page, siblings, answerLines, city } of questions) {
    const isAnswerable = answerLines.size > 0;
    const add = async (reason: GateCase, pool: readonly string[]) => {
      const pages = new Set(pool);
      const passages = await search(text, (other) => pages.has(other));
      const size = [...pages].reduce((sum, other) => sum + (passagesOf.get(other) ?? 0), 0);
      const evidence = gatherEvidence(text, passages, size);
      if (evidence !== null) examples.push({ reason, asked, page, evidence });
    };
    const inCity = pagesOf(cityOf, city);
    const sampled = Array.from({ length: SMALL_POOL }, () => inCity[random.below(inCity.length)]!);
    const others = cities.filter((other) => other !== city);
    const elsewhere = pagesOf(cityOf, others[random.below(others.length)]);
    for (const pool of [inCity, [...sampled, page]]) {
      await add(isAnswerable ? 'answerable' : 'page does not answer', pool);
      if (isAnswerable) await add('page removed', without(pool, siblings));
    }
    if (isAnswerable) await add('other city', without(elsewhere, siblings));
    const near = await search(text, (other) => cityOf.get(other) === city, TOPIC_PASSAGES);
    await add(
      'topic removed',
      without(inCity, new Set([...siblings, ...near.map(({ document }) => idOf(document.id))])),
    );
  }
  return examples;
}

function pagesOf(cityOf: ReadonlyMap<string, string | undefined>, city: string | undefined): string[] {
  return [...cityOf].filter(([, of]) => of === city).map(([page]) => page);
}

function without(pages: readonly string[], removed: ReadonlySet<string>): string[] {
  return pages.filter((page) => !removed.has(page));
}
