import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { fakeClock } from '../tv/fake-clock.ts';
import { createWaited } from './waited.ts';

test('counts half seconds of a wait, anew for another one, and not at all without', () => {
  const clock = fakeClock();
  const what = signal<string | undefined>(undefined);
  const halves = createWaited(clock, () => what.value);
  clock.pass(3_000);
  expect(halves.value).toBe(0);
  what.value = 'checking';
  clock.pass(2_100);
  expect(halves.value).toBe(4);
  what.value = 'preparing';
  expect(halves.value).toBe(0);
  clock.pass(500);
  expect(halves.value).toBe(1);
  what.value = undefined;
  clock.pass(5_000);
  expect(halves.value).toBe(0);
});
