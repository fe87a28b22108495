/**
 * What no reader sees but a program would: control characters, zero-width and bidirectional controls, tag characters, variation
 * selectors, soft hyphens, lone surrogates. Text can be smuggled in them. The white space among the control characters (tab to carriage
 * return) is left for the next step.
 */
const INVISIBLE = /(?![\t-\r])\p{Cc}|\p{Default_Ignorable_Code_Point}|\p{Cs}/gu;
const WHITE_SPACE = /\s+/gu;

/** The text as one visible line: invisible characters removed, NFC, every run of white space (line breaks too) one space, trimmed. */
export function toVisibleLine(text: string): string {
  return text.replace(INVISIBLE, '').normalize('NFC').replace(WHITE_SPACE, ' ').trim();
}
