/** Makes orders and runs one viewer for each, `at_once` at a time; every viewer is seeded by the run's seed and its own number. */
import { setTimeout as sleep } from 'node:timers/promises';
import { LezhongPay } from '../../../src/merchant-sdk/index.ts';
import { cardBank } from '../../support/bank-cards.ts';
import type { BankCard } from '../../support/bank-cards.ts';
import type { Stack } from '../../support/stack.ts';
import { seeded } from '../../support/random.ts';
import type { FailingMerchant } from './failing-merchant.ts';
import { accountCards } from './bank-account.ts';
import { runViewer } from './viewer.ts';

/** Mostly cards that pay; some are refused, stay unknown, or are debited too late. */
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

const GOOD_CARD_IDS = ['pingan-debit', 'pingan-credit'];

export interface TrafficOptions {
  stack: Stack;
  shop: FailingMerchant;
  seed: number;
  orders: number;
  at_once: number;
  /** Address for merchants and viewers; the BFF's own by default. */
  base_url?: string;
  /** Only cards that pay: a refusal is then the BFF's fault. */
  good_cards?: boolean;
  /** ICBC's codes and accounts among the ways. */
  icbc?: boolean;
}

export interface Traffic {
  /** Resolves when every viewer is done, those who pay late included. */
  run(): Promise<void>;
  /** Viewers that are done. */
  readonly done: number;
  stop(): void;
}

/** Repeats until the result is good, at most 200 times: the BFF may be restarting. */
async function again<T>(what: () => Promise<T>, good: (value: T) => boolean): Promise<T | undefined> {
  for (let i = 0; i < 200; i++) {
    const value = await what().catch(() => undefined);
    if (value !== undefined && good(value)) return value;
    await sleep(150);
  }
  return undefined;
}

export async function traffic({
  stack,
  shop,
  seed,
  orders,
  at_once,
  base_url = stack.bff_url,
  good_cards = false,
  icbc = false,
}: TrafficOptions): Promise<Traffic> {
  const pay = new LezhongPay({ base_url, merchant_id: 'demo', keys: [stack.key] });
  shop.verifyWith(pay);
  const bank = cardBank(stack.phone_url);
  const cards: BankCard[] = [];
  for (const id of good_cards ? GOOD_CARD_IDS : CARD_IDS) cards.push(await bank.card(id).catch(() => bank.card('pingan-debit')));
  const accounts = icbc ? await accountCards(stack.phone_url) : [];
  const late: Promise<unknown>[] = [];
  let made = 0;
  let done = 0;
  let stopped = false;

  async function one(n: number): Promise<void> {
    const chance = seeded(seed * 100_003 + n);
    const order_no = 'C' + seed + '-' + n;
    const amount_fen = 1_000 + n;
    const urls = { return_url: shop.url + '/return', notify_url: shop.url + '/notices' };
    const opened = await again(
      () => pay.createOrder({ order_no, amount_fen, subject: 'chaos ' + n, ...urls }),
      (result) => result.ok,
    );
    if (!opened?.ok) return;
    if (chance() < 0.04) late.push(sleep(chance() * 4_000).then(() => pay.closeOrder(order_no)));
    const later = (work: Promise<unknown>): void => void late.push(work);
    await runViewer({ cashier_url: opened.cashier_url, amount_fen, phone_url: stack.phone_url, chance, cards, accounts, later });
    if (chance() > 0.35) return;
    // Refunds, each asked until it is answered, and some asked for too much.
    for (let i = 0; i < 1 + Math.floor(chance() * 3); i++) {
      const refund = { order_no, refund_no: order_no + '-R' + i, amount_fen: Math.ceil(amount_fen * chance()), reason: 'chaos' };
      await again(
        () => pay.refund(refund),
        (result) => result.ok || ('status' in result && result.status !== undefined),
      );
    }
  }

  async function worker(): Promise<void> {
    while (made < orders && !stopped) {
      const n = (made += 1);
      await one(n).catch((error: unknown) => console.log('viewer ' + n + ': ' + (error as Error).message));
      done += 1;
    }
  }

  return {
    async run() {
      await Promise.all(Array.from({ length: Math.min(at_once, orders) }, worker));
      await Promise.allSettled(late);
    },
    get done() {
      return done;
    },
    stop: () => void (stopped = true),
  };
}
