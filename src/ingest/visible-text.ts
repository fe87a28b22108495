/**
 * What no reader sees but a program would: control characters, zero-width and bidirectional controls, tag characters, variation
 * selectors, soft hyphens, interlinear marks, lone surrogates. Text can be smuggled in them. The white space among the control characters
 * (tab to carriage return) stays.
 */
const INVISIBLE = /(?![\t-\r])\p{Cc}|\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]|\p{Cs}/gu;
const WHITE_SPACE = /\s+/gu;

/** The text without the characters that no reader sees, in composed form (NFC). */
export function removeInvisible(text: string): string {
  return text.replace(INVISIBLE, '').normalize('NFC');
}

/** The text as one visible line: invisible characters removed, NFC, every run of white space (line breaks too) one space, trimmed. */
export function toVisibleLine(text: string): string {
  return removeInvisible(text).replace(WHITE_SPACE, ' ').trim();
}
