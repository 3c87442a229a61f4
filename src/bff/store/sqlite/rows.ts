/** Writes what one decision changed. Only what is new or different is touched: a fresh order is two inserts. */
import type { Database, Statement } from 'better-sqlite3';
import type { JournalRow } from '../../payments/journal-row.ts';
import type { OrphanDecision, Orphan } from '../../payments/money/orphans.ts';
import type { Decision, Entry, Flag, Job, Payment } from '../../payments/payment.ts';
import { BACKGROUND } from '../../payments/urgency.ts';
import { differing } from '../differing.ts';
import { Conflict } from '../errors.ts';
import { waitingRows } from '../waiting-refunds.ts';
import { SEEN } from './boxes.ts';

export interface RowWriter {
  write(before: Payment | undefined, decision: Decision, now_ms: number): void;
  writeOrphan(before: Orphan | undefined, decision: OrphanDecision, now_ms: number): void;
}

export function rowWriter(db: Database): RowWriter {
  const run = prepareAll(db);
  return {
    write(before, { payment, entries, journal }, now_ms) {
      const { order } = payment;
      const body = JSON.stringify(payment);
      if (!before) {
        run.newOrder.run(
          order.id,
          order.merchant_id,
          order.order_no,
          order.token,
          payment.version,
          order.state,
          order.created_ms,
          order.amount_fen,
          body,
        );
        writeViewer(run, order);
      } else {
        // The version in the condition is the lock: two writers of one payment cannot both succeed.
        const done = run.oldOrder.run(payment.version, order.state, body, order.id, before.version);
        if (done.changes !== 1) throw new Conflict('version', 'payment ' + order.id);
      }
      writeJobs(run, order.id, before?.jobs ?? [], payment.jobs);
      if (payment.attempts.length) writeAttempts(run, before, payment);
      writeEntries(run, entries, now_ms);
      const { id, merchant_id } = order;
      if (payment.receipts.length) writeMoney(run, { id, ledger_id: id, merchant_id }, before, payment);
      writeNotices(run, before, payment);
      writeHold(run, before, payment);
      writeWaiting(run, before, payment);
      for (const one of differing(before?.requests, payment.requests ?? [])) run.request.run(id, one.id, merchant_id, one.state);
      writeFlags(run, id, before?.flags ?? [], payment.flags);
      if (journal) writeJournal(run, journal);
    },
    writeOrphan(before, { orphan, entries, journal }, now_ms) {
      const { id, version, state, channel, acquirer_id, channel_no, amount_fen, ledger_id } = orphan;
      const body = JSON.stringify(orphan);
      if (!before) run.newOrphan.run(id, ledger_id, version, state, channel, acquirer_id, channel_no, amount_fen, body);
      else if (run.oldOrphan.run(version, state, body, id, before.version).changes !== 1) throw new Conflict('version', id);
      writeJobs(run, id, before?.jobs ?? [], orphan.jobs);
      writeEntries(run, entries, now_ms);
      // Of no merchant: its refunds have no number that must be unique.
      writeMoney(run, { id, ledger_id, merchant_id: '' }, before, orphan);
      writeFlags(run, ledger_id, before?.flags ?? [], orphan.flags);
      if (journal) writeJournal(run, journal);
    },
  };
}

type Statements = ReturnType<typeof prepareAll>;

function prepareAll(db: Database): {
  [
    name in
      | 'newOrder'
      | 'oldOrder'
      | 'newOrphan'
      | 'oldOrphan'
      | 'job'
      | 'noJob'
      | 'number'
      | 'attempt'
      | 'entry'
      | 'receipt'
      | 'refund'
      | 'try'
      | 'notice'
      | 'hold'
      | 'waiting'
      | 'notWaiting'
      | 'request'
      | 'viewerOrder'
      | 'viewerBox'
      | 'flag'
      | 'journal'
  ]: Statement;
} {
  return {
    newOrder: db.prepare(
      'INSERT INTO orders (id, merchant_id, order_no, token, version, state, created_ms, amount_fen, body) VALUES (?,?,?,?,?,?,?,?,?)',
    ),
    oldOrder: db.prepare('UPDATE orders SET version = ?, state = ?, body = ? WHERE id = ? AND version = ?'),
    newOrphan: db.prepare(
      'INSERT INTO orphans (id, ledger_id, version, state, channel, acquirer_id, channel_no, amount_fen, body) VALUES (?,?,?,?,?,?,?,?,?)',
    ),
    oldOrphan: db.prepare('UPDATE orphans SET version = ?, state = ?, body = ? WHERE id = ? AND version = ?'),
    job: db.prepare('INSERT INTO jobs (lane, urgency, due_ms, order_id, key) VALUES (?,?,?,?,?)'),
    noJob: db.prepare('DELETE FROM jobs WHERE lane = ? AND urgency = ? AND due_ms = ? AND order_id = ? AND key = ?'),
    number: db.prepare('INSERT INTO numbers (channel, acquirer_id, channel_no, order_id) VALUES (?,?,?,?)'),
    attempt: db.prepare(
      'INSERT INTO attempts (order_id, n, channel, acquirer_id, channel_no, state) VALUES (?,?,?,?,?,?) ON CONFLICT (order_id, n) DO UPDATE SET state = excluded.state',
    ),
    entry: db.prepare('INSERT INTO entries (order_id, version, line, account, amount_fen, cause, at_ms) VALUES (?,?,?,?,?,?,?)'),
    receipt: db.prepare(
      'INSERT INTO receipts (channel, acquirer_id, txn, order_id, role, amount_fen, taken_ms) VALUES (?,?,?,?,?,?,?) ON CONFLICT (channel, acquirer_id, txn) DO UPDATE SET role = excluded.role WHERE order_id = excluded.order_id',
    ),
    refund: db.prepare(
      'INSERT INTO refunds (order_id, id, merchant_id, refund_no, channel, acquirer_id, txn, auto, amount_fen, state) VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (order_id, id) DO UPDATE SET state = excluded.state',
    ),
    try: db.prepare(
      'INSERT INTO tries (order_id, refund_id, n, channel_no, live) VALUES (?,?,?,?,?) ON CONFLICT (order_id, refund_id, n) DO UPDATE SET live = excluded.live',
    ),
    notice: db.prepare(
      'INSERT INTO notices (order_id, n, merchant_id, type, created_ms, delivered_ms) VALUES (?,?,?,?,?,?) ON CONFLICT (order_id, n) DO UPDATE SET delivered_ms = excluded.delivered_ms',
    ),
    hold: db.prepare(
      'INSERT INTO holds (order_id, spender, day, amount_fen) VALUES (?,?,?,?) ON CONFLICT (order_id) DO UPDATE SET amount_fen = excluded.amount_fen',
    ),
    waiting: db.prepare('INSERT INTO waiting_refunds (order_id, refund_id, merchant_id, created_ms, own_fen) VALUES (?,?,?,?,?)'),
    notWaiting: db.prepare('DELETE FROM waiting_refunds WHERE order_id = ? AND refund_id = ?'),
    request: db.prepare(
      'INSERT INTO requests (order_id, id, merchant_id, state) VALUES (?,?,?,?) ON CONFLICT (order_id, id) DO UPDATE SET state = excluded.state',
    ),
    viewerOrder: db.prepare('INSERT INTO viewer_orders (viewer, created_ms, order_id) VALUES (?,?,?)'),
    viewerBox: db.prepare(SEEN),
    flag: db.prepare('INSERT OR IGNORE INTO flags (order_id, code, detail, at_ms) VALUES (?,?,?,?)'),
    journal: db.prepare('INSERT INTO journal (order_id, version, at_ms, row) VALUES (?,?,?,?)'),
  };
}

function writeJobs(run: Statements, id: string, before: readonly Job[], after: readonly Job[]): void {
  const same = (a: Job, b: Job): boolean => a.key === b.key && a.lane === b.lane && a.due_ms === b.due_ms && a.urgency === b.urgency;
  const put = (row: Statement, { lane, urgency, due_ms, key }: Job) => row.run(lane, urgency ?? BACKGROUND, due_ms, id, key);
  for (const job of before) if (!after.some((one) => same(one, job))) put(run.noJob, job);
  for (const job of after) if (!before.some((one) => same(one, job))) put(run.job, job);
}

function writeViewer(run: Statements, { id, viewer_key, box_id, created_ms }: Payment['order']): void {
  if (viewer_key === undefined) return;
  run.viewerOrder.run(viewer_key, created_ms, id);
  if (box_id) run.viewerBox.run(viewer_key, box_id, created_ms, created_ms);
}

function writeHold(run: Statements, before: Payment | undefined, { order, hold }: Payment): void {
  if (!hold || hold.amount_fen === before?.hold?.amount_fen) return;
  run.hold.run(order.id, hold.spender, hold.day, hold.amount_fen);
}

function writeWaiting(run: Statements, before: Payment | undefined, after: Payment): void {
  const { id, merchant_id } = after.order;
  const { begun, ended } = waitingRows(before, after);
  for (const one of ended) run.notWaiting.run(id, one);
  for (const one of begun) run.waiting.run(id, one.refund_id, merchant_id, one.created_ms, one.own_fen);
}

function writeFlags(run: Statements, ledger_id: string, before: readonly Flag[], after: readonly Flag[]): void {
  for (const f of after.slice(before.length)) run.flag.run(ledger_id, f.code, f.detail, f.at_ms);
}

function writeEntries(run: Statements, entries: readonly Entry[], now_ms: number): void {
  for (const e of entries) run.entry.run(e.order_id, e.version, e.line, e.account, e.amount_fen, e.cause, now_ms);
}

function writeJournal(run: Statements, { order_id, version, at_ms, ...row }: JournalRow): void {
  run.journal.run(order_id, version, at_ms, JSON.stringify(row));
}

function writeAttempts(run: Statements, before: Payment | undefined, after: Payment): void {
  for (const a of differing(before?.attempts, after.attempts))
    run.attempt.run(after.order.id, a.n, a.channel, a.acquirer_id, a.channel_no, a.state);
  for (const a of after.attempts.slice(before?.attempts.length ?? 0))
    run.number.run(a.channel, a.acquirer_id, a.channel_no, after.order.id);
}

type Money = Pick<Payment, 'receipts' | 'refunds'>;
type Owner = { id: string; ledger_id: string; merchant_id: string };

function writeMoney(run: Statements, { id, ledger_id, merchant_id }: Owner, before: Money | undefined, after: Money): void {
  for (const r of differing(before?.receipts, after.receipts)) {
    const done = run.receipt.run(r.channel, r.acquirer_id, r.txn, ledger_id, r.role, r.amount_fen, r.taken_ms);
    if (done.changes !== 1) throw new Conflict('unique', 'receipt ' + r.channel + ' ' + r.txn + ' belongs to another order');
  }
  for (const refund of differing(before?.refunds, after.refunds)) {
    run.refund.run(
      id,
      refund.id,
      merchant_id,
      refund.refund_no ?? null,
      refund.channel,
      refund.acquirer_id,
      refund.txn,
      refund.auto ? 1 : 0,
      refund.amount_fen,
      refund.state,
    );
    const known = before?.refunds.find((r) => r.id === refund.id)?.tries;
    // A try that died is written before the one that took its place: only one may be live.
    for (const t of differing(known, refund.tries)) run.try.run(id, refund.id, t.n, t.channel_no, t.live ? 1 : 0);
    for (const t of refund.tries.slice(known?.length ?? 0)) run.number.run(refund.channel, refund.acquirer_id, t.channel_no, id);
  }
}

function writeNotices(run: Statements, before: Payment | undefined, after: Payment): void {
  for (const n of differing(before?.notices, after.notices)) {
    run.notice.run(after.order.id, n.n, after.order.merchant_id, n.type, n.created_ms, n.delivered_ms ?? null);
  }
}
