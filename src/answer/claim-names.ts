import { isStopWord } from '../language/stop-words.ts';
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
  /(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|taet|taeten|ment|mente|ismus|nis|nisse|ling|linge|chen|lein|innen|ierer|ist|isten|thek|theken|logie|logen|loge|graf|grafie|arbeit\w*|zeit\w*|geld\w*|preis\w*|tag\w*|jahr\w*|haus|hauses|haeuser|raum|raeume|plan|plaene|kosten|ness|ship|ment|ments|ity|ities|tions|ing|ings)$/;
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
    if (isKnownNoun(word.word, lexicon)) return [];
    const isTitled = before !== undefined && TITLE.test(before.word);
    const isPair =
      (before !== undefined && before.isCapital && !before.isFirst && mayBeName(before)) ||
      (after !== undefined && after.isCapital && mayBeName(after));
    const hasArticle = before !== undefined && ARTICLE.test(before.word);
    if (word.isFirst && !isPair) return [];
    return [{ at, isPlace, isCertain: isTitled || isPair || (isPlace && !hasArticle) }];
  });
}

function mayBeName(word: ReadWord): boolean {
  return word.isCapital && word.isContent && !isStopWord(word.word) && word.opposed.length === 0;
}

/** A word that a list knows, or a compound of which it knows the last part. */
function isKnownNoun(word: string, lexicon: Lexicon): boolean {
  if (lexicon.knows(word, 'de') || NOUN_ENDING.test(word)) return true;
  for (let at = 3; at <= word.length - 4; at += 1) if (lexicon.knows(word.slice(at), 'de')) return true;
  return false;
}

/** Whether a word of a source is the name, perhaps inflected or made an adjective: "Heidelbergs", "Heidelberger", "Rosenauer". */
export function isSameName(name: string, source: string): boolean {
  if (name === source) return true;
  const [short, long] = name.length < source.length ? [name, source] : [source, name];
  if (short.length < 3 || !long.startsWith(short.replace(/en$/, '')))
    return /^.{3,}$/.test(short) && long.endsWith(short) && long.length - short.length >= 4;
  return (
    /^(?:s|es|n|en|er|ern|ers|isch\w{0,2}|sche\w?|ian|ians|ese|r|rs|in|innen)?$/.test(
      long.slice(short.replace(/en$/, '').length),
    ) || long.length - short.length >= 4
  );
}
