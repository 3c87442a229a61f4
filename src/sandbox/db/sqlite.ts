/** The banks' records on disk: tables that every bank uses. Table and column names are those of existing files. */
import Database from 'better-sqlite3';

export type Sqlite = Database.Database;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS codes (code TEXT PRIMARY KEY, channel TEXT NOT NULL, number TEXT NOT NULL, made_ms INTEGER NOT NULL, doc TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS codes_by_time ON codes (made_ms);
CREATE INDEX IF NOT EXISTS codes_by_number ON codes (channel, number);
CREATE TABLE IF NOT EXISTS orders (channel TEXT NOT NULL, number TEXT NOT NULL, trade_no TEXT, made_ms INTEGER NOT NULL, doc TEXT NOT NULL,
  PRIMARY KEY (channel, number));
CREATE UNIQUE INDEX IF NOT EXISTS orders_by_trade ON orders (channel, trade_no) WHERE trade_no IS NOT NULL;
CREATE TABLE IF NOT EXISTS refunds (channel TEXT NOT NULL, number TEXT NOT NULL, refund_no TEXT NOT NULL, doc TEXT NOT NULL,
  PRIMARY KEY (channel, number, refund_no));
CREATE INDEX IF NOT EXISTS refunds_by_no ON refunds (channel, refund_no);
CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, channel TEXT NOT NULL, number TEXT NOT NULL,
  kind TEXT NOT NULL, ref TEXT NOT NULL, user TEXT NOT NULL, amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0));
CREATE INDEX IF NOT EXISTS entries_by_number ON entries (channel, number);
CREATE TABLE IF NOT EXISTS calls (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, channel TEXT NOT NULL, call TEXT NOT NULL, number TEXT NOT NULL, doc TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS calls_by_number ON calls (channel, number);
CREATE TABLE IF NOT EXISTS notices (id INTEGER PRIMARY KEY, channel TEXT NOT NULL, number TEXT NOT NULL, doc TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS notices_by_number ON notices (channel, number);
CREATE TABLE IF NOT EXISTS jobs (id INTEGER PRIMARY KEY, due_ms INTEGER NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS jobs_by_due ON jobs (due_ms);
CREATE TABLE IF NOT EXISTS shelf (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, doc TEXT NOT NULL, UNIQUE (kind, key));
CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, phone TEXT NOT NULL, text TEXT NOT NULL);
`;

/** Opens or creates the file; ":memory:" for tests. A killed process loses nothing; only a power cut could (synchronous is NORMAL). */
export function openDb(path: string): Sqlite {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec(SCHEMA);
  return db;
}
