import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { LumiError, packageRoot } from '../src/index.ts';
import { commitOf } from './commit.ts';
import { findDevelopmentData } from './development-data.ts';

/**
 * Runs every bench and the shipped suites one after the other, and writes all their tables to docs/quality.md.
 *
 *     npm run quality -- --data folder/with/collections
 */
const { values } = parseArgs({ options: { data: { type: 'string' } } });

const BENCHES = [
  { title: 'Retrieval', name: 'bench:retrieval', program: 'eval/bench-retrieval.js' },
  { title: 'Answers and refusals', name: 'bench:answers', program: 'eval/bench-answers.js' },
  { title: 'Speed and memory', name: 'bench:speed', program: 'eval/bench-speed.js' },
] as const;
const SUITES = ['shipped-corpus', 'follow-ups', 'small-talk', 'time', 'press-pages', 'press-pages-direct'] as const;

const data = findDevelopmentData(values.data);
if (data !== null) {
  const sections: string[] = [];
  for (const { title, name, program } of BENCHES)
    sections.push(`## ${title}\n\n\`npm run ${name}\`\n\n${await outputOf(program, '--data', data)}`);
  sections.push('## Shipped suites on the shipped corpus');
  for (const suite of SUITES)
    sections.push(
      `### ${suite}\n\n\`npx lumi eval ${suite}\`\n\n${tableOf(await outputOf('src/lumi.js', 'eval', suite))}`,
    );
  const page = [await introduction(), ...sections].join('\n\n').replace(/\n{3,}/g, '\n\n');
  await writeFile(join(packageRoot(), 'docs', 'quality.md'), `${page.trimEnd()}\n`);
}

async function introduction(): Promise<string> {
  return `# Quality

The development figures of one version: with 95 % bootstrap intervals, and with peers in the same run. \`npm run quality\` writes this page; the
collections it asks are not part of this repository, [evaluating](evaluating.md) says what they are and how the figures are defined. Nothing here
is a threshold. A difference whose interval holds 0 is none.

Code ${(await commitOf(packageRoot())) ?? 'outside a checkout'}, Node ${process.versions.node}, ${availableParallelism()} cores of a shared virtual machine: of times, compare ratios.`;
}

/** What a program prints on stdout; its progress and remarks are passed on. */
async function outputOf(program: string, ...words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(packageRoot(), 'dist', program), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number | null]>]);
  if (code !== 0)
    throw new LumiError('usage', `${program} ended with ${code ?? 'a signal'}; docs/quality.md stays as it is.`);
  return printed.trim();
}

/** The table of figures in the report of a run. */
function tableOf(report: string): string {
  return report
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n');
}
