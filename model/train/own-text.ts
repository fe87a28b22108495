import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../src/package-root.ts';
import { readJsonLines } from './json-lines.ts';
import type { TrainingPair } from './sources.ts';

/**
 * The text in `text/`, which was written for this model: a glossary of citizens' words, a vocabulary in German and English, and passages of municipal
 * life with their translations and with questions in both languages. `text/README.md` says what stands where.
 */
const terms = z.array(z.string().min(1));
const concept = z.strictObject({ official: terms, colloquial: terms, abbreviation: terms, english: terms });
const vocabularyEntry = z.strictObject({ de: terms, en: terms });
const parallelPassage = z.strictObject({
  topic: z.string(),
  de: z.string(),
  en: z.string(),
  questions_de: terms,
  questions_en: terms,
});

/** A file of own text and the pairs of one of its lines. */
export interface OwnSource {
  readonly file: string;
  /** How often each pair is taken: a few thousand lines would drown among a million. */
  readonly copies: number;
  readonly pairsOf: (record: unknown) => TrainingPair[];
}

export const OWN_SOURCES: readonly OwnSource[] = [
  { file: 'glossary.jsonl', copies: 8, pairsOf: (record) => conceptPairs(concept.parse(record)) },
  { file: 'vocabulary.jsonl', copies: 6, pairsOf: (record) => vocabularyPairs(vocabularyEntry.parse(record)) },
  { file: 'parallel.jsonl', copies: 6, pairsOf: (record) => parallelPairs(parallelPassage.parse(record)) },
];

/** Pairs of all own text, file by file, each as often as its source says. */
export async function* readOwnText(): AsyncGenerator<{ file: string; pair: TrainingPair }> {
  for (const { file, copies, pairsOf } of OWN_SOURCES) {
    for await (const record of readJsonLines(join(packageRoot(), 'model', 'train', 'text', file)))
      for (const pair of pairsOf(record)) for (let copy = 0; copy < copies; copy += 1) yield { file, pair };
  }
}

/** What people say, and what it is called. */
function conceptPairs({ official, colloquial, abbreviation, english }: z.infer<typeof concept>): TrainingPair[] {
  return [...colloquial, ...abbreviation, ...english].flatMap((said) => official.map((called) => pair(said, called)));
}

function vocabularyPairs({ de, en }: z.infer<typeof vocabularyEntry>): TrainingPair[] {
  return de.flatMap((german) => en.map((english) => pair(english, german)));
}

/** Each language's questions to each language's passage, and the passages to each other. */
function parallelPairs({ topic, de, en, ...questions }: z.infer<typeof parallelPassage>): TrainingPair[] {
  const asked = [...questions.questions_de, ...questions.questions_en];
  return [
    ...asked.flatMap((question) => [pair(question, de), pair(question, en)]),
    ...questions.questions_de.flatMap((german) => questions.questions_en.map((english) => pair(english, german))),
    pair(en, de),
    pair(topic, de),
  ];
}

function pair(question: string, passage: string): TrainingPair {
  return { question, passage, clozes: 0 };
}
