import type { UnigramTokenizer } from '../../src/embed/unigram-tokenizer.ts';
import { words as wordsOf } from '../../src/language/tokens.ts';
import type { PieceCorpus } from './piece-corpus.ts';
import type { Random } from './random.ts';
import { SENTENCE_END, type WordCorpus } from './word-corpus.ts';

/**
 * What the contrastive step learns from: the pairs of the corpus as they are, and pseudo-questions cut out of passages (inverse cloze task,
 * Lee et al. 2019, "Latent Retrieval for Weakly Supervised Open Domain Question Answering").
 */
export interface PairSet {
  readonly size: number;
  readonly questions: PieceTexts;
  readonly passages: PieceTexts;
}

/** Texts as pieces: text i is `pieces[bounds[i]]` to before `pieces[bounds[i + 1]]`. */
export interface PieceTexts {
  readonly pieces: Uint16Array;
  readonly bounds: Uint32Array;
}

const QUESTION_WORDS_MAX = 40;
/** Enough to know a passage by; twice as many cost twice the time for nothing measurable. */
const PASSAGE_PIECES_MAX = 96;
/** Sentences before the one that was cut out, at most: the window of a long passage does not always begin with its answer. */
const SENTENCES_BEFORE_MAX = 2;

/** Share of cut-out sentences that are made to look like a question; the others stay whole. */
const KEYWORDS_SHARE = 0.75;
const KEYWORDS_MIN = 3;
const KEYWORDS_MAX = 8;
/** Share of those that begin with a question word. */
const QUESTION_WORD_SHARE = 0.6;
/** Share of passages that keep the sentence: literal overlap must count, but not be all that counts. */
const SENTENCE_STAYS_SHARE = 0.5;

/** Words that more than one in a thousand words is say little, but only the most frequent 150 may be left out. */
const FUNCTION_WORD_SHARE = 1e-3;
const FUNCTION_WORDS_MAX = 150;

const QUESTION_OPENINGS = [
  'wer', 'wer ist', 'wem', 'was', 'was ist', 'was sind', 'was bedeutet', 'was kostet', 'was muss ich', 'wo', 'wo ist', 'wo gibt es', 'wohin',
  'woher', 'wann', 'seit wann', 'bis wann', 'in welchem Jahr', 'wie', 'wie viel', 'wie viele', 'wie lange', 'wie oft', 'wie heißt', 'wie bekomme ich',
  'warum', 'weshalb', 'wozu', 'wofür', 'womit', 'welche', 'welcher', 'welches', 'aus welchem Grund', 'gibt es', 'kann man', 'darf ich', 'muss ich',
]; // prettier-ignore

export function buildPairs(
  corpus: WordCorpus,
  pieceCorpus: PieceCorpus,
  tokenizer: UnigramTokenizer,
  random: Random,
): PairSet {
  const { tokens, bounds, clozes } = corpus;
  const { wordPieces, wordBounds } = pieceCorpus;
  const questions = createTextList();
  const passages = createTextList();
  const functionWords = functionWordsOf(corpus);
  const openings = QUESTION_OPENINGS.map((opening) => wordsOf(opening).flatMap((word) => tokenizer.encode(word)));

  function addWord(list: TextList, word: number, room: number): number {
    const begin = wordBounds[word]!;
    const count = Math.min(room, wordBounds[word + 1]! - begin);
    for (let at = begin; at < begin + count; at += 1) list.push(wordPieces[at]!);
    return room - count;
  }

  /** Adds tokens[start … end) without the part [skipStart … skipEnd). */
  function addPassage(start: number, end: number, skipStart = end, skipEnd = end): void {
    let room = PASSAGE_PIECES_MAX;
    for (let at = start; at < end && room > 0; at += 1) {
      if (at < skipStart || at >= skipEnd) room = addWord(passages, tokens[at]!, room);
    }
    passages.close();
  }

  function addQuestion(words: Iterable<number>): void {
    let left = QUESTION_WORDS_MAX;
    for (const word of words) {
      if (word === SENTENCE_END) continue;
      if (left === 0) break;
      addWord(questions, word, Infinity);
      left -= 1;
    }
    questions.close();
  }

  function addCloze(start: number, end: number): void {
    const sentences = sentencesOf(tokens, start, end);
    if (sentences.length < 2) return;
    const chosen = random.below(sentences.length);
    const [from, to] = sentences[chosen]!;
    const sentence = tokens.subarray(from, to);
    const content = sentence.filter((word) => word !== SENTENCE_END && !functionWords.has(word));
    if (content.length < KEYWORDS_MIN) return;
    if (random.uniform() < KEYWORDS_SHARE) {
      const count = Math.min(content.length, KEYWORDS_MIN + random.below(KEYWORDS_MAX - KEYWORDS_MIN + 1));
      const first = random.below(content.length - count + 1);
      if (random.uniform() < QUESTION_WORD_SHARE)
        for (const piece of openings[random.below(openings.length)]!) questions.push(piece);
      addQuestion(content.subarray(first, first + count));
    } else {
      addQuestion(sentence);
    }
    const windowStart = sentences[Math.max(0, chosen - random.below(SENTENCES_BEFORE_MAX + 1))]![0];
    const stays = random.uniform() < SENTENCE_STAYS_SHARE;
    // A window that begins with the last sentence would be empty without it.
    const begin = !stays && windowStart === from && to === end ? start : windowStart;
    if (stays) addPassage(begin, end);
    else addPassage(begin, end, from, to);
  }

  clozes.forEach((count, pair) => {
    const start = bounds[2 * pair + 1]!;
    const end = bounds[2 * pair + 2]!;
    addQuestion(tokens.subarray(bounds[2 * pair], start));
    addPassage(start, end);
    for (let cloze = 0; cloze < count; cloze += 1) addCloze(start, end);
  });
  return { size: questions.size(), questions: questions.finish(), passages: passages.finish() };
}

function sentencesOf(tokens: Int32Array, start: number, end: number): (readonly [start: number, end: number])[] {
  const sentences: (readonly [number, number])[] = [];
  let from = start;
  for (let at = start; at < end; at += 1) {
    if (tokens[at] !== SENTENCE_END) continue;
    sentences.push([from, at + 1]);
    from = at + 1;
  }
  return sentences;
}

function functionWordsOf({ counts }: WordCorpus): Set<number> {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const frequent = Array.from(counts.keys()).filter((word) => counts[word]! > FUNCTION_WORD_SHARE * total);
  return new Set(frequent.sort((a, b) => counts[b]! - counts[a]!).slice(0, FUNCTION_WORDS_MAX));
}

interface TextList {
  push(piece: number): void;
  /** Ends the text at hand. */
  close(): void;
  size(): number;
  finish(): PieceTexts;
}

function createTextList(): TextList {
  let pieces = new Uint16Array(1 << 16);
  let length = 0;
  const bounds = [0];
  return {
    push(piece) {
      if (length === pieces.length) {
        const grown = new Uint16Array(2 * length);
        grown.set(pieces);
        pieces = grown;
      }
      pieces[length] = piece;
      length += 1;
    },
    close: () => void bounds.push(length),
    size: () => bounds.length - 1,
    finish: () => ({ pieces: pieces.slice(0, length), bounds: Uint32Array.from(bounds) }),
  };
}
