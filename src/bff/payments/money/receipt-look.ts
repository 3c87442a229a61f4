/** One more query of the payment behind a refund: its answer says how much the channel gave back (receipts.ts compares). */
import { jobOf, schedule } from '../draft.ts';
import type { Draft } from '../draft.ts';
import { attemptJob } from '../job-keys.ts';
import type { Holder, Refund } from '../payment.ts';

export function lookAtReceipt(d: Draft<Holder>, refund: Refund): void {
  const n = d.p.receipts.find((r) => r.txn === refund.txn)?.attempt;
  // Money without an order has no attempt; where a look is planned already, that one tells.
  if (n === undefined || jobOf(d, attemptJob(n))) return;
  schedule(d, { key: attemptJob(n), call: 'query', lane: refund.channel, due_ms: d.now_ms, rung: 0 });
}
