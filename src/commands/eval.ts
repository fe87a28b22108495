import { LOCALES, LumiError } from '../index.ts';
import { commonArgs, configFrom, defineLumiCommand, EXIT, wholeNumber, type ExitCode } from './command.ts';
import { createProgressLine, printJson, printRemark, printResult } from './terminal.ts';

export const evaluation = defineLumiCommand({
  summary: 'Ask the questions of a suite and report what was answered, with figures and their intervals',
  examples: ['lumi eval', 'lumi eval press-pages --json', 'lumi eval shipped-corpus --gates eval/baseline.json'],
  args: {
    suite: {
      type: 'positional',
      required: false,
      description: 'Name of a shipped suite or path of one in YAML; default: shipped-corpus',
    },
    dataset: {
      type: 'string',
      description: 'Ask a collection instead, on its own documents: a folder in the layout of BEIR or with SQuAD files',
      valueHint: 'folder',
    },
    'dataset-language': {
      type: 'enum',
      options: [...LOCALES],
      description: "Language of the collection's documents",
      default: 'de',
    },
    pages: {
      type: 'string',
      description: 'Ask on the documents that ingesting this folder gives, and nothing else',
      valueHint: 'folder',
    },
    from: { type: 'string', description: 'Report a run that was written before instead of asking', valueHint: 'file' },
    against: { type: 'string', description: 'Compare with an earlier run, question by question', valueHint: 'file' },
    gates: {
      type: 'string',
      description: 'Exit with 3 where a figure is below the least that this file demands',
      valueHint: 'file',
    },
    out: { type: 'string', description: 'Write the run to a file, for later comparison', valueHint: 'file' },
    parallel: { type: 'string', description: 'Questions under way at once, 1 to 64', default: '4', valueHint: 'n' },
    seed: { type: 'string', description: 'Seed of the resampling behind the intervals', default: '1', valueHint: 'n' },
    today: {
      type: 'string',
      description: "Day of asking where a question names none; default: the suite's, else today",
      valueHint: 'YYYY-MM-DD',
    },
    ...commonArgs,
  },
  async run(args): Promise<ExitCode> {
    const ways = [args.dataset, args.pages, args.from].filter((way) => way !== undefined);
    if (ways.length > 1 || (args.suite !== undefined && (args.dataset ?? args.from) !== undefined)) {
      throw new LumiError('usage', 'Give one of: a suite (with or without --pages), --dataset, --from.');
    }
    if (args.today !== undefined && !isDay(args.today)) {
      throw new LumiError('usage', `--today must be a day such as 2026-05-01, not "${args.today}".`);
    }
    // The evaluation is loaded when it is wanted: the other commands start without it.
    const evaluate = await import('../../eval/index.ts');
    const earlier = args.against === undefined ? null : evaluate.readRun(args.against);
    const progress = createProgressLine();
    const options = {
      parallel: wholeNumber('parallel', args.parallel, 1, 64),
      seed: wholeNumber('seed', args.seed, 0, 2 ** 31),
      today: args.today ?? null,
      onProgress: (done: number, total: number) => {
        progress.show('asking', done, total);
      },
      onRemark: printRemark,
    };
    const makeRun = async () => {
      if (args.from !== undefined) return evaluate.readRun(args.from);
      if (args.dataset !== undefined)
        return await evaluate.evaluateCollection(args.dataset, args['dataset-language'], options);
      const suite = evaluate.readSuite(evaluate.findSuite(args.suite ?? evaluate.DEFAULT_SUITE));
      if (args.pages !== undefined) return await evaluate.evaluatePages(suite, args.pages, configFrom(args), options);
      return await evaluate.evaluateSuite(suite, configFrom(args), options);
    };
    const run = await makeRun().finally(progress.end);
    const comparison = earlier === null ? null : evaluate.compareRuns(earlier, run, { seed: options.seed });
    const missed = args.gates === undefined ? [] : evaluate.gatesMissed(args.gates, run);

    if (args.out !== undefined) evaluate.writeRun(args.out, run);
    if (args.json) printJson({ run, comparison, missed });
    else {
      printResult(evaluate.runAsText(run));
      if (comparison !== null) printResult(evaluate.comparisonAsText(comparison));
    }
    for (const { name, value, minimum } of missed)
      printRemark(`below its gate: ${name} is ${value.toFixed(3)}, at least ${minimum} is demanded`);
    if (run.errors > 0) return EXIT.fault;
    return missed.length > 0 ? EXIT.belowThreshold : EXIT.ok;
  },
});

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
