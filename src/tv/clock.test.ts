import { expect, test } from 'vitest';
import { windowClock } from './clock.ts';
import { frames } from './frame.ts';

const queue: (() => void)[] = [];
const setTimeout = (run: () => void) => queue.push(run);

test('frames use what the engine has, by its old name too, else a timer', () => {
  const used: string[] = [];
  const win = { setTimeout: () => used.push('timer') };
  frames(win)(() => undefined);
  frames({ ...win, webkitRequestAnimationFrame: () => used.push('webkit') })(() => undefined);
  frames({ ...win, requestAnimationFrame: () => used.push('frame') })(() => undefined);
  expect(used).toEqual(['timer', 'webkit', 'frame']);
});

test('the clock prefers the monotonic time and does without', () => {
  const Fixed = class {
    getTime() {
      return 5;
    }
  };
  const old = { setTimeout, clearTimeout: () => undefined, Date: Fixed };
  expect(windowClock(old).now()).toBe(5);
  expect(windowClock({ ...old, performance: { now: () => 7 } }).now()).toBe(7);
  expect(windowClock({ ...old, performance: {} }).now()).toBe(5);
});

test('a wall clock set back goes on from where it was', () => {
  let wall = 1_000;
  const Wall = class {
    getTime() {
      return wall;
    }
  };
  const clock = windowClock({ setTimeout, clearTimeout: () => undefined, Date: Wall });
  const seen = [1_000, 1_300, -5_000, -4_900, -4_950, -4_000, 9_000].map((now) => {
    wall = now;
    return clock.now();
  });
  expect(seen).toEqual([1_000, 1_300, 1_300, 1_400, 1_400, 2_350, 15_350]);
});

test('a called-off timer is cleared by its number', () => {
  const cleared: number[] = [];
  const clock = windowClock({ setTimeout: () => 42, clearTimeout: (id) => void cleared.push(id), Date });
  clock.after(10, () => undefined)();
  expect(cleared).toEqual([42]);
});
