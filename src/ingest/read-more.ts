import type { PageLine } from './page-lines.ts';
import { withText } from './page-lines.ts';

const LINK = String.raw`(?:[[(»›→>]\s?)?(?:(?:mehr(?: dazu| lesen| erfahren| zum thema)?|weiterlesen|weiter lesen|lesen sie mehr|read more|more)(?:\s?(?:\.{2,3}|…|»|›|→|>{1,2}))?|zum artikel|zur meldung)\s?[\])]?$`;
/** Links behind a teaser that lead to the whole text. */
const LINK_BEHIND = new RegExp(String.raw`[\s.!?“”"»)\]]\s{0,3}${LINK}`, 'i');
const LINK_ALONE = new RegExp(`^${LINK}`, 'i');
/** "Musik, Theater und mehr …" is no link. */
const GOES_WITH_MORE = /(?:^|\s)(?:und|oder|noch|viel|nicht|nichts|kein|keine|immer|umso|je|and|no)$/i;
/** Longest such link with its marks. */
const MORE_CHARS_MAX = 24;
const SENTENCE_END = /[.!?…]["“”»)\]]*$/;

export interface ReadMoreOutcome {
  readonly kept: readonly PageLine[];
  readonly dropped: readonly string[];
}

/**
 * Cuts "mehr…" and "Weiterlesen" off the end of lines and drops lines that hold nothing else; the line before remembers it (`endsInMore`).
 * A sentence that ends in the word "mehr" keeps it: the link stands behind a finished sentence, or has an arrow or dots.
 */
export function cutReadMore(lines: readonly PageLine[]): ReadMoreOutcome {
  const kept: PageLine[] = [];
  const dropped: string[] = [];
  for (const line of lines) {
    const cut = line.kind === 'text' || line.kind === 'item' ? linkStart(line.text) : null;
    if (cut === null) {
      kept.push(line);
      continue;
    }
    dropped.push(line.text.slice(cut).trim());
    const text = line.text.slice(0, cut).trim();
    const above = kept.at(-1);
    if (text !== '') kept.push({ ...withText(line, text), endsInMore: true });
    else if (above !== undefined) kept[kept.length - 1] = { ...above, endsInMore: true };
  }
  return { kept, dropped };
}

/** Where the link starts, in UTF-16 code units; null where the line ends in none. */
function linkStart(text: string): number | null {
  if (text.length <= MORE_CHARS_MAX && LINK_ALONE.test(text)) return 0;
  const from = Math.max(0, text.length - MORE_CHARS_MAX);
  const found = LINK_BEHIND.exec(text.slice(from));
  if (found === null) return null;
  // The first character of the match is the sentence's own last one, or a space.
  const start = from + found.index + 1;
  const before = text.slice(0, start).trimEnd();
  const hasMark = /(?:\.{2,3}|…|»|›|→|>)\s?[\])]?$/.test(text);
  return SENTENCE_END.test(before) || (hasMark && !GOES_WITH_MORE.test(before)) ? start : null;
}
