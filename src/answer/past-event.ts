import { firstDayOf, lastDayOf, parsePartialDate } from '../language/dates.ts';
import { OPEN_END, type FoundPeriod } from '../language/periods.ts';
import { timesOf } from './document-times.ts';
import type { ChosenSentence } from './extract.ts';

/** Words with which a sentence announces something: what takes place, opens, is to be done by then. */
const ANNOUNCES =
  /(?<!\p{L})(?:findet|finden|lädt|laden|wird|werden|soll|sollen|öffnet|öffnen|eröffnet|beginnt|beginnen|startet|starten|endet|enden|läuft|laufen|dauert|gastiert|gastieren|feiert|feiern|tritt|treten|spielt|spielen|zeigt|steigt|kommt|kommen|können|kann|müssen|geplant|vorgesehen|Anmeldeschluss|Bewerbungsschluss|Einsendeschluss|Frist|takes? place|will|invites?|opens?|starts?|begins?|ends?|runs?|is held|are held|can|must|deadline|planned)(?!\p{L})/iu;
/** Those of them that speak of an event also where no date stands beside them. */
const TAKES_PLACE =
  /(?<!\p{L})(?:(?:findet|finden)(?!\p{L}).{0,200}(?<!\p{L})statt|lädt|laden|beginnt|beginnen|startet|starten|gastiert|gastieren|takes? place|is held|are held|invites?|starts?|begins?)(?!\p{L})/isu;
/** A sentence that tells what was announces nothing. */
const TELLS =
  /(?<!\p{L})(?:fand|fanden|wurde|wurden|war|waren|lud|luden|hatte|hatten|kam|kamen|begann|begannen|eröffnete|öffnete|startete|stattgefunden|gefeiert|was|were|took|had|came|opened|began)(?!\p{L})/iu;
/** What begins on a day and holds from then on is not over with it: a fee, a rule, an office. */
const HOLDS_ON =
  /(?<!\p{L})(?:gilt|gelten|kostet|kosten|beträgt|betragen|erhöht|erhöhen|gesenkt|angehoben|in Kraft|übernimmt|übernehmen|Gebühr\p{L}*|Beitrag|Beiträge|Satzung|costs?|applies|apply|in force|fees?)(?!\p{L})|steig\p{L}* (?:\p{L}+ ){0,4}(?:auf|um) \d/iu;
/** What comes back is not over, where no date says otherwise. */
const COMES_BACK =
  /(?<!\p{L})(?:jede[mnrs]?|täglich|wöchentlich|monatlich|jährlich|alljährlich|(?:mon|diens|donners|frei|sams|sonn)tags|mittwochs|every|daily|weekly|monthly|yearly|annual(?:ly)?)(?!\p{L})/iu;

/**
 * Whether an answer announces what is over on the ISO day `today`: one of its sentences announces something for days that have passed, and none names
 * a day still to come. A date without a year has the one that suits its document; without any date it is that of the document's event.
 */
export function announcesPastEvent(chosen: readonly ChosenSentence[], today: string): boolean {
  const isToCome = (sentence: ChosenSentence) => datesOf(sentence).some(({ to }) => to >= today);
  return !chosen.some(isToCome) && chosen.some((sentence) => isOverAnnouncement(sentence, today));
}

function isOverAnnouncement(sentence: ChosenSentence, today: string): boolean {
  const { text } = sentence;
  const dates = datesOf(sentence);
  if (TELLS.test(text) || (HOLDS_ON.test(text) && !dates.some(isStretch))) return false;
  if (dates.length > 0) return ANNOUNCES.test(text) || wereToCome(sentence);
  const { eventOn } = sentence.passage.document;
  if (timesOf(sentence).length > 0 || COMES_BACK.test(text)) return false;
  return eventOn !== null && lastDayOf(eventOn) < today && TAKES_PLACE.test(text);
}

/** The days that a sentence names, without what begins and has no end: a place from September on can be applied for until February. */
function datesOf(sentence: ChosenSentence): FoundPeriod[] {
  return timesOf(sentence).filter(({ to }) => to !== OPEN_END);
}

/** From one day to another, and no whole month or year: what holds that long is over afterwards, be it a fee. */
function isStretch({ from, to }: FoundPeriod): boolean {
  const wholes = [from.slice(0, 7), from.slice(0, 4)].map((date) => parsePartialDate(date)!);
  return from !== to && !wholes.some((whole) => firstDayOf(whole) === from && lastDayOf(whole) === to);
}

/** The days lay ahead when the document was published: a programme and a notice board have no verbs that announce. */
function wereToCome(sentence: ChosenSentence): boolean {
  const { publishedOn } = sentence.passage.document;
  if (publishedOn === null) return false;
  return datesOf(sentence).every(({ from, isYears }) => !isYears && from >= lastDayOf(publishedOn));
}
