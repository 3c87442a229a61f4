import type { Clock } from '../clock.ts';

/** Ways out of the key test page, also for a remote whose keys are not understood. */
export interface Leaving {
  /** Back or Exit was pressed: the second time in a row leaves. True while the first waits for the second. */
  pressed(): boolean;
  /** Any other key. */
  other(): void;
  /** Leaves without asking again: there is a button for it. */
  now(): void;
  stop(): void;
}

/** Time for the second press, and time without any key after which the page leaves by itself, in ms. */
export const LEAVING_TIMES = { again_ms: 3000, idle_ms: 180000 };

/** The first Back only shows its code, because that is what the page is for; `leave` is called at most once. */
export function createLeaving(clock: Clock, leave: () => void, times = LEAVING_TIMES): Leaving {
  let askedAt = -Infinity;
  let gone = false;
  let cancelIdle = clock.after(times.idle_ms, go);

  function go(): void {
    if (gone) return;
    gone = true;
    cancelIdle();
    leave();
  }

  function stayAwake(): void {
    cancelIdle();
    if (!gone) cancelIdle = clock.after(times.idle_ms, go);
  }

  return {
    pressed() {
      stayAwake();
      if (clock.now() - askedAt < times.again_ms) {
        go();
        return false;
      }
      askedAt = clock.now();
      return true;
    },
    other() {
      askedAt = -Infinity;
      stayAwake();
    },
    now: go,
    stop: () => cancelIdle(),
  };
}
