import type { ArgsDef, ParsedArgs } from 'citty';
import { loadConfig, LumiError, type Config } from '../index.ts';

/** Exit codes of the command line; `belowThreshold` is for evaluation runs. */
export const EXIT = { ok: 0, fault: 1, usage: 2, belowThreshold: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command as `cli.ts` runs and documents it. */
export interface Command {
  readonly summary: string;
  /** Command lines that work on the shipped corpus, as they are shown in the help text and in the README. */
  readonly examples: readonly string[];
  readonly args: ArgsDef;
  /** Whether the last argument may be given many times. */
  readonly takesMany?: boolean;
  /** Gives the exit code; faults are thrown. */
  readonly run: (args: ParsedArgs) => Promise<ExitCode>;
}

/** Commands under one word, for example `lumi corpus add`. */
export interface CommandGroup {
  readonly summary: string;
  readonly commands: Readonly<Record<string, Command>>;
}

/** A command whose `run` is typed by its own options. */
export function defineLumiCommand<const T extends ArgsDef>(
  command: Omit<Command, 'args' | 'run'> & {
    readonly args: T;
    readonly run: (args: ParsedArgs<T>) => Promise<ExitCode>;
  },
): Command {
  // citty parses the arguments by the very definition that types them.
  return { ...command, run: (args) => command.run(args as ParsedArgs<T>) };
}

/** Options of every command. */
export const commonArgs = {
  json: { type: 'boolean', description: 'Print the result as JSON on stdout', default: false },
  config: { type: 'string', description: "Path of the city's configuration file", valueHint: 'file' },
  corpus: { type: 'string', description: 'Folder with the documents', valueHint: 'folder' },
  data: { type: 'string', description: 'Folder for index, cache and state', valueHint: 'folder' },
} as const satisfies ArgsDef;

interface CommonValues {
  readonly config?: string | undefined;
  readonly corpus?: string | undefined;
  readonly data?: string | undefined;
}

/** The settings with the common flags, and further ones by the environment variable they stand for, on top. */
export function configFrom(args: CommonValues, flags: Readonly<Record<string, string | undefined>> = {}): Config {
  return loadConfig({
    ...(args.config === undefined ? {} : { file: args.config }),
    flags: { LUMI_CORPUS_DIR: args.corpus, LUMI_DATA_DIR: args.data, ...flags },
  });
}

/**
 * Throws `usage` for an option that the command does not have, an option without its value, and a word too many: what was misspelt, or not put in
 * quotation marks, must not be ignored.
 */
export function refuseStrayArguments(
  args: Readonly<Record<string, unknown>> & { readonly _: readonly string[] },
  { args: known, takesMany = false }: Pick<Command, 'args' | 'takesMany'>,
): void {
  const names = new Set(
    Object.entries(known).flatMap(([name, definition]) => [name, inCamelCase(name), ...aliasesOf(definition)]),
  );
  for (const [given, value] of Object.entries(args)) {
    if (given === '_') continue;
    const option = given.length === 1 ? `-${given}` : `--${given}`;
    if (!names.has(given)) throw new LumiError('usage', `There is no option ${option}. See --help.`);
    if (value === '' && known[given]?.type !== 'positional') {
      throw new LumiError('usage', `${option} needs a value. See --help.`);
    }
  }
  const positionals = Object.values(known).filter(({ type }) => type === 'positional').length;
  const tooMuch = takesMany ? undefined : args._[positionals];
  if (tooMuch !== undefined) {
    throw new LumiError(
      'usage',
      `There is an argument too many: "${tooMuch}". Put words that belong together in quotation marks; see --help.`,
    );
  }
}

/** citty gives `--allow-empty` as `allowEmpty` as well. */
function inCamelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function aliasesOf(definition: ArgsDef[string]): string[] {
  const alias = 'alias' in definition ? definition.alias : undefined;
  return alias === undefined ? [] : [alias].flat();
}

/** A whole number from an option, within limits; throws `usage`. */
export function wholeNumber(name: string, value: string, min: number, max: number): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new LumiError('usage', `--${name} must be a whole number from ${min} to ${max}, not "${value}".`);
  }
  return number;
}
