import { createHash } from 'node:crypto';
import { readCases, readWrittenPairs, type VerifierCase } from '../../../eval/verifier/verifier-cases.ts';
import { createFeatureReader, createVerifier, type WithheldReason } from '../../../src/answer/verify.ts';
import { createEmbedder } from '../../../src/embed/create-embedder.ts';
import { readLexicon } from '../../../src/retrieve/lexicon.ts';
import { namedModel, writeModelFile } from '../answers/feature-model-file.ts';
import { fitLogistic, predictLogistic, type LogisticModel } from '../answers/logistic-regression.ts';
import { runFit } from '../answers/run-fit.ts';

/** The command that fits the decision on a sentence of a language model: `npm run train:verifier`. */

const HELP = `Fits the weights by which a generated sentence stands or is withheld, and writes them to src/answer/verify-model.ts.

  npm run train:verifier

  --data <folder>   collections (default: ../shared/data/bench beside the project); of OMoS-QA the pages without a question of the
                    split "dev" are used, beside the shipped corpus, the passages in model/train/text/answers.jsonl and the pairs in
                    eval/verifier/dev-pairs.jsonl, all of the development half only. Without the folder nothing is written.

The fit is deterministic. It depends on the embedding model and the lexicon: fit again when those have changed, then run
npm run bench:verifier.
`;

/** Strength of the ridge penalty on weights of standardised features; 3 to 30 differ by less than the noise. */
const RIDGE = 10;
/** How often a sentence that was written by hand counts: they are few, and the only ones in a writer's own words. */
const WRITTEN_COPIES = 10;
const FOLDS = 5;
/** Thresholds that the report is of. */
const THRESHOLDS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];

/** Features that speak for a sentence; those of `EITHER` depend on the others, and all the rest speak against it. */
const FOR = ['support', 'exact', 'weakest', 'weakest but one', 'covered', 'fact margin', 'fact nearness', 'single'];
const EITHER = ['facts', 'words', 'rivals', 'alike'];

/** Reasons that the fitted decision gives; a case withheld for another one was decided by rule, before it. */
const FITTED_REASONS: readonly WithheldReason[] = ['support', 'negation', 'comparison'];

interface Example {
  readonly of: VerifierCase;
  readonly features: readonly number[];
  readonly isByRule: boolean;
}

await runFit(HELP, train);

async function train(data: string, say: (line: string) => void): Promise<void> {
  const parts = { embedder: await createEmbedder('bundled'), lexicon: readLexicon() };
  const [verifier, read] = [createVerifier(parts), createFeatureReader(parts)];
  const examples = { own: [] as Example[], foreign: [] as Example[] };
  let names: string[] = [];
  for (const each of [...(await readCases({ data, half: 'development' })), ...(await readWrittenPairs())]) {
    // A sentence of a passage stands by rule.
    if (each.kind === 'verbatim') continue;
    const claim = { text: each.text, passages: each.passages, question: '', language: each.language };
    const seen = read(claim);
    const { features, isForeign } = seen;
    const verdict = await verifier.verify(claim);
    names = Object.keys(features);
    const isByRule = seen.isByRule || (!verdict.isSupported && !FITTED_REASONS.includes(verdict.reason));
    examples[isForeign ? 'foreign' : 'own'].push({ of: each, features: Object.values(features), isByRule });
  }
  for (const [name, list] of Object.entries(examples))
    for (const line of crossValidate(list, names)) say(`${name}: ${line}`);
  const models = {
    OWN_MODEL: namedModel(names, fit(examples.own, names)),
    FOREIGN_MODEL: namedModel(names, fit(examples.foreign, names)),
  };
  await writeModelFile(
    'src/answer/verify-model.ts',
    { command: 'train:verifier', source: 'compareClaim' },
    models,
    say,
  );
}

/** Fits, and leaves out features whose weight has the wrong sign, until there are none: on other texts they would mislead. */
function fit(examples: readonly Example[], names: readonly string[]): LogisticModel {
  const used = examples
    .filter(({ isByRule }) => !isByRule)
    .flatMap((example) =>
      Array.from({ length: example.of.source === 'written pairs' ? WRITTEN_COPIES : 1 }, () => example),
    );
  const labels = used.map(({ of }) => (of.isTrue ? 1 : 0));
  let kept = names.map((_, at) => at);
  for (;;) {
    const model = fitLogistic({ rows: used.map(({ features }) => kept.map((at) => features[at]!)), labels }, RIDGE);
    const right = kept.filter((at, place) => {
      const name = names[at]!;
      return EITHER.includes(name) || (FOR.includes(name) ? model.weights[place]! >= 0 : model.weights[place]! <= 0);
    });
    if (right.length === kept.length)
      return {
        bias: model.bias,
        weights: names.map((_, at) => (kept.includes(at) ? model.weights[kept.indexOf(at)]! : 0)),
      };
    kept = right;
  }
}

/** What is withheld of which sentences by models fitted without their documents, a line for each threshold. */
function crossValidate(examples: readonly Example[], names: readonly string[]): string[] {
  const foldOf = ({ of }: Example) => createHash('sha256').update(of.group).digest()[0]! % FOLDS;
  const scored = Array.from({ length: FOLDS }, (_, fold) => {
    const model = fit(
      examples.filter((example) => foldOf(example) !== fold),
      names,
    );
    return examples
      .filter((example) => foldOf(example) === fold)
      .map((example) => ({ example, score: example.isByRule ? 0 : predictLogistic(model, example.features) }));
  }).flat();
  return THRESHOLDS.map((threshold) => {
    const share = (isWanted: (of: VerifierCase) => boolean) => {
      const own = scored.filter(({ example }) => isWanted(example.of));
      return `${(own.filter(({ score }) => score < threshold).length / own.length).toFixed(3)} (${own.length})`;
    };
    const isWritten = ({ source }: VerifierCase) => source === 'written pairs';
    return [
      `at ${threshold}: withheld of true written ${share((of) => isWritten(of) && of.isTrue)}`,
      `other true ${share((of) => !isWritten(of) && of.isTrue)}`,
      `altered written ${share((of) => isWritten(of) && !of.isTrue)}`,
      `other altered ${share((of) => !isWritten(of) && !of.isTrue)}`,
    ].join(', ');
  });
}
