import { createBm25, wordGrams } from './bm25-peer.ts';
import { createMiniSearchSentences } from './minisearch-peer.ts';

/** Chooses among the lines of one page, or the sentences of a collection, for a question: what an answer would be without more thought. */
export interface LinePeer {
  readonly name: string;
  /** Places of the chosen lines, in order. */
  readonly choose: (question: string, lines: readonly string[]) => readonly number[];
}

/** Lines of the run; OMoS-QA's answers have 6.4 lines on average, and twelve gave 4-gram BM25 its best F1. */
const RUN_LINES = 12;

/** Everything: the recall of one who does not choose. */
const allLines: LinePeer = { name: 'all lines', choose: (_, lines) => lines.map((_line, at) => at) };

/** The run of twelve lines with the highest sum of 4-gram BM25. */
const bestRun: LinePeer = {
  name: 'best run of lines, 4-grams',
  choose(question, lines) {
    const scores = createBm25(lines, wordGrams).scores(question);
    const length = Math.min(RUN_LINES, lines.length);
    let best = { from: 0, sum: -1 };
    for (let from = 0; from + length <= lines.length; from += 1) {
      const sum = scores.slice(from, from + length).reduce((total, score) => total + score, 0);
      if (sum > best.sum) best = { from, sum };
    }
    return Array.from({ length }, (_, at) => best.from + at);
  },
};

const miniSearchTop: LinePeer = {
  name: 'top line, MiniSearch',
  choose: (question, lines) => {
    const top = createMiniSearchSentences(lines)(question);
    return top === null ? [] : [top];
  },
};

export const LINE_PEERS: readonly LinePeer[] = [bestRun, miniSearchTop, allLines];

/** The place of the best sentence for a question by BM25 over character 4-grams; null where nothing is shared. */
export function createGramSentences(sentences: readonly string[]): (question: string) => number | null {
  const bm25 = createBm25(sentences, wordGrams);
  return (question) => {
    const scores = bm25.scores(question);
    const top = scores.reduce((best, score, at) => (score > scores[best]! ? at : best), 0);
    return (scores[top] ?? 0) > 0 ? top : null;
  };
}
