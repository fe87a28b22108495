/**
 * Characters that are not seen, or that turn around what is seen: controls, zero-width and bidirectional marks, soft hyphens, fillers, variation
 * selectors, tag characters, private use. Line breaks and tabs are none of them.
 */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** The text as it is seen. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}
