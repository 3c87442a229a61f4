/**
 * npm run chaos -- [--seed 1] [--kills 60] [--orders 500] [--gentle | --power | --disk] [--store sqlite]
 * BFF, sandbox and a merchant as processes; many viewers over HTTP; the BFF is killed at random, the banks and the
 * merchant fail from a seed. At the end everything must have come to rest with the money accounted for. Last line JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startStack } from '../support/stack.ts';
import { banks, books, refusals, restless, story } from './facts.ts';
import { HARMS, harmer } from './harm.ts';
import { seeded } from './random.ts';
import { bffSettings, faultsOf, SANDBOX_SETTINGS } from './settings.ts';
import { startShop } from './shop.ts';
import { traffic } from './traffic.ts';
import { judge } from './verdict.ts';

const HELP = `npm run chaos -- [--seed 1] [--kills 60] [--orders 500] [--at-once 40] [--store sqlite]
  --seed      chooses faults, kills and what viewers do
  --kills     how often the BFF is killed with SIGKILL
  --orders    how many orders are made
  --at-once   how many viewers there are at a time
  --gentle    SIGTERM and a new process instead: an upgrade under load
  --power     cuts the power instead: what the database had not synced is dropped, torn or turned round (Linux)
  --disk      fills the disk or makes it fail for a moment instead (Linux)
  --store     which store; sqlite is the one there is`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '60' },
    orders: { type: 'string', default: '500' },
    'at-once': { type: 'string', default: '40' },
    gentle: { type: 'boolean', default: false },
    power: { type: 'boolean', default: false },
    disk: { type: 'boolean', default: false },
    store: { type: 'string', default: 'sqlite' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
if (values.store !== 'sqlite') throw new Error('there is only one store yet: sqlite');
const seed = Number(values.seed);
const [kills, orders, at_once] = [Number(values.kills), Number(values.orders), Number(values['at-once'])];
const how = HARMS.find((one) => one !== 'kill' && values[one]) ?? 'kill';
const chance = seeded(seed);

/** Some viewers type a wrong code; that refusal is theirs. */
const MISTYPED = '71';
const SETTLE_MAX_MS = 180_000;

async function main(): Promise<number> {
  const started = performance.now();
  const shop = await startShop(seeded(seed + 1));
  const folder = mkdtempSync(join(tmpdir(), 'lezhong-chaos-'));
  const database = join(folder, 'lezhong.db');
  const { env, harm } = harmer(how, folder, database, chance);
  const stack = await startStack({
    bff: { ...bffSettings(100), database },
    sandbox: SANDBOX_SETTINGS,
    also: [shop.url + '/'],
    ...(env ? { bff_env: env } : {}),
  });
  const control = (path: string, method: string, body?: object): Promise<unknown> =>
    fetch(stack.phone_url + '/control' + path, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
  const lives = await traffic({ stack, shop, seed, orders, at_once, good_cards: how === 'gentle' });
  let killed = 0;
  let stopping = false;

  async function troubles(): Promise<void> {
    // An upgrade is tried with banks that work: what fails then is the upgrade's doing.
    while (!stopping && how !== 'gentle') {
      await control('/faults', 'POST', faultsOf(chance)).catch(() => undefined);
      await sleep(1_000);
    }
  }

  async function killer(): Promise<void> {
    for (; killed < kills && !stopping; killed++) {
      await sleep(200 + chance() * 1_200);
      await harm(stack);
    }
  }

  const say = setInterval(
    () =>
      console.log(
        Math.round((performance.now() - started) / 1000) +
          ' s: ' +
          lives.over +
          ' of ' +
          orders +
          ' lives, ' +
          killed +
          ' of ' +
          kills +
          ' kills',
      ),
    5_000,
  );
  try {
    const noise = troubles();
    await Promise.all([lives.run(), killer()]);
    stopping = true;
    await noise;
    shop.calm();
    await control('/faults', 'DELETE');
    const calm_ms = performance.now();
    let left: string[] = [];
    // Twice in a row: what has just come to rest may still be told about.
    for (let quiet = 0; quiet < 2 && performance.now() - calm_ms < SETTLE_MAX_MS;) {
      await sleep(2_000);
      left = restless(books(database), await banks(stack.phone_url));
      quiet = left.length === 0 ? quiet + 1 : 0;
      if (left.length > 0) console.log(left.length + ' not at rest, such as: ' + left[0]);
    }
    clearInterval(say);
    if (left.length > 0) console.log('not at rest: ' + left.slice(0, 20).join('; '));
    const { jobs: _jobs, ...ours } = books(database);
    const { problems, ...verdict } = judge({ ...(await banks(stack.phone_url)), ...ours, taken: shop.taken });
    const failed = how === 'gentle' ? refusals(database).filter((code) => code !== MISTYPED) : undefined;
    if (failed?.length) problems.push('payments that failed during an upgrade: ' + failed.join(', '));
    for (const problem of problems) console.log('seed ' + seed + ': ' + problem);
    const named = new Set(problems.join(' ').match(/C\d+-\d+/g) ?? []);
    for (const order_no of [...named].slice(0, 3)) console.log(order_no + ' ' + story(database, order_no));
    if (shop.forged > 0) console.log(shop.forged + ' notices had a bad signature');
    console.log(
      JSON.stringify({
        ...verdict,
        ...(failed ? { failed: failed.length } : {}),
        settled_s: Math.round((performance.now() - calm_ms) / 1000),
      }),
    );
    return problems.length === 0 && left.length === 0 && verdict.orders === orders ? 0 : 1;
  } finally {
    clearInterval(say);
    stopping = true;
    await stack.stop();
    await shop.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exit(await main());
