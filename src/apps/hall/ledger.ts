/** The hall's own money: what viewers have with it, and each movement of it. Entries are only ever added; a balance is their sum. */
import type { Db } from '../server/db.ts';

export const LEDGER_TABLES = `
CREATE TABLE IF NOT EXISTS entries (
  id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, account TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, text TEXT NOT NULL,
  amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0), UNIQUE (kind, ref)
) STRICT;
CREATE INDEX IF NOT EXISTS entries_by_account ON entries (account);`;

/** opening: what was there before; card: a recharge card; buy: paid with the balance; unsubscribe: months given back. */
export type EntryKind = 'opening' | 'card' | 'buy' | 'unsubscribe';

export interface Entry {
  at_ms: number;
  account: string;
  kind: EntryKind;
  /** One entry of a kind for one cause: the same card, order or period is booked once. */
  ref: string;
  text: string;
  amount_fen: number;
}

export interface Ledger {
  /** False when it is booked already. */
  add(entry: Entry): boolean;
  find(kind: EntryKind, ref: string): Entry | undefined;
  balance(account: string): number;
  /** Newest first. */
  ofAccount(account: string, limit: number): Entry[];
  all(): Entry[];
}

export function makeLedger(db: Db): Ledger {
  const insert = db.prepare(`INSERT OR IGNORE INTO entries (at_ms, account, kind, ref, text, amount_fen)
    VALUES (@at_ms, @account, @kind, @ref, @text, @amount_fen)`);
  const find = db.prepare<[string, string], Entry>('SELECT * FROM entries WHERE kind = ? AND ref = ?');
  const sum = db.prepare<[string], { fen: number | null }>('SELECT sum(amount_fen) AS fen FROM entries WHERE account = ?');
  const ofAccount = db.prepare<[string, number], Entry>('SELECT * FROM entries WHERE account = ? ORDER BY id DESC LIMIT ?');
  const all = db.prepare<[], Entry>('SELECT * FROM entries ORDER BY id');
  return {
    add: (entry) => insert.run(entry).changes > 0,
    find: (kind, ref) => find.get(kind, ref),
    balance: (account) => sum.get(account)?.fen ?? 0,
    ofAccount: (account, limit) => ofAccount.all(account, limit),
    all: () => all.all(),
  };
}
