import { expect, test } from 'vitest';
import { afterPaint } from './after-paint.ts';
import { fakeClock } from './fake-clock.ts';

test('not within the frame but after it, and once', () => {
  const clock = fakeClock();
  let ran = 0;
  afterPaint(clock, () => ran++);
  expect(ran).toBe(0);
  clock.pass(17);
  expect(ran).toBe(1);
  clock.pass(1_000);
  expect(ran).toBe(1);
});

test('an engine that gives no frames does not wait for one', () => {
  const clock = { ...fakeClock(), frame: () => undefined };
  let ran = 0;
  afterPaint(clock, () => ran++);
  clock.pass(299);
  expect(ran).toBe(0);
  clock.pass(1);
  expect(ran).toBe(1);
});
