/**
 * npm run power -- [--seed 1] [--images 1000] [--orders 120]
 * Payments run while every write of the database is recorded. Then the disk is rebuilt as of --images random instants, as a
 * power loss may have left it (unsynced writes dropped, torn, reordered), and opened: every fact observed outside by then
 * must be in it. What was paid meanwhile is judged as chaos judges it. The same record on a disk that ignores syncs must
 * fail, as a control. The last line is JSON.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from '../../support/random.ts';
import { bffSettings, faultsOf, SANDBOX_SETTINGS } from '../support/settings.ts';
import { startFailingMerchant } from '../support/failing-merchant.ts';
import { settle } from '../support/settle.ts';
import { traffic } from '../support/traffic.ts';
import { startStack } from '../../support/stack.ts';
import { problemsOf } from '../support/database-check.ts';
import { proxyHttp, proxyTcp } from './proxies.ts';
import type { Proxy } from './proxies.ts';
import { factsOf } from '../support/observed.ts';
import type { Fact, Observed } from '../support/observed.ts';
import { disk } from './image.ts';
import { readLog } from './log.ts';
import type { DiskOp } from './log.ts';
import { putFiles } from './power-supply.ts';
import { watched } from '../support/shim.ts';
import type { Verdict } from '../support/verdict.ts';

const HELP = `npm run power -- [--seed 1] [--images 1000] [--orders 120]
  --seed     chooses what viewers do, the instants, and what the disk keeps
  --images   how many instants are tried
  --orders   how many orders are made while the disk is recorded`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    images: { type: 'string', default: '1000' },
    orders: { type: 'string', default: '120' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [seed, images, orders] = [Number(values.seed), Number(values.images), Number(values.orders)];
const folder = mkdtempSync(join(tmpdir(), 'lezhong-power-'));
const log = join(folder, 'disk.log');

/** Channel numbers of the demo's prefix: attempts', and the longer ones derived for refunds. */
const NUMBER = /DEM(?:\d{6}[0-9a-z]{15,23}|[0-9a-f]{29})(?=[^0-9a-zA-Z])/g;

/** UnionPay's card status and certificate queries: no money moves under their numbers, which are not stored. */
const ASKS_ABOUT_A_CARD = /txnType=(?:78|95)/;

/** How many of the record's first operations are each tried: the making of the database and its migrations. */
const FIRST_OPERATIONS = 120;

async function record(): Promise<{ observed: Observed[]; verdict: Verdict }> {
  const observed: Observed[] = [];
  const observe = (...facts: Fact[]): void => {
    const at = statSync(log).size;
    for (const fact of facts) observed.push({ at, fact });
  };
  const database = join(folder, 'lezhong.db');
  const proxies: Proxy[] = [];
  const listen = async (to: string): Promise<string> => {
    const proxy = await proxyTcp(to, (text) => {
      if (!ASKS_ABOUT_A_CARD.test(text)) observe(...[...text.matchAll(NUMBER)].map(([number]): Fact => ({ kind: 'number', number })));
    });
    proxies.push(proxy);
    return proxy.url;
  };
  let bff = '';
  const front = await proxyHttp(
    () => bff,
    (path, asked, status, answered) => observe(...factsOf(path, asked, status, answered)),
  );
  const shop = await startFailingMerchant(seeded(seed + 1));
  const stack = await startStack({
    bff: async ({ wechat, alipay, unionpay }) => {
      const settings = bffSettings(100);
      const { channels } = settings;
      return {
        ...settings,
        database,
        public_url: front.url,
        channels: {
          wechat: { ...channels.wechat, base_url: await listen(wechat.base_url) },
          alipay: { ...channels.alipay, gateway_url: await listen(alipay.gateway_url) },
          unionpay: { ...channels.unionpay, base_url: (await listen(unionpay.base_url)) + '/gateway/api' },
        },
      };
    },
    bff_env: () => watched(database, log),
    sandbox: SANDBOX_SETTINGS,
    also: [shop.url + '/'],
  });
  bff = stack.bff_url;
  shop.onTaken(({ order_no, n, type }) => observe({ kind: 'notice', order_no, n, type }));
  const viewers = await traffic({ stack, shop, seed, orders, at_once: 20, base_url: front.url });
  const faults = faultsOf(seeded(seed + 2));
  await fetch(stack.phone_url + '/control/faults', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  });
  const say = setInterval(() => console.log(viewers.done + ' of ' + orders + ' viewers, ' + statSync(log).size + ' bytes of disk'), 5_000);
  await viewers.run();
  shop.stopFailing();
  await fetch(stack.phone_url + '/control/faults', { method: 'DELETE' });
  const { verdict } = await settle(stack, database, shop, { credit_fen: {} });
  clearInterval(say);
  await stack.stop();
  await shop.stop();
  for (const one of [front, ...proxies]) await one.stop();
  return { observed, verdict };
}

/** Opens the disk as of these instants (how many operations had happened), in one walk through the record. */
function tryImages(ops: readonly DiskOp[], observed: readonly Observed[], instants: readonly number[], lying: boolean): string[] {
  const chance = seeded(seed + (lying ? 4 : 3));
  const file = join(folder, 'image', 'lezhong.db');
  const one = disk(new Map(), lying);
  const problems: string[] = [];
  let at = 0;
  let tried = 0;
  for (const instant of instants) {
    for (; at < instant; at++) one.apply(ops[at] as DiskOp);
    putFiles(file, one.afterPowerLoss(chance));
    const wrong = problemsOf(file, observed, ops[at - 1]?.end ?? 0);
    if (wrong.length > 0) problems.push('after ' + at + ' operations: ' + wrong.slice(0, 3).join('; '));
    tried += 1;
    if (!lying && tried % 100 === 0) console.log(tried + ' of ' + instants.length + ' images, ' + problems.length + ' bad');
  }
  return problems;
}

async function main(): Promise<number> {
  try {
    const { observed, verdict: judged } = await record();
    const ops = readLog(readFileSync(log));
    const chance = seeded(seed + 5);
    const instants = (count: number): number[] => Array.from({ length: count }, () => 1 + Math.floor(chance() * ops.length));
    // The first start as well: power fails between and within migrations.
    const first = Array.from({ length: Math.min(FIRST_OPERATIONS, ops.length) }, (_, i) => i + 1);
    const problems = tryImages(
      ops,
      observed,
      [...first, ...instants(images)].sort((a, b) => a - b),
      false,
    );
    const { problems: wrong, ...verdict } = judged;
    for (const problem of [...wrong, ...problems].slice(0, 20)) console.log('seed ' + seed + ': ' + problem);
    // Control: a disk that ignores syncs must be noticed.
    const control = tryImages(ops, observed, instants(50), true).length;
    if (control === 0) console.log('A disk that lies was not noticed: this trial proves nothing.');
    const syncs = ops.filter((op) => op.what === 'sync').length;
    console.log(
      JSON.stringify({
        trial: 'power',
        images,
        bad: problems.length,
        control_bad: control,
        observed: observed.length,
        operations: ops.length,
        syncs,
        ...verdict,
      }),
    );
    return problems.length === 0 && wrong.length === 0 && control > 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exit(await main());
