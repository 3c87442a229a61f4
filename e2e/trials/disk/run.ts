/**
 * npm run disk -- [--seed 1] [--every 1]
 * A full disk and I/O errors at each write and each sync of each operation of the BFF. Every request is served or refused
 * with the message of STORE_DOWN, reads are answered, and the database is whole after each round. After the disk is mended
 * every order reaches an end and the money adds up. Every 25th round ends with SIGKILL. The last line is JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Step } from '../../../src/protocol/step.ts';
import { TEXTS } from '../../../src/protocol/texts/index.ts';
import { LezhongPay } from '../../../src/merchant-sdk/index.ts';
import { readBooks } from '../support/books.ts';
import { NO_FLOORS } from '../support/credited.ts';
import { settle } from '../support/settle.ts';
import { seeded } from '../../support/random.ts';
import { bffSettings, SANDBOX_SETTINGS } from '../support/settings.ts';
import { startFailingMerchant } from '../support/failing-merchant.ts';
import { read } from '../support/viewer.ts';
import { startStack } from '../../support/stack.ts';
import { problemsOf } from '../support/database-check.ts';
import type { Fact, Observed } from '../support/observed.ts';
import { FAULT, faultSwitch, watched } from '../support/shim.ts';

const HELP = `npm run disk -- [--seed 1] [--every 1]
  --seed    chooses which rounds end with a kill, and where --every begins
  --every   tries each write (1), or only every so many`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    every: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const [seed, every] = [Number(values.seed), Math.max(1, Number(values.every))];
const chance = seeded(seed);

/** `writes`: counted in writes or in syncs. */
const FAILURES = [
  { name: 'disk full', what: FAULT.full, times: 0, counts: 'writes' },
  { name: 'disk full in the middle of a write', what: FAULT.full | FAULT.cut_write, times: 0, counts: 'writes' },
  { name: 'one write fails', what: FAULT.write_error, times: 1, counts: 'writes' },
  { name: 'one sync fails', what: FAULT.sync_error, times: 1, counts: 'syncs' },
  { name: 'syncs fail', what: FAULT.sync_error, times: 0, counts: 'syncs' },
] as const;
type Failure = (typeof FAILURES)[number];

/** Upper bounds of one operation's writes (a page and its header are two) and syncs. */
const MOST = { writes: 60, syncs: 4 } as const;
const OPERATIONS = ['order', 'choose', 'pay', 'refund', 'close'] as const;
type Operation = (typeof OPERATIONS)[number];

interface Round {
  operation: Operation;
  failure: Failure;
  after: number;
  order_no: string;
  amount_fen: number;
  /** The cashier's address; empty until the order is made. */
  cashier: string;
  code: string;
}

const CALLS_AT_ONCE = 16;
const folder = mkdtempSync(join(tmpdir(), 'lezhong-disk-'));
const database = join(folder, 'lezhong.db');
const disk = faultSwitch(join(folder, 'fault'));

function plan(): Round[] {
  const rounds: Round[] = [];
  for (const operation of OPERATIONS)
    for (const failure of FAILURES)
      for (
        let after = failure.counts === 'syncs' ? 0 : Math.floor(chance() * every);
        after < MOST[failure.counts];
        after += failure.counts === 'syncs' ? 1 : every
      )
        rounds.push({
          operation,
          failure,
          after,
          order_no: 'D' + seed + '-' + rounds.length,
          amount_fen: 1_000 + rounds.length,
          cashier: '',
          code: '',
        });
  return rounds;
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: CALLS_AT_ONCE }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
    }),
  );
}

/** 503 with the message of STORE_DOWN. */
function inWords(failure: { status?: number; message: string }): boolean {
  return failure.status === 503 && failure.message.startsWith(TEXTS['zh-CN'].refusals.STORE_DOWN.title);
}

async function main(): Promise<number> {
  const shop = await startFailingMerchant(() => 1);
  const settings = bffSettings(100);
  const long = { order_life_ms: 1_800_000, attempt_life_ms: 900_000, prepay_not_after_ms: 60_000 };
  const stack = await startStack({
    bff: { ...settings, database, times: { ...settings.times, ...long } },
    bff_env: () => watched(database, join(folder, 'disk.log'), join(folder, 'fault')),
    sandbox: SANDBOX_SETTINGS,
    also: [shop.url + '/'],
  });
  const pay = new LezhongPay({ base_url: stack.bff_url, merchant_id: 'demo', keys: [stack.key], retry_ms: [] });
  shop.verifyWith(pay);
  const problems: string[] = [];
  const blame = (...what: string[]): void => {
    for (const one of what) if (problems.push(one) <= 20) console.log('seed ' + seed + ': ' + one);
  };
  const facts: Observed[] = [];
  const said = { served: 0, refused: 0 };
  let failed = 0;
  const know = (fact: Fact): void => void facts.push({ at: 0, fact });

  const make = (round: Pick<Round, 'order_no' | 'amount_fen'>) =>
    pay.createOrder({
      order_no: round.order_no,
      amount_fen: round.amount_fen,
      subject: 'disk',
      return_url: shop.url + '/return',
      notify_url: shop.url + '/notices',
    });
  const stepOf = async (cashier: string): Promise<Step> => (await fetch(cashier + '/step')).json() as Promise<Step>;
  const answer = (cashier: string, version: number, what: object): Promise<Response> =>
    fetch(cashier + '/answer', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ version, answer: what }),
    });
  const phone = (path: string, body: object): Promise<Response> =>
    fetch(stack.phone_url + '/control' + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  async function until(what: string, done: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < 300; i++) {
      if (await done().catch(() => false)) return;
      await sleep(50);
    }
    throw new Error('never happened: ' + what);
  }

  /** On a good disk, up to where the operation begins. */
  async function prepare(round: Round): Promise<void> {
    if (round.operation === 'order') return;
    const made = await make(round);
    if (!made.ok) throw new Error(round.order_no + ' could not be made: ' + JSON.stringify(made));
    round.cashier = made.cashier_url;
    if (round.operation === 'choose' || round.operation === 'close') return;
    await answer(round.cashier, (await stepOf(round.cashier)).version, { kind: 'choose', channel: chance() < 0.5 ? 'wechat' : 'alipay' });
    await until('a code for ' + round.order_no, async () => {
      const step = await stepOf(round.cashier);
      if (step.kind === 'scan') round.code = read(step.qr);
      return round.code !== '';
    });
    if (round.operation === 'pay') return;
    await phone('/pay', { code: round.code });
    await until(round.order_no + ' paid', async () => (await stepOf(round.cashier)).kind === 'paid');
  }

  /** Whether the operation was served, else its error code. */
  async function act(round: Round): Promise<{ good: boolean; code: string }> {
    const { operation, order_no } = round;
    if (operation === 'pay') {
      await phone('/pay', { code: round.code });
      await sleep(60);
      return { good: (await stepOf(round.cashier)).kind === 'paid', code: 'STORE_DOWN' };
    }
    if (operation === 'choose') {
      const got = await answer(round.cashier, (await stepOf(round.cashier)).version, { kind: 'choose', channel: 'wechat' });
      const step = (await got.json()) as Step;
      return { good: got.ok && step.kind !== 'unavailable', code: step.kind === 'unavailable' ? step.code : 'status ' + got.status };
    }
    const result = await (operation === 'order'
      ? make(round)
      : operation === 'close'
        ? pay.closeOrder(order_no)
        : pay.refund({ order_no, refund_no: order_no + '-R', amount_fen: 7, reason: 'disk' }));
    if (!result.ok) return { good: false, code: inWords(result) ? 'STORE_DOWN' : JSON.stringify(result) };
    if (operation === 'order') know({ kind: 'order', order_no });
    if (operation === 'refund') know({ kind: 'refund', refund_no: order_no + '-R' });
    if (operation === 'close' && result.state === 'closed') know({ kind: 'closed', order_no });
    return { good: true, code: '' };
  }

  async function tryOut(round: Round, n: number): Promise<void> {
    const where = round.operation + ', ' + round.failure.name + ' after ' + round.after + ' ' + round.failure.counts;
    const before = disk.counts().failed;
    disk.arm(round.failure.what, round.after, round.failure.times);
    const { good, code } = await act(round);
    const hit = disk.counts().failed > before;
    said[good ? 'served' : 'refused'] += 1;
    if (hit) failed += 1;
    if (!good && code !== 'STORE_DOWN') blame(where + ': answered with ' + code);
    if (!good && !hit && round.operation !== 'pay') blame(where + ': refused, and the disk had not failed');
    if (hit && round.failure.times === 0) {
      // It stays broken: nothing new, but every question is answered.
      const refused = await make({ order_no: round.order_no + 'x', amount_fen: 1 });
      if (refused.ok || !inWords(refused)) blame(where + ': a new order got ' + JSON.stringify(refused));
    }
    const asked = round.cashier
      ? [await fetch(round.cashier), await fetch(round.cashier + '/step'), await fetch(stack.bff_url + '/healthz')]
      : [];
    if (!asked.every((one) => one.ok)) blame(where + ': questions got ' + asked.map((one) => one.status).join(' '));
    for (const what of problemsOf(database, facts, 0)) blame(where + ': ' + what);
    if (n % 25 === 24) await stack.restartBff(true, disk.mend);
    disk.mend();
  }

  try {
    const rounds = plan();
    await inParallel(rounds, prepare);
    console.log(rounds.length + ' rounds prepared');
    // Each kind of operation next to the others, so that a kill falls on each.
    for (const [n, round] of rounds.entries()) {
      await tryOut(round, n);
      if (n % 100 === 99) console.log(n + 1 + ' of ' + rounds.length + ' rounds, ' + problems.length + ' problems');
    }
    // What nobody wants paid is closed, also what was refused and is there after a kill; the rest must end by itself.
    for (const { order_no, state } of (await readBooks(database)).orders) if (state === 'open') await pay.closeOrder(order_no);
    const { verdict: judged } = await settle(stack, database, shop, { floors: NO_FLOORS, credit_fen: {} });
    const { problems: wrong, ...verdict } = judged;
    blame(...wrong, ...problemsOf(database, facts, 0));
    if (failed === 0) console.log('The disk never failed: this trial proves nothing.');
    console.log(JSON.stringify({ trial: 'disk', rounds: rounds.length, failed, ...said, problems: problems.length, ...verdict }));
    return problems.length === 0 && failed > 0 ? 0 : 1;
  } finally {
    disk.mend();
    await stack.stop();
    await shop.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exit(await main());
