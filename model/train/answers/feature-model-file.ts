import { writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { packageRoot } from '../../../src/package-root.ts';
import type { FeatureModel } from '../../../src/retrieve/feature-model.ts';
import type { LogisticModel } from './logistic-regression.ts';

/** Weights by the names of their features, to four digits: more would be noise. A weight of 0, a feature that the fit left out, is not named. */
export function namedModel(names: readonly string[], { bias, weights }: LogisticModel): FeatureModel {
  const rounded = (value: number) => Number(value.toPrecision(4));
  const kept = names.flatMap((name, at) => (weights[at] === 0 ? [] : [[name, rounded(weights[at]!)] as const]));
  return { bias: rounded(bias), weights: Object.fromEntries(kept) };
}

/** What a module of fitted models says of itself. */
export interface ModelFileHeader {
  /** The command that writes it. */
  readonly command: string;
  /** The function that gives the features by these names. */
  readonly source: string;
}

/** Writes models as a module of the project, by their names, and says so; `file` is its path below the project. */
export async function writeModelFile(
  file: string,
  { command, source }: ModelFileHeader,
  models: Readonly<Record<string, FeatureModel>>,
  say: (line: string) => void,
): Promise<void> {
  const root = packageRoot();
  const target = join(root, file);
  const exported = Object.entries(models).map(
    ([name, model]) => `export const ${name}: FeatureModel = ${JSON.stringify(model)};`,
  );
  const type = relative(dirname(target), join(root, 'src/retrieve/feature-model.ts'));
  const module = `import type { FeatureModel } from '${type.startsWith('.') ? type : `./${type}`}';

/** Written by \`npm run ${command}\`, not by hand. The features are those of \`${source}\`. */

${exported.join('\n\n')}
`;
  await writeFile(target, await format(module, { ...(await resolveConfig(target)), filepath: target }));
  say(`the weights are in ${file}; build to use them`);
}
