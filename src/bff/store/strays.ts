/** Money under a number that has no order: waited for, then booked as held under an aggregate of its own. */
import type { Database } from 'better-sqlite3';
import type { Stray } from './store.ts';

type Row = { first_ms: number; booked_ms: number | null };

export function strayBook(db: Database): (stray: Stray, now_ms: number, wait_ms: number) => 'wait' | 'booked' | 'recorded' {
  const find = db.prepare('SELECT first_ms, booked_ms FROM strays WHERE channel = ? AND account = ? AND txn = ?');
  const add = db.prepare('INSERT INTO strays (channel, account, txn, number, amount_fen, currency, ours, first_ms) VALUES (?,?,?,?,?,?,?,?)');
  const mark = db.prepare('UPDATE strays SET booked_ms = ? WHERE channel = ? AND account = ? AND txn = ?');
  const receipt = db.prepare("INSERT INTO receipts (channel, account, txn, order_id, role, amount_fen, taken_ms) VALUES (?,?,?,?,'held',?,?)");
  const entry = db.prepare('INSERT INTO entries (order_id, version, line, account, amount_fen, cause, at_ms) VALUES (?,1,?,?,?,?,?)');
  const flag = db.prepare('INSERT OR IGNORE INTO flags (order_id, code, detail, at_ms) VALUES (?,?,?,?)');
  return (s, now_ms, wait_ms) => {
    const known = find.get(s.channel, s.account, s.txn) as Row | undefined;
    if (!known) add.run(s.channel, s.account, s.txn, s.number, s.amount_fen, s.currency, s.ours ? 1 : 0, now_ms);
    if (!s.ours) return 'recorded';
    if (known?.booked_ms) return 'booked';
    if (now_ms - (known?.first_ms ?? now_ms) < wait_ms) return 'wait';
    const id = 'orphan:' + s.channel + ':' + s.txn;
    receipt.run(s.channel, s.account, s.txn, id, s.amount_fen, now_ms);
    entry.run(id, 1, 'channel:' + s.channel, s.amount_fen, 'orphan', now_ms);
    entry.run(id, 2, 'held:' + s.channel, -s.amount_fen, 'orphan', now_ms);
    flag.run(id, 'orphan', s.number, now_ms);
    mark.run(now_ms, s.channel, s.account, s.txn);
    return 'booked';
  };
}
