import { areNeighbouringKeys } from '../language/keyboard.ts';
import { commonBeginning, normalise } from '../language/tokens.ts';

/**
 * Wordings of requests as readable data. A wording is a row of words in normalised spelling:
 *
 * - `word` stands for itself, `word*` for every word that begins so, `_` for any one word, `...` for up to four
 * - `(a|b c)` is one of these, `[a|b]` up to three of these or nothing
 * - `^` and `$` are the borders of a clause; without them a wording may stand anywhere in it
 */
export type Wording = string;

/** Words up to a punctuation mark, each with a space behind it: `wer bist du `. */
export type Clause = string;

/** Words between the parts of a wording that `...` stands for at most. */
const GAP_WORDS_MAX = 4;
/** Optional words in a row; a bound, because without one an ambiguous wording could keep the server busy for years. */
const OPTIONAL_MAX = 3;
const NOTATION = /\.\.\.|[()[\]|^$]|[^\s()[\]|^$]+/g;
const COMPILED: Readonly<Record<string, string>> = {
  '(': '(?:',
  ')': ')',
  '[': '(?:',
  ']': `){0,${OPTIONAL_MAX}}`,
  '|': '|',
  '^': '^',
  $: '$',
  '...': `(?:\\S+ ){0,${GAP_WORDS_MAX}}`,
  _: '\\S+ ',
};

/** The wordings as one expression over a clause. */
export function compileWordings(wordings: readonly Wording[]): RegExp {
  const alternatives = wordings.map((wording) =>
    (wording.match(NOTATION) ?? []).map((part) => COMPILED[part] ?? `${spelling(part).replace('*', '\\S*')} `).join(''),
  );
  return new RegExp(`(?<=^| )(?:${alternatives.join('|')})`, 'u');
}

/**
 * Whether any of the wordings occurs in a clause. One expression for all of them takes long to compile, so each wording has its own, made when a clause
 * first holds a word that it cannot do without.
 */
export function createWordingTest(wordings: readonly Wording[]): (clause: Clause) => boolean {
  const tests = wordings.map((wording) => {
    let expression: RegExp | null = null;
    return (clause: Clause) => (expression ??= compileWordings([wording])).test(clause);
  });
  const whole = new Map<string, number[]>();
  const beginnings: { readonly start: string; readonly at: number }[] = [];
  const always: number[] = [];
  for (const [at, wording] of wordings.entries()) {
    const needed = neededWords(wording);
    if (needed === null) always.push(at);
    for (const word of needed ?? []) {
      if (word.endsWith('*')) beginnings.push({ start: word.slice(0, -1), at });
      else whole.set(word, [...(whole.get(word) ?? []), at]);
    }
  }
  return (clause) => {
    const words = clause.split(' ');
    const holds = (at: number) => tests[at]!(clause);
    return (
      words.some((word) => whole.get(word)?.some(holds) === true) ||
      beginnings.some(({ start, at }) => words.some((word) => word.startsWith(start)) && holds(at)) ||
      always.some(holds)
    );
  };
}

/** Words (with `*` where they only begin so) of which every clause with the wording holds one; null where there are none. */
function neededWords(wording: Wording): readonly string[] | null {
  const parts = wording.match(NOTATION) ?? [];
  let at = 0;
  return alternatives();

  /** Up to the closing bracket: one of each alternative, if all have any. */
  function alternatives(): readonly string[] | null {
    const found = [row()];
    while (parts[at] === '|') {
      at += 1;
      found.push(row());
    }
    return found.every((each) => each !== null) ? found.flat() : null;
  }

  function row(): readonly string[] | null {
    let best: readonly string[] | null = null;
    while (at < parts.length && parts[at] !== '|' && parts[at] !== ')' && parts[at] !== ']') {
      const part = parts[at]!;
      at += 1;
      const candidate =
        part === '(' || part === '[' ? bracketed(part) : COMPILED[part] === undefined ? [written(part)] : null;
      if (candidate !== null && (best === null || rareness(candidate) > rareness(best))) best = candidate;
    }
    return best;
  }

  function bracketed(open: '(' | '['): readonly string[] | null {
    const inside = alternatives();
    at += 1;
    return open === '(' ? inside : null;
  }
}

function written(part: string): string {
  return spelling(part.replace('*', '')) + (part.endsWith('*') ? '*' : '');
}

/** Long words are rarer than short ones, and one among several is as rare as the shortest. */
function rareness(words: readonly string[]): number {
  return Math.min(...words.map((word) => word.length));
}

/** The words that wordings are made of, without their `*`. */
export function wordsOfWordings(wordings: readonly Wording[]): string[] {
  return wordings
    .flatMap((wording) => wording.match(NOTATION) ?? [])
    .filter((part) => COMPILED[part] === undefined)
    .map((part) => spelling(part).replace('*', ''));
}

/**
 * One spelling for "für", "fuer" and "fur", "weißt" and "weist": citizens leave umlauts out. Both sides of a comparison are written so, hence
 * it does no harm that other words lose letters as well.
 */
export function spelling(text: string): string {
  return normalise(text)
    .replace(/([aou])e/g, '$1')
    .replaceAll('ss', 's');
}

const CLAUSE_BORDER = /[!?;:,\n…–—]+|\.+(?!\d)/u;

/** The clauses of a text in the spelling of wordings; those without a word are left out. */
export function clausesOf(text: string): Clause[] {
  return spelling(text.replace(/(?<!\p{L})I['’]m(?!\p{L})/giu, 'I am').replace(/['’`´]/gu, ''))
    .split(CLAUSE_BORDER)
    .map((clause) => clause.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((found) => found.length > 0)
    .map((found) => `${found.join(' ')} `);
}

/** Letters from which on a word may be mistyped; shorter ones are too soon another word. */
const TYPO_LETTERS_MIN = 6;

/**
 * Puts mistyped words right: a word that is none of `known`, but one edit from one of them with the same first letter, becomes that one. One edit is a letter
 * too many, too few, one of a neighbouring key, or two letters in the wrong order (Damerau 1964, who found four of five misspellings to be one of
 * these; any other letter makes another word more often than a misspelling: "vernetzt" is not "verletzt").
 */
export function createSpellingAid(known: readonly string[]): (clause: Clause) => Clause {
  const vocabulary = new Set(known);
  const long = [...vocabulary].filter((word) => word.length >= TYPO_LETTERS_MIN);
  return (clause) =>
    clause.replace(/\S+/g, (word) =>
      word.length < TYPO_LETTERS_MIN - 1 || vocabulary.has(word)
        ? word
        : (long.find((right) => isOneEditAway(word, right)) ?? word),
    );
}

function isOneEditAway(word: string, right: string): boolean {
  if (!word.startsWith(right.charAt(0)) || Math.abs(word.length - right.length) > 1) return false;
  const at = commonBeginning(word, right);
  const [typed, meant] = [word.slice(at), right.slice(at)];
  return (
    typed.slice(1) === meant ||
    typed === meant.slice(1) ||
    (typed.slice(1) === meant.slice(1) && areNeighbouringKeys(typed.charAt(0), meant.charAt(0))) ||
    (typed.slice(2) === meant.slice(2) && typed.slice(0, 2) === `${meant.charAt(1)}${meant.charAt(0)}`)
  );
}
