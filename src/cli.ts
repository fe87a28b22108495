import { stripVTControlCharacters } from 'node:util';
import { defineCommand, renderUsage, runCommand, type CommandDef } from 'citty';
import { ask } from './commands/ask.ts';
import { EXIT, refuseStrayArguments, type Command, type CommandGroup, type ExitCode } from './commands/command.ts';
import { corpus } from './commands/corpus.ts';
import { doctor } from './commands/doctor.ts';
import { evaluation } from './commands/eval.ts';
import { index } from './commands/index.ts';
import { search } from './commands/search.ts';
import { serve } from './commands/serve.ts';
import { printRemark, printResult } from './commands/terminal.ts';
import { isLumiError, LumiError, lumiVersion, messageOf } from './index.ts';

/** The commands of `lumi`, in the order of the help text. */
export const COMMANDS: Readonly<Record<string, Command | CommandGroup>> = {
  serve,
  ask,
  search,
  corpus,
  index,
  eval: evaluation,
  doctor,
};

/** Runs one command line (without `node` and script) and gives the exit code. */
export async function main(commandLine: readonly string[]): Promise<ExitCode> {
  try {
    if (commandLine[0] === '--version' || commandLine[0] === '-v') {
      printResult(lumiVersion());
      return EXIT.ok;
    }
    const found = findCommand(commandLine);
    if (found.command === null || asksForHelp(found.rest)) {
      const isAsked = asksForHelp(commandLine);
      (isAsked ? printResult : printRemark)(await helpText(found));
      return isAsked ? EXIT.ok : EXIT.usage;
    }
    return await run(found.command, found.rest);
  } catch (error) {
    // The parser colours its messages whether they go to a terminal or not.
    printRemark(`error: ${stripVTControlCharacters(messageOf(error))}`);
    return isUsageError(error) ? EXIT.usage : EXIT.fault;
  }
}

interface FoundCommand {
  /** Words that name the command: `['corpus', 'add']`. */
  readonly path: readonly string[];
  /** Null where the words so far name a group or nothing. */
  readonly command: Command | null;
  readonly commands: Readonly<Record<string, Command | CommandGroup>>;
  readonly rest: readonly string[];
}

function findCommand(commandLine: readonly string[]): FoundCommand {
  let found: FoundCommand = { path: [], command: null, commands: COMMANDS, rest: commandLine };
  for (;;) {
    const word = found.rest[0];
    if (word === undefined || asksForHelp([word])) return found;
    const next = Object.hasOwn(found.commands, word) ? found.commands[word] : undefined;
    const path = [...found.path, word];
    if (next === undefined) {
      throw new LumiError(
        'usage',
        `There is no command "lumi ${path.join(' ')}". Commands: ${Object.keys(found.commands).join(', ')}.`,
      );
    }
    const rest = found.rest.slice(1);
    if (isCommand(next)) return { path, command: next, commands: {}, rest };
    found = { path, command: null, commands: next.commands, rest };
  }
}

function isCommand(entry: Command | CommandGroup): entry is Command {
  return 'run' in entry;
}

function asksForHelp(words: readonly string[]): boolean {
  return words.includes('--help') || words.includes('-h');
}

async function run(command: Command, rawArgs: readonly string[]): Promise<ExitCode> {
  const definition = defineCommand({
    args: command.args,
    run: ({ args }) => {
      refuseStrayArguments(args, command);
      return command.run(args);
    },
  });
  const { result } = await runCommand(definition, { rawArgs: [...rawArgs] });
  return result as ExitCode;
}

/** Usage, options and examples of a command, or the commands of a group. */
async function helpText({ path, command, commands }: FoundCommand): Promise<string> {
  const name = ['lumi', ...path].join(' ');
  if (command === null) {
    const width = Math.max(...Object.keys(commands).map((word) => word.length));
    const lines = Object.entries(commands).map(([word, { summary }]) => `  ${word.padEnd(width)}  ${summary}`);
    return [
      `Usage: ${name} <command> [options]`,
      '',
      ...lines,
      '',
      `"${name} <command> --help" shows options and examples.`,
    ].join('\n');
  }
  const definition: CommandDef = { meta: { name, description: command.summary }, args: command.args };
  const usage = stripVTControlCharacters(await renderUsage(definition));
  return [usage, 'EXAMPLES', '', ...command.examples.map((example) => `  ${example}`)].join('\n');
}

function isUsageError(error: unknown): boolean {
  const fromParser = error instanceof Error && error.name === 'CLIError';
  return fromParser || isLumiError(error, 'usage') || isLumiError(error, 'config_invalid');
}
