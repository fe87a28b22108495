import type { PageLine } from './page-lines.ts';
import { withText } from './page-lines.ts';

/** A credit names a person, an agency, a city: more than this is a caption. */
const CREDIT_CHARS_MAX = 90;

const CREDIT_WORD = String.raw`(?:pressefoto|titelfoto|titelbild|fotos?|bilder|bild|bildnachweis|bildquelle|bildrechte|bildautor(?:in)?|fotograf(?:in)?|grafik|quelle|illustration|visualisierung|montage|copyright|photo|image|credit)`;
const CREDIT_LINE = new RegExp(String.raw`^[([]?(?:${CREDIT_WORD} ?[:/©]|©|\(c\)|copyright\b)\s*`, 'i');
const CREDIT_BRACKET = new RegExp(String.raw`^(?:${CREDIT_WORD} ?[:/©]|©|\(c\))`, 'i');
const CREDIT_BEHIND_SENTENCE = new RegExp(String.raw`^(?:${CREDIT_WORD}:|©) ?`, 'i');
/** Lower-case words that credits hold; any other makes the text a sentence. */
const CREDIT_SMALL_WORDS: ReadonlySet<string> = new Set(
  'von van de der des und für via by dpa privat adobe stock adobestock shutterstock istock pixabay unsplash picture alliance imago epd ddp getty images archiv c stadt'.split(
    ' ',
  ),
);

export interface CaptionOutcome {
  readonly kept: readonly PageLine[];
  readonly dropped: readonly string[];
  /** What the credits name, for example `Stadt Musterstadt`. */
  readonly credits: readonly string[];
}

/** Whether a whole line only says whose a picture is. */
export function isCreditLine(text: string): boolean {
  const mark = CREDIT_LINE.exec(text);
  return (
    mark !== null && text.length <= CREDIT_CHARS_MAX && isCreditName(text.slice(mark[0].length).replace(/[)\]]$/, ''))
  );
}

/**
 * Keeps captions, which state facts, and drops the credit behind them. A line right above a credited caption is the picture's alternative
 * text: it goes if it names nobody, no place and no number that the page does not name elsewhere.
 */
export function dropCredits(lines: readonly PageLine[]): CaptionOutcome {
  const kept: PageLine[] = [];
  const dropped: string[] = [];
  const credits: string[] = [];
  const uses = countWords(lines);
  for (const line of lines) {
    const credit = line.kind === 'table' || line.kind === 'code' ? null : creditAtEnd(line.text);
    if (credit === null) {
      if (line.kind !== 'table' && line.kind !== 'code' && isCreditLine(line.text)) credits.push(nameOf(line.text));
      kept.push(line);
      continue;
    }
    credits.push(nameOf(line.text.slice(credit.start)));
    dropped.push(line.text.slice(credit.start));
    const above = kept.at(-1);
    let gap = line.gap;
    if (above !== undefined && !line.gap && isAlternativeText(above, uses)) {
      dropped.push(above.text);
      gap = above.gap;
      kept.pop();
    }
    const caption = line.text.slice(0, credit.start).trim();
    if (caption !== '') kept.push({ ...withText(line, caption), gap });
  }
  return { kept, dropped, credits };
}

/** Where a credit at the end of the line starts: in brackets, or as a last "sentence" of its own. */
function creditAtEnd(text: string): { readonly start: number } | null {
  if (text.endsWith(')') || text.endsWith(']')) {
    const start = Math.max(text.lastIndexOf('('), text.lastIndexOf('['));
    // `(Foto: © (c) dpa)` does not occur; the last bracket is the credit's.
    return start >= 0 && text.length - start <= CREDIT_CHARS_MAX && CREDIT_BRACKET.test(text.slice(start + 1))
      ? { start }
      : null;
  }
  const from = Math.max(0, text.length - CREDIT_CHARS_MAX);
  for (let at = text.length - 1; at > from; at -= 1) {
    if (text[at] !== ' ' || !/[.!?“”"»)]/.test(text[at - 1]!)) continue;
    const last = text.slice(at + 1);
    const mark = CREDIT_BEHIND_SENTENCE.exec(last);
    if (mark !== null && isCreditName(last.slice(mark[0].length))) return { start: at + 1 };
  }
  return null;
}

function isCreditName(name: string): boolean {
  const words = name.split(/[\s/|,&+©()-]/).filter((word) => word !== '');
  if (words.length === 0 || words.length > 12 || /^(?:der|die|das|ein|eine|auf|in|im|bei)$/i.test(words[0]!))
    return false;
  return words.every(
    (word) =>
      /^[^\p{Ll}]/u.test(word) || CREDIT_SMALL_WORDS.has(word.toLowerCase().replace(/\.$/, '')) || word.includes('.'),
  );
}

function nameOf(credit: string): string {
  const name = credit.replace(/^[([]/, '').replace(CREDIT_LINE, '').replace(/^©\s?/, '');
  return name.replace(/[)\]]$/, '').trim();
}

function isAlternativeText(line: PageLine, uses: ReadonlyMap<string, number>): boolean {
  if (line.kind !== 'text' || /[.!?:]["“”»)]?$/.test(line.text)) return false;
  const own = wordsOf(line.text);
  const ownUses = countOf(own);
  return namesIn(own).every((name) => (uses.get(name) ?? 0) > (ownUses.get(name) ?? 0));
}

/** Words that may be facts: numbers, capitalised words in a row (names of people), and capitalised words behind a preposition (places). */
function namesIn(words: readonly string[]): string[] {
  const isCapital = (word: string | undefined): boolean => word !== undefined && /^\p{Lu}/u.test(word);
  return words.filter((word, at) => {
    if (/\p{N}/u.test(word)) return true;
    if (!isCapital(word)) return false;
    return (
      isCapital(words[at - 1]) ||
      isCapital(words[at + 1]) ||
      /^(?:in|im|aus|von|vom|nach|bei|am)$/.test(words[at - 1] ?? '')
    );
  });
}

function countWords(lines: readonly PageLine[]): Map<string, number> {
  return countOf(lines.flatMap((line) => wordsOf(line.text)));
}

function countOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}
