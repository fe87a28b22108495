import { words } from '../language/tokens.ts';

/** Words in a row that a sentence shares with an instruction by copying it, not by chance. */
const WORDS_IN_A_ROW = 4;

/** Tells sentences that repeat what the model was told: `canary`, or words in a row of `instructions` that stand in none of the cited texts. */
export function createLeakFilter(
  instructions: string,
  canary: string,
): (sentence: string, cited: readonly string[]) => boolean {
  const told = new Set(rowsOf(instructions));
  const spelled = words(canary).join('');
  return (sentence, cited) => {
    if (words(sentence).join('').includes(spelled)) return true;
    const repeated = rowsOf(sentence).filter((row) => told.has(row));
    if (repeated.length === 0) return false;
    const quoted = new Set(cited.flatMap(rowsOf));
    return repeated.some((row) => !quoted.has(row));
  };
}

function rowsOf(text: string): string[] {
  const all = words(text);
  return Array.from({ length: Math.max(0, all.length - WORDS_IN_A_ROW + 1) }, (_, at) =>
    all.slice(at, at + WORDS_IN_A_ROW).join(' '),
  );
}
