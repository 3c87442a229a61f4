/** The embedded store. Changes that arrive in the same moment are committed as one group: one fsync for all of them. */
import type { Database } from 'better-sqlite3';
import type { Orphan } from '../../payments/money/orphans.ts';
import { ledger } from '../../payments/money/ledger.ts';
import type { Payment } from '../../payments/payment.ts';
import type { Change, Key, Limit, Loaded, Needs, OrphanChange, OrphanKey, Store } from '../port.ts';
import type { Act } from '../../operators/acts.ts';
import { accountRows } from './accounts.ts';
import { actRows } from './acts.ts';
import { attention } from './attention.ts';
import { boxStore } from './boxes.ts';
import { copyTo } from './backup.ts';
import { cardStore } from './cards.ts';
import { claims } from './claims.ts';
import { finder, search, viewerOrders } from './find.ts';
import { groupCommit } from './group-commit.ts';
import { holdSums } from './holds.ts';
import { metaRows } from './meta.ts';
import { openFile } from './open-file.ts';
import type { SqliteOptions } from './open-file.ts';
import { reports } from './reports.ts';
import { rowWriter } from './rows.ts';
import { shownCodes } from './shown.ts';
import { useBook } from './uses.ts';
import { waitingSums } from './waiting-sums.ts';

export type { SqliteOptions } from './open-file.ts';

/** Throws StoreRefused when another process has the file, or a newer program wrote it. */
export function openSqlite(options: SqliteOptions): Store {
  const { now } = options;
  const { db, close } = openFile(options);
  const find = finder(db);
  const load = loader(db);
  const rows = rowWriter(db);
  const uses = useBook(db);
  const acts = actRows(db);
  const spent = holdSums(db);
  const waiting = waitingSums(db);
  const callback = db.prepare('INSERT OR IGNORE INTO callbacks (channel, callback_id, at_ms) VALUES (?,?,?)');
  const booked = db.prepare('SELECT coalesce(sum(amount_fen), 0) FROM entries WHERE account = ?').pluck();
  const called = db.prepare('SELECT 1 FROM callbacks WHERE channel = ? AND callback_id = ?');
  const boxSince = db.prepare('SELECT first_seen_ms FROM viewer_boxes WHERE viewer = @viewer AND box = @box AND removed_at_ms = 0').pluck();
  const listeners = new Set<(payment: Payment) => void>();
  const group = groupCommit(db);
  const accounts = accountRows(db, group);

  function loaded(key: Key, needs: Needs): Loaded {
    const { limits, refund_no, txn, merchant_debit, before, account: account_key, box, spender, acts: wanted } = needs;
    const payment = find(key);
    const full = limits && uses.full(limits);
    const refund_of = payment && refund_no !== undefined ? load.refundOf(payment.order.merchant_id, refund_no) : undefined;
    const attempt = txn && payment?.attempts[txn.attempt - 1];
    const account = account_key === undefined ? undefined : accounts.of(account_key);
    const box_since_ms = box && (boxSince.get(box) as number | undefined);
    const txn_of = attempt && load.txnOf(attempt.channel, attempt.acquirer_id, txn.txn);
    return {
      payment,
      ...(full ? { full } : {}),
      ...(refund_of === undefined ? {} : { refund_of }),
      ...(txn_of === undefined ? {} : { txn_of }),
      ...(merchant_debit === undefined ? {} : { payable_fen: 0 - (booked.get(ledger.merchant(merchant_debit)) as number) }),
      ...(merchant_debit === undefined ? {} : { waiting_fen: waiting(merchant_debit, before) }),
      ...(account ? { account } : {}),
      ...(box_since_ms === undefined ? {} : { box_since_ms }),
      ...(spender ? { spent: spent(spender) } : {}),
      ...(wanted && payment ? { acts: acts.of(payment.order.id) } : {}),
    };
  }

  function write<T>(before: Payment | undefined, { limits }: Needs, made: Change<T>): void {
    if (made.decision?.changed) rows.write(before, made.decision, now());
    if (made.callback) callback.run(made.callback.channel, made.callback.callback_id, made.callback.at_ms);
    if (made.note_limits && limits) uses.note(limits);
    for (const slot of made.give_back ?? []) uses.giveBack(slot);
    acts.write(made.acts ?? []);
  }

  return {
    // The write lock is held from before the load until the commit: no other writer can come between, nothing is retried.
    async change<T>(key: Key, needs: Needs, change: (loaded: Loaded) => Change<T>): Promise<T> {
      const { made } = await group.add(
        () => {
          const all = loaded(key, needs);
          return { before: all.payment, made: change(all) };
        },
        ({ before, made }) => write(before, needs, made),
        ({ before, made }) => !before && made.decision?.payment.attempts.length === 0,
      );
      if (made.decision?.changed) for (const listener of listeners) listener(made.decision.payment);
      return made.value;
    },
    async changeOrphan<T>(key: OrphanKey, change: (orphan: Orphan | undefined, acts: readonly Act[]) => OrphanChange<T>): Promise<T> {
      const { made } = await group.add(
        () => {
          const before = load.orphan(key);
          return { before, made: change(before, before ? acts.of(before.id) : []) };
        },
        ({ before, made }) => {
          if (made.decision?.changed) rows.writeOrphan(before, made.decision, now());
          acts.write(made.acts ?? []);
        },
      );
      return made.value;
    },
    read: async (key) => find(key),
    readOrphan: async (key) => load.orphan(key),
    find: search(db, find),
    ordersOf: viewerOrders(db),
    ...claims(db),
    reserve: (reservation) =>
      group.add(
        (): Limit | undefined => uses.full(reservation),
        (full) => {
          if (!full) uses.note(reservation);
        },
      ),
    cards: cardStore(db, group),
    accounts: accounts.store,
    boxes: boxStore(db, group),
    wasCalled: async (channel, callback_id) => called.get(channel, callback_id) !== undefined,
    ...shownCodes(),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...reports(db),
    ...attention(db),
    ...metaRows(db, group),
    act: acts.act,
    acts: acts.acts,
    backup: (file) => copyTo(db, file),
    async ping() {
      db.prepare('SELECT 1').get();
      // After a failed commit only a written page shows that the disk is back: the version it has, once more.
      if (group.down) db.pragma('user_version = ' + db.pragma('user_version', { simple: true }));
    },
    async close() {
      await group.drain();
      close();
    },
  };
}

function loader(db: Database) {
  const orphan = db.prepare('SELECT body FROM orphans WHERE id = ? OR ledger_id = ?').pluck();
  const byNumber = db
    .prepare(
      'SELECT o.body FROM numbers n JOIN orphans o ON o.id = n.order_id WHERE n.channel = ? AND n.acquirer_id = ? AND n.channel_no = ?',
    )
    .pluck();
  const refund = db.prepare('SELECT order_id FROM refunds WHERE merchant_id = ? AND refund_no = ?').pluck();
  const receipt = db.prepare('SELECT order_id FROM receipts WHERE channel = ? AND acquirer_id = ? AND txn = ?').pluck();
  return {
    orphan(key: OrphanKey): Orphan | undefined {
      const found = 'id' in key ? orphan.get(key.id, key.id) : byNumber.get(key.channel, key.acquirer_id, key.channel_no);
      const body = found as string | undefined;
      return body === undefined ? undefined : (JSON.parse(body) as Orphan);
    },
    txnOf: (channel: string, acquirer_id: string, txn: string) => receipt.get(channel, acquirer_id, txn) as string | undefined,
    refundOf: (merchant_id: string, refund_no: string) => refund.get(merchant_id, refund_no) as string | undefined,
  };
}
