/**
 * npm run bench -- wake [--orders 1000] [--at-once 4]
 * Two BFFs on one PostgreSQL: from a callback's arrival at B to the answer "paid" of a television's poll that waits at A. Orders
 * whose payment A found by itself first are left out. The last line is JSON.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import type { Step } from '../../src/protocol/step.ts';
import { startPostgres } from '../../src/bff/testing/postgres-server.ts';
import { startStack } from '../support/stack.ts';
import { proxyHttp } from '../trials/power/proxies.ts';
import { read } from '../trials/support/viewer.ts';
import { hundredths, quantile } from './statistics.ts';

const HELP = `npm run bench -- wake [--orders 1000] [--at-once 4]
  --orders    how many are paid
  --at-once   how many televisions wait at a time`;

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '1000' },
    'at-once': { type: 'string', default: '4' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [orders, at_once] = [Number(values.orders), Number(values['at-once'])];
/** Nobody paid by then: it is not a measurement of waking. */
const GIVE_UP_MS = 30_000;

async function json<T>(url: string, body?: object): Promise<T> {
  const init = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
  return (await (await fetch(url, init)).json()) as T;
}

/** Amounts differ, so that a callback says whose it is. */
const yuan = (amount_fen: number): string => (amount_fen / 100).toFixed(2);

async function main(): Promise<object> {
  const server = await startPostgres({ fsync: true });
  const arrived = new Map<string, number>();
  let b = '';
  const front = await proxyHttp(
    () => b,
    () => undefined,
    (path, asked) => {
      const form = new URLSearchParams(asked);
      const amount = form.get('total_amount') ?? '';
      if (path.startsWith('/callbacks/') && form.get('trade_status') === 'TRADE_SUCCESS' && !arrived.has(amount))
        arrived.set(amount, performance.now());
    },
  );
  const free = { per_s: 0, burst: 1 };
  const stack = await startStack({
    bffs: 2,
    bff: { store: await server.create('wake'), public_url: front.url, rates: { address: free, order: free, merchant: free } },
  });
  try {
    const [a = '', second = ''] = stack.bff_urls;
    b = second;
    const pay = new LezhongPay({ base_url: a, merchant_id: 'demo', keys: [stack.key] });
    const took_ms: number[] = [];
    let first = 0;

    async function one(n: number): Promise<void> {
      const amount_fen = 1_000 + n;
      const urls = { return_url: stack.shop_url + '/return', notify_url: stack.shop_url + '/notices' };
      const opened = await pay.createOrder({ order_no: 'W' + n, amount_fen, subject: 'wake', ...urls });
      if (!opened.ok) throw new Error('the order was refused: ' + JSON.stringify(opened));
      const page = a + new URL(opened.cashier_url).pathname;
      let step = await json<Step>(page + '/step');
      await json(page + '/answer', { version: step.version, answer: { kind: 'choose', channel: 'alipay' } });
      const end = performance.now() + GIVE_UP_MS;
      let paying: Promise<unknown> | undefined;
      while (step.kind !== 'paid' && performance.now() < end) {
        if (step.kind === 'scan' && !paying) {
          // The next poll is at A before the phone pays.
          const code = read(step.qr);
          paying = sleep(30).then(() => json(stack.phone_url + '/control/pay', { code }));
        }
        step = await json<Step>(page + '/step' + (step.kind === 'choose' ? '' : '?after=' + step.seq));
      }
      const now = performance.now();
      await paying;
      const at = arrived.get(yuan(amount_fen));
      if (step.kind !== 'paid' || at === undefined || at > now) first += 1;
      else took_ms.push(now - at);
    }

    let made = 0;
    const television = async (): Promise<void> => {
      while (made < orders) {
        await one((made += 1));
        if (made % 100 === 0) console.log(made + ' of ' + orders + ' orders');
      }
    };
    const began_ms = performance.now();
    await Promise.all(Array.from({ length: Math.min(at_once, orders) }, television));
    const orders_per_s = hundredths(orders / ((performance.now() - began_ms) / 1000));
    const at = (share: number): number => hundredths(quantile(took_ms, share));
    if (took_ms.length < orders / 2) throw new Error('of ' + orders + ' orders only ' + took_ms.length + ' were paid by a callback at B');
    return { p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1), measured: took_ms.length, found_first: first, at_once, orders_per_s };
  } finally {
    await stack.stop();
    await front.stop();
    await server.remove();
  }
}

console.log(JSON.stringify({ bench: 'wake', ...(await main()) }));
