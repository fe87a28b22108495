/**
 * Finds identifiers of people in what citizens type, for server and widget alike: hence without imports. Patterns are German and backed
 * by check digits where the identifier has one, since dates, amounts, file numbers and opening hours must pass.
 */

export type PersonalDataKind = 'email' | 'phone' | 'iban' | 'tax_id' | 'id_card' | 'birth_date' | 'address';

/** An identifier at `text.slice(start, end)`, in UTF-16 code units. */
export interface PersonalData {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

/**
 * The identifiers in a text, in text order, without overlap. Public addresses (a city's own mailbox) count too; exempting them is the
 * caller's business.
 */
export function findPersonalData(text: string): PersonalData[] {
  const found: PersonalData[] = [];
  /** One flag per character found, so that no identifier is read as a part of another one. */
  const taken = new Uint8Array(text.length);
  // The surest first: an IBAN holds digits that look like a telephone number.
  for (const find of [findEmails, findIbans, findTaxIds, findIdCards, findBirthDates, findAddresses, findPhones]) {
    for (const each of find(text)) {
      if (taken.subarray(each.start, each.end).includes(1)) continue;
      taken.fill(1, each.start, each.end);
      found.push(each);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Characters before a number in which the word that names it is looked for: "Meine Personalausweisnummer lautet übrigens". */
const NAMING_CHARS = 48;

// E-mail

const AT_SIGN = /@|[ \u00a0]?(?:\(at\)|\[at\])[ \u00a0]?/giu;
/** Limits of RFC 5321 in characters; they also bound the work per at sign. */
const LOCAL_PART_CHARS_MAX = 64;
const DOMAIN_CHARS_MAX = 253;
const LOCAL_PART = /[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u;
const DOMAIN = /^[\p{L}\p{N}.-]+/u;
/** What a domain ends with, behind at least one other label: `example.org`, without the stop of the sentence. */
const TOP_LEVEL = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,24}(?=[.-]*$)/u;

function findEmails(text: string): PersonalData[] {
  const found: PersonalData[] = [];
  for (const at of text.matchAll(AT_SIGN)) {
    const domainStart = at.index + at[0].length;
    const local = LOCAL_PART.exec(text.slice(Math.max(0, at.index - LOCAL_PART_CHARS_MAX), at.index));
    const host = DOMAIN.exec(text.slice(domainStart, domainStart + DOMAIN_CHARS_MAX));
    const domain = host && TOP_LEVEL.exec(host[0]);
    if (local === null || domain === null) continue;
    found.push({ kind: 'email', start: at.index - local[0].length, end: domainStart + domain[0].length });
  }
  return found;
}

// IBAN (ISO 13616)

/** Characters of an IBAN by country: the European ones and Turkey, where people in Germany hold accounts. */
const IBAN_CHARS: ReadonlyMap<string, number> = new Map(
  (
    'DE22 AT20 BE16 BG22 CH21 CY28 CZ24 DK18 EE20 ES24 FI18 FR27 GB22 GR27 HR21 HU28 IE22 IS26 IT27 ' +
    'LI21 LT20 LU20 LV21 MT31 NL18 NO15 PL28 PT25 RO24 RS22 SE24 SI19 SK24 TR26 UA29'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
const IBAN_START = /(?<![\p{L}\p{N}])[A-Z]{2}[ \u00a0]?\d/giu;
/** Behind this word a number with a typing error is one all the same. */
const IBAN_WORD = /(?<!\p{L})IBAN(?:[ -]?(?:Nr|Nummer))?[.:]{0,2}\s?(?:ist|lautet|is)?:?\s?$/iu;
/** Longest IBAN (34) with a separator after every character. */
const IBAN_WRITTEN_CHARS_MAX = 68;

function findIbans(text: string): PersonalData[] {
  const found: PersonalData[] = [];
  for (const { 0: begin, index: start } of text.matchAll(IBAN_START)) {
    const length = IBAN_CHARS.get(begin.slice(0, 2).toUpperCase());
    if (length === undefined) continue;
    const form = new RegExp(`^[A-Z0-9](?:[ \\u00a0-]?[A-Z0-9]){${length - 1}}(?![\\p{L}\\p{N}])`, 'iu');
    const iban = form.exec(text.slice(start, start + IBAN_WRITTEN_CHARS_MAX))?.[0];
    if (iban === undefined) continue;
    const isNamed = IBAN_WORD.test(text.slice(Math.max(0, start - NAMING_CHARS), start));
    if (!isNamed && !hasIbanChecksum(iban)) continue;
    found.push({ kind: 'iban', start, end: start + iban.length });
  }
  return found;
}

/** ISO 7064 MOD 97-10: the first four characters moved to the end, letters as 10…35, the remainder is 1. */
function hasIbanChecksum(iban: string): boolean {
  const compact = iban.replace(/[^A-Z0-9]/gi, '').toUpperCase();
  let remainder = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = valueOf(character);
    remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
  }
  return remainder === 1;
}

/** 0…9 for digits, 10…35 for A…Z. */
function valueOf(character: string): number {
  return Number.parseInt(character, 36);
}

// Tax identification number (§ 139b AO)

const TAX_ID = /(?<![\p{L}\p{N}])[1-9]\d(?:[ \u00a0]?\d{3}){3}(?![\p{L}\p{N}])/gu;

/** Behind these words a number with a typing error is one all the same. */
const TAX_ID_WORD =
  /(?:Steuer-?ID|Steuer-?Identifikationsnummer|Steuer-?IdNr|IdNr|tax id)[.:]{0,2}\s?(?:ist|lautet|is)?:?\s?$/iu;

function findTaxIds(text: string): PersonalData[] {
  return Array.from(text.matchAll(TAX_ID))
    .filter(
      (match) =>
        isTaxId(match[0].replace(/\D/g, '')) ||
        TAX_ID_WORD.test(text.slice(Math.max(0, match.index - NAMING_CHARS), match.index)),
    )
    .map((match) => ({ kind: 'tax_id', start: match.index, end: match.index + match[0].length }));
}

/** Eleven digits: among the first ten exactly one digit occurs twice or three times (not three in a row), the last is ISO 7064 MOD 11,10. */
function isTaxId(digits: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  if (repeated.length !== 1 || repeated[0]! > 3 || /(\d)\1\1/.test(digits.slice(0, 10))) return false;
  let product = 10;
  for (const digit of digits.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits[10]);
}

// Identity card and passport (serial number of nine characters, check digit of ICAO Doc 9303)

const ID_CARD = /(?<![\p{L}\p{N}])([CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8})(\d)?D?(?![\p{L}\p{N}])/giu;
const ID_CARD_WORD = /(?:ausweis|reisepass|pass-?n|passport|perso(?!\p{L})|id[ -]card|identity card)/iu;
/** Serial numbers are random but never words: fewer digits are more likely letters typed in capitals. */
const ID_CARD_DIGITS_MIN = 2;

function findIdCards(text: string): PersonalData[] {
  const found: PersonalData[] = [];
  for (const match of text.matchAll(ID_CARD)) {
    const [written, serial, checkDigit] = match;
    if (serial!.replace(/\D/g, '').length < ID_CARD_DIGITS_MIN) continue;
    const isNamed = ID_CARD_WORD.test(text.slice(Math.max(0, match.index - NAMING_CHARS), match.index));
    const isChecked =
      checkDigit !== undefined && serial === serial!.toUpperCase() && icaoCheckDigit(serial) === Number(checkDigit);
    if (isNamed || isChecked) found.push({ kind: 'id_card', start: match.index, end: match.index + written.length });
  }
  return found;
}

/** Weights 7, 3, 1 in turn, letters as 10…35, modulo 10. */
function icaoCheckDigit(serial: string): number {
  return Array.from(serial).reduce((sum, character, at) => sum + valueOf(character) * [7, 3, 1][at % 3]!, 0) % 10;
}

// Date of birth and address: only where somebody gives away their own; press releases and questions are full of both

const DAY =
  '(?:\\d{1,2}[./-]\\s?\\d{1,2}[./-]\\s?(?:\\d{4}|\\d{2})|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:\\.|st|nd|rd|th)?\\s\\p{L}{3,9}\\s\\d{4}|\\p{L}{3,9}\\s\\d{1,2},?\\s\\d{4})';
const BORN = [
  `(?<!\\p{L})(?:mein\\p{L}* )?(?:Geburtsdatum|Geburtstag|date of birth|birthday|birthdate)(?: ist| lautet| is)?(?: am| der| den| on)?\\s?:?\\s?(?:${DAY})`,
  `(?<!\\p{L})(?:ich (?:bin|wurde)|i (?:was|am)|bin)(?: am| on)?\\s(?:(?:${DAY})\\s(?:geboren|geb\\.?)|(?:geboren|geb\\.|born)(?: am| on)?\\s?:?\\s?(?:${DAY}))`,
  `(?<!\\p{L})(?:ich|mein name)(?!\\p{L})[^.!?]{0,60}?(?<!\\p{L})(?:geboren|geb\\.?)(?: am)?\\s(?:${DAY})`,
].join('|');

function findBirthDates(text: string): PersonalData[] {
  return rangesOf(text, new RegExp(BORN, 'giu'), 'birth_date');
}

/** A street with its number, as people write their own address. */
const STREET_AND_NUMBER =
  '\\p{L}[\\p{L}.-]{1,40}(?: \\p{L}[\\p{L}.-]{1,30}){0,3}?(?:[ -]?(?:straße|strasse|str\\.?|weg|platz|allee|gasse|ring|ufer|damm|street|road|avenue|lane))\\s\\d{1,4}\\s?[a-z]?(?![\\p{L}\\p{N}])';
const GIVES_ADDRESS = `(?<!\\p{L})(?:(?:ich|wir) (?:wohne|wohnen|lebe|leben)|wohne|wohnhaft|i live|mein(?:e|er)? (?:genaue )?(?:adresse|anschrift)(?: ist| lautet)?|my address(?: is)?)\\s?:?\\s?(?:(?:in|an|am|auf|at|on|der|dem|im|hier|the|seit \\d{4}) ){0,3}${STREET_AND_NUMBER}`;

function findAddresses(text: string): PersonalData[] {
  return rangesOf(text, new RegExp(GIVES_ADDRESS, 'giu'), 'address');
}

function rangesOf(text: string, pattern: RegExp, kind: PersonalDataKind): PersonalData[] {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
    kind,
    start: index,
    end: index + found.length,
  }));
}

// Telephone

/** Digits with at most a sign between spaces from one to the next, beginning with a plus, a bracket or a digit. */
const DIGIT_GROUPS =
  /(?<![\p{L}\p{N}/=_#-]|\d[.,:])(?:\+[ \u00a0]?|\(\+?)?\d(?:[ \u00a0]?[-–/().]{0,2}[ \u00a0]?\(?\d){5,24}/gu;
/** Words that make a number without an area code a telephone number. */
const PHONE_WORD =
  /(?<!\p{L})(?:Tel|Telefon|Telefonnummer|Handy|Handynummer|Mobil|Mobilnummer|Mobiltelefon|Rufnummer|Fax|Durchwahl|phone|mobile|phone number)(?:[ -]?Nr)?[.:]{0,2}\s?(?:ist|lautet|is)?:?\s?$/iu;
/** Words that make it the number of something else. */
const OTHER_NUMBER_WORD =
  /(?:zeichen|Az|Konto|Kontonummer|PLZ|Postleitzahl|ISBN|Drucksache|Vorlage|(?:Kunden|Rechnungs|Vorgangs|Bestell|Beleg|Auftrags|Artikel|Vertrags|Akten)-?(?:nummer|Nr))[.:]{0,2}\s?(?:ist|lautet)?\s?$/iu;
/** Digits of a telephone number: national with the leading zero, with country code (E.164 allows 15), local behind a word that names it. */
const NATIONAL_DIGITS = { min: 8, max: 13 };
const INTERNATIONAL_DIGITS = { min: 8, max: 16 };
const LOCAL_DIGITS = { min: 6, max: 11 };

function findPhones(text: string): PersonalData[] {
  const found: PersonalData[] = [];
  const groups = new RegExp(DIGIT_GROUPS);
  for (let match = groups.exec(text); match !== null; match = groups.exec(text)) {
    const [written] = match;
    const before = text.slice(Math.max(0, match.index - NAMING_CHARS), match.index);
    const length = OTHER_NUMBER_WORD.test(before) ? 0 : phoneLength(written, PHONE_WORD.test(before));
    if (length === 0) {
      // A date may stand before the number: go on behind its first group.
      groups.lastIndex = match.index + /^\D*\d+/.exec(written)![0].length;
      continue;
    }
    const hasLoneBracket = written.startsWith('(') && !/^\([^()]*\)/.test(written.slice(0, length));
    found.push({ kind: 'phone', start: match.index + (hasLoneBracket ? 1 : 0), end: match.index + length });
    groups.lastIndex = match.index + length;
  }
  return found;
}

/** How many characters of a run of digit groups are a telephone number; 0 where it is none. */
function phoneLength(written: string, isNamed: boolean): number {
  const limits = digitLimits(written, isNamed);
  if (limits === null) return 0;
  let digits = 0;
  let length = 0;
  for (const group of written.matchAll(/\d+/g)) {
    const isNextNumber = digits >= limits.min && /^[\s(]0[1-9]\d{2}/.test(written.slice(group.index - 1));
    if (digits + group[0].length > limits.max || isNextNumber) break;
    digits += group[0].length;
    length = group.index + group[0].length;
  }
  return digits >= limits.min ? length : 0;
}

function digitLimits(written: string, isNamed: boolean): { readonly min: number; readonly max: number } | null {
  const plain = written.replace(/^\(/, '');
  if (/^(?:\+|00[1-9])/.test(plain)) return /^\+\d{1,3}(?:\.\d{3})+$/.test(plain) ? null : INTERNATIONAL_DIGITS;
  // `0815/2023` numbers a file. Groups of two digits (`01.05.`, `08.00`) begin dates and times; `0 62 21` is the spacing of DIN 5008.
  if (/^0\d{1,4}\/(?:19|20)\d{2}(?!\d)/.test(plain)) return null;
  if (/^0(?:[1-9]\d|[ \u00a0][1-9]\d|[ \u00a0]?\([1-9]\d)/.test(plain) && !/^0\d\D/.test(plain)) return NATIONAL_DIGITS;
  return isNamed && !plain.includes('.') ? LOCAL_DIGITS : null;
}
