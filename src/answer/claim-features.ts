import { directionOf, impliesNumber, isOfSameSort, saysSame, type HardFact } from './hard-facts.ts';
import type { WordMatcher } from './match-words.ts';
import { isLight, type ReadText, type ReadWord } from './read-claim.ts';
import { readStance } from './stance.ts';
import { readWording, type WordingChange } from './wording.ts';

/**
 * How well a sentence is said by the best stretch of its sources: which of its words and facts stand there, whether they stand together as they do in
 * the sentence, and whether the two agree in what turns a meaning round. The features of the fitted decision, by name.
 */

/** A source: its text, and what stands above it (title, headings, publisher, dates, contact). */
export interface ReadSource {
  readonly body: ReadText;
  readonly header: ReadText;
}

export interface ClaimParts {
  readonly matcher: WordMatcher;
  /** Learned importance of a word, 0 for an unknown one. */
  readonly weightOf: (word: string) => number;
}

export type ClaimFeatures = Readonly<Record<string, number>>;

export interface Comparison {
  readonly features: ClaimFeatures;
  /** Sentences of each source that say it best, first and last; null where the source says nothing of it. */
  readonly windows: readonly (Window | null)[];
  /** What a claim that copies the source but for a few words changes in it; null where it changes nothing. */
  readonly change: WordingChange | null;
  /** Words of the claim that stand nowhere near, heaviest first. */
  readonly missing: readonly string[];
}

/** Sentences `first` to `last` of a source. */
export interface Window {
  readonly first: number;
  readonly last: number;
}

/** Sentences in a row that one sentence may sum up. */
const WINDOW_SENTENCES_MAX = 3;
/** What each further sentence must bring, as a share of what is said. */
const SENTENCE_COST = 0.03;
/** From this score on two words mean the same; below the other they have nothing to do with each other. */
const SAME_MIN = 0.6;
const GONE_MAX = 0.35;
/** A word of the title or the headings says a little less than one of the text. */
const HEADER_SHARE = 0.9;
/** Share of its weight that a word without much meaning keeps. */
const LIGHT_SHARE = 0.2;
/** A fact weighs as much as a heavy word. */
const FACT_WEIGHT = 2;
/** Words to either side of a fact that tell what it belongs to. */
const CONTEXT_WORDS = 4;
/** Words of another clause belong to something else more often than not. */
const OTHER_CLAUSE_SHARE = 0.3;
/** Facts that fit better than any other by this much belong where they stand; so does a fact without another of its sort. */
const MARGIN_MAX = 0.3;
/** Places of a fact, and of others of its sort, that are looked at; more stand in no passage that is read by people. */
const PLACES_MAX = 30;
/** Words over which closeness in the source falls to half. */
const CLOSENESS_WORDS = 6;

/** A content word or a fact of the claim with how well and where a source says it. */
interface Unit {
  readonly weight: number;
  /** Place in the claim's words. */
  readonly at: number;
  readonly word: ReadWord | null;
  readonly fact: HardFact | null;
}

/** Matches of a unit in a source: places in its words with scores, above `GONE_MAX` only. */
type Matches = readonly { readonly at: number; readonly score: number }[];

export function compareClaim(claim: ReadText, sources: readonly ReadSource[], parts: ClaimParts): Comparison {
  const units = unitsOf(claim, parts);
  const total = units.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const matched = sources.map(({ body, header }) => ({
    body,
    own: units.map((unit) => matchesOf(unit, body, parts.matcher)),
    above: units.map((unit) => HEADER_SHARE * bestOf(matchesOf(unit, header, parts.matcher))),
  }));
  const windows = matched.map(({ body, own, above }) => bestWindow(units, body, own, above));
  const placed = units.map((_, unit) => {
    let [score, source, at] = [0, -1, -1];
    matched.forEach(({ body, own, above }, index) => {
      const window = windows[index];
      if (window !== null && window !== undefined)
        for (const match of own[unit]!)
          if (isIn(body.words[match.at]!, window) && match.score > score)
            [score, source, at] = [match.score, index, match.at];
      if (above[unit]! > score) [score, source, at] = [above[unit]!, -1, -1];
    });
    return { score, source, at };
  });

  const share = (test: (unit: Unit, score: number) => number) =>
    units.reduce((sum, unit, at) => sum + unit.weight * test(unit, placed[at]!.score), 0) / total;
  const wordUnits = units.flatMap((unit, at) => (unit.word === null ? [] : [{ unit, score: placed[at]!.score }]));
  const heavy = wordUnits.filter(({ unit }) => !isLight(unit.word!.word));
  const sorted = heavy.map(({ score }) => score).sort((a, b) => a - b);
  const factUnits = units.flatMap((unit, at) => (unit.fact === null ? [] : [{ unit, score: placed[at]!.score }]));
  const gone = heavy.filter(({ score }) => score < GONE_MAX).sort((a, b) => b.unit.weight - a.unit.weight);
  const nouns = heavy.filter(({ unit }) => unit.word!.isCapital && !unit.word!.isFirst);

  const split = splitOf(units, matched);
  const region = regionOf(matched, windows, placed);
  const stance = readStance(claim, region.texts, region.whole);
  const order = orderOf(units, placed);
  const wording = readWording(
    claim,
    sources.map(({ body }) => body),
    sources.flatMap(({ header }) => header.words),
    sources.flatMap(({ body }, at) => {
      const window = windows[at];
      return window === null || window === undefined ? [] : [{ body, ...window }];
    }),
    parts.matcher,
  );
  const together = togetherness(claim, units, placed, matched);
  const features: Record<string, number> = {
    support: share((_, score) => score),
    gone: share(({ word }, score) => (word !== null && !isLight(word.word) && score < GONE_MAX ? 1 : 0)),
    exact: share((_, score) => (score >= SAME_MIN ? 1 : 0)),
    weakest: sorted[0] ?? 1,
    'weakest but one': sorted[1] ?? 1,
    'words gone': gone.length,
    'nouns gone': nouns.filter(({ score }) => score < GONE_MAX).length,
    'weight gone': gone[0]?.unit.weight ?? 0,
    'facts elsewhere': factUnits.filter(({ score }) => score < SAME_MIN).length,
    facts: Math.min(4, factUnits.length),
    words: Math.min(20, heavy.length),
    sentences: windows.reduce((sum, window) => sum + (window === null ? 0 : window.last - window.first), 0),
    covered: region.covered,
    ...split,
    ...borrowedOf(units, placed),
    ...order,
    ...together,
    ...stance,
    ...wording.features,
  };
  return {
    features,
    windows,
    change: wording.change,
    missing: gone.map(({ unit }) => claim.text.slice(unit.word!.start, unit.word!.end)),
  };
}

function unitsOf(claim: ReadText, { weightOf }: ClaimParts): Unit[] {
  const known = claim.words.map(({ word, isContent }) => (isContent ? weightOf(word) : 0));
  const heaviest = Math.max(1, ...known);
  const units = claim.words.flatMap((word, at): Unit[] => {
    if (!word.isContent) return [];
    const weight = (known[at] === 0 ? heaviest : known[at]!) * (isLight(word.word) ? LIGHT_SHARE : 1);
    return [{ weight, at, word, fact: null }];
  });
  claim.facts.forEach((fact, index) => {
    if (claim.factAt[index]! >= 0) units.push({ weight: FACT_WEIGHT, at: claim.factAt[index]!, word: null, fact });
  });
  return units.sort((a, b) => a.at - b.at);
}

function matchesOf({ word, fact }: Unit, source: ReadText, matcher: WordMatcher): Matches {
  if (fact !== null) {
    const found = source.facts.flatMap((other, index) =>
      saysSame(fact, other) && source.factAt[index]! >= 0 ? [{ at: source.factAt[index]!, score: 1 }] : [],
    );
    if (fact.kind !== 'number') return found;
    const implied = source.words.flatMap((other, at) =>
      impliesNumber(other.word, fact.value) ? [{ at, score: 0.8 }] : [],
    );
    return [...found, ...implied];
  }
  const scores = new Map<string, number>();
  return source.words.flatMap((other, at) => {
    if (!other.isContent) return [];
    const score = scores.get(other.word) ?? matcher.score(word!.word, other.word);
    scores.set(other.word, score);
    return score >= GONE_MAX ? [{ at, score }] : [];
  });
}

function bestOf(matches: Matches): number {
  return matches.reduce((best, { score }) => Math.max(best, score), 0);
}

function isIn({ sentence }: ReadWord, { first, last }: Window): boolean {
  return first <= sentence && sentence <= last;
}

/** The sentences that say most of the claim, as few as do. */
function bestWindow(
  units: readonly Unit[],
  body: ReadText,
  own: readonly Matches[],
  above: readonly number[],
): Window | null {
  const count = body.sentences.length;
  if (count === 0) return null;
  const total = units.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const bySentence = units.map((_, unit) => {
    const best = new Float32Array(count);
    for (const { at, score } of own[unit]!) {
      const { sentence } = body.words[at]!;
      best[sentence] = Math.max(best[sentence]!, score);
    }
    return best;
  });
  let best: Window | null = null;
  let bestScore = 0;
  for (let first = 0; first < count; first += 1) {
    const held = units.map((_, unit) => above[unit]!);
    for (let last = first; last < Math.min(count, first + WINDOW_SENTENCES_MAX); last += 1) {
      let score = 0;
      units.forEach(({ weight }, unit) => {
        held[unit] = Math.max(held[unit]!, bySentence[unit]![last]!);
        score += weight * held[unit];
      });
      score = score / total - SENTENCE_COST * (last - first);
      if (score > bestScore + 1e-6) [best, bestScore] = [{ first, last }, score];
    }
  }
  return best;
}

interface Placed {
  readonly score: number;
  readonly source: number;
  readonly at: number;
}

interface Matched {
  readonly body: ReadText;
  readonly own: readonly Matches[];
}

/** The clauses of the windows in which something of the claim stands, and the share of their weight that the claim says. */
function regionOf(
  matched: readonly Matched[],
  windows: readonly (Window | null)[],
  placed: readonly Placed[],
): { readonly texts: readonly (readonly ReadWord[])[]; readonly whole: readonly ReadWord[]; readonly covered: number } {
  let said = 0;
  let all = 0;
  const texts = matched.map(({ body, own }, source) => {
    const window = windows[source];
    if (window === null || window === undefined) return [];
    const places = new Set(
      placed.flatMap((place) => (place.source === source && place.score >= SAME_MIN ? [place.at] : [])),
    );
    const clauses = new Set([...places].map((at) => body.words[at]!.clause));
    const touched = new Set(
      own.flatMap((matches) => matches.flatMap(({ at, score }) => (score >= SAME_MIN ? [at] : []))),
    );
    body.words.forEach((word, at) => {
      if (!clauses.has(word.clause) || !(word.isContent || word.fact >= 0)) return;
      all += 1;
      if (touched.has(at)) said += 1;
    });
    return body.words.filter(({ clause }) => clauses.has(clause));
  });
  const whole = matched.flatMap(({ body }, source) => {
    const window = windows[source];
    return window === null || window === undefined ? [] : body.words.filter((word) => isIn(word, window));
  });
  return { texts, whole, covered: all === 0 ? 0 : said / all };
}

/**
 * How much better a claim is said by two sentences, one for its beginning and another for its end, than by any single one: what tells a sentence put
 * together of halves.
 */
function splitOf(
  units: readonly Unit[],
  matched: readonly (Matched & { readonly above: readonly number[] })[],
): Record<string, number> {
  const total = units.reduce((sum, { weight }) => sum + weight, 0) || 1;
  let single = 0;
  const best = { head: new Float64Array(units.length + 1), tail: new Float64Array(units.length + 1) };
  for (const { body, own, above } of matched) {
    const held = body.sentences.map(() => Float64Array.from(above));
    own.forEach((matches, unit) => {
      for (const { at, score } of matches) {
        const scores = held[body.words[at]!.sentence]!;
        if (score > scores[unit]!) scores[unit] = score;
      }
    });
    for (const scores of held) {
      let sum = 0;
      for (let unit = 0; unit < units.length; unit += 1) {
        sum += units[unit]!.weight * scores[unit]!;
        if (sum > best.head[unit + 1]!) best.head[unit + 1] = sum;
      }
      single = Math.max(single, sum);
      sum = 0;
      for (let unit = units.length - 1; unit >= 0; unit -= 1) {
        sum += units[unit]!.weight * scores[unit]!;
        if (sum > best.tail[unit]!) best.tail[unit] = sum;
      }
    }
  }
  const halves = units.reduce((most, _, at) => Math.max(most, best.head[at]! + best.tail[at]!), single);
  return { single: single / total, 'halves apart': (halves - single) / total };
}

/** What of the claim only another source than the one that says most of it says: an entity put in from there comes alone. */
function borrowedOf(units: readonly Unit[], placed: readonly Placed[]): Record<string, number> {
  const weights = new Map<number, number>();
  units.forEach(({ weight }, at) => {
    const { source, score } = placed[at]!;
    if (source >= 0 && score >= SAME_MIN) weights.set(source, (weights.get(source) ?? 0) + weight);
  });
  const main = [...weights].sort((a, b) => b[1] - a[1])[0]?.[0];
  const borrowed = units.filter(
    (_, at) => placed[at]!.source >= 0 && placed[at]!.source !== main && placed[at]!.score >= SAME_MIN,
  );
  return {
    borrowed: Math.min(4, borrowed.length),
    'borrowed alone': borrowed.length > 0 && borrowed.length <= 2 ? 1 : 0,
  };
}

/** How far apart in the source stands what is side by side in the claim, and how much of it is in another order. */
function orderOf(units: readonly Unit[], placed: readonly Placed[]): Record<string, number> {
  const sure = units.flatMap((unit, at) => {
    const { source, score, at: place } = placed[at]!;
    return source >= 0 && score >= SAME_MIN && (unit.word === null || !isLight(unit.word.word))
      ? [{ unit, source, place }]
      : [];
  });
  let [jumps, far, inverted, pairs] = [0, 0, 0, 0];
  for (let at = 1; at < sure.length; at += 1) {
    const [a, b] = [sure[at - 1]!, sure[at]!];
    const distance = a.source === b.source ? Math.abs(a.place - b.place) : 30;
    jumps += Math.min(30, distance);
    if (distance > 12) far += 1;
    for (let other = 0; other < at; other += 1) {
      if (sure[other]!.source !== b.source) continue;
      pairs += 1;
      if (sure[other]!.place > b.place) inverted += 1;
    }
  }
  return {
    jumps: sure.length < 2 ? 0 : jumps / (sure.length - 1) / 10,
    'far jumps': Math.min(3, far),
    inverted: pairs === 0 ? 0 : inverted / pairs,
  };
}

/**
 * Whether each fact of the claim stands in the source beside what stands beside it in the claim, rather than another fact of its sort: what tells
 * exchanged facts. The margin is in [−1, 1], negative where another fact fits better.
 */
function togetherness(
  claim: ReadText,
  units: readonly Unit[],
  placed: readonly Placed[],
  matched: readonly Matched[],
): Record<string, number> {
  let worst = MARGIN_MAX;
  let rivals = 0;
  let sameClause = 1;
  units.forEach((unit, index) => {
    if (!isAnchor(unit)) return;
    const { source, at, score } = placed[index]!;
    if (source < 0 || score < SAME_MIN) return;
    const { body, own } = matched[source]!;
    const context = units.flatMap((other, place) => {
      const distance = Math.abs(other.at - unit.at);
      if (place === index || distance > CONTEXT_WORDS * 2 || other.fact !== null || isLight(other.word!.word))
        return [];
      const isBeside = claim.words[other.at]!.clause === claim.words[unit.at]!.clause;
      const share = isBeside ? 1 : OTHER_CLAUSE_SHARE;
      return [{ place, weight: (share * other.weight) / (1 + distance / CONTEXT_WORDS) }];
    });
    const total = context.reduce((sum, { weight }) => sum + weight, 0);
    if (total === 0) return;
    const affinity = (to: number) =>
      context.reduce((sum, { place, weight }) => {
        const nearest = own[place]!.reduce(
          (best, match) => Math.max(best, match.score * closeness(body, match.at, to)),
          0,
        );
        return sum + weight * nearest;
      }, 0) / total;
    const own_ = Math.max(...own[index]!.slice(0, PLACES_MAX).map((match) => affinity(match.at)), affinity(at));
    sameClause = Math.min(sameClause, own_);
    for (const rival of rivalsOf(unit, body, own[index]!).slice(0, PLACES_MAX)) {
      rivals += 1;
      worst = Math.min(worst, own_ - affinity(rival));
    }
  });
  return {
    'fact margin': worst,
    'fact misplaced': worst < -0.05 ? 1 : 0,
    rivals: Math.min(3, rivals),
    'fact nearness': sameClause,
  };
}

/** Facts, and names, tell what they stand beside. */
function isAnchor({ fact, word }: Unit): boolean {
  return fact !== null || (word !== null && word.isCapital && !word.isFirst && word.word.length > 2);
}

/** Places of the source's facts of the same sort that say something else. */
function rivalsOf({ fact }: Unit, body: ReadText, own: Matches): number[] {
  if (fact === null) return [];
  const taken = new Set(own.map(({ at }) => at));
  return body.facts.flatMap((other, index) => {
    const at = body.factAt[index]!;
    return at < 0 || taken.has(at) || !isOfSameSort(fact, other) || saysSame(fact, other) ? [] : [at];
  });
}

/** 1 for the same place, half of it `CLOSENESS_WORDS` further, less in another clause, little in another sentence. */
function closeness(body: ReadText, a: number, b: number): number {
  const [one, other] = [body.words[a]!, body.words[b]!];
  const near = 1 / (1 + Math.abs(a - b) / CLOSENESS_WORDS);
  if (one.sentence !== other.sentence) return near * 0.3;
  return one.clause === other.clause ? near : near * 0.6;
}

/** How facts of the claim are bounded otherwise than in the source: "bis" for "ab", "mehr als" for "rund". */
export function boundConflicts(claim: ReadText, sources: readonly ReadText[]): readonly HardFact[] {
  return claim.facts.filter((fact) => {
    const same = sources.flatMap((source) =>
      source.facts.flatMap((other) => (saysSame(fact, other) ? [{ source, other }] : [])),
    );
    if (same.length === 0) return false;
    if (fact.kind === 'number' && fact.bound !== null && fact.bound !== 'about') {
      const bounds = same.map(({ other }) => (other.kind === 'number' ? other.bound : null));
      if (!bounds.includes(fact.bound) && bounds.every((bound) => bound !== null)) return true;
    }
    if (fact.kind !== 'date' && fact.kind !== 'time') return false;
    const direction = directionOf(claim.text, fact.start);
    if (direction === null) return false;
    const directions = same.map(({ source, other }) => directionOf(source.text, other.start));
    return directions.every((other) => other !== null && areOpposed(direction, other));
  });
}

function areOpposed(a: string, b: string): boolean {
  if (a === b) return false;
  const [early, late] = [new Set(['until', 'before']), new Set(['from', 'after'])];
  return (early.has(a) && late.has(b)) || (late.has(a) && early.has(b));
}
