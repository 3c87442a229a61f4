/**
 * Rows that a transaction writes, by kind: one statement a kind, however many changes share it. Kinds are written in the order
 * of this table; within a kind in the order in which they came.
 */
import { seenSql } from './boxes.ts';
import { statement } from './statement.ts';
import type { Statement, Value } from './statement.ts';

export type Cell = string | number | boolean | null;

interface Kind {
  readonly types: readonly string[];
  readonly statement: Statement;
}

/** `$rows` is the rows given. */
function kind(types: string, sql: string): Kind {
  const list = types.split(' ');
  const rows = 'unnest(' + list.map((type, i) => '$' + (i + 1) + '::' + type + '[]').join(', ') + ')';
  return { types: list, statement: statement(sql.replaceAll('$rows', rows).replaceAll('$count', 'cardinality($1)')) };
}

/** A row that must be there: the transaction fails where it is not. */
const must = (what: string, update: string): string =>
  'WITH done AS (' + update + " RETURNING 1) SELECT touched('" + what + "', $count, (SELECT count(*) FROM done))";

const KINDS = {
  oldOrder: kind(
    'text bigint bigint text text',
    must(
      'the payment was changed by another writer',
      'UPDATE orders o SET version = r.version, state = r.state, body = r.body FROM $rows r(id, was, version, state, body) WHERE o.id = r.id AND o.version = r.was',
    ),
  ),
  newOrder: kind(
    'text text text text bigint text bigint bigint text',
    'INSERT INTO orders (id, merchant_id, order_no, token, version, state, created_ms, amount_fen, body) SELECT * FROM $rows',
  ),
  oldOrphan: kind(
    'text bigint bigint text text',
    must(
      'the orphan was changed by another writer',
      'UPDATE orphans o SET version = r.version, state = r.state, body = r.body FROM $rows r(id, was, version, state, body) WHERE o.id = r.id AND o.version = r.was',
    ),
  ),
  newOrphan: kind(
    'text text bigint text text text text bigint text',
    'INSERT INTO orphans (id, ledger_id, version, state, channel, acquirer_id, channel_no, amount_fen, body) SELECT * FROM $rows',
  ),
  // A lease or a rest outlives the work it is about.
  noJob: kind(
    'text text',
    'WITH gone AS (SELECT * FROM $rows g(order_id, key)), kept AS (UPDATE jobs j SET due_ms = NULL FROM gone g WHERE j.order_id = g.order_id AND j.key = g.key AND (j.owner IS NOT NULL OR j.rest_until_ms IS NOT NULL)) DELETE FROM jobs j USING gone g WHERE j.order_id = g.order_id AND j.key = g.key AND j.owner IS NULL AND j.rest_until_ms IS NULL',
  ),
  job: kind(
    'text text text smallint bigint',
    'INSERT INTO jobs (order_id, key, lane, urgency, due_ms) SELECT * FROM $rows ON CONFLICT (order_id, key) DO UPDATE SET lane = excluded.lane, urgency = excluded.urgency, due_ms = excluded.due_ms',
  ),
  attempt: kind(
    'text bigint text text text text',
    'INSERT INTO attempts (order_id, n, channel, acquirer_id, channel_no, state) SELECT * FROM $rows ON CONFLICT (order_id, n) DO UPDATE SET state = excluded.state',
  ),
  number: kind('text text text text', 'INSERT INTO numbers (channel, acquirer_id, channel_no, order_id) SELECT * FROM $rows'),
  entry: kind(
    'text bigint bigint text bigint text bigint',
    'INSERT INTO entries (order_id, version, line, account, amount_fen, cause, at_ms) SELECT * FROM $rows',
  ),
  newReceipt: kind(
    'text text text text text bigint bigint',
    'INSERT INTO receipts (channel, acquirer_id, txn, order_id, role, amount_fen, taken_ms) SELECT * FROM $rows',
  ),
  receipt: kind(
    'text text text text text',
    must(
      'the receipt belongs to another order',
      'UPDATE receipts x SET role = r.role FROM $rows r(channel, acquirer_id, txn, order_id, role) WHERE x.channel = r.channel AND x.acquirer_id = r.acquirer_id AND x.txn = r.txn AND x.order_id = r.order_id',
    ),
  ),
  refund: kind(
    'text text text text text text text boolean bigint text',
    'INSERT INTO refunds (order_id, id, merchant_id, refund_no, channel, acquirer_id, txn, auto, amount_fen, state) SELECT * FROM $rows ON CONFLICT (order_id, id) DO UPDATE SET state = excluded.state',
  ),
  // Only one may be live: those that died are written before the one that took their place.
  deadTry: kind(
    'text text bigint text boolean',
    'INSERT INTO tries (order_id, refund_id, n, channel_no, live) SELECT * FROM $rows ON CONFLICT (order_id, refund_id, n) DO UPDATE SET live = excluded.live',
  ),
  liveTry: kind(
    'text text bigint text boolean',
    'INSERT INTO tries (order_id, refund_id, n, channel_no, live) SELECT * FROM $rows ON CONFLICT (order_id, refund_id, n) DO UPDATE SET live = excluded.live',
  ),
  notice: kind(
    'text bigint text text bigint bigint',
    'INSERT INTO notices (order_id, n, merchant_id, type, created_ms, delivered_ms) SELECT * FROM $rows ON CONFLICT (order_id, n) DO UPDATE SET delivered_ms = excluded.delivered_ms',
  ),
  request: kind(
    'text text text text',
    'INSERT INTO requests (order_id, id, merchant_id, state) SELECT * FROM $rows ON CONFLICT (order_id, id) DO UPDATE SET state = excluded.state',
  ),
  viewerOrder: kind('text bigint text', 'INSERT INTO viewer_orders (viewer, created_ms, order_id) SELECT * FROM $rows'),
  viewerBox: kind('text text bigint', seenSql('$rows')),
  hold: kind(
    'text text text bigint',
    'INSERT INTO holds (order_id, spender, day, amount_fen) SELECT * FROM $rows ON CONFLICT (order_id) DO UPDATE SET amount_fen = excluded.amount_fen',
  ),
  notWaiting: kind(
    'text text',
    'DELETE FROM waiting_refunds w USING $rows g(order_id, refund_id) WHERE w.order_id = g.order_id AND w.refund_id = g.refund_id',
  ),
  waiting: kind(
    'text text text bigint bigint',
    'INSERT INTO waiting_refunds (order_id, refund_id, merchant_id, created_ms, own_fen) SELECT * FROM $rows',
  ),
  flag: kind('text text text bigint', 'INSERT INTO flags (order_id, code, detail, at_ms) SELECT * FROM $rows ON CONFLICT DO NOTHING'),
  journal: kind('text bigint bigint text', 'INSERT INTO journal (order_id, version, at_ms, row) SELECT * FROM $rows'),
  callback: kind('text text bigint', 'INSERT INTO callbacks (channel, callback_id, at_ms) SELECT * FROM $rows ON CONFLICT DO NOTHING'),
  use: kind('text text bigint text', 'INSERT INTO uses (scope, who, at_ms, slot) SELECT * FROM $rows ON CONFLICT DO NOTHING'),
  notUsed: kind('text', 'DELETE FROM uses WHERE slot = ANY ($1::text[])'),
  newAct: kind(
    'text text text text boolean text text bigint text',
    'INSERT INTO acts (id, order_id, item, state, two_persons, proposed_by, decided_by, proposed_ms, body) SELECT * FROM $rows',
  ),
  act: kind(
    'text text text text',
    must(
      'the proposal was decided by another writer',
      "UPDATE acts a SET state = r.state, decided_by = r.decided_by, body = r.body FROM $rows r(id, state, decided_by, body) WHERE a.id = r.id AND a.state = 'proposed'",
    ),
  ),
  released: kind(
    'text text text bigint',
    'WITH ended AS (SELECT * FROM $rows e(owner, order_id, key, rest_until_ms)), kept AS (UPDATE jobs j SET owner = NULL, lease_end_ms = NULL, rest_until_ms = e.rest_until_ms FROM ended e WHERE j.order_id = e.order_id AND j.key = e.key AND j.owner = e.owner AND (j.due_ms IS NOT NULL OR e.rest_until_ms IS NOT NULL)) DELETE FROM jobs j USING ended e WHERE j.order_id = e.order_id AND j.key = e.key AND j.owner = e.owner AND j.due_ms IS NULL AND e.rest_until_ms IS NULL',
  ),
} satisfies { [name: string]: Kind };

export type RowKind = keyof typeof KINDS;

export type Sheet = Map<RowKind, Cell[][]>;

export function put(sheet: Sheet, name: RowKind, ...cells: Cell[]): void {
  const rows = sheet.get(name);
  if (rows) rows.push(cells);
  else sheet.set(name, [cells]);
}

export function merged(sheets: readonly Sheet[]): Sheet {
  const all: Sheet = new Map();
  for (const sheet of sheets)
    for (const [name, rows] of sheet) {
      const known = all.get(name);
      if (known) known.push(...rows);
      else all.set(name, [...rows]);
    }
  return all;
}

export function statementsOf(sheet: Sheet): { asked: Statement; values: Value[] }[] {
  const found: { asked: Statement; values: Value[] }[] = [];
  for (const name of Object.keys(KINDS) as RowKind[]) {
    const rows = sheet.get(name);
    if (!rows) continue;
    const { types, statement: asked } = KINDS[name];
    found.push({ asked, values: types.map((_type, i) => rows.map((cells) => cells[i] as Cell)) });
  }
  return found;
}
