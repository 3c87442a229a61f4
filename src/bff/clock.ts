/**
 * The clock of all schedules. It goes forward with the wall clock and never back with it: set back, it goes on by the monotonic
 * clock, a quarter slower, until the wall clock has caught up.
 */
import type { ServerWorld } from '../protocol/world.ts';

export interface ClockSource {
  /** Milliseconds since 1970; may be set at any time. */
  wall(): number;
  /** Milliseconds from any origin; never goes back. */
  monotonic(): number;
  /** The wall clock was set back, by more than a second. */
  onSetBack?: (by_ms: number) => void;
}

export const PACE_WHILE_AHEAD = 0.75;
/** Clocks that are corrected in small steps are nobody's concern. */
const SET_BACK_MS = 1_000;

export function scheduleClock({ wall, monotonic, onSetBack }: ClockSource): Pick<ServerWorld, 'now' | 'wall' | 'notBefore'> {
  let seen = { wall_ms: wall(), monotonic_ms: monotonic() };
  let at_ms = seen.wall_ms;
  return {
    wall,
    now() {
      const is = { wall_ms: wall(), monotonic_ms: monotonic() };
      const passed_ms = Math.max(0, is.monotonic_ms - seen.monotonic_ms);
      const back_ms = seen.wall_ms + passed_ms - is.wall_ms;
      seen = is;
      if (back_ms > SET_BACK_MS) onSetBack?.(Math.round(back_ms));
      at_ms = Math.max(is.wall_ms, at_ms + passed_ms * PACE_WHILE_AHEAD);
      return Math.floor(at_ms);
    },
    notBefore(floor_ms) {
      at_ms = Math.max(at_ms, floor_ms);
    },
  };
}
