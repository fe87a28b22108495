import type { PageLine } from './page-lines.ts';

/** Words that websites put into menus and hardly ever into a line of an article that has no verb. */
const MENU_WORDS: ReadonlySet<string> = new Set(
  'startseite home impressum datenschutz datenschutzerklärung barrierefreiheit sitemap kontakt suche menü login logout anmelden newsletter facebook twitter instagram youtube linkedin flickr mastodon rss e-mail aktuelles presse service bürgerservice karriere stellenangebote veranstaltungen english deutsch gebärdensprache'.split(
    ' ',
  ),
);
/** Words that tie a German or English sentence together; a list of menu entries has few of them. */
const TYING_WORDS: ReadonlySet<string> = new Set(
  'der die das den dem des ein eine einen einem einer ist sind war waren wird werden wurde wurden hat haben hatte kann können soll sollen muss nicht sich auch als dass wenn bei im am zum zur vom für auf aus an in zu von nach über unter durch the of is are was were has have will can to for on at with and'.split(
    ' ',
  ),
);

/** Words from which on a line without any sentence mark is taken for navigation if it reads like a list. */
const LONG_LINE_WORDS_MIN = 25;
/** Words of a shorter line of menu entries; below, titles look the same. */
const SHORT_LINE_WORDS_MIN = 5;
/** German prose has about 35 % capitalised and 35 % tying words; the menu line of a real city page 90 % and 4 %. */
const CAPITALISED_MIN = 0.65;
const TYING_MAX = 0.12;
/** Commas and semicolons per word: a list of names in an article has them, menu entries do not. */
const COMMAS_MAX = 0.04;
/** Lines in a row, of at most this many words each, that make a menu if half of them hold a menu word. */
const RUN_LINES_MIN = 4;
const RUN_WORDS_MAX = 3;

/** Whether a line is a row of menu entries: many words, hardly a verb or article, no sentence. */
export function isNavigationLine(text: string): boolean {
  const entries = text.split(/[\s|]/).filter((entry) => /[\p{L}\p{N}]/u.test(entry));
  if (entries.length < SHORT_LINE_WORDS_MIN || /[.!?;]["“”»«)]?(?:\s|$)/.test(text)) return false;
  const share = (test: (entry: string) => boolean): number => entries.filter(test).length / entries.length;
  if (share((entry) => /[,;]$/.test(entry)) > COMMAS_MAX) return false;
  const capitalised = share((entry) => /^[\p{Lu}\p{N}]/u.test(entry));
  const tying = share((entry) => TYING_WORDS.has(entry.toLowerCase()));
  if (capitalised < CAPITALISED_MIN || tying > TYING_MAX) return false;
  const menuWords = share((entry) => MENU_WORDS.has(entry.replace(/:$/, '').toLowerCase()));
  // A long line needs no menu word; a short one must be made of them to a good part, or titles would go.
  return entries.length >= LONG_LINE_WORDS_MIN || menuWords >= 2.5 / Math.max(entries.length, 8);
}

/** Indices of lines in menus that stand one entry a line. */
export function navigationRuns(lines: readonly PageLine[]): ReadonlySet<number> {
  const found = new Set<number>();
  let start = 0;
  for (let at = 0; at <= lines.length; at += 1) {
    const line = lines[at];
    if (line !== undefined && isShortEntry(line)) continue;
    const run = lines.slice(start, at);
    const menuLines = run.filter((entry) => entry.text.split(' ').some((word) => MENU_WORDS.has(word.toLowerCase())));
    if (run.length >= RUN_LINES_MIN && menuLines.length * 2 >= run.length)
      for (let index = start; index < at; index += 1) found.add(index);
    start = at + 1;
  }
  return found;
}

function isShortEntry(line: PageLine): boolean {
  return (
    (line.kind === 'text' || line.kind === 'item') &&
    line.text.length <= 60 &&
    line.text.split(' ').length <= RUN_WORDS_MAX &&
    !/[.!?,;:@\d]/.test(line.text)
  );
}
