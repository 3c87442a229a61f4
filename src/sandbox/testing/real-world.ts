import { randomBytes } from 'node:crypto';
import type { World } from '../../protocol/world.ts';

/** Real time: for clients that look at their own clock. */
export const realWorld: World = {
  now: () => Date.now(),
  random: (length) => randomBytes(length),
  after(delay_ms, call) {
    const timer = setTimeout(call, delay_ms);
    return () => clearTimeout(timer);
  },
};
