import {
  buildIndex,
  indexStatus,
  LumiError,
  rollbackIndex,
  unpinIndex,
  verifyIndex,
  type BuildReport,
} from '../index.ts';
import { commonArgs, configFrom, defineLumiCommand, EXIT, type ExitCode } from './command.ts';
import { createProgressLine, printJson, printRemark, printResult } from './terminal.ts';

const ACTIONS = ['build', 'status', 'verify', 'rollback', 'unpin'] as const;

export const index = defineLumiCommand({
  summary: 'Bring the index up to date with the corpus; a running server takes it over by itself',
  examples: ['lumi index', 'lumi index --full', 'lumi index status', 'lumi index verify', 'lumi index rollback'],
  args: {
    action: {
      type: 'positional',
      required: false,
      default: 'build',
      description: `build (default), status (generations), verify (checksums), rollback (to the generation before, pinned), unpin (let builds take over again)`,
    },
    generation: { type: 'string', description: 'Generation to verify or to roll back to', valueHint: 'id' },
    full: { type: 'boolean', description: 'Build everything anew instead of adding what changed', default: false },
    'allow-empty': {
      type: 'boolean',
      description: 'Accept a corpus without any document, so that nothing is answered any more',
      default: false,
    },
    ...commonArgs,
  },
  async run(args): Promise<ExitCode> {
    const config = configFrom(args);
    const action = ACTIONS.find((name) => name === args.action);
    switch (action) {
      case 'build': {
        const progress = createProgressLine();
        const report = await buildIndex(config, {
          full: args.full,
          allowEmpty: args['allow-empty'],
          onProgress: progress.show,
        }).finally(progress.end);
        if (args.json) printJson(report);
        else printResult(asText(report));
        for (const warning of report.warnings) printRemark(`warning: ${warning}`);
        for (const { path, severity, message } of report.problems) printRemark(`${severity}: ${path}: ${message}`);
        return report.problems.some(({ severity }) => severity === 'error') ? EXIT.fault : EXIT.ok;
      }
      case 'status': {
        const generations = await indexStatus(config);
        if (args.json) printJson({ generations });
        else
          for (const row of generations)
            printResult(`${row.isCurrent ? '*' : ' '} ${row.id}${row.isPinned ? ' (pinned)' : ''}  ${row.summary}`);
        return EXIT.ok;
      }
      case 'verify': {
        const { id, problems } = await verifyIndex(config, args.generation);
        if (args.json) printJson({ generation: id, problems });
        else
          printResult(
            problems.length === 0
              ? `${id}: every file is as it was written`
              : `${id}: damaged\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
          );
        return problems.length === 0 ? EXIT.ok : EXIT.fault;
      }
      case 'rollback': {
        const id = await rollbackIndex(config, args.generation);
        if (args.json) printJson({ generation: id, pinned: true });
        else printResult(`${id} is in use and pinned; "lumi index unpin" lets builds take over again`);
        return EXIT.ok;
      }
      case 'unpin': {
        const id = await unpinIndex(config);
        if (args.json) printJson({ generation: id, pinned: false });
        else printResult(`${id} is in use and no longer pinned`);
        return EXIT.ok;
      }
      case undefined:
        throw new LumiError('usage', `There is no action "${args.action}". Actions: ${ACTIONS.join(', ')}.`);
    }
  },
});

function asText(report: BuildReport): string {
  const counts = `${report.documents} documents, ${report.passages} passages, ${report.embedded} newly embedded, ${(report.durationMs / 1000).toFixed(1)} s`;
  const done = report.kind === 'unchanged' ? `nothing changed (${counts})` : `${report.kind} build, ${counts}`;
  return `${report.generation}: ${done}${report.isActive ? '' : '; not in use, because a generation is pinned'}`;
}
