import { asPattern } from '../language/pattern-text.ts';
import { contentWords, STOP_WORDS } from '../language/stop-words.ts';
import { words } from '../language/tokens.ts';
import {
  ADDRESS,
  BOT,
  COLLOQUIAL,
  FIGURES_OF_SPEECH,
  FILLERS,
  LEAD_INS,
  REQUEST_KINDS,
  type Intent,
  type RequestKind,
  type Topic,
} from './intent-wordings.ts';
import {
  clausesOf,
  compileWordings,
  createSpellingAid,
  createWordingTest,
  spelling,
  wordsOfWordings,
  type Clause,
} from './wordings.ts';

export { TOPICS, type Intent, type Topic } from './intent-wordings.ts';

export interface Recognised {
  readonly intent: Intent;
  /** What the reply is to; null where the intent has one reply only. */
  readonly topic: Topic | null;
}

/** The intent that the wording of a question shows, or null where documents are to be asked. */
export function recogniseIntent(question: string, personaName: string): Intent | null {
  return recogniseRequest(question, personaName)?.intent ?? null;
}

/**
 * As `recogniseIntent`, with the topic. Wordings match whole requests, never single trigger words: "Kann ich den Bescheid ignorieren?" is a
 * question like any other. A greeting or thanks beside a question leaves it a question.
 */
export function recogniseRequest(question: string, personaName: string): Recognised | null {
  if (isOnlyEmoji(question)) return { intent: 'smalltalk', topic: null };
  if (isCalculation(question)) return { intent: 'out_of_scope', topic: null };
  const clauses = clausesOf(nameDirectly(question, personaName)).map(inStandardWords).map(putRight).map(withoutFigures);
  const kind = KINDS.find((each) => each.isMeant(clauses));
  if (kind !== undefined) return { intent: kind.intent, topic: kind.topic };
  const content = contentOf(clauses);
  return content.length > 0 && content.every(isGibberish) ? { intent: 'clarification', topic: null } : null;
}

const ARTICLES: ReadonlySet<string> = new Set(
  'der die das den dem des ein eine einen einem einer eines the a an'.split(' '),
);

/** Whether a question names nothing to look for: no subject at all, or one bare word ("die Burg"; "wann Weinmesse" does ask something). */
export function isVague(question: string): boolean {
  const content = contentWords(question);
  const named = new Set(content).size;
  return named === 0 || (named === 1 && words(question).every((word) => content.includes(word) || ARTICLES.has(word)));
}

// What is said

const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|[:;=8][-o^']?[)(DPp/|\\*3]|<3|\^\^/gu;

function isOnlyEmoji(text: string): boolean {
  const rest = text.replace(EMOJI, '');
  return rest !== text && !/[\p{L}\p{N}]/u.test(rest);
}

/** "17*23=": digits with an operator between them and nothing else; a date or a range of years is none. */
function isCalculation(text: string): boolean {
  return /^[\d\s.,()]*\d\s*[+*×x÷^]\s*[\d\s.,()+*×x÷^/:-]*\d[\s)=?]*$/iu.test(text.trim());
}

const FORMAL_YOU = /(?<=[\p{L}\p{N},]\s+)(?:Sie|Ihnen|Ihre?[mnrs]?)(?!\p{L})/gu;
/** "sie" without capital can mean the bot only after these verbs, and at the start of a sentence only before them. */
const INFORMALLY_WRITTEN =
  /(?<=(?<!\p{L})(?:sind|koennen|können|konnen|wissen|sprechen|speichern|verstehen)\s)sie(?!\p{L})/giu;
const SENTENCE_OF_YOU = /(?<![\p{L}\p{N},]\s*)Sie(?=\s(?:sind|haben|verstehen|können|wissen|lügen|nerven)(?!\p{L}))/gu;
const THIS_BOT =
  /(?<!\p{L})(?:(?:dieser|diesen|diesem|diese|der|den|dem|das|this|the)\s)(?:chat|chat-?bot|bot|ki)(?!\p{L})/giu;

/** "Sie" where it addresses the bot as "du", and every name of the bot as one. */
function nameDirectly(question: string, personaName: string): string {
  const direct = question.replace(FORMAL_YOU, 'du').replace(SENTENCE_OF_YOU, 'du');
  // Where nothing has a capital letter, "sie" may be "Sie".
  const informal = /\p{Lu}/u.test(direct) ? direct : direct.replace(INFORMALLY_WRITTEN, 'du');
  return informal
    .replace(new RegExp(`(?<![\\p{L}\\p{N}])${asPattern(personaName)}(?![\\p{L}\\p{N}])`, 'giu'), BOT)
    .replace(THIS_BOT, BOT);
}

const STANDARD = new Map(Object.entries(COLLOQUIAL).map(([said, meant]) => [spelling(said), spelling(meant)]));

function inStandardWords(clause: Clause): Clause {
  return clause.replace(/\S+/g, (word) => STANDARD.get(word) ?? word);
}

const FIGURES = new RegExp(compileWordings(FIGURES_OF_SPEECH).source, 'gu');

function withoutFigures(clause: Clause): Clause {
  return clause.replace(FIGURES, '');
}

const LEAD_IN = new RegExp(`^(?:${compileWordings(LEAD_INS).source})+`, 'u');

/** The clauses, and each without its polite beginning. */
function readingsOf(clauses: readonly Clause[]): Clause[] {
  return clauses.flatMap((clause) => {
    const shorter = withoutLeadIn(clause);
    return shorter === clause || shorter === '' ? [clause] : [clause, shorter];
  });
}

function withoutLeadIn(clause: Clause): Clause {
  return clause.replace(LEAD_IN, '');
}

// Kinds of requests, ready to be compared

interface ReadyKind {
  readonly intent: Intent;
  readonly topic: Topic | null;
  readonly isMeant: (clauses: readonly Clause[]) => boolean;
}

const list = (text: string) => spelling(text).split(/\s+/);
const CLOSED_CLASS: ReadonlySet<string> = new Set([
  ...[...STOP_WORDS].map(spelling),
  ...list(FILLERS),
  ...list(ADDRESS),
]);
const YOU = new RegExp(`(?<=^| )(?:${list(ADDRESS).join('|')}) `, 'u');
const YOU_OR_NAME = new RegExp(`(?<=^| )(?:${[...list(ADDRESS), BOT].join('|')}) `, 'u');
const putRight = createSpellingAid([
  ...REQUEST_KINDS.flatMap(({ says, besides }) => [
    ...wordsOfWordings(says),
    ...(besides === undefined ? [] : list(besides.replaceAll('*', ''))),
  ]),
  ...CLOSED_CLASS,
]);
const KINDS: readonly ReadyKind[] = REQUEST_KINDS.map(prepareKind);

function prepareKind({ intent, topic, says, besides, unless, addresses }: RequestKind): ReadyKind {
  const isSaid = createWordingTest(says);
  const isOtherwise = unless === undefined ? null : createWordingTest(unless);
  const mayHold = besides === undefined ? null : createMembership(besides);
  const address = addresses === undefined ? null : addresses === 'you' ? YOU : YOU_OR_NAME;
  return {
    intent,
    topic: topic ?? null,
    isMeant(clauses) {
      if (address !== null && !clauses.some((clause) => address.test(clause))) return false;
      if (mayHold !== null && !contentOf(clauses.map(withoutLeadIn)).every(mayHold)) return false;
      // A wording may run over a comma: "Ich habe das Gefühl, dass mich keiner mag".
      const readings = [...readingsOf(clauses), clauses.join('')];
      return readings.some(isSaid) && !(isOtherwise !== null && readings.some(isOtherwise));
    },
  };
}

/** Whether a word is one of a list, in which `*` stands for any ending. */
function createMembership(members: string): (word: string) => boolean {
  const all = list(members);
  const whole = new Set(all.filter((word) => !word.endsWith('*')));
  const beginnings = all.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
  return (word) => whole.has(word) || beginnings.some((beginning) => word.startsWith(beginning));
}

/** The words that carry what is said. */
function contentOf(clauses: readonly Clause[]): string[] {
  return clauses.flatMap((clause) => clause.trim().split(' ')).filter((word) => word !== '' && !CLOSED_CLASS.has(word));
}

const KEYBOARD_ROWS = ['qwertzuiop', 'qwertyuiop', 'asdfghjkl', 'yxcvbnm', 'zxcvbnm'].flatMap((row) => [
  row,
  row.split('').reverse().join(''),
]);
/** Neighbouring keys in a row; German has "wert" and "tzu", but no word with five. */
const KEYS_IN_A_ROW = 5;
/** Letters without a vowel; abbreviations are shorter. */
const LETTERS_WITHOUT_VOWEL = 6;

/** Whether a word is typed at random: keys of one row, nothing but consonants, or one letter again and again. */
function isGibberish(word: string): boolean {
  for (let at = 0; at + KEYS_IN_A_ROW <= word.length; at += 1)
    if (KEYBOARD_ROWS.some((row) => row.includes(word.slice(at, at + KEYS_IN_A_ROW)))) return true;
  return (word.length >= LETTERS_WITHOUT_VOWEL && /^[^aeiouy\d]+$/u.test(word)) || /^(.{1,2})\1{3,}$/u.test(word);
}
