import { words, type Answer, type AnswerSentence, type Citation } from '../../src/index.ts';

/** Metrics of an answer's citations. Each is of one answer with at least one sentence. */

/** Share of its distinct words that a sentence must find in its evidence to be supported; the rest may be turns of phrase. */
const SUPPORT_MIN = 0.8;

/**
 * How far a text supports a sentence, in [0, 1], without a model as judge: 1 where the sentence stands in it word for word, 0 where it lacks a number
 * of the sentence, else the share of the sentence's distinct words that it holds.
 */
export function supportScore(sentence: string, evidence: string): number {
  const numbers = new Set(numbersIn(evidence));
  if (!numbersIn(sentence).every((number) => numbers.has(number))) return 0;
  if (evidence.includes(sentence)) return 1;
  const wanted = new Set(words(sentence));
  const there = new Set(words(evidence));
  return wanted.size === 0 ? 0 : [...wanted].filter((word) => there.has(word)).length / wanted.size;
}

/** Share of citations whose quote is a verbatim part of the passage, and whose passage is a verbatim part of the document's text; 1 without citations. */
export function citationValidity(
  citations: readonly Citation[],
  textOf: (documentId: string) => string | null,
): number {
  if (citations.length === 0) return 1;
  const valid = citations.filter(
    ({ documentId, passage, quote }) =>
      quote !== '' && passage.includes(quote) && textOf(documentId)?.includes(passage) === true,
  );
  return valid.length / citations.length;
}

/** Citation recall (ALCE, Gao et al. 2023): share of sentences that their cited passages support together. */
export function citationRecall(answer: Pick<Answer, 'sentences' | 'citations'>): number {
  const supported = answer.sentences.filter((sentence) => isSupported(sentence.text, citedBy(sentence, answer)));
  return supported.length / answer.sentences.length;
}

/**
 * Citation precision (ALCE): share of citation marks that are needed. A mark counts when the passages cited by its sentence support it, and this
 * passage supports it alone or the others do not without it. 0 without any mark.
 */
export function citationPrecision(answer: Pick<Answer, 'sentences' | 'citations'>): number {
  let marks = 0;
  let needed = 0;
  for (const sentence of answer.sentences) {
    const cited = citedBy(sentence, answer);
    marks += sentence.citations.length;
    if (!isSupported(sentence.text, cited)) continue;
    needed += cited.filter(
      (citation) =>
        isSupported(sentence.text, [citation]) ||
        !isSupported(
          sentence.text,
          cited.filter((other) => other !== citation),
        ),
    ).length;
  }
  return marks === 0 ? 0 : needed / marks;
}

/** The passages that a sentence cites; a number that no citation has gives none. */
function citedBy(sentence: AnswerSentence, { citations }: Pick<Answer, 'citations'>): Citation[] {
  return sentence.citations.flatMap((number) => citations.filter((citation) => citation.number === number));
}

function isSupported(sentence: string, evidence: readonly Citation[]): boolean {
  return (
    evidence.length > 0 && supportScore(sentence, evidence.map(({ passage }) => passage).join('\n')) >= SUPPORT_MIN
  );
}

/** Numbers, times and dates in figures, each as a whole; points between groups of three are no part of a number. */
function numbersIn(text: string): string[] {
  return (text.match(/\d+(?:[.,:]\d+)*/g) ?? []).map((number) =>
    /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(number) ? number.replaceAll('.', '') : number,
  );
}
