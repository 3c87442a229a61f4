/** A world whose time moves only when a test says so. */
import type { World } from '../../protocol/world.ts';
import { seededRandom } from '../server/random.ts';

export interface HandClock extends World {
  /** Moves on, running what falls due in order and letting promises settle in between. */
  advance(span_ms: number): Promise<void>;
}

async function settle(): Promise<void> {
  for (let i = 0; i < 12; i++) await new Promise((resolve) => setImmediate(resolve));
}

export function handClock(start_ms: number, seed = 'test'): HandClock {
  let now = start_ms;
  const timers = new Set<{ due_ms: number; call: () => void }>();
  return {
    now: () => now,
    random: seededRandom(seed),
    after(delay_ms, call) {
      const timer = { due_ms: now + delay_ms, call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(span_ms) {
      const end = now + span_ms;
      await settle();
      for (;;) {
        const next = [...timers].filter((timer) => timer.due_ms <= end).sort((a, b) => a.due_ms - b.due_ms)[0];
        if (!next) break;
        timers.delete(next);
        now = Math.max(now, next.due_ms);
        next.call();
        await settle();
      }
      now = end;
    },
  };
}
