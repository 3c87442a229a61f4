/**
 * npm run nightly -- [--report FILE] [--quick] [--only sim,power]
 * All trials with large numbers: simulation, processes killed, upgraded, without power and with a failing disk, images of a
 * recorded disk, odd requests, mutants of the core. The report is written anew after each trial; the exit code is 1 when one
 * failed. The last line is JSON.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const HELP = `npm run nightly -- [--report nightly.md] [--quick] [--only sim,power,disk,chaos,merchants,fuzz,mutants]
  --report   file of the report
  --quick    the same trials with small numbers
  --only     only these trials`;

const { values } = parseArgs({
  options: {
    report: { type: 'string', default: 'nightly.md' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const q = values.quick;
const [kills, orders] = q ? ['5', '60'] : ['200', '4000'];
/** A trial with its options; before it, as in a shell, what its environment has more. */
const NEWEST = 'LEZHONG_POSTGRES_BIN=npm';
const TRIALS: readonly (readonly string[])[] = [
  ['sim', '--seeds', q ? '100' : '10000', '--from', '1'],
  ['sim', '--bffs', '2', '--seeds', q ? '100' : '10000', '--from', '1'],
  ['power', '--seed', '1', '--images', q ? '100' : '1000', '--orders', q ? '30' : '200'],
  ['disk', '--seed', '1', '--every', q ? '20' : '1'],
  ['chaos', '--gentle', '--seed', '21', '--kills', q ? '3' : '20', '--orders', q ? '60' : '1000'],
  ['chaos', '--power', '--seed', '31', '--kills', q ? '3' : '100', '--orders', q ? '60' : '1500'],
  ['chaos', '--disk', '--seed', '41', '--kills', q ? '3' : '100', '--orders', q ? '60' : '1500'],
  ...['51', '52', '53'].slice(0, q ? 1 : 3).map((seed) => {
    const size = ['--kills', q ? '3' : '100', '--orders', q ? '60' : '2000'];
    return ['chaos', '--store', 'postgres', '--bffs', '3', '--seed', seed, ...size] as const;
  }),
  // The package's PostgreSQL 18 beside the system's.
  [NEWEST, 'chaos', '--store', 'postgres', '--bffs', '3', '--seed', '54', '--kills', q ? '3' : '100', '--orders', q ? '60' : '2000'],
  ['chaos', '--gentle', '--store', 'postgres', '--bffs', '3', '--seed', '61', '--kills', q ? '3' : '20', '--orders', q ? '60' : '1000'],
  ['clock', '--seed', '71', '--orders', q ? '10' : '50', '--days', q ? '6' : '30'],
  ['rolling', '--requests', q ? '1000' : '20000', '--rounds', q ? '1' : '2'],
  ['merchants', '--merchants', q ? '5' : '40', '--dead', q ? '10' : '60', '--slow', q ? '5' : '40'],
  ['fuzz', '--requests', q ? '5000' : '300000'],
  ['mutants', '--sample', q ? '30' : 'all', '--floor', q ? '0' : '0.85'],
  ...['11', '12', '13'].slice(0, q ? 1 : 3).map((seed) => ['chaos', '--seed', seed, '--kills', kills, '--orders', orders] as const),
];

interface Outcome {
  trial: string;
  code: number;
  minutes: number;
  last: string;
}

/** A folder here; mutants are a check of the unit tests. */
const fileOf = (trial: string): string => join(import.meta.dirname, trial === 'mutants' ? '../../scripts/mutants' : trial, 'run.ts');

const isEnv = (word: string): boolean => word.startsWith('LEZHONG_');
const trialOf = (words: readonly string[]): string => words.find((word) => !isEnv(word)) ?? '';

/** The child's JSON line goes into the report; everything else is printed as it comes. */
function run(words: readonly string[]): Promise<Outcome> {
  const started = performance.now();
  const env = Object.fromEntries(words.filter(isEnv).map((word) => word.split('=')));
  const args = words.slice(words.indexOf(trialOf(words)) + 1);
  return new Promise((done) => {
    const child = spawn(process.execPath, [fileOf(trialOf(words)), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    let last = '';
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (/^\{"(trial|bench)"/.test(line)) last = line;
      else console.log(line);
    });
    child.once('close', (code) =>
      done({ trial: words.join(' '), code: code ?? 1, minutes: Math.round((performance.now() - started) / 6_000) / 10, last }),
    );
  });
}

function report(outcomes: readonly Outcome[]): string {
  const line = (one: Outcome): string =>
    `| \`${one.trial}\` | ${one.code === 0 ? 'held' : 'FAILED'} | ${one.minutes} min | \`${one.last}\` |`;
  return ['# Nightly', '', '| trial | | took | ended with |', '|---|---|---|---|', ...outcomes.map(line), ''].join('\n');
}

const wanted = TRIALS.filter((words) => values.only === undefined || values.only.split(',').includes(trialOf(words)));
if (wanted.length === 0) throw new Error('no such trial; there are ' + [...new Set(TRIALS.map(trialOf))].join(', '));
mkdirSync(dirname(values.report), { recursive: true });
const outcomes: Outcome[] = [];
for (const trial of wanted) {
  console.log('== ' + trial.join(' '));
  const outcome = await run(trial);
  outcomes.push(outcome);
  console.log(outcome.code === 0 ? 'held: ' + outcome.last : 'FAILED: ' + outcome.last);
  writeFileSync(values.report, report(outcomes));
}
const failed = outcomes.filter((one) => one.code !== 0).length;
console.log(JSON.stringify({ trial: 'nightly', passed: outcomes.length - failed, failed, report: values.report }));
process.exit(failed === 0 ? 0 : 1);
