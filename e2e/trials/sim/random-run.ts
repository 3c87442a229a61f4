/** One random run of several orders, reproducible from its seed. */
import { cardOf } from '../../../src/bff/payments/card-of.ts';
import type { CheckedPassword } from '../../../src/bff/payments/events.ts';
import { viewerAccount } from '../../../src/bff/payments/guarding.ts';
import { doJob } from '../../../src/bff/payments/engine/jobs.ts';
import type { Answer } from '../../../src/protocol/answer.ts';
import { fen } from '../../../src/protocol/money.ts';
import { ACCOUNT, askChallenge, typePassword } from '../../../src/bff/testing/bank-viewer.ts';
import { askSms, CARD, typeCode } from '../../../src/bff/testing/card-viewer.ts';
import { BANK_METHODS } from '../../../src/protocol/bank.ts';
import type { Outcome } from '../../../src/bff/testing/fake-accounts.ts';
import { makeRig } from '../../../src/bff/testing/rig.ts';
import type { Rig } from '../../../src/bff/testing/rig.ts';
import type { Payment } from '../../../src/bff/payments/payment.ts';
import { pickOf, seeded } from '../../support/random.ts';
import { NO_FLOORS } from '../support/credited.ts';
import { judge } from '../support/verdict.ts';
import { entriesOf, factsOf } from './facts-of.ts';
import { keypad, paidByPhone, phone } from './phones.ts';
import { allowQuick, QUICK, token, tokenPassword } from './tokens.ts';
import { twoBffs } from './two-bffs.ts';
import type { TwoBffs } from './two-bffs.ts';

/** Thrown in place of a process death. */
class Crash extends Error {}

type Channel = 'wechat' | 'alipay';
/** With a password and a child lock. */
const VIEWER = 'parent';
/** Response codes of a consumption: mostly paid, sometimes refused, unknown, or a defect. */
const CARD_CODES = [...Array<'00'>(10).fill('00'), '05', '60', '64', '71', '42', '74', '75'] as const;

/** What a password comes to: mostly paid. */
const OUTCOMES: readonly Outcome[] = [
  ...Array<'paid'>(8).fill('paid'),
  'wrong',
  'wrong',
  'wrong',
  'funds',
  'challenge-over',
  'method-locked',
  'unknown-paid',
  'unknown-lost',
];

export interface RandomRun {
  events: number;
  /** Of a run that came to rest. */
  orders: number;
  charges: number;
  paid: number;
  /** Paid by a phone that scanned the order's one code. */
  by_phone: number;
  /** Refunds that waited for their merchant's money. */
  waited: number;
  /** Paid with a token, by the password alone. */
  by_password: number;
  /** Of two BFFs. */
  two?: TwoBffs['seen'];
  wrong?: string;
}

/** With two BFFs their claims and calls interleave (two-bffs.ts); one does a job at a time. */
export async function runSeed(seed: number, length: number, bffs: 1 | 2 = 1): Promise<RandomRun> {
  const chance = seeded(seed);
  const pick = pickOf(chance);
  const rig = makeRig({ seed, quick: true });
  // One viewer's three orders of 19.90: sometimes two of them are as much as he may spend.
  if (chance() < 0.25) Object.assign(rig.limits, pick([{ day_fen: 4000 }, { month_fen: 4000 }, { day_fen: 2000, month_fen: 4000 }]));
  const locked = chance() < 0.25;
  // Below nothing: it has to keep so much with us, and a refund waits for other sales.
  if (chance() < 0.3) rig.credit.limit_fen = pick([-1000, -2000, -3500]);
  const waited = new Set<string>();
  rig.store.onCommit((p) => p.refunds.forEach((one) => one.unfunded && waited.add(one.id)));
  let events = 0;
  try {
    if (locked) await rig.guard(VIEWER, { rev: 1, lock_fen: pick([0, 1990, 5000]), ...(chance() < 0.6 ? QUICK : {}) });
    const orders: string[] = [];
    for (let i = 0; i < 3; i++) {
      await rig.open({ order_no: 'S' + i, ...(locked ? { viewer_id: VIEWER, ...allowQuick(rig) } : {}) });
      orders.push(rig.id);
    }
    const two = bffs === 2 ? twoBffs(rig, chance, (error) => error instanceof Crash) : undefined;
    crashes(rig, chance, two ? two.gate : () => Promise.resolve(false));
    const doWork = (): Promise<void> => (two ? workOfTwo(two, chance) : work(rig, pick));
    for (; events < length; events++) {
      rig.id = pick(orders);
      if (locked) await password(rig, chance, pick);
      await randomEvent(rig, chance, pick, doWork);
    }
    calm(rig);
    await two?.calm();
    await rig.pass(4 * 86_400_000);
    const payments: Payment[] = [];
    for (const id of orders) payments.push((await rig.payments.read({ id })) as Payment);
    // The floors are those of all seeds together: one alone says little.
    const { problems, charges, paid } = judge(factsOf(rig, payments, await entriesOf(rig, orders)), NO_FLOORS);
    if (problems.length > 0) throw new Error('at rest: ' + problems.join('; ') + ' ' + JSON.stringify(payments).slice(0, 1200));
    return {
      events,
      orders: orders.length,
      charges,
      paid,
      by_phone: payments.filter(paidByPhone).length,
      waited: waited.size,
      by_password: payments.flatMap((one) => one.attempts).filter((one) => one.state === 'paid' && cardOf(one)?.quick).length,
      ...(two ? { two: two.seen } : {}),
    };
  } catch (error) {
    const none = { orders: 0, charges: 0, paid: 0, by_phone: 0, waited: 0, by_password: 0 };
    return { events, ...none, wrong: (error as Error).message.slice(0, 1500) };
  } finally {
    await rig.store.close();
  }
}

interface Failing<Call extends string> {
  fail(call: Call, fault: 'before' | 'after'): void;
}

/** Any bank call may end the process before it is sent, or after its effect and before its answer. */
function crashes(rig: Rig, chance: () => number, gate: () => Promise<boolean>): void {
  const crashing = <Call extends string>(bank: Failing<Call>, names: readonly Call[]): void => {
    const calls = bank as unknown as { [name: string]: (...args: unknown[]) => Promise<unknown> };
    for (const call of names) {
      const real = calls[call] as (typeof calls)[string];
      calls[call] = async (...args) => {
        const outcome = rig.calm ? 1 : chance();
        if (outcome < 0.05) throw new Crash();
        const late = await gate();
        if (late || outcome < 0.15) bank.fail(call, late || outcome < 0.1 ? 'before' : 'after');
        const answer = await real(...args);
        await gate();
        if (outcome > 0.94 && outcome < 1) throw new Crash();
        return answer;
      };
    }
  };
  for (const bank of Object.values(rig.banks)) crashing(bank, ['prepay', 'query', 'close', 'refund', 'queryRefund']);
  // Queries, closes and refunds go out of workers; what is sent once is made, and crashes, in `card` and `account` below.
  crashing(rig.cards, ['query', 'refund', 'queryRefund']);
  crashing(rig.accounts, ['query', 'close', 'refund', 'queryRefund']);
}

/** A viewer with an account: chooses a method, types passwords, goes back; the process may die at any await. */
async function account(rig: Rig, chance: () => number, pick: <T>(list: readonly T[]) => T): Promise<void> {
  const shown = rig.screen();
  const outcome = chance();
  const dies = outcome < 0.08 ? 'before' : outcome < 0.2 ? 'after' : undefined;
  if (chance() < 0.1) rig.accounts.fail(pick(['prepare', 'confirm'] as const), pick(['before', 'after'] as const));
  rig.accounts.next = pick(OUTCOMES);
  rig.accounts.next_prepare = chance() < 0.1 ? 'refused' : 'prepared';
  if (shown.kind === 'bank-password' && chance() < 0.8) return void (await typePassword(rig, shown.attempt, dies));
  if (chance() < 0.15)
    return void (await rig.answer(pick<Answer>([{ kind: 'recheck' }, { kind: 'other-card' }, { kind: 'card-lost' }, { kind: 'change' }])));
  const known = { ...ACCOUNT, hash: pick(['account-a', 'account-b']) };
  if (rig.now().order.state === 'open') await askChallenge(rig, pick(BANK_METHODS), dies, known);
}

/** A callback about money that a bank took, also a repeated one. */
async function accountNews(rig: Rig, pick: <T>(list: readonly T[]) => T): Promise<void> {
  const paid = rig.now().attempts.filter((a) => rig.accounts.accounts.get(a.channel_no)?.txn !== undefined);
  if (paid.length === 0) return;
  const attempt = pick(paid);
  await rig.tell({ type: 'evidence', attempt: attempt.n, evidence: rig.accounts.news(attempt.channel_no) });
}

/** A viewer with a card: asks for a code, types it, types a wrong one, goes back; the process may die at any await. */
async function card(rig: Rig, chance: () => number, pick: <T>(list: readonly T[]) => T): Promise<void> {
  const p = rig.now();
  const shown = rig.screen();
  const known = { ...CARD, hash: pick(['card-a', 'card-b']) };
  if (chance() < 0.1) rig.cards.fail(pick(['sms', 'consume'] as const), pick(['before', 'after'] as const));
  rig.cards.next = pick(CARD_CODES);
  rig.cards.next_sms = chance() < 0.1 ? '66' : '00';
  if (shown.kind === 'sms-code' && chance() < 0.85) {
    const outcome = chance();
    const number = p.attempts[shown.attempt - 1]?.channel_no ?? '';
    await typeCode(rig, shown.attempt, outcome < 0.1 ? 'before' : outcome < 0.25 ? 'after' : undefined);
    // Some banks know of it only minutes later: "no such transaction" until then.
    const charge = rig.cards.charges.get(number);
    if (charge && chance() < 0.15) charge.known_from_ms += Math.floor(chance() * 300_000);
    return;
  }
  if (chance() < 0.2)
    return void (await rig.answer(pick<Answer>([{ kind: 'recheck' }, { kind: 'other-card' }, { kind: 'card-lost' }, { kind: 'cards' }])));
  if (p.order.viewer_id === VIEWER && chance() < 0.5) return token(rig, chance);
  if (p.order.state === 'open') await askSms(rig, known, chance() < 0.1);
}

/** An unknown consumption is settled, and a callback about a charge may arrive, also a repeated one. */
async function cardNews(rig: Rig, chance: () => number, pick: <T>(list: readonly T[]) => T): Promise<void> {
  const charges = rig.now().attempts.filter((a) => rig.cards.charges.has(a.channel_no));
  if (charges.length === 0) return;
  const attempt = pick(charges);
  const charge = rig.cards.charges.get(attempt.channel_no);
  if (charge?.code === '05' && chance() < 0.6) rig.cards.settle(attempt.channel_no, pick(['00', '60']));
  if (chance() < 0.6) await rig.tell({ type: 'evidence', attempt: attempt.n, evidence: rig.cards.news(attempt.channel_no) });
}

/** Where his password is asked the viewer types it, rightly or not; now and then his account asks otherwise from now on. */
async function password(rig: Rig, chance: () => number, pick: <T>(list: readonly T[]) => T): Promise<void> {
  const account = await rig.store.accounts.of(viewerAccount(VIEWER));
  const { rev } = JSON.parse(account?.body ?? '{"rev":1}') as { rev: number };
  const asks = [
    { lock_fen: 0 },
    { lock_fen: 1990 },
    { cards: true as const },
    QUICK,
    { lock_fen: 1990, ...QUICK },
    { limits: { day_fen: 4000 } },
    { lock_fen: 0, limits: { payment_fen: 1989 } },
  ];
  if (chance() < 0.01) await rig.guard(VIEWER, { rev: rev + 1, ...pick(asks) });
  const shown = rig.screen();
  if (shown.kind !== 'pay-password' || chance() < 0.4) return;
  const { version } = rig.now().dialogue;
  if (chance() < 0.2) {
    const asks = shown.consent?.state !== 'asked' || chance() < 0.1;
    const n = shown.consent?.n ?? 0;
    if (asks) await rig.tell({ type: 'consent-asked', version, state: 'asked', tail: '5506' });
    else if (chance() < 0.1) await rig.tell({ type: 'consent-failed', n });
    else await rig.tell({ type: 'consent-said', n: chance() < 0.1 ? n - 1 : n, yes: chance() < 0.7, has_cards: chance() < 0.3 });
    return;
  }
  const kind = pick(['right', 'right', 'right', 'wrong', 'locked'] as const);
  const checked: CheckedPassword = kind === 'wrong' ? { kind, rev, left: 3 } : { kind, rev: chance() < 0.1 ? rev - 1 : rev };
  if (shown.quick) return tokenPassword(rig, checked, chance);
  await rig.tell({ type: 'pay-password', version, checked, has_cards: chance() < 0.3 });
}

function calm(rig: Rig): void {
  rig.calm = true;
  // All that waits can go out.
  rig.credit.limit_fen = 0;
  rig.merchant.up = true;
  for (const bank of Object.values(rig.banks)) bank.refundMode = 'done';
  rig.cards.refundMode = 'done';
  rig.accounts.refundMode = 'done';
  rig.cards.next = '00';
  for (const charge of rig.cards.charges.values()) if (charge.code === '05') charge.code = '60';
}

async function randomEvent(rig: Rig, chance: () => number, pick: <T>(list: readonly T[]) => T, doWork: () => Promise<void>): Promise<void> {
  const p = rig.now();
  // Mostly the one on the screen; old ones are paid, asked about and told of too.
  const attempt = chance() < 0.6 ? p.attempts.at(-1) : p.attempts.length ? pick(p.attempts) : undefined;
  const bank = attempt?.kind === 'scan' ? rig.banks[attempt.channel as Channel] : undefined;
  const dice = chance();
  if (dice < 0.26) await doWork();
  else if (dice < 0.31) await account(rig, chance, pick);
  else if (dice < 0.36) await card(rig, chance, pick);
  else if (dice < 0.38) await cardNews(rig, chance, pick);
  else if (dice < 0.39) await accountNews(rig, pick);
  else if (dice < 0.42) rig.clock.now_ms += Math.floor(chance() * chance() * 60_000);
  else if (dice < 0.423) rig.clock.now_ms += Math.floor(chance() * 900_000);
  else if (dice < 0.45) await phone(rig, chance, pick);
  else if (dice < 0.455) await keypad(rig, chance, pick);
  else if (dice < 0.57)
    await rig.answer(
      pick<Answer>([
        { kind: 'choose', channel: 'wechat' },
        { kind: 'choose', channel: 'alipay' },
        { kind: 'choose', channel: 'unionpay' },
        { kind: 'choose', channel: 'icbc-direct' },
        { kind: 'change' },
        { kind: 'new-code' },
        { kind: 'ask-paid' },
        { kind: 'retry' },
      ]),
    );
  else if (dice < 0.7) bank?.pay(attempt?.channel_no ?? '', chance() < 0.06 ? 1 : undefined);
  else if (dice < 0.73) bank?.scan(attempt?.channel_no ?? '');
  else if (dice < 0.87) await callback(rig, attempt);
  else if (dice < 0.873) await rig.tell({ type: 'close-asked' });
  else if (dice < 0.93)
    await rig.payments
      .refund(
        { id: rig.id },
        { refund_no: rig.id + Math.floor(chance() * 4), amount_fen: fen(1 + Math.floor(chance() * 1990)), reason: '' },
      )
      .catch(() => undefined);
  else if (dice < 0.935) await askedBack(rig, chance);
  else if (dice < 0.95) rig.merchant.up = chance() < 0.5;
  else if (dice < 0.955) rig.cards.refundMode = pick(['done', 'moving', 'dead'] as const);
  else if (dice < 0.96) rig.accounts.refundMode = pick(['done', 'moving', 'short'] as const);
  else if (dice < 0.97)
    rig.banks[pick(['wechat', 'alipay'] as const)].refundMode = pick(['done', 'moving', 'short', 'dead', 'stuck'] as const);
  else await rig.tell({ type: 'tick' });
}

/** A viewer asks for his money, and is answered or not. */
async function askedBack(rig: Rig, chance: () => number): Promise<void> {
  const key = { id: rig.id };
  const open = (rig.now().requests ?? []).find((one) => one.state === 'open' || chance() < 0.1);
  const wish = { refund_no: rig.id + Math.floor(chance() * 4), amount_fen: fen(1 + Math.floor(chance() * 900)), reason: '' };
  const done =
    !open || chance() < 0.3
      ? rig.payments.requestRefund(key, { reason: 'other' })
      : chance() < 0.5
        ? rig.payments.declineRequest(key, { request: open.id })
        : rig.payments.refund(key, { ...wish, request: open.id });
  await done.catch(() => undefined);
}

/** One due job, any of them: workers finish in no particular order. A crash forgets it; it is still due. */
async function work(rig: Rig, pick: <T>(list: readonly T[]) => T): Promise<void> {
  const due = await rig.due(8);
  if (due.length === 0) return;
  const job = pick(due);
  await doJob(rig.deps, job.order_id, job.key).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
}

async function workOfTwo(two: TwoBffs, chance: () => number): Promise<void> {
  const dice = chance();
  if (dice < 0.75) return two.work();
  if (dice < 0.99) return two.goOn();
  two.die();
}

async function callback(rig: Rig, attempt: Payment['attempts'][number] | undefined): Promise<void> {
  if (attempt?.kind !== 'scan' || !rig.banks[attempt.channel as Channel].trades.get(attempt.channel_no)?.txn) return;
  await rig.callback(attempt.channel as Channel, attempt.n);
}
