/** Words that may only be claimed where a source says so. */
export interface ClaimedWords {
  readonly claimed: RegExp;
  readonly saidBy: RegExp;
}

/**
 * Words that say how far something goes: for ever, around the clock, twice. They are short or closed-class, so they weigh nothing where words are
 * compared, and one of them turns a sentence into another.
 */
const EXTENTS: readonly ClaimedWords[] = [
  ['doppelt\\p{L}*|verdoppel\\p{L}*|twice|double[ds]?|doubling'],
  ['dreifach\\p{L}*|verdreifach\\p{L}*|triple[ds]?|threefold'],
  ['hälfte|halb\\p{L}*|half|halve[ds]?'],
  ['rund um die uhr|tag und nacht|24 stunden|around the clock|day and night|24 hours|24/7'],
  [
    'wann immer|jederzeit|zu jeder zeit|whenever|at any time|at all times|any time',
    'immer|stets|jederzeit|durchgehend|ganzjährig|täglich|always|any ?time|whenever',
  ],
  [
    'für immer|auf dauer|dauerhaft\\p{L}*|endgültig\\p{L}*|forever|for good|permanent\\p{L}*',
    'dauer\\p{L}*|endgültig\\p{L}*|permanent\\p{L}*|für immer|forever|for good|nie|never',
  ],
].map(([claimed, saidBy = claimed]) => ({ claimed: wordsLike(claimed!), saidBy: wordsLike(saidBy!) }));

function wordsLike(pattern: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, 'iu');
}

/** The first word of a sentence that says how far something goes, where no source says so. */
export function findUnsaidExtent(text: string, sources: readonly string[]): string | null {
  return findUnsaid(EXTENTS, text, sources);
}

/** The first of the claimed words in a text that no source says, in whatever wording says the same. */
export function findUnsaid(words: readonly ClaimedWords[], text: string, sources: readonly string[]): string | null {
  for (const { claimed, saidBy } of words) {
    const found = claimed.exec(text);
    if (found !== null && !sources.some((source) => saidBy.test(source))) return found[0];
  }
  return null;
}
