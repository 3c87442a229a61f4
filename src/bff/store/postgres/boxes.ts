/** Rows of the boxes on which viewers were seen. */
import { BOXES_LISTED, SEEN_AGAIN_MS } from '../viewer-port.ts';
import type { BoxRow, BoxStore } from '../viewer-port.ts';
import type { Reader } from './readers.ts';
import { statement } from './statement.ts';
import type { Asked } from './writer-line.ts';

const COLUMNS = 'viewer, box, first_seen_ms, last_seen_ms, removed_at_ms';

/** `rows`: of viewer, box and time; one box may come several times, and two commits take several in the same order. */
export const seenSql = (rows: string): string =>
  'INSERT INTO viewer_boxes (viewer, box, first_seen_ms, last_seen_ms) SELECT viewer, box, min(at_ms), max(at_ms) FROM ' +
  rows +
  ' r(viewer, box, at_ms) GROUP BY viewer, box ORDER BY viewer COLLATE "C", box COLLATE "C"' +
  ' ON CONFLICT (viewer, box) DO UPDATE SET last_seen_ms = excluded.last_seen_ms' +
  ' WHERE viewer_boxes.last_seen_ms <= excluded.last_seen_ms - ' +
  SEEN_AGAIN_MS;

const OF = statement('SELECT ' + COLUMNS + ' FROM viewer_boxes WHERE viewer = $1 AND box = $2');
const LIST = statement('SELECT ' + COLUMNS + ' FROM viewer_boxes WHERE viewer = $1 ORDER BY last_seen_ms DESC, box LIMIT ' + BOXES_LISTED);
const SEEN = statement(seenSql('(VALUES ($1::text, $2::text, $3::bigint))'));
const REMOVE = statement('UPDATE viewer_boxes SET removed_at_ms = $3 WHERE viewer = $1 AND box = $2 AND removed_at_ms = 0');
const ADMIT = statement(
  'UPDATE viewer_boxes SET removed_at_ms = 0, first_seen_ms = $3, last_seen_ms = $3 WHERE viewer = $1 AND box = $2 AND removed_at_ms > 0',
);

export function boxStore(reader: Reader, write: (asked: readonly Asked[]) => Promise<unknown>): BoxStore {
  const run = async (asked: Asked['asked'], ...values: (string | number)[]): Promise<void> => void (await write([{ asked, values }]));
  return {
    of: async (viewer, box) => (await reader.all<BoxRow>(OF, viewer, box))[0],
    list: (viewer) => reader.all<BoxRow>(LIST, viewer),
    seen: (viewer, box, now_ms) => run(SEEN, viewer, box, now_ms),
    remove: (viewer, box, now_ms) => run(REMOVE, viewer, box, now_ms),
    admit: (viewer, box, now_ms) => run(ADMIT, viewer, box, now_ms),
  };
}
