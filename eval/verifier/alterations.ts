import { createHash } from 'node:crypto';
import { createRandom } from '../../model/train/random.ts';
import type { Locale, Passage } from '../../src/index.ts';

/**
 * False sentences made of true ones, by rules and without chance between runs: each changes one thing that a passage says and reads as a language model
 * would write it. What is put in never stands in the passage.
 */

export const ALTERATIONS = [
  'number',
  'date',
  'name',
  'place',
  'negation',
  'comparison',
  'swapped between passages',
  'swapped within passage',
  'merged',
  'invented half',
  'wrong citation',
  'invented contact',
  'unit',
  'more precise date',
] as const;
export type Alteration = (typeof ALTERATIONS)[number];

/** A true sentence and where it stands. */
export interface TrueSentence {
  readonly text: string;
  readonly passage: Passage;
  /** The sentence stands in it word by word, or its translation does. */
  readonly language: Locale;
  /** Other sentences of the passage in the sentence's language. */
  readonly beside: readonly string[];
}

export interface AlteredSentence {
  readonly alteration: Alteration;
  readonly text: string;
  readonly passages: readonly Passage[];
}

/** What is put in the place of something, taken from other documents. */
export interface Replacements {
  readonly people: readonly string[];
  readonly places: readonly string[];
  /** Sentences of other passages, of which none says what this one does. */
  readonly others: readonly TrueSentence[];
}

/** One sentence of each kind of alteration that fits. */
export function alterSentence(sentence: TrueSentence, replacements: Replacements): AlteredSentence[] {
  const seed = createHash('sha256').update(`${sentence.passage.document.id} ${sentence.text}`).digest().readUInt32LE(0);
  const random = createRandom(seed);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random.uniform() * items.length)];
  const held = heldText(sentence.passage);
  const isNew = (put: string) => !held.includes(put.toLowerCase());
  const context: Context = { ...sentence, pick, isNew, replacements };
  return Object.entries(RULES).flatMap(([alteration, rule]) => {
    const altered = rule(context);
    if (altered === null) return [];
    const { text, passages } = typeof altered === 'string' ? { text: altered, passages: [sentence.passage] } : altered;
    return text === sentence.text && alteration !== 'wrong citation'
      ? []
      : [{ alteration: alteration as Alteration, text, passages }];
  });
}

/** A German main clause in front of its last, subordinate one. */
const LAST_CLAUSE =
  /^([^,;:„"“]{30,}), (?:die|der|das|wobei|was|womit|weil|um|während|nachdem|sodass|deren|dessen|darunter)\s[^,;:]+\.$/u;

/** What a German sentence says without its last clause, where that can be left out: true, and as a language model would copy it. */
export function shortenSentence(text: string): string[] {
  const main = LAST_CLAUSE.exec(text)?.[1];
  const hasVerb = main !== undefined && new RegExp(`(?<!\\p{L})(?:${FINITE.de.join('|')})(?!\\p{L})`, 'u').test(main);
  return hasVerb ? [`${main}.`] : [];
}

interface Context extends TrueSentence {
  readonly pick: <T>(items: readonly T[]) => T | undefined;
  /** Whether the passage, its title and headings hold nothing of the kind. */
  readonly isNew: (put: string) => boolean;
  readonly replacements: Replacements;
}

type Rule = (context: Context) => string | { readonly text: string; readonly passages: readonly Passage[] } | null;

function heldText({ document, chunk, text }: Passage): string {
  return [
    document.title,
    ...chunk.headingPath,
    document.publisher,
    document.publishedOn?.date ?? '',
    document.contact ?? '',
    text,
  ]
    .join('\n')
    .toLowerCase();
}

const MONTHS: Readonly<Record<Locale, readonly string[]>> = {
  de: [
    'Januar',
    'Februar',
    'März',
    'April',
    'Mai',
    'Juni',
    'Juli',
    'August',
    'September',
    'Oktober',
    'November',
    'Dezember',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};
const WEEKDAYS: Readonly<Record<Locale, readonly string[]>> = {
  de: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const ANY_MONTH = [...MONTHS.de, ...MONTHS.en].join('|');
const DAY_OF_MONTH = new RegExp(`(?<![\\d.,])(\\d{1,2})(\\.?\\s(?:${ANY_MONTH}))`, 'u');
/** A number that is no part of a date, a time, a telephone number or an address. */
const PLAIN_NUMBER =
  /(?<![\d.,:/+(-]|\d\s)(\d{1,3}(?:[.,]\d{3})+|\d{1,5}(?:,\d{1,2})?)(?![\d.,:/)-]*\d|\s?\d|\.\s?(?:\d|[A-ZÄÖÜ])|\.\p{L}|\p{L}|\s?(?:Uhr|am|pm|a\.m|p\.m))/gu;

const SWAPS: Readonly<Record<Locale, readonly (readonly [string, string])[]>> = {
  de: [
    ['mindestens', 'höchstens'],
    ['mehr als', 'weniger als'],
    ['über', 'unter'],
    ['vor', 'nach'],
    ['ab', 'bis'],
    ['kostenlos', 'kostenpflichtig'],
    ['kostenlose', 'kostenpflichtige'],
    ['kostenfrei', 'kostenpflichtig'],
    ['geöffnet', 'geschlossen'],
    ['gestiegen', 'gesunken'],
    ['erlaubt', 'verboten'],
    ['größte', 'kleinste'],
    ['größten', 'kleinsten'],
    ['älteste', 'jüngste'],
    ['höher', 'niedriger'],
    ['erste', 'letzte'],
    ['ersten', 'letzten'],
    ['innerhalb', 'außerhalb'],
    ['früher', 'später'],
    ['immer', 'nie'],
    ['mit', 'ohne'],
    ['freiwillig', 'verpflichtend'],
    ['muss', 'kann'],
    ['müssen', 'können'],
    ['alle', 'einige'],
    ['links', 'rechts'],
    ['nördlich', 'südlich'],
    ['neue', 'alte'],
    ['vormittags', 'nachmittags'],
    ['schneller', 'langsamer'],
  ],
  en: [
    ['at least', 'at most'],
    ['more than', 'less than'],
    ['over', 'under'],
    ['before', 'after'],
    ['from', 'until'],
    ['free', 'chargeable'],
    ['open', 'closed'],
    ['allowed', 'forbidden'],
    ['largest', 'smallest'],
    ['higher', 'lower'],
    ['first', 'last'],
    ['inside', 'outside'],
    ['earlier', 'later'],
    ['always', 'never'],
    ['with', 'without'],
    ['must', 'may'],
    ['all', 'some'],
    ['left', 'right'],
    ['new', 'old'],
    ['voluntary', 'compulsory'],
  ],
};
const UNITS: Readonly<Record<Locale, readonly (readonly [string, readonly string[]])[]>> = {
  de: [
    ['Euro', ['Dollar', 'Schweizer Franken', 'Cent']],
    ['€', ['US-Dollar', 'Cent']],
    ['Kilometer', ['Meter', 'Meilen']],
    ['Kilometern', ['Metern', 'Meilen']],
    ['Meter', ['Kilometer', 'Zentimeter']],
    ['Metern', ['Kilometern', 'Zentimetern']],
    ['Quadratmeter', ['Hektar', 'Quadratkilometer']],
    ['Quadratmetern', ['Hektar', 'Quadratkilometern']],
    ['Hektar', ['Quadratmeter', 'Quadratkilometer']],
    ['Prozent', ['Promille', 'Prozentpunkte']],
    ['Minuten', ['Stunden', 'Sekunden']],
    ['Stunden', ['Tage', 'Minuten']],
    ['Tage', ['Wochen', 'Stunden']],
    ['Tagen', ['Wochen', 'Stunden']],
    ['Wochen', ['Monate', 'Tage']],
    ['Monate', ['Jahre', 'Wochen']],
    ['Monaten', ['Jahren', 'Wochen']],
    ['Jahre', ['Monate', 'Wochen']],
    ['Jahren', ['Monaten', 'Wochen']],
    ['Tonnen', ['Kilogramm', 'Gramm']],
    ['Millionen', ['Milliarden', 'Tausend']],
  ],
  en: [
    ['euros', ['dollars', 'pounds', 'cents']],
    ['Euros', ['dollars', 'pounds']],
    ['euro', ['dollar', 'pound']],
    ['€', ['dollars', 'cents']],
    ['kilometres', ['metres', 'miles']],
    ['metres', ['kilometres', 'feet']],
    ['percent', ['per mille', 'percentage points']],
    ['minutes', ['hours', 'seconds']],
    ['hours', ['days', 'minutes']],
    ['days', ['weeks', 'hours']],
    ['weeks', ['months', 'days']],
    ['months', ['years', 'weeks']],
    ['years', ['months', 'weeks']],
    ['million', ['billion', 'thousand']],
  ],
};
const FINITE: Readonly<Record<Locale, readonly string[]>> = {
  de: [
    'ist',
    'sind',
    'wird',
    'werden',
    'wurde',
    'wurden',
    'hat',
    'haben',
    'kann',
    'können',
    'muss',
    'müssen',
    'soll',
    'sollen',
    'darf',
    'dürfen',
    'war',
    'waren',
  ],
  en: ['is', 'are', 'was', 'were', 'has', 'have', 'can', 'must', 'will', 'should', 'may'],
};

const RULES: Readonly<Record<Alteration, Rule>> = {
  number: ({ text, pick, isNew, language }) => {
    const match = pick([...text.matchAll(PLAIN_NUMBER)]);
    if (match === undefined) return null;
    const isMonth = new RegExp(`^\\.?\\s(?:${ANY_MONTH})`, 'u').test(text.slice(match.index + match[0].length));
    if (isMonth) return null;
    const changed = pick(otherNumbers(match[0], language).filter((put) => isNewNumber(put, isNew)));
    return changed === undefined ? null : replaceAt(text, match.index, match[0], changed);
  },
  date: ({ text, pick, isNew, language }) => {
    const choices: string[] = [];
    const day = DAY_OF_MONTH.exec(text);
    if (day !== null) {
      const other = ((Number(day[1]) + 6) % 28) + 1;
      if (isNew(`${other}${day[2]!}`)) choices.push(replaceAt(text, day.index, day[1]!, String(other)));
    }
    const names = [...text.matchAll(new RegExp(`(?<!\\p{L})(?:${ANY_MONTH})(?!\\p{L})`, 'gu'))];
    for (const match of names) {
      if (/^(?:May|March)$/.test(match[0])) continue;
      const other = pick(
        MONTHS[language].filter(
          (month) => month !== match[0] && isNew(month) && isNew(MONTHS.de[MONTHS[language].indexOf(month)]!),
        ),
      );
      if (other !== undefined) choices.push(replaceAt(text, match.index, match[0], other));
    }
    for (const match of text.matchAll(/(?<![\d.,/-])(?:19|20)\d{2}(?![\d.,/-]*\d|\s?(?:Euro|€|Meter))/gu)) {
      const other = String(Number(match[0]) + pick([-3, -2, -1, 1, 2, 3])!);
      if (isNew(other)) choices.push(replaceAt(text, match.index, match[0], other));
    }
    for (const match of text.matchAll(
      new RegExp(`(?<!\\p{L})(?:${WEEKDAYS[language].join('|')})(?=s?(?!\\p{L}))`, 'gu'),
    )) {
      const other = pick(
        WEEKDAYS[language].filter((each) => isNew(each) && isNew(WEEKDAYS.de[WEEKDAYS[language].indexOf(each)]!)),
      );
      if (other !== undefined) choices.push(replaceAt(text, match.index, match[0], other));
    }
    for (const match of text.matchAll(/(?<![\d.,])(\d{1,2})([.:]\d{2})?(?=\s(?:Uhr|[ap]\.?m))/gu)) {
      const other = `${Number(match[1]) > 2 ? Number(match[1]) - 1 : Number(match[1]) + 1}${match[2] ?? ''}`;
      if (isNew(`${other} `) && isNew(`${other}.`)) choices.push(replaceAt(text, match.index, match[0], other));
    }
    return pick(choices) ?? null;
  },
  name: ({ text, pick, isNew, replacements }) => {
    const held = pick(replacements.people.filter((name) => holdsWord(text, name)));
    const other = held && pick(replacements.people.filter((name) => name.split(/\s/u).every(isNew)));
    return held === undefined || other === undefined ? null : text.replace(held, other);
  },
  place: ({ text, pick, isNew, replacements }) => {
    const held = pick(replacements.places.filter((name) => holdsWord(text, name)));
    const other = held && pick(replacements.places.filter((name) => isNew(name)));
    return held === undefined || other === undefined ? null : text.replace(held, other);
  },
  negation: ({ text, language, pick, isNew }) => pick(negations(text, language, isNew)) ?? null,
  comparison: ({ text, language, pick }) => {
    const choices = SWAPS[language].flatMap(([one, other]) => [
      ...exchanged(text, one, other),
      ...(ONE_WAY.has(one) ? [] : exchanged(text, other, one)),
    ]);
    return pick(choices) ?? null;
  },
  'swapped between passages': (context) => {
    const { text, passage, pick, isNew, replacements } = context;
    const kinds = [replacements.people, replacements.places];
    for (const names of kinds) {
      const held = names.filter((name) => holdsWord(text, name));
      if (held.length === 0) continue;
      for (const other of someOf(replacements.others, pick)) {
        if (other.passage === passage) continue;
        const put = pick(names.filter((name) => holdsWord(other.text, name) && name.split(/\s/u).every(isNew)));
        if (put === undefined) continue;
        return { text: text.replace(pick(held)!, put), passages: [passage, other.passage] };
      }
    }
    return null;
  },
  'swapped within passage': ({ text, beside, pick, replacements }) => {
    const choices: string[] = [];
    const numbers = numbersWithUnit(text);
    for (const { written, unit } of numbers)
      for (const other of beside.flatMap(numbersWithUnit))
        if (other.unit === unit && other.written !== written && !text.includes(other.written))
          choices.push(text.replace(written, other.written));
    if (numbers.length === 2 && numbers[0]!.unit === numbers[1]!.unit && numbers[0]!.written !== numbers[1]!.written) {
      const [a, b] = [numbers[0]!.written, numbers[1]!.written];
      choices.push(text.replace(a, '\u0000').replace(b, a).replace('\u0000', b));
    }
    for (const names of [replacements.people, replacements.places]) {
      const held = names.filter((name) => holdsWord(text, name));
      const others = names.filter(
        (name) =>
          !text.includes(name) &&
          beside.some((each) => holdsWord(each, name)) &&
          !held.some((own) => own.includes(name) || name.includes(own)),
      );
      for (const own of held) for (const other of others) choices.push(text.replace(own, other));
    }
    return pick(choices) ?? null;
  },
  merged: ({ text, beside, pick, language, passage, replacements }) => {
    const head = splitAtVerb(text, language);
    if (head === null) return null;
    const isOther = fitsTo(head);
    const near = beside.flatMap((other) => {
      const tail = splitAtVerb(other, language);
      return isOther(tail) ? [{ text: `${head.before}${head.verb}${tail.rest}`, passages: [passage] }] : [];
    });
    if (near.length > 0) return pick(near)!;
    const far = someOf(replacements.others, pick).flatMap((other) => {
      const tail = other.passage === passage ? null : splitAtVerb(other.text, language);
      return isOther(tail)
        ? [{ text: `${head.before}${head.verb}${tail.rest}`, passages: [passage, other.passage] }]
        : [];
    });
    return pick(far) ?? null;
  },
  'invented half': ({ text, language, pick, passage, replacements }) => {
    const head = splitAtVerb(text, language);
    if (head === null) return null;
    const isOther = fitsTo(head);
    const held = heldText(passage);
    const choices = someOf(replacements.others, pick).flatMap((other) => {
      const tail = other.passage.document.id === passage.document.id ? null : splitAtVerb(other.text, language);
      if (!isOther(tail)) return [];
      const said = contentOf(tail.rest);
      const isHeld = said.filter((word) => held.includes(word)).length >= said.length * SAME_WORDS_MAX;
      return isHeld ? [] : [`${head.before}${head.verb}${tail.rest}`];
    });
    return pick(choices) ?? null;
  },
  'wrong citation': ({ text, passage, pick, replacements }) => {
    const own = contentOf(text);
    if (own.length < 4) return null;
    const other = someOf(replacements.others, pick).find(
      (each) =>
        each.passage !== passage &&
        own.filter((word) => each.passage.text.toLowerCase().includes(word)).length < own.length * SAME_WORDS_MAX,
    );
    return other === undefined ? null : { text, passages: [other.passage] };
  },
  'invented contact': ({ text, language, pick }) => {
    const body = text.replace(/[.!]$/u, '');
    const put = pick(INVENTED[language])!;
    return `${body}${put}`;
  },
  unit: ({ text, language, pick, isNew }) => {
    const choices = UNITS[language].flatMap(([unit, others]) => {
      const match = new RegExp(
        `(\\d\\s?|\\b(?:zwei|drei|vier|fünf|sechs|acht|zehn|two|three|four|five|six|ten|zwölf)\\s|Millionen\\s|million\\s)${unit}(?![\\p{L}])`,
        'u',
      ).exec(text);
      if (match === null) return [];
      return others
        .filter(isNew)
        .map((other) => replaceAt(text, match.index, match[0], `${match[1]!.trimEnd()} ${other}`));
    });
    return pick(choices) ?? null;
  },
  'more precise date': ({ text, language, pick, passage }) => {
    const choices: string[] = [];
    const month = new RegExp(`(?<![\\d.]\\s?)(?<=(?:im|in)\\s)(${ANY_MONTH})(?=\\s(?:19|20)\\d{2})`, 'u').exec(text);
    if (month !== null)
      choices.push(
        language === 'de'
          ? text.replace(`im ${month[0]}`, `am ${pick([4, 9, 14, 23])!}. ${month[0]}`)
          : text.replace(`in ${month[0]}`, `on ${pick([4, 9, 14, 23])!} ${month[0]}`),
      );
    const year = /(?<=(?:seit|im Jahr|im Jahre|in|since)\s)(?:18|19|20)\d{2}(?!\s?[-–/]|\d)/u.exec(text);
    if (year !== null && !new RegExp(`(?:${ANY_MONTH})\\s${year[0]}`, 'u').test(passage.text)) {
      const put = pick(MONTHS[language].filter((name) => !passage.text.includes(name)));
      if (put !== undefined)
        choices.push(
          language === 'de'
            ? text.replace(new RegExp(`(?:im Jahre?|in|seit)\\s${year[0]}`, 'u'), (found) =>
                found.startsWith('seit') ? `seit ${put} ${year[0]}` : `im ${put} ${year[0]}`,
              )
            : text.replace(year[0], `${put} ${year[0]}`),
        );
    }
    const day = new RegExp(`\\d{1,2}\\.?\\s(?:${ANY_MONTH})(?!\\s\\d)`, 'u').exec(text);
    if (day !== null && passage.document.publishedOn === null) {
      const put = pick(['2017', '2019', '2021'].filter((each) => !passage.text.includes(each)));
      if (put !== undefined) choices.push(replaceAt(text, day.index, day[0], `${day[0]} ${put}`));
    }
    return pick(choices) ?? null;
  },
};

/** Sentences of other passages that are looked at. */
const TRIES = 100;
/** A passage with more of a sentence's words may say the same. */
const SAME_WORDS_MAX = 0.4;

function someOf<T>(items: readonly T[], pick: (items: readonly T[]) => T | undefined): T[] {
  return Array.from({ length: TRIES }, () => pick(items)).filter((item) => item !== undefined);
}

/** Words whose opposite is not put back: exchanged the other way round the sentence would not read well. */
const ONE_WAY: ReadonlySet<string> = new Set([
  'mit',
  'with',
  'immer',
  'always',
  'from',
  'over',
  'alle',
  'all',
  'kostenfrei',
  'kostenlose',
  'free',
  'ab',
  'muss',
  'müssen',
  'must',
]);

const INVENTED: Readonly<Record<Locale, readonly string[]>> = {
  de: [
    ', weitere Informationen gibt es unter www.buergerportal-hilfe.de.',
    ' (Telefon 06221 7748 119).',
    '; Fragen beantwortet info@servicestelle-buergernah.de.',
    ', mehr dazu auf https://www.stadtservice-digital.de/antrag.',
    '; telefonisch erreichbar unter 030 5550 4821.',
  ],
  en: [
    '; more information is available at www.citizens-help-portal.com.',
    ' (phone 06221 7748 119).',
    '; please write to info@city-service-desk.org with any questions.',
    '; see https://www.digital-city-service.eu/apply.',
  ],
};

function otherNumbers(written: string, language: Locale): string[] {
  const digits = written.replace(/\D/g, '');
  const at = digits.length === 1 ? 0 : digits.length - 1 - (/^.0+$/.test(digits) ? digits.length - 1 : 0);
  const changed = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((put) => {
    if (Number(digits[at]) === put) return [];
    let seen = -1;
    return [written.replace(/\d/g, (digit) => ((seen += 1) === at ? String(put) : digit))];
  });
  return language === 'en' && written.includes('.') ? [] : changed;
}

function isNewNumber(put: string, isNew: (put: string) => boolean): boolean {
  const words = [
    'null',
    'eins',
    'zwei',
    'drei',
    'vier',
    'fünf',
    'sechs',
    'sieben',
    'acht',
    'neun',
    'zehn',
    'elf',
    'zwölf',
  ];
  const named = words[Number(put)];
  return isNew(put) && (named === undefined || (isNew(named) && isNew(named.slice(0, 4))));
}

function replaceAt(text: string, index: number, old: string, put: string): string {
  return text.slice(0, index) + put + text.slice(index + old.length);
}

function holdsWord(text: string, name: string): boolean {
  const at = text.indexOf(name);
  return at >= 0 && !/\p{L}/u.test(text[at - 1] ?? ' ') && !/\p{L}|-/u.test(text[at + name.length] ?? ' ');
}

function exchanged(text: string, one: string, other: string): string[] {
  const match = new RegExp(`(?<![\\p{L}-])${one}(?![\\p{L}-])`, 'u').exec(text);
  if (match === null) return [];
  const after = text.slice(match.index + one.length);
  // Prepositions that only bound something where a number or a date follows.
  if (
    /^(?:über|unter|ab|bis|vor|nach|over|under|before|after|from|until)$/u.test(one) &&
    !/^\s(?:dem\s|den\s|the\s)?\d/u.test(after)
  )
    return [];
  // "ohne" and "mit" take different cases, which shows in an article.
  if (/^(?:mit|ohne)$/u.test(one) && !/^\s(?:\d|\p{Lu})/u.test(after)) return [];
  return [replaceAt(text, match.index, one, other)];
}

function negations(text: string, language: Locale, isNew: (put: string) => boolean): string[] {
  const choices: string[] = [];
  if (language === 'de') {
    if (/(?<!\p{L})nicht (?!nur|zuletzt|mehr als|weniger)/u.test(text))
      choices.push(text.replace(/(?<!\p{L})nicht (?!nur|zuletzt|mehr als|weniger)/u, ''));
    const none = /(?<!\p{L})([Kk])ein(e[nmrs]?)?(?!\p{L})/u.exec(text);
    if (none !== null)
      choices.push(replaceAt(text, none.index, none[0], `${none[1] === 'K' ? 'E' : 'e'}in${none[2] ?? ''}`));
    if (choices.length === 0 && !/(?<!\p{L})(?:nicht|kein\p{L}*|nie\p{L}*|ohne|weder|nur)(?!\p{L})/u.test(text)) {
      const verb = new RegExp(`(?<!\\p{L})(?:${FINITE.de.join('|')})(?!\\p{L})`, 'u').exec(text);
      const last = /^(.{12,}\s)(\p{Ll}{4,})([.!])$/u.exec(text);
      if (
        verb !== null &&
        last !== null &&
        !text.slice(verb.index).includes(',') &&
        /(?:en|t)$/u.test(last[2]!) &&
        !/(?:en|t)\s$/u.test(last[1]!)
      )
        choices.push(`${last[1]!}nicht ${last[2]!}${last[3]!}`);
    }
  } else {
    const negated =
      /(?<!\p{L})(is|are|was|were|can|must|will|should|may|do|does|did|has|have)(?: not|n't)(?!\p{L})/u.exec(text);
    if (negated !== null) choices.push(replaceAt(text, negated.index, negated[0], negated[1]!));
    else if (!/(?<!\p{L})(?:not?|never|without|only|none)(?!\p{L})/iu.test(text)) {
      const verb = /(?<!\p{L})(is|are|was|were|can|must|will|should|may)(?= \p{Ll})/u.exec(text);
      if (verb !== null) choices.push(replaceAt(text, verb.index, verb[0], `${verb[0]} not`));
    }
  }
  return choices.filter((each) => isNew(each));
}

interface Quantity {
  readonly written: string;
  readonly unit: string;
}

function numbersWithUnit(text: string): Quantity[] {
  return [...text.matchAll(PLAIN_NUMBER)].flatMap((match) => {
    const following = /^\s?(\p{L}+|[€%])/u.exec(text.slice(match.index + match[0].length))?.[1];
    return following === undefined
      ? []
      : [{ written: match[0], unit: /^\p{Lu}|[€%]/u.test(following) ? following : '' }].filter(
          ({ unit }) => unit !== '',
        );
  });
}

/** A sentence before and behind its finite verb. */
interface Halves {
  readonly before: string;
  readonly verb: string;
  readonly rest: string;
}

/** Whether the end of another sentence goes with the beginning of one, about something else. */
function fitsTo(head: Halves): (tail: Halves | null) => tail is Halves {
  const own = contentOf(head.before);
  return (tail): tail is Halves =>
    tail !== null &&
    tail.verb === head.verb &&
    own.length > 0 &&
    contentOf(tail.before).length > 0 &&
    !contentOf(tail.before).some((word) => own.includes(word)) &&
    contentOf(tail.rest).length > 1;
}

function splitAtVerb(text: string, language: Locale): Halves | null {
  if (/[;:„"“]/u.test(text)) return null;
  const match = new RegExp(`^([^,]{8,90}?\\s)(${FINITE[language].join('|')})(?=\\s)`, 'u').exec(text);
  if (match === null) return null;
  const rest = text.slice(match[0].length);
  return rest.length < 20 ? null : { before: match[1]!, verb: match[2]!, rest };
}

function contentOf(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/\p{L}{5,}/gu) ?? [])];
}
