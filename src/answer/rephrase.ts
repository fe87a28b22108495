import { contentWords, isStopWord } from '../language/stop-words.ts';
import { normalise, words, wordSpans, type WordSpan } from '../language/tokens.ts';
import type { Turn } from '../types.ts';

/**
 * Polite lead-ins that say nothing of the subject; matched at the start, one after the other.
 */
const LEAD_IN =
  /^(bitte|hallo|guten tag|(kannst|koenntest|könntest) du mir( bitte)? (sagen|erklären|verraten)|(können|könnten) sie mir( bitte)? (sagen|erklären|mitteilen)|weißt du|wissen sie|ich (möchte|würde gerne?|will) wissen|sag mir( bitte)?|(can|could) you( please)? tell me|do you know|i (want|would like) to know|tell me)[\s,:!]+/iu;

/** A short question that begins like this leans on what was said before. */
const LEANS_ON_HISTORY =
  /^(und|aber|oder|also|and|but|or|so|what about|how about|was ist mit|wie sieht es|wie ist es)\b|\b(das|dies|dieser|diese|dieses|diesem|diesen|davon|dazu|dabei|dafür|damit|darüber|dort|dorthin|er|sie|es|ihn|ihm|ihr|ihnen|dessen|deren|that|this|it|they|them|he|she|there|those|these)\b/iu;
/** "und in Bochum?": one thing is exchanged, the rest of the earlier question stays. */
const EXCHANGE =
  /^(?:und|and|what about|how about|was ist mit|wie (?:ist|sieht) es (?:mit|in|bei)?)\s+(?:(?<preposition>in|im|bei|für|mit|aus|von|nach|zu|am|an|auf|for|with|from|at|on)\s+)?(?:(?<article>der|die|das|dem|den|the)\s+)?(?<thing>[^?.!]+?)(?:\s+aus)?[?.!\s]*$/iu;
/** In normalised spelling: the prepositions of `EXCHANGE`, and its articles. */
const PREPOSITIONS: ReadonlySet<string> = new Set(
  'in im bei fuer mit aus von nach zu am an auf for with from at on'.split(' '),
);
const ARTICLES: ReadonlySet<string> = new Set('der die das dem den the'.split(' '));
/** A follow-up carries few words of its own; a longer question speaks for itself even where it says "das". */
const FOLLOW_UP_CONTENT_WORDS_MAX = 3;
/** Words of an exchange ("in der Stadt Bochum"); more than that is a question of its own. */
const EXCHANGED_WORDS_MAX = 3;

/**
 * The question so that it stands alone: without polite lead-in, with the bot's name for "du", and, where it leans on the conversation, with
 * the subject of the last question. Without history, or where it speaks for itself, only the lead-in goes. No model is asked.
 */
export function standAlone(question: string, history: readonly Turn[], personaName: string): string {
  const own = nameTheBot(withoutLeadIn(question), personaName);
  const last = history.at(-1);
  if (last === undefined || !leansOnHistory(own)) return own;

  const earlier = standAlone(last.question, history.slice(0, -1), personaName);
  const exchanged = EXCHANGE.exec(own)?.groups;
  const thing = exchanged?.thing ?? '';
  if (words(thing).length <= EXCHANGED_WORDS_MAX && contentWords(thing).length > 0) {
    const replaced = wordInRole(earlier, exchanged?.preposition, exchanged?.article);
    if (replaced === null) return `${earlier} ${thing}`;
    return `${earlier.slice(0, replaced.start)}${thing}${earlier.slice(replaced.end)}`;
  }
  const known = new Set(words(own));
  const subject = wordSpans(earlier).filter(({ word }) => !isStopWord(word) && !known.has(word));
  return [own, ...subject.map(({ start, end }) => earlier.slice(start, end))].join(' ');
}

function withoutLeadIn(question: string): string {
  let rest = question.trim();
  for (let match = LEAD_IN.exec(rest); match !== null; match = LEAD_IN.exec(rest)) {
    const shorter = rest.slice(match[0].length).trim();
    if (contentWords(shorter).length === 0) break;
    rest = shorter;
  }
  return rest;
}

const SAYS_YOU = /\b(du|dich|dir|dein|deine|deinen|deinem|deiner|deines|your|yours)\b/iu;

/** "Warum sind deine Antworten falsch?" is a question about the bot, which the documents call by its name. */
function nameTheBot(question: string, personaName: string): string {
  return SAYS_YOU.test(question) && !normalise(question).includes(normalise(personaName))
    ? `${question} ${personaName}`
    : question;
}

function leansOnHistory(question: string): boolean {
  return (
    contentWords(question).length <= FOLLOW_UP_CONTENT_WORDS_MAX &&
    (LEANS_ON_HISTORY.test(question) || contentWords(question).length <= 1)
  );
}

/**
 * The word of the earlier question that an exchange replaces: the last noun or name after the same preposition ("nach Kumamoto" – "und nach
 * Montpellier?"), for one with an article the last without preposition, else the last of all; null where nothing has a capital letter. Word
 * vectors do not tell: in ours a town is no more like another town than like any noun.
 */
function wordInRole(earlier: string, preposition: string | undefined, article: string | undefined): WordSpan | null {
  const spans = wordSpans(earlier);
  const names = spans
    .map((span, at) => ({ ...span, preposition: prepositionBefore(spans, at) }))
    .filter(({ word, start }) => !isStopWord(word) && /^\p{Lu}/u.test(earlier.slice(start, start + 2)));
  const isInRole = (own: string | null) =>
    preposition === undefined ? article === undefined || own === null : own === normalise(preposition);
  return names.findLast((name) => isInRole(name.preposition)) ?? names.at(-1) ?? null;
}

/** The preposition directly before a word, or before its article. */
function prepositionBefore(spans: readonly WordSpan[], at: number): string | null {
  const before = spans[at - 1]?.word ?? '';
  const candidate = ARTICLES.has(before) ? (spans[at - 2]?.word ?? '') : before;
  return PREPOSITIONS.has(candidate) ? candidate : null;
}
