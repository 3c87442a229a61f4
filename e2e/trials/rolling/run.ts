/**
 * npm run rolling -- [--requests 20000] [--rounds 2] [--at-once 12]
 * Three BFFs behind nginx on one PostgreSQL are renewed one after the other (SIGTERM, then a new process) while orders are made,
 * asked for and shown. A request that is not answered, or answered with 500 or above, has failed. The last line is JSON.
 */
import { parseArgs } from 'node:util';
import { LezhongPay } from '../../../src/merchant-sdk/index.ts';
import { startPostgres } from '../../../src/bff/testing/postgres-server.ts';
import { startStack } from '../../support/stack.ts';

const HELP = `npm run rolling -- [--requests 20000] [--rounds 2] [--at-once 12]
  --requests   at least so many
  --rounds     how often each BFF is renewed
  --at-once    requests under way at a time`;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '2' },
    'at-once': { type: 'string', default: '12' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [requests, rounds, at_once] = [Number(values.requests), Number(values.rounds), Number(values['at-once'])];
const BFFS = 3;
const FREE = { per_s: 0, burst: 1 };

async function main(): Promise<number> {
  const server = await startPostgres({ fsync: true, settings: ['max_connections = 200'] });
  const stack = await startStack({
    bffs: BFFS,
    bff: {
      store: await server.create('rolling'),
      trusted_proxies: ['127.0.0.1'],
      rates: { address: FREE, order: FREE, merchant: FREE },
    },
  });
  let asked = 0;
  let renewed = 0;
  const faults: string[] = [];

  async function ask(what: string, send: () => Promise<number>): Promise<void> {
    asked += 1;
    const status = await send().catch((error: unknown) => (error as Error).message);
    if (typeof status === 'string' || status >= 500) faults.push(what + ': ' + status);
  }

  const pay = new LezhongPay({ base_url: stack.bff_url, merchant_id: 'demo', keys: [stack.key] });
  const urls = { return_url: stack.shop_url + '/return', notify_url: stack.shop_url + '/notices' };
  const statusOf = (answer: { ok: boolean; status?: number; code?: string }): number => (answer.ok ? 200 : (answer.status ?? 599));

  /** An order is made, its page is loaded and polled once, and the merchant asks for it. */
  async function one(order_no: string): Promise<void> {
    let cashier_url = '';
    await ask('create', async () => {
      const made = await pay.createOrder({ order_no, amount_fen: 100, subject: 'rolling', ...urls });
      if (made.ok) cashier_url = made.cashier_url;
      return statusOf(made);
    });
    if (cashier_url === '') return;
    for (const path of ['', '/step'])
      await ask('cashier' + path, async () => {
        const answer = await fetch(cashier_url + path);
        await answer.arrayBuffer();
        return answer.status;
      });
    await ask('get', async () => statusOf(await pay.queryOrder(order_no)));
  }

  const isDone = (): boolean => asked >= requests && renewed >= BFFS * rounds;
  let n = 0;
  async function client(): Promise<void> {
    while (!isDone()) await one('R' + (n += 1));
  }
  async function renewals(): Promise<void> {
    while (!isDone()) {
      await stack.restartBff(false, undefined, renewed % BFFS);
      renewed += 1;
      console.log(asked + ' requests, ' + renewed + ' BFFs renewed, ' + faults.length + ' failed');
    }
  }

  try {
    await Promise.all([renewals(), ...Array.from({ length: at_once }, client)]);
    for (const fault of faults.slice(0, 10)) console.log(fault);
    console.log(JSON.stringify({ trial: 'rolling', bffs: BFFS, requests: asked, failed: faults.length, renewed }));
    return faults.length === 0 ? 0 : 1;
  } finally {
    await stack.stop();
    await server.remove();
  }
}

process.exit(await main());
