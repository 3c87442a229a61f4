/** UnionPay's transactions: the one table that only this bank has. */
import { read, readAll } from '../../db/rows.ts';
import type { Sqlite } from '../../db/sqlite.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS txns (id INTEGER PRIMARY KEY, order_id TEXT NOT NULL, txn_time TEXT NOT NULL, query_id TEXT NOT NULL UNIQUE,
  orig_query_id TEXT, doc TEXT NOT NULL, UNIQUE (order_id, txn_time));
CREATE INDEX IF NOT EXISTS txns_by_original ON txns (orig_query_id);
`;

/** Something that still happens to a transaction. */
export interface Step {
  at_ms: number;
  /** The code in answers to queries from then on. */
  code?: string;
  /** in: the merchant gets the amount. back: the bank by itself returns what came in. out: the merchant gives it back. */
  money?: 'in' | 'back' | 'out';
  /** A callback is sent. */
  tell?: boolean;
}

/** A transaction that is about money: merchant, orderId and txnTime identify it. */
export interface Txn {
  order_id: string;
  /** YYYYMMDDhhmmss. */
  txn_time: string;
  kind: 'consume' | 'void' | 'refund';
  biz_type: string;
  amount_fen: number;
  /** Our own id of the card; "" when there is no such card. */
  card: string;
  query_id: string;
  trace_no: string;
  made_ms: number;
  back_url: string;
  req_reserved?: string;
  /** Of a void or refund. */
  orig_query_id?: string;
  /** Debited after this it counts as late, 42. */
  pay_timeout_ms?: number;
  /** origRespCode. */
  code: string;
  /** Queries do not know it before. */
  visible_ms: number;
  /** Queries of it fail with 06. */
  blind: boolean;
  moved_ms?: number;
  /** The time at which the bank by itself returned it. */
  bounced_ms?: number;
  /** In order of time. */
  steps: Step[];
}

export interface Txns {
  get(order_id: string, txn_time: string): Txn | undefined;
  byQueryId(query_id: string): Txn | undefined;
  put(txn: Txn): void;
  /** All under one orderId, oldest first. */
  of(order_id: string): Txn[];
  /** Voids and refunds of a consumption, oldest first. */
  returns(orig_query_id: string): Txn[];
  all(): Txn[];
}

export function buildTxns(sqlite: Sqlite): Txns {
  sqlite.exec(SCHEMA);
  const get = sqlite.prepare('SELECT doc FROM txns WHERE order_id = ? AND txn_time = ?');
  const byQueryId = sqlite.prepare('SELECT doc FROM txns WHERE query_id = ?');
  const put = sqlite.prepare(`INSERT INTO txns (order_id, txn_time, query_id, orig_query_id, doc) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (order_id, txn_time) DO UPDATE SET doc = excluded.doc`);
  const of = sqlite.prepare('SELECT doc FROM txns WHERE order_id = ? ORDER BY id');
  const returns = sqlite.prepare('SELECT doc FROM txns WHERE orig_query_id = ? ORDER BY id');
  const all = sqlite.prepare('SELECT doc FROM txns ORDER BY id');
  return {
    get: (order_id, txn_time) => read<Txn>(get.get(order_id, txn_time)),
    byQueryId: (query_id) => read<Txn>(byQueryId.get(query_id)),
    put: (txn) => void put.run(txn.order_id, txn.txn_time, txn.query_id, txn.orig_query_id ?? null, JSON.stringify(txn)),
    of: (order_id) => readAll<Txn>(of.all(order_id)),
    returns: (orig_query_id) => readAll<Txn>(returns.all(orig_query_id)),
    all: () => readAll<Txn>(all.all()),
  };
}
