/** Rows of the boxes on which viewers were seen. */
import type { Database } from 'better-sqlite3';
import { BOXES_LISTED, SEEN_AGAIN_MS } from '../viewer-port.ts';
import type { BoxRow, BoxStore } from '../viewer-port.ts';
import type { GroupCommit } from './group-commit.ts';

/** Its values: viewer, box, now, now. */
export const SEEN =
  'INSERT INTO viewer_boxes (viewer, box, first_seen_ms, last_seen_ms) VALUES (?,?,?,?)' +
  ' ON CONFLICT (viewer, box) DO UPDATE SET last_seen_ms = excluded.last_seen_ms WHERE last_seen_ms <= excluded.last_seen_ms - ' +
  SEEN_AGAIN_MS;

export function boxStore(db: Database, group: GroupCommit): BoxStore {
  const of = db.prepare('SELECT * FROM viewer_boxes WHERE viewer = ? AND box = ?');
  const list = db.prepare('SELECT * FROM viewer_boxes WHERE viewer = ? ORDER BY last_seen_ms DESC, box LIMIT ' + BOXES_LISTED);
  const seen = db.prepare(SEEN);
  const remove = db.prepare('UPDATE viewer_boxes SET removed_at_ms = ? WHERE viewer = ? AND box = ? AND removed_at_ms = 0');
  const admit = db.prepare(
    'UPDATE viewer_boxes SET removed_at_ms = 0, first_seen_ms = @now_ms, last_seen_ms = @now_ms WHERE viewer = @viewer AND box = @box AND removed_at_ms > 0',
  );
  const write = (work: () => void): Promise<void> => group.add(() => undefined, work);
  return {
    of: async (viewer, box) => of.get(viewer, box) as BoxRow | undefined,
    list: async (viewer) => list.all(viewer) as BoxRow[],
    seen: (viewer, box, now_ms) => write(() => void seen.run(viewer, box, now_ms, now_ms)),
    remove: (viewer, box, now_ms) => write(() => void remove.run(now_ms, viewer, box)),
    admit: (viewer, box, now_ms) => write(() => void admit.run({ viewer, box, now_ms })),
  };
}
