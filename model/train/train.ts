import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../src/package-root.ts';
import { readOwnText } from './own-text.ts';
import { createProgress } from './progress.ts';
import { hasTrainingData, readCorpusFolder, readTrainingFolder } from './sources.ts';
import { trainModel } from './train-model.ts';
import { createWordCorpus } from './word-corpus.ts';
import { writeModel } from './write-model.ts';

/** The command that makes the embedding model: `npm run train -- --out <folder>`. */

const HELP = `Trains the embedding model and writes it as a folder that Lumi and any ONNX tool can load.

  npm run train -- --out /tmp/model

  --data <folder>     training files (default: ../shared/data/train beside the project); without them the project's
                      own corpus is used, which gives a tiny model that shows the way and is good for nothing else
  --out <folder>      where the model goes (default: model/lumi-embed; without training files var/tiny-embed, so that
                      the tiny model does not take the place of the real one)
  --seed <number>     the same seed gives the same model (default: 1)
  --dimensions <n>    length of the vectors (default: 256)
  --pieces <n>        subword pieces, at most 65536 (default: 32000)
`;

const root = packageRoot();
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(root, '../shared/data/train') },
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    dimensions: { type: 'string', default: '256' },
    pieces: { type: 'string', default: '32000' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(HELP);
} else {
  await run();
}

async function run(): Promise<void> {
  const settings = {
    seed: wholeNumber('seed', values.seed, 0, 2 ** 32 - 1),
    dimensions: wholeNumber('dimensions', values.dimensions, 2, 4096),
    pieces: wholeNumber('pieces', values.pieces, 100, 2 ** 16),
  };
  const progress = createProgress((line) => process.stderr.write(line));
  const hasData = await hasTrainingData(values.data);
  if (!hasData) progress.say(`no training files in ${values.data}: a tiny model is made from the project's own corpus`);

  const corpus = createWordCorpus();
  let reading = '';
  const sources = hasData ? [readTrainingFolder(values.data), readOwnText()] : [readCorpusFolder(join(root, 'corpus'))];
  for (const source of sources) {
    for await (const { file, pair } of source) {
      if (hasData && file !== reading) progress.say(`reading ${file}`);
      reading = file;
      corpus.add(pair);
    }
  }
  const out = resolve(values.out ?? join(root, hasData ? 'model/lumi-embed' : 'var/tiny-embed'));
  await writeModel(out, await trainModel(corpus.finish(), settings, progress));
  progress.say(`the model is in ${out}`);
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`--${option} must be a whole number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}
