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
const TRIALS: readonly (readonly [trial: string, ...args: string[]])[] = [
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

/** The child's JSON line goes into the report; everything else is printed as it comes. */
function run([trial, ...args]: (typeof TRIALS)[number]): Promise<Outcome> {
  const started = performance.now();
  return new Promise((done) => {
    const child = spawn(process.execPath, [fileOf(trial), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let last = '';
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (/^\{"(trial|bench)"/.test(line)) last = line;
      else console.log(line);
    });
    child.once('close', (code) =>
      done({ trial: [trial, ...args].join(' '), code: code ?? 1, minutes: Math.round((performance.now() - started) / 6_000) / 10, last }),
    );
  });
}

function report(outcomes: readonly Outcome[]): string {
  const line = (one: Outcome): string =>
    `| \`${one.trial}\` | ${one.code === 0 ? 'held' : 'FAILED'} | ${one.minutes} min | \`${one.last}\` |`;
  return ['# Nightly', '', '| trial | | took | ended with |', '|---|---|---|---|', ...outcomes.map(line), ''].join('\n');
}

const wanted = TRIALS.filter(([trial]) => values.only === undefined || values.only.split(',').includes(trial));
if (wanted.length === 0) throw new Error('no such trial; there are ' + [...new Set(TRIALS.map(([trial]) => trial))].join(', '));
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
