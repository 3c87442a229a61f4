import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { ServerWorld } from '../protocol/world.ts';
import { leaveSandbox, movableClock, openSandboxClock } from './sandbox-clock.ts';
import type { Store } from './store/port.ts';
import { openSqlite } from './store/sqlite/sqlite.ts';

const HOUR_MS = 3_600_000;
const REAL_MS = 1_700_000_000_000;
const folder = mkdtempSync(join(tmpdir(), 'sandbox-clock-'));
const file = join(folder, 'lezhong.db');
let store: Store | undefined;

afterEach(async () => {
  await store?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Real time stands still; real timers are kept in a list. */
async function open(at = ':memory:', prepare?: (store: Store) => Promise<void>) {
  const moved = movableClock();
  const armed: { delay_ms: number; fire: () => void; gone: boolean }[] = [];
  const world: ServerWorld = {
    now: () => REAL_MS + moved.offset_ms(),
    wall: () => REAL_MS,
    notBefore: () => undefined,
    random: (length) => new Uint8Array(length),
    after(delay_ms, fire) {
      const one = { delay_ms, fire, gone: false };
      armed.push(one);
      return () => void (one.gone = true);
    },
  };
  store = openSqlite({ file: at, now: world.now });
  await prepare?.(store);
  return { store, world, armed, clock: await openSandboxClock(moved, world, store) };
}

it('moves business time, keeps the offset, and leaves real time alone', async () => {
  const { clock, world } = await open();
  await clock.move(HOUR_MS, false);
  expect(world.now()).toBe(REAL_MS + HOUR_MS);
  expect(clock.business.wall()).toBe(REAL_MS + HOUR_MS);
  expect(world.wall()).toBe(REAL_MS);
});

it('never goes back', async () => {
  const { clock, world } = await open();
  await clock.move(HOUR_MS, false);
  await expect(clock.move(HOUR_MS - 1, false)).rejects.toMatchObject({ code: 'CLOCK_BACK' });
  expect(world.now()).toBe(REAL_MS + HOUR_MS);
});

it('only the first start on an empty database makes it a sandbox’s; a merchant in it is enough against that', async () => {
  const { clock, world } = await open(':memory:', (one) => one.setMeta('merchant:mango', '{}'));
  await expect(clock.move(HOUR_MS, false)).rejects.toMatchObject({ code: 'CLOCK_NOT_SANDBOX' });
  expect(world.now()).toBe(REAL_MS);
});

it('a database that another BFF has used is no sandbox’s any more', async () => {
  const { clock } = await open(':memory:', async (one) => {
    await one.setMeta('born', 'sandbox');
    await leaveSandbox(one);
  });
  await expect(clock.move(HOUR_MS, false)).rejects.toMatchObject({ code: 'CLOCK_NOT_SANDBOX' });
});

it('a restart goes on with the same offset', async () => {
  const first = await open(file);
  await first.clock.move(HOUR_MS, false);
  await first.store.close();
  const { clock, world } = await open(file);
  expect(clock.offset_ms()).toBe(HOUR_MS);
  expect(world.now()).toBe(REAL_MS + HOUR_MS);
});

it('timers of business time fire when the clock is moved past them, and not while it is held', async () => {
  const { clock, armed } = await open();
  const fired: string[] = [];
  clock.onMove(() => void fired.push('moved'));
  clock.business.after(HOUR_MS, () => void fired.push('hour'));
  clock.business.after(3 * HOUR_MS, () => void fired.push('later'));
  clock.business.after(HOUR_MS, () => void fired.push('never'))();
  expect(clock.timer_ms()).toBe(REAL_MS + HOUR_MS);
  await clock.move(2 * HOUR_MS, true);
  expect(fired).toEqual([]);
  await clock.move(2 * HOUR_MS, false);
  expect(fired).toEqual(['hour', 'moved']);
  expect(clock.timer_ms()).toBe(REAL_MS + 3 * HOUR_MS);
  expect(armed.filter((one) => !one.gone).map((one) => one.delay_ms)).toEqual([HOUR_MS]);
});
