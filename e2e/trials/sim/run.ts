/**
 * npm run chaos:sim -- [--seeds 200] [--from 1] [--events 200] [--bffs 1]
 * Deterministic simulation of the payment core in one process: real store and decide, fake banks and clock. A seed chooses
 * viewers' answers, payments, lost and repeated answers and callbacks, and crashes at any await. Every invariant is checked
 * after every commit; at rest the verdict of the other trials. The same seed gives the same run. The last line is JSON.
 */
import { parseArgs } from 'node:util';
import { FLOORS, tooFew } from '../support/credited.ts';
import { runSeed } from './random-run.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    events: { type: 'string', default: '200' },
    bffs: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log('npm run chaos:sim -- [--seeds 200] [--from 1] [--events 200] [--bffs 1]');
  process.exit(0);
}
const [seeds, from, length] = [Number(values.seeds), Number(values.from), Number(values.events)];
if (!['1', '2'].includes(values.bffs)) throw new Error('--bffs is 1 or 2: ' + values.bffs);
const bffs = values.bffs === '2' ? 2 : 1;
const started = performance.now();
let events = 0;
let violations = 0;
const two = { stopped: 0, both: 0, deaths: 0 };
const total = { orders: 0, charges: 0, paid: 0, by_phone: 0, waited: 0, by_password: 0 };
const NAMES = Object.keys(total) as (keyof typeof total)[];
let said = started;
for (let seed = from; seed < from + seeds; seed++) {
  const result = await runSeed(seed, length, bffs);
  events += result.events;
  for (const name of NAMES) total[name] += result[name];
  for (const name of ['stopped', 'both', 'deaths'] as const) two[name] += result.two?.[name] ?? 0;
  if (result.wrong) {
    violations += 1;
    console.log('seed ' + seed + ' after ' + result.events + ' events: ' + result.wrong);
  }
  if (performance.now() - said > 5_000) {
    said = performance.now();
    console.log('seed ' + seed + ' of ' + (from + seeds - 1) + ', ' + violations + ' violations');
  }
}
const seconds = (performance.now() - started) / 1000;
// A simulation in which hardly anybody pays proves nothing.
const problems: string[] = [];
const too_few = tooFew(total, FLOORS, problems);
if (bffs === 2 && Math.min(two.stopped, two.both) < seeds / 5) problems.push('the two hardly met: ' + JSON.stringify(two));
if (total.by_phone < seeds / 20) problems.push('hardly any phone paid: ' + total.by_phone);
if (total.waited < Math.floor(seeds / 50)) problems.push('hardly any refund waited: ' + total.waited);
if (total.by_password < Math.floor(seeds / 100)) problems.push('hardly any token was paid by a password alone: ' + total.by_password);
for (const problem of problems) console.log(problem);
const seeds_per_s = Math.round((seeds / seconds) * 10) / 10;
console.log(JSON.stringify({ trial: 'sim', bffs, seeds, events, violations, ...total, ...(bffs === 2 ? two : {}), too_few, seeds_per_s }));
process.exit(violations === 0 && problems.length === 0 ? 0 : 1);
