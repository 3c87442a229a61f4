/** From the words of a command line to its outcome. */
import { parseArgs } from 'node:util';
import { ConfigError } from '../bff/config/error.ts';
import { COMMON } from './command.ts';
import type { Command, Option } from './command.ts';
import { COMMANDS } from './commands.ts';
import { helpOf, helpOfOne, usage } from './help.ts';
import { failed } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { Surroundings } from './where.ts';

export interface World {
  around: Surroundings;
  user: string;
  now: () => number;
}

/** As the BFF takes it. */
const NAME = /^[^\p{Cc}@]{1,32}$/u;

export async function run(argv: readonly string[], world: World): Promise<Outcome> {
  const words = wordsIn(argv);
  const command = COMMANDS.find((one) => one.name === words[0] || one.name === words.slice(0, 2).join(' '));
  if (!command) return withoutCommand(argv, words);
  const rest = withoutWords(argv, command.name.split(' '));
  let parsed;
  try {
    parsed = parseArgs({ args: rest, options: optionsOf(command), allowPositionals: true, strict: true });
  } catch (error) {
    return misused(command, (error as Error).message.split('.')[0] + '.');
  }
  const { values, positionals } = parsed as { values: { [name: string]: string | boolean | undefined }; positionals: string[] };
  if (values['help']) return { exit: 0, json: { help: helpOfOne(command) }, text: helpOfOne(command) };
  const { args, optional = 0 } = command;
  if (positionals.length > args.length || positionals.length < args.length - optional) return misused(command, 'lezhong ' + usage(command));
  const as = typeof values['as'] === 'string' ? values['as'] : world.user;
  if (!NAME.test(as))
    return misused(command, 'The name "' + as + '" cannot be recorded: give one of 1 to 32 characters without @ with --as.');
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  try {
    return await command.run({
      args: positionals,
      options: values,
      where: { socket: text('socket'), config: text('config') },
      around: world.around,
      as,
      now: world.now,
    });
  } catch (error) {
    if (error instanceof ConfigError) return failed(2, 'SETTINGS', error.message);
    throw error;
  }
}

/** Words before the first option. */
function wordsIn(argv: readonly string[]): string[] {
  const words: string[] = [];
  for (let i = 0; i < argv.length && words.length < 2; i++) {
    const word = argv[i] ?? '';
    if (!word.startsWith('-')) words.push(word);
    else if (COMMON[word.slice(2)]?.value) i += 1;
  }
  return words;
}

function withoutWords(argv: readonly string[], words: readonly string[]): string[] {
  const left = [...words];
  return argv.filter((word) => {
    if (word !== left[0]) return true;
    left.shift();
    return false;
  });
}

function optionsOf(command: Command) {
  const all: { readonly [name: string]: Option } = { ...COMMON, ...command.options };
  return Object.fromEntries(
    Object.entries(all).map(([name, { value }]) => [name, { type: value ? ('string' as const) : ('boolean' as const) }]),
  );
}

function withoutCommand(argv: readonly string[], words: readonly string[]): Outcome {
  const group = COMMANDS.filter((one) => one.name.split(' ')[0] === words[0]);
  const help = helpOf(words.length === 1 && group.length ? group : COMMANDS);
  const asked = argv.includes('--help') && (words.length === 0 || group.length > 0);
  if (asked || argv.length === 0) return { exit: argv.length === 0 ? 2 : 0, json: { help }, text: help };
  const message = 'There is no command "' + words.join(' ') + '": lezhong --help lists them.';
  return failed(2, 'USAGE', group.length ? message + '\n\n' + helpOf(group) : message);
}

function misused(command: Command, message: string): Outcome {
  return failed(2, 'USAGE', message + '\nlezhong ' + command.name + ' --help says more.');
}
