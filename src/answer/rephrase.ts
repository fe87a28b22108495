import { contentWords, isStopWord } from '../language/stop-words.ts';
import { beginsWithCapital, normalise, words, wordSpans, type WordSpan } from '../language/tokens.ts';
import type { Turn } from '../types.ts';
import { recogniseIntent } from './intent.ts';

/** What a question asks, taken together with the conversation. */
export interface Reading {
  /** The question so that it stands alone, as it is most likely meant. */
  readonly question: string;
  /** What `question` as a follow-up goes on from; null where it stands alone by itself. */
  readonly continues: Continued | null;
  /** Where the wording leaves it open whether the question continues the conversation: the question as a follow-up, and when it is meant as one. */
  readonly asFollowUp: MaybeFollowUp | null;
}

/** It is meant if passages that answer it hold each of these normalised words, too; those of the conversation, where nothing in it points there. */
interface MaybeFollowUp {
  readonly question: string;
  readonly mustHold: readonly string[];
  readonly mustStay: boolean;
  readonly continues: Continued;
}

/** The turn that a follow-up goes on from, its question standing alone. */
export interface Continued extends Turn {
  /** The follow-up without what it takes from there. */
  readonly own: string;
  /** It asks the same of something else ("Und für Kinder?"), so that the earlier question tells what kind of thing is asked for. */
  readonly asksTheSame: boolean;
}

/** The question so that it stands alone. No model is asked. */
export function standAlone(question: string, history: readonly Turn[], personaName: string): string {
  return readInContext(question, history, personaName).question;
}

/**
 * Reads a question in its conversation. Without polite lead-in, with the bot's name for "du", and, where it leans on what was said before, with the
 * subject of that. Small talk in between is passed over.
 */
export function readInContext(question: string, history: readonly Turn[], personaName: string): Reading {
  const own = nameTheBot(withoutLeadIn(question), personaName);
  const turns = history.filter((turn) => recogniseIntent(turn.question, personaName) === null);
  const subject = subjectOf(own);
  const at = antecedentAt(subject, turns);
  const turn = turns[at];
  if (turn === undefined) return { question: own, continues: null, asFollowUp: null };

  const leaning = leaningOf(own, subject, turns);
  if (leaning === 'none') return { question: own, continues: null, asFollowUp: null };
  const earlier = { question: standAlone(turn.question, turns.slice(0, at), personaName), answer: turn.answer };
  const exchanged = exchange(own, earlier.question);
  const joined = exchanged ?? join(own, earlier);
  const continues = { ...earlier, own, asksTheSame: exchanged !== null };
  return leaning === 'sure'
    ? { question: joined, continues, asFollowUp: null }
    : {
        question: own,
        continues: null,
        asFollowUp: {
          question: joined,
          mustHold: subject.map(({ word }) => word),
          mustStay: leaning === 'loosely',
          continues,
        },
      };
}

// The question itself

/** What is said before a question and says nothing of its subject; matched at the start, one after the other. */
const LEAD_INS = [
  'bitte|danke(?:schön| schön| sehr| dir| ihnen)?|vielen dank|thanks|thank you|ok(?:ay)?|alles klar|super|gut|prima|ach so|aha|sorry|please',
  'hallo(?: lumi| zusammen)?|hi|hey|moin|servus|guten (?:tag|morgen|abend)|hello|good (?:morning|afternoon|evening)',
  '(?:kannst|könntest|koenntest) du mir(?: bitte| mal)* (?:sagen|erklären|verraten|erzählen)|(?:können|könnten) sie mir(?: bitte)? (?:sagen|erklären|mitteilen)',
  'weißt du(?: vielleicht)?|wissen sie(?: vielleicht)?|ich (?:möchte|würde gerne?|will)(?: gerne?)? wissen|sag(?: mir)?(?: bitte| mal)*|mich interessiert|mich würde interessieren',
  '(?:ich habe|ich hab|ich hätte)(?: da)?(?: noch| mal)* eine(?: andere| weitere| kurze)? frage|(?:eine )?(?:andere|neue|weitere|kurze|noch eine|letzte) frage|themenwechsel|anderes thema',
  '(?:can|could) you(?: please)? tell me|do you know|i (?:want|would like|d like) to know|tell me|(?:i have )?(?:another|a|one more) question',
];
const LEAD_IN = new RegExp(`^(?:${LEAD_INS.join('|')})(?:[\\s,:!.–-]+|$)`, 'iu');

function withoutLeadIn(question: string): string {
  let rest = question.trim();
  for (let match = LEAD_IN.exec(rest); match !== null; match = LEAD_IN.exec(rest)) {
    const shorter = rest.slice(match[0].length).trim();
    // "Weißt du das?" is all there is.
    if (words(shorter).length === 0 || (contentWords(shorter).length === 0 && /\p{L}\s$/u.test(match[0]))) break;
    if (isPartOfName(match[0], shorter)) break;
    rest = shorter;
  }
  return rest;
}

/** "Super Science City" does not begin with praise: nothing but a space stands before a capital letter. */
function isPartOfName(leadIn: string, rest: string): boolean {
  return /^(?:super|gut|prima)\s$/iu.test(leadIn) && /^\p{Lu}/u.test(rest);
}

const SAYS_YOU = /\b(du|dich|dir|dein|deine|deinen|deinem|deiner|deines|your|yours)\b/iu;
/** Here the bot is asked for something, not about itself. */
const ASKS_OF_YOU = /\b(kannst|koenntest|könntest|weißt|kennst|hast|würdest) du\b/iu;

/** "Warum sind deine Antworten falsch?" is a question about the bot, which the documents call by its name. */
function nameTheBot(question: string, personaName: string): string {
  return SAYS_YOU.test(question) && !ASKS_OF_YOU.test(question) && !normalise(question).includes(normalise(personaName))
    ? `${question} ${personaName}`
    : question;
}

// Whether it leans on the conversation

/** Words that want something said before, wherever they stand. */
const REFERS_BACK =
  /(?<!\p{L})(?:er|sie|ihn|ihm|ihnen|ihre[mnrs]?|seine[mnrs]?|dessen|deren|dort|dorthin|davon|dazu|dabei|dafür|dafuer|damit|darüber|darueber|daran|darin|daraus|dadurch|daraufhin|danach|davor|vorher|nachher|stattdessen|seitdem|dies|diese[mnrs]?|jene[mnrs]?|beide[nmrs]?|denen|sowas|so was|he|she|they|him|them|his|her|hers|their|those|these|afterwards|instead)(?!\p{L})/iu;
/** "it", "es", "da", "that" and "there" refer to something only where the question has no subject of its own: "Wie weit ist es nach Kumamoto?" */
const MAY_REFER_BACK = /(?<!\p{L})(?:es|da|it|that|there|this|one)(?!\p{L})/iu;
/** "Wo war die denn?": a pronoun that looks like an article, but has no noun behind it. */
const POINTS_AT_NOTHING =
  /(?<!\p{L})(?:der|die|das|den|dem)(?=\s*(?:[?.!,]|$)|\s+(?:denn|eigentlich|genau|noch|schon|nun|so|alles|da|sich|immer|heute|jetzt|gleich|dann|nicht|auch|wirklich)(?!\p{L})|\s+\p{Ll}+(?:en|te?|ten)\s*[?.!]*$)/u;
/**
 * Nouns that name a property or a part of something, or what kind of thing it is: "die Adresse" is the address of something, "der Oberbürgermeister" that
 * of a town. Without a complement that says of what, the conversation says it.
 */
const RELATIONAL = new RegExp(
  `^(?:${[
    'adressen?|anschrift|telefon\\w*|nummer|e|mail\\w*|email\\w*|kontakt\\w*|ansprech\\w+|webseite|website|homepage|link',
    'kosten|preise?|gebuehr\\w*|eintritt\\w*|hoehe|summe|betrag|budget|foerderung|zuschuss',
    'datum|termine?|uhrzeit|zeitpunkt|beginn|ende|dauer|frist|oeffnungszeiten|jahr|tag|monat',
    'ort|lage|ziele?|zweck|gruende?|ursachen?|anlass|grund|folgen|ergebnis\\w*|inhalte?|themen?|programm|ablauf|hintergrund|details?|einzelheiten|beispiele?|namen?|bedeutung|unterschied\\w*|vorteile?|nachteile?|voraussetzung\\w*|bedingung\\w*|vorschriften|quellen?',
    'einwohner\\w*|bevoelkerung|groesse|flaeche|geschichte|gruendung|entstehung|hauptstadt|wahrzeichen|teilnehm\\w+|gaeste|mitglieder|beteiligten?|vertreter\\w*|partner\\w*|veranstalter\\w*|organisator\\w*|leitung|leiter\\w*|chef\\w*|\\w*buergermeister\\w*|praesident\\w*|direktor\\w*|gruender\\w*|stadt|land|region|firma|unternehmen|verein|person|leute|menschen',
    'address|phone|number|contact|costs?|price|fee|date|time|duration|place|location|reason|goals?|purpose|results?|topics?|participants|members|population|size|history|mayor|president|director|founder|city|town|country|company|name|details|examples?|organi[sz]er',
  ].join('|')})$`,
);

const DETERMINERS: ReadonlySet<string> = new Set(
  'der die das dem den des dieser diese dieses diesem diesen the this that these those'.split(' '),
);
const INDEFINITE: ReadonlySet<string> = new Set(
  'ein eine einen einem einer eines kein keine keinen a an any some'.split(' '),
);
/** What is asked for after these is no subject: "Wie viele Menschen starben?" */
const ASKS_FOR: ReadonlySet<string> = new Set(
  'viele viel welche welcher welches welchen welchem wieviele wieviel many much which what'.split(' '),
);
const PREPOSITIONS: ReadonlySet<string> = new Set(
  (
    'in im ins bei beim fuer mit aus von vom nach zu zum zur am an auf ueber zwischen gegen durch um vor seit ab ' +
    'for with from at on of about to between by into near'
  ).split(' '),
);

interface Noun extends WordSpan {
  /** With a definite article, or its like: known to both sides, or so the speaker thinks. */
  readonly isDefinite: boolean;
  readonly isRelational: boolean;
}

/** The nouns that a question is about; what it asks for ("welche Themen") is left out. */
function subjectOf(question: string): Noun[] {
  const spans = wordSpans(question);
  const hasCapitals = spans.slice(1).some((span) => isCapitalised(question, span));
  return spans.flatMap((span, at) => {
    const before = wordBefore(spans, at, question, hasCapitals);
    const follows = DETERMINERS.has(before) || INDEFINITE.has(before) || PREPOSITIONS.has(before);
    const isNoun = isCapitalised(question, span)
      ? at > 0 || spans.length <= 2 || !isVerbFirst(spans)
      : !hasCapitals && follows;
    const isVerb = isDefiniteAfter(before) && at === spans.length - 1 && POINTS_AT_NOTHING.test(question);
    if (isStopWord(span.word) || isVerb || !isNoun || ASKS_FOR.has(before)) return [];
    return [{ ...span, isDefinite: isDefiniteAfter(before), isRelational: RELATIONAL.test(span.word) }];
  });
}

const isCapitalised = (text: string, { start }: WordSpan) => /^[\p{Lu}\d]/u.test(text.slice(start, start + 2));
const isDefiniteAfter = (before: string) => DETERMINERS.has(before) || /^(?:im|ins|am|vom|beim|zum|zur)$/.test(before);

/** Whether the first word is a verb or a closed-class word, capitalised only for its place: "Kostet das …", "Gab es …". */
function isVerbFirst([first, second]: readonly WordSpan[]): boolean {
  return first === undefined || isStopWord(first.word) || (second !== undefined && isStopWord(second.word));
}

/** The word before a noun, over adjectives. */
function wordBefore(spans: readonly WordSpan[], at: number, text: string, hasCapitals: boolean): string {
  let before = at - 1;
  while (
    hasCapitals &&
    before > 0 &&
    !isStopWord(spans[before]!.word) &&
    !isCapitalised(text, spans[before]!) &&
    /(?:e|en|er|es|em)$/.test(spans[before]!.word)
  )
    before -= 1;
  return spans[before]?.word ?? '';
}

/** More content words than this speak for themselves, even with a "das" among them. */
const FOLLOW_UP_CONTENT_WORDS_MAX = 4;

/** A question with one thing of its own and at most so many words may ask for it where the conversation is: "Gibt es Parkplätze?" */
const LOOSE_CONTENT_WORDS_MAX = 2;

/** Whether a question leans on what was said before: surely, perhaps, loosely (by its shortness alone), or not at all. */
function leaningOf(
  question: string,
  subject: readonly Noun[],
  turns: readonly Turn[],
): 'sure' | 'perhaps' | 'loosely' | 'none' {
  const content = contentWords(question);
  if (isExchange(question)) return 'sure';
  const refersBack = REFERS_BACK.test(question) || POINTS_AT_NOTHING.test(question);
  if (refersBack) return content.length <= FOLLOW_UP_CONTENT_WORDS_MAX ? 'sure' : 'none';
  if (subject.length === 0) return content.length <= FOLLOW_UP_CONTENT_WORDS_MAX ? 'sure' : 'none';
  if (subject.length === 1 && content.length === 1 && words(question).length <= 2 && subject[0]!.isRelational)
    return 'sure';
  // Something new, or something called by its name, is what the question is about.
  if (subject.some(({ isDefinite, isRelational }) => !isDefinite && !isRelational))
    return subject.length === 1 && content.length <= LOOSE_CONTENT_WORDS_MAX ? 'loosely' : 'none';
  if (subject.every(({ isRelational }) => isRelational))
    return content.length <= FOLLOW_UP_CONTENT_WORDS_MAX ? 'sure' : 'none';
  const own = subject.filter(({ isRelational }) => !isRelational);
  if (own.length > 1) return 'none';
  const isKnown = own.every(({ word }) => turns.some((turn) => holds(turn, word)));
  return isKnown || MAY_REFER_BACK.test(question) ? 'sure' : 'perhaps';
}

// What it leans on

/** The turn that a question leans on: the last that names what the question names, else the last. */
function antecedentAt(subject: readonly Noun[], turns: readonly Turn[]): number {
  const named = subject.filter(({ isRelational }) => !isRelational);
  const naming = turns.findLastIndex((turn) => named.some(({ word }) => holds(turn, word)));
  return naming < 0 ? turns.length - 1 : naming;
}

/** Letters from which on a word within another one is its last part ("Messe" in "Weinmesse"), not chance. */
const PART_LETTERS_MIN = 4;

function holds({ question, answer }: Turn, word: string): boolean {
  return fullerWord(`${question} ${answer}`, word) !== null;
}

/** The first word of a text that is the given one or ends with it; null without. */
function fullerWord(text: string, word: string): string | null {
  if (word.length < PART_LETTERS_MIN) return null;
  const span = wordSpans(text).find((each) => each.word.endsWith(word));
  return span === undefined ? null : text.slice(span.start, span.end);
}

const ASKS_WHO = /(?<!\p{L})(?:wer|wen|wem|wessen|who|whom|whose|wie heißt|wie heisst)(?!\p{L})/iu;
const REFERS_TO_PERSON = /(?<!\p{L})(?:er|sie|ihn|ihm|seine[mnrs]?|ihre[mnrs]?|dessen|he|she|him|his|her)(?!\p{L})/iu;
const TITLE =
  '(?:[Mm]eister(?:in)?|[Mm]inister(?:in)?|[Pp]räsident(?:in)?|[Ll]eiter(?:in)?|[Dd]irektor(?:in)?|[Rr]at|[Rr]ätin|Herr|Frau|Dr\\.|Prof\\.|Mayor|President)';
const NAME = '\\p{Lu}[\\p{L}-]+';
/** Names behind a title; without one a first and a last name, which towns and companies may look like. */
const TITLED_PERSON = new RegExp(`${TITLE}\\s+(?:(?:Prof|Dr)\\.\\s+)*(${NAME}(?:\\s${NAME})?)`, 'u');
const PERSON = new RegExp(`(?<!\\p{L})(${NAME}\\s${NAME})`, 'u');

/** The question with the subject of an earlier turn behind it. */
function join(own: string, { question, answer }: Turn): string {
  const known = new Set(words(own));
  const added = [
    ...personIn(own, { question, answer }),
    ...fullerWords(own, `${question} ${answer}`),
    ...subjectWords(own, question),
  ];
  const unknown = added.filter((each) => !known.has(normalise(each)));
  return [own, ...new Set(unknown)].join(' ');
}

/** "Wer leitete die Reise?" – "Seit wann ist er im Amt?": the person is in the answer only. */
function personIn(own: string, { question, answer }: Turn): string[] {
  if (!REFERS_TO_PERSON.test(own) || !ASKS_WHO.test(question)) return [];
  const name = (TITLED_PERSON.exec(answer) ?? PERSON.exec(answer))?.[1];
  return name === undefined ? [] : name.split(' ');
}

/** "die Messe" is the "Weinmesse" that was spoken of. */
function fullerWords(own: string, said: string): string[] {
  return subjectOf(own)
    .filter(({ isDefinite, isRelational }) => isDefinite && !isRelational)
    .flatMap(({ word }) => fullerWord(said, word) ?? []);
}

/** The nouns of the earlier question; all its content words where it has none, or where the follow-up has no word of its own. */
function subjectWords(own: string, earlier: string): string[] {
  const all = wordSpans(earlier).filter(({ word }) => !isStopWord(word));
  const nouns = all.filter((span) => isCapitalised(earlier, span) && span.start > 0);
  const chosen = contentWords(own).length > 0 && nouns.length > 0 && !isEnglish(earlier) ? nouns : all;
  return chosen.map(({ start, end }) => earlier.slice(start, end));
}

/** English writes nouns small: there capitals do not tell them. "Was" is German, too. */
const isEnglish = (text: string) =>
  /(?<!\p{L})(?:the|is|are|were|did|does|what|how|who|where|when)(?!\p{L})/iu.test(text);

// "Und in Bochum?"

/** One thing is exchanged, the rest of the earlier question stays. */
const EXCHANGE =
  /^(?<continues>(?:und|and|aber|or|oder|what about|how about|was ist mit)\s+)?(?:(?:jetzt|nun|dann|was ist mit|wie (?:ist|sieht) es(?: denn)?)\s+)?(?:(?:der|die|das|den|dem|the one|that|those)\s+(?=(?:in|im|bei|für|mit|aus|von|with|from|in|of)\s))?(?:(?<preposition>in|im|bei|für|mit|aus|von|nach|zu|am|an|auf|of|for|with|from|at|on)\s+)?(?:(?<article>der|die|das|dem|den|the)\s+)?(?<thing>[^?.!,:]+?)(?:\s+aus)?[?.!\s]*$/iu;
const EXCHANGE_PREPOSITIONS: ReadonlySet<string> = new Set(
  'in im bei fuer mit aus von nach zu am an auf of for with from at on'.split(' '),
);
const ARTICLES: ReadonlySet<string> = new Set('der die das dem den the'.split(' '));
/** Words of an exchange ("in der Stadt Bochum"), without a lead ("Bochum?") only one: two are a search. */
const EXCHANGED_WORDS_MAX = { led: 3, bare: 1 } as const;

interface Exchange {
  readonly thing: string;
  readonly preposition: string | undefined;
  readonly article: string | undefined;
}

function exchangeIn(question: string): Exchange | null {
  const { continues, preposition, article, thing = '' } = EXCHANGE.exec(question)?.groups ?? {};
  const named = words(thing);
  const max = continues === undefined ? EXCHANGED_WORDS_MAX.bare : EXCHANGED_WORDS_MAX.led;
  if (named.length === 0 || named.length > max || named.some(isStopWord)) return null;
  // "Und die Kosten?" asks about the same thing, "Und unterschrieben?" says something of it.
  if (named.every((word) => RELATIONAL.test(word))) return null;
  return { thing, preposition, article };
}

function isExchange(question: string): boolean {
  return exchangeIn(question) !== null;
}

/** The earlier question with the new thing in the place of the old one; null where the question is no exchange. */
function exchange(own: string, earlier: string): string | null {
  const exchanged = exchangeIn(own);
  if (exchanged === null) return null;
  const { thing, preposition, article } = exchanged;
  const replaced = wordInRole(earlier, preposition, article);
  return replaced === null
    ? `${earlier} ${thing}`
    : `${earlier.slice(0, replaced.start)}${thing}${earlier.slice(replaced.end)}`;
}

/**
 * The word of the earlier question that an exchange replaces: the last noun or name after the same preposition ("nach Kumamoto" – "und nach
 * Montpellier?"), for one with an article the last without preposition, else the last of all; null where nothing has a capital letter. Word
 * vectors do not tell: in ours a town is no more like another town than like any noun.
 */
function wordInRole(earlier: string, preposition: string | undefined, article: string | undefined): WordSpan | null {
  const spans = wordSpans(earlier);
  const names = spans
    .map((span, at) => ({
      ...span,
      preposition: prepositionBefore(spans, at),
      isJoined: /^(?:und|and|oder|or)$/.test(spans[at - 1]?.word ?? ''),
    }))
    .filter((name) => !isStopWord(name.word) && beginsWithCapital(earlier, name));
  const isInRole = (own: string | null) =>
    preposition === undefined ? article === undefined || own === null : own === normalise(preposition);
  // "Seit wann sind Heidelberg und Montpellier Partnerstädte?": one of a pair is exchanged before what is said of both.
  const inPair = preposition === undefined && article === undefined ? names.findLast(({ isJoined }) => isJoined) : null;
  const inPlace = names.findLast((name) => isInRole(name.preposition) && (!inPair || name.preposition !== null));
  return inPlace ?? inPair ?? names.at(-1) ?? null;
}

/** The preposition directly before a word, or before its article. */
function prepositionBefore(spans: readonly WordSpan[], at: number): string | null {
  const before = spans[at - 1]?.word ?? '';
  const candidate = ARTICLES.has(before) ? (spans[at - 2]?.word ?? '') : before;
  return EXCHANGE_PREPOSITIONS.has(candidate) ? candidate : null;
}
