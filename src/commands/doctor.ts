import { diagnose } from '../index.ts';
import { commonArgs, configFrom, defineLumiCommand, EXIT } from './command.ts';
import { printJson, printResult } from './terminal.ts';

const MARKS = { ok: 'ok     ', warning: 'warning', fault: 'FAULT  ' } as const;

export const doctor = defineLumiCommand({
  summary: 'Check settings, corpus, model, index and native parts, and say what to do',
  examples: ['lumi doctor', 'lumi doctor --json'],
  args: commonArgs,
  async run(args) {
    const findings = await diagnose(configFrom(args));
    if (args.json) printJson({ findings });
    else for (const { level, check, detail } of findings) printResult(`${MARKS[level]}  ${check}: ${detail}`);
    return findings.some(({ level }) => level === 'fault') ? EXIT.fault : EXIT.ok;
  },
});
