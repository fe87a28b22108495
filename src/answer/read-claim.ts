import { isStopWord } from '../language/stop-words.ts';
import { sentenceRanges, type Range } from '../language/sentences.ts';
import { beginsWithCapital, wordSpans } from '../language/tokens.ts';
import { stemOf } from '../language/word-forms.ts';
import type { PartialDate } from '../types.ts';
import { findHardFacts, type HardFact } from './hard-facts.ts';
import { isNegator, opposedWords, type OpposedWord } from './opposites.ts';

/** A word of a text as the comparison of a sentence with its source sees it. */
export interface ReadWord {
  readonly word: string;
  readonly stem: string;
  /** Range in the text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** 0-based sentence and clause of the text. */
  readonly sentence: number;
  readonly clause: number;
  readonly isContent: boolean;
  readonly isCapital: boolean;
  /** First word of its sentence, where a capital says nothing. */
  readonly isFirst: boolean;
  readonly isNegator: boolean;
  readonly opposed: readonly OpposedWord[];
  /** Place of the hard fact that the word is part of; -1 for others. */
  readonly fact: number;
}

export interface ReadText {
  readonly text: string;
  readonly words: readonly ReadWord[];
  readonly facts: readonly HardFact[];
  /** Places in `words` of the first word of each fact. */
  readonly factAt: readonly number[];
  readonly sentences: readonly Range[];
}

/** Words with little of their own to say: that they are missing in the source means nothing. */
const LIGHT_WORDS: ReadonlySet<string> = new Set(
  (
    'statt findet finden stattfinden fand fanden stattgefunden gibt gab geben machen macht machte gemacht kommt kommen kam kamen gekommen geht gehen ging liegt liegen lag steht stehen stand standen befindet befinden lassen laesst liess ' +
    'erhalten erhaelt erhielt bekommen bekommt bekam nehmen nimmt nutzen stellen stellt bietet bieten sagt sagte sagen handelt betraegt heisst gehoert gehoeren laeuft dient zaehlt gilt gelten wobei deren dessen dafuer dazu damit davon insgesamt sowie bereits zudem ausserdem dabei dort hier ebenfalls jeweils etwa rund circa beispielsweise bzw ca sogar erst noch insgesamt gesamt worden moechten koennen muessen sollen ' +
    'sich einen person personen menschen leute gesamte eigene eigenen sogenannte sogenannten uhr art zeit mal ' +
    'take takes took taken taking place held hold get gets got getting go goes went make makes made give gives gave given come comes came find found held hold holds provide provides provided use used uses using include includes including offer offers offered say says said called located there also people person time around about approximately own total way thing things such both either well able available following via per o clock am pm'
  ).split(' '),
);

/** What ends a clause: commas and the like outside numbers, and words that join clauses. */
const CLAUSE_END = /[,;:–—()]|\s-\s/u;
const CLAUSE_WORDS: ReadonlySet<string> = new Set(
  'und oder aber sondern waehrend weil da obwohl wenn sowie and or but while because although whereas which who where'.split(
    ' ',
  ),
);

/** Reads a text word by word with its facts. */
export function readText(text: string, language: string, publishedOn: PartialDate | null): ReadText {
  const facts = findHardFacts(text, language, publishedOn);
  const sentences = sentenceRanges(text);
  const words: ReadWord[] = [];
  const factAt = new Array<number>(facts.length).fill(-1);
  let sentence = 0;
  let clause = 0;
  let fact = 0;
  let last = 0;
  let isFirst = true;
  for (const span of wordSpans(text)) {
    while (sentence < sentences.length - 1 && span.start >= sentences[sentence]!.end) {
      sentence += 1;
      clause += 1;
      isFirst = true;
    }
    while (fact < facts.length && facts[fact]!.end <= span.start) fact += 1;
    const inFact = fact < facts.length && facts[fact]!.start < span.end ? fact : -1;
    const between = text.slice(last, span.start);
    if (!isFirst && ((CLAUSE_END.test(between) && inFact === -1) || CLAUSE_WORDS.has(span.word))) clause += 1;
    if (inFact >= 0 && factAt[inFact] === -1) factAt[inFact] = words.length;
    const opposed =
      inFact >= 0 && facts[inFact]!.kind !== 'number' && facts[inFact]!.kind !== 'ordinal'
        ? []
        : opposedWords(span.word);
    words.push({
      ...span,
      stem: stemOf(span.word),
      sentence,
      clause,
      isContent: inFact === -1 && !isStopWord(span.word) && !/^\d/.test(span.word) && span.word.length > 1,
      isCapital: beginsWithCapital(text, span),
      isFirst,
      isNegator: isNegator(span.word),
      opposed,
      fact: inFact,
    });
    isFirst = false;
    last = span.end;
  }
  return { text, words, facts, factAt, sentences };
}

/** Whether a normalised word says little by itself. */
export function isLight(word: string): boolean {
  return LIGHT_WORDS.has(word);
}
