import { frames } from './frame.ts';
import type { FrameWindow } from './frame.ts';

/** Time as the remote needs it; injected, so that tests hold it in their hands. */
export interface Clock {
  /** Milliseconds from any fixed moment. Only differences are used. */
  now(): number;
  /** Runs once after `ms`; the returned function calls it off. */
  after(ms: number, run: () => void): () => void;
  /** Runs once before the next paint. */
  frame(run: () => void): void;
}

interface ClockWindow extends FrameWindow {
  clearTimeout(id: number): void;
  performance?: { now?(): number };
  Date: { new (): { getTime(): number } };
}

/** The clock of a real window: monotonic where the engine has such a thing, because box clocks jump. */
export function windowClock(win: ClockWindow): Clock {
  const performance = win.performance;
  let last = -Infinity;
  let back = 0;
  /** A wall clock set back stands still for a moment: keys pressed "before" the last one would not count for years. */
  const forward = (): number => {
    const wall = new win.Date().getTime();
    if (wall + back < last) back = last - wall;
    return (last = wall + back);
  };
  return {
    now: () => (performance && performance.now ? performance.now() : forward()),
    after(ms, run) {
      const id = win.setTimeout(run, ms) as number;
      return () => win.clearTimeout(id);
    },
    frame: frames(win),
  };
}
