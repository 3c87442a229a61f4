/** Money on its way back: a refund is a wish, a try is one number under which it is asked. */
import type { RefundEvidence } from '../../../../channels/port.ts';
import type { Fen } from '../../../../protocol/money.ts';
import { answers, stillDue } from '../../draft.ts';
import type { Draft } from '../../draft.ts';
import type { Event, HolderEvent } from '../../events.ts';
import type { Holder, Job, Payment, Receipt, Refund } from '../../payment.ts';
import { refundLadder } from '../../ladders.ts';
import { rung } from '../../schedules.ts';
import { refundWon } from '../escrow.ts';
import { book, ledger } from '../ledger.ts';
import { noticesDropped } from '../notices.ts';
import { land } from './by-hand.ts';
import { judgeOnce } from './once.ts';
import { refundable } from './refundable.ts';
import { judge } from './repeatable.ts';
import { answerRequest } from './requests.ts';
import { addRefund, done, isOver, noteSlow, plan } from './tries.ts';

export { markRefund } from './once.ts';
export { liveTry } from './tries.ts';

/** Surplus and given-back money goes back whole, once, by itself. */
export function refundSurplus(d: Draft<Holder>, receipt: Receipt, reason: string): void {
  addRefund(d, receipt, { id: 'auto-' + receipt.channel + '-' + receipt.txn, auto: true, reason, amount_fen: receipt.amount_fen });
  book(d, 'refund-auto', [
    [ledger.viewers, receipt.amount_fen],
    [ledger.transit(receipt.channel), -receipt.amount_fen],
  ]);
}

/** The merchant's wish; reserved in this commit. One that cannot be is ignored here: the caller has asked `refundable` in the same change. */
export function askRefund(d: Draft, event: Extract<Event, { type: 'refund-asked' }>): void {
  if (event.amount_fen > refundable(d.p) || d.p.refunds.some((r) => r.refund_no === event.refund_no)) return;
  refundWon(d, event);
  answerRequest(d, event);
  if (d.p.order.bill) noticesDropped(d);
}

function isOnce(d: Draft<Holder>, refund: Refund): boolean {
  return d.rules.channels[refund.channel]?.once.includes('refund') ?? false;
}

/** Anything a channel says about one refund try. */
export function absorbRefund(d: Draft<Holder>, event: Extract<HolderEvent, { type: 'refund-evidence' }>): void {
  const refund = d.p.refunds.find((r) => r.id === event.refund);
  const tried = refund?.tries.find((t) => t.channel_no === event.channel_no);
  if (!refund || !tried) throw new Error('no refund try under that number');
  const job = answers(d, event.call);
  const e = event.evidence;
  if (e.source === 'answer') refund.last_ask_ms = Math.max(refund.last_ask_ms ?? 0, e.asked_at_ms);
  if (e.kind === 'done') return refund.sent_on && refund.state === 'asked' ? land(d, refund) : done(d, refund, tried);
  if (isOver(refund) || !tried.live || isOfBefore(refund, e)) return;
  noteSlow(d, refund);
  if (isOnce(d, refund)) judgeOnce(d, refund, tried, e);
  else judge(d, refund, tried, e, job);
  // It moves on along its ladder.
  if (stillDue(d, job)) next(d, refund, e, job);
}

/** "Stuck", asked before it was sent on, says nothing about now. */
function isOfBefore({ sent_on }: Refund, e: RefundEvidence): boolean {
  return sent_on !== undefined && e.kind === 'stuck' && e.asked_at_ms < (sent_on.sent_ms ?? Infinity);
}

/** The query ladder while a refund is on its way. */
function next(d: Draft<Holder>, refund: Refund, e: RefundEvidence, job: Job): void {
  if (isOver(refund)) return;
  const at = e.kind === 'stuck' ? Number.MAX_SAFE_INTEGER : job.rung + 1;
  plan(d, refund, 'refund-query', d.now_ms + rung(refundLadder(d.rules, refund.channel), at), Math.min(at, 1000));
}

/** For the merchant's side: the amount as asked, whatever became of it. */
export function refundOf(p: Payment, refund_no: string): { refund: Refund; amount_fen: Fen } | undefined {
  const refund = p.refunds.find((r) => r.refund_no === refund_no);
  return refund && { refund, amount_fen: refund.amount_fen };
}
