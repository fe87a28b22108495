import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  chunkDocument,
  packageRoot,
  readCorpus,
  sentenceRanges,
  words,
  type Document,
  type Locale,
  type Passage,
} from '../../src/index.ts';
import { writeCorpus } from '../collection-corpus.ts';
import { everyNth } from '../every-nth.ts';
import { readCollection, type CollectionDocument } from '../dataset.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { alterSentence, shortenSentence, type Alteration, type TrueSentence } from './alterations.ts';

/** A sentence with the passages it cites and whether they say it. */
export interface VerifierCase {
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly language: Locale;
  /** `verbatim`, `shortened` (without its last clause), `translated` (the English line of a German one), `written` (a paraphrase by hand), or how it was made false. */
  readonly kind: 'verbatim' | 'shortened' | 'translated' | 'written' | Alteration;
  readonly isTrue: boolean;
  readonly source: 'shipped corpus' | 'own passages' | 'OMoS-QA' | 'written pairs';
  /** What is fitted or chosen on together and never on both sides of a split. */
  readonly group: string;
  /** For written ones: what was changed. */
  readonly detail?: string;
}

const SIZES = { charsTarget: 700, charsMax: 1200 };
/** True sentences of a source, evenly from all of its pages. */
const SENTENCES_MAX = 600;
/** Fewer words make no sentence. */
const SENTENCE_WORDS_MIN = 5;

/** Whether a document belongs to the half that is reported. */
function isInExam(group: string): boolean {
  return createHash('sha256').update(`verifier ${group}`).digest()[0]! % 2 === 1;
}

export interface CaseOptions {
  /** Folder with the development collections; null leaves OMoS-QA out. */
  readonly data: string | null;
  /** The verifier is made and fitted on the sentences of the one half, and reported on those of the other. */
  readonly half: 'development' | 'exam';
}

/** True and altered sentences of the documents of one half from all sources that are at hand, in a fixed order. */
export async function readCases({ data, half }: CaseOptions): Promise<VerifierCase[]> {
  const isWanted = (group: string) => isInExam(group) === (half === 'exam');
  const shipped = (await readCorpus(join(packageRoot(), 'corpus'))).documents.filter(({ id }) => isWanted(id));
  const own = await documentsOf(
    (await readOwnPages()).filter(({ id }) => isWanted(id)),
    'de',
  );
  const cases = [
    ...casesOf(sentencesOf(shipped.map((document) => ({ document, group: document.id }))), 'shipped corpus'),
    ...casesOf(sentencesOf(own.map(({ document, page }) => ({ document, group: page.id }))), 'own passages'),
  ];
  if (data === null || !existsSync(join(data, 'omos-de'))) return cases;
  return [...cases, ...(await omosCases(data, half))];
}

interface Grouped extends TrueSentence {
  readonly group: string;
}

function sentencesOf(documents: readonly { readonly document: Document; readonly group: string }[]): Grouped[] {
  return documents.flatMap(({ document, group }) =>
    chunkDocument(document, SIZES).flatMap((chunk) => {
      const passage = passageOf(document, chunk.position);
      const texts = sentenceRanges(passage.text).map(({ start, end }) => passage.text.slice(start, end));
      return texts.flatMap((text, at) =>
        isSentence(text)
          ? [
              {
                text,
                passage,
                language: 'de' as const,
                beside: texts.filter((other, place) => place !== at && isSentence(other)),
                group,
              },
            ]
          : [],
      );
    }),
  );
}

function passageOf(document: Document, position: number): Passage {
  const chunk = chunkDocument(document, SIZES)[position]!;
  return { document, chunk, text: document.text.slice(chunk.start, chunk.end), score: 1, explain: {} };
}

/** What begins with a capital and ends as sentences do; headings, list items and navigation are left out. */
function isSentence(text: string): boolean {
  return /^[„"]?\p{Lu}.*[.!]$/u.test(text) && words(text).length >= SENTENCE_WORDS_MIN;
}

function casesOf(
  sentences: readonly Grouped[],
  source: VerifierCase['source'],
  trueKind: 'verbatim' | 'translated' = 'verbatim',
): VerifierCase[] {
  const texts = sentences.map(({ text }) => text);
  const replacements = { people: peopleIn(texts), places: placesIn(texts), others: sentences };
  return everyNth(sentences, SENTENCES_MAX).flatMap((sentence): VerifierCase[] => {
    const { text, passage, language, group } = sentence;
    const shared = { language, source, group };
    const shorter = trueKind === 'verbatim' ? shortenSentence(text) : [];
    return [
      { ...shared, text, passages: [passage], kind: trueKind, isTrue: true },
      ...shorter.map((short) => ({
        ...shared,
        text: short,
        passages: [passage],
        kind: 'shortened' as const,
        isTrue: true,
      })),
      ...alterSentence(sentence, replacements).map((altered) => ({
        ...shared,
        text: altered.text,
        passages: altered.passages,
        kind: altered.alteration,
        isTrue: false,
      })),
    ];
  });
}

const PERSON =
  /(?<=(?:\p{L}*(?:meister|minister|präsident|direktor|leiter|sprecher|chef|forscher|ärztin|arzt|trainer|lehrer|pfarrer|architekt|biolog|pädagog|dezernent|beauftragte|stadtrat|stadträt|professor|kapitän|kommandant|gründer|leiterin|fotograf|wirt|bauer|ingenieur)\p{Ll}{0,4}|Frau|Herrn?|Dr\.|Prof\.|Mr\.?|Mrs\.?|Ms\.?|Mayor)\s)\p{Lu}\p{Ll}{2,}\s\p{Lu}\p{Ll}{2,}(?![\p{L}-])/gu;
/** Known places, so that names are not only the invented ones of the own passages. */
const PLACES =
  'Heidelberg Mannheim Karlsruhe Stuttgart Freiburg Bochum Dortmund Essen Köln Berlin Hamburg Bremen Leipzig Dresden München Augsburg Nürnberg Frankfurt Mainz Kassel Hannover Kumamoto Tsukuba Kyoto Osaka Tokio Yokohama Montpellier Cambridge Rehovot Simferopol Bautzen Japan Südkorea Frankreich Polen Italien Spanien Waiblingen Backnang Schorndorf Fellbach Winnenden Welden Schwabmünchen Munich Cologne Nuremberg Germany France Poland Italy'.split(
    ' ',
  );
const PLACE =
  /(?<=(?<!\p{L})(?:in|aus|nach|von|bei)\s)\p{Lu}\p{Ll}+(?:heim|hausen|burg|dorf|ingen|bach|berg|feld|furt|tal|au|rode|stedt|wald|hafen|moor|münde|kirch|brück|see)(?![\p{L}-])/gu;

function peopleIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(PERSON) ?? []))];
}

function placesIn(texts: readonly string[]): string[] {
  return [...new Set([...PLACES, ...texts.flatMap((text) => text.match(PLACE) ?? [])])];
}

const ownPage = z.object({ title: z.string(), sentences: z.array(z.string()) });

/** The passages of `model/train/text/answers.jsonl`, one sentence a line. */
async function readOwnPages(): Promise<CollectionDocument[]> {
  const lines = await readLines(join(packageRoot(), 'model', 'train', 'text', 'answers.jsonl'));
  return lines.map((line, at) => {
    const { title, sentences } = ownPage.parse(JSON.parse(line));
    return { id: `answers:${at}`, title, text: sentences.map((sentence) => sentence.replace(/^- /, '')).join('\n') };
  });
}

async function readLines(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
}

async function documentsOf(
  pages: readonly CollectionDocument[],
  language: Locale,
): Promise<{ readonly document: Document; readonly page: CollectionDocument }[]> {
  return await inTemporaryFolder(async (folder) => {
    const pageOf = await writeCorpus(folder, pages, language);
    const { documents } = await readCorpus(folder);
    return documents.map((document) => ({ document, page: pageOf.get(document.id)! }));
  });
}

/**
 * German lines of OMoS-QA pages, and their English lines cited to the German page. Pages of the split `dev` may not be fitted on: they are of the exam, all
 * others of the other half.
 */
async function omosCases(data: string, half: CaseOptions['half']): Promise<VerifierCase[]> {
  const [german, english] = [await readCollection(join(data, 'omos-de')), await readCollection(join(data, 'omos-en'))];
  const englishPages = new Map(english.documents.map(({ id, text }) => [id, text.split('\n')]));
  const reported = new Set(
    german.questions.flatMap(({ split, page, id }) =>
      split === 'train' ? [] : [page ?? '', ...(german.relevant.get(id)?.keys() ?? [])],
    ),
  );
  const asked = new Set(german.questions.map(({ page }) => page));
  const wanted = german.documents.filter(({ id }) => asked.has(id) && reported.has(id) === (half === 'exam'));
  const read = await documentsOf(wanted, 'de');
  const sentences = sentencesOf(read.map(({ document, page }) => ({ document, group: `omos ${page.id}` })));
  const translated = read.flatMap(({ document, page }) =>
    translatedLines(document, page, englishPages.get(page.id) ?? []),
  );
  return [...casesOf(sentences, 'OMoS-QA'), ...casesOf(translated, 'OMoS-QA', 'translated')];
}

/** English lines of a page, each with the German passage that its German line stands in; only lines of one sentence, where the two say the same. */
function translatedLines(document: Document, page: CollectionDocument, english: readonly string[]): Grouped[] {
  const german = page.text.split('\n');
  const passages = chunkDocument(document, SIZES).map(({ position }) => passageOf(document, position));
  const lines = german.flatMap((line, at) => {
    const translation = english[at]?.trim() ?? '';
    const passage = passages.find(({ text }) => text.includes(line.trim()));
    const isOne = (text: string) => isSentence(text) && sentenceRanges(text).length === 1;
    return passage !== undefined && isOne(line.trim()) && isOne(translation) ? [{ text: translation, passage }] : [];
  });
  return lines.map(({ text, passage }) => ({
    text,
    passage,
    language: 'en' as const,
    beside: lines.filter((other) => other.passage === passage && other.text !== text).map((other) => other.text),
    group: `omos ${page.id}`,
  }));
}

const writtenPair = z.object({
  source: z.string(),
  sentence: z.string(),
  paraphrase: z.string(),
  language: z.enum(['de', 'en']),
  altered: z.string(),
  alteration: z.string(),
});

/** Written for development: nothing is reported on these. */
const DEVELOPMENT_PAIRS = join(packageRoot(), 'eval', 'verifier', 'dev-pairs.jsonl');
/** Written by people who had not seen the verifier; only reported. */
export const EXAM_PAIRS = join(packageRoot(), 'eval', 'verifier', 'exam-pairs.jsonl');

/**
 * Pairs of a true paraphrase and a false one that were written by hand, on the passages of `answers.jsonl` (`answers:<line>`) and on documents of the shipped
 * corpus (their ids).
 */
export async function readWrittenPairs(file = DEVELOPMENT_PAIRS): Promise<VerifierCase[]> {
  const pages = new Map(
    (await documentsOf(await readOwnPages(), 'de')).map(({ document, page }) => [page.id, document]),
  );
  for (const document of (await readCorpus(join(packageRoot(), 'corpus'))).documents) pages.set(document.id, document);
  return (await readLines(file)).flatMap((line) => {
    const { source, sentence, paraphrase, language, altered, alteration } = writtenPair.parse(JSON.parse(line));
    const document = pages.get(source)!;
    const passages = chunkDocument(document, SIZES).map(({ position }) => passageOf(document, position));
    const begin = sentence.replace(/^- /, '').slice(0, 30);
    const cited = passages.find(({ text }) => text.includes(begin)) ?? passages[0]!;
    const shared = { passages: [cited], language, source: 'written pairs' as const, group: source, detail: alteration };
    return [
      { ...shared, text: paraphrase, kind: 'written' as const, isTrue: true },
      { ...shared, text: altered, kind: 'written' as const, isTrue: false },
    ];
  });
}
