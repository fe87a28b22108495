import { createHash } from 'node:crypto';
import { microLineScores, paperLineScores } from '../../../eval/metrics/answer-lines.ts';
import { areaUnderRoc } from '../../../eval/metrics/refusal.ts';
import { predictedPlaces } from '../../../src/answer/predicted-places.ts';
import type { GateExample } from './gate-examples.ts';
import type { LineQuestion } from './line-examples.ts';

const FOLDS = 5;
const LANGUAGES = ['de', 'en'] as const;

/** Scores of examples by models that were fitted without their fold: `fit` gives the scorer of the examples it is given. */
function scoreOutOfFold<T, S>(
  examples: readonly T[],
  groupOf: (example: T) => string,
  fit: (examples: readonly T[]) => (example: T) => S,
): { readonly example: T; readonly score: S }[] {
  const foldOf = (example: T) => createHash('sha256').update(groupOf(example)).digest()[0]! % FOLDS;
  return Array.from({ length: FOLDS }, (_, fold) => {
    const scoreOf = fit(examples.filter((example) => foldOf(example) !== fold));
    return examples
      .filter((example) => foldOf(example) === fold)
      .map((example) => ({ example, score: scoreOf(example) }));
  }).flat();
}

/** Answer lines of questions on pages that were not fitted on; a line of text for each language asked in. */
export function crossValidateLines(
  questions: readonly LineQuestion[],
  fit: (questions: readonly LineQuestion[]) => (features: Float64Array) => number,
): string[] {
  const judged = scoreOutOfFold(
    questions,
    ({ group }) => group,
    (others) => {
      const probabilityOf = fit(others);
      return ({ lines }) => {
        const places = predictedPlaces(lines.map(({ features }) => probabilityOf(features)));
        return new Set(places.map((at) => lines[at]!.line));
      };
    },
  ).map(({ example: { asked, gold }, score }) => ({ asked, gold, predicted: score }));
  return LANGUAGES.map((language) => {
    const own = judged.filter(({ asked }) => asked === language);
    const [paper, micro] = [paperLineScores(own), microLineScores(own)];
    const [precision, recall, f1, microF1] = [paper.precision, paper.recall, paper.f1, micro.f1].map(rounded);
    return `lines, ${language}, n = ${own.length}: paper P ${precision!} R ${recall!} F1 ${f1!}, micro F1 ${microF1!}`;
  });
}

/** How often the best line, or one of the best three, is marked, on pages that were not fitted on; a line of text for each language asked in. */
export function crossValidateMatches(
  questions: readonly LineQuestion[],
  fit: (questions: readonly LineQuestion[]) => (features: Float64Array) => number,
): string[] {
  const ranked = scoreOutOfFold(
    questions,
    ({ group }) => group,
    (others) => {
      const matchOf = fit(others);
      return ({ lines }) =>
        lines
          .map(({ features, label }) => ({ label, match: matchOf(features) }))
          .sort((a, b) => b.match - a.match)
          .map(({ label }) => label);
    },
  );
  return LANGUAGES.map((language) => {
    const own = ranked.filter(({ example }) => example.asked === language);
    const share = (best: number) =>
      rounded(own.filter(({ score }) => score.slice(0, best).includes(1)).length / own.length);
    return `best line, ${language}, n = ${own.length}: ${share(1)}, of three ${share(3)}`;
  });
}

/** AUROC of the gate on questions of pages that were not fitted on; a line of text for each language asked in. */
export function crossValidateGate(
  examples: readonly GateExample[],
  fit: (examples: readonly GateExample[]) => (example: GateExample) => number,
): string[] {
  const scored = scoreOutOfFold(examples, ({ page }) => page, fit);
  return LANGUAGES.map((language) => {
    const scoresOf = (reason: string) =>
      scored.filter(({ example }) => example.asked === language && example.reason === reason).map(({ score }) => score);
    const against = ['page does not answer', 'page removed', 'other city', 'topic removed'].map(
      (reason) => `${reason} ${rounded(areaUnderRoc(scoresOf('answerable'), scoresOf(reason)))}`,
    );
    return `gate, ${language}, AUROC: ${against.join(', ')}`;
  });
}

function rounded(value: number): string {
  return value.toFixed(3);
}
