import { expect, it } from 'vitest';
import { scheduleClock } from './clock.ts';

const HOUR_MS = 3_600_000;

function bench() {
  const time = { wall_ms: 1_000_000_000, monotonic_ms: 5 };
  const told: number[] = [];
  const clock = scheduleClock({ wall: () => time.wall_ms, monotonic: () => time.monotonic_ms, onSetBack: (by_ms) => told.push(by_ms) });
  const pass = (ms: number): number => {
    time.wall_ms += ms;
    time.monotonic_ms += ms;
    return clock.now();
  };
  return { time, told, clock, pass };
}

it('goes with the wall clock, and forward with it', () => {
  const { time, told, clock, pass } = bench();
  expect(clock.now()).toBe(1_000_000_000);
  expect(pass(500)).toBe(1_000_000_500);
  time.wall_ms += HOUR_MS;
  expect(clock.now()).toBe(1_000_000_500 + HOUR_MS);
  expect(told).toEqual([]);
});

it('set back, it goes on until the wall clock has caught up, and says so once', () => {
  const { time, told, clock, pass } = bench();
  const before_ms = clock.now();
  time.wall_ms -= HOUR_MS;
  expect(clock.now()).toBe(before_ms);
  expect(pass(1_000)).toBe(before_ms + 750);
  expect(clock.wall()).toBe(before_ms - HOUR_MS + 1_000);
  let last_ms = clock.now();
  for (let minute = 0; minute < 5 * 60; minute++) {
    const now_ms = pass(60_000);
    expect(now_ms).toBeGreaterThan(last_ms);
    last_ms = now_ms;
  }
  expect(clock.now()).toBe(clock.wall());
  expect(told).toEqual([HOUR_MS]);
});

it('is not earlier than it was told to be', () => {
  const { clock, pass } = bench();
  const floor_ms = clock.now() + HOUR_MS;
  clock.notBefore(floor_ms);
  expect(clock.now()).toBe(floor_ms);
  expect(pass(1_000)).toBe(floor_ms + 750);
  clock.notBefore(0);
  expect(clock.now()).toBe(floor_ms + 750);
});
