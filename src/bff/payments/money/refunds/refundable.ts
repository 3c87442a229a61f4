import type { Payment } from '../../payment.ts';

/** Of its won money a merchant may give back so much, in fen. */
export function refundable(p: Payment): number {
  const won = p.receipts.find((r) => r.role === 'won');
  if (!won) return 0;
  return won.amount_fen - p.refunds.filter((r) => r.txn === won.txn && r.state !== 'failed').reduce((sum, r) => sum + r.amount_fen, 0);
}
