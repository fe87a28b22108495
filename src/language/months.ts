/** German and English names of the months, full and short; the first of each is the one Lumi writes. */
const NAMES: readonly { readonly de: readonly string[]; readonly en: readonly string[] }[] = [
  { de: ['Januar', 'Jänner', 'Jan'], en: ['January', 'Jan'] },
  { de: ['Februar', 'Feber', 'Feb'], en: ['February', 'Feb'] },
  { de: ['März', 'Maerz', 'Mär', 'Mrz'], en: ['March', 'Mar'] },
  { de: ['April', 'Apr'], en: ['April', 'Apr'] },
  { de: ['Mai'], en: ['May'] },
  { de: ['Juni', 'Jun'], en: ['June', 'Jun'] },
  { de: ['Juli', 'Jul'], en: ['July', 'Jul'] },
  { de: ['August', 'Aug'], en: ['August', 'Aug'] },
  { de: ['September', 'Sept', 'Sep'], en: ['September', 'Sept', 'Sep'] },
  { de: ['Oktober', 'Okt'], en: ['October', 'Oct'] },
  { de: ['November', 'Nov'], en: ['November', 'Nov'] },
  { de: ['Dezember', 'Dez'], en: ['December', 'Dec'] },
];

const NUMBERS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap(({ de, en }, index) => [...de, ...en].map((name) => [name.toLowerCase(), index + 1] as const)),
);

/** Source of a regular expression for any name of a month, to be used with the flags `iu`; the longest name wins. */
export const MONTH_PATTERN = `(?:${[...NUMBERS.keys()].sort((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}])`;

/** 1…12 for a name that `MONTH_PATTERN` matched. */
export function monthNumber(name: string): number {
  return NUMBERS.get(name.toLowerCase())!;
}

/** Full name of month 1…12. */
export function monthName(month: number, locale: 'de' | 'en'): string {
  return NAMES[month - 1]![locale][0]!;
}
