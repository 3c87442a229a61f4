/** Counts tries against limits. Counting and noting happen inside one transaction, so no parallel request slips between. */
import type { Database } from 'better-sqlite3';

/** At most `max` tries of `who` in any `window_ms`. */
export interface Limit {
  scope: string;
  /** A keyed hash; never what was typed. */
  who: string;
  max: number;
  window_ms: number;
}

export interface Reservation {
  limits: readonly Limit[];
  /** Names these tries, so that they can be given back. */
  slot: string;
}

export interface UseBook {
  /** Undefined when there is room for one more; else the limit that is full. */
  full(limits: readonly Limit[], now_ms: number): Limit | undefined;
  note(reservation: Reservation, now_ms: number): void;
  giveBack(slot: string): void;
}

/** Older tries count for no limit. */
const KEPT_MS = 7 * 86_400_000;

export function useBook(db: Database): UseBook {
  const count = db.prepare('SELECT count(*) FROM uses WHERE scope = ? AND who = ? AND at_ms > ?').pluck();
  const add = db.prepare('INSERT OR IGNORE INTO uses (scope, who, at_ms, slot) VALUES (?,?,?,?)');
  const forget = db.prepare('DELETE FROM uses WHERE slot = ?');
  const forgetOld = db.prepare('DELETE FROM uses WHERE at_ms < ?');
  return {
    full: (limits, now_ms) => limits.find((one) => (count.get(one.scope, one.who, now_ms - one.window_ms) as number) >= one.max),
    note({ limits, slot }, now_ms) {
      for (const one of limits) add.run(one.scope, one.who, now_ms, slot);
      forgetOld.run(now_ms - KEPT_MS);
    },
    giveBack: (slot) => void forget.run(slot),
  };
}
