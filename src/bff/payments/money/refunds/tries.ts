/** A refund and its tries: numbers, moves, and the ends that every class shares. */
import type { Draft } from '../../draft.ts';
import { flag, schedule, unschedule } from '../../draft.ts';
import { refundJob } from '../../job-keys.ts';
import type { Holder, Job, Payment, Receipt, Refund, RefundTry } from '../../payment.ts';
import { rung } from '../../schedules.ts';
import { book, ledger } from '../ledger.ts';
import { addNotice } from '../notices.ts';
import { owedBy } from '../owed.ts';
import { REFUND } from '../transitions.ts';
import type { RefundEvent } from '../transitions.ts';

/** After the third dead number a person must look. Source: docs/money.md 5. */
const TRIES_MAX = 3;

/** One that is flagged as slow is asked about once a day. */
export function plan(d: Draft<Holder>, refund: Refund, call: Job['call'], due_ms: number, at: number): void {
  const slow_ms = refund.slow ? d.now_ms + d.rules.times.daily_ms : 0;
  planExactly(d, refund, call, Math.max(due_ms, slow_ms), at);
}

/** A person's wish goes out when it says. */
export function planExactly(d: Draft<Holder>, refund: Refund, call: Job['call'], due_ms: number, at: number): void {
  schedule(d, { key: refundJob(refund.id), call, lane: refund.channel, due_ms, rung: at });
}

/** Nothing is asked for ever unseen: old, or refused too often, a person looks at it. Source: docs/money.md 5. */
export function noteSlow(d: Draft<Holder>, refund: Refund): void {
  const { refund_flag_ms, refund_refusals_max } = d.rules.times;
  const refusals = liveTry(refund)?.refusals ?? 0;
  if (refund.slow || isOver(refund) || (d.now_ms - refund.created_ms < refund_flag_ms && refusals < refund_refusals_max)) return;
  refund.slow = true;
  flag(d, 'refund-slow', refund.id);
}

export function liveTry(refund: Refund): RefundTry | undefined {
  return refund.tries.find((one) => one.live);
}

/** True when its state is another now. */
export function move(d: Draft<Holder>, refund: Refund, on: RefundEvent): boolean {
  const to = REFUND[refund.state][on];
  if (!to || to === refund.state) return false;
  refund.state = to;
  if (to === 'done' || to === 'failed') refund.ended_ms = d.now_ms;
  if (isOver(refund)) unschedule(d, refundJob(refund.id));
  return true;
}

/** Nothing is to be asked of its channel any more. */
export function isOver(refund: Refund): boolean {
  return refund.state === 'done' || refund.state === 'failed' || refund.state === 'landed';
}

export type Wish = Pick<Refund, 'id' | 'auto' | 'reason' | 'amount_fen'> & {
  refund_no?: string;
  merchant_id?: string;
  escrow_fen?: number;
  unfunded?: true;
};

/** One without its merchant's money is not planned here (funding.ts). */
export function addRefund(d: Draft<Holder>, receipt: Receipt, wish: Wish): Refund {
  const refund: Refund = {
    ...wish,
    txn: receipt.txn,
    channel: receipt.channel,
    acquirer_id: receipt.acquirer_id,
    state: wish.unfunded ? 'waiting' : 'created',
    created_ms: d.now_ms,
    tries: [],
  };
  addTry(d, refund);
  d.p.refunds.push(refund);
  if (!refund.unfunded) planFirst(d, refund);
  return refund;
}

/** After the others of its receipt: a channel takes them one after the other. */
export function planFirst(d: Draft<Holder>, refund: Refund): void {
  const same = d.p.refunds.filter((r) => r.txn === refund.txn);
  const last_ms = Math.max(0, ...same.map((r) => r.last_ask_ms ?? 0));
  const pending = same.filter((r) => r.id !== refund.id && r.state === 'created').length;
  const free_ms = last_ms ? last_ms + d.rules.times.refund_gap_ms : d.now_ms;
  plan(d, refund, 'refund', Math.max(d.now_ms, free_ms) + pending * d.rules.times.refund_gap_ms, 0);
}

/** Derived, not random: a database restored from a backup asks with the same number again. prefix 3 + hash 29 = 32. */
function addTry(d: Draft<Holder>, refund: Refund): void {
  const n = refund.tries.length + 1;
  const parts = refund.auto ? [refund.channel, refund.txn, 'auto'] : [refund.merchant_id ?? '', refund.refund_no ?? ''];
  const channel_no = d.rules.prefix + d.rules.derive(JSON.stringify([...parts, n]));
  refund.tries.push({ n, channel_no, live: true, created_ms: d.now_ms });
}

/** A new number only on proof that the old one is dead. */
export function renew(d: Draft<Holder>, refund: Refund, tried: RefundTry): void {
  if (tried.rule) return fail(d, refund);
  tried.live = false;
  const shorts = refund.tries.filter((one) => one.short).length;
  if (refund.tries.length - shorts >= TRIES_MAX) {
    flag(d, 'refund-tries-used-up', refund.id);
    return unschedule(d, refundJob(refund.id));
  }
  addTry(d, refund);
  const { refund_waiting_ms, refund_gap_ms } = d.rules.times;
  plan(d, refund, 'refund', d.now_ms + (tried.short ? rung(refund_waiting_ms, shorts - 1) : refund_gap_ms), 0);
}

export function done(d: Draft<Holder>, refund: Refund, tried: RefundTry): void {
  if (refund.state === 'done') {
    if (!tried.live) flag(d, 'refunded-twice', refund.id);
    return;
  }
  if (refund.state === 'failed') return flag(d, 'refund-done-after-failed', refund.id);
  // A number thought dead that refunded after all: the live one must be looked at by a person.
  if (!tried.live) flag(d, 'dead-try-refunded', refund.id);
  const receipt = d.p.receipts.find((r) => r.txn === refund.txn);
  if (receipt) receipt.returned_fen = Math.max(receipt.returned_fen, doneSum(d.p, refund.txn) + refund.amount_fen);
  move(d, refund, 'done');
  book(d, 'refund-done', [
    [ledger.transit(refund.channel), refund.amount_fen],
    [ledger.channel(refund.channel), -refund.amount_fen],
  ]);
  tellDone(d, refund);
}

export function tellDone(d: Draft<Holder>, refund: Refund): void {
  if (isOfPayment(d) && !refund.auto) addNotice(d, 'refund.done', { refund });
}

function doneSum(p: Holder, txn: string): number {
  return p.refunds.filter((r) => r.txn === txn && r.state === 'done').reduce((sum, r) => sum + r.amount_fen, 0);
}

/** Only on proof that it will never be done. */
export function fail(d: Draft<Holder>, refund: Refund): void {
  if (!move(d, refund, 'failed')) return;
  const back = owedBy(refund).map(([account, amount_fen]) => [account, -amount_fen] as const);
  const taken_fen = -back.reduce((sum, [, amount_fen]) => sum + amount_fen, 0);
  if (taken_fen !== 0) book(d, 'refund-failed', [[ledger.transit(refund.channel), taken_fen], ...back]);
  if (refund.auto) flag(d, 'refund-owed', refund.id);
  else if (isOfPayment(d)) addNotice(d, 'refund.failed', { refund });
}

/** Only payments have a merchant to be told. */
function isOfPayment(d: Draft<Holder>): d is Draft<Payment> {
  return 'order' in d.p;
}
