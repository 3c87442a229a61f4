import type { Clock } from './clock.ts';

/** A clock that stands still until told: for tests of everything that is timed. */
export interface FakeClock extends Clock {
  /** Lets time pass; timers and frames run in their order, frames every 16 ms. */
  pass(ms: number): void;
}

const FRAME_MS = 16;

export function fakeClock(): FakeClock {
  let time = 0;
  let timers: { at: number; run: () => void }[] = [];

  function after(ms: number, run: () => void): () => void {
    const timer = { at: time + ms, run };
    timers.push(timer);
    return () => {
      timers = timers.filter((one) => one !== timer);
    };
  }

  return {
    now: () => time,
    after,
    frame: (run) => void after(FRAME_MS - (time % FRAME_MS), run),
    pass(ms) {
      const end = time + ms;
      for (;;) {
        timers.sort((a, b) => a.at - b.at);
        const first = timers[0];
        if (!first || first.at > end) break;
        timers.shift();
        time = first.at;
        first.run();
      }
      time = end;
    },
  };
}
