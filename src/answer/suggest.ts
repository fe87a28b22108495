import type { Document, Passage } from '../types.ts';
import { createExtractor } from './extract.ts';
import { isVague, recogniseIntent } from './intent.ts';
import type { QuestionParts } from './line-features.ts';
import type { TextReader } from './score-lines.ts';

export interface SuggestOptions {
  readonly suggestionsMax: number;
  readonly sentencesMax: number;
  readonly personaName: string;
}

/**
 * Titles of documents that go on from an answer, which cites the others: found for the same question, best first, those that share a topic with a cited
 * document before the others of its publisher. Each is answered from its own document when it is asked: a title finds that document, and here it is
 * tried that none of the other passages found has a better sentence. It costs no further search.
 */
export async function suggestTitles(
  passages: readonly Passage[],
  citedIds: ReadonlySet<string>,
  { suggestionsMax, sentencesMax, personaName }: SuggestOptions,
  parts: QuestionParts,
  readText: TextReader,
): Promise<string[]> {
  const suggested: string[] = [];
  for (const document of relatedDocuments(passages, citedIds).slice(0, TRIED_MAX)) {
    if (suggested.length === suggestionsMax) break;
    const { id, title } = document;
    if (suggested.includes(title) || isVague(title) || recogniseIntent(title, personaName) !== null) continue;
    const found = asFoundFor(document, passages);
    const chosen = await (await createExtractor(title, found, sentencesMax, parts, readText)).choose(found);
    if (chosen[0]?.passage.document.id === id) suggested.push(title);
  }
  return suggested;
}

/** Titles that are tried: of the documents related to an answer most are answered from themselves, and each try costs a millisecond. */
const TRIED_MAX = 5;
/** A passage below this share of the best one's score has little to do with the question: on the shipped corpus most are of another subject. */
const NEAR_SHARE_MIN = 0.5;

function relatedDocuments(passages: readonly Passage[], citedIds: ReadonlySet<string>): Document[] {
  const scoreMin = NEAR_SHARE_MIN * (passages[0]?.score ?? 0);
  const near = passages.filter(({ score }) => score >= scoreMin);
  const found = [...new Set(near.map(({ document }) => document))];
  const cited = found.filter(({ id }) => citedIds.has(id));
  const topics = new Set(cited.flatMap((document) => document.topics));
  const publishers = new Set(cited.map(({ publisher }) => publisher));
  const others = found.filter(({ id }) => !citedIds.has(id));
  const sharesTopic = others.filter((document) => document.topics.some((topic) => topics.has(topic)));
  return [
    ...sharesTopic,
    ...others.filter((document) => !sharesTopic.includes(document) && publishers.has(document.publisher)),
  ];
}

/** The passages as the title of one of their documents might find them: its own first, all as near as the best. */
function asFoundFor(document: Document, passages: readonly Passage[]): Passage[] {
  const score = passages[0]?.score ?? 0;
  const own = passages.filter((passage) => passage.document === document);
  return [...own, ...passages.filter((passage) => passage.document !== document)].map((passage) => ({
    ...passage,
    score,
  }));
}
