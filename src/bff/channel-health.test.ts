import { expect, it } from 'vitest';
import type { World } from '../protocol/world.ts';
import { channelHealth, HEALTH } from './channel-health.ts';
import { fakeBank } from './testing/fake-bank.ts';

function bench() {
  const clock = { now_ms: 0 };
  let due: { at_ms: number; call: () => void }[] = [];
  const world: World = {
    now: () => clock.now_ms,
    random: (length) => new Uint8Array(length).fill(5),
    after(ms, call) {
      const one = { at_ms: clock.now_ms + ms, call };
      due.push(one);
      return () => void (due = due.filter((other) => other !== one));
    },
  };
  const told: [string, boolean][] = [];
  const health = channelHealth(world, HEALTH, (channel, down) => told.push([channel, down]));
  const bank = fakeBank('wechat', world.now);
  const channel = health.watch(bank);
  const pass = async (ms: number): Promise<void> => {
    const end_ms = clock.now_ms + ms;
    for (;;) {
      const next = due.filter((one) => one.at_ms <= end_ms).sort((a, b) => a.at_ms - b.at_ms)[0];
      if (!next) break;
      due = due.filter((one) => one !== next);
      clock.now_ms = next.at_ms;
      next.call();
      await new Promise((done) => setImmediate(done));
    }
    clock.now_ms = end_ms;
  };
  const ask = async (silent: boolean): Promise<void> => {
    if (silent) bank.fail('query', 'before');
    await channel.query('N1');
    clock.now_ms += 10_000;
  };
  return { health, bank, told, pass, ask };
}

it('60% silence over two minutes marks it down, once', async () => {
  const { health, told, ask } = bench();
  for (const silent of [true, false, true, false, true, true, false, true, true]) await ask(silent);
  expect(health.isDown('wechat')).toBe(false);
  await ask(false);
  expect(health.isDown('wechat')).toBe(true);
  expect(told).toEqual([['wechat', true]]);
});

it('half of it does not, nor a few calls, nor silence long ago', async () => {
  const { health, ask, pass } = bench();
  for (let i = 0; i < 60; i++) await ask(i % 2 === 0);
  expect(health.isDown('wechat')).toBe(false);
  await pass(HEALTH.window_ms);
  for (let i = 0; i < 9; i++) await ask(true);
  expect(health.isDown('wechat')).toBe(false);
});

it('comes back by probes: three good ones in a row', async () => {
  const { health, bank, told, ask, pass } = bench();
  for (let i = 0; i < 10; i++) await ask(true);
  expect(health.isDown('wechat')).toBe(true);
  const before = bank.calls.length;
  bank.fail('query', 'before', 2);
  // The first probe fell due while the last call was made.
  await pass(HEALTH.probe_ms + 1);
  expect(bank.calls.length).toBe(before + 2);
  expect(health.isDown('wechat')).toBe(true);
  await pass(3 * HEALTH.probe_ms);
  expect(health.isDown('wechat')).toBe(false);
  expect(told).toEqual([
    ['wechat', true],
    ['wechat', false],
  ]);
  await pass(10 * HEALTH.probe_ms);
  expect(bank.calls.length).toBe(before + 5);
});
