/** Rows of operators' acts. */
import type { Database } from 'better-sqlite3';
import type { Act } from '../../operators/acts.ts';
import { Conflict } from '../errors.ts';
import type { OperatorStore } from '../operator-port.ts';

export interface ActRows extends Pick<OperatorStore, 'act' | 'acts'> {
  /** Of one payment or orphan, the oldest first. */
  of(order_id: string): Act[];
  /** In the transaction under way. Throws Conflict for an act that somebody else decided. */
  write(acts: readonly Act[]): void;
}

export function actRows(db: Database): ActRows {
  const insert = db.prepare(
    'INSERT INTO acts (id, order_id, item, state, two_persons, proposed_by, decided_by, proposed_ms, body) VALUES (?,?,?,?,?,?,?,?,?)',
  );
  const decide = db.prepare("UPDATE acts SET state = ?, decided_by = ?, body = ? WHERE id = ? AND state = 'proposed'");
  const known = db.prepare('SELECT 1 FROM acts WHERE id = ?');
  const one = db.prepare('SELECT body FROM acts WHERE id = ?').pluck();
  const ofOrder = db.prepare('SELECT body FROM acts WHERE order_id = ? ORDER BY proposed_ms, id').pluck();
  const last = db.prepare('SELECT body FROM acts ORDER BY proposed_ms DESC, id DESC LIMIT ?').pluck();
  const open = db.prepare("SELECT body FROM acts WHERE state = 'proposed' ORDER BY proposed_ms DESC, id DESC LIMIT ?").pluck();
  const read = (bodies: unknown[]): Act[] => (bodies as string[]).map((body) => JSON.parse(body) as Act);

  function write(act: Act): void {
    const body = JSON.stringify(act);
    const { id, order_id, item, state, proposed_by, proposed_ms } = act;
    const decided_by = act.decided_by?.name ?? null;
    if (!known.get(id)) insert.run(id, order_id, item, state, act.two_persons ? 1 : 0, proposed_by.name, decided_by, proposed_ms, body);
    else if (decide.run(state, decided_by, body, id).changes !== 1) throw new Conflict('version', 'proposal ' + id);
  }

  return {
    async act(id) {
      const body = one.get(id) as string | undefined;
      return body === undefined ? undefined : (JSON.parse(body) as Act);
    },
    acts: async (wanted) => read((wanted.open ? open : last).all(wanted.limit)).reverse(),
    of: (order_id) => read(ofOrder.all(order_id)),
    write: (acts) => acts.forEach(write),
  };
}
