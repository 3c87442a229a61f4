/**
 * The clock of a sandbox: real time and an offset that only grows, the same in all of its processes. Business time (orders'
 * lives, ladders, days, banks' stamps) goes by it; signatures and their freshness go by real time.
 */

/** GET of a process's clock, and the answer to POST {offset_ms, hold?}. */
export interface ClockState {
  now_ms: number;
  offset_ms: number;
  /** When the next work of this process falls due, later than now_ms; null: nothing waits. */
  next_due_ms: number | null;
  /** Work is under way, or due and about to begin. */
  busy: boolean;
  /** Counts work that began: the same number twice, and none began in between. */
  begun: number;
}

/** `hold`: the time is set, and what it makes due waits for a POST without it, so that all processes have the same time first. */
export interface ClockMove {
  offset_ms: number;
  hold?: boolean;
}

/** Ten years: more is a mistake. */
export const OFFSET_MAX_MS = 10 * 365 * 86_400_000;
