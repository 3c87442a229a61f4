/**
 * npm run chaos -- [--seed 1] [--kills 60] [--orders 500] [--gentle] [--store sqlite]
 * BFF, sandbox and a merchant as processes; many viewers over HTTP; the BFF is killed at random, the banks and the
 * merchant fail from a seed. At the end everything must have come to rest with the money accounted for. Last line JSON.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { LezhongPay } from '../../src/merchant-sdk/index.ts';
import { cardBank } from '../support/bank-cards.ts';
import type { BankCard } from '../support/bank-cards.ts';
import { startStack } from '../support/stack.ts';
import { banks, books, restless, story } from './facts.ts';
import { seeded } from './random.ts';
import { bffSettings, faultsOf, SANDBOX_SETTINGS } from './settings.ts';
import { startShop } from './shop.ts';
import { judge } from './verdict.ts';
import { live } from './viewer.ts';

const HELP = `npm run chaos -- [--seed 1] [--kills 60] [--orders 500] [--at-once 40] [--store sqlite]
  --seed      chooses faults, kills and what viewers do
  --kills     how often the BFF is killed with SIGKILL
  --orders    how many orders are made
  --at-once   how many viewers there are at a time
  --gentle    SIGTERM and a new process instead: an upgrade under load
  --store     which store; sqlite is the one there is`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '60' },
    orders: { type: 'string', default: '500' },
    'at-once': { type: 'string', default: '40' },
    gentle: { type: 'boolean', default: false },
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
const chance = seeded(seed);

/** Mostly cards that pay; some that refuse, doubt, or debit too late. */
const CARD_IDS = [
  ...Array<string>(8).fill('pingan-debit'),
  'try-64',
  'try-71',
  'try-05',
  'try-silent-paid',
  'try-silent-unpaid',
  'try-34-then-paid',
  'try-notify-never',
  'try-42',
  'try-A6',
  'pingan-credit',
];

const SETTLE_MAX_MS = 180_000;

async function main(): Promise<number> {
  const started = performance.now();
  const shop = await startShop(seeded(seed + 1));
  const stack = await startStack({ bff: bffSettings(100), sandbox: SANDBOX_SETTINGS, also: [shop.url + '/'] });
  const database = join(stack.data, 'bff', 'lezhong.db');
  const control = (path: string, method: string, body?: object): Promise<unknown> =>
    fetch(stack.phone_url + '/control' + path, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
  const pay = new LezhongPay({ base_url: stack.bff_url, merchant_id: 'demo', keys: [stack.key] });
  shop.verifyWith(pay);
  const bank = cardBank(stack.phone_url);
  const cards: BankCard[] = [];
  for (const id of CARD_IDS) cards.push(await bank.card(id).catch(() => bank.card('pingan-debit')));

  let made = 0;
  let over = 0;
  let killed = 0;
  let stopping = false;
  const late: Promise<unknown>[] = [];

  async function again<T>(what: () => Promise<T>, good: (value: T) => boolean): Promise<T | undefined> {
    for (let i = 0; i < 200; i++) {
      const value = await what().catch(() => undefined);
      if (value !== undefined && good(value)) return value;
      await sleep(150);
    }
    return undefined;
  }

  async function one(n: number): Promise<void> {
    const mine = seeded(seed * 100_003 + n);
    const order_no = 'C' + seed + '-' + n;
    const amount_fen = 1_000 + n;
    const order = {
      order_no,
      amount_fen,
      subject: 'chaos ' + n,
      return_url: shop.url + '/return',
      notify_url: shop.url + '/notices',
    };
    const opened = await again(
      () => pay.createOrder(order as never),
      (result) => result.ok,
    );
    if (!opened?.ok) return;
    if (mine() < 0.04) late.push(sleep(mine() * 4_000).then(() => pay.closeOrder(order_no)));
    await live({
      cashier_url: opened.cashier_url,
      amount_fen,
      phone_url: stack.phone_url,
      chance: mine,
      cards,
      later: (work) => late.push(work),
    });
    if (mine() > 0.35) return;
    // Refunds, each asked until it is answered, and some asked for too much.
    for (let i = 0; i < 1 + Math.floor(mine() * 3); i++) {
      const refund = { order_no, refund_no: order_no + '-R' + i, amount_fen: Math.ceil(amount_fen * mine()), reason: 'chaos' };
      await again(
        () => pay.refund(refund as never),
        (result) => result.ok || (result as { status?: number }).status !== undefined,
      );
    }
  }

  async function viewers(): Promise<void> {
    const worker = async (): Promise<void> => {
      while (made < orders) {
        const n = (made += 1);
        await one(n).catch((error: unknown) => console.log('viewer ' + n + ': ' + (error as Error).message));
        over += 1;
      }
    };
    await Promise.all(Array.from({ length: Math.min(at_once, orders) }, worker));
  }

  async function troubles(): Promise<void> {
    while (!stopping) {
      await control('/faults', 'POST', faultsOf(chance)).catch(() => undefined);
      await sleep(1_000);
    }
  }

  async function killer(): Promise<void> {
    for (; killed < kills && !stopping; killed++) {
      await sleep(200 + chance() * 1_200);
      await stack.restartBff(!values.gentle);
    }
  }

  const say = setInterval(
    () =>
      console.log(
        Math.round((performance.now() - started) / 1000) +
          ' s: ' +
          over +
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
    await Promise.all([viewers(), killer()]);
    await Promise.allSettled(late);
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
    for (const problem of problems) console.log('seed ' + seed + ': ' + problem);
    const named = new Set(problems.join(' ').match(/C\d+-\d+/g) ?? []);
    for (const order_no of [...named].slice(0, 3)) console.log(order_no + ' ' + story(database, order_no));
    if (shop.forged > 0) console.log(shop.forged + ' notices had a bad signature');
    console.log(JSON.stringify({ ...verdict, settled_s: Math.round((performance.now() - calm_ms) / 1000) }));
    return problems.length === 0 && left.length === 0 && verdict.orders === orders ? 0 : 1;
  } finally {
    clearInterval(say);
    stopping = true;
    await stack.stop();
    await shop.stop();
  }
}

process.exit(await main());
