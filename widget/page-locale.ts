import type { Locale } from '../src/types.ts';

const LOCALES: readonly Locale[] = ['de', 'en'];

/** The locale for an element: of the language that it, or what it stands in, is marked with; German where the widget does not speak that. */
export function pageLocale(element: HTMLElement): Locale {
  const tag = element.closest<HTMLElement>('[lang]')?.lang.toLowerCase() ?? '';
  return LOCALES.find((locale) => tag.split('-', 1)[0] === locale) ?? 'de';
}
