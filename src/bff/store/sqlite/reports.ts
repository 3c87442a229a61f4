/** Sums and lists for operators, read through indexes. */
import type { Database } from 'better-sqlite3';
import type { JournalRow } from '../../payments/journal-row.ts';
import type { Entry } from '../../payments/payment.ts';
import type { FlagRow, JournalEntry, Store, Unsettled } from '../port.ts';

/** A closed or refused attempt is looked at as long as it has work; a card that waits for its viewer has none, and is not final. */
const MOVING = `
  SELECT channel, acquirer_id, count(*) AS count FROM (
    SELECT channel, acquirer_id, order_id, n FROM attempts WHERE state IN ('created', 'ready', 'closing', 'sent')
    UNION
    SELECT a.channel, a.acquirer_id, a.order_id, a.n
    FROM jobs j JOIN attempts a ON a.order_id = j.order_id AND a.n = CAST(substr(j.key, 9) AS INTEGER)
    WHERE j.key GLOB 'attempt:*')
  GROUP BY channel, acquirer_id`;
const REFUNDS =
  "SELECT channel, acquirer_id, count(*) AS count FROM refunds WHERE state NOT IN ('done', 'failed') GROUP BY channel, acquirer_id";

type Count = { channel: string; acquirer_id: string; count: number };

export function reports(
  db: Database,
): Pick<Store, 'balances' | 'entries' | 'flags' | 'unsettled' | 'journal' | 'journalAfter' | 'lastCommit'> {
  const sums = db.prepare('SELECT account, sum(amount_fen) AS fen FROM entries GROUP BY account');
  const entries = db.prepare(
    'SELECT order_id, version, line, account, amount_fen, cause FROM entries WHERE order_id = ? ORDER BY version, line',
  );
  const flags = db.prepare('SELECT order_id, code, detail, at_ms FROM flags ORDER BY at_ms');
  const attempts = db.prepare(MOVING);
  const refunds = db.prepare(REFUNDS);
  const journal = db.prepare('SELECT * FROM journal WHERE order_id = ? ORDER BY version');
  const lastCommit = db.prepare('SELECT at_ms FROM journal ORDER BY position DESC LIMIT 1').pluck();
  const journalAfter = db.prepare('SELECT * FROM journal WHERE position > ? ORDER BY position LIMIT ?');
  return {
    async balances() {
      return Object.fromEntries((sums.all() as { account: string; fen: number }[]).map((row) => [row.account, row.fen]));
    },
    entries: async (order_id) => entries.all(order_id) as Entry[],
    flags: async () => flags.all() as FlagRow[],
    async unsettled() {
      const found = new Map<string, Unsettled>();
      const of = ({ channel, acquirer_id }: Count): Unsettled => {
        const name = JSON.stringify([channel, acquirer_id]);
        const one = found.get(name) ?? { channel, acquirer_id, attempts: 0, refunds: 0 };
        found.set(name, one);
        return one;
      };
      for (const row of attempts.all() as Count[]) of(row).attempts = row.count;
      for (const row of refunds.all() as Count[]) of(row).refunds = row.count;
      return [...found.values()];
    },
    journal: async (order_id) => (journal.all(order_id) as StoredRow[]).map(journalEntry),
    lastCommit: async () => lastCommit.get() as number | undefined,
    journalAfter: async (position, limit) => (journalAfter.all(position, limit) as StoredRow[]).map(journalEntry),
  };
}

type StoredRow = { position: number; order_id: string; version: number; at_ms: number; row: string };

function journalEntry({ row, ...columns }: StoredRow): JournalEntry {
  return { ...columns, ...(JSON.parse(row) as Omit<JournalRow, 'order_id' | 'version' | 'at_ms'>) };
}
