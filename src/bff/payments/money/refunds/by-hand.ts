/** Refunds that a person moves: a stuck one is sent on to our own bank account, an owed one is paid outside the channels. Source: docs/money.md 5, 18. */
import type { Draft } from '../../draft.ts';
import { answers, flag } from '../../draft.ts';
import type { ByHand, HolderEvent, Rules } from '../../events.ts';
import { refundJob } from '../../job-keys.ts';
import type { Holder, Refund } from '../../payment.ts';
import { refundLadder } from '../../ladders.ts';
import { rung } from '../../schedules.ts';
import { book, ledger } from '../ledger.ts';
import { isOver, move, plan, planExactly, tellDone } from './tries.ts';

/** Only what its state allows changes anything: the caller has looked at `byHandRefused` in the same change. */
export function refundByHand(d: Draft<Holder>, event: Extract<HolderEvent, { type: 'refund-by-hand' }>): void {
  const refund = d.p.refunds.find((r) => r.id === event.refund);
  if (!refund || byHandRefused(d.p, refund, event.act, d.rules)) return;
  if (event.act === 'paid') return payByHand(d, refund);
  if (event.act === 'release') return release(d, refund);
  refund.sent_on = {};
  move(d, refund, 'sent-on');
  delete refund.slow;
  planExactly(d, refund, 'refund-send-on', d.now_ms, 0);
}

/** Why an operator's act is not possible now; undefined when it is. */
export function byHandRefused(
  holder: Pick<Holder, 'jobs'>,
  refund: Refund,
  act: ByHand,
  rules: Pick<Rules, 'channels'>,
): string | undefined {
  if (act === 'release') return isWaiting(holder, refund) ? undefined : 'only a refund that waits after a restore can be released';
  if (act === 'send-on') return sendOnRefused(refund, rules);
  if (refund.paid_by_hand) return 'it is marked as paid by hand already';
  if (refund.state === 'landed' || (refund.state === 'failed' && refund.auto)) return undefined;
  return 'only a refund that landed at our bank, or a failed automatic one, is paid by hand; this one is ' + refund.state;
}

/** Never sent, and no work is due for it: stopped at its mark in once.ts. */
function isWaiting({ jobs }: Pick<Holder, 'jobs'>, refund: Refund): boolean {
  const live = refund.tries.find((one) => one.live);
  return !isOver(refund) && live !== undefined && live.sent_ms === undefined && !jobs.some((job) => job.key === refundJob(refund.id));
}

function release(d: Draft<Holder>, refund: Refund): void {
  refund.released = true;
  planExactly(d, refund, 'refund', d.now_ms, 0);
}

function sendOnRefused(refund: Refund, { channels }: Pick<Rules, 'channels'>): string | undefined {
  if (refund.state !== 'stuck') return 'only a stuck refund can be sent on; this one is ' + refund.state;
  return channels[refund.channel]?.sends_on ? undefined : 'its channel cannot send a refund on';
}

/** Entry 11. One that failed stays failed at its channel: the viewer has the money all the same. */
function payByHand(d: Draft<Holder>, refund: Refund): void {
  refund.paid_by_hand = true;
  book(d, 'refund-paid-by-hand', [
    [ledger.viewers, refund.amount_fen],
    [ledger.bank, -refund.amount_fen],
  ]);
  if (move(d, refund, 'paid')) tellDone(d, refund);
}

/** From this commit on the call may have been made, and nobody makes it again. */
export function markSentOn(d: Draft<Holder>, event: Extract<HolderEvent, { type: 'refund-sending-on' }>): void {
  const refund = d.p.refunds.find((r) => r.id === event.refund);
  if (!refund?.sent_on || refund.sent_on.sent_ms !== undefined || answers(d, event.call)?.call !== 'refund-send-on') return;
  refund.sent_on = { sent_ms: d.now_ms, sent_by: event.by };
  plan(d, refund, 'refund-query', d.now_ms + rung(refundLadder(d.rules, refund.channel), 0), 0);
}

/** Entry 10: the channel gave it to our own bank account. */
export function land(d: Draft<Holder>, refund: Refund): void {
  if (!move(d, refund, 'landed')) return;
  flag(d, 'refund-landed', refund.id);
  book(d, 'refund-landed', [
    [ledger.bank, refund.amount_fen],
    [ledger.channel(refund.channel), -refund.amount_fen],
    [ledger.transit(refund.channel), refund.amount_fen],
    [ledger.viewers, -refund.amount_fen],
  ]);
}
