import type { PageLine } from './page-lines.ts';

/** Headlines of lists of other articles. They stand behind the article, and what follows belongs to others. */
const TAIL =
  /^(?:(?:weitere|aktuellste|neueste|neuste|letzte|ähnliche|verwandte|andere|mehr) (?:aktuelle )?(?:meldungen|nachrichten|pressemitteilungen|pressemeldungen|artikel|beiträge|news|themen|inhalte|seiten)(?: (?:aus|zu|zum|der|des|von) .{1,40})?|das (?:könnte|dürfte) (?:sie|dich|euch) (?:auch|ebenfalls) interessieren|(?:auch|ebenfalls) interessant|interessant(?:e artikel)? für sie|meistgelesen|meistgelesene artikel|related (?:articles|posts|news)|you (?:may|might) also like|more news)$/i;
/** The same within an article: the box ends where the text goes on. */
const INSERTED =
  /^(?:lesen sie auch|lies auch|lesen sie mehr|siehe auch|mehr zum thema|zum thema|passend dazu|read also|see also)$/i;
/** Shortest paragraph that shows that the article goes on behind an inserted box: two ordinary sentences. */
const PARAGRAPH_CHARS_MIN = 140;
/** Shortest sentence that makes what stands before a tail an article. */
const SENTENCE_CHARS_MIN = 60;

export interface TailOutcome {
  readonly kept: readonly PageLine[];
  readonly dropped: readonly string[];
}

/** Cuts off lists of other articles behind the article, and boxes with such lists within it. */
export function dropTail(lines: readonly PageLine[]): TailOutcome {
  const kept: PageLine[] = [];
  const dropped: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    const label = line.text.replace(/[:.…]{1,3}$/, '').trim();
    const isLabel = line.kind !== 'table' && line.kind !== 'code' && label.length <= 80;
    if (isLabel && TAIL.test(label)) {
      dropped.push(line.text);
      // A menu above the article may hold the same words.
      if (!kept.some(isArticleSentence)) continue;
      for (const rest of lines.slice(at + 1)) dropped.push(rest.text);
      break;
    }
    if (!(isLabel && INSERTED.test(label))) {
      kept.push(line);
      continue;
    }
    const end = lines.findIndex((next, index) => index > at && endsBox(next));
    for (const rest of lines.slice(at, end === -1 ? undefined : end)) dropped.push(rest.text);
    if (end === -1) break;
    at = end - 1;
  }
  return { kept, dropped };
}

function isArticleSentence(line: PageLine): boolean {
  return line.kind === 'table' || (line.text.length >= SENTENCE_CHARS_MIN && /[.!?]["“”»)]?$/.test(line.text));
}

function endsBox(line: PageLine): boolean {
  return (
    line.kind === 'table' ||
    line.kind === 'heading' ||
    (line.kind === 'text' && line.text.length >= PARAGRAPH_CHARS_MIN && !line.endsInMore && isArticleSentence(line))
  );
}
