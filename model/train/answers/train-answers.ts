import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { MATCH_FEATURES } from '../../../src/answer/line-features.ts';
import type { LineModel } from '../../../src/answer/line-model.ts';
import { packageRoot } from '../../../src/package-root.ts';
import { createProgress } from '../progress.ts';
import { crossValidate } from './cross-validate.ts';
import { collectLineExamples, type LineQuestion } from './line-examples.ts';
import { fitLogistic } from './logistic-regression.ts';

/** The command that fits the choice of lines: `npm run train:answers`. */

const HELP = `Fits the weights by which the sentences of an answer are chosen and writes them to src/answer/line-model.ts.

  npm run train:answers

  --data <folder>   collections (default: ../shared/data/bench beside the project); of OMoS-QA its questions of the split "train" are
                    used, German and English ones on the German pages. Without the folder nothing is written.

The fit is deterministic. It depends on the embedding model: fit again when that has changed.
`;

/**
 * Strength of the ridge penalty on weights of standardised features. Between 30 and 1,000 the cross-validated F1 differs by less than a point.
 */
const RIDGE = 300;
/** The same for the few features of a line by itself. */
const MATCH_RIDGE = 30;

const root = packageRoot();
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(root, '../shared/data/bench') },
    help: { type: 'boolean', default: false },
  },
});
const progress = createProgress((line) => process.stderr.write(line));
if (values.help) process.stdout.write(HELP);
else if (existsSync(join(values.data, 'omos-de'))) await train(values.data);
else
  progress.say(
    `skipped: there is no folder ${join(values.data, 'omos-de')} with questions to fit on; name one with --data`,
  );

async function train(folder: string): Promise<void> {
  progress.say('reading the training questions');
  const { names, questions } = await collectLineExamples(folder);
  progress.say(`${questions.length} questions; cross-validation grouped by page`);
  for (const result of crossValidate(questions, RIDGE)) progress.say(result);
  const german = questions.filter(({ asked }) => asked === 'de');
  const isOwn = (name: string) => (MATCH_FEATURES as readonly string[]).includes(name);
  await writeModels({
    MATCH_MODEL: fit(german, names, isOwn, MATCH_RIDGE),
    ANSWER_MODEL: fit(questions, names, () => true, RIDGE),
  });
}

/** A model of the features that are used, with weights of four digits: more would be noise. */
function fit(
  questions: readonly LineQuestion[],
  names: readonly string[],
  isUsed: (name: string) => boolean,
  ridge: number,
): LineModel {
  const used = names.flatMap((name, at) => (isUsed(name) ? [at] : []));
  const rows = questions.flatMap(({ lines }) => lines);
  const { bias, weights } = fitLogistic(
    { rows: rows.map(({ features }) => used.map((at) => features[at]!)), labels: rows.map(({ label }) => label) },
    ridge,
  );
  const rounded = (value: number) => Number(value.toPrecision(4));
  return {
    bias: rounded(bias),
    weights: Object.fromEntries(used.map((at, place) => [names[at]!, rounded(weights[place]!)])),
  };
}

async function writeModels(models: Readonly<Record<string, LineModel>>): Promise<void> {
  const target = join(root, 'src/answer/line-model.ts');
  const source = `/** Written by \`npm run train:answers\`, not by hand. */

/** \`logistic(bias + Σ weight · feature)\`, by the names of \`lineFeatures\`. */
export interface LineModel {
  readonly bias: number;
  readonly weights: Readonly<Record<string, number>>;
}

${Object.entries(models)
  .map(([name, model]) => `export const ${name}: LineModel = ${JSON.stringify(model)};`)
  .join('\n\n')}
`;
  await writeFile(target, await format(source, { ...(await resolveConfig(target)), filepath: target }));
  progress.say(`the weights are in ${target}; build to use them`);
}
