/** Refunds of the once class: marked in a commit, sent once, then only queried; a new number only on proof that this one is dead. */
import type { RefundEvidence } from '../../../../channels/port.ts';
import type { Draft } from '../../draft.ts';
import { answers, flag, unschedule } from '../../draft.ts';
import type { HolderEvent } from '../../events.ts';
import type { Holder, Refund, RefundTry } from '../../payment.ts';
import { refundLadder } from '../../ladders.ts';
import { rung } from '../../schedules.ts';
import { move, plan, renew } from './tries.ts';

/** From this commit on the call may have been made, and nobody makes it again. */
export function markRefund(d: Draft<Holder>, event: Extract<HolderEvent, { type: 'refund-sending' }>): void {
  const refund = d.p.refunds.find((r) => r.id === event.refund);
  const tried = refund?.tries.find((t) => t.channel_no === event.channel_no && t.live);
  const job = answers(d, event.call);
  if (!refund || !tried || tried.sent_ms !== undefined || job?.call !== 'refund') return;
  // It may have been sent after the backup was made, and lost with it: a person compares the bank's list first.
  if (d.rules.recovering && !refund.released) {
    flag(d, 'refund-waits-after-restore', refund.id);
    return unschedule(d, job.key);
  }
  tried.sent_ms = d.now_ms;
  // Its time is part of its identity and must be "now" when it is sent, however long it waited.
  tried.created_ms = d.now_ms;
  tried.sent_by = event.by;
  refund.last_ask_ms = d.now_ms;
  // After a crash it is queried.
  plan(d, refund, 'refund-query', d.now_ms + rung(refundLadder(d.rules, refund.channel), 0), 0);
}

export function judgeOnce(d: Draft<Holder>, refund: Refund, tried: RefundTry, e: RefundEvidence): void {
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
    case 'absent':
      return absent(d, refund, tried, e.asked_at_ms, tried.sent_ms);
    case 'short':
      tried.short = true;
      move(d, refund, 'short');
      return renew(d, refund, tried);
    case 'silent':
    case 'done':
      return;
  }
}

/** Twice, the later long enough after the call: it never arrived. */
function absent(d: Draft<Holder>, refund: Refund, tried: RefundTry, asked_at_ms: number, sent_ms: number): void {
  if (tried.absent_asked_ms !== undefined && asked_at_ms <= tried.absent_asked_ms) return;
  tried.absent_asked_ms = asked_at_ms;
  tried.absents = (tried.absents ?? 0) + 1;
  if (tried.absents >= 2 && asked_at_ms >= sent_ms + d.rules.times.refund_lost_ms) renew(d, refund, tried);
}
