import { grams, words } from '../language/tokens.ts';
import { compareKeys, keyOf } from './gram-keys.ts';
import { BLOCK_ROWS, createKeywordIndex, type KeywordIndex } from './keyword-index.ts';

/** Occurrences of a gram in one row are counted up to here, one byte; by then BM25 is within half a percent of its limit. */
const COUNT_MAX = 255;

/** Occurrences in row order, as they are met. `grams` holds numbers in order of first sight. */
interface Occurrences {
  readonly grams: Uint32Array;
  readonly counts: Uint8Array;
  /** Where each row's occurrences start; one more entry ends the last. */
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
  readonly dictionary: readonly string[];
}

/** Indexes texts; row numbers are positions in the list. */
export function buildKeywordIndex(texts: readonly string[]): KeywordIndex {
  const found = collectOccurrences(texts);
  const sorted = found.dictionary
    .map((gram, number) => ({ number, key: keyOf(gram) }))
    .sort((a, b) => compareKeys(a.key, b.key));
  const gramCount = sorted.length;
  const placeOf = new Uint32Array(gramCount);
  sorted.forEach(({ number }, place) => {
    placeOf[number] = place;
  });

  // Counting sort: sizes, then starts, then every posting to its place. Rows are met in order, so postings are ascending.
  const slotOf = (row: number, gram: number): number => Math.floor(row / BLOCK_ROWS) * gramCount + placeOf[gram]!;
  const blocks = Math.ceil(texts.length / BLOCK_ROWS);
  const starts = new Uint32Array(blocks * gramCount + 1);
  eachOccurrence(found, (row, gram) => {
    const slot = slotOf(row, gram);
    starts[slot + 1] = starts[slot + 1]! + 1;
  });
  for (let slot = 1; slot < starts.length; slot += 1) starts[slot] = starts[slot]! + starts[slot - 1]!;

  const next = starts.slice();
  const postingRows = new Uint16Array(found.grams.length);
  const postingCounts = new Uint8Array(found.grams.length);
  eachOccurrence(found, (row, gram, count) => {
    const slot = slotOf(row, gram);
    const posting = next[slot]!;
    next[slot] = posting + 1;
    postingRows[posting] = row % BLOCK_ROWS;
    postingCounts[posting] = count;
  });

  return createKeywordIndex({
    rows: texts.length,
    totalLength: found.lengths.reduce((sum, length) => sum + length, 0),
    keysHigh: Uint32Array.from(sorted, ({ key }) => key.high),
    keysLow: Uint32Array.from(sorted, ({ key }) => key.low),
    starts,
    lengths: found.lengths,
    postingRows,
    postingCounts,
  });
}

function eachOccurrence(found: Occurrences, visit: (row: number, gram: number, count: number) => void): void {
  for (let row = 0; row < found.lengths.length; row += 1) {
    for (let at = found.starts[row]!; at < found.starts[row + 1]!; at += 1) {
      visit(row, found.grams[at]!, found.counts[at]!);
    }
  }
}

function collectOccurrences(texts: readonly string[]): Occurrences {
  const numbers = new Map<string, number>();
  const gramsOfWord = new Map<string, Uint32Array>();
  // Words recur: cutting each into grams once makes building several times faster.
  const gramNumbers = (word: string): Uint32Array => {
    let known = gramsOfWord.get(word);
    if (known === undefined) {
      known = Uint32Array.from(grams(word), (gram) => {
        const number = numbers.get(gram) ?? numbers.size;
        numbers.set(gram, number);
        return number;
      });
      gramsOfWord.set(word, known);
    }
    return known;
  };

  let gramList = new Uint32Array(1024);
  let countList = new Uint8Array(1024);
  const starts = new Uint32Array(texts.length + 1);
  const lengths = new Uint32Array(texts.length);
  let used = 0;
  texts.forEach((text, row) => {
    const counts = new Map<number, number>();
    let length = 0;
    for (const word of words(text)) {
      const ofWord = gramNumbers(word);
      length += ofWord.length;
      for (const gram of ofWord) counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
    if (used + counts.size > gramList.length) {
      const capacity = 2 * (used + counts.size);
      gramList = grown(gramList, new Uint32Array(capacity));
      countList = grown(countList, new Uint8Array(capacity));
    }
    for (const [gram, count] of counts) {
      gramList[used] = gram;
      countList[used] = Math.min(count, COUNT_MAX);
      used += 1;
    }
    lengths[row] = length;
    starts[row + 1] = used;
  });
  return {
    grams: gramList.subarray(0, used),
    counts: countList.subarray(0, used),
    starts,
    lengths,
    dictionary: [...numbers.keys()],
  };
}

function grown<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
