/** Giving money back: a refund is a wish, a try is one number under which it is asked. */
import type { RefundEvidence } from '../../../channels/port.ts';
import type { Fen } from '../../../protocol/money.ts';
import { answers, book, flag, jobOf, rulesOf, schedule, unschedule } from '../draft.ts';
import type { Draft } from '../draft.ts';
import type { Event } from '../events.ts';
import { addNotice } from './notices.ts';
import { rung } from '../schedules.ts';
import { REFUND } from './transitions.ts';
import type { RefundEvent } from './transitions.ts';
import type { Job, Payment, Receipt, Refund, RefundTry } from '../payment.ts';

/** After the third dead number a person must look. */
const TRIES_MAX = 3;

function keyOf(refund: Refund): string {
  return 'refund:' + refund.id;
}

/** What the merchant may still give back of its won money. */
export function refundable(p: Payment): number {
  const won = p.receipts.find((r) => r.role === 'won');
  if (!won) return 0;
  return won.amount_fen - p.refunds.filter((r) => r.txn === won.txn && r.state !== 'failed').reduce((sum, r) => sum + r.amount_fen, 0);
}

/** Surplus and given-back money goes back whole, once, by itself. */
export function refundSurplus(d: Draft, receipt: Receipt, reason: string): void {
  const parts = [receipt.channel, receipt.txn, 'auto'];
  addRefund(d, receipt, { id: 'auto-' + receipt.channel + '-' + receipt.txn, auto: true, reason, amount_fen: receipt.amount_fen }, parts);
  book(d, 'refund-auto', [
    ['viewers', receipt.amount_fen],
    ['transit:' + receipt.channel, -receipt.amount_fen],
  ]);
}

/** The merchant's wish; reserved in this commit. One that cannot be is ignored here: the caller has asked `refundable` in the same change. */
export function askRefund(d: Draft, event: Extract<Event, { type: 'refund-asked' }>): void {
  const won = d.p.receipts.find((r) => r.role === 'won');
  if (!won || event.amount_fen > refundable(d.p) || d.p.refunds.some((r) => r.refund_no === event.refund_no)) return;
  const wish = { id: 'm-' + event.refund_no, auto: false, refund_no: event.refund_no, reason: event.reason, amount_fen: event.amount_fen };
  addRefund(d, won, wish, [d.p.order.merchant_id, event.refund_no]);
  book(d, 'refund', [
    ['merchant:' + d.p.order.merchant_id, event.amount_fen],
    ['transit:' + won.channel, -event.amount_fen],
  ]);
}

type Wish = Pick<Refund, 'id' | 'auto' | 'reason' | 'amount_fen'> & { refund_no?: string };

function addRefund(d: Draft, receipt: Receipt, wish: Wish, parts: readonly string[]): void {
  const before = d.p.refunds.filter((r) => r.txn === receipt.txn && r.last_ask_ms !== undefined);
  const last_ms = Math.max(0, ...before.map((r) => r.last_ask_ms ?? 0));
  const refund: Refund = {
    ...wish,
    txn: receipt.txn,
    channel: receipt.channel,
    acquirer_id: receipt.acquirer_id,
    state: 'created',
    created_ms: d.now_ms,
    tries: [{ n: 1, channel_no: refundNumber(d, parts, 1), live: true, created_ms: d.now_ms }],
  };
  d.p.refunds.push(refund);
  const pending = d.p.refunds.filter((r) => r.txn === receipt.txn && r.id !== refund.id && r.state === 'created').length;
  const free_ms = last_ms ? last_ms + d.rules.times.refund_gap_ms : d.now_ms;
  plan(d, refund, 'refund', Math.max(d.now_ms, free_ms) + pending * d.rules.times.refund_gap_ms, 0);
}

/** Derived, not random: a database restored from a backup asks with the same number again. prefix 3 + hash 29 = 32. */
function refundNumber(d: Draft, parts: readonly string[], n: number): string {
  return d.rules.prefix + d.rules.derive(JSON.stringify([...parts, n]));
}

function plan(d: Draft, refund: Refund, call: Job['call'], due_ms: number, at: number): void {
  schedule(d, { key: keyOf(refund), call, lane: refund.channel, due_ms, rung: at });
}

export function liveTry(refund: Refund): RefundTry | undefined {
  return refund.tries.find((one) => one.live);
}

function move(d: Draft, refund: Refund, on: RefundEvent): boolean {
  const to = REFUND[refund.state][on];
  if (!to || to === refund.state) return false;
  refund.state = to;
  if (to === 'done' || to === 'failed') {
    refund.ended_ms = d.now_ms;
    unschedule(d, keyOf(refund));
  }
  return true;
}

function isOnce(d: Draft, refund: Refund): boolean {
  return rulesOf(d, refund.channel).once.includes('refund');
}

/** The n-th wait between queries of a refund. */
function queryWait(d: Draft, refund: Refund, n: number): number {
  return rung(rulesOf(d, refund.channel).schedules.refund_query_ms, n);
}

/** Once class: from this commit on the call may have been made, and nobody makes it again. */
export function markRefund(d: Draft, event: Extract<Event, { type: 'refund-sending' }>): void {
  const refund = d.p.refunds.find((r) => r.id === event.refund);
  const tried = refund?.tries.find((t) => t.channel_no === event.channel_no && t.live);
  const job = answers(d, event);
  if (!refund || !tried || tried.sent_ms !== undefined || job?.call !== 'refund') return;
  tried.sent_ms = d.now_ms;
  // Its time is part of its identity and must be "now" when it is sent, however long it waited.
  tried.created_ms = d.now_ms;
  tried.sent_by = event.by;
  refund.last_ask_ms = d.now_ms;
  // What a crash leaves behind is a question.
  plan(d, refund, 'refund-query', d.now_ms + queryWait(d, refund, 0), 0);
}

/** Anything a channel says about one refund try. */
export function absorbRefund(d: Draft, event: Extract<Event, { type: 'refund-evidence' }>): void {
  const refund = d.p.refunds.find((r) => r.id === event.refund);
  const tried = refund?.tries.find((t) => t.channel_no === event.channel_no);
  if (!refund || !tried) throw new Error('no refund try under that number');
  const job = answers(d, event);
  const e = event.evidence;
  if (e.source === 'answer') refund.last_ask_ms = Math.max(refund.last_ask_ms ?? 0, e.asked_at_ms);
  if (e.kind === 'done') return done(d, refund, tried);
  if (refund.state === 'done' || refund.state === 'failed' || !tried.live) return;
  if (isOnce(d, refund)) judgeOnce(d, refund, tried, e);
  else judge(d, refund, tried, e, job);
  // Still the same call that is due: it moves on along its ladder.
  if (job && jobOf(d, job.key)?.serial === job.serial) next(d, refund, e, job);
}

function done(d: Draft, refund: Refund, tried: RefundTry): void {
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
    ['transit:' + refund.channel, refund.amount_fen],
    ['channel:' + refund.channel, -refund.amount_fen],
  ]);
  if (!refund.auto) addNotice(d, 'refund.done', refund);
}

function doneSum(p: Payment, txn: string): number {
  return p.refunds.filter((r) => r.txn === txn && r.state === 'done').reduce((sum, r) => sum + r.amount_fen, 0);
}

function judge(d: Draft, refund: Refund, tried: RefundTry, e: RefundEvidence, job: Job | undefined): void {
  const { times } = d.rules;
  const again_ms = d.now_ms + rung(times.refund_again_ms, job?.rung ?? 0);
  switch (e.kind) {
    case 'moving':
      move(d, refund, 'moving');
      if (job?.call === 'refund') plan(d, refund, 'refund-query', d.now_ms + queryWait(d, refund, 0), 0);
      return;
    case 'short':
      move(d, refund, 'short');
      if (job) plan(d, refund, 'refund', d.now_ms + rung(times.refund_waiting_ms, job.rung), job.rung + 1);
      return;
    case 'stuck':
      if (move(d, refund, 'stuck')) flag(d, 'refund-stuck', refund.id);
      return;
    case 'dead':
      return renew(d, refund, tried);
    case 'refused':
      if (e.final) tried.rule = e.code;
      if (job?.call === 'refund') plan(d, refund, 'refund-query', d.now_ms, job.rung);
      return;
    case 'absent':
      // Proof that nothing was refunded under this number; with a rule that repeats cannot mend the wish has failed.
      if (e.source !== 'query') return;
      if (tried.rule) return fail(d, refund);
      if (job) plan(d, refund, 'refund', again_ms, job.rung + 1);
      return;
    case 'silent':
      if (job?.call === 'refund') plan(d, refund, 'refund-query', again_ms, job.rung);
      return;
    case 'done':
      return;
  }
}

/** Once class: never asked again under the same number; a new one only on proof that this one is dead. */
function judgeOnce(d: Draft, refund: Refund, tried: RefundTry, e: RefundEvidence): void {
  if (tried.sent_ms === undefined || e.asked_at_ms < tried.sent_ms) return;
  switch (e.kind) {
    case 'moving':
      move(d, refund, 'moving');
      tried.absents = 0;
      return;
    case 'stuck':
      if (move(d, refund, 'stuck')) flag(d, 'refund-stuck', refund.id);
      return;
    case 'refused':
      if (e.final) tried.rule = e.code;
      return renew(d, refund, tried);
    case 'dead':
      return renew(d, refund, tried);
    case 'absent': {
      if (tried.absent_asked_ms !== undefined && e.asked_at_ms <= tried.absent_asked_ms) return;
      tried.absent_asked_ms = e.asked_at_ms;
      tried.absents = (tried.absents ?? 0) + 1;
      const late = e.asked_at_ms >= tried.sent_ms + d.rules.times.refund_lost_ms;
      if (tried.absents >= 2 && late) renew(d, refund, tried);
      return;
    }
    case 'short':
      tried.short = true;
      move(d, refund, 'short');
      return renew(d, refund, tried);
    case 'silent':
    case 'done':
      return;
  }
}

/** The query ladder while a refund is on its way. */
function next(d: Draft, refund: Refund, e: RefundEvidence, job: Job): void {
  if (refund.state === 'done' || refund.state === 'failed') return;
  const at = e.kind === 'stuck' ? Number.MAX_SAFE_INTEGER : job.rung + 1;
  plan(d, refund, 'refund-query', d.now_ms + queryWait(d, refund, at), Math.min(at, 1000));
}

/** A new number only on proof that the old one is dead. */
function renew(d: Draft, refund: Refund, tried: RefundTry): void {
  if (tried.rule) return fail(d, refund);
  tried.live = false;
  const shorts = refund.tries.filter((one) => one.short).length;
  if (refund.tries.length - shorts >= TRIES_MAX) {
    flag(d, 'refund-tries-used-up', refund.id);
    return unschedule(d, keyOf(refund));
  }
  const n = refund.tries.length + 1;
  const parts = refund.auto ? [refund.channel, refund.txn, 'auto'] : [d.p.order.merchant_id, refund.refund_no ?? ''];
  refund.tries.push({ n, channel_no: refundNumber(d, parts, n), live: true, created_ms: d.now_ms });
  const { refund_waiting_ms, refund_gap_ms } = d.rules.times;
  plan(d, refund, 'refund', d.now_ms + (tried.short ? rung(refund_waiting_ms, shorts - 1) : refund_gap_ms), 0);
}

function fail(d: Draft, refund: Refund): void {
  if (!move(d, refund, 'failed')) return;
  const owed = refund.auto ? 'viewers' : 'merchant:' + d.p.order.merchant_id;
  book(d, 'refund-failed', [
    ['transit:' + refund.channel, refund.amount_fen],
    [owed, -refund.amount_fen],
  ]);
  if (refund.auto) flag(d, 'refund-owed', refund.id);
  else addNotice(d, 'refund.failed', refund);
}

/** For the merchant's side: the amount as asked, whatever became of it. */
export function refundOf(p: Payment, refund_no: string): { refund: Refund; amount_fen: Fen } | undefined {
  const refund = p.refunds.find((r) => r.refund_no === refund_no);
  return refund && { refund, amount_fen: refund.amount_fen };
}
