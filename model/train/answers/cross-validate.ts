import { microLineScores, paperLineScores } from '../../../eval/metrics/answer-lines.ts';
import { predictedPlaces } from '../../../src/answer/predicted-places.ts';
import type { LineQuestion } from './line-examples.ts';
import { fitLogistic, predictLogistic } from './logistic-regression.ts';

const FOLDS = 5;

/** Line scores of questions whose pages the weights were not fitted on, one line of text for each language asked in. */
export function crossValidate(questions: readonly LineQuestion[], ridge: number): string[] {
  const foldOf = ({ group }: LineQuestion) => Number.parseInt(group.slice(0, 8), 16) % FOLDS;
  const judged = Array.from({ length: FOLDS }, (_, fold) => {
    const rows = questions.filter((question) => foldOf(question) !== fold).flatMap(({ lines }) => lines);
    const model = fitLogistic(
      { rows: rows.map(({ features }) => features), labels: rows.map(({ label }) => label) },
      ridge,
    );
    return questions
      .filter((question) => foldOf(question) === fold)
      .map(({ asked, gold, lines }) => {
        const places = predictedPlaces(lines.map(({ features }) => predictLogistic(model, features)));
        return { asked, gold, predicted: new Set(places.map((at) => lines[at]!.line)) };
      });
  }).flat();
  return (['de', 'en'] as const).map((language) => {
    const own = judged.filter(({ asked }) => asked === language);
    const [paper, micro] = [paperLineScores(own), microLineScores(own)];
    const numbers = [paper.precision, paper.recall, paper.f1, micro.f1].map((value) => value.toFixed(3));
    return `${language}, n = ${own.length}: paper P ${numbers[0]!} R ${numbers[1]!} F1 ${numbers[2]!}, micro F1 ${numbers[3]!}`;
  });
}
