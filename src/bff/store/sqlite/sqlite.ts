/** The embedded store. Changes that arrive in the same moment are committed as one group: one fsync for all of them. */
import Database from 'better-sqlite3';
import type { Entry, Payment } from '../../payments/payment.ts';
import { groupCommit } from './group-commit.ts';
import type { GroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';
import { sameText } from '../../../protocol/paysign-v2.ts';
import { loadPayment } from '../../payments/formats/index.ts';
import { ID_LENGTH } from '../../payments/ids.ts';
import { rowWriter } from './rows.ts';
import type { CardStore, Change, DueJob, Key, Look, Store, Stray } from '../port.ts';
import { strayBook } from './strays.ts';
import { cardBook } from './cards.ts';
import { useBook } from './uses.ts';

export interface SqliteOptions {
  file: string;
  now: () => number;
  /** How long a commit waits for another process's. */
  busy_ms?: number;
  /** Pages kept in memory, in MB. */
  cache_mb?: number;
}

export function openSqlite({ file, now, busy_ms = 5_000, cache_mb = 64 }: SqliteOptions): Store {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('busy_timeout = ' + busy_ms);
  // A checkpoint each 16 MB of log instead of 4: fewer fsyncs of the main file.
  db.pragma('wal_autocheckpoint = 4000');
  db.pragma('cache_size = -' + cache_mb * 1000);
  migrate(db);
  const find = finder(db);
  const rows = rowWriter(db);
  const strays = strayBook(db);
  const uses = useBook(db);
  const callback = db.prepare('INSERT OR IGNORE INTO callbacks (channel, notice_id, at_ms) VALUES (?,?,?)');
  const called = db.prepare('SELECT 1 FROM callbacks WHERE channel = ? AND notice_id = ?');
  const listeners = new Set<(payment: Payment) => void>();
  const group = groupCommit(db);

  return {
    async change<T>(key: Key, change: (payment: Payment | undefined, look: Look) => Change<T>): Promise<T> {
      const { made } = await group.add(
        () => {
          const before = find(key);
          return { before, made: change(before, uses) };
        },
        ({ before, made }) => {
          if (made.decision?.changed) rows.write(before, made.decision, now());
          if (made.callback) callback.run(made.callback.channel, made.callback.callback_id, made.callback.at_ms);
          if (made.uses) uses.note(made.uses, now());
          for (const slot of made.give_back ?? []) uses.giveBack(slot);
        },
      );
      if (made.decision?.changed) for (const listener of listeners) listener(made.decision.payment);
      return made.value;
    },
    read: find,
    reserve: (reservation, now_ms) =>
      group.add(
        () => uses.full(reservation.limits, now_ms),
        (full) => {
          if (!full) uses.note(reservation, now_ms);
        },
      ),
    cards: cardStore(db, group),
    claim: claimer(db),
    nextDue: nextDue(db),
    wasCalled: (channel, notice_id) => called.get(channel, notice_id) !== undefined,
    stray: (stray: Stray, now_ms, wait_ms) =>
      group
        .add(
          () => strays.look(stray, now_ms, wait_ms),
          (fate) => strays.write(stray, now_ms, fate),
        )
        .then((fate) => fate.said),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    balances() {
      const sums = db.prepare('SELECT account, sum(amount_fen) AS fen FROM entries GROUP BY account').all() as {
        account: string;
        fen: number;
      }[];
      return Object.fromEntries(sums.map((row) => [row.account, row.fen]));
    },
    entries: (order_id) =>
      db
        .prepare('SELECT order_id, version, line, account, amount_fen, cause FROM entries WHERE order_id = ? ORDER BY version, line')
        .all(order_id) as Entry[],
    flags: () => db.prepare('SELECT order_id, code, detail, at_ms FROM flags ORDER BY at_ms').all() as ReturnType<Store['flags']>,
    ping() {
      db.prepare('SELECT 1').get();
      // After a failed commit only a written page shows that the disk is back: the version it has, once more.
      if (group.down) db.pragma('user_version = ' + db.pragma('user_version', { simple: true }));
    },
    async close() {
      await group.drain();
      db.close();
    },
  };
}

function cardStore(db: Database.Database, group: GroupCommit): CardStore {
  const book = cardBook(db);
  const write = (work: () => void): Promise<void> => group.add(() => undefined, work);
  return {
    list: book.list,
    waiting: book.waiting,
    add: (row) => write(() => book.add(row)),
    keep: (row, now_ms, max) => write(() => book.keep(row, now_ms, max)),
    used: (id, now_ms) => write(() => book.used(id, now_ms)),
    remove: (id) => write(() => book.remove(id)),
    forgetPending: (before_ms) => write(() => book.forgetPending(before_ms)),
  };
}

function finder(db: Database.Database): (key: Key) => Payment | undefined {
  const byId = db.prepare('SELECT body FROM orders WHERE id = ?').pluck();
  const byOrderNo = db.prepare('SELECT body FROM orders WHERE merchant_id = ? AND order_no = ?').pluck();
  const byNumber = db
    .prepare('SELECT o.body FROM numbers n JOIN orders o ON o.id = n.order_id WHERE n.channel = ? AND n.account = ? AND n.number = ?')
    .pluck();
  const one = (body: unknown): Payment | undefined => (body === undefined ? undefined : loadPayment(body as string));
  return (key) => {
    if ('id' in key) return one(byId.get(key.id));
    if ('order_no' in key) return one(byOrderNo.get(key.merchant_id, key.order_no));
    if ('channel_no' in key) return one(byNumber.get(key.channel, key.acquirer_id, key.channel_no));
    const payment = one(byId.get(key.token.slice(0, ID_LENGTH)));
    return payment && sameText(payment.order.token, key.token) ? payment : undefined;
  };
}

/** Lane by lane through the index, so that ten thousand due notices of a dead merchant are never even read by the others. */
function claimer(db: Database.Database): Store['claim'] {
  const nextLane = db.prepare('SELECT min(lane) FROM jobs WHERE lane > ?').pluck();
  const dueIn = db.prepare('SELECT order_id, key, lane, due_ms FROM jobs WHERE lane = ? AND due_ms <= ? ORDER BY due_ms LIMIT ?');
  /** More than any lane has under way; those are skipped below. */
  const SPARE = 64;
  return (now_ms, room, busy) => {
    const claimed: DueJob[] = [];
    for (let lane = nextLane.get('') as string | null; lane !== null; lane = nextLane.get(lane) as string | null) {
      const free = room(lane);
      if (free <= 0) continue;
      const rows = dueIn.all(lane, now_ms, free + SPARE) as DueJob[];
      claimed.push(...rows.filter((row) => !busy(row.order_id, row.key)).slice(0, free));
    }
    return claimed;
  };
}

function nextDue(db: Database.Database): Store['nextDue'] {
  const nextLane = db.prepare('SELECT min(lane) FROM jobs WHERE lane > ?').pluck();
  const first = db.prepare('SELECT min(due_ms) FROM jobs WHERE lane = ? AND due_ms > ?').pluck();
  return (after_ms) => {
    let soonest: number | undefined;
    for (let lane = nextLane.get('') as string | null; lane !== null; lane = nextLane.get(lane) as string | null) {
      const due_ms = first.get(lane, after_ms) as number | null;
      if (due_ms !== null && (soonest === undefined || due_ms < soonest)) soonest = due_ms;
    }
    return soonest;
  };
}
