import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../../src/package-root.ts';
import { createProgress } from '../progress.ts';

/** Fits on the collections in a folder; `say` tells how far it is, on standard error. */
export type Fit = (data: string, say: (line: string) => void) => Promise<void>;

/** Runs a command that fits on OMoS-QA: `--help` prints the help, `--data` names the folder with the collections, and without it nothing is done. */
export async function runFit(help: string, fit: Fit): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: join(packageRoot(), '../shared/data/bench') },
      help: { type: 'boolean', default: false },
    },
  });
  const progress = createProgress((line) => process.stderr.write(line));
  if (values.help) process.stdout.write(help);
  else if (existsSync(join(values.data, 'omos-de')))
    await fit(values.data, (line) => {
      progress.say(line);
    });
  else progress.say(`skipped: there is no folder ${join(values.data, 'omos-de')} to fit on; name one with --data`);
}
