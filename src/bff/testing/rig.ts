/** One process of the core with a fake clock: the real store and decide, fake banks, invariants after every commit. */
import type { Answer } from '../../protocol/answer.ts';
import { fen } from '../../protocol/money.ts';
import type { OrderFields } from '../../protocol/order.ts';
import type { ServerWorld } from '../../protocol/world.ts';
import { accountsOf } from '../channels/configured.ts';
import { PACE_WHILE_AHEAD, scheduleClock } from '../clock.ts';
import { doJob } from '../payments/engine/jobs.ts';
import { channelRules } from '../payments/channel-rules.ts';
import type { Rules } from '../payments/events.ts';
import { questionOf } from '../payments/dialogue/question.ts';
import { orphanService } from '../payments/engine/orphans.ts';
import { paymentService } from '../payments/engine/service.ts';
import type { NewEvent } from '../payments/engine/service.ts';
import { TIMES } from '../payments/schedules.ts';
import type { Bill, Notice, Order, Payment } from '../payments/payment.ts';
import type { DueJob } from '../store/port.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import { configuredFakes } from './configured.ts';
import { askedTwice, fakeAccounts } from './fake-accounts.ts';
import type { FakeAccounts } from './fake-accounts.ts';
import { fakeBank } from './fake-bank.ts';
import type { FakeBank } from './fake-bank.ts';
import { fakeCards } from './fake-cards.ts';
import type { FakeCards } from './fake-cards.ts';
import { broken } from './invariants.ts';
import { viewerAccount } from '../payments/guarding.ts';
import type { Guard } from '../payments/guarding.ts';
import { lowerOf } from '../payments/spending.ts';
import type { OwnLimits, SpendLimits } from '../payments/spending.ts';
import { creditBooks } from './credit-books.ts';
import { heldBooks } from './hold-books.ts';
import { watched } from './watched-store.ts';

export const START_MS = Date.UTC(2025, 0, 1, 4, 0, 0);

export const FIELDS: OrderFields = {
  merchant_id: 'shop',
  order_no: 'A1',
  amount_fen: '1990',
  subject: '综艺会员',
  return_url: 'http://shop.example/back',
  notify_url: 'http://shop.example/notices',
};

/** The world outside of a process: its banks, and time as it passes. */
export interface Outside {
  /** The wall clock is set wrong by wall_off_ms. */
  clock: { now_ms: number; wall_off_ms: number };
  banks: { wechat: FakeBank; alipay: FakeBank };
  cards: FakeCards;
  accounts: FakeAccounts;
}

/** `quick`: a token pays without its card's code. `restored`: on a database of before, with banks that remember what came after it; a person has not compared their lists yet. */
export function makeRig(
  options: { file?: string; seed?: number; after_ms?: number; wall_off_ms?: number; restored?: Outside; quick?: true } = {},
) {
  const clock = options.restored?.clock ?? { now_ms: START_MS + (options.after_ms ?? 0), wall_off_ms: options.wall_off_ms ?? 0 };
  let seed = options.seed ?? 1;
  const world: ServerWorld = {
    ...scheduleClock({ wall: () => clock.now_ms + clock.wall_off_ms, monotonic: () => clock.now_ms }),
    random(length) {
      const bytes = new Uint8Array(length);
      for (let i = 0; i < length; i++) {
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
        bytes[i] = seed >>> 16;
      }
      return bytes;
    },
    after: () => () => undefined,
  };
  const { banks, cards, accounts }: Omit<Outside, 'clock'> = options.restored ?? {
    banks: { wechat: fakeBank('wechat', world.now), alipay: fakeBank('alipay', world.now) },
    cards: fakeCards('unionpay', world.now, options.quick, !options.quick),
    accounts: fakeAccounts('icbc-direct', world.now),
  };
  const channels = configuredFakes({ ...banks, unionpay: cards, direct: accounts });
  /** Of every merchant. */
  const credit = { limit_fen: 0 };
  /** Of every viewer; none while it is empty. */
  const limits: Omit<SpendLimits, 'spender'> = {};
  /** Viewers' own, as their accounts have them. */
  const own = new Map<string, OwnLimits>();
  // A database of before has entries that were not seen here.
  const debits = options.restored ? () => [] : creditBooks(() => credit.limit_fen);
  const holds = heldBooks((spender) => lowerOf(limits, own.get(spender)));
  const rules: Rules = {
    times: TIMES,
    prefix: 'TST',
    attempts_max: 30,
    attempts_hour_max: 10,
    phone_attempts_max: 30,
    hidesCode: () => false,
    recovering: options.restored !== undefined,
    creditOf: () => credit.limit_fen,
    viewerKey: ({ viewer_id }) => viewer_id,
    guardOf: (body) => JSON.parse(body) as Guard,
    limits: ({ viewer_id = 'viewer' }) => (Object.keys(limits).length > 0 || own.size > 0 ? { ...limits, spender: viewer_id } : undefined),
    feesOf: () => ({ fee_bp: 60, fee_min_fen: 1, fee_cap_fen: 50 }),
    channels: Object.fromEntries(channels.map((one) => [one.id, channelRules(one)])),
    // A hash is not the point here; the same text gives the same 29 characters.
    derive: (text) => Buffer.from(text).toString('hex').slice(-29).padStart(29, '0'),
  };
  const latest = new Map<string, Payment>();
  const store = watched(openSqlite({ file: options.file ?? ':memory:', now: world.now }), (payment, entries, before) => {
    const wrong = [
      ...broken(payment, entries, before),
      ...holds(payment, before),
      ...debits(payment, before, entries),
      ...sentTwice(cards.calls),
      ...askedTwice(accounts),
    ];
    if (wrong.length) throw new Error(wrong.join('; ') + ' in ' + JSON.stringify(payment, null, 1).slice(0, 4000));
  });
  store.onCommit((payment) => latest.set(payment.order.id, payment));
  const payments = paymentService(store, rules, world);
  const orphans = orphanService(store, rules, world);
  const told: { n: number; type: string; order_id: string; body: string }[] = [];
  const merchant = { up: true };
  const postNotice = (order: Order, notice: Notice): Promise<boolean> => {
    if (merchant.up) told.push({ n: notice.n, type: notice.type, order_id: order.id, body: notice.body });
    return Promise.resolve(merchant.up);
  };
  let names = 0;
  const name = (): string => 'call-' + (names += 1);
  const deps = { store, payments, orphans, now: world.now, accounts: accountsOf(channels), postNotice, name, lease_ms: TIMES.lease_ms };

  const rig = {
    clock,
    credit,
    limits,
    world,
    banks,
    cards,
    accounts,
    name,
    rules,
    store,
    payments,
    orphans,
    told,
    merchant,
    deps,
    id: '',
    /** What a viewer's account asks from now on. */
    async guard(viewer: string, guard: Guard): Promise<void> {
      const known = await store.accounts.of(viewerAccount(viewer));
      own.set(viewer, guard.limits ?? {});
      const row = { id: 'account ' + viewer, revision: (known?.revision ?? 0) + 1, body: JSON.stringify(guard) };
      await store.accounts.save(row, { add: [viewerAccount(viewer)] });
    },
    /** Set by simulations when their faults are off. */
    calm: false,
    async open(fields: Partial<OrderFields> = {}, bill?: Bill): Promise<Payment> {
      const asked = { ...FIELDS, ...fields };
      const payment = await payments.open(asked, fen(Number(asked.amount_fen)), bill);
      rig.id = payment.order.id;
      return payment;
    },
    /** As last committed. */
    now: (): Payment => {
      const payment = latest.get(rig.id);
      if (!payment) throw new Error('no payment');
      return payment;
    },
    screen: () => questionOf(rig.now()),
    tell: (happening: NewEvent) => payments.commit({ id: rig.id }, happening),
    answer: (answer: Answer) => rig.tell({ type: 'answer', version: rig.now().dialogue.version, answer }),
    /** What is due, at most so many of each lane; nobody else works here, so no lease is kept. */
    async due(per_lane: number): Promise<DueJob[]> {
      const jobs = await store.claim({ now_ms: world.now(), owner: 'rig', lease_ms: 1, per_lane });
      await store.release('rig', jobs);
      return jobs;
    },
    /** Does what is due now, until nothing is. */
    async work(limit = 200): Promise<void> {
      for (let i = 0; i < limit; i++) {
        const [job] = await rig.due(1);
        if (!job) return;
        await doJob(deps, job.order_id, job.key);
      }
      throw new Error('work never ends: ' + JSON.stringify(rig.now().jobs));
    },
    /** Lets time pass, doing everything as it falls due. */
    async pass(ms: number): Promise<void> {
      const end_ms = clock.now_ms + ms;
      await rig.work();
      for (;;) {
        const due_ms = await store.nextDue(world.now());
        const left_ms = (due_ms ?? Infinity) - world.now();
        // Ahead of the wall clock it goes slower.
        const wait_ms = Math.max(1, world.now() > world.wall() ? Math.ceil(left_ms / PACE_WHILE_AHEAD) : left_ms);
        if (clock.now_ms + wait_ms > end_ms) break;
        clock.now_ms += wait_ms;
        await rig.work();
      }
      clock.now_ms = end_ms;
    },
    /** A bank's callback comes in. */
    async callback(channel: 'wechat' | 'alipay', n: number): Promise<void> {
      const attempt = rig.now().attempts[n - 1];
      if (!attempt) throw new Error('no attempt ' + n);
      await rig.tell({ type: 'evidence', attempt: n, evidence: banks[channel].news(attempt.channel_no) });
    },
    /** Its viewer chooses the code of WeChat, and pays it. */
    async payByCode(): Promise<void> {
      await rig.answer({ kind: 'choose', channel: 'wechat' });
      await rig.work();
      banks.wechat.pay(rig.number(1));
      await rig.callback('wechat', 1);
      await rig.work();
    },
    number: (n: number): string => rig.now().attempts[n - 1]?.channel_no ?? '',
    balances: async () => Object.fromEntries(Object.entries(await store.balances()).filter(([, amount_fen]) => amount_fen !== 0)),
  };
  return rig;
}

/** I9: at most one consumption, one SMS and one refund under a number. */
function sentTwice(calls: readonly { call: string; number: string }[]): string[] {
  const once = calls.filter((c) => c.call === 'consume' || c.call === 'sms' || c.call === 'refund').map((c) => c.call + ' ' + c.number);
  return new Set(once).size === once.length ? [] : ['I9: something was sent twice: ' + once.join(', ')];
}

export type Rig = ReturnType<typeof makeRig>;
