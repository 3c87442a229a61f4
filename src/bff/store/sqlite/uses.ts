/** Counts tries against limits. Counting and noting happen inside one transaction, so no parallel request slips between. */
import type { Database } from 'better-sqlite3';
import type { Limit, Reservation } from '../port.ts';

export interface UseBook {
  /** Undefined when there is room for one more; else the limit that is full. What a wrong clock noted in the future is not counted. */
  full(reservation: Reservation): Limit | undefined;
  note(reservation: Reservation): void;
  giveBack(slot: string): void;
}

/** Older tries count for no limit. */
const KEPT_MS = 7 * 86_400_000;

export function useBook(db: Database): UseBook {
  const count = db.prepare('SELECT count(*) FROM uses WHERE scope = ? AND who = ? AND at_ms > ? AND at_ms <= ?').pluck();
  const add = db.prepare('INSERT OR IGNORE INTO uses (scope, who, at_ms, slot) VALUES (?,?,?,?)');
  const forget = db.prepare('DELETE FROM uses WHERE slot = ?');
  const forgetOld = db.prepare('DELETE FROM uses WHERE at_ms < ?');
  return {
    full: ({ limits, at_ms }) => limits.find((one) => (count.get(one.scope, one.who, at_ms - one.window_ms, at_ms) as number) >= one.max),
    note({ limits, slot, at_ms }) {
      for (const one of limits) add.run(one.scope, one.who, at_ms, slot);
      forgetOld.run(at_ms - KEPT_MS);
    },
    giveBack: (slot) => void forget.run(slot),
  };
}
