import type { PageLine } from './page-lines.ts';

/** A chatbot's own account of itself, which sites put beside their articles. */
export interface InfoBox {
  /** "Über …" with the name that the bot gives itself. */
  readonly title: string;
  readonly lines: readonly PageLine[];
}

export interface InfoBoxOutcome {
  readonly kept: readonly PageLine[];
  readonly box: InfoBox | null;
  /** Label and closing sign of the box. */
  readonly dropped: readonly string[];
}

const INTRODUCTION =
  /\b(?:[Ii]ch bin|[Ii]ch heiße|[Mm]ein Name ist) (?:(?:der|die|das) )?(?:Chatbot |Bot )?(\p{Lu}[\p{L}\d-]{1,30})(?=[\s.,!:;]|$)/u;
const INTRODUCTION_EN = /\b(?:I am|I'm|My name is) (\p{Lu}[\p{L}\d-]{1,30})(?=[\s.,!:;]|$)/u;
/** Only a machine says so of itself: a person who introduces herself does not. */
const IS_BOT =
  /\b(?:ich bin|als) (?:ein|eine|der|die|das)?\s?(?:[\p{L}-]{1,30} ){0,3}(?:chatbot|bot|ki\b|k\.i\.|künstliche intelligenz|sprachmodell|assistent|assistentin|assistenzsystem|system)|\bi am an? (?:[\p{L}-]{1,30} ){0,3}(?:chatbot|bot|ai\b|language model|assistant)/iu;
const FIRST_PERSON = /\b(?:ich|mein(?:e[mnrs]?)?|mir|mich|chat|i|my|me)\b/i;
const CLOSING = /^(?:×|x|✕|✖|schließen|fenster schließen|close)$/i;
const LABEL = /^(?:info|infos|hinweis|über mich|chatbot|chat|hilfe|info zum chatbot)$/i;
/** Paragraphs that a box may hold between two that speak in the first person: data protection, a link. */
const STRANGE_PARAGRAPHS_MAX = 3;
const PARAGRAPH_CHARS_MIN = 120;

/**
 * Takes the box out of the page. It starts where the bot says its name and ends at a closing sign, or behind the last paragraph that
 * speaks in the first person or names the bot. What people are quoted with does not count.
 */
export function extractInfoBox(lines: readonly PageLine[]): InfoBoxOutcome {
  const spoken = lines.map((line) => withoutQuotes(line.text));
  const introducedAt = spoken.findIndex((text) => INTRODUCTION.test(text) || INTRODUCTION_EN.test(text));
  if (introducedAt === -1) return { kept: lines, box: null, dropped: [] };
  const german = INTRODUCTION.exec(spoken[introducedAt]!);
  const name = (german ?? INTRODUCTION_EN.exec(spoken[introducedAt]!))![1]!;
  const ownWords = (text: string): boolean => FIRST_PERSON.test(text) || text.includes(name);

  let end = introducedAt + 1;
  for (let at = end; at < lines.length && at - end <= STRANGE_PARAGRAPHS_MAX; at += 1) {
    if (CLOSING.test(lines[at]!.text)) {
      end = at + 1;
      break;
    }
    if (ownWords(spoken[at]!) || lines[at]!.kind === 'item') end = at + 1;
  }
  if (!spoken.slice(introducedAt, end).some((text) => IS_BOT.test(text)))
    return { kept: lines, box: null, dropped: [] };

  let start = introducedAt;
  while (start > 0 && belongsAbove(lines[start - 1]!, spoken[start - 1]!, ownWords)) start -= 1;
  const isMark = (line: PageLine): boolean => CLOSING.test(line.text) || LABEL.test(line.text);
  const box = lines.slice(start, end);
  const rest = lines.slice(end);
  const kept = [...lines.slice(0, start), ...rest.map((line, at) => (at === 0 ? { ...line, gap: true } : line))];
  return {
    kept,
    box: { title: german === null ? `About ${name}` : `Über ${name}`, lines: box.filter((line) => !isMark(line)) },
    dropped: box.filter(isMark).map((line) => line.text),
  };
}

/** A label or greeting above the introduction. */
function belongsAbove(line: PageLine, spoken: string, ownWords: (text: string) => boolean): boolean {
  return (
    LABEL.test(line.text) ||
    (spoken.length < PARAGRAPH_CHARS_MIN &&
      (/^(?:hallo|guten tag|willkommen|hi\b|hello)/i.test(spoken) || ownWords(spoken)))
  );
}

const QUOTE_END: Readonly<Record<string, string>> = { '„': '“”"', '“': '”', '»': '«', '«': '»', '"': '"' };

/** The text without what stands in quotation marks; an unclosed quotation reaches to the end of the line. */
function withoutQuotes(text: string): string {
  let spoken = '';
  let ends: string | null = null;
  for (const character of text) {
    if (ends !== null) {
      if (ends.includes(character)) ends = null;
    } else if (character in QUOTE_END) ends = QUOTE_END[character]!;
    else spoken += character;
  }
  return spoken;
}
