import type { WordMatcher } from './match-words.ts';
import type { ReadText, ReadWord } from './read-claim.ts';

/**
 * How a claim departs from the wording of its source. Who repeats a sentence but for a few words has changed these on purpose or by mistake, so each of
 * them counts; who says it in other words is judged by what they mean.
 */

/** Words in a row that are copied, not said alike by chance. */
const RUN_WORDS = 3;
/** From this share of its words on a claim is a copy with changes. */
const COPY_MIN = 0.6;
/** A word put in another's place that means the same. */
const SAME_MIN = 0.8;
/** Longer sentences are compared by their first words only; they bound the time, which grows with the product of both. */
const WORDS_MAX = 120;

interface SourceWindow {
  readonly body: ReadText;
  /** Sentences that say the claim best. */
  readonly first: number;
  readonly last: number;
}

/** The features of the wording; all 0 for a claim in words of its own. */
export function readWording(
  claim: ReadText,
  sources: readonly ReadText[],
  windows: readonly SourceWindow[],
  matcher: WordMatcher,
): Record<string, number> {
  const said = claim.words.slice(0, WORDS_MAX);
  const closest = windows
    .flatMap(({ body, first, last }) => {
      const sentences = Array.from({ length: last - first + 1 }, (_, at) => wordsOf(body, first + at, first + at));
      return [...sentences, wordsOf(body, first, last)].map((words) => words.slice(0, WORDS_MAX));
    })
    .map((words) => compareWords(said, words))
    .sort((a, b) => b.alike - a.alike)[0];
  const alike = closest?.alike ?? 0;
  const copied = alike >= COPY_MIN ? closest : undefined;
  const changed = copied?.gaps ?? [];
  const isSaid = (word: ReadWord, others: readonly ReadWord[]) =>
    others.some((other) => matcher.score(word.word, other.word) >= SAME_MIN);
  const replaced = changed.filter(({ own, other }) => own.length > 0 && other.length > 0);
  const unlike = replaced.flatMap(({ own, other }) => own.filter((word) => word.fact === -1 && !isSaid(word, other)));
  const inserted = changed.filter(({ own, other }) => own.length > 0 && other.length === 0).flatMap(({ own }) => own);
  const dropped = changed.filter(({ own }) => own.length === 0).flatMap(({ other }) => other);
  const weigh = (count: number) => Math.min(4, count) * alike;
  return {
    alike,
    patched: patchedShare(said, sources),
    'copy with other words': weigh(unlike.filter(({ isContent }) => isContent).length),
    'copy with other small words': weigh(unlike.filter(({ isContent }) => !isContent).length),
    'copy with more words': weigh(inserted.filter(({ isContent }) => isContent).length),
    'copy with more negations': weigh([...inserted, ...unlike].filter(({ isNegator }) => isNegator).length),
    'copy without negation': weigh(
      [...dropped, ...replaced.flatMap(({ other }) => other)].filter(({ isNegator }) => isNegator).length,
    ),
    'copy without words': weigh(dropped.filter(({ isContent }) => isContent).length),
  };
}

interface Gap {
  readonly own: readonly ReadWord[];
  readonly other: readonly ReadWord[];
}

function wordsOf({ words }: ReadText, first: number, last: number): readonly ReadWord[] {
  return words.filter(({ sentence }) => first <= sentence && sentence <= last);
}

/** The longest common subsequence of two rows of words by their stems: its share of the claim, and what stands between. */
function compareWords(
  own: readonly ReadWord[],
  other: readonly ReadWord[],
): { readonly alike: number; readonly gaps: readonly Gap[] } {
  const width = other.length + 1;
  const lengths = new Uint16Array((own.length + 1) * width);
  for (let a = own.length - 1; a >= 0; a -= 1) {
    for (let b = other.length - 1; b >= 0; b -= 1) {
      lengths[a * width + b] = isSame(own[a]!, other[b]!)
        ? lengths[(a + 1) * width + b + 1]! + 1
        : Math.max(lengths[(a + 1) * width + b]!, lengths[a * width + b + 1]!);
    }
  }
  const gaps: Gap[] = [];
  let [a, b, begunA, begunB] = [0, 0, 0, 0];
  const close = () => {
    if (a > begunA || b > begunB) gaps.push({ own: own.slice(begunA, a), other: other.slice(begunB, b) });
  };
  while (a < own.length && b < other.length) {
    if (isSame(own[a]!, other[b]!)) {
      close();
      a += 1;
      b += 1;
      [begunA, begunB] = [a, b];
    } else if (lengths[(a + 1) * width + b]! >= lengths[a * width + b + 1]!) a += 1;
    else b += 1;
  }
  a = own.length;
  if (a > begunA) gaps.push({ own: own.slice(begunA), other: other.slice(begunB) });
  return { alike: own.length === 0 ? 0 : lengths[0]! / own.length, gaps };
}

function isSame(a: ReadWord, b: ReadWord): boolean {
  return a.word === b.word || (a.isContent && b.isContent && a.stem === b.stem);
}

/** The share of the claim's words that are copied in rows from other sentences than the one most are copied from: what sentences put together have. */
function patchedShare(said: readonly ReadWord[], sources: readonly ReadText[]): number {
  const rows = new Map<string, Set<string>>();
  sources.forEach(({ words }, source) => {
    for (let at = 0; at + RUN_WORDS <= words.length; at += 1) {
      const row = rowAt(words, at);
      const sentences = rows.get(row) ?? new Set();
      sentences.add(`${source} ${words[at]!.sentence}`);
      rows.set(row, sentences);
    }
  });
  const held = said.map(() => new Set<string>());
  for (let at = 0; at + RUN_WORDS <= said.length; at += 1)
    for (const sentence of rows.get(rowAt(said, at)) ?? [])
      for (let step = 0; step < RUN_WORDS; step += 1) held[at + step]!.add(sentence);
  const counts = new Map<string, number>();
  for (const sentences of held) for (const sentence of sentences) counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const covered = held.filter(({ size }) => size > 0).length;
  return said.length === 0 ? 0 : (covered - most) / said.length;
}

function rowAt(words: readonly ReadWord[], at: number): string {
  let row = words[at]!.word;
  for (let step = 1; step < RUN_WORDS; step += 1) row += ` ${words[at + step]!.word}`;
  return row;
}
