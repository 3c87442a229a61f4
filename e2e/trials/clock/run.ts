/**
 * npm run clock -- [--seed 1] [--orders 50] [--days 30]
 * Orders spread over days of a sandbox's clock, with the real schedules: each viewer pays, or leaves, and merchants give back.
 * At the end every order must be at rest and the money must add up, within a minute of real time. The last line is JSON.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { moveTo } from '../../../src/cli/clock/conductor.ts';
import { bffDoor, httpDoor } from '../../../src/cli/clock/doors.ts';
import { LezhongPay } from '../../../src/merchant-sdk/index.ts';
import { cardBank } from '../../support/bank-cards.ts';
import type { BffSettings } from '../../support/bff-settings.ts';
import { pickOf, seeded } from '../../support/random.ts';
import { startStack } from '../../support/stack.ts';
import type { Stack } from '../../support/stack.ts';
import { readBanks, readBooks, unsettled } from '../support/books.ts';
import { FLOORS } from '../support/credited.ts';
import { startFailingMerchant } from '../support/failing-merchant.ts';
import type { FailingMerchant } from '../support/failing-merchant.ts';
import { judge } from '../support/verdict.ts';
import { COURSES, PAYS, runCourse } from './viewer.ts';
import type { Course } from './viewer.ts';

const HELP = `npm run clock -- [--seed 1] [--orders 50] [--days 30] [--within-s 60]
  --seed      chooses what viewers and the merchant's server do, and when
  --orders    how many orders are made
  --days      how far the clock goes
  --within-s  more seconds than these have failed`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    orders: { type: 'string', default: '50' },
    days: { type: 'string', default: '30' },
    'within-s': { type: 'string', default: '60' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [seed, orders, days, within_s] = [Number(values.seed), Number(values.orders), Number(values.days), Number(values['within-s'])];
const chance = seeded(seed);
const pick = pickOf(chance);

const DAY_MS = 86_400_000;
/** The last days are for what is still under way. */
const REST_DAYS = Math.min(5, days / 3);
const OFF = { per_s: 0, burst: 1 };
const MANY = 1_000_000;
/** The programs' own times: only limits against guessing and floods are off. */
const SETTINGS = {
  log_level: 'warn',
  rates: { address: OFF, order: OFF, merchant: OFF, callback: OFF },
  cards: { limits: { sms_card: MANY, sms_phone: MANY, sms_address: MANY, guess_address: MANY, number_address: MANY } },
} satisfies BffSettings;

interface Sold {
  order_no: string;
  amount_fen: number;
  course: Course;
}

/** An order and its viewer. */
async function sell(stack: Stack, shop: FailingMerchant, pay: LezhongPay, n: number): Promise<Sold> {
  const order_no = 'K' + seed + '-' + n;
  const amount_fen = 1_000 + n;
  const course = COURSES[(n - 1) % COURSES.length] ?? pick(COURSES);
  const urls = { return_url: shop.url + '/return', notify_url: shop.url + '/notices' };
  const made = await pay.createOrder({ order_no, amount_fen, subject: 'clock ' + n, ...urls });
  if (!made.ok) throw new Error(order_no + ' was not made: ' + JSON.stringify(made));
  const card = await cardBank(stack.phone_url).card('pingan-debit');
  await runCourse({ cashier_url: made.cashier_url, amount_fen, phone_url: stack.phone_url, card }, course);
  return { order_no, amount_fen, course };
}

/** Half of it, or all. */
async function giveBack(pay: LezhongPay, { order_no, amount_fen }: Sold): Promise<void> {
  const refund = { order_no, refund_no: order_no + '-R', amount_fen: chance() < 0.5 ? 500 : amount_fen, reason: 'clock' };
  const answer = await pay.refund(refund);
  if (!answer.ok) throw new Error(order_no + ' was not given back: ' + JSON.stringify(answer));
}

/** Who paid has paid, and who did not has not. */
function wrongEnds(sold: readonly Sold[], orders_now: readonly { order_no: string; state: string }[]): string[] {
  const stateOf = new Map(orders_now.map((one) => [one.order_no, one.state]));
  return sold
    .filter(({ order_no, course }) => stateOf.get(order_no) !== (PAYS.has(course) ? 'paid' : 'closed'))
    .map(({ order_no, course }) => order_no + ' (' + course + ') is ' + stateOf.get(order_no));
}

async function main(): Promise<number> {
  const shop = await startFailingMerchant(seeded(seed + 1));
  const stack = await startStack({ bff: SETTINGS, also: [shop.url + '/'] });
  const database = join(stack.data, 'bff', 'lezhong.db');
  const pay = new LezhongPay({ base_url: stack.bff_url, merchant_id: 'demo', keys: [stack.key] });
  shop.verifyWith(pay);
  const doors = [httpDoor('sandbox', stack.phone_url + '/control/clock', 'it is of this trial'), bffDoor(database + '.sock', 'trial')];
  let steps = 0;
  const go = async (at_ms: number): Promise<void> =>
    void (steps += (await moveTo(doors, at_ms, { sleep, monotonic: () => performance.now() })).steps);
  const problems: string[] = [];
  try {
    const start_ms = Date.now();
    const began_ms = performance.now();
    const span_ms = (days - REST_DAYS) * DAY_MS;
    const sold: Sold[] = [];
    const given_back: Sold[] = [];
    for (let n = 1; n <= orders; n++) {
      await go(start_ms + ((n - chance()) / orders) * span_ms);
      const one = await sell(stack, shop, pay, n);
      sold.push(one);
      if (PAYS.has(one.course) && chance() < 0.5) given_back.push(one);
      // What was sold some orders before, days ago.
      const back = given_back.length > 2 ? given_back.shift() : undefined;
      if (back) await giveBack(pay, back);
    }
    for (const back of given_back.filter((one) => one !== sold.at(-1))) await giveBack(pay, back);
    shop.stopFailing();
    await go(start_ms + days * DAY_MS);
    const seconds = Math.round((performance.now() - began_ms) / 100) / 10;
    const { jobs: _jobs, ...ours } = await readBooks(database);
    const banks = await readBanks(stack.phone_url);
    problems.push(...unsettled({ ...ours, jobs: [] }, banks).map((one) => 'not at rest: ' + one));
    const { problems: judged, ...verdict } = judge({ ...banks, ...ours, taken: shop.taken, forged: shop.forged }, FLOORS);
    problems.push(...judged, ...wrongEnds(sold, ours.orders));
    const over_days = Math.round((((await doors[1]?.state())?.now_ms ?? 0) - start_ms) / DAY_MS);
    if (over_days !== days) problems.push('the clock went ' + over_days + ' days');
    if (seconds > within_s) problems.push(seconds + ' s, and not ' + within_s);
    for (const problem of problems) console.log('seed ' + seed + ': ' + problem);
    const back = ours.refunds.filter((one) => one.state === 'done').length;
    console.log(JSON.stringify({ trial: 'clock', seed, ...verdict, days, seconds, steps, refunds: back, flags: ours.flags.length }));
    return problems.length === 0 && verdict.orders === orders ? 0 : 1;
  } finally {
    await stack.stop();
    await shop.stop();
  }
}

process.exit(await main());
