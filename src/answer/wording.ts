import type { WordMatcher } from './match-words.ts';
import { saysSame } from './hard-facts.ts';
import { isLight, type ReadText, type ReadWord } from './read-claim.ts';

/**
 * How a claim departs from the wording of its source. Who repeats a sentence but for a few words has changed these on purpose or by mistake, so each of
 * them counts; who says it in other words is judged by what they mean.
 */

/** Words in a row that are copied, not said alike by chance. */
const RUN_WORDS = 3;
/** From this share of its words on a claim is a copy with changes. Of 180 paraphrases written by hand 4 are that near to their source. */
const COPY_MIN = 0.75;
/** A word put in another's place that means the same, and one put in that the source has elsewhere. */
const SAME_MIN = 0.5;
const SAID_MIN = 0.45;
/** Longer sentences are compared by their first words only; they bound the time, which grows with the product of both. */
const WORDS_MAX = 120;

/** Small words that decide what a sentence says; changed in a copy, they change it. */
const DECIDING =
  /^(?:ab|bis|vor|nach|ueber|unter|mit|ohne|nur|auch|muss|muessen|kann|koennen|soll|sollen|darf|duerfen|wurde|wurden|wird|werden|war|waren|immer|nie|alle|allen|aller|jede[nrsm]?|einige|manche|mehr|weniger|innerhalb|ausserhalb|mindestens|hoechstens|from|until|before|after|over|under|with|without|only|must|may|can|should|will|was|were|is|are|always|never|all|some|more|less|inside|outside)$/u;
/** Pairs of them that say the same. */
const SAME_SMALL = new Set(
  'wird werden,wurde wurden,war waren,muss muessen,kann koennen,soll sollen,darf duerfen,is are,was were,wurde war,wurden waren'.split(
    ',',
  ),
);

interface SourceWindow {
  readonly body: ReadText;
  /** Sentences that say the claim best. */
  readonly first: number;
  readonly last: number;
}

/** What a copy changes that its source does not say. */
export interface WordingChange {
  readonly kind: 'word' | 'name' | 'fact' | 'negation' | 'small word';
  readonly word: ReadWord;
}

export interface Wording {
  readonly features: Readonly<Record<string, number>>;
  /** The first such change of a claim that is a copy but for a few words; null for claims in words of their own, and for true copies. */
  readonly change: WordingChange | null;
}

/** Compares the wording of a claim with that of each of the sentences that say it best. */
export function readWording(
  claim: ReadText,
  sources: readonly ReadText[],
  above: readonly ReadWord[],
  windows: readonly SourceWindow[],
  matcher: WordMatcher,
): Wording {
  const said = claim.words.slice(0, WORDS_MAX);
  const closest = windows
    .flatMap(({ body, first, last }) => {
      const rows = Array.from({ length: last - first + 1 }, (_, at) => wordsOf(body, first + at));
      return rows.map((words) => ({ words: words.slice(0, WORDS_MAX), body }));
    })
    .map(({ words, body }) => ({ ...compareWords(said, words), words, body }))
    .sort((a, b) => b.alike - a.alike)[0];
  const alike = closest?.alike ?? 0;
  const change =
    closest === undefined || alike < COPY_MIN
      ? null
      : findChange(claim, { ...closest, elsewhere: [...closest.words, ...above] }, matcher);
  return { features: { alike, patched: patchedShare(said, sources) }, change };
}

function findChange(
  claim: ReadText,
  {
    gaps,
    elsewhere,
    body,
  }: { readonly gaps: readonly Gap[]; readonly elsewhere: readonly ReadWord[]; readonly body: ReadText },
  matcher: WordMatcher,
): WordingChange | null {
  const holds = (word: ReadWord, others: readonly ReadWord[], least: number) =>
    others.some((other) => matcher.score(word.word, other.word) >= least);
  for (const { own, other } of gaps) {
    for (const word of own) {
      if (word.isNegator && !other.some(({ isNegator }) => isNegator)) return { kind: 'negation', word };
      if (word.fact >= 0) {
        const fact = claim.facts[word.fact]!;
        const others = other.flatMap(({ fact: at }) => (at === -1 ? [] : [body.facts[at]!]));
        if (others.length > 0 && !others.some((each) => saysSame(fact, each))) return { kind: 'fact', word };
      } else if (word.isContent && other.length > 0) {
        const isUnlike = other.some(({ isContent, fact }) => isContent || fact >= 0) && !holds(word, other, SAME_MIN);
        if (isUnlike && !isLight(word.word)) return { kind: word.isCapital && !word.isFirst ? 'name' : 'word', word };
      } else if (word.isContent && !isLight(word.word) && !holds(word, elsewhere, SAID_MIN))
        return { kind: 'word', word };
      else if (DECIDING.test(word.word) && other.some((each) => decidesOtherwise(word.word, each.word)))
        return { kind: 'small word', word };
    }
    const dropped = other.find(({ isNegator }) => isNegator);
    if (dropped !== undefined && !own.some(({ isNegator }) => isNegator)) return { kind: 'negation', word: dropped };
  }
  return null;
}

function decidesOtherwise(own: string, other: string): boolean {
  return (
    own !== other && DECIDING.test(other) && !SAME_SMALL.has(`${own} ${other}`) && !SAME_SMALL.has(`${other} ${own}`)
  );
}

interface Gap {
  readonly own: readonly ReadWord[];
  readonly other: readonly ReadWord[];
}

function wordsOf({ words }: ReadText, at: number): readonly ReadWord[] {
  return words.filter(({ sentence }) => sentence === at);
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
