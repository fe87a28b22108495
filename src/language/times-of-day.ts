/** A time of day at `text.slice(start, end)`. */
export interface FoundTime {
  readonly start: number;
  readonly end: number;
  /** Minutes after midnight, 0…1440. */
  readonly minutes: number;
  /** Whether the text leaves open which half of the day it is ("halb acht", "at 3 o'clock"). */
  readonly isHalfDayOpen: boolean;
}

const CLOCK = '(\\d{1,2})(?:[.:](\\d{2}))?';
/** What a number of hours may have behind it, perhaps after the end of a range, to be a time: "8 bis 15.30 Uhr". */
const GERMAN = new RegExp(
  `(?<![\\p{L}\\p{N}.,:])${CLOCK}(?=(?:\\s?(?:bis|und|oder|–|-|/)\\s?\\d{1,2}(?:[.:]\\d{2})?)?\\s?Uhr(?!\\p{L})(\\s(?:nachmittags|abends))?)`,
  'gu',
);
const ENGLISH = new RegExp(
  `(?<![\\p{L}\\p{N}.,:])${CLOCK}(?=(?:\\s?(?:to|and|or|until|–|-)\\s?\\d{1,2}(?:[.:]\\d{2})?)?\\s?([ap])\\.?m(?![\\p{L}]))`,
  'giu',
);
/** A range whose first half has no mark of its own, "11 to 2 pm", leaves open which half of the day it is in. */
const HAS_OWN_MARK = /^\s?[ap]\.?m/iu;
const COLON = /(?<![\p{L}\p{N}.,:])(\d{1,2}):(\d{2})(?![:.,]?\d)/gu;
const OCLOCK = /(?<![\p{L}\p{N}.,:])(\d{1,2})\s?o['’]clock/giu;
const NAMED: readonly (readonly [RegExp, number])[] = [
  [/(?<!\p{L})(?:noon|midday)(?!\p{L})/giu, 720],
  [/(?<!\p{L})(?:Mitternacht|midnight)(?!\p{L})/giu, 0],
];
const HOURS =
  'eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'.split(
    '|',
  );
const IN_WORDS = new RegExp(
  `(?<!\\p{L})(halb|half past|quarter past|quarter to)\\s(${HOURS.join('|')})(?!\\p{L})`,
  'giu',
);
/** Minutes from the hour that is named. */
const OFFSETS: Readonly<Record<string, number>> = {
  halb: -30,
  'half past': 30,
  'quarter past': 15,
  'quarter to': -15,
};
const DAY_MINUTES = 1440;

/** The times of day of a text in text order, German and English, without overlap. */
export function findTimesOfDay(text: string): FoundTime[] {
  const found: FoundTime[] = [];
  /** One flag per character that belongs to a time already found. */
  const taken = new Uint8Array(text.length);
  const add = (start: number, end: number, minutes: number | null, isHalfDayOpen = false): void => {
    if (minutes === null || taken.subarray(start, end).includes(1)) return;
    taken.fill(1, start, end);
    found.push({ start, end, minutes, isHalfDayOpen });
  };
  for (const match of text.matchAll(GERMAN)) {
    const [written, hour, minute, half] = match;
    const isLate = half !== undefined && Number(hour) < 12;
    add(match.index, match.index + written.length, minutesOf(Number(hour) + (isLate ? 12 : 0), minute));
  }
  for (const match of text.matchAll(ENGLISH)) {
    const [written, hour, minute, half] = match;
    const end = match.index + written.length;
    const isLate = half!.toLowerCase() === 'p';
    const minutes = minutesOf((Number(hour) % 12) + (isLate ? 12 : 0), minute);
    add(match.index, end, Number(hour) > 12 ? null : minutes, !HAS_OWN_MARK.test(text.slice(end, end + 4)));
  }
  for (const match of text.matchAll(COLON))
    add(match.index, match.index + match[0].length, minutesOf(Number(match[1]), match[2]));
  for (const match of text.matchAll(OCLOCK))
    add(match.index, match.index + match[0].length, minutesOf(Number(match[1]), undefined), Number(match[1]) <= 12);
  for (const [pattern, minutes] of NAMED)
    for (const match of text.matchAll(pattern)) add(match.index, match.index + match[0].length, minutes);
  for (const match of text.matchAll(IN_WORDS)) {
    const hour = (HOURS.indexOf(match[2]!.toLowerCase()) % 12) + 1;
    add(match.index, match.index + match[0].length, hour * 60 + OFFSETS[match[1]!.toLowerCase()]!, true);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Whether two times may be the same; 0 and 24 o'clock are. */
export function isSameTime(a: FoundTime, b: FoundTime): boolean {
  const day = a.isHalfDayOpen || b.isHalfDayOpen ? DAY_MINUTES / 2 : DAY_MINUTES;
  return a.minutes % day === b.minutes % day;
}

function minutesOf(hour: number, minute: string | undefined): number | null {
  const minutes = Number(minute ?? 0);
  return hour <= 24 && minutes < 60 && hour * 60 + minutes <= DAY_MINUTES ? hour * 60 + minutes : null;
}
