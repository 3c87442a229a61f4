/** Rows of viewers' accounts and the keys by which they are found. */
import type { Database } from 'better-sqlite3';
import type { AccountRow, AccountStore } from '../port.ts';
import type { GroupCommit } from './group-commit.ts';

export interface AccountRows {
  store: AccountStore;
  /** Inside the transaction of a change. */
  of(key: string): AccountRow | undefined;
}

export function accountRows(db: Database, group: GroupCommit): AccountRows {
  const found = db.prepare('SELECT a.id, a.revision, a.body FROM account_keys k JOIN accounts a ON a.id = k.account_id WHERE k.key = ?');
  const owner = db.prepare('SELECT account_id FROM account_keys WHERE key = ?').pluck();
  const revision = db.prepare('SELECT revision FROM accounts WHERE id = ?').pluck();
  const put = db.prepare(
    'INSERT INTO accounts (id, revision, body) VALUES (@id, @revision, @body) ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, body = excluded.body',
  );
  const name = db.prepare('INSERT OR IGNORE INTO account_keys (key, account_id) VALUES (?, ?)');
  const forget = db.prepare('DELETE FROM account_keys WHERE key = ? AND account_id = ?');
  const cards = db.prepare('DELETE FROM cards WHERE viewer = ?');
  const orders = db.prepare('DELETE FROM viewer_orders WHERE viewer = ?');
  const boxes = db.prepare('DELETE FROM viewer_boxes WHERE viewer = ?');
  const of = (key: string): AccountRow | undefined => found.get(key) as AccountRow | undefined;
  const mayBe = (row: AccountRow, add: readonly string[]): boolean =>
    ((revision.get(row.id) as number | undefined) ?? 0) === row.revision - 1 &&
    add.every((key) => [undefined, row.id].includes(owner.get(key) as string | undefined));
  return {
    of,
    store: {
      of: async (key) => of(key),
      save: (row, { add = [], remove = [], forget: gone } = {}) =>
        group.add(
          () => mayBe(row, add),
          (may) => {
            if (!may) return;
            put.run(row);
            for (const key of remove) forget.run(key, row.id);
            for (const key of add) name.run(key, row.id);
            if (gone?.cards !== undefined) cards.run(gone.cards);
            if (gone) for (const one of [orders, boxes]) one.run(gone.orders);
          },
        ),
    },
  };
}
