/** The ledger by plain SQL: the table `entries` keeps its columns whatever else of the store changes. */
import Database from 'better-sqlite3';

export interface Entry {
  order_id: string;
  version: number;
  line: number;
  account: string;
  amount_fen: number;
  cause: string;
  at_ms: number;
}

function rows<T>(file: string, sql: string): T[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(sql).all() as T[];
  } finally {
    db.close();
  }
}

export function entriesOf(file: string): Entry[] {
  return rows(file, 'SELECT order_id, version, line, account, amount_fen, cause, at_ms FROM entries ORDER BY order_id, version, line');
}

/** How often each flag an operator sees was raised. */
export function flagsOf(file: string): { [code: string]: number } {
  const found = rows<{ code: string; times: number }>(file, 'SELECT code, count(*) AS times FROM flags GROUP BY code');
  return Object.fromEntries(found.map(({ code, times }) => [code, times]));
}

/** Fen by account; accounts that stand at 0 are left out. */
export function balances(entries: readonly Entry[]): { [account: string]: number } {
  const sums = new Map<string, number>();
  for (const { account, amount_fen } of entries) sums.set(account, (sums.get(account) ?? 0) + amount_fen);
  return Object.fromEntries([...sums].filter(([, fen]) => fen !== 0));
}
