/** Help at every level: all commands, those of one group, one command. */
import { COMMON } from './command.ts';
import type { Command, Option } from './command.ts';

const COLUMNS = 28;

export function usage({ name, args, optional = 0 }: Command): string {
  const must = args.length - optional;
  return [name, ...args.map((arg, i) => (i < must ? arg : '[' + arg + ']'))].join(' ');
}

function row(left: string, right: string): string {
  return '  ' + left.padEnd(COLUMNS) + (left.length < COLUMNS ? '' : ' ') + right;
}

function optionRows(options: { readonly [name: string]: Option }): string[] {
  return Object.entries(options).map(([name, { value, does }]) => row('--' + name + (value ? ' ' + value : ''), does));
}

export function helpOf(commands: readonly Command[]): string {
  return [
    "lezhong: an operator's commands for a running BFF",
    '',
    ...commands.map((one) => row(usage(one), one.does)),
    '',
    'Every command takes:',
    ...optionRows(COMMON),
    '',
    'Exit: 0 done, 1 refused or not found, 2 not understood, 3 the BFF cannot be reached. docs/operate.md is the handbook.',
  ].join('\n');
}

export function helpOfOne(command: Command): string {
  const own = Object.keys(command.options ?? {}).length ? ['', ...optionRows(command.options ?? {})] : [];
  return [
    'lezhong ' + usage(command),
    '',
    command.does + '.',
    ...(command.more ? [command.more] : []),
    ...own,
    '',
    ...optionRows(COMMON),
  ].join('\n');
}
