import { expect, it } from 'vitest';
import type { World } from '../../protocol/world.ts';
import { channelHealth, HEALTH } from './health.ts';
import { fakeBank } from '../testing/fake-bank.ts';

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

/** Park and Miller's. */
function dice(seed: number): () => number {
  let now = seed;
  return () => (now = (now * 48_271) % 2_147_483_647) / 2_147_483_647;
}

it('half of the calls silent marks it down, once', async () => {
  const { health, told, ask } = bench();
  for (const silent of [true, false, true, false, true, false, false, true, false]) await ask(silent);
  expect(health.isDown('wechat')).toBe(false);
  await ask(true);
  expect(health.isDown('wechat')).toBe(true);
  expect(told).toEqual([['wechat', true]]);
});

it('a third of them does not, nor a few calls, nor silence long ago', async () => {
  const { health, ask, pass } = bench();
  for (let i = 0; i < 60; i++) await ask(i % 3 === 1);
  expect(health.isDown('wechat')).toBe(false);
  await pass(HEALTH.window_ms);
  for (let i = 0; i < 9; i++) await ask(true);
  expect(health.isDown('wechat')).toBe(false);
});

it('60% errors for two minutes mark it down, whatever the dice, and lucky calls in between do not bring it back', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { health, told, ask } = bench();
    const chance = dice(seed);
    // A call in ten seconds, and no probe falls due between: only calls are heard.
    for (let i = 0; i < 60; i++) await ask(chance() < 0.6);
    expect([seed, health.isDown('wechat'), told.length]).toEqual([seed, true, 1]);
  }
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
