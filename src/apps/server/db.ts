/** The tables that every app's server has: orders, notices, refunds and the work that is due. One SQLite file an app. */
import Database from 'better-sqlite3';

export type Db = Database.Database;

const TABLES = `
CREATE TABLE IF NOT EXISTS orders (
  order_no TEXT PRIMARY KEY, account TEXT NOT NULL, box TEXT NOT NULL, cart TEXT NOT NULL, goods TEXT NOT NULL,
  subject TEXT NOT NULL, said TEXT NOT NULL, amount_fen INTEGER NOT NULL CHECK (amount_fen > 0), state TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL, paid_at_ms INTEGER, refunded_fen INTEGER NOT NULL DEFAULT 0, delivered_at_ms INTEGER,
  cashier_url TEXT, expires_at_ms INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS orders_by_cart ON orders (account, cart);
CREATE INDEX IF NOT EXISTS orders_by_account ON orders (account, created_at_ms);
CREATE TABLE IF NOT EXISTS notices (
  order_no TEXT NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, at_ms INTEGER NOT NULL,
  copies INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (order_no, n)
) STRICT;
CREATE TABLE IF NOT EXISTS refunds (
  refund_no TEXT PRIMARY KEY, order_no TEXT NOT NULL, amount_fen INTEGER NOT NULL CHECK (amount_fen > 0), reason TEXT NOT NULL,
  state TEXT NOT NULL, asked_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS refunds_by_order ON refunds (order_no);
CREATE TABLE IF NOT EXISTS jobs (key TEXT PRIMARY KEY, due_ms INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, serial INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX IF NOT EXISTS jobs_by_due ON jobs (due_ms);
CREATE TABLE IF NOT EXISTS flags (
  id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, order_no TEXT NOT NULL, what TEXT NOT NULL, UNIQUE (order_no, what)
) STRICT;`;

/** Opens or creates the file with the common tables and the app's own. ":memory:" for tests. */
export function openDb(file: string, own_tables: string): Db {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  // What was promised to the cashier or a viewer is on the disk before it is answered.
  db.pragma('synchronous = FULL');
  db.exec(TABLES + own_tables);
  return db;
}
