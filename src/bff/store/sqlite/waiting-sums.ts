/** What refunds that wait for a merchant's money need of it. Loaded inside the transaction that may take of it, so nothing slips between. */
import type { Database } from 'better-sqlite3';
import type { Needs } from '../port.ts';

/** A row whose refund waits no more may be left by a program that did not know this table. */
const SUM =
  "SELECT coalesce(sum(w.own_fen), 0) FROM waiting_refunds w JOIN refunds r ON r.order_id = w.order_id AND r.id = w.refund_id AND r.state = 'waiting' WHERE w.merchant_id = ?";

export function waitingSums(db: Database): (merchant_id: string, before: Needs['before']) => number {
  const all = db.prepare(SUM).pluck();
  const first = db.prepare(SUM + ' AND (w.created_ms, w.order_id, w.refund_id) < (?, ?, ?)').pluck();
  return (merchant_id, before) =>
    (before ? first.get(merchant_id, before.created_ms, before.order_id, before.refund_id) : all.get(merchant_id)) as number;
}
