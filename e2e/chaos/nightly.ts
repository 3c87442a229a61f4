/**
 * npm run nightly -- [--report FILE] [--quick]
 * The large numbers: simulation, real processes killed, upgraded, without power and with a failing disk, images of a
 * recorded disk, odd requests. Writes a report of what each ended with, anew after each; the exit code is 1 when one of
 * them failed. --quick runs the same with small numbers.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    report: { type: 'string', default: 'nightly.md' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log('npm run nightly -- [--report nightly.md] [--quick]');
  process.exit(0);
}

const q = values.quick;
const [kills, orders] = q ? ['5', '60'] : ['200', '4000'];
const CHAOS = 'chaos/run.ts';
const TRIALS: readonly (readonly string[])[] = [
  ['chaos/sim.ts', '--seeds', q ? '100' : '10000', '--from', '1'],
  ['disk/power.ts', '--seed', '1', '--images', q ? '100' : '1000', '--orders', q ? '30' : '200'],
  ['disk/trouble.ts', '--seed', '1', '--every', q ? '20' : '1'],
  [CHAOS, '--gentle', '--seed', '21', '--kills', q ? '3' : '20', '--orders', q ? '60' : '1000'],
  [CHAOS, '--power', '--seed', '31', '--kills', q ? '3' : '100', '--orders', q ? '60' : '1500'],
  [CHAOS, '--disk', '--seed', '41', '--kills', q ? '3' : '100', '--orders', q ? '60' : '1500'],
  ['chaos/fuzz.ts', '--requests', q ? '5000' : '300000'],
  ...['11', '12', '13'].slice(0, q ? 1 : 3).map((seed) => [CHAOS, '--seed', seed, '--kills', kills, '--orders', orders]),
];

interface Outcome {
  trial: string;
  code: number;
  minutes: number;
  last: string;
}

function run(argv: readonly string[]): Promise<Outcome> {
  const started = performance.now();
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '..', argv[0] ?? ''), ...argv.slice(1)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let last = '';
    createInterface({ input: child.stdout }).on('line', (line) => {
      console.log(line);
      if (line.startsWith('{"')) last = line;
    });
    child.once('close', (code) =>
      done({ trial: argv.join(' '), code: code ?? 1, minutes: Math.round((performance.now() - started) / 6_000) / 10, last }),
    );
  });
}

function report(outcomes: readonly Outcome[]): string {
  const line = (one: Outcome): string =>
    `| \`${one.trial}\` | ${one.code === 0 ? 'held' : 'FAILED'} | ${one.minutes} min | \`${one.last}\` |`;
  return ['# Nightly', '', '| trial | | took | ended with |', '|---|---|---|---|', ...outcomes.map(line), ''].join('\n');
}

const outcomes: Outcome[] = [];
for (const trial of TRIALS) {
  console.log('== ' + trial.join(' '));
  outcomes.push(await run(trial));
  writeFileSync(values.report, report(outcomes));
}
const failed = outcomes.filter((one) => one.code !== 0).length;
console.log(outcomes.length - failed + ' passed, ' + failed + ' failed');
process.exit(failed === 0 ? 0 : 1);
