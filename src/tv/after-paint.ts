import type { Clock } from './clock.ts';

/** A page that is not shown gets no frames. */
const NO_FRAME_MS = 300;

/** Runs once: after the next paint, or after a while where the engine paints nothing. */
export function afterPaint(clock: Clock, run: () => void): void {
  let ran = false;
  const once = (): void => {
    if (ran) return;
    ran = true;
    run();
  };
  clock.after(NO_FRAME_MS, once);
  // A frame's callbacks run before its paint.
  clock.frame(() => void clock.after(0, once));
}
