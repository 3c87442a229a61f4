/** Rows of remembered cards. What is secret in them is locked before it comes here. */
import type { Database } from 'better-sqlite3';
import type { CardKind } from '../../../protocol/card.ts';

export interface CardRow {
  id: string;
  /** Keyed hash of the viewer. */
  viewer: string;
  channel: string;
  /** Keyed hash of the number. */
  hash: string;
  bank: string;
  bank_name: string;
  kind: CardKind;
  tail: string;
  phone_tail: string;
  key_id: string;
  sealed: Uint8Array;
  /** pending: waits for the first success of this attempt. */
  state: 'pending' | 'kept';
  order_id: string;
  attempt: number;
  created_ms: number;
  used_ms: number;
}

export interface CardBook {
  /** Kept cards of a viewer, the last used first. */
  list(viewer: string): CardRow[];
  waiting(order_id: string): CardRow[];
  add(row: CardRow): void;
  /** The viewer's older row of the same card goes; at most `max` cards stay. */
  keep(row: CardRow, now_ms: number, max: number): void;
  used(id: string, now_ms: number): void;
  remove(id: string): void;
  /** Pending ones of before are of attempts that never came to a result. */
  forgetPending(before_ms: number): void;
}

export function cardBook(db: Database): CardBook {
  const list = db.prepare("SELECT * FROM cards WHERE viewer = ? AND state = 'kept' ORDER BY used_ms DESC, id");
  const waiting = db.prepare("SELECT * FROM cards WHERE order_id = ? AND state = 'pending'");
  const add = db.prepare(
    'INSERT OR REPLACE INTO cards (id, viewer, channel, hash, bank, bank_name, kind, tail, phone_tail, key_id, sealed, state, order_id, attempt, created_ms, used_ms) VALUES (@id, @viewer, @channel, @hash, @bank, @bank_name, @kind, @tail, @phone_tail, @key_id, @sealed, @state, @order_id, @attempt, @created_ms, @used_ms)',
  );
  const replace = db.prepare("DELETE FROM cards WHERE viewer = ? AND channel = ? AND hash = ? AND state = 'kept'");
  const keep = db.prepare("UPDATE cards SET state = 'kept', used_ms = ? WHERE id = ?");
  const used = db.prepare('UPDATE cards SET used_ms = ? WHERE id = ?');
  const remove = db.prepare('DELETE FROM cards WHERE id = ?');
  const forget = db.prepare("DELETE FROM cards WHERE state = 'pending' AND created_ms < ?");
  return {
    list: (viewer) => list.all(viewer) as CardRow[],
    waiting: (order_id) => waiting.all(order_id) as CardRow[],
    add: (row) => void add.run(row),
    keep(row, now_ms, max) {
      replace.run(row.viewer, row.channel, row.hash);
      keep.run(now_ms, row.id);
      for (const old of (list.all(row.viewer) as CardRow[]).slice(max)) remove.run(old.id);
    },
    used: (id, now_ms) => void used.run(now_ms, id),
    remove: (id) => void remove.run(id),
    forgetPending: (before_ms) => void forget.run(before_ms),
  };
}
