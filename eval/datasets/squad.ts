import { z } from 'zod';
import { LumiError } from '../../src/index.ts';
import type { Collection, CollectionDocument, CollectionQuestion } from '../dataset.ts';
import { readJson } from '../read-json.ts';

const squadSchema = z.object({
  data: z.array(
    z.object({
      title: z.string().default(''),
      paragraphs: z.array(
        z.object({
          context: z.string(),
          qas: z.array(
            z.object({
              id: z.union([z.string(), z.int()]).transform(String),
              question: z.string(),
              answers: z.array(z.object({ text: z.string() })),
              is_impossible: z.boolean().optional(),
            }),
          ),
        }),
      ),
    }),
  ),
});

/**
 * Reads files in the form of SQuAD (Rajpurkar et al. 2016, 2018): each paragraph is a document, relevant to the questions asked of it; `is_impossible`
 * marks a question that it does not answer. Throws `usage` naming the file and the place in it.
 */
export function readSquad(paths: readonly string[]): Collection {
  const documents: CollectionDocument[] = [];
  const questions: CollectionQuestion[] = [];
  const relevant = new Map<string, ReadonlyMap<string, number>>();
  for (const path of paths) {
    for (const { title, paragraphs } of readJson(path, squadSchema, 'SQuAD').data) {
      for (const { context, qas } of paragraphs) {
        const id = `p${documents.length}`;
        documents.push({ id, title, text: context });
        for (const { id: questionId, question, answers, is_impossible: isImpossible } of qas) {
          if (relevant.has(questionId)) throw new LumiError('usage', `${path}: the id "${questionId}" stands twice.`);
          questions.push({
            id: questionId,
            text: question,
            answerable: isImpossible !== true,
            answers: [...new Set(answers.map(({ text }) => text))],
            page: id,
          });
          relevant.set(questionId, new Map([[id, 1]]));
        }
      }
    }
  }
  return { documents, questions, relevant };
}
