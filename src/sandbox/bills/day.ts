/** One Beijing day of a bank's business. */
import type { BankDb } from '../db/bank-db.ts';
import type { Order, Refund } from '../db/records.ts';
import { fromBeijing } from '../../protocol/world.ts';

const DAY_MS = 86_400_000;

export type BillRow = { at_ms: number; order: Order } & ({ kind: 'payment' } | { kind: 'refund'; refund: Refund });

/** Start and end of "2025-06-01" at Beijing; undefined when it is no date. */
export function daySpan(day: string): { from_ms: number; until_ms: number } | undefined {
  const from_ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? fromBeijing(`${day}T00:00:00`) : undefined;
  return from_ms === undefined ? undefined : { from_ms, until_ms: from_ms + DAY_MS };
}

/** Payments and accepted refunds of the day, in order of time. A refund stands as it stood at the day's end and is in no later bill. */
export function dayRows(db: BankDb, span: { from_ms: number; until_ms: number }): BillRow[] {
  const within = (at_ms: number | undefined): at_ms is number => at_ms !== undefined && at_ms >= span.from_ms && at_ms < span.until_ms;
  const rows: BillRow[] = [];
  for (const order of db.orders.all()) {
    if (order.state !== 'paid') continue;
    if (within(order.paid_ms)) rows.push({ kind: 'payment', at_ms: order.paid_ms, order });
    for (const refund of db.refunds.of(order.number)) {
      if (!within(refund.made_ms)) continue;
      const unfinished = refund.state === 'SUCCESS' && !within(refund.done_ms);
      rows.push({
        kind: 'refund',
        at_ms: refund.made_ms,
        order,
        refund: unfinished ? { ...refund, state: 'PROCESSING' } : refund,
      });
    }
  }
  return rows.sort((a, b) => a.at_ms - b.at_ms);
}

/** Rounded half up in whole fen. */
export function feeFen(amount_fen: number, fee_bp: number): number {
  return Math.floor((amount_fen * fee_bp + 5000) / 10_000);
}
