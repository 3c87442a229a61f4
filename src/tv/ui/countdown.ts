/** Seconds left, from the server's remaining milliseconds and the time passed here. The box's wall clock is never read as a date. */
import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Clock } from '../clock.ts';

export interface Countdown {
  /** Whole seconds left, never below 0; undefined when nothing counts. */
  readonly seconds: ReadonlySignal<number | undefined>;
  set(remaining_ms: number | undefined): void;
}

const TICK_MS = 1_000;
/** Where the only clock is the wall clock it may be set while we run: a tick this late counts as one in time. */
const JUMP_MS = 10_000;

export function createCountdown(clock: Clock, onZero: () => void = () => {}): Countdown {
  const seconds = signal<number | undefined>(undefined);
  let left_ms = 0;
  let last_ms = 0;
  let asked_ms = 0;
  let cancel: (() => void) | undefined;

  function show(): void {
    seconds.value = Math.max(0, Math.ceil(left_ms / TICK_MS));
    if (left_ms <= 0) return onZero();
    asked_ms = untilNextSecond(left_ms);
    cancel = clock.after(asked_ms, tick);
  }

  function tick(): void {
    const now = clock.now();
    // No timer is early: where less has passed the clock is slow, was set back, or counts parts of milliseconds.
    const passed = Math.max(asked_ms, Math.round(now - last_ms));
    last_ms = now;
    left_ms -= passed > JUMP_MS ? asked_ms : passed;
    show();
  }

  return {
    seconds,
    set(remaining_ms) {
      if (cancel) cancel();
      cancel = undefined;
      if (remaining_ms === undefined) {
        seconds.value = undefined;
        return;
      }
      left_ms = remaining_ms;
      last_ms = clock.now();
      show();
    },
  };
}

/** At least a tenth of a second, so that rounding never makes two ticks in a row for one second. */
function untilNextSecond(left_ms: number): number {
  return Math.max(100, ((left_ms - 1) % TICK_MS) + 1);
}
