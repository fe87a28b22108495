import { quantile } from '../../../eval/metrics/bootstrap.ts';
import { MATCH_FEATURES } from '../../../src/answer/line-features.ts';
import { crossValidateGate, crossValidateLines, crossValidateMatches } from './cross-validate.ts';
import { namedModel, writeModelFile } from './feature-model-file.ts';
import { collectGateExamples, type GateExample } from './gate-examples.ts';
import { collectLineExamples, type LineQuestion } from './line-examples.ts';
import { fitLogistic, predictLogistic, type LogisticModel } from './logistic-regression.ts';
import { readOmosTraining, readOwnAnswers } from './reading-set.ts';
import { withTrainingIndex } from './training-index.ts';
import { runFit } from './run-fit.ts';

/** The command that fits the choice of sentences and the gate: `npm run train:answers`. */

const HELP = `Fits the weights by which the sentences of an answer are chosen and by which questions are refused, and writes them to
src/answer/line-model.ts and src/retrieve/answerable-model.ts.

  npm run train:answers

  --data <folder>   collections (default: ../shared/data/bench beside the project); of OMoS-QA its questions of the split "train" are
                    used, German and English ones on the German pages, beside the passages in model/train/text/answers.jsonl. Without the
                    folder nothing is written.

The fit is deterministic. It depends on the embedding model: fit again when that has changed, then look at answers.answerableMin.
`;

/**
 * Strengths of the ridge penalty on weights of standardised features. For answer lines 100 to 1,000 differ by 0.013 of cross-validated F1, for the gate 10
 * to 100 by 0.008 of AUROC: within the noise. The match has six features and was fitted with this one only.
 */
const RIDGE = { answer: 300, match: 30, gate: 10 } as const;

/** Share of the questions off topic whose estimates the languages are made level by. */
const LEVEL_SHARE = 0.95;

await runFit(HELP, train);

async function train(folder: string, say: (line: string) => void): Promise<void> {
  const { answers, matches, gate } = await withTrainingIndex(await readOmosTraining(folder), async (index) => {
    say('reading the pages of the training questions of OMoS-QA');
    const read = await collectLineExamples(index, 'page');
    say('finding them among all pages');
    const amongAll = await collectLineExamples(index, 'pool');
    say('searching pools with and without these pages');
    return { answers: read, matches: amongAll, gate: await collectGateExamples(index) };
  });
  say('reading the passages that were written for this');
  const own = await withTrainingIndex(await readOwnAnswers(), (index) => collectLineExamples(index, 'page'));
  const leading = [...own.questions, ...matches.questions].map((question) => ({
    ...question,
    lines: question.lines.filter(({ canLead }) => canLead),
  }));

  say(`${answers.questions.length} + ${own.questions.length} questions with lines, ${gate.length} searches`);
  const { names } = answers;
  const everyFeature = names.map((_, at) => at);
  const ofMatch = MATCH_FEATURES.map((name) => names.indexOf(name));
  const results = [
    ...crossValidateLines(answers.questions, (questions) => {
      const model = fitLines(questions, everyFeature, RIDGE.answer);
      return (features) => predictLogistic(model, features);
    }),
    ...crossValidateMatches(leading, (questions) => {
      const model = fitLines(questions, ofMatch, RIDGE.match);
      return (features) =>
        predictLogistic(
          model,
          ofMatch.map((at) => features[at]!),
        );
    }),
    ...crossValidateGate(gate, (examples) => {
      const model = fitGate(examples);
      return ({ evidence }) => predictLogistic(model, Object.values(evidence));
    }),
  ];
  for (const result of results) say(result);

  const command = 'train:answers';
  const lineModels = {
    MATCH_MODEL: namedModel(MATCH_FEATURES, fitLines(leading, ofMatch, RIDGE.match)),
    ANSWER_MODEL: namedModel(names, fitLines(answers.questions, everyFeature, RIDGE.answer)),
  };
  await writeModelFile('src/answer/line-model.ts', { command, source: 'lineFeatures' }, lineModels, say);
  const gateModels = { ANSWERABLE_MODEL: namedModel(Object.keys(gate[0]!.evidence), fitGate(gate)) };
  await writeModelFile('src/retrieve/answerable-model.ts', { command, source: 'gatherEvidence' }, gateModels, say);
}

/** `used` are the places of the features that the model has. */
function fitLines(questions: readonly LineQuestion[], used: readonly number[], ridge: number): LogisticModel {
  const examples = questions.flatMap(({ lines }) => lines);
  const rows = examples.map(({ features }) => used.map((at) => features[at]!));
  return fitLogistic({ rows, labels: examples.map(({ label }) => label) }, ridge);
}

/**
 * Fits the gate, then levels the languages: questions in another language than the pages score so alike, whether they are answered or off topic, that one
 * threshold would let far more of them pass that are off topic. Their weight is moved until the same threshold refuses the same share of those.
 */
function fitGate(examples: readonly GateExample[]): LogisticModel {
  const rows = examples.map(({ evidence }) => Object.values(evidence));
  const labels = examples.map(({ reason }) => (reason === 'answerable' ? 1 : 0));
  const model = fitLogistic({ rows, labels }, RIDGE.gate);
  const levelOf = (asked: GateExample['asked']) =>
    quantile(
      examples
        .filter((example) => example.reason === 'topic removed' && example.asked === asked)
        .map(({ evidence }) => logOdds(predictLogistic(model, Object.values(evidence))))
        .sort((a, b) => a - b),
      LEVEL_SHARE,
    );
  const foreign = Object.keys(examples[0]!.evidence).indexOf('foreign');
  const step = levelOf('de') - levelOf('en');
  return { ...model, weights: model.weights.map((weight, at) => (at === foreign ? weight + step : weight)) };
}

function logOdds(probability: number): number {
  return Math.log(probability / (1 - probability));
}
