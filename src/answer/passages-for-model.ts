import type { Passage } from '../types.ts';
import type { SentencesInTime } from './choose-in-time.ts';
import { withoutCommands } from './commands-in-text.ts';
import type { TimeScope } from './time-scope.ts';

/** Passages that a small model still reads with care, and characters of all of them: some 1,700 tokens. */
const PASSAGES_MAX = 5;
const CHARS_MAX = 6000;
/** A passage below this share of the best one's score has little to do with the question. */
const NEAR_SHARE_MIN = 0.5;

/**
 * What a model may answer from: the passages from which the quoted answer would come, then others that are near, best first. Documents that speak of
 * another time are left out, so that no model can take last year's date for this year's; where the question names a time, so is every document that the
 * quoted answer does not come from. Blocks that speak to a machine are left out as well; there may be no passage left.
 */
export function passagesForModel(
  { kind }: TimeScope,
  { chosen, outdated }: SentencesInTime,
  passages: readonly Passage[],
): Passage[] {
  const quoted = [...new Set(chosen.map(({ passage }) => passage))];
  const documents = new Set(quoted.map(({ document }) => document));
  const scoreMin = NEAR_SHARE_MIN * Math.max(...passages.map(({ score }) => score));
  const near = passages.filter(
    (passage) =>
      !quoted.includes(passage) &&
      passage.score >= scoreMin &&
      (documents.has(passage.document) || (kind === 'now' && !outdated.has(passage.document))),
  );
  let chars = 0;
  const safe = withoutCommands([...quoted, ...near].slice(0, PASSAGES_MAX));
  return safe.filter(({ text }, at) => {
    chars += text.length;
    return at === 0 || chars <= CHARS_MAX;
  });
}
