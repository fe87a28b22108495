/** Stretches of time that fees and durations are counted in, German and English; normalised beginnings of their words. */
const UNITS: readonly (readonly [string, RegExp])[] = [
  ['minutes', /^minuten?$|^minutes?$/],
  ['hours', /^stunden?$|^stuendlich\w*$|^hour(?:s|ly)?$/],
  ['days', /^tag(?:e|es|en)?$|^taeglich\w*$|^days?$|^daily$/],
  ['weeks', /^wochen?$|^woechentlich\w*$|^week(?:s|ly)?$/],
  ['months', /^monat(?:e|s|en)?$|^monatlich\w*$|^month(?:s|ly)?$/],
  ['years', /^jahr(?:e|es|en)?$|^jaehrlich\w*$|^year(?:s|ly)?$|^annual(?:ly)?$/],
];

/** The unit that a normalised word names, "jaehrlich" and "Jahr" the same; null for a word that names none. */
export function stretchUnitOf(word: string): string | null {
  return UNITS.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}
