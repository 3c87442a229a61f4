/** Facts about the database itself, by name. */
import type { Database } from 'better-sqlite3';
import type { OperatorStore } from '../operator-port.ts';
import type { GroupCommit } from './group-commit.ts';

export function metaRows(db: Database, group: GroupCommit): Pick<OperatorStore, 'meta' | 'metas' | 'setMeta' | 'onMeta'> {
  const get = db.prepare('SELECT value FROM meta WHERE name = ?').pluck();
  const all = db.prepare('SELECT name, value FROM meta ORDER BY name');
  const set = db.prepare('INSERT INTO meta (name, value) VALUES (?,?) ON CONFLICT (name) DO UPDATE SET value = excluded.value');
  const drop = db.prepare('DELETE FROM meta WHERE name = ?');
  return {
    onMeta: () => () => undefined,
    meta: async (name) => get.get(name) as string | undefined,
    metas: async () => Object.fromEntries((all.all() as { name: string; value: string }[]).map((row) => [row.name, row.value])),
    setMeta: (name, value) =>
      group.add(
        () => undefined,
        () => void (value === undefined ? drop.run(name) : set.run(name, value)),
      ),
  };
}
