import { isHorizontal, opposite } from './rect.ts';
import type { Direction, Step } from './types.ts';

/** Moves that can be retraced: longer than any path on a screen of a dozen things. */
const TRAIL_LENGTH = 16;

/** Writes a move down; the way back takes the way there off again. */
export function record(trail: Step[], step: Step): void {
  const last = trail[trail.length - 1];
  if (last && last.to === step.from && last.from === step.to && step.dir === opposite(last.dir)) trail.pop();
  else trail.push(step);
  if (trail.length > TRAIL_LENGTH) trail.shift();
}

/** Where one came from, if `dir` is the way back there. */
export function cameFrom(trail: readonly Step[], id: string, dir: Direction): string | undefined {
  const last = trail[trail.length - 1];
  return last && last.to === id && last.dir === opposite(dir) ? last.from : undefined;
}

/** Where the straight way that led here along this axis began; `id` itself without one. */
export function startOf(trail: readonly Step[], id: string, dir: Direction): string {
  let start = id;
  for (let i = trail.length - 1; i >= 0; i--) {
    const step = trail[i];
    if (!step || step.to !== start || isHorizontal(step.dir) !== isHorizontal(dir)) break;
    start = step.from;
  }
  return start;
}

/** The trail in another layout: whole, or none of it where a thing on it is gone. */
export function kept(trail: readonly Step[], has: (id: string) => boolean): Step[] {
  for (const step of trail) if (!has(step.from) || !has(step.to)) return [];
  return trail.slice();
}
