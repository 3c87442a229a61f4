/** Sums and lists for operators, and the journal. */
import type { JournalRow } from '../../payments/journal-row.ts';
import type { Entry } from '../../payments/payment.ts';
import type { Attention, OperatorStore } from '../operator-port.ts';
import type { FlagRow, JournalEntry, Store, Unsettled } from '../port.ts';
import type { Reader } from './readers.ts';
import type { Sealer } from './sealer.ts';
import { statement } from './statement.ts';

const SUMS = statement('SELECT account, sum(amount_fen)::bigint AS fen FROM entries GROUP BY account ORDER BY account');
const ENTRIES = statement(
  'SELECT order_id, version, line, account, amount_fen, cause FROM entries WHERE order_id = $1 ORDER BY version, line',
);
const FLAGS = statement('SELECT order_id, code, detail, at_ms FROM flags ORDER BY at_ms');
/** A closed or refused attempt is looked at as long as it has work; a card that waits for its viewer has none, and is not final. */
const UNSETTLED = statement(`
SELECT channel, acquirer_id, sum(attempts)::bigint AS attempts, sum(refunds)::bigint AS refunds FROM (
  SELECT channel, acquirer_id, 1 AS attempts, 0 AS refunds FROM (
    SELECT channel, acquirer_id, order_id, n FROM attempts WHERE state IN ('created', 'ready', 'closing', 'sent')
    UNION
    SELECT a.channel, a.acquirer_id, a.order_id, a.n FROM jobs j
    JOIN attempts a ON a.order_id = j.order_id AND a.n = substr(j.key, 9)::bigint
    WHERE j.key LIKE 'attempt:%' AND j.due_ms IS NOT NULL
  ) moving
  UNION ALL
  SELECT channel, acquirer_id, 0, 1 FROM refunds WHERE state NOT IN ('done', 'failed')
) one GROUP BY channel, acquirer_id`);
const JOURNAL = statement('SELECT position, order_id, version, at_ms, row FROM journal WHERE order_id = $1 ORDER BY version');
const JOURNAL_AFTER = statement(
  'SELECT position, order_id, version, at_ms, row FROM journal WHERE position > $1 ORDER BY position LIMIT $2',
);
const LAST = statement('SELECT at_ms FROM journal ORDER BY seq DESC LIMIT 1');

const ATTENTION: { readonly [what in Attention]: ReturnType<typeof statement> } = {
  held: statement(
    "SELECT DISTINCT r.order_id AS id FROM receipts r JOIN orders o ON o.id = r.order_id WHERE r.role = 'held' ORDER BY r.order_id",
  ),
  refund: statement(
    "SELECT order_id AS id FROM refunds WHERE state NOT IN ('done', 'failed') UNION SELECT order_id FROM refunds WHERE state = 'failed' AND auto ORDER BY 1",
  ),
  notice: statement('SELECT DISTINCT order_id AS id FROM notices WHERE delivered_ms IS NULL ORDER BY order_id'),
  orphan: statement("SELECT o.id FROM receipts r JOIN orphans o ON o.ledger_id = r.order_id WHERE r.role = 'held' ORDER BY o.id"),
  request: statement("SELECT order_id AS id FROM requests WHERE state = 'open' ORDER BY order_id"),
  'ended-request': statement("SELECT DISTINCT order_id AS id FROM requests WHERE state <> 'open' ORDER BY order_id"),
  attempt: statement(
    "SELECT DISTINCT order_id AS id FROM attempts WHERE state IN ('created', 'ready', 'closing', 'sent') ORDER BY order_id",
  ),
};

type Reports = Pick<Store, 'balances' | 'entries' | 'flags' | 'unsettled' | 'journal' | 'journalAfter' | 'lastCommit'> &
  Pick<OperatorStore, 'idsWith'>;

export function reports(reader: Reader, sealer: Sealer): Reports {
  return {
    async balances() {
      const rows = await reader.all<{ account: string; fen: number }>(SUMS);
      return Object.fromEntries(rows.map((row) => [row.account, row.fen]));
    },
    entries: (order_id) => reader.all<Entry>(ENTRIES, order_id),
    flags: () => reader.all<FlagRow>(FLAGS),
    unsettled: () => reader.all<Unsettled>(UNSETTLED),
    async journal(order_id) {
      await sealer.seal();
      return (await reader.all<StoredRow>(JOURNAL, order_id)).map(journalEntry);
    },
    async journalAfter(position, limit) {
      await sealer.seal();
      return (await reader.all<StoredRow>(JOURNAL_AFTER, position, limit)).map(journalEntry);
    },
    lastCommit: async () => (await reader.all<{ at_ms: number }>(LAST))[0]?.at_ms,
    idsWith: async (what) => (await reader.all<{ id: string }>(ATTENTION[what])).map((row) => row.id),
  };
}

type StoredRow = { position: number; order_id: string; version: number; at_ms: number; row: string };

function journalEntry({ row, ...columns }: StoredRow): JournalEntry {
  return { ...columns, ...(JSON.parse(row) as Omit<JournalRow, 'order_id' | 'version' | 'at_ms'>) };
}
