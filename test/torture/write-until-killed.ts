import { writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../src/cli.ts';

/**
 * Runs as a process: adds a document, indexes, removes the document before it, and so on, until it is killed. Whatever a command has said to
 * be done is written to the standard output as a line "done …" once the command has ended with 0.
 */
const [, , inboxDir, corpusDir, dataDir] = process.argv as [string, string, string, string, string];
const folders = ['--corpus', corpusDir, '--data', dataDir];

async function done(what: string, commandLine: readonly string[]): Promise<void> {
  const code = await main([...commandLine, ...folders]);
  if (code !== 0) process.exit(code);
  writeSync(1, `done ${what}\n`);
}

writeSync(1, 'begun\n');
for (let round = 1; ; round += 1) {
  const path = join(inboxDir, `eintrag-${round}.md`);
  writeFileSync(
    path,
    `---\ntitle: Eintrag ${round}\npublisher: Musterstadt\nstatus: live\nlanguage: de\n---\n\nText ${round}.\n`,
  );
  await done(`add ${round}`, ['corpus', 'add', path]);
  await done(`index ${round}`, ['index', ...(round % 3 === 0 ? ['--full'] : [])]);
  if (round > 1) await done(`remove ${round - 1}`, ['corpus', 'remove', `musterstadt/eintrag-${round - 1}`]);
}
