import { expect, test } from 'vitest';
import { fakeClock } from '../fake-clock.ts';
import { createCountdown } from './countdown.ts';
import { createLeave } from '../../cashier/leave.ts';

test('counts whole seconds down to zero and says so once', () => {
  const clock = fakeClock();
  let zeros = 0;
  const { seconds, set } = createCountdown(clock, () => zeros++);
  set(2_500);
  const seen = [seconds.value];
  for (let i = 0; i < 4; i++) {
    clock.pass(1_000);
    seen.push(seconds.value);
  }
  expect([seen, zeros]).toEqual([[3, 2, 1, 0, 0], 1]);
});

test('a wall clock that is set while it counts changes nothing', () => {
  const clock = fakeClock();
  let offset = 0;
  const { seconds, set } = createCountdown({ ...clock, now: () => clock.now() + offset });
  set(600_000);
  clock.pass(10_000);
  offset = 8 * 3_600_000;
  clock.pass(10_000);
  offset = -86_400_000;
  clock.pass(10_000);
  expect(seconds.value).toBeGreaterThanOrEqual(569);
  expect(seconds.value).toBeLessThanOrEqual(571);
});

test('a slow clock, one that is set back, and timers a hair early: a tick is never less than was asked for', () => {
  const clock = fakeClock();
  for (const now of [() => clock.now() * 0.95, () => -clock.now(), () => clock.now() - (clock.now() % 1_000 ? 0 : 0.4)]) {
    const { seconds, set } = createCountdown({ ...clock, now });
    set(600_000);
    const seen = [];
    for (let i = 0; i < 25; i++) {
      clock.pass(1_000);
      seen.push(seconds.value);
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => 599 - i));
    set(undefined);
  }
});

test('a late timer loses no time', () => {
  const clock = fakeClock();
  let late = 0;
  const { seconds, set } = createCountdown({ ...clock, now: () => clock.now() + late });
  set(60_000);
  late = 5_000;
  clock.pass(1_000);
  expect(seconds.value).toBe(54);
});

test('a new time replaces the old one; none stops it', () => {
  const clock = fakeClock();
  const { seconds, set } = createCountdown(clock);
  set(5_000);
  set(90_000);
  clock.pass(1_000);
  expect(seconds.value).toBe(89);
  set(undefined);
  clock.pass(5_000);
  expect(seconds.value).toBe(undefined);
});

test('leaving: a way back signed anew does not start the count again, and an app that hangs can be tried again', () => {
  const clock = fakeClock();
  const went: string[] = [];
  const leave = createLeave(clock, (url) => went.push(url));
  leave.go();
  leave.plan({ url: '/a?sign=1', app_name: '', after_ms: 5_000 });
  clock.pass(3_000);
  leave.plan({ url: '/a?sign=2', app_name: '', after_ms: 5_000 });
  clock.pass(2_000);
  expect(went).toEqual(['/a?sign=2']);
  leave.go();
  expect(went).toHaveLength(1);
  clock.pass(5_000);
  leave.go();
  expect(went).toHaveLength(2);
});
