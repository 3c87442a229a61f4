/** Money under a number that has no order: waited for, then booked as held under an aggregate of its own. */
import type { Database } from 'better-sqlite3';
import type { Stray } from '../port.ts';

type Row = { first_ms: number; booked_ms: number | null };

export interface StrayOutcome {
  said: 'wait' | 'booked' | 'recorded';
  /** Seen for the first time. */
  fresh: boolean;
  /** Becomes held money in this commit. */
  book: boolean;
}

export interface StrayBook {
  look(stray: Stray, now_ms: number, wait_ms: number): StrayOutcome;
  write(stray: Stray, now_ms: number, fate: StrayOutcome): void;
}

export function strayBook(db: Database): StrayBook {
  const find = db.prepare('SELECT first_ms, booked_ms FROM strays WHERE channel = ? AND account = ? AND txn = ?');
  const add = db.prepare(
    'INSERT INTO strays (channel, account, txn, number, amount_fen, currency, ours, first_ms) VALUES (?,?,?,?,?,?,?,?)',
  );
  const mark = db.prepare('UPDATE strays SET booked_ms = ? WHERE channel = ? AND account = ? AND txn = ?');
  const receipt = db.prepare(
    "INSERT INTO receipts (channel, account, txn, order_id, role, amount_fen, taken_ms) VALUES (?,?,?,?,'held',?,?)",
  );
  const entry = db.prepare('INSERT INTO entries (order_id, version, line, account, amount_fen, cause, at_ms) VALUES (?,1,?,?,?,?,?)');
  const flag = db.prepare('INSERT OR IGNORE INTO flags (order_id, code, detail, at_ms) VALUES (?,?,?,?)');
  return {
    look(s, now_ms, wait_ms) {
      const known = find.get(s.channel, s.acquirer_id, s.txn) as Row | undefined;
      if (!s.ours) return { said: 'recorded', fresh: !known, book: false };
      if (known?.booked_ms) return { said: 'booked', fresh: false, book: false };
      const waited_ms = now_ms - (known?.first_ms ?? now_ms);
      return waited_ms < wait_ms ? { said: 'wait', fresh: !known, book: false } : { said: 'booked', fresh: !known, book: true };
    },
    write(s, now_ms, fate) {
      if (fate.fresh) add.run(s.channel, s.acquirer_id, s.txn, s.channel_no, s.amount_fen, s.currency, s.ours ? 1 : 0, now_ms);
      if (!fate.book) return;
      const id = 'orphan:' + s.channel + ':' + s.txn;
      receipt.run(s.channel, s.acquirer_id, s.txn, id, s.amount_fen, now_ms);
      entry.run(id, 1, 'channel:' + s.channel, s.amount_fen, 'orphan', now_ms);
      entry.run(id, 2, 'held:' + s.channel, -s.amount_fen, 'orphan', now_ms);
      flag.run(id, 'orphan', s.channel_no, now_ms);
      mark.run(now_ms, s.channel, s.acquirer_id, s.txn);
    },
  };
}
