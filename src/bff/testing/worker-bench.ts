/** The real workers on the real store with a clock that a test moves; banks and events are the test's. */
import { orphanService } from '../payments/engine/orphans.ts';
import { RULES } from './decisions.ts';
import type { Channel } from '../../channels/port.ts';
import type { World } from '../../protocol/world.ts';
import type { NewEvent, Payments } from '../payments/engine/service.ts';
import { startWorkers, WORKER_DEFAULTS } from '../payments/engine/workers.ts';
import type { WorkerOptions } from '../payments/engine/workers.ts';
import type { Job, Payment } from '../payments/payment.ts';
import type { Store } from '../store/port.ts';
import { openSqlite } from '../store/sqlite/sqlite.ts';
import { attemptOf, newOrder, next } from './decisions.ts';

const OPTIONS = { ...WORKER_DEFAULTS, per_lane: 16, viewer_share: 0.25, calls_per_s: 10_000, number_calls_per_s: 10, throws_max: 12 };

/** What a commit makes of the payment's jobs. */
export type Committed = (payment: Payment, event: NewEvent, now_ms: number) => Job[] | Promise<Job[]>;

interface Parts {
  options?: Partial<WorkerOptions>;
  /** Every bank's; a call takes call_ms. */
  call_ms?: number;
  committed?: Committed;
  /** In place of the bench's own commits. */
  payments?: (store: Store, world: World) => Payments;
}

export function workerBench({ options = {}, call_ms = 0, committed = () => [], payments: given }: Parts = {}) {
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
  const calls: { call: string; number: string; at_ms: number }[] = [];
  const errors: string[] = [];
  const called = (call: string) => async (number: string) => {
    const asked_at_ms = clock.now_ms;
    calls.push({ call, number, at_ms: asked_at_ms });
    await new Promise<void>((done) => void world.after(call_ms, done));
    return { source: 'answer', asked_at_ms, kind: 'unpaid' };
  };
  const bank = { kind: 'scan', prepay: called('prepay'), query: called('query'), close: called('close') } as unknown as Channel;
  const payments =
    given?.(store, world) ??
    ({
      async commit(key: { id: string }, event: NewEvent) {
        const before = await store.read(key);
        const jobs = before ? await committed(before, event, clock.now_ms) : [];
        await store.change(key, {}, ({ payment }) => ({ decision: next(payment as Payment, { jobs }), value: undefined }));
        return undefined;
      },
    } as unknown as Payments);
  const workers = startWorkers(
    {
      store,
      world,
      payments,
      orphans: orphanService(store, RULES, world),
      now: world.now,
      accounts: { one: () => bank } as never,
      name: () => 'n',
      lease_ms: 60_000,
      postNotice: () => Promise.resolve(true),
    },
    { ...OPTIONS, ...options, onError: (error) => errors.push((error as Error).message) },
  );
  const bench = {
    clock,
    store,
    calls,
    errors,
    /** One order with one attempt and this job. */
    async put(job: Job): Promise<Payment> {
      const decision = newOrder();
      const payment = { ...decision.payment, attempts: [attemptOf('N' + decision.payment.order.id)], jobs: [job] };
      return store.change({ id: payment.order.id }, {}, () => ({ decision: { ...decision, payment }, value: payment }));
    },
    async pass(ms: number): Promise<void> {
      const end_ms = clock.now_ms + ms;
      for (let quiet = 0; quiet < 20;) {
        const due = timers.filter((one) => one.at_ms <= end_ms).sort((a, b) => a.at_ms - b.at_ms)[0];
        // Whatever the last timer began is done before the next one rings.
        if (due && (quiet >= 10 || due.at_ms <= clock.now_ms)) {
          timers = timers.filter((one) => one !== due);
          clock.now_ms = Math.max(clock.now_ms, due.at_ms);
          due.call();
          quiet = 0;
        }
        await new Promise((done) => setImmediate(done));
        quiet += 1;
      }
      clock.now_ms = end_ms;
    },
    async stop(): Promise<void> {
      const stopped = workers.stop();
      await bench.pass(call_ms);
      await stopped;
      await store.close();
    },
  };
  return bench;
}
