/** Rows of remembered cards. */
import type { CardRow, CardStore } from '../port.ts';
import type { Reader } from './readers.ts';
import { statement } from './statement.ts';
import type { Asked } from './writer-line.ts';

const COLUMNS =
  'id, viewer, channel, hash, bank, bank_name, kind, tail, phone_tail, key_id, sealed, state, order_id, attempt, created_ms, used_ms, default_ms, proved_ms';
const NAMES = COLUMNS.split(', ') as (keyof CardRow)[];

const LIST = statement('SELECT ' + COLUMNS + " FROM cards WHERE viewer = $1 AND state = 'kept' ORDER BY default_ms DESC, used_ms DESC, id");
const WAITING = statement('SELECT ' + COLUMNS + " FROM cards WHERE order_id = $1 AND state = 'pending'");
const ADD = statement(
  'INSERT INTO cards (' +
    COLUMNS +
    ') VALUES (' +
    NAMES.map((_name, i) => '$' + (i + 1)).join(', ') +
    ') ON CONFLICT (id) DO UPDATE SET ' +
    NAMES.map((name) => name + ' = excluded.' + name).join(', '),
);
/** Two commits that order the cards of one viewer go one after the other. */
const LOCK = statement('SELECT pg_advisory_xact_lock(1280264018, hashtext($1))');
const REPLACE = statement("DELETE FROM cards WHERE viewer = $1 AND channel = $2 AND hash = $3 AND state = 'kept' AND id <> $4");
const KEEP = statement(
  "UPDATE cards SET state = 'kept', used_ms = $1, default_ms = greatest(default_ms, (SELECT max(c.default_ms) FROM cards c WHERE c.viewer = $3 AND c.channel = $4 AND c.hash = $5 AND c.state = 'kept')) WHERE id = $2",
);
const PREFER = statement(
  "UPDATE cards SET default_ms = greatest($1, (SELECT max(c.default_ms) + 1 FROM cards c WHERE c.viewer = cards.viewer)) WHERE id = $2 AND viewer = $3 AND state = 'kept'",
);
const CUT = statement(
  "DELETE FROM cards WHERE id IN (SELECT id FROM cards WHERE viewer = $1 AND state = 'kept' ORDER BY default_ms DESC, used_ms DESC, id OFFSET $2)",
);
const USED = statement('UPDATE cards SET used_ms = $1 WHERE id = $2');
const PROVED = statement('UPDATE cards SET proved_ms = $1 WHERE id = $2 AND proved_ms < $1');
const REMOVE = statement('DELETE FROM cards WHERE id = $1');
const FORGET = statement("DELETE FROM cards WHERE state = 'pending' AND created_ms < $1");

export function cardStore(reader: Reader, write: (asked: readonly Asked[]) => Promise<unknown>): CardStore {
  const run = async (...asked: Asked[]): Promise<void> => void (await write(asked));
  return {
    list: (viewer) => reader.all<CardRow>(LIST, viewer),
    waiting: (order_id) => reader.all<CardRow>(WAITING, order_id),
    add: (row) => run({ asked: ADD, values: NAMES.map((name) => row[name]).map(stored) }),
    keep: (row, now_ms, max) =>
      run(
        { asked: LOCK, values: [row.viewer] },
        { asked: KEEP, values: [now_ms, row.id, row.viewer, row.channel, row.hash] },
        { asked: REPLACE, values: [row.viewer, row.channel, row.hash, row.id] },
        { asked: CUT, values: [row.viewer, max] },
      ),
    used: (id, now_ms) => run({ asked: USED, values: [now_ms, id] }),
    proved: (id, at_ms) => run({ asked: PROVED, values: [at_ms, id] }),
    prefer: (viewer, id, now_ms) => run({ asked: LOCK, values: [viewer] }, { asked: PREFER, values: [now_ms, id, viewer] }),
    remove: (id) => run({ asked: REMOVE, values: [id] }),
    forgetPending: (before_ms) => run({ asked: FORGET, values: [before_ms] }),
  };
}

/** Bytes go as a Buffer. */
function stored<T>(value: T): T | Buffer {
  return value instanceof Uint8Array ? Buffer.from(value) : value;
}
