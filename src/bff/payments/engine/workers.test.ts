import { expect, it } from 'vitest';
import type { Job } from '../payment.ts';
import { workerBench } from '../../testing/worker-bench.ts';

const job = (key: string, call: Job['call'], due_ms: number, over: Partial<Job> = {}): Job => ({
  key,
  call,
  lane: 'x',
  due_ms,
  serial: 1,
  rung: 0,
  ...over,
});

it('two hundred jobs that always fail at the head of a lane stop nothing behind them', async () => {
  const ticks: string[] = [];
  const committed = ({ order }: { order: { id: string } }): Job[] => (ticks.push(order.id), []);
  const { store, put, pass, errors, stop } = workerBench({ options: { per_lane: 4 }, committed });
  for (let i = 0; i < 200; i++) await put(job('refund:none', 'refund', i + 1));
  const well = await put(job('clock', 'tick', 900));
  await pass(100);
  expect(ticks).toEqual([well.order.id]);
  expect(new Set(errors)).toEqual(new Set(['a job for no refund: refund:none']));
  // Each failed once and rests: 5 s, then 10 s.
  expect(errors).toHaveLength(200);
  await pass(5_000);
  expect(errors).toHaveLength(400);
  await pass(9_000);
  expect(errors).toHaveLength(400);
  await pass(1_000);
  expect(errors).toHaveLength(600);
  expect(await store.flags()).toEqual([]);
  await stop();
});

it('no call is made twice at once, though it outlives its lease', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let ticks = 0;
  const committed = (): Promise<Job[]> => ((ticks += 1), promise.then(() => []));
  const { put, pass, stop } = workerBench({ options: { lease_ms: 1_000, sleep_max_ms: 500 }, committed });
  await put(job('clock', 'tick', 900));
  await pass(10_000);
  expect(ticks).toBe(1);
  resolve();
  await pass(600);
  expect(ticks).toBe(1);
  await stop();
});

const CALL_MS = 150;

it.each([
  ['of codes that nobody looks at', {}],
  ['of codes that are shown', { urgency: 1 as const }],
])('three thousand overdue queries %s: a new code waits for one call at most', async (_, over) => {
  const { clock, calls, put, pass, stop } = workerBench({ call_ms: CALL_MS });
  for (let i = 0; i < 3_000; i++) await put(job('attempt:1', 'query', i, over));
  await pass(1_000);
  const asked = calls.length;
  expect(asked).toBeGreaterThan(50);
  expect(asked).toBeLessThan(200);
  const from_ms = clock.now_ms;
  await put(job('attempt:1', 'prepay', from_ms, { urgency: 0 }));
  await pass(CALL_MS + 10);
  const prepay = calls.find((one) => one.call === 'prepay');
  expect((prepay?.at_ms ?? Infinity) - from_ms).toBeLessThanOrEqual('urgency' in over ? CALL_MS : 0);
  await stop();
});

it('calls a second are counted: twenty payments whose bank always says "look again", and a viewer who waits for none of them', async () => {
  const committed = (payment: { jobs: Job[] }, _: unknown, now_ms: number): Job[] =>
    payment.jobs.map((one) => ({ ...one, due_ms: now_ms }));
  const options = { calls_per_s: 20, number_calls_per_s: 2, viewer_share: 0.2 };
  const { clock, calls, put, pass, stop } = workerBench({ options, call_ms: 5, committed });
  const viewers: number[] = [];
  for (let i = 0; i < 20; i++) await put(job('attempt:1', 'query', i));
  for (let i = 0; i < 10; i++) {
    await pass(1_000);
    const { order } = await put(job('attempt:1', 'prepay', clock.now_ms, { urgency: 0, lane: 'x' }));
    await pass(100);
    viewers.push(calls.findIndex((one) => one.number === 'N' + order.id));
  }
  expect(viewers.every((at) => at >= 0)).toBe(true);
  const seconds = 11;
  expect(calls.length).toBeLessThanOrEqual(20 + 20 * seconds);
  expect(calls.length).toBeGreaterThan(15 * seconds);
  const of = (number: string): number => calls.filter((one) => one.number === number).length;
  for (const number of new Set(calls.map((one) => one.number))) expect(of(number)).toBeLessThanOrEqual(2 + 2 * seconds);
  await stop();
});

it('what waits for its turn is due still, and done in turn', async () => {
  const { calls, put, pass, stop } = workerBench({ options: { calls_per_s: 10 } });
  for (let i = 0; i < 100; i++) await put(job('attempt:1', 'query', i));
  await pass(12_000);
  expect(calls).toHaveLength(100);
  expect(calls.map((one) => one.number)).toEqual([...new Set(calls.map((one) => one.number))]);
  await stop();
});
