/**
 * npm run chaos -- [--seed 1] [--kills 60] [--orders 500] [--gentle [--before DIR] | --power | --disk] [--store postgres [--bffs 3]]
 * BFF and sandbox as processes, a failing merchant, many viewers over HTTP; the BFF is killed at random, the banks and the
 * merchant fail, all from a seed. At the end every order must be settled and the money must add up. The last line is JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startStack } from '../../support/stack.ts';
import { walletsOpened } from '../support/phone-pays.ts';
import { orderBody, refusals } from '../support/books.ts';
import { startCluster } from './cluster.ts';
import { settingsOfBefore } from './before.ts';
import { DISRUPTIONS, makeDisruptor } from './disruptions.ts';
import { seeded } from '../../support/random.ts';
import { bffSettings, faultsOf, icbcChannels, SANDBOX_SETTINGS } from '../support/settings.ts';
import { startFailingMerchant } from '../support/failing-merchant.ts';
import { settle } from '../support/settle.ts';
import { CREDIT, sellLast, startInDebt } from '../support/debt.ts';
import { traffic } from '../support/traffic.ts';

const HELP = `npm run chaos -- [--seed 1] [--kills 60] [--orders 500] [--at-once 40] [--store sqlite|postgres] [--bffs 3]
  --seed      chooses faults, kills and what viewers do
  --kills     how often the BFF is killed with SIGKILL
  --orders    how many orders are made
  --at-once   how many viewers there are at a time
  --gentle    SIGTERM and a new process instead: an upgrade under load
  --before    with --gentle: the first BFF is the one of this checkout (a folder), all later ones are ours
  --power     cuts the power instead: what the database had not synced is dropped, torn or turned round (Linux)
  --disk      fills the disk or makes it fail for a moment instead (Linux)
  --store     sqlite, or postgres: several BFFs behind a balancer on one server with a synchronous standby; of the kills some
              stop the server at once, some cut the line to it, and half way the standby takes over. --gentle: BFFs by turns
  --bffs      with postgres: how many BFFs`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '60' },
    orders: { type: 'string', default: '500' },
    'at-once': { type: 'string', default: '40' },
    gentle: { type: 'boolean', default: false },
    before: { type: 'string' },
    power: { type: 'boolean', default: false },
    disk: { type: 'boolean', default: false },
    store: { type: 'string', default: 'sqlite' },
    bffs: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
if (values.before && !values.gentle) throw new Error('--before is an upgrade: it goes with --gentle');
if (!['sqlite', 'postgres'].includes(values.store)) throw new Error('the stores are sqlite and postgres');
const bffs = values.store === 'postgres' ? Number(values.bffs) : 1;
const seed = Number(values.seed);
const [kills, orders, at_once] = [Number(values.kills), Number(values.orders), Number(values['at-once'])];
if (values.store === 'postgres' && (values.power || values.disk || values.before))
  throw new Error('--power, --disk and --before are for sqlite');
const how = DISRUPTIONS.find((one) => one !== 'kill' && values[one]) ?? 'kill';
const chance = seeded(seed);
/** An older program does not open our database; lost power is played on a file that grew under the shim. */
const in_debt = !values.before && how !== 'power';
/** About what is kept of the sales of the first half of the viewers. */
const beyond_fen = 300 * orders;
/** An older checkout may not know it; an upgrade is tried with banks that do not fail. */
const icbc = how !== 'gentle';

const CHANNELS = ['wechat', 'alipay', 'unionpay', 'icbc', 'icbc-direct'];

/** UnionPay's code for a wrong SMS code: some viewers mistype on purpose. */
const MISTYPED = '71';

async function main(): Promise<number> {
  const started = performance.now();
  const shop = await startFailingMerchant(seeded(seed + 1));
  const folder = mkdtempSync(join(tmpdir(), 'lezhong-chaos-'));
  const file = join(folder, 'lezhong.db');
  const cluster = values.store === 'postgres' ? await startCluster() : undefined;
  const { env, disrupt } = makeDisruptor(how, folder, file, chance);
  if (in_debt) await startInDebt({ file, ...(cluster ? { address: cluster.direct } : {}) }, beyond_fen);
  const stack = await startStack({
    bff: (banks) => {
      const settings = bffSettings(100);
      return Promise.resolve({
        ...settings,
        channels: { ...settings.channels, ...(icbc ? icbcChannels(banks) : {}) },
        database: file,
        ...(cluster ? { store: cluster.address, trusted_proxies: ['127.0.0.1'] } : {}),
      });
    },
    bffs,
    sandbox: SANDBOX_SETTINGS,
    also: [shop.url + '/'],
    ...(env ? { bff_env: env } : {}),
    ...(values.before ? { before: { dir: values.before, settings: settingsOfBefore } } : {}),
  });
  const control = (path: string, method: string, body?: object): Promise<unknown> =>
    fetch(stack.phone_url + '/control' + path, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
  const viewers = await traffic({ stack, shop, seed, orders, at_once, good_cards: how === 'gentle', icbc });
  let killed = 0;
  let stopping = false;

  async function faultLoop(): Promise<void> {
    // Upgrades are tried with working banks, so that every failure is the upgrade's.
    while (!stopping && how !== 'gentle') {
      await control('/faults', 'POST', faultsOf(chance)).catch(() => undefined);
      await sleep(1_000);
    }
  }

  async function disruptionLoop(): Promise<void> {
    let away_ms = 0;
    for (; killed < kills && !stopping; killed++) {
      // On a slow machine it is also up about as long as it was away: else hardly anybody could pay.
      await sleep(Math.max(200 + chance() * 1_200, away_ms * (0.5 + chance())));
      const since = performance.now();
      if (!cluster) await disrupt(stack);
      else if (how !== 'gentle' && killed === Math.floor(kills / 2)) await cluster.failOver();
      else await cluster.disrupt(stack, { chance, bffs, gentle: how === 'gentle' });
      away_ms = performance.now() - since;
    }
  }

  const say = setInterval(
    () =>
      console.log(
        Math.round((performance.now() - started) / 1000) +
          ' s: ' +
          viewers.done +
          ' of ' +
          orders +
          ' viewers, ' +
          killed +
          ' of ' +
          kills +
          ' kills',
      ),
    5_000,
  );
  try {
    const faulting = faultLoop();
    await Promise.all([viewers.run(), disruptionLoop()]);
    stopping = true;
    await faulting;
    shop.stopFailing();
    await control('/faults', 'DELETE');
    const database = cluster?.direct ?? file;
    if (in_debt) await sellLast(stack, shop, beyond_fen);
    const { verdict: judged, left, settled_s } = await settle(stack, database, shop, { credit_fen: in_debt ? CREDIT : {} });
    clearInterval(say);
    const { problems, ...verdict } = judged;
    const failed = how === 'gentle' ? (await refusals(database)).filter((code) => code !== MISTYPED) : undefined;
    if (failed?.length) problems.push('payments that failed during an upgrade: ' + failed.join(', '));
    if (orders >= 200 && walletsOpened() < orders / 50) problems.push('hardly any phone paid: ' + walletsOpened());
    // A channel by which nobody pays was not tried.
    const idle = CHANNELS.filter((channel) => (verdict.by_channel[channel] ?? 0) < orders / 100 && (icbc || !channel.startsWith('icbc')));
    if (orders >= 200 && idle.length > 0) problems.push('hardly anybody paid by ' + idle.join(', '));
    if (in_debt && orders >= 200 && verdict.refunds_waited === 0) problems.push('no refund waited for its merchant');
    for (const problem of problems) console.log('seed ' + seed + ': ' + problem);
    const named = new Set(problems.join(' ').match(/C\d+-\d+/g) ?? []);
    for (const order_no of [...named].slice(0, 3)) console.log(order_no + ' ' + (await orderBody(database, order_no)));
    console.log(
      JSON.stringify({
        trial: 'chaos',
        ...verdict,
        by_phone: walletsOpened(),
        ...(failed ? { failed: failed.length } : {}),
        ...(cluster ? { store: 'postgres', bffs, ...cluster.done } : {}),
        settled_s,
      }),
    );
    return problems.length === 0 && left.length === 0 && verdict.orders === orders + (in_debt ? 1 : 0) ? 0 : 1;
  } finally {
    clearInterval(say);
    stopping = true;
    await stack.stop();
    await shop.stop();
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exit(await main());
