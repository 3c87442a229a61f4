import { RULES } from '../../testing/decisions.ts';
import { orphanService } from './orphans.ts';
import { accountsOf } from '../../channels/configured.ts';
import { expect, it } from 'vitest';
import type { World } from '../../../protocol/world.ts';
import { openSqlite } from '../../store/sqlite/sqlite.ts';
import { job, newOrder, next, withJobs } from '../../testing/decisions.ts';
import type { Payment } from '../payment.ts';
import type { Payments } from './service.ts';
import { startWorkers, WORKER_DEFAULTS } from './workers.ts';

function bench(options: Partial<typeof WORKER_DEFAULTS> = {}) {
  const clock = { now_ms: 1000 };
  let timers: { at_ms: number; call: () => void }[] = [];
  const world: World = {
    now: () => clock.now_ms,
    random: (length) => new Uint8Array(length).fill(7),
    after(ms, call) {
      const timer = { at_ms: clock.now_ms + ms, call };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
  };
  const store = openSqlite({ file: ':memory:', now: world.now });
  const ticks: string[] = [];
  const errors: string[] = [];
  let slow: Promise<void> | undefined;
  const payments = {
    async commit(key: { id: string }) {
      ticks.push(key.id);
      await slow;
      await store.change(key, {}, ({ payment }) => ({ decision: next(payment as Payment, { jobs: [] }), value: undefined }));
      return undefined;
    },
  } as unknown as Payments;
  const workers = startWorkers(
    {
      store,
      world,
      payments,
      orphans: orphanService(store, RULES, world),
      now: world.now,
      accounts: accountsOf([]),
      name: () => 'n',
      lease_ms: 60_000,
      postNotice: () => Promise.resolve(true),
    },
    { ...WORKER_DEFAULTS, ...options, onError: (error) => errors.push((error as Error).message) },
  );
  return {
    store,
    ticks,
    errors,
    async put(key: string, call: 'tick' | 'refund', due_ms: number): Promise<Payment> {
      const decision = withJobs(newOrder(), { ...job(key, 'x', due_ms), call });
      return store.change({ id: decision.payment.order.id }, {}, () => ({ decision, value: decision.payment }));
    },
    /** Calls of the workers take as long as this. */
    slowed: (until: Promise<void>) => void (slow = until),
    async pass(ms: number): Promise<void> {
      const end_ms = clock.now_ms + ms;
      for (let turns = 0; turns < 2_000; turns++) {
        const due = timers.filter((one) => one.at_ms <= end_ms).sort((a, b) => a.at_ms - b.at_ms)[0];
        if (due) {
          timers = timers.filter((one) => one !== due);
          clock.now_ms = Math.max(clock.now_ms, due.at_ms);
          due.call();
        }
        await new Promise((done) => setImmediate(done));
        if (!due && turns > 20) break;
      }
      clock.now_ms = end_ms;
    },
    async stop(): Promise<void> {
      await workers.stop();
      await store.close();
    },
  };
}

it('two hundred jobs that always fail at the head of a lane stop nothing behind them', async () => {
  const { store, put, pass, ticks, errors, stop } = bench({ lane_max: 4 });
  for (let i = 0; i < 200; i++) await put('refund:none', 'refund', i + 1);
  const well = await put('clock', 'tick', 900);
  await pass(100);
  expect(ticks).toEqual([well.order.id]);
  expect(new Set(errors)).toEqual(new Set(['a job for no refund: refund:none']));
  // Each failed once and rests.
  expect(errors).toHaveLength(200);
  await pass(WORKER_DEFAULTS.rest_ms);
  expect(errors).toHaveLength(400);
  expect(await store.flags()).toEqual([]);
  await stop();
});

it('no call is made twice at once, though it outlives its lease', async () => {
  const { put, pass, ticks, slowed, stop } = bench({ lease_ms: 1_000, sleep_max_ms: 500 });
  const { promise, resolve } = Promise.withResolvers<void>();
  slowed(promise);
  await put('clock', 'tick', 900);
  await pass(10_000);
  expect(ticks).toHaveLength(1);
  resolve();
  await pass(600);
  expect(ticks).toHaveLength(1);
  await stop();
});
