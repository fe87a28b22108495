import { isKnownPlace } from '../language/word-forms.ts';
import type { Lexicon } from '../retrieve/lexicon.ts';
import type { Locale } from '../types.ts';
import type { ReadText, ReadWord } from './read-claim.ts';

/**
 * Which words of a sentence are names of people, places and organisations. In German every noun has a capital: there, a name is one that no word list
 * knows, that is built of nothing known, and that stands as names do, without an article before it.
 */

/** Endings of German and English nouns that are no names. */
const NOUN_ENDING =
  /(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|taet|taeten|ment|mente|ismus|nis|nisse|ling|linge|(?:er|ist|eur|or|og|aer)in|chen|lein|innen|ierer|ist|isten|thek|theken|logie|logen|loge|graf|grafie|arbeit\w*|zeit\w*|geld\w*|preis\w*|tag\w*|jahr\w*|haus|hauses|haeuser|raum|raeume|plan|plaene|kosten|ness|ship|ment|ments|ity|ities|tions|ing|ings)$/;
const PLACE_ENDING =
  /(?:heim|hausen|burg|dorf|stadt|ingen|bach|berg|feld|furt|hafen|kirchen|walde?|tal|au|ow|itz|rode|stedt|leben|weiler|viertel|strasse|platz|gasse|allee|weg|ufer|damm|street|square|ville|town|ham|ton|ford|shire|borough)s?$/;
/** What stands before the name of a person. */
const TITLE =
  /^(?:frau|herrn?|dr|prof|professor\w*|familie|mrs?|ms|sir|mayor|doctor|buergermeister\w*|oberbuergermeister\w*|minister\w*|\w*praesident\w*|\w*direktor\w*|\w*leiter\w*|\w*chef\w*|\w*sprecher\w*|\w*meisterin|stadtrat|stadtraetin|von|van|de)$/;
const ARTICLE =
  /^(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|kein|keine|keinen|im|am|zum|zur|beim|vom|ins|ans|ihre?[nmrs]?|seine?[nmrs]?|unsere?[nmrs]?|diese[nmrs]?|jede[nmrs]?|alle|allen|viele|mehr|the|an?|this|that|these|those|his|her|its|their|our|any|every|each|some|no)$/;
const PLACE_BEFORE = /^(?:in|aus|nach|bei|von|near|from|to|at|of)$/;

/** A word of a sentence that names somebody or something. */
export interface ClaimedName {
  readonly at: number;
  readonly isPlace: boolean;
  /** Whether what it stands beside shows that it is a name; otherwise only that no word list knows it. */
  readonly isCertain: boolean;
}

export function findNames({ words }: ReadText, language: Locale, lexicon: Lexicon): ClaimedName[] {
  return words.flatMap((word, at) => {
    if (!mayBeName(word)) return [];
    const before = words[at - 1]?.sentence === word.sentence ? words[at - 1] : undefined;
    const after = words[at + 1]?.sentence === word.sentence ? words[at + 1] : undefined;
    const isPlace = PLACE_ENDING.test(word.word) || (before !== undefined && PLACE_BEFORE.test(before.word));
    if (isKnownPlace(word.word)) return [{ at, isPlace: true, isCertain: true }];
    if (language === 'en') {
      // A word of both languages with a capital in English, "Osaka", is a name or part of one.
      const isPlain = lexicon.knows(word.word, 'en') && !lexicon.knows(word.word, 'de');
      if (isPlain || (word.isFirst && after?.isCapital !== true)) return [];
      return [{ at, isPlace, isCertain: !NOUN_ENDING.test(word.word) }];
    }
    const isTitled = before !== undefined && TITLE.test(before.word);
    const isPair =
      (before !== undefined && before.isCapital && !before.isFirst && mayBeName(before)) ||
      (after !== undefined && after.isCapital && mayBeName(after));
    // "in Mannheim": a word list that has the same word in both languages has it for a name, or for a foreign word that an article stands before.
    const isForeign = lexicon.knows(word.word, 'de') && lexicon.knows(word.word, 'en');
    const hasArticle = before !== undefined && ARTICLE.test(before.word);
    // "Mannheim" is built of two known words, as many towns are.
    const isTown = PLACE_ENDING.test(word.word) && !lexicon.knows(word.word, 'de');
    const mayBePlace = (isForeign || isTown) && before !== undefined && PLACE_BEFORE.test(before.word);
    if ((isKnownNoun(word.word, lexicon) && !mayBePlace) || (word.isFirst && !isPair)) return [];
    const isPerson = isTitled || isPair;
    return [{ at, isPlace: isPlace && !isPerson, isCertain: isPerson || (isPlace && !hasArticle) }];
  });
}

/** What stands with a capital before numbers and names. */
const ABBREVIATION = /^(?:tel|fax|mobil|nr|str|abs|art|bzw|ca|dr|prof|mio|mrd|mr|mrs|ms|st)$/;

function mayBeName(word: ReadWord): boolean {
  return word.isCapital && word.isContent && !ABBREVIATION.test(word.word) && word.opposed.length === 0;
}

/** A word that a list knows, or a compound of two such words: "Halberg" ends as words do, but is no hill of anything. */
function isKnownNoun(word: string, lexicon: Lexicon): boolean {
  if (lexicon.knows(word, 'de') || NOUN_ENDING.test(word)) return true;
  for (let at = 3; at <= word.length - 3; at += 1)
    if (lexicon.knows(word.slice(at), 'de') && lexicon.knows(word.slice(0, at), 'de')) return true;
  return false;
}

/** Words between the two parts of a name in its source: "Katrin von der Heide". */
const NAME_REACH = 3;

/**
 * The first name of a claim whose two parts the source has, but not as one name, or of which it has the first part with another second one: "Marlene
 * Vollmer" of Marlene Fuchs and Henrik Vollmer. Gives the place of its second part; null where there is none.
 */
export function findMixedName(
  claim: ReadText,
  names: readonly ClaimedName[],
  sources: readonly ReadText[],
): number | null {
  const certain = new Set(names.flatMap(({ at, isCertain }) => (isCertain ? [at] : [])));
  for (let at = 1; at < claim.words.length; at += 1) {
    const [first, second] = [claim.words[at - 1]!, claim.words[at]!];
    if (!isPair(first, second)) continue;
    const all = sources.flatMap((source) => pairsWith(source, first.word));
    if (all.length === 0) continue;
    const isOne = all.some(({ others }) => others.some((other) => isSameName(second.word, other)));
    const isSaid = sources.some(({ words }) => words.some(({ word }) => isSameName(second.word, word)));
    const hasOther = all.some(({ next }) => next !== undefined && isPair(next.first, next.second));
    if (!isOne && ((certain.has(at) && certain.has(at - 1)) || (!isSaid && hasOther))) return at;
  }
  return null;
}

function isPair(first: ReadWord, second: ReadWord): boolean {
  return (
    mayBeName(first) &&
    mayBeName(second) &&
    first.sentence === second.sentence &&
    first.clause === second.clause &&
    second.start - first.end === 1
  );
}

/** Where a source has a word: the words around it, and the one right behind it. */
function pairsWith(
  { words }: ReadText,
  word: string,
): {
  readonly others: readonly string[];
  readonly next: { readonly first: ReadWord; readonly second: ReadWord } | undefined;
}[] {
  return words.flatMap((each, at) => {
    if (each.word !== word) return [];
    const others = words.slice(Math.max(0, at - NAME_REACH), at + NAME_REACH + 1).map((other) => other.word);
    const second = words[at + 1];
    return [{ others, next: second === undefined ? undefined : { first: each, second } }];
  });
}

/** What a name may have behind it: cases, people, adjectives. */
const NAME_ENDING = /^(?:s|es|n|en|er|ern|ers|erin\w*|isch\w{0,2}|sche\w?|ian|ians|ese|r|rs|in|innen)?$/;
/** A shorter name is not looked for within other words. */
const PART_CHARS_MIN = 5;

/** Whether a word of a source is the name, perhaps inflected, made an adjective or part of a compound: "Heidelbergs", "Bremer", "Rosenauer". */
export function isSameName(name: string, source: string): boolean {
  if (name === source) return true;
  const [short, long] = name.length < source.length ? [name, source] : [source, name];
  if (short.length < 3) return false;
  const base = short.length > PART_CHARS_MIN ? short.replace(/en$/, '') : short;
  if (!long.startsWith(base)) return short.length >= PART_CHARS_MIN && long.endsWith(short);
  const rest = long.slice(base.length);
  return NAME_ENDING.test(rest) || (short.length >= PART_CHARS_MIN && rest.length >= 3);
}
