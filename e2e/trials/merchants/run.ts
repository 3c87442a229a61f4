/**
 * npm run chaos:merchants -- [--merchants 40] [--orders 5] [--dead 60] [--slow 40]
 * Orders of many merchants are paid at once through a real BFF and the sandbox, while one merchant's server answers nothing and one
 * answers after 4.9 s. Healthy merchants must hear of their payments within a second (p95) and of each; the dead one must be probed, and
 * once it is back hear all of it, 20 a second. The last line is JSON. Source: docs/operate.md, Merchants.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { LezhongPay } from '../../../src/merchant-sdk/index.ts';
import { appKey } from '../../../src/start/configs.ts';
import { startStack } from '../../support/stack.ts';
import type { Stack } from '../../support/stack.ts';
import { payAtCashier } from '../support/pay-at-cashier.ts';
import { SANDBOX_SETTINGS } from '../support/settings.ts';
import { after, startServer } from './servers.ts';
import type { MerchantServer, Post } from './servers.ts';

const HELP = `npm run chaos:merchants -- [--merchants 40] [--orders 5] [--dead 60] [--slow 40]
  --merchants  healthy ones
  --orders     paid orders of each of them
  --dead       paid orders of the merchant that answers nothing
  --slow       paid orders of the merchant that answers after 4.9 s
  --at-once    viewers at a time (8)`;

const { values } = parseArgs({
  options: {
    merchants: { type: 'string', default: '40' },
    orders: { type: 'string', default: '5' },
    dead: { type: 'string', default: '60' },
    slow: { type: 'string', default: '40' },
    'at-once': { type: 'string', default: '8' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [merchants, orders, dead, slow] = [values.merchants, values.orders, values.dead, values.slow].map(Number) as [
  number,
  number,
  number,
  number,
];
/** A lane is dead after five failures. */
if (dead < 10) throw new Error('--dead is 10 at least');

const P95_MAX_MS = 1_000;
const SLOW_MS = 4_900;
/** Longer than a merchant's server may take: one probe at a time. */
const PROBE_MS = 6_000;
const PROBES_MIN = 2;
const WOKEN_PER_S = 20;
const WAIT_MS = 60_000;
const OFF = { per_s: 0, burst: 1 };
const SETTINGS = {
  log_level: 'silent',
  // No repeats of its own: whatever comes again to a dead server is a probe.
  times: { notice_ms: [0, 3_600_000], notice_probe_ms: PROBE_MS },
  rates: { address: OFF, order: OFF, merchant: OFF, callback: OFF },
  attempts_max: 1_000,
  attempts_hour_max: 1_000,
};

interface Sale {
  merchant: string;
  order_no: string;
  /** The bank said that it was paid. */
  paid_ms?: number;
}

/** Their sales, those of the dead and the slow one spread among the others. */
function planned(): Sale[] {
  const all: { sale: Sale; at: number }[] = [];
  const add = (merchant: string, count: number): void => {
    for (let i = 0; i < count; i++) all.push({ sale: { merchant, order_no: merchant + '-' + i }, at: (i + 0.5) / count });
  };
  for (let m = 0; m < merchants; m++) add('m' + m, orders);
  add('dead', dead);
  add('slow', slow);
  return all.sort((a, b) => a.at - b.at).map(({ sale }) => sale);
}

async function until(good: () => boolean, max_ms = WAIT_MS): Promise<boolean> {
  for (const began = performance.now(); performance.now() - began < max_ms; await sleep(50)) if (good()) return true;
  return good();
}

async function sell(stack: Stack, servers: ReadonlyMap<string, MerchantServer>, sales: readonly Sale[]): Promise<void> {
  const left = [...sales];
  await Promise.all(
    Array.from({ length: Number(values['at-once']) }, async () => {
      for (let sale = left.shift(); sale; sale = left.shift()) {
        const server = servers.get(sale.merchant) as MerchantServer;
        const urls = { return_url: server.url + '/return', notify_url: server.url + '/notices' };
        const made = await (server.pay as LezhongPay).createOrder({ order_no: sale.order_no, amount_fen: 100, subject: 'sale', ...urls });
        if (!made.ok) throw new Error(sale.order_no + ' was refused: ' + JSON.stringify(made));
        sale.paid_ms = await payAtCashier(made.cashier_url, stack.phone_url);
      }
    }),
  );
}

const isPaid = (post: Post): boolean => post.type === 'order.paid';

/** Between the bank's word and the first post, in ms, ascending; and orders of which nothing came. */
function delays(servers: ReadonlyMap<string, MerchantServer>, sales: readonly Sale[]): { ms: number[]; lost: string[] } {
  const ms: number[] = [];
  const lost: string[] = [];
  for (const { merchant, order_no, paid_ms = 0 } of sales.filter((one) => one.merchant.startsWith('m'))) {
    const post = servers.get(merchant)?.posts.find((one) => isPaid(one) && one.order_no === order_no);
    if (post) ms.push(post.at_ms - paid_ms);
    else lost.push(order_no);
  }
  return { ms: ms.sort((a, b) => a - b), lost };
}

const share = (sorted: readonly number[], part: number): number => Math.round(sorted[Math.ceil(sorted.length * part) - 1] ?? Infinity);

/** Posts of what was posted before. */
const repeats = ({ posts }: MerchantServer): Post[] => posts.filter((one, i) => posts.slice(0, i).some((p) => p.order_no === one.order_no));

/** Waits for probes, mends the dead server, and says what is wrong with what comes then. */
async function reviveDead(server: MerchantServer, mend: () => void): Promise<{ probes: number; woken_per_s: number; problems: string[] }> {
  const problems: string[] = [];
  const first = (): number => new Set(server.posts.map((one) => one.order_no)).size;
  if (!(await until(() => first() === dead))) problems.push('of ' + dead + ' notices the dead server was sent ' + first());
  const known = repeats(server).length;
  await until(() => repeats(server).length >= known + PROBES_MIN, (PROBES_MIN + 3) * PROBE_MS);
  const probes = repeats(server);
  if (probes.length < PROBES_MIN) problems.push('the dead lane was probed ' + probes.length + ' times');
  probes.slice(1).forEach((one, i) => {
    const gap_ms = one.at_ms - (probes[i]?.at_ms ?? 0);
    if (gap_ms < PROBE_MS * 0.8) problems.push('two probes within ' + Math.round(gap_ms) + ' ms');
  });
  mend();
  const taken = (): Post[] => server.posts.filter((one) => one.taken);
  const isTold = (): boolean => new Set(taken().map((one) => one.order_no)).size === dead;
  if (!(await until(isTold, 2 * PROBE_MS + (dead / WOKEN_PER_S) * 1_000 + 15_000)))
    problems.push('after it was back the dead server took ' + taken().length + ' of ' + dead);
  // The first is the probe that was taken.
  const [, start, ...woken] = taken().map((one) => one.at_ms);
  const spread_s = ((woken.at(-1) ?? 0) - (start ?? 0)) / 1_000;
  const due_s = woken.length / WOKEN_PER_S;
  if (spread_s < due_s * 0.8) problems.push('a server that is back got ' + woken.length + ' notices in ' + spread_s.toFixed(1) + ' s');
  if (spread_s > due_s * 1.5 + 5)
    problems.push('a server that is back waited ' + spread_s.toFixed(1) + ' s for ' + woken.length + ' notices');
  if (taken().length > dead) problems.push('a server that is back got ' + (taken().length - dead) + ' notices twice');
  return { probes: probes.length, woken_per_s: Math.round((woken.length / spread_s) * 10) / 10, problems };
}

async function main(): Promise<number> {
  let mended = false;
  const servers = new Map<string, MerchantServer>();
  for (let m = 0; m < merchants; m++) servers.set('m' + m, await startServer(() => true));
  servers.set('slow', await startServer(after(SLOW_MS)));
  const dead_server = await startServer(() => mended);
  servers.set('dead', dead_server);
  const apps = [...servers].map(([id, { url }]) => ({ id, name: id, url }));
  const stack = await startStack({ bff: SETTINGS, sandbox: SANDBOX_SETTINGS, apps });
  try {
    for (const [id, one] of servers) one.pay = new LezhongPay({ base_url: stack.bff_url, merchant_id: id, keys: [appKey(stack.data, id)] });
    const sales = planned();
    await sell(stack, servers, sales);
    console.log(sales.length + ' orders paid');
    await until(() => delays(servers, sales).lost.length === 0, 30_000);
    const { ms, lost } = delays(servers, sales);
    const p95_ms = share(ms, 0.95);
    const { problems, ...revived } = await reviveDead(dead_server, () => (mended = true));
    if (p95_ms >= P95_MAX_MS) problems.push('healthy merchants hear after ' + p95_ms + ' ms (p95)');
    if (lost.length > 0) problems.push('healthy merchants never heard of ' + lost.slice(0, 3).join(', '));
    const told_slow = new Set(servers.get('slow')?.posts.map((one) => one.order_no)).size;
    if (told_slow < slow) problems.push('the slow server heard of ' + told_slow + ' of ' + slow);
    const forged = [...servers.values()].reduce((sum, one) => sum + one.forged, 0);
    if (forged > 0) problems.push(forged + ' notices with a bad signature');
    for (const problem of problems) console.log(problem);
    const figures = { trial: 'dead-merchant', merchants, orders: ms.length, lost: lost.length, p50_ms: share(ms, 0.5), p95_ms };
    console.log(JSON.stringify({ ...figures, max_ms: share(ms, 1), dead, slow, ...revived, problems: problems.length }));
    return problems.length === 0 ? 0 : 1;
  } finally {
    await stack.stop();
    for (const one of servers.values()) await one.stop();
  }
}

process.exit(await main());
