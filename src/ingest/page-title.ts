import { sentenceRanges } from '../language/sentences.ts';
import type { PageLine } from './page-lines.ts';

/** Longest headline seen on German city pages, with room. */
const TITLE_CHARS_MAX = 160;
/** Length of a title made of first words. */
const FIRST_WORDS_CHARS_MAX = 80;
/** A shorter first sentence ("Es ist so weit.") names nothing, so the title goes on behind it. */
const FIRST_SENTENCE_CHARS_MIN = 30;
/** A kicker ("Kooperation") is at most this many words above a title of at least `KICKED_WORDS_MIN`. */
const KICKER_WORDS_MAX = 2;
const KICKED_WORDS_MIN = 4;
/** Shortest paragraph below a title that is not set off by a blank line. */
const BODY_CHARS_MIN = 120;

const SENTENCE_END = /[.!?…]["'“”«»‘’)\]]*$/;
/** Words that a title cannot end with. */
const DANGLING =
  /(?:^|\s)(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|und|oder|sowie|mit|in|im|an|am|auf|bei|beim|für|von|vom|zu|zum|zur|aus|nach|über|unter|um|als|bis|durch|dass|wie|ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|ihre[mnrs]?|seine[mnrs]?|zwischen|the|a|an|and|of|in|to|for|with|on|at|\d{1,2}\.?|\p{P}+)$/iu;

export interface TitleOutcome {
  readonly title: string | null;
  /** Paragraphs and teasers that stood above the title. */
  readonly above: readonly PageLine[];
  readonly body: readonly PageLine[];
  readonly dropped: readonly string[];
}

/** Whether a text ends like a sentence. */
export function isSentence(text: string): boolean {
  return SENTENCE_END.test(text);
}

/** Whether a line may be a title or sub-heading: short, no end of a sentence but a question's or an exclamation's. */
export function isTitleLike(line: PageLine): boolean {
  if (line.kind === 'heading') return true;
  if (line.kind !== 'text' || line.text.length > TITLE_CHARS_MAX || !/\p{L}{2}/u.test(line.text)) return false;
  return (
    !/[.,;:…]["'“”«»‘’)\]]*$/.test(line.text) &&
    !/^\p{Ll}/u.test(line.text) &&
    !(/^[„"»]/.test(line.text) && isSentence(line.text))
  );
}

/**
 * Finds the title of an article and takes it, its repetitions and the kicker above it out of the lines. In this order: the title that the
 * file states, the name in the breadcrumb, the first top heading, a line that stands twice, the first line if it reads like a title, the first
 * paragraph that does.
 */
export function takeTitle(lines: readonly PageLine[], stated: string | null, breadcrumb: string | null): TitleOutcome {
  const at = findTitle(lines, stated, breadcrumb);
  const title = stated ?? lines[at]?.text ?? null;
  if (title === null) return { title, above: [], body: lines, dropped: [] };
  if (at === -1) return { title, above: [], body: lines, dropped: [] };
  const dropped: string[] = [];
  const isTitle = (line: PageLine): boolean => isSameTitle(line.text, title);
  const above = lines.slice(0, at).filter((line) => !isTitle(line));
  const kicker = above.at(-1);
  if (kicker !== undefined && isKicker(kicker, title)) {
    dropped.push(kicker.text);
    above.pop();
  }
  const rest = lines.slice(at + 1);
  const bodyAt = rest.findIndex((line) => !isTitle(line));
  const repeated = bodyAt === -1 ? rest : rest.slice(0, bodyAt);
  for (const line of repeated) dropped.push(line.text);
  const body = rest.slice(repeated.length).map((line, index) => (index === 0 ? { ...line, gap: true } : line));
  return { title, above, body, dropped };
}

/**
 * The first words of a text as a title: whole words, at most one sentence, no mark that is not closed, nothing that asks for more at the
 * end. Always a part of the text.
 */
export function firstWords(text: string): string {
  // Twice the length is enough to see whether the first sentence ends within it.
  const sentence = sentenceRanges(text.slice(0, 2 * FIRST_WORDS_CHARS_MAX)).find(
    ({ end }) => end >= FIRST_SENTENCE_CHARS_MIN,
  );
  let title = text.slice(0, sentence?.end).trimStart();
  if (title.length > FIRST_WORDS_CHARS_MAX) {
    const cut = title.lastIndexOf(' ', FIRST_WORDS_CHARS_MAX);
    title = title.slice(0, cut > 0 ? cut : FIRST_WORDS_CHARS_MAX);
  }
  title = withoutOpenMark(title);
  while (DANGLING.test(title)) title = title.replace(DANGLING, '').trimEnd();
  return title.replace(/[\s.,;:–—-]{1,10}$/, '');
}

/** Cuts before a quotation or bracket that the title does not close; one at the very start is left out alone. */
function withoutOpenMark(title: string): string {
  for (const [opening, closings] of [
    ['„', '“”"'],
    ['»', '«'],
    ['(', ')'],
    ['[', ']'],
  ] as const) {
    const at = title.lastIndexOf(opening);
    if (at === -1 || Array.from(closings).some((closing) => title.includes(closing, at + 1))) continue;
    return at === 0 ? title.slice(1) : title.slice(0, at).trimEnd();
  }
  return title;
}

function findTitle(lines: readonly PageLine[], stated: string | null, breadcrumb: string | null): number {
  if (stated !== null) return lines.findIndex((line) => isSameTitle(line.text, stated));
  const named =
    breadcrumb === null ? -1 : lines.findIndex((line) => isTitleLike(line) && isSameTitle(line.text, breadcrumb));
  if (named !== -1) return named;
  const top = lines.findIndex((line) => line.kind === 'heading' && line.level === 1);
  if (top !== -1) return top;
  const twice = lines.findIndex((line, at) => isTitleLike(line) && isSameTitle(lines[at + 1]?.text ?? '', line.text));
  if (twice !== -1) return twice;
  const [first, second, third] = lines;
  if (first === undefined) return -1;
  if (isTitleLike(first) && isSetOff(lines, 0))
    return second !== undefined &&
      isSetOff(lines, 1) &&
      isKicker(first, second.text) &&
      isTitleLike(second) &&
      third !== undefined
      ? 1
      : 0;
  if (isTitleLike(first) && second !== undefined && second.text.length >= BODY_CHARS_MIN) return 0;
  return lines.findIndex((line, at) => isTitleLike(line) && isSetOff(lines, at) && at + 1 < lines.length);
}

/** Whether the line is a paragraph of its own. */
function isSetOff(lines: readonly PageLine[], at: number): boolean {
  return lines[at]!.gap && (lines[at + 1]?.gap ?? true);
}

/** A topic above the title, for example `Kooperation` above `Neue Partnerschaft mit drei Städten vereinbart`. */
function isKicker(line: PageLine, title: string): boolean {
  return (
    line.kind !== 'heading' &&
    isTitleLike(line) &&
    line.text.split(' ').length <= KICKER_WORDS_MAX &&
    title.split(' ').length >= KICKED_WORDS_MIN
  );
}

function isSameTitle(one: string, other: string): boolean {
  return one.normalize('NFKC').toLowerCase() === other.normalize('NFKC').toLowerCase();
}
