import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { COMMANDS, main } from '../src/cli.ts';
import type { Command } from '../src/commands/command.ts';
import { lumiVersion } from '../src/lumi-version.ts';
import { packageRoot } from '../src/package-root.ts';
import { createWorkspace, POOL_QUESTION, runLumi, type Workspace } from './support/lumi-process.ts';

interface NamedCommand {
  /** Words after `lumi`. */
  readonly words: readonly string[];
  readonly command: Command;
}

const commands: readonly NamedCommand[] = Object.entries(COMMANDS).flatMap(([word, entry]) =>
  'run' in entry
    ? [{ words: [word], command: entry }]
    : Object.entries(entry.commands).map(([second, command]) => ({ words: [word, second], command })),
);

let city: Workspace;
/** Stands for a data folder without an index. */
const EMPTY = 'empty';
const written = { stdout: '', stderr: '' };

beforeAll(async () => {
  city = await createWorkspace();
  expect(await runLumi(['index'], city.env)).toMatchObject({ code: 0 });
});
afterAll(() => city.remove());

beforeEach(() => {
  for (const [name, value] of Object.entries(city.env)) vi.stubEnv(name, value);
  for (const stream of ['stdout', 'stderr'] as const) {
    written[stream] = '';
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

async function lumi(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  written.stdout = '';
  written.stderr = '';
  const code = await main(words);
  return { code, ...written };
}

/** The words of a command line as a shell splits them; enough for examples, which quote with `"`. */
function split(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!);
}

describe('help', () => {
  it.each(commands.map(({ words, command }) => [words.join(' '), words, command] as const))(
    'of lumi %s shows usage, every option and its examples, in plain text',
    async (name, words, command) => {
      const { code, stdout, stderr } = await lumi(...words, '--help');
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain(`USAGE lumi ${name}`);
      for (const [option, { type }] of Object.entries(command.args)) {
        expect(stdout).toContain(type === 'positional' ? option.toUpperCase() : `--${option}`);
      }
      expect(command.examples.length).toBeGreaterThan(0);
      for (const example of command.examples) {
        expect(stdout).toContain(`  ${example}`);
        expect(split(example).slice(0, words.length + 1)).toEqual(['lumi', ...words]);
      }
      expect(stdout).not.toContain('\u001b');
    },
  );

  it('of lumi and of a group lists their commands on stdout', async () => {
    for (const line of [['--help'], ['-h']]) {
      const { code, stdout } = await lumi(...line);
      expect(code).toBe(0);
      for (const [name, { summary }] of Object.entries(COMMANDS))
        expect(stdout).toContain(`  ${name.padEnd(6)}  ${summary}\n`);
    }
    const { code, stdout } = await lumi('corpus', '--help');
    expect(code).toBe(0);
    for (const word of ['add', 'list', 'show', 'remove', 'check'])
      expect(stdout).toMatch(new RegExp(`^  ${word} `, 'm'));
  });

  it('that nobody asked for goes to stderr, with exit code 2', async () => {
    for (const line of [[], ['corpus']]) {
      const { code, stdout, stderr } = await lumi(...line);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^Usage: lumi/);
    }
  });

  const runnable = commands
    .filter(({ words }) => !['serve', 'corpus add', 'corpus remove', 'index'].includes(words.join(' ')))
    .flatMap(({ command }) => command.examples);
  it.each([...runnable, 'lumi index status', 'lumi index verify'])('has an example that works: %s', async (example) => {
    // The gates are of the shipped corpus alone; the workspace holds a document more.
    if (example.includes('--gates')) vi.stubEnv('LUMI_CORPUS_DIR', join(packageRoot(), 'corpus'));
    const { code, stdout, stderr } = await lumi(...split(example).slice(1));
    expect(code, stderr).toBe(0);
    expect(stdout).not.toBe('');
    if (example.includes('--json')) expect(() => JSON.parse(stdout) as unknown).not.toThrow();
  });
});

describe('lumi --version', () => {
  it.each(['--version', '-v'])('prints the version and nothing else (%s)', async (flag) => {
    expect(await lumi(flag)).toEqual({ code: 0, stdout: `${lumiVersion()}\n`, stderr: '' });
  });
});

describe('a wrong command line', () => {
  it.each<[string, string[], string]>([
    ['an unknown command', ['erzaehle'], 'erzaehle'],
    ['a property of objects as command', ['constructor'], 'constructor'],
    ['an unknown command of a group', ['corpus', 'destroy'], 'corpus destroy'],
    ['an unknown action', ['index', 'destroy'], 'destroy'],
    ['an unknown option', ['ask', 'Wer?', '--langage', 'de'], '--langage'],
    ['an unknown short option', ['ask', 'Wer?', '-x'], '-x'],
    ['an option without its value', ['ask', 'Wer?', '--config'], '--config'],
    ['an empty value', ['index', 'verify', '--generation', ''], '--generation'],
    ['a missing argument', ['ask'], 'QUESTION'],
    ['a missing argument of a group', ['corpus', 'show'], 'ID'],
    ['a question without quotation marks', ['ask', 'Wie', 'weit', 'ist', 'es?'], '"weit"'],
    ['an argument that is an option', ['index', 'rollback', '20260101T000000000Z-0000'], '20260101T000000000Z-0000'],
    ['a value that is none of the possible ones', ['ask', 'Wer?', '--language', 'fr'], '--language (fr)'],
    ['a word as number', ['search', 'Japan', '--limit', 'viele'], '--limit .* "viele"'],
    ['a broken number', ['search', 'Japan', '--limit', '2.5'], '--limit .* "2.5"'],
    ['a number beyond its range', ['search', 'Japan', '--limit', '101'], '--limit .* "101"'],
    ['a number below its range', ['search', 'Japan', '--limit=0'], '--limit .* "0"'],
    ['a port that is none', ['serve', '--port', 'abc'], '--port .* "abc"'],
    ['a port beyond its range', ['serve', '--port', '65536'], '--port .* "65536"'],
    ['a date that is none', ['corpus', 'add', 'seite.txt', '--date', '2024-13'], '--date .* "2024-13"'],
    ['a missing configuration file', ['doctor', '--config', '/gibt/es/nicht.yaml'], '/gibt/es/nicht.yaml'],
  ])('with %s ends with 2 and names it', async (_, words, named) => {
    const { code, stdout, stderr } = await lumi(...words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toMatch(new RegExp(named.replace(/[()]/g, '\\$&')));
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).not.toContain('\u001b');
  });

  it('with a question beyond the limit names the limit, and not the question', async () => {
    const { code, stderr } = await lumi('ask', 'Zwetschge'.repeat(100));
    expect(code).toBe(2);
    expect(stderr).toMatch(/900 characters; at most 500/);
    expect(stderr).not.toContain('Zwetschge');
  });
});

describe('a fault', () => {
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['an unknown document', ['corpus', 'show', 'gibt/es-nicht'], {}, /gibt\/es-nicht/],
    ['an unknown generation', ['index', 'verify', '--generation', 'x'], {}, /"x"/],
    ['a missing model', ['ask', 'Wer?'], { LUMI_EMBEDDING_MODEL: '/gibt/es/nicht' }, /\/gibt\/es\/nicht/],
    ['no index to search', ['search', 'Japan', '--data', EMPTY], {}, /no index.*lumi index/],
    ['no index to go back to', ['index', 'verify', '--data', EMPTY], {}, /lumi index/],
  ])('such as %s ends with 1 and is named on stderr only', async (_, words, env, named) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const { code, stdout, stderr } = await lumi(
      ...words.map((word) => (word === EMPTY ? join(city.folder, word) : word)),
    );
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toMatch(named);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('that keeps lumi ask from answering is named on stderr, beside the reply', async () => {
    const { code, stdout, stderr } = await lumi('ask', 'Wer ist Lumi?', '--data', join(city.folder, EMPTY));
    expect(code).toBe(1);
    expect(stdout).toContain('kann gerade nicht antworten');
    expect(stderr).toMatch(/no index yet.*lumi index/);
    expect(stderr).not.toContain('Wer ist Lumi');
  });
});

describe('results', () => {
  it.each<[string, string[]]>([
    ['ask', ['ask', POOL_QUESTION]],
    ['search', ['search', POOL_QUESTION, '--explain']],
    ['corpus list', ['corpus', 'list']],
    ['corpus show', ['corpus', 'show', 'stadt-heidelberg/freibad-quittenberg']],
    ['corpus check', ['corpus', 'check']],
    ['index', ['index']],
    ['index status', ['index', 'status']],
    ['index verify', ['index', 'verify']],
    ['index unpin', ['index', 'unpin']],
    ['doctor', ['doctor']],
  ])('of lumi %s are JSON and nothing else on stdout with --json, and text without', async (_, words) => {
    const json = await lumi(...words, '--json');
    expect(json.code).toBe(0);
    expect(JSON.parse(json.stdout)).toEqual(expect.any(Object));
    const text = await lumi(...words);
    expect(text.code).toBe(0);
    expect(text.stdout).not.toBe('');
    expect(() => JSON.parse(text.stdout) as unknown).toThrow();
  });

  it('of lumi search say with --explain what else was searched for, and what each score is made of', async () => {
    const { stdout } = await lumi('search', 'Was kostet mein Perso im Freibad?', '--explain');
    expect(stdout).toMatch(/^perso: also .*personalausweis/m);
    const [line] = /keyword .*/.exec(stdout) ?? [];
    const shares = [...line!.matchAll(/\((\d+) %\)/g)].map(([, share]) => Number(share));
    expect(shares).toHaveLength(4);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeGreaterThan(97);
    const json = await lumi('search', 'Was kostet mein Perso im Freibad?', '--explain', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ wordings: [{ said: 'perso' }] });
    expect((await lumi('search', 'Was kostet mein Perso?')).stdout).not.toContain('also');
  });

  it('of lumi ask hold the answer, its sources and its notices', async () => {
    const { stdout } = await lumi('ask', POOL_QUESTION);
    expect(stdout).toMatch(/um 7 Uhr\. \[1\]/);
    expect(stdout).toMatch(/^\[1\] Das Freibad Quittenberg im Sommer \(Stadt Heidelberg\)/m);
    expect(stdout).toMatch(/^! /m);
  });

  it('of lumi search are as many as asked for, best first', async () => {
    const { stdout } = await lumi('search', POOL_QUESTION, '--limit', '3', '--json');
    const { passages } = JSON.parse(stdout) as { passages: { documentId: string; score: number }[] };
    expect(passages.map(({ documentId }) => documentId)[0]).toBe('stadt-heidelberg/freibad-quittenberg');
    expect(passages).toHaveLength(3);
    expect(passages.map(({ score }) => score)).toEqual(passages.map(({ score }) => score).sort((a, b) => b - a));
  });
});

describe('the executable', () => {
  it('gives exit codes and keeps results and remarks apart', async () => {
    const [version, unknown, checked] = await Promise.all([
      runLumi(['--version']),
      runLumi(['nichts']),
      runLumi(['corpus', 'check', '--json'], city.env),
    ]);
    expect(version).toMatchObject({ code: 0, stdout: `${lumiVersion()}\n`, stderr: '' });
    expect(unknown).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('"lumi nichts"') as string });
    expect(() => JSON.parse(checked.stdout) as unknown).not.toThrow();
  });

  it('ends quietly when the reader of its results has seen enough', async () => {
    const program = join(packageRoot(), 'dist/src/lumi.js');
    const { stderr } = await promisify(execFile)('bash', [
      '-c',
      `set -o pipefail; "${process.execPath}" "${program}" corpus show stadt-heidelberg/freibad-quittenberg --corpus "${city.corpusDir}" | true`,
    ]);
    expect(stderr).toBe('');
  });
});
