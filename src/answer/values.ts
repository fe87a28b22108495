import { stretchUnitOf } from '../language/stretches.ts';
import { findNumbers } from '../language/numbers.ts';
import type { Range } from '../language/sentences.ts';
import { isStopWord } from '../language/stop-words.ts';
import { words, wordSpans } from '../language/tokens.ts';
import { timesOf } from './document-times.ts';
import type { ExpectedKind } from './expected-kind.ts';
import type { ChosenSentence } from './extract.ts';

/** What a sentence says of something: a date, a time of day, an amount; a stretch of time is of a kind for each unit. */
export type ValueKind = 'date' | 'weekday' | 'time' | 'money' | 'number' | 'person' | 'place' | `stretch in ${string}`;

/** A value at `text.slice(start, end)`, spelled so that equal values are equal strings. */
export interface Value extends Range {
  readonly kind: ValueKind;
  readonly value: string;
}

const TIME =
  /(?<![\p{L}\p{N}.,])(\d{1,2})(?:[.:](\d{2}))?(?=(?:\s?(?:bis|und|–|-)\s?\d{1,2}(?:[.:]\d{2})?)?\sUhr)|(?<![\p{L}\p{N}.,])(\d{1,2})(?:[.:](\d{2}))?(?=\s?([ap])\.?m\.?(?!\p{L}))/giu;
const MONEY_AFTER = /^\s?(?:€|euros?|EUR|cents?)(?!\p{L})/iu;
const WEEKDAY =
  /(?<!\p{L})(?:(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)s?|(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?)(?!\p{L})/giu;
const STREET =
  /\p{Lu}[\p{L}-]{0,60}(?:straße|strasse|str\.|platz|weg|allee|gasse|ring|ufer|kai|markt| Street| Road| Square)(?:\s\d+[a-z]?)?/gu;
const NAME = '\\p{Lu}\\p{Ll}+(?:-\\p{Lu}\\p{Ll}+)?';
const PERSON = new RegExp(`(?<![\\p{L}-])${NAME}\\s${NAME}(?![\\p{L}-])`, 'gu');

/** The values of a sentence in text order, each part of it in one of them only; names of people and places where these are asked for. */
export function valuesIn(sentence: ChosenSentence, asked: ExpectedKind | null): Value[] {
  const { text } = sentence;
  const found: Value[] = [];
  const add = (value: Value) => {
    if (!found.some(({ start, end }) => value.start < end && start < value.end)) found.push(value);
  };
  for (const { start, end, from, to } of timesOf(sentence)) add({ kind: 'date', start, end, value: `${from}/${to}` });
  for (const match of text.matchAll(TIME)) add({ kind: 'time', ...rangeOf(match), value: timeOf(match) });
  for (const match of mayAnswer('place', asked) ? text.matchAll(STREET) : [])
    add({ kind: 'place', ...rangeOf(match), value: match[0] });
  for (const match of text.matchAll(WEEKDAY))
    add({ kind: 'weekday', ...rangeOf(match), value: (match[1] ?? match[2])!.toLowerCase() });
  for (const match of mayAnswer('person', asked) ? text.matchAll(PERSON) : [])
    if (!words(match[0]).some(isStopWord)) add({ kind: 'person', ...rangeOf(match), value: match[0] });
  for (const { start, end, value } of findNumbers(text, sentence.passage.document.language))
    add({ kind: numberKind(text.slice(end)), start, end, value });
  return found.sort((a, b) => a.start - b.start);
}

function rangeOf(match: RegExpExecArray): Range {
  return { start: match.index, end: match.index + match[0].length };
}

function timeOf([, hour, minute, englishHour, englishMinute, half]: RegExpExecArray): string {
  if (hour !== undefined) return `${Number(hour)}:${minute ?? '00'}`;
  return `${(Number(englishHour) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0)}:${englishMinute ?? '00'}`;
}

/** What a number is of, by what follows it. */
function numberKind(following: string): ValueKind {
  if (MONEY_AFTER.test(following)) return 'money';
  const [next] = wordSpans(following);
  const unit = next === undefined ? null : stretchUnitOf(next.word);
  return unit === null ? 'number' : `stretch in ${unit}`;
}

const WHEN: readonly string[] = ['date', 'weekday', 'time'];
const ASKED_KINDS: Readonly<Partial<Record<ExpectedKind, readonly string[]>>> = {
  date: WHEN,
  money: ['money'],
  distance: ['number'],
  place: ['place'],
  person: ['person'],
  contact: ['number', 'place', 'person'],
  reason: [],
};

/** Whether a value of a kind answers what is asked; names of people and places only where these are asked for. */
export function mayAnswer(kind: ValueKind, asked: ExpectedKind | null): boolean {
  if (kind === 'person' || kind === 'place') return asked !== null && (ASKED_KINDS[asked]?.includes(kind) ?? false);
  const kinds = asked === null ? undefined : ASKED_KINDS[asked];
  return kinds?.includes(kind) ?? true;
}
