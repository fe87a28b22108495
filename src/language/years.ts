/** A four-digit number that reads as a year. */
export interface FoundYear {
  readonly start: number;
  readonly end: number;
  readonly year: number;
}

const YEAR = /(?<![\p{L}\p{N}])(?:1\d{3}|20\d{2}|2100)(?![\p{L}\p{N}])/gu;
/** Characters looked at before and after a number; longer than any of the patterns below. */
const CONTEXT_CHARS = 24;

/** Words that make any number from 1000 to 2100 a year, whatever follows: "im Jahr 2021 Besucher zu empfangen". */
const CALENDAR_WORD_BEFORE =
  /(?<!\p{L})(?:Jahr|Jahre|Jahres|Jahren|years?|Frühjahr|Frühling|Sommer|Herbst|Winter|spring|summer|autumn|fall|Ende|Anfang|Mitte|early|late|mid)\s$/iu;
/** Words that do so where nothing is counted: "seit 1386", but "seit 2000 Jahren". */
const SINCE_BEFORE = /(?<!\p{L})(?:seit|since|anno)\s$/iu;
/** Prepositions that leave it open: "in 1386." is a year, "in 1386 Wohnungen" is none. */
const PREPOSITION_BEFORE =
  /(?<!\p{L})(?:in|von|bis|ab|um|vor|nach|zwischen|und|from|to|until|by|between|and|before|after)\s$/iu;
const NOTHING_COUNTED_AFTER = /^(?:$|[.,;:!?)]|\s(?:bis|und|to|and)\s\d|\s?[–-]\s?\d{4})/u;
/** Words whose number is a designation. */
const DESIGNATION_BEFORE =
  /(?:§|(?<!\p{L})(?:Nr|No|Art|Abs|Az|Tel|Telefon|Fax|Raum|Room|Zimmer|Postfach|Box|DIN|ISO|EN|Linie|Konto|PLZ|Code)[.:]?)\s?$/iu;
const AMOUNT_BEFORE = /(?:[€$£]|(?<!\p{L})EUR)\s?$/u;
/** What is counted or measured; beginnings of words suffice. Capitals matter: "2021 besuchten" counts nothing, "2021 Besucher" does. */
const UNIT_AFTER =
  /^[\s-]?(?:[€$£%‰°]|(?:[Ee]uro|EUR|Dollar|Yen|Cent|Prozent|percent|per cent|k?m[²³2]?(?!\p{L})|[cm]m(?!\p{L})|kg|[gt](?!\p{L})|[kMG]W|ha(?!\p{L})|qm|Uhr|(?:Quadrat|Kubik|Kilo|Zenti)?meter|Meile|mile|Hektar|Grad|Liter|Tonne|Gramm|Mal(?!\p{L})|Mi[ol]|Mrd|Tausend|Jahren?(?!\p{L})|years?\sold|Tagen?(?!\p{L})|days|Stunde|hours|Minute|Woche|weeks|Monat|months|Einwohner|inhabitant|Mensch|people|Person|person|Besucher|visitor|Gäste|guests|Kinder|child|Schüler|pupil|Student|student|Jugendliche|Jude|Bürger(?:n|innen)?(?!\p{L})|citizen|Teilnehm|participant|Mitglied|member|Beschäftigte|employee|Mitarbeiter|Frauen|Männer|Haushalt|household|Wohnung|apartment|Unterschrift|Stimmen|Stück|Plätze|Bäume|trees|Fahrzeug|Seiten|pages))/u;
/** Digits to the left or right make it part of a telephone number, an amount or a date of another form. */
const DIGITS_BEFORE = /\d[\s.,/()+_-]$/u;
const DIGITS_AFTER = /^(?:[.,/-]|\s)\d/u;
const YEAR_RANGE_BEFORE = /(?<!\d)(?:1\d|20)\d{2}\s?[/–-]\s?$/u;
const YEAR_RANGE_AFTER = /^\s?[/–-]\s?(?:(?:1\d|20)\d{2}|\d{2})(?!\d)/u;
/** Parts of addresses and codes: `example.org/2019/05`, `A-2019`. */
const CODE_BEFORE = /\p{L}[-_/]$|[+#@=&_]$/u;

const NO_YEAR_BEFORE = [DESIGNATION_BEFORE, AMOUNT_BEFORE, CODE_BEFORE];

/**
 * The years from 1000 to 2100 that stand alone in a text: after a word that speaks of time, or numbers from 1900 to 2099 that nothing
 * marks as a count, an amount, a designation or a part of a longer number.
 */
export function findYears(text: string): FoundYear[] {
  const found: FoundYear[] = [];
  for (const match of text.matchAll(YEAR)) {
    const start = match.index;
    const end = start + match[0].length;
    const year = Number(match[0]);
    const before = text.slice(Math.max(0, start - CONTEXT_CHARS), start);
    const after = text.slice(end, end + CONTEXT_CHARS);
    if (readsAsYear(year, before, after)) found.push({ start, end, year });
  }
  return found;
}

function readsAsYear(year: number, before: string, after: string): boolean {
  if (CALENDAR_WORD_BEFORE.test(before)) return true;
  if (countsSomething(after) || NO_YEAR_BEFORE.some((pattern) => pattern.test(before))) return false;
  const inRange = YEAR_RANGE_BEFORE.test(before) || YEAR_RANGE_AFTER.test(after);
  if (!inRange && (DIGITS_BEFORE.test(before) || DIGITS_AFTER.test(after))) return false;
  if (SINCE_BEFORE.test(before)) return true;
  if (PREPOSITION_BEFORE.test(before) && NOTHING_COUNTED_AFTER.test(after)) return true;
  return year >= 1900 && year < 2100;
}

/** Whether the text after a number begins with a unit or a thing counted: `2000 Euro`, `1900 Menschen`. */
export function countsSomething(after: string): boolean {
  return UNIT_AFTER.test(after.slice(0, CONTEXT_CHARS));
}
