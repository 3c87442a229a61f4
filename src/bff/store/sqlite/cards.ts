/** Rows of remembered cards. */
import type { Database } from 'better-sqlite3';
import type { CardRow, CardStore } from '../port.ts';
import type { GroupCommit } from './group-commit.ts';

export function cardStore(db: Database, group: GroupCommit): CardStore {
  const list = db.prepare("SELECT * FROM cards WHERE viewer = ? AND state = 'kept' ORDER BY default_ms DESC, used_ms DESC, id");
  const waiting = db.prepare("SELECT * FROM cards WHERE order_id = ? AND state = 'pending'");
  const add = db.prepare(
    'INSERT OR REPLACE INTO cards (id, viewer, channel, hash, bank, bank_name, kind, tail, phone_tail, key_id, sealed, state, order_id, attempt, created_ms, used_ms, default_ms, proved_ms) VALUES (@id, @viewer, @channel, @hash, @bank, @bank_name, @kind, @tail, @phone_tail, @key_id, @sealed, @state, @order_id, @attempt, @created_ms, @used_ms, @default_ms, @proved_ms)',
  );
  const replace = db.prepare("DELETE FROM cards WHERE viewer = ? AND channel = ? AND hash = ? AND state = 'kept' AND id <> ?");
  const keep = db.prepare(
    "UPDATE cards SET state = 'kept', used_ms = ?, default_ms = max(default_ms, coalesce((SELECT max(c.default_ms) FROM cards c WHERE c.viewer = ? AND c.channel = ? AND c.hash = ? AND c.state = 'kept'), 0)) WHERE id = ?",
  );
  const prefer = db.prepare(
    "UPDATE cards SET default_ms = max(?, (SELECT max(c.default_ms) + 1 FROM cards c WHERE c.viewer = cards.viewer)) WHERE id = ? AND viewer = ? AND state = 'kept'",
  );
  const used = db.prepare('UPDATE cards SET used_ms = ? WHERE id = ?');
  const proved = db.prepare('UPDATE cards SET proved_ms = @at_ms WHERE id = @id AND proved_ms < @at_ms');
  const remove = db.prepare('DELETE FROM cards WHERE id = ?');
  const forget = db.prepare("DELETE FROM cards WHERE state = 'pending' AND created_ms < ?");
  const write = (work: () => void): Promise<void> => group.add(() => undefined, work);
  return {
    list: async (viewer) => list.all(viewer) as CardRow[],
    waiting: async (order_id) => waiting.all(order_id) as CardRow[],
    add: (row) => write(() => void add.run(row)),
    keep: (row, now_ms, max) =>
      write(() => {
        keep.run(now_ms, row.viewer, row.channel, row.hash, row.id);
        replace.run(row.viewer, row.channel, row.hash, row.id);
        for (const old of (list.all(row.viewer) as CardRow[]).slice(max)) remove.run(old.id);
      }),
    used: (id, now_ms) => write(() => void used.run(now_ms, id)),
    proved: (id, at_ms) => write(() => void proved.run({ id, at_ms })),
    prefer: (viewer, id, now_ms) => write(() => void prefer.run(now_ms, id, viewer)),
    remove: (id) => write(() => void remove.run(id)),
    forgetPending: (before_ms) => write(() => void forget.run(before_ms)),
  };
}
