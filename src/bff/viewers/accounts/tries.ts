/** How often an account's password was tried. A try counts as wrong from before it is looked at. Source: docs/money.md 16. */
import { beijing } from '../../../protocol/world.ts';

export interface Tries {
  /** In a row, since the last lock or the last right one. */
  wrong: number;
  /** How many locks in a row. */
  locks: number;
  locked_until_ms?: number;
  /** Beijing's, and how many were wrong in it. */
  day: string;
  day_wrong: number;
}

export const NO_TRIES: Tries = { wrong: 0, locks: 0, day: '', day_wrong: 0 };

const IN_A_ROW = 5;
const A_DAY = 10;
const MIN_MS = 60_000;
const LOCKS_MS = [15 * MIN_MS, 60 * MIN_MS, 24 * 60 * MIN_MS] as const;
const DAY_MS = 24 * 60 * MIN_MS;

/** Beijing's next midnight. */
function dayEnd(now_ms: number): number {
  const shifted = now_ms + 8 * 60 * MIN_MS;
  return now_ms + DAY_MS - (shifted % DAY_MS);
}

export function isLocked({ locked_until_ms }: Tries, now_ms: number): boolean {
  return locked_until_ms !== undefined && now_ms < locked_until_ms;
}

/** With one more; undefined while it is locked. */
export function tried(tries: Tries, now_ms: number): Tries | undefined {
  if (isLocked(tries, now_ms)) return undefined;
  const day = beijing(now_ms).slice(0, 10);
  const day_wrong = (tries.day === day ? tries.day_wrong : 0) + 1;
  const { locked_until_ms: _over, ...rest } = tries;
  const one: Tries = { ...rest, day, day_wrong, wrong: tries.wrong + 1 };
  const row = one.wrong >= IN_A_ROW;
  const until_ms = Math.max(row ? now_ms + (LOCKS_MS[tries.locks] ?? LOCKS_MS[2]) : 0, day_wrong >= A_DAY ? dayEnd(now_ms) : 0);
  if (until_ms === 0) return one;
  return { ...one, wrong: 0, locks: row ? tries.locks + 1 : tries.locks, locked_until_ms: until_ms };
}

/** The one that was counted was right. */
export function right({ day, day_wrong }: Tries): Tries {
  return { wrong: 0, locks: 0, day, day_wrong: Math.max(0, day_wrong - 1) };
}

/** How many more may be wrong before a lock. */
export function left({ wrong, day_wrong }: Tries): number {
  return Math.min(IN_A_ROW - wrong, A_DAY - day_wrong);
}
