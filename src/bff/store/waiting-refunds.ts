/** Rows of refunds that wait for their merchant's money: those that began to wait, and those that wait no more. */
import { ownPart } from '../payments/money/owed.ts';
import type { Payment, Refund } from '../payments/payment.ts';

interface Waiting {
  refund_id: string;
  created_ms: number;
  own_fen: number;
}

/** What a refund needs never changes while it waits. */
export function waitingRows(before: Payment | undefined, after: Payment): { begun: Waiting[]; ended: string[] } {
  const waited = unfunded(before?.refunds);
  const waits = unfunded(after.refunds);
  const begun = waits.filter((one) => !waited.some(({ id }) => id === one.id));
  return {
    begun: begun.map((one) => ({ refund_id: one.id, created_ms: one.created_ms, own_fen: ownPart(one) })),
    ended: waited.filter((one) => !waits.some(({ id }) => id === one.id)).map(({ id }) => id),
  };
}

function unfunded(refunds: readonly Refund[] = []): Refund[] {
  return refunds.filter((one) => one.unfunded);
}
