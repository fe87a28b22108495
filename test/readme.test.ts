import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/cli.ts';
import { packageRoot } from '../src/package-root.ts';

/** Lines of the README's code blocks that run Lumi, without prompt and comment. */
function commandLines(): string[] {
  const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');
  return [...readme.matchAll(/^```[^\n]*\n(.*?)^```/gms)]
    .flatMap(([, block]) => block!.split('\n'))
    .map((line) => line.replace(/^\s*(?:\$ )?(?:[A-Z_]+=\S* )*/, '').replace(/\s+#.*$/, ''))
    .filter((line) => /^(?:npx )?lumi\b/.test(line));
}

/** What is wrong with a command line; null where nothing is. */
function problemOf(line: string): string | null {
  const [, ...words] = line.replace(/^npx /, '').match(/"[^"]*"|\S+/g)!;
  const first = Object.entries(COMMANDS).find(([name]) => name === words[0])?.[1];
  if (first === undefined) return words[0] === '--version' || words[0] === '--help' ? null : `no command ${words[0]}`;
  const command = 'run' in first ? first : first.commands[words[1] ?? ''];
  if (command === undefined) return `no command ${words[0]} ${words[1]}`;
  const known = [...Object.keys(command.args), 'help'];
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2).replace(/=.*/, ''));
  const unknown = options.find((option) => !known.includes(option));
  return unknown === undefined ? null : `no option --${unknown}`;
}

describe('the README', () => {
  it('shows how Lumi is run', () => {
    expect(commandLines()).not.toEqual([]);
  });

  it('shows only commands and options that exist', () => {
    expect(commandLines().flatMap((line) => problemOf(line) ?? [])).toEqual([]);
  });

  it.each(['lumi erzaehle', 'npx lumi corpus destroy', 'lumi ask "Wer?" --langage de', 'lumi index --foo=bar'])(
    'would be caught showing %s',
    (line) => {
      expect(problemOf(line)).not.toBeNull();
    },
  );
});
