import { expect, test } from 'vitest';
import { createLeave } from './leave.ts';
import { fakeClock } from '../tv/fake-clock.ts';

test.each([
  ['as it is', 1, 5],
  ['elder viewers have twice as long', 2, 10],
] as const)('the way back by itself: %s', (_name, times, seconds) => {
  const clock = fakeClock();
  const left: string[] = [];
  const leave = createLeave(clock, (url) => void left.push(url), times);
  leave.plan({ url: 'http://app/', app_name: 'App', after_ms: 5_000 });
  clock.pass((seconds - 1) * 1_000);
  expect(left).toEqual([]);
  clock.pass(1_100);
  expect(left).toEqual(['http://app/']);
});
