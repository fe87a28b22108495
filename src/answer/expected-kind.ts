import { findDates } from '../language/dates.ts';
import { findNumbers } from '../language/numbers.ts';
import { findPersonalData } from '../language/personal-data.ts';
import { normalise } from '../language/tokens.ts';

/** What a question asks for, as far as its wording tells. */
export type ExpectedKind =
  'date' | 'distance' | 'duration' | 'money' | 'count' | 'person' | 'place' | 'reason' | 'contact';

/**
 * Wordings per kind, tried in this order: contact before person and place ("Wo erreiche ich …", "Wer ist der Ansprechpartner …"), kinds of
 * quantity by their measure. They are matched against the normalised question.
 */
const WORDINGS: readonly (readonly [ExpectedKind, RegExp])[] = [
  [
    'contact',
    /\b(telefon\w*|telefonnummer|e ?-?mail\w*|mail ?adresse|anschrift|adresse|ansprech\w+|kontakt\w*|zustaendig\w*|(an wen|wohin|bei wem) \w*.{0,30}(wend|meld|schreib)\w*|erreiche\w*|whom? (do|can|should) i (contact|ask|write|turn)|contact\w*|address|phone|e-?mail)\b/,
  ],
  [
    'reason',
    /\b(warum|weshalb|wieso|weswegen|aus welche[mn] gruend\w*|wozu|wofuer|why|for what reason\w*|what reason\w*|how come)\b/,
  ],
  [
    'date',
    /\b(wann|seit wann|bis wann|ab wann|an welchem (tag|datum)|welches (jahr|datum)|in welchem (jahr|monat)|when|what (date|day|year|month)|which (day|year|month)|since when)\b/,
  ],
  ['distance', /\b(wie (weit|hoch|tief|breit|gross)|entfernung|entfernt|how (far|high|deep|wide|large)|distance)\b/],
  ['duration', /\b(wie lang|wie lange|dauer|dauert|dauern|dauerte|how long|duration)\b/],
  [
    'money',
    /\b(wie teuer|kostet|kosten|kostete|kosteten|gekostet|preis|gebuehr\w*|eintritt|how much|cost|costs|price|fee)\b/,
  ],
  ['count', /\b(wie ?viele?\w*|wie oft|wie alt|how (many|often|old)|anzahl|welche zahl|einwohnerzahl|number of)\b/],
  [
    'place',
    /\b(wo|wohin|woher|an welchem ort|in welche[rmn] (stadt|land|strasse|ort|gebaeude|einrichtung)|where|in which (city|town|country|place|building))\b/,
  ],
  [
    'person',
    /\b(wer|wen|wem|wessen|who|whom|whose|wie heisst (der|die) \w*(meister|minister|direktor|leiter|praesident|chef)\w*)\b/,
  ],
];

/** The kind a question asks for; null where its wording leaves it open ("Was …", "Welche …"). */
export function expectedKind(question: string): ExpectedKind | null {
  const asked = normalise(question);
  return WORDINGS.find(([, wording]) => wording.test(asked))?.[0] ?? null;
}

const REASON_WORDS =
  /\b(weil|da|denn|wegen|aufgrund|grund|gruende|damit|deshalb|deswegen|daher|darum|ursache|um .{1,80} zu|infolge|anlass|anlaesslich|ziel|dadurch|because|since|due|so that|in order to)\b/;
const TITLE_AND_NAME =
  /\b(Prof|Dr|Frau|Herr|Ober\w*meister\w*|Bürgermeister\w*|Minister\w*|Stadtr[aä]t\w*|\w*präsident\w*|Mayor|Minister)\.?\s+(\p{Lu}[\p{L}.-]+\s*)+/u;
const TWO_NAMES = /(?:^|[^.\p{L}])\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?/u;
const PLACE_WORDS = /\b(in|im|am|an der|an|aus|nach|bei|zu)\s(?:(?:der|dem|den|die)\s)?(?:\p{Ll}+\s)?\p{Lu}\p{Ll}+/u;
const STREET =
  /\p{Lu}[\p{L}-]{0,60}(?:straße|strasse|str\.|platz|weg|allee|gasse|ring|ufer)\s\d+|\b\d{5}\s\p{Lu}\p{Ll}+/u;

const DISTANCE =
  /\d\s?(?:km|m|ha)(?![\p{L}\d])|(?:kilo|quadrat|kubik|zenti)?metern?(?!\p{L})|hektar|(?:kilo)?met(?:er|re)s?(?!\p{L})|miles?(?!\p{L})/iu;
const DURATION =
  /(?:sekunde|minute|stunde|tag|tägig|woche|wöchig|monat|monatig|jahr|jährig|jahrzehnt|jahrhundert|second|hour|day|week|month|year|decade|centur)/iu;
const MONEY =
  /€|\b(?:Euros?|EUR|Cents?|kostenlos\w*|kostenfrei\w*|gebührenfrei\w*|gratis|umsonst|unentgeltlich\w*|(?:Eintritt|Teilnahme|Zutritt|admission|entry)(?:\s\S+){0,4}\s(?:frei|free)|freie[rmn]? Eintritt|free (?:of charge|admission|entry))(?!\p{L})/iu;

/** When besides a date: days of the week, times of day, months, seasons, "täglich", "Anfang nächster Woche". */
const WHEN =
  /(?<!\p{L})(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)(?!\p{L}{5})|\d\sUhr(?!\p{L})|(?<!\p{L})(?:täglich|werktag|wöchentlich|monatlich|jährlich|morgens|vormittag|nachmittag|abends|nachts|heute|gestern|übermorgen|Anfang|Mitte|Ende|Frühling|Frühjahr|Sommer|Herbst|Winter|Woche|Wochenende|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|January|February|March|June|July|October|December|daily|weekly|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|winter|o'clock|\dam|\dpm)/iu;

/** A number that is no part of a date: "1992" does not say how many. */
function holdsCount(sentence: string, language: string): boolean {
  const dates = findDates(sentence);
  return findNumbers(sentence, language).some(
    ({ start, end }) => !dates.some((date) => date.start < end && start < date.end),
  );
}

/** Whether a sentence holds the kind of thing that is asked for. */
export function holdsKind(sentence: string, kind: ExpectedKind, language: string): boolean {
  switch (kind) {
    case 'date':
      return findDates(sentence).length > 0 || WHEN.test(sentence);
    case 'distance':
      return DISTANCE.test(sentence);
    case 'duration':
      return DURATION.test(sentence) || findDates(sentence).length > 1;
    case 'money':
      return MONEY.test(sentence);
    case 'count':
      return holdsCount(sentence, language);
    case 'person':
      return TITLE_AND_NAME.test(sentence) || TWO_NAMES.test(sentence);
    case 'place':
      return STREET.test(sentence) || PLACE_WORDS.test(sentence);
    case 'reason':
      return REASON_WORDS.test(normalise(sentence));
    case 'contact':
      return findPersonalData(sentence).length > 0 || STREET.test(sentence);
  }
}
