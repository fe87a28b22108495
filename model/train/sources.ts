import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readCorpus } from '../../src/corpus/corpus-folder.ts';
import { readJsonLines } from './json-lines.ts';

/** Two texts that belong together: what a citizen might write, and what should be found. */
export interface TrainingPair {
  readonly question: string;
  readonly passage: string;
  /** How many pseudo-questions to cut out of the passage besides. */
  readonly clozes: number;
}

/** A file of the training data, and how much of it is used. */
interface Source {
  readonly file: string;
  /** Every n-th record is read: law and parliament would otherwise drown everyday language. */
  readonly every: number;
  /** How often each pair is taken: the municipal files are small, but they are what citizens ask about, and the only ones in two languages. */
  readonly copies: number;
  readonly pairsOf: (record: unknown) => TrainingPair[];
}

/** Shorter texts say too little to be told apart from others. */
const PASSAGE_CHARS_MIN = 40;
/** Tables in laws are HTML. */
const HTML_TAG = /<[^<>]*>/g;

const article = z.object({ title: z.string(), h: z.array(z.string()), i: z.int(), text: z.string() });
const plainArticle = z.object({ title: z.string(), text: z.string() });
const lawSection = z.object({ law: z.string(), h: z.array(z.string()), text: z.string() });
const procedure = z.object({
  titel: z.string(),
  abstrakt: z.string().nullish(),
  schlagwort: z.array(z.string()).nullish(),
});
const municipalPage = z.object({
  id: z.string(),
  title_de: z.string(),
  text_de: z.string(),
  title_en: z.string().optional(),
  text_en: z.string().optional(),
});
const municipalQuestion = z.object({ page: z.string(), question: z.string() });

/** Pairs of all training files in `folder`, file by file. The caller sees the file's name to report progress. */
export async function* readTrainingFolder(folder: string): AsyncGenerator<{ file: string; pair: TrainingPair }> {
  for (const source of await sourcesOf(folder)) {
    let number = 0;
    for await (const record of readJsonLines(join(folder, source.file))) {
      number += 1;
      if (number % source.every !== 0) continue;
      for (const pair of source.pairsOf(record)) {
        if (pair.question === '' || pair.passage.length < PASSAGE_CHARS_MIN) continue;
        for (let copy = 0; copy < source.copies; copy += 1) yield { file: source.file, pair };
      }
    }
  }
}

/** Whether a folder holds training data. */
export async function hasTrainingData(folder: string): Promise<boolean> {
  return access(join(folder, 'encyclopedia-paragraphs.jsonl.gz')).then(
    () => true,
    () => false,
  );
}

/** Pairs of a corpus folder, for want of training data: title and nearest heading, and a paragraph below it. */
export async function* readCorpusFolder(folder: string): AsyncGenerator<{ file: string; pair: TrainingPair }> {
  const { documents } = await readCorpus(folder);
  for (const { id, title, text, blocks } of documents) {
    let question = title;
    for (const { kind, start, end } of blocks) {
      const passage = text.slice(start, end);
      if (kind === 'heading') question = `${title} ${passage}`;
      else if (passage.length >= PASSAGE_CHARS_MIN) yield { file: id, pair: { question, passage, clozes: 3 } };
    }
  }
}

async function sourcesOf(folder: string): Promise<Source[]> {
  // The plain-language lexicon and the pages are small and are needed by name while another file is read.
  const plainLeads = new Map<string, string>();
  for await (const record of readJsonLines(join(folder, 'encyclopedia-plain-language.jsonl.gz'))) {
    const { title, text } = plainArticle.parse(record);
    plainLeads.set(title, text.split('\n\n')[0]!);
  }
  const pages = new Map<string, z.infer<typeof municipalPage>>();
  for await (const record of readJsonLines(join(folder, 'municipal-pages-de-en.jsonl.gz'))) {
    const page = municipalPage.parse(record);
    pages.set(page.id, page);
  }

  const laws = (record: unknown): TrainingPair[] => {
    const { law, h, text } = lawSection.parse(record);
    return [{ question: [...h, law].join(' '), passage: text.replace(HTML_TAG, ' '), clozes: 1 }];
  };
  return [
    {
      file: 'encyclopedia-paragraphs.jsonl.gz',
      every: 1,
      copies: 1,
      pairsOf(record) {
        const { title, h, i, text } = article.parse(record);
        const pairs = [{ question: [title, ...h].join(' '), passage: text, clozes: 4 }];
        const plainLead = i === 0 ? plainLeads.get(title) : undefined;
        if (plainLead !== undefined) pairs.push({ question: plainLead, passage: text, clozes: 0 });
        return pairs;
      },
    },
    {
      file: 'encyclopedia-plain-language.jsonl.gz',
      every: 1,
      copies: 1,
      pairsOf(record) {
        const { title, text } = plainArticle.parse(record);
        return text.split('\n\n').map((passage) => ({ question: title, passage, clozes: 3 }));
      },
    },
    { file: 'laws-0.jsonl.gz', every: 2, copies: 1, pairsOf: laws },
    { file: 'laws-1.jsonl.gz', every: 2, copies: 1, pairsOf: laws },
    {
      file: 'parliament-procedures.jsonl.gz',
      every: 2,
      copies: 1,
      pairsOf(record) {
        const { titel, abstrakt, schlagwort } = procedure.parse(record);
        const title = titel.replace(/ \(G-SIG: \d+\)$/, '');
        const keywords = (schlagwort ?? []).filter((word) => word !== '').join(', ');
        return [
          { question: title, passage: abstrakt ?? '', clozes: 0 },
          { question: title, passage: keywords, clozes: 0 },
        ];
      },
    },
    {
      file: 'municipal-pages-de-en.jsonl.gz',
      every: 1,
      copies: 4,
      pairsOf: (record) => pagePairs(municipalPage.parse(record)),
    },
    {
      file: 'municipal-questions.jsonl.gz',
      every: 1,
      copies: 4,
      pairsOf(record) {
        const { page: id, question } = municipalQuestion.parse(record);
        const page = pages.get(id);
        if (!page) return [];
        return [page.text_de, page.text_en ?? ''].map((passage) => ({ question, passage, clozes: 0 }));
      },
    },
  ];
}

/** Each title to each language's text, so that both languages meet in one space. */
function pagePairs({ title_de, text_de, title_en, text_en }: z.infer<typeof municipalPage>): TrainingPair[] {
  const german = text_de.split(/\s*\n\s*\n\s*/).filter((text) => text.length >= PASSAGE_CHARS_MIN);
  const pairs = german.map((passage) => ({ question: title_de, passage, clozes: 3 }));
  if (title_en === undefined || text_en === undefined) return pairs;
  const english = text_en.split(/\s*\n\s*\n\s*/).filter((text) => text.length >= PASSAGE_CHARS_MIN);
  pairs.push(...english.map((passage) => ({ question: title_en, passage, clozes: 3 })));
  pairs.push({ question: title_en, passage: text_de, clozes: 0 }, { question: title_de, passage: text_en, clozes: 0 });
  // Paragraphs of a translation are parallel where there are equally many.
  if (german.length === english.length)
    pairs.push(...german.map((passage, at) => ({ question: english[at]!, passage, clozes: 0 })));
  return pairs;
}
