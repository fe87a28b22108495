import { join } from 'node:path';
import { z } from 'zod';
import { readCollection, type CollectionDocument } from '../../../eval/dataset.ts';
import { detectLanguage } from '../../../src/language/detect.ts';
import { packageRoot } from '../../../src/package-root.ts';
import type { Locale } from '../../../src/types.ts';
import { readJsonLines } from '../json-lines.ts';

/** German pages, and questions in German and English with the lines that answer them. */
export interface ReadingSet {
  readonly documents: readonly CollectionDocument[];
  readonly questions: readonly ReadingQuestion[];
}

export interface ReadingQuestion {
  readonly text: string;
  readonly asked: Locale;
  /** The page that the lines are marked on. */
  readonly page: string;
  /** The page and those that say the same. */
  readonly siblings: ReadonlySet<string>;
  /** 0-based lines of the page's text that answer together; none where the page does not answer. */
  readonly answerLines: ReadonlySet<number>;
  readonly city?: string | undefined;
}

/** The training questions of OMoS-QA, in both languages on the German pages, from a folder of collections. */
export async function readOmosTraining(folder: string): Promise<ReadingSet> {
  const german = await readCollection(join(folder, 'omos-de'));
  const english = await readCollection(join(folder, 'omos-en'));
  const questions = [
    { asked: 'de', collection: german } as const,
    { asked: 'en', collection: english } as const,
  ].flatMap(({ asked, collection }) =>
    collection.questions.flatMap(({ id, text, split, answerable = true, page, answerLines = [], city }) =>
      split === 'train' && page !== undefined
        ? {
            text,
            asked,
            page,
            siblings: new Set([page, ...(german.relevant.get(id)?.keys() ?? [])]),
            answerLines: new Set(answerable ? answerLines : []),
            city,
          }
        : [],
    ),
  );
  return { documents: german.documents, questions };
}

const ownPage = z.strictObject({
  title: z.string().min(1),
  sentences: z.array(z.string().min(1)).min(1),
  questions: z.array(z.strictObject({ q: z.string().min(1), answer: z.array(z.int().min(0)) })).min(1),
});
/** The mark of a list's item. */
const ITEM = /^- /;

/** The passages with questions that were written for this, in `text/answers.jsonl`. */
export async function readOwnAnswers(): Promise<ReadingSet> {
  const documents: CollectionDocument[] = [];
  const questions: ReadingQuestion[] = [];
  for await (const record of readJsonLines(join(packageRoot(), 'model', 'train', 'text', 'answers.jsonl'))) {
    const { title, sentences, questions: asked } = ownPage.parse(record);
    const page = `own-${documents.length}`;
    documents.push({ id: page, title, text: sentences.map((sentence) => sentence.replace(ITEM, '')).join('\n') });
    for (const { q, answer } of asked) {
      questions.push({
        text: q,
        asked: detectLanguage(q) ?? 'de',
        page,
        siblings: new Set([page]),
        answerLines: new Set(answer),
      });
    }
  }
  return { documents, questions };
}
