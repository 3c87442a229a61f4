/** Channel numbers of one payment: whose they are. */
import type { Attempt, Payment, Refund, RefundTry } from './payment.ts';

interface No {
  channel: string;
  acquirer_id: string;
  channel_no: string;
}

export function attemptByNo(p: Payment, no: No): Attempt | undefined {
  return p.attempts.find((a) => a.channel === no.channel && a.acquirer_id === no.acquirer_id && a.channel_no === no.channel_no);
}

/** Refund numbers of one installation are unique across its channels. */
export function refundByNo(p: { refunds: readonly Refund[] }, channel_no: string): { refund: Refund; tried: RefundTry } | undefined {
  for (const refund of p.refunds) {
    const tried = refund.tries.find((one) => one.channel_no === channel_no);
    if (tried) return { refund, tried };
  }
  return undefined;
}
