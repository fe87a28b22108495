import { sentenceRanges } from '../language/sentences.ts';
import { timesOf } from './document-times.ts';
import type { ChosenSentence } from './extract.ts';

/**
 * Chosen sentences with a day, for a question that asks when: where none names one, the neighbour of the first that does comes along ("Wir feiern am Kai.
 * Das Fest dauert vom 3. bis 5. Mai."). Further sentences make room for it.
 */
export function withDate(chosen: readonly ChosenSentence[], sentencesMax: number): ChosenSentence[] {
  const [first, ...others] = chosen;
  if (first === undefined || chosen.some((sentence) => saysDay(sentence))) return [...chosen];
  const { passage } = first;
  const around = sentenceRanges(passage.text).map(({ start, end }) => ({
    ...first,
    start: passage.chunk.start + start,
    end: passage.chunk.start + end,
    text: passage.text.slice(start, end),
  }));
  const after = around.find(({ start }) => start >= first.end);
  const before = around.findLast(({ end }) => end <= first.start);
  const rest = chosen.length < sentencesMax ? others : [];
  if (after !== undefined && saysDay(after)) return [first, after, ...rest];
  return before !== undefined && saysDay(before) ? [before, first, ...rest] : [...chosen];
}

/** Whether a sentence names a day or a month; a heading is no sentence. */
function saysDay(sentence: ChosenSentence): boolean {
  const isHeading = sentence.passage.document.blocks.some(
    ({ kind, start, end }) => kind === 'heading' && start < sentence.end && sentence.start < end,
  );
  return !isHeading && timesOf(sentence).some(({ isYears }) => !isYears);
}
