import { createHash } from 'node:crypto';
import { createPageReader, passageOf, createTextReader } from '../../../src/answer/score-lines.ts';
import type { Locale } from '../../../src/types.ts';
import type { TrainingIndex } from './training-index.ts';

export interface LineExample {
  /** 0-based line of the page as the collection has it. */
  readonly line: number;
  readonly label: 0 | 1;
  /** Whether an answer may begin with the line: it is no heading and stands in a passage that was found. */
  readonly canLead: boolean;
  /** In the order of `names`. */
  readonly features: Float64Array;
}

/** The lines of the pages read for one question, labelled with whether people marked them as its answer. */
export interface LineQuestion {
  readonly asked: Locale;
  /** Same for pages with the same text: they must not be on both sides of a split. */
  readonly group: string;
  readonly gold: ReadonlySet<number>;
  readonly lines: readonly LineExample[];
}

export interface LineExamples {
  /** Of the features. */
  readonly names: readonly string[];
  readonly questions: readonly LineQuestion[];
}

/**
 * Examples from the questions that their page answers, each as the running system reads it, given the page or with all pages to find
 * it among. Of pages with the same text only the marked one counts.
 */
export async function collectLineExamples(
  { documents, questions, parts, idOf, lineOf, search }: TrainingIndex,
  given: 'page' | 'pool',
): Promise<LineExamples> {
  const textOf = new Map(documents.map(({ id, text }) => [id, text]));
  const found: LineQuestion[] = [];
  let names: string[] = [];
  for (const { text, asked, page, siblings, answerLines } of questions) {
    if (answerLines.size === 0) continue;
    const isRead = (id: string) => id === page || (given === 'pool' && !siblings.has(id));
    const passages = await search(text, isRead);
    const readPages = await createPageReader(text, passages[0]?.score ?? 0, parts, createTextReader(parts.embedder));
    const pages = await readPages(passages);
    const lines = pages.flatMap((read) => {
      names = Object.keys(read.features);
      return read.lines.map((each, at): LineExample => {
        const line = lineOf(read.document.id, each.start);
        return {
          line,
          label: idOf(read.document.id) === page && answerLines.has(line) ? 1 : 0,
          canLead: !each.isHeadingLike && passageOf(each, read.passages) !== undefined,
          features: Float64Array.from(names, (name) => read.features[name]!(at)),
        };
      });
    });
    const group = createHash('sha256').update(textOf.get(page)!).digest('hex');
    found.push({ asked, group, gold: answerLines, lines });
  }
  return { names, questions: found };
}
