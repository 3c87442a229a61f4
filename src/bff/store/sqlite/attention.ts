/** Ids of what a person should look at, through indexes that hold nothing else. */
import type { Database } from 'better-sqlite3';
import type { Attention, OperatorStore } from '../operator-port.ts';

const SQL: { readonly [what in Attention]: string } = {
  held: "SELECT DISTINCT order_id FROM receipts WHERE role = 'held' AND order_id IN (SELECT id FROM orders) ORDER BY order_id",
  refund:
    "SELECT order_id FROM refunds WHERE state NOT IN ('done', 'failed') UNION SELECT order_id FROM refunds WHERE state = 'failed' AND auto = 1 ORDER BY order_id",
  notice: 'SELECT DISTINCT order_id FROM notices WHERE delivered_ms IS NULL ORDER BY order_id',
  orphan: "SELECT o.id FROM receipts r JOIN orphans o ON o.ledger_id = r.order_id WHERE r.role = 'held' ORDER BY o.id",
  request: "SELECT order_id FROM requests WHERE state = 'open' ORDER BY order_id",
  'ended-request': "SELECT DISTINCT order_id FROM requests WHERE state <> 'open' ORDER BY order_id",
  attempt: "SELECT DISTINCT order_id FROM attempts WHERE state IN ('created', 'ready', 'closing', 'sent') ORDER BY order_id",
};

export function attention(db: Database): Pick<OperatorStore, 'idsWith'> {
  const lists = Object.fromEntries(Object.entries(SQL).map(([what, sql]) => [what, db.prepare(sql).pluck()]));
  return { idsWith: async (what) => (lists[what]?.all() ?? []) as string[] };
}
