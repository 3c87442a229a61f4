/** Refunds that may be asked for again under the same number. */
import type { RefundEvidence } from '../../../../channels/port.ts';
import type { Draft } from '../../draft.ts';
import { flag } from '../../draft.ts';
import type { Holder, Job, Refund, RefundTry } from '../../payment.ts';
import { refundLadder } from '../../ladders.ts';
import { rung } from '../../schedules.ts';
import { fail, move, noteSlow, plan, renew } from './tries.ts';
import { lookAtReceipt } from '../receipt-look.ts';

export function judge(d: Draft<Holder>, refund: Refund, tried: RefundTry, e: RefundEvidence, job: Job | undefined): void {
  const { times } = d.rules;
  const again_ms = d.now_ms + rung(times.refund_again_ms, job?.rung ?? 0);
  switch (e.kind) {
    case 'moving':
      move(d, refund, 'moving');
      if (job?.call === 'refund') plan(d, refund, 'refund-query', d.now_ms + rung(refundLadder(d.rules, refund.channel), 0), 0);
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
      else tried.refusals = (tried.refusals ?? 0) + 1;
      if (e.returned) discrepancy(d, refund);
      noteSlow(d, refund);
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

/** The channel says that the receipt went back in full: its own sum is asked for, and a person compares. Never `done` by itself. */
function discrepancy(d: Draft<Holder>, refund: Refund): void {
  flag(d, 'refund-discrepancy', refund.id);
  lookAtReceipt(d, refund);
}
