/** The table of commands, package.json and the files agree, and every command is smoke-tested or says why not. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BENCHES } from '../e2e/bench/benches.ts';
import { COMMANDS } from './commands.js';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { [name: string]: string } };

it('every script of package.json is a command, and every command a script', () => {
  expect(scripts).toEqual(Object.fromEntries(Object.keys(COMMANDS).map((name) => [name, 'node run.mjs ' + name])));
});

describe.each(Object.entries(COMMANDS))('%s', (_name, command) => {
  it('has a description and files that exist', () => {
    expect(command.does).toMatch(/\S.{10,}/);
    expect(command.run.map(([file]) => file).filter((file) => !existsSync(file))).toEqual([]);
  });

  it('is smoke-tested, or says why not', () => {
    expect([command.smoke?.length ?? 0, command.not_smoked?.length ?? 0].filter((given) => given > 0)).toHaveLength(1);
  });
});

const SMOKED = Object.entries(COMMANDS).flatMap(([name, { run, smoke = [] }]) =>
  // A benchmark's name comes before its options.
  smoke.map((args) => [name + ' ' + args[0], [...(run[0] ?? []), ...args.slice(0, 1).filter((one) => !one.startsWith('--'))]] as const),
);

it.each(SMOKED)('%s prints its options with --help', { timeout: 60_000 }, (_name, argv) => {
  const { status, stdout } = spawnSync(process.execPath, [...argv, '--help'], { encoding: 'utf8' });
  expect({ status, usage: stdout.split('\n')[0] }).toEqual({ status: 0, usage: expect.stringMatching(/^npm run \S+ -- .*\[--/) as string });
});

const OTHERS = Object.entries(COMMANDS).filter(([, { smoke }]) => !smoke?.length);

it.each(OTHERS)('%s does nothing with --help but say what it does', { timeout: 60_000 }, (name) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['run.mjs', name, '--help'], { encoding: 'utf8', timeout: 30_000 });
  expect({ status, stderr, first: stdout.split('\n')[0] }).toMatchObject({
    status: 0,
    stderr: '',
    first: expect.stringMatching(/\S{3}/) as string,
  });
});

it('every benchmark has a file and a tiny round', () => {
  expect(Object.keys(BENCHES).filter((name) => !existsSync(join('e2e/bench', name + '.ts')))).toEqual([]);
  expect([...new Set(COMMANDS['bench']?.smoke?.map(([name]) => name))].toSorted()).toEqual(Object.keys(BENCHES).toSorted());
});

it('every trial is a command', () => {
  const files = new Set(Object.values(COMMANDS).flatMap((command) => command.run.map(([file]) => file)));
  const trials = readdirSync('e2e/trials', { withFileTypes: true })
    .filter((one) => one.isDirectory() && existsSync(join('e2e/trials', one.name, 'run.ts')))
    .map((one) => 'e2e/trials/' + one.name + '/run.ts');
  expect(trials).toHaveLength(9);
  expect(trials.filter((file) => !files.has(file))).toEqual([]);
});
