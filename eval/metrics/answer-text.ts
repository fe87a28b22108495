/** Metrics of what an answer's text holds. */

/** Answers longer than this do not count as holding the expected words: the whole page would hold them too. */
export const ANSWER_WORDS_MAX = 60;

/**
 * Whether a fact stands in a text, without regard to case and spacing. It may be part of a word, but no number is found within another: `9.200` does
 * not stand in `19.200`, nor `12` in `2012`.
 */
export function holdsFact(text: string, fact: string): boolean {
  const [within, wanted] = [foldSpelling(text), foldSpelling(fact)];
  for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + 1)) {
    const isCutBefore = /^\d/.test(wanted) && /\d[.,]?$/.test(within.slice(0, at));
    const isCutAfter = /\d$/.test(wanted) && /^[.,]?\d/.test(within.slice(at + wanted.length));
    if (!isCutBefore && !isCutAfter) return true;
  }
  return false;
}

/** 1 when an answer of at most 60 words holds one of the gold spans of SQuAD (Rajpurkar et al. 2016), else 0. */
export function containsGold(answer: string, goldSpans: readonly string[]): number {
  const isShort = answer.split(/\s+/).filter((word) => word !== '').length <= ANSWER_WORDS_MAX;
  return isShort && goldSpans.some((span) => holdsFact(answer, span)) ? 1 : 0;
}

/** Share of facts that stand in an answer; a fact has one or more spellings. 1 where no fact is expected. */
export function factRecall(answer: string, facts: readonly (readonly string[])[]): number {
  if (facts.length === 0) return 1;
  return facts.filter((spellings) => spellings.some((spelling) => holdsFact(answer, spelling))).length / facts.length;
}

function foldSpelling(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
