import { START_PIECE, UNKNOWN_PIECE } from '../../src/embed/static-model.ts';
import { createUnigramTokenizer, type ScoredPiece } from '../../src/embed/unigram-tokenizer.ts';
import { trainContrastively } from './contrastive.ts';
import { mutualInformation } from './cooccurrence.ts';
import { buildPairs } from './pairs.ts';
import { cutIntoPieces } from './piece-corpus.ts';
import type { Progress } from './progress.ts';
import { createRandom } from './random.ts';
import { factorise } from './svd.ts';
import { trainTokenizer } from './train-tokenizer.ts';
import type { WordCorpus } from './word-corpus.ts';

export interface ModelSettings {
  /** The same text, settings and seed give the same model on the same kind of processor. */
  readonly seed: number;
  /** Length of the vectors. */
  readonly dimensions: number;
  /** Rows of the table at most, as long as the text has no more different characters. */
  readonly pieces: number;
}

export interface TrainedModel {
  readonly dimensions: number;
  readonly pieces: readonly ScoredPiece[];
  /** Rows of the two pieces that are no text. */
  readonly unknownId: number;
  readonly startId: number;
  /** One row per piece. */
  readonly vectors: Float32Array;
}

const UNKNOWN_ID = 0;
const START_ID = 1;
const SPECIAL_PIECES: readonly ScoredPiece[] = [
  [UNKNOWN_PIECE, 0],
  [START_PIECE, 0],
];

/** Substrings that the tokenizer begins with: of more, those that are hardly ever used go in the first round anyway. */
const SEED_PIECES = 300_000;
/** Words that the tokenizer learns from; the rest of the list is names and slips of the pen that occur once or twice. */
const TOKENIZER_WORDS_MAX = 250_000;
/** The a of a / (a + p): pieces more probable than this weigh little (Arora et al. 2017, "A Simple but Tough-to-Beat Baseline"). */
const RARITY = 1e-3;
/** As many wrong answers per question as a batch of 4,096 has; its matrix of cosines takes 64 MB. */
const BATCH_PAIRS = 4096;
/** Rows begin at a length of up to 1, so that a value moves by a few hundredths of itself in a step. */
const LEARNING_RATE = 0.005;

/** The recipe: cut words into pieces, place pieces by their neighbours, then move them so that questions find their passages. */
export async function trainModel(
  corpus: WordCorpus,
  { seed, dimensions, pieces: piecesMax }: ModelSettings,
  progress: Progress,
): Promise<TrainedModel> {
  const random = createRandom(seed);
  const wordCounts = new Map(corpus.words.map((word, number) => [word, corpus.counts[number]!]));
  wordCounts.delete('');
  const tokenizerSettings = {
    pieces: piecesMax - SPECIAL_PIECES.length,
    seedPieces: SEED_PIECES,
    wordsMax: TOKENIZER_WORDS_MAX,
  };
  const pieces = [...SPECIAL_PIECES, ...trainTokenizer(wordCounts, tokenizerSettings, progress)];
  const tokenizer = createUnigramTokenizer(pieces, UNKNOWN_ID);
  const pieceCorpus = cutIntoPieces(corpus, tokenizer, pieces.length, UNKNOWN_ID);

  progress.say('counting neighbours');
  const information = mutualInformation(pieceCorpus, random);
  progress.say(`factorising ${information.values.length} pairs of neighbours`);
  const vectors = factorise(information, dimensions, random, progress);
  weighRows(vectors, dimensions, pieceCorpus.pieceCounts);

  const pairs = buildPairs(corpus, pieceCorpus, tokenizer, random);
  progress.say(`learning from ${pairs.size} pairs`);
  await trainContrastively(
    vectors,
    dimensions,
    pairs,
    { batch: BATCH_PAIRS, learningRate: LEARNING_RATE },
    random,
    progress,
  );
  return { dimensions, pieces, unknownId: UNKNOWN_ID, startId: START_ID, vectors };
}

/** Gives each row the length a / (a + p), so that frequent pieces move a mean little. A piece without neighbours begins at zero. */
function weighRows(vectors: Float32Array, dimensions: number, counts: Float64Array): void {
  const total = counts.reduce((sum, count) => sum + count, 0);
  counts.forEach((count, piece) => {
    const row = vectors.subarray(piece * dimensions, (piece + 1) * dimensions);
    const length = Math.hypot(...row);
    const weight = RARITY / (RARITY + count / total);
    row.forEach((value, d) => (row[d] = length === 0 ? 0 : (value / length) * weight));
  });
}
